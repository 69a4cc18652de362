"""The decomposition table: a table view with its first columns frozen, keys as in Excel."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.tree_columns import FROZEN, TITLE_AT, TREE_COLUMNS
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tree_delegate import TreeDelegate
from leqing_desktop.ui.widgets.tree_editors import CellEdit, UnitsEdit
from leqing_desktop.ui.widgets.tree_fill import FillHandle
from leqing_desktop.ui.widgets.tree_frozen import FrozenColumns, dress
from leqing_desktop.ui.widgets.tree_header import TreeHeader
from leqing_desktop.ui.widgets.tree_place import PlaceKeeper
from leqing_desktop.ui.widgets.tree_selection import TreeSelection

_Flag = QItemSelectionModel.SelectionFlag
_TYPING_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed,
    QAbstractItemView.EditTrigger.EditKeyPressed,
    QAbstractItemView.EditTrigger.DoubleClicked,
)
_Alt = Qt.KeyboardModifier.AltModifier
_Control = Qt.KeyboardModifier.ControlModifier
_Shift = Qt.KeyboardModifier.ShiftModifier


class TreeView(QTableView):
    """Cells of a ``TreeModel``; ``row_left`` names the item whose row the cursor has left."""

    row_left = Signal(int)
    current_item = Signal(int)
    restore_asked = Signal()
    locked = Signal(int, int)

    def __init__(self, model: TreeModel, delegate: TreeDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.tree = model
        self._delegate = delegate
        self._item = -1
        self.head = TreeHeader(range(FROZEN, len(TREE_COLUMNS)), self)
        self.head.setSectionsMovable(True)
        self.setHorizontalHeader(self.head)
        dress(self, delegate)
        self.setCornerWidget(QWidget(self))
        self.setModel(model)
        self.frozen = FrozenColumns(self, delegate.twin(self))
        self.freeze_line = QFrame(self)
        self.setAccessibleName("分解表")
        self.chosen = TreeSelection(self)
        self._place = PlaceKeeper(self)
        self.handle = FillHandle(self)
        model.rowsInserted.connect(self._rows_moved)
        model.rowsRemoved.connect(self._rows_moved)
        self.head.sectionResized.connect(self._column_resized)
        self.head.geometriesChanged.connect(self.place_frozen)
        # Qt moves the header by a call of its own, which no override sees.
        self.horizontalScrollBar().valueChanged.connect(self.head.place_fields)
        self.head.left.connect(self.setFocus)
        self.frozen.head.left.connect(self.setFocus)
        delegate.stepped.connect(self.step)
        for at, shown in enumerate(TREE_COLUMNS):
            self.setColumnWidth(at, theme().px(shown.width))
        theme().changed.connect(self.refresh)
        self.refresh()

    @property
    def typing(self) -> bool:
        """Whether a cell's editor is open."""
        editing = QAbstractItemView.State.EditingState
        return editing in (self.state(), self.frozen.state())

    # Where the cursor is

    @property
    def item_id(self) -> int:
        """The item of the current row, -1 without one."""
        return self._item

    def go_to(self, item_id: int, column: int | None = None) -> bool:
        """Put the cursor on an item, opening what hides it; False where it is filtered or gone."""
        row = self.tree.reveal(item_id)
        if row < 0:
            return False
        at = self.currentIndex().column() if column is None else column
        index = self.tree.index(row, max(0, at))
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor by rows or by shown columns, wrapping at a row's end."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, at = index.row() + rows, index.column()
        if columns:
            order = self.shown_columns()
            place = order.index(at) + columns if at in order else 0
            row += place // len(order)
            at = order[place % len(order)]
        if 0 <= row < self.tree.rowCount():
            target = self.tree.index(row, at)
            self.selectionModel().setCurrentIndex(target, _Flag.ClearAndSelect)

    def shown_columns(self) -> list[int]:
        """Logical positions of the columns on show, in their order on screen."""
        order = (self.head.logicalIndex(at) for at in range(len(TREE_COLUMNS)))
        return [at for at in order if not self.isColumnHidden(at)]

    # What Qt calls

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open an editor; in a frozen column it belongs to the overlay.

        ``locked`` tells the cell where somebody tried to type into one that takes no typing.
        """
        typed = index.isValid() and trigger in _TYPING_TRIGGERS
        if typed and not self.tree.editable(index.row(), index.column()):
            self.locked.emit(index.row(), index.column())
            return False
        if index.isValid() and index.column() < FROZEN:
            opened = self.frozen.edit(index, trigger, event)  # type: ignore[arg-type]
        else:
            opened = super().edit(index, trigger, event)  # type: ignore[arg-type]
        editor = self.editor() if opened else None
        if editor is not None and trigger != QAbstractItemView.EditTrigger.AnyKeyPressed:
            # F2 goes on writing at the end; only typing overwrites.
            editor.end(False)
        return opened

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell when another row is entered."""
        super().currentChanged(current, previous)
        old_row = self._delegate.cursor.row
        self.enter_current()
        if old_row != self._delegate.cursor.row:
            self.viewport().update()
            self.frozen.viewport().update()

    def event(self, event: QEvent) -> bool:
        """While something is typed but not sent, Ctrl+Z takes that back, not a stored step."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and len(self.tree.pending)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Excel's keys: Enter steps down, Alt+←/→ folds, Esc restores, ↓ with Alt opens choices."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & _Control:
            self.step(-1 if held & _Shift else 1, 0)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.tree.take_back()
        elif key is Qt.Key.Key_Escape:
            self.restore_asked.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held & _Alt:
            self.fold_current(closed=key is Qt.Key.Key_Left)
        elif key is Qt.Key.Key_Down and held & _Alt and not held & _Shift:
            self._open_choices()
        elif key is Qt.Key.Key_Space and not held:
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """A word that comes without a composition before it (，, an emoji) is typed like a key.

        Qt opens the editor for it but hands on compositions only.
        """
        was_typing = self.typing
        super().inputMethodEvent(event)
        whole = bool(event.commitString()) and not event.preeditString()
        editor = self.editor()
        if whole and not was_typing and editor is not None and not editor.isModified():
            QCoreApplication.sendEvent(editor, event)

    def editor(self) -> CellEdit | None:
        """The open editor, in the table or in the overlay."""
        index = self.currentIndex()
        found = self.indexWidget(index) or self.frozen.indexWidget(index)
        return found if isinstance(found, CellEdit) else None

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Typing writes into cells; it never jumps about."""

    def fold_current(self, closed: bool) -> None:
        """Close or open the current branch; closing a leaf goes to its parent."""
        index = self.currentIndex()
        if not index.isValid() or self.tree.fold(index.row(), closed) or not closed:
            return
        parent = self.tree.item(index.row()).parent_id
        if parent is not None:
            self.go_to(parent)

    def scrollTo(  # noqa: N802
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view beside the frozen columns."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < FROZEN:
            bar.setValue(before)
            return
        hidden = self.frozen.width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def selectionCommand(  # noqa: N802
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click on the number chooses the whole row; Ctrl+Home and its like choose as in Excel.

        Qt moves the cursor alone with Ctrl, so that 删除 would take the rows left behind.
        """
        if isinstance(event, QKeyEvent) and event.modifiers() & _Control:
            extending = bool(event.modifiers() & _Shift)
            return _Flag.SelectCurrent if extending else _Flag.ClearAndSelect
        command = super().selectionCommand(index, event)
        if isinstance(event, QMouseEvent) and index.isValid() and index.column() == 0:
            command |= _Flag.Rows
        return command

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the overlay in its place, and the cursor in view when a banner takes room."""
        current = self.currentIndex()
        top = self.rowViewportPosition(current.row()) if current.isValid() else -1
        super().resizeEvent(event)
        self.place_frozen()
        if 0 <= top < event.oldSize().height():
            self.scrollTo(current)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Start at the first row, so that the arrow keys work at once."""
        # Asked first: Qt itself would start at the number, where nothing can be typed.
        self.start_at_first(entering=True)
        super().focusInEvent(event)

    def start_at_first(self, entering: bool = False) -> None:
        """Put the cursor on the first row where the table has the keys but no cursor yet."""
        wanted = (entering or self.hasFocus()) and not self.currentIndex().isValid()
        if wanted and self.tree.rowCount():
            self.selectionModel().setCurrentIndex(
                self.tree.index(0, TITLE_AT), _Flag.ClearAndSelect
            )

    def refresh(self) -> None:
        """Take over the theme's row height and colours."""
        height = theme().row_height
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(height)
            view.viewport().update()
        self.freeze_line.setStyleSheet(f"background: {theme().tokens.line2};")
        self.place_frozen()

    def place_frozen(self) -> None:
        """Lay the overlay over the first columns, head included."""
        if not hasattr(self, "freeze_line"):
            return
        width = sum(self.columnWidth(at) for at in range(FROZEN) if not self.isColumnHidden(at))
        head = self.head.height()
        edge = self.frameWidth()
        self.frozen.setGeometry(edge, edge, width, self.viewport().height() + head)
        self.freeze_line.setGeometry(edge + width, edge, 2, self.viewport().height() + head)
        self.frozen.head.setFixedHeight(head)

    def click_folds(self, index: Index, point: QPoint, view: QTableView) -> bool:
        """Whether a click met a folding mark; if so the branch is folded or opened."""
        if index.column() != TITLE_AT:
            return False
        open_ = self.tree.branch(index.row())
        if open_ is None:
            return False
        box = self._delegate.painter.twisty_box(
            view.visualRect(index), self.tree.depth(index.row())
        )
        if not box.adjusted(-3, -6, 3, 6).contains(point):
            return False
        self.tree.fold(index.row(), closed=open_)
        return True

    def _open_choices(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self.edit(index, QAbstractItemView.EditTrigger.EditKeyPressed):
            editor = self.editor()
            if isinstance(editor, UnitsEdit):
                editor.offer_all()

    def enter_current(self) -> None:
        """The rows are in place again: tell which one is current now."""
        index = self.currentIndex()
        self._set_cursor(index)
        self._enter(self.tree.item(index.row()).id if index.isValid() else -1)

    def _enter(self, item_id: int) -> None:
        if item_id == self._item or self._place.away:
            return
        left, self._item = self._item, item_id
        if left >= 0:
            self.row_left.emit(left)
        self.current_item.emit(item_id)

    def _rows_moved(self) -> None:
        self._set_cursor(self.currentIndex())

    def _set_cursor(self, index: Index) -> None:
        cursor = self._delegate.cursor
        cursor.row, cursor.column = index.row(), index.column()

    def _column_resized(self, column: int, _old: int, new: int) -> None:
        if column < FROZEN and self.frozen.columnWidth(column) != new:
            self.frozen.setColumnWidth(column, new)
        self.place_frozen()
