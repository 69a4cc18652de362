"""The table of the 督办 page: painted rows with tick, sign, chip and overdue mark."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.supervision_tables import Index, NoticeCell, NoticeTableModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.cell_marks import paint_chip, paint_tick
from leqing_desktop.ui.widgets.light_paint import paint_notice

ROW = 30
PAD = 8
_V = Qt.AlignmentFlag.AlignVCenter


class NoticeDelegate(QStyledItemDelegate):
    """Paints the model's ready cells; the view tells it the row that has the cursor."""

    def __init__(self, view: NoticeTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        view, look = self._view, theme()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        cell = view.table.cell(index.row(), index.column())
        painter.save()
        painter.fillRect(rect, look.colour("selected" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        current = index.row() == view.currentIndex().row()
        if chosen and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        self._content(painter, rect, cell)
        if current and view.hasFocus():
            self._ring(painter, rect, index.column())
        painter.restore()

    def _content(self, painter: QPainter, rect: QRect, cell: NoticeCell) -> None:
        look = theme()
        pad = look.px(PAD)
        area = rect.adjusted(pad, 0, -pad, -1)
        if cell.tick is not None:
            paint_tick(painter, rect, cell.tick)
        elif cell.sign is not None:
            paint_notice(painter, QRectF(area), cell.sign, look)
        elif cell.chip:
            paint_chip(painter, area, cell.text, cell.chip)
        else:
            self._text(painter, area, cell)

    def _text(self, painter: QPainter, area: QRect, cell: NoticeCell) -> None:
        look = theme()
        font = look.font(bold=cell.bold or cell.late)
        painter.setFont(font)
        tone = "red_text" if cell.red else "text2" if cell.faint else "text"
        painter.setPen(look.colour(tone))
        side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | _V, shown)
        if cell.late:
            mark = look.px(14)
            left = area.right() - metrics.horizontalAdvance(shown) - mark - look.px(4)
            box = QRectF(left, area.center().y() - mark / 2 + 1, mark, mark)
            paint_icon(painter, "octagon-alert", "red_text", box)

    def _ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        """The focus ring of the whole row, drawn cell by cell."""
        accent = theme().colour("accent")
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
        if column == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), accent)
        if column == len(self._view.table.columns) - 1:
            painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), accent)


class NoticeTable(QTableView):
    """``row_shown(row)`` when the cursor moves; ``tick_wanted(rows)`` on Space or on a box."""

    row_shown = Signal(int)
    tick_wanted = Signal(list)

    def __init__(self, model: NoticeTableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(NoticeDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        theme().changed.connect(self._measure)
        self.clicked.connect(self._clicked)

    def chosen_rows(self) -> list[int]:
        """Selected rows, top down."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def show_row(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        # selectRow would heed a Ctrl that is still held and take the selection away again.
        index = self.table.index(row, 0)
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)
        self.scrollTo(index)

    def drop_selection(self) -> None:
        """Another table has the cursor now."""
        self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Who comes by key finds a row chosen, with the ring around it."""
        super().focusInEvent(event)
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and not self.chosen_rows() and self.table.rows:
            self.show_row(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space ticks the selected rows."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.tick_wanted.emit(self.chosen_rows())
            return
        super().keyPressEvent(event)

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tell which row is shown now."""
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        row = self.currentIndex().row()
        if selected.indexes() and row >= 0:
            self.row_shown.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share()

    def _clicked(self, index: QModelIndex) -> None:
        if self.table.cell(index.row(), index.column()).tick is not None:
            self.tick_wanted.emit([index.row()])

    def _measure(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.verticalHeader().setMinimumSectionSize(look.px(ROW))
        self.horizontalHeader().setFixedHeight(look.px(ROW))
        self._share()

    def _share(self) -> None:
        """Give each column its width and the stretching ones what is left."""
        columns = self.table.columns
        widths = [theme().px(column.width) for column in columns]
        spare = max(0, self.viewport().width() - sum(widths))
        shares = sum(column.stretch for column in columns) or 1
        given = 0
        last = max((at for at, c in enumerate(columns) if c.stretch), default=0)
        for at, column in enumerate(columns):
            extra = spare - given if at == last else spare * column.stretch // shares
            if column.stretch:
                given += extra
                widths[at] += extra
            self.setColumnWidth(at, widths[at])
