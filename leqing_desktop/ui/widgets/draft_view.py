"""The table of the review: rows chosen as wholes, keys as in the decomposition table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from leqing_desktop.ui.models.draft_cells import COLUMNS, TICK_AT, TITLE_AT, takes_typing
from leqing_desktop.ui.models.draft_model import DraftModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.draft_delegate import DraftDelegate
from leqing_desktop.ui.widgets.tip_delegate import Index
from leqing_desktop.ui.widgets.tree_editors import CellEdit

_Flag = QItemSelectionModel.SelectionFlag
_Alt = Qt.KeyboardModifier.AltModifier
_Shift = Qt.KeyboardModifier.ShiftModifier
_Control = Qt.KeyboardModifier.ControlModifier
_TYPING = (
    QAbstractItemView.EditTrigger.AnyKeyPressed,
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)


class DraftView(QTableView):
    """``row_shown(key)`` when another row has the cursor; ``tick_wanted(keys)`` on Space or a box;
    ``restore_wanted(key)`` on Esc; ``locked(key, column)`` where nothing can be typed.
    """

    row_shown = Signal(int)
    tick_wanted = Signal(list)
    restore_wanted = Signal(int)
    locked = Signal(int, int)

    def __init__(self, model: DraftModel, delegate: DraftDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.drafts = model
        self._delegate = delegate
        self._key = -1
        self.setAccessibleName("识别结果")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._dress()
        delegate.stepped.connect(self.step)
        delegate.fill_all.connect(self._stay)
        self._measure()
        theme().changed.connect(self._measure)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(_TYPING[0] | _TYPING[1] | _TYPING[2])
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # Where the cursor is

    @property
    def key(self) -> int:
        """The record of the current row, -1 without one."""
        return self._key

    def chosen(self) -> list[int]:
        """The records of the chosen rows, top down."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        return [self.drafts.key_at(row) for row in sorted(rows)]

    def go_to(self, key: int, column: int | None = None) -> bool:
        """Put the cursor on a record, opening what hides it; False where it is gone."""
        row = self.drafts.reveal(key)
        if row < 0:
            return False
        at = self.currentIndex().column() if column is None else column
        index = self.drafts.index(row, at if at > TICK_AT else TITLE_AT)
        out_of_sight = not self.viewport().rect().contains(self.visualRect(index).center())
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        how = QAbstractItemView.ScrollHint
        self.scrollTo(index, how.PositionAtCenter if out_of_sight else how.EnsureVisible)
        return True

    def choose(self, keys: Sequence[int]) -> None:
        """Choose the rows of several records, the cursor on the first."""
        if not keys or not self.go_to(keys[0]):
            return
        chosen = QItemSelection()
        for key in keys:
            row = self.drafts.row_of(key)
            if row >= 0:
                chosen.select(self.drafts.index(row, 0), self.drafts.index(row, len(COLUMNS) - 1))
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def type_at(self, key: int, column: int) -> None:
        """Open the editor of a record's cell."""
        self.setFocus()
        if self.go_to(key, column):
            self.edit(self.currentIndex())

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor by rows, or to the next cell that can be typed into."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, at = index.row() + rows, index.column()
        while columns and 0 <= row < self.drafts.rowCount():
            at += columns
            if not 0 <= at < len(COLUMNS):
                at, row = (TITLE_AT, row + 1) if at > 0 else (len(COLUMNS) - 1, row - 1)
            if 0 <= row < self.drafts.rowCount() and takes_typing(self.drafts.node(row), at):
                break
        if 0 <= row < self.drafts.rowCount():
            how = _Flag.ClearAndSelect | _Flag.Rows
            self.selectionModel().setCurrentIndex(self.drafts.index(row, at), how)

    def _stay(self, _text: str) -> None:
        """Ctrl+Enter in a field writes it like Enter; there is nothing to fill."""

    def leave_row(self) -> None:
        """Another file: its first row is another one, even where the key is the same."""
        self._key = -1
        self.selectionModel().clear()

    def finish_editing(self) -> None:
        """Write what stands in an open field."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, CellEdit):
            self.commitData(editor)
            self.closeEditor(editor, self._delegate.EndEditHint.NoHint)

    # What Qt calls

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open an editor; F2 goes on writing at the end, only typing overwrites."""
        typed = index.isValid() and trigger in _TYPING
        if typed and not takes_typing(self.drafts.node(index.row()), index.column()):
            self.locked.emit(self.drafts.key_at(index.row()), index.column())
            return False
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]
        editor = self.indexWidget(index) if opened else None
        if isinstance(editor, CellEdit) and trigger != _TYPING[0]:
            editor.end(False)
        return opened

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell when another row is entered."""
        super().currentChanged(current, previous)
        self.enter_current()

    def enter_current(self) -> None:
        """The rows are in place: tell which record is current now."""
        index = self.currentIndex()
        self._delegate.current = (index.row(), index.column())
        self.viewport().update()
        key = self.drafts.key_at(index.row()) if index.isValid() else -1
        if key != self._key:
            self._key = key
            self.row_shown.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space ticks, Enter steps down, Alt+←/→ folds, Esc restores."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & _Control:
            self.step(-1 if held & _Shift else 1, 0)
        elif key is Qt.Key.Key_Space and not held:
            self.tick_wanted.emit(self.chosen())
        elif key is Qt.Key.Key_Escape:
            self.restore_wanted.emit(self._key)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held & _Alt:
            self._fold_current(closed=key is Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not held & _Control:
            self.step(0, 1 if key is Qt.Key.Key_Tab else -1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Typing writes into cells; it never jumps about."""

    def _fold_current(self, closed: bool) -> None:
        """Close or open the current branch; closing a leaf goes to its parent."""
        index = self.currentIndex()
        if not index.isValid() or self.drafts.fold(index.row(), closed) or not closed:
            return
        parent = self.drafts.node(index.row()).parent
        if parent is not None:
            self.go_to(parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a box ticks, one on a folding mark folds."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index.column() == TICK_AT:
            self.tick_wanted.emit([self.drafts.key_at(index.row())])
            return
        if plain and index.isValid() and self._folds(index, point):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A quick second click on a box ticks again."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK_AT:
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def _folds(self, index: Index, point: QPoint) -> bool:
        open_ = self.drafts.branch(index.row())
        if index.column() != TITLE_AT or open_ is None:
            return False
        depth = self.drafts.depth(index.row())
        box = self._delegate.brush.twisty_box(self.visualRect(index), depth)
        if not box.adjusted(-3, -6, 3, 6).contains(point):
            return False
        self.drafts.fold(index.row(), closed=open_)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Start at the first row, so that the arrow keys work at once."""
        if not self.currentIndex().isValid() and self.drafts.rowCount():
            self.go_to(self.drafts.key_at(0), TITLE_AT)
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share()

    def _measure(self) -> None:
        look = theme()
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(look.row_height)
        self.horizontalHeader().setFixedHeight(look.px(30))
        self._share()
        self.viewport().update()

    def _share(self) -> None:
        """Give each column its width and the stretching ones what is left."""
        widths = [theme().px(column.width) for column in COLUMNS]
        spare = max(0, self.viewport().width() - sum(widths))
        shares = sum(column.stretch for column in COLUMNS)
        for at, column in enumerate(COLUMNS):
            extra = spare * column.stretch // shares
            if at == len(COLUMNS) - 1:
                extra = max(0, self.viewport().width() - sum(widths))
            widths[at] += extra
            self.setColumnWidth(at, widths[at])
