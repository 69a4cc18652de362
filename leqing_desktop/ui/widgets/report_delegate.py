"""The delegate of a quarterly sheet: wrapped texts, two-line tasks, lights, and the editors."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from leqing_desktop.ui.models.reporting_columns import (
    COLUMNS,
    LIGHT_AT,
    PROGRESS_AT,
    TITLE_AT,
    short,
)
from leqing_desktop.ui.models.reporting_sheet import SheetModel
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.models.tree_cells import Cell
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.report_editors import TextCellEdit
from leqing_desktop.ui.widgets.report_text import Lines, TextBreaker
from leqing_desktop.ui.widgets.tip_delegate import TipDelegate
from leqing_desktop.ui.widgets.tree_editors import CellEdit
from leqing_desktop.ui.widgets.tree_paint import PAD, CellPainter, Look

LINE = 18
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_Modifier = Qt.KeyboardModifier


class SheetDelegate(TipDelegate):
    """``stepped`` carries rows and input cells to move by; ``fill_all`` the text of Ctrl+Enter."""

    stepped = Signal(int, int)
    fill_all = Signal(str)

    def __init__(self, model: SheetModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._brush = CellPainter(theme())
        self._breaker = TextBreaker(theme())
        self.current: tuple[int, int] = (-1, -1)
        self.overwrite = False

    # Measuring

    def height(self, row: int, widths: dict[int, int]) -> int:
        """The height of a row whose shown columns have these widths."""
        look = theme()
        lines = 1
        for column, width in widths.items():
            if column == TITLE_AT:
                lines = max(lines, 1 + len(self._title(row, width).texts))
            elif COLUMNS[column].lines:
                lines = max(lines, len(self._lines(row, column, width).texts))
        return max(look.row_height + look.px(16), lines * look.px(LINE) + look.px(10))

    def _lines(self, row: int, column: int, width: int) -> Lines:
        room = width - 2 * theme().px(PAD)
        text = self._model.cell(row, column).text
        return self._breaker.lines(text, room, COLUMNS[column].lines)

    def _title(self, row: int, width: int) -> Lines:
        room = width - 2 * theme().px(PAD)
        return self._breaker.lines(self._model.row(row).title, room, COLUMNS[TITLE_AT].lines)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; the view keeps ``current`` up to date."""
        at, column = index.row(), index.column()
        cell = self._model.cell(at, column)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        current = (at, column) == self.current
        typed_into = self._model.editable(at, column)
        look = Look(
            row_selected=at == self.current[0] and not typed_into,
            chosen=chosen and not current,
            current=current,
            first=column == 0,
            locked=cell.locked,
        )
        rect: QRect = option.rect  # type: ignore[attr-defined]
        self._brush.ground(painter, rect, cell, look)
        if COLUMNS[column].field and self._model.locked:
            self._hatch(painter, rect)
        if column == TITLE_AT:
            self._paint_title(painter, rect, at, cell, look)
        elif column == LIGHT_AT:
            self._brush.light(painter, rect, self._model.light(self._model.row(at).task_id), look)
        elif COLUMNS[column].lines:
            colour = _tone(cell, look)
            lines = self._lines(at, column, rect.width()).texts
            self._paint_lines(painter, rect, [(text, 13, colour) for text in lines])
        else:
            self._paint_figure(painter, rect, cell, look, column)
        if cell.edited or look.current:
            self._brush.marks(painter, rect, cell, look)

    def _paint_title(self, painter: QPainter, rect: QRect, at: int, cell: Cell, look: Look) -> None:
        grey = theme().colour("text2" if look.row_selected or look.chosen else "text3")
        room = rect.width() - 2 * theme().px(PAD)
        measure = self._breaker.lines(self._model.row(at).measure, room, 1, 12).texts
        lines = [(text, 13, _tone(cell, look)) for text in self._title(at, rect.width()).texts]
        self._paint_lines(painter, rect, lines + [(text, 12, grey) for text in measure])

    def _paint_lines(
        self, painter: QPainter, rect: QRect, lines: list[tuple[str, int, QColor]]
    ) -> None:
        if not lines:
            return
        look = theme()
        pitch, pad = look.px(LINE), look.px(PAD)
        top = rect.top() + (rect.height() - 1 - pitch * len(lines)) // 2
        for text, px, colour in lines:
            painter.setFont(look.font(px))
            painter.setPen(colour)
            painter.drawText(rect.left() + pad, top, rect.width() - pad, pitch, _LEFT, text)
            top += pitch

    def _paint_figure(
        self, painter: QPainter, rect: QRect, cell: Cell, look: Look, column: int
    ) -> None:
        strong = column == PROGRESS_AT and not cell.hint
        bold = Look(group=strong, row_selected=look.row_selected, chosen=look.chosen)
        self._brush.text(painter, rect, cell, bold, right=COLUMNS[column].right)

    def _hatch(self, painter: QPainter, rect: QRect) -> None:
        brush = QBrush(theme().colour("line"), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(rect.adjusted(0, 0, -1, -1), brush)

    # Editing

    def createEditor(  # noqa: N802
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line for the figure, a growing field for the texts."""
        return CellEdit(parent) if index.column() == PROGRESS_AT else TextCellEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Start from the typed text; a text already changed in the editor stays."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if not is_untouched(editor):
            return
        if isinstance(editor, CellEdit):
            editor.setText(text)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        elif isinstance(editor, TextCellEdit):
            editor.start(text, self.overwrite)

    def setModelData(  # noqa: N802
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Hand the typed text on; an untouched field changes nothing."""
        if isinstance(editor, CellEdit | TextCellEdit) and not is_untouched(editor):
            model.setData(index, _typed(editor), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Cover the cell; a text field may be taller."""
        area = QRect(option.rect)  # type: ignore[attr-defined]
        if isinstance(editor, TextCellEdit):
            editor.cover(area)
        else:
            editor.setGeometry(area)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Tab and their like end the editing; Alt+Enter begins a new line."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, CellEdit | TextCellEdit):
            return super().eventFilter(watched, event)
        step = _STEPS.get(Qt.Key(event.key()))
        if event.type() == QEvent.Type.ShortcutOverride:
            unit_key = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if unit_key and event.modifiers() & _Modifier.ControlModifier:
                event.ignore()
                return True
            if step is not None:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and step is not None:
            new_line = step[0] and event.modifiers() & _Modifier.AltModifier
            if new_line and isinstance(watched, TextCellEdit):
                watched.insertPlainText("\n")
            else:
                self._finish(watched, step, event)
            return True
        return super().eventFilter(watched, event)

    def _finish(
        self, editor: CellEdit | TextCellEdit, step: tuple[int, int], event: QKeyEvent
    ) -> None:
        text = _typed(editor)
        held = event.modifiers()
        fills = bool(held & _Modifier.ControlModifier) and bool(step[0])
        if not fills:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, _NO_HINT)
        if fills:
            self.fill_all.emit(text)
        else:
            back = step[0] and held & _Modifier.ShiftModifier
            self.stepped.emit(*((-1, 0) if back else step))

    def tip(self, index: Index, area: QRect) -> str:
        """The cell's sentence, else its text where it is cut."""
        cell = self._model.cell(index.row(), index.column())
        if cell.tip:
            return cell.tip
        if COLUMNS[index.column()].lines:
            cut = self._lines(index.row(), index.column(), area.width()).cut
            return short(cell.text) if cut else ""
        return cell.text if self._brush.shortened(cell.text, area, PAD, False) else ""


def is_untouched(editor: QWidget) -> bool:
    """Whether nothing was typed into an editor of this table yet."""
    if isinstance(editor, TextCellEdit):
        return not editor.document().isModified()
    return not (isinstance(editor, CellEdit) and editor.isModified())


def _typed(editor: CellEdit | TextCellEdit) -> str:
    return editor.text() if isinstance(editor, CellEdit) else editor.toPlainText()


def _tone(cell: Cell, look: Look) -> QColor:
    if cell.error:
        return theme().colour("red_text")
    if cell.hint:
        return theme().colour("text2" if look.row_selected or look.chosen else "text3")
    return theme().colour("text")
