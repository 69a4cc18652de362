"""The table of a quarterly sheet: rows as tall as their texts, keys and blocks as in Excel."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.file_drops import local_files
from leqing_desktop.ui.models.reporting_block import (
    SheetBlock,
    plan_fill,
    plan_fill_down,
    plan_paste,
)
from leqing_desktop.ui.models.reporting_columns import COLUMNS, INPUTS, PROGRESS_AT
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.tree_clipboard import format_block, parse_block
from leqing_desktop.ui.widgets.report_delegate import SheetDelegate, is_untouched
from leqing_desktop.ui.widgets.report_measures import SheetMeasures

_Flag = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger
_TYPING_TRIGGERS = (_Trigger.AnyKeyPressed, _Trigger.EditKeyPressed, _Trigger.DoubleClicked)
_EDIT_ACTIONS = ("edit.copy", "edit.paste", "edit.fill_down", "edit.clear")


class SheetView(QTableView):
    """``block_made(SheetBlock, verb)``: a paste or fill to be written as one step.

    ``selection_told(text)`` for the status bar; ``left()``: Esc with nothing to restore.
    ``files_pasted(paths)``: the clipboard held files, not cells.
    ``locked()``: somebody tried to type into a cell that takes no typing.
    """

    block_made = Signal(object, str)
    files_pasted = Signal(list)
    selection_told = Signal(str)
    left = Signal()
    locked = Signal()

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet = model
        self._delegate = SheetDelegate(model, self)
        self.setAccessibleName("单位报送表")
        self._dress()
        self.setModel(model)
        self.actions_by_id = {name: make_action(name, self) for name in _EDIT_ACTIONS}
        self.addActions(list(self.actions_by_id.values()))
        self.measures = SheetMeasures(self, self._delegate)
        self._connect_signals()
        self.measures.fit()

    def _dress(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        per_pixel = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setVerticalScrollMode(per_pixel)
        self.setHorizontalScrollMode(per_pixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(30)

    def _connect_signals(self) -> None:
        self.actions_by_id["edit.clear"].triggered.connect(self.clear_cells)
        self.actions_by_id["edit.copy"].triggered.connect(self.copy_block)
        self.actions_by_id["edit.fill_down"].triggered.connect(self.fill_down)
        self.actions_by_id["edit.paste"].triggered.connect(self.paste_block)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.sheet.modelReset.connect(self._forget_current)
        self._delegate.fill_all.connect(self.fill_selection)
        self._delegate.stepped.connect(self.step)

    # Where the cursor is

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into view."""
        index = self.sheet.index(row, column)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def go_to_first(self) -> None:
        """Put the cursor on the first figure still to be typed, else on the first one."""
        open_rows = [
            at for at in range(self.sheet.rowCount()) if self.sheet.editable(at, PROGRESS_AT)
        ]
        blank = (at for at in open_rows if not self.sheet.cell(at, PROGRESS_AT).text)
        row = next(blank, open_rows[0] if open_rows else 0)
        if self.sheet.rowCount():
            self.go_to(row, PROGRESS_AT)

    def step(self, rows: int, inputs: int) -> None:
        """Move by rows, or by input cells, which go on in the next row."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, column = index.row() + rows, index.column()
        if inputs:
            places = [
                (at, each)
                for at in (row - 1, row, row + 1)
                for each in INPUTS
                if 0 <= at < self.sheet.rowCount() and self.sheet.editable(at, each)
            ]
            after = [place for place in places if place > (row, column)]
            before = [place for place in places if place < (row, column)]
            found = after[:1] if inputs > 0 else before[-1:]
            if not found:
                return
            row, column = found[0]
        if 0 <= row < self.sheet.rowCount():
            self.go_to(row, column)

    def chosen_block(self) -> tuple[list[int], list[int]]:
        """Rows and shown columns of the rectangle around the selection."""
        rows: set[int] = set()
        columns: set[int] = set()
        selection = self.selectionModel().selection()
        for at in range(selection.count()):
            part = selection.at(at)
            rows.update(range(part.top(), part.bottom() + 1))
            columns.update(range(part.left(), part.right() + 1))
        return sorted(rows), [at for at in sorted(columns) if not self.isColumnHidden(at)]

    def _forget_current(self) -> None:
        self._delegate.current = (-1, -1)

    def finish_editing(self) -> None:
        """Write what stands in an open editor."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None and self.state() == QAbstractItemView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # Blocks

    def copy_block(self) -> None:
        """Put the chosen cells on the clipboard as Excel does."""
        rows, columns = self.chosen_block()
        texts = [[self.sheet.cell(at, each).text for each in columns] for at in rows]
        if texts:
            QGuiApplication.clipboard().setText(format_block(texts))

    def paste_block(self) -> None:
        """Put the clipboard's cells on the table from the cursor on."""
        self.finish_editing()
        if files := local_files(QGuiApplication.clipboard().mimeData()):
            self.files_pasted.emit(files)
            return
        block = parse_block(QGuiApplication.clipboard().text())
        rows, columns = self.chosen_block()
        if not block or not rows:
            return
        shown = [at for at in range(columns[0], len(COLUMNS)) if not self.isColumnHidden(at)]
        single = len(block) == 1 and len(block[0]) == 1
        plan = plan_paste(self.sheet, rows[0], columns if single else shown, block, len(rows))
        if not single:
            self._choose(rows[0], len(block), shown[: len(block[0])])
        self.block_made.emit(plan, "粘贴")

    def fill_down(self) -> None:
        """Ctrl+D: the first chosen row's cells into those below."""
        self.finish_editing()
        rows, columns = self.chosen_block()
        self._hand_on(plan_fill_down(self.sheet, rows, columns), "向下填充")

    def fill_selection(self, text: str) -> None:
        """Ctrl+Enter: one text into every chosen input cell."""
        self._hand_on(plan_fill(self.sheet, self._places(), text), "填入")

    def clear_cells(self) -> None:
        """Delete: empty the chosen input cells."""
        self._hand_on(plan_fill(self.sheet, self._places(), ""), "清空")

    def _places(self) -> list[tuple[int, int]]:
        rows, columns = self.chosen_block()
        return [(at, column) for at in rows for column in columns]

    def _hand_on(self, plan: SheetBlock, verb: str) -> None:
        if plan.cells or plan.left_out:
            self.block_made.emit(plan, verb)

    def _choose(self, top: int, rows: int, columns: list[int]) -> None:
        bottom = min(top + rows, self.sheet.rowCount()) - 1
        selection = QItemSelection()
        for at in columns:
            selection.select(self.sheet.index(top, at), self.sheet.index(bottom, at))
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    # What Qt calls

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: _Trigger = _Trigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open an editor; typing straight away overwrites, F2 and a double click go on writing."""
        typed = index.isValid() and trigger in _TYPING_TRIGGERS
        if typed and not self.sheet.editable(index.row(), index.column()):
            self.locked.emit()
            return False
        self._delegate.overwrite = trigger == _Trigger.AnyKeyPressed
        return super().edit(index, trigger, event)  # type: ignore[arg-type]

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Mark the current row."""
        super().currentChanged(current, previous)
        self._delegate.current = (
            (current.row(), current.column()) if current.isValid() else (-1, -1)
        )
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """While a cell is refused, Ctrl+Z takes that back, not a stored step."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and self.sheet.refused
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter steps down, Tab to the next input cell, Esc restores or leaves the table."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(0, 1 if key is Qt.Key.Key_Tab else -1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.sheet.take_back()
        elif key is Qt.Key.Key_Escape:
            index = self.currentIndex()
            if not index.isValid() or not self.sheet.restore(index.row(), index.column()):
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """A word that comes without a composition before it (，, an emoji) is typed like a key.

        Qt opens the editor for it but hands on compositions only.
        """
        was_editing = self.state() == QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex())
        whole = event.commitString() and not event.preeditString()
        if whole and not was_editing and editor is not None and is_untouched(editor):
            QCoreApplication.sendEvent(editor, event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Typing writes into cells; it never jumps about."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share out another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.measures.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Start where the next figure is to be typed."""
        # Asked first: Qt itself would start at the first cell of all.
        fresh = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if fresh:
            self.go_to_first()

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions_by_id.values()))
        menu.popup(self.viewport().mapToGlobal(point))

    def _tell_selection(self) -> None:
        rows, columns = self.chosen_block()
        count = len(rows) * len(columns)
        figures = [self.sheet.cell(at, PROGRESS_AT).text for at in rows if columns == [PROGRESS_AT]]
        known = [float(text) for text in figures if _is_figure(text)]
        mean = f"  平均 {sum(known) / len(known):.1f} %" if len(known) > 1 else ""
        self.selection_told.emit(f"已选 {count} 格{mean}" if count > 1 else "")


def _is_figure(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()
