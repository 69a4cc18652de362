"""The left card of 季度报送: who has reported, the share that has, and where workbooks come in."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.ui.models.reporting_board import (
    ALL,
    COLUMNS,
    DAY_AT,
    FILTERS,
    HEALTH_AT,
    ICONS,
    NAME_AT,
    QUARTERS_AT,
    REPORTED,
    STATE_AT,
    TONES,
    BoardModel,
    state_words,
)
from leqing_desktop.ui.models.row_table import Index
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.board_paint import QuarterLegend, paint_health, paint_quarters
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.cell_marks import paint_chip
from leqing_desktop.ui.widgets.collect_zone import CollectZone, ReceivedDay, ReminderBox
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.segmented import Segmented

ROW = 30
PAD = 10
_V = Qt.AlignmentFlag.AlignVCenter


class BoardDelegate(QStyledItemDelegate):
    """Paints a unit's name, its state as a chip, what is found wrong and the last quarters."""

    def __init__(self, model: BoardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.narrow = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look = theme()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look.colour("selected" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        if chosen and index.column() == NAME_AT:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        unit = self._model.unit(index.row())
        area = rect.adjusted(look.px(PAD), 0, -look.px(4), -1)
        column = index.column()
        if column == STATE_AT:
            words = unit.state.value if self.narrow else state_words(unit)
            paint_chip(painter, area, words, TONES[unit.state], ICONS[unit.state])
        elif column == HEALTH_AT and unit.version and unit.state is not BoardState.SENT_BACK:
            paint_health(painter, area, unit.serious, unit.reminders)
        elif column == QUARTERS_AT:
            paint_quarters(painter, area, unit.quarters)
        else:
            self._text(painter, area, index, chosen)

    def _text(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        look = theme()
        column = index.column()
        font = look.font(13, bold=chosen and column == NAME_AT)
        painter.setFont(font)
        late = column == DAY_AT and self._model.days_late(self._model.unit(index.row()))
        quiet = "text" if column == NAME_AT else "text2"
        painter.setPen(look.colour("red_text" if late else quiet))
        mode = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(str(index.data()), mode, area.width())
        painter.drawText(area, _V | Qt.AlignmentFlag.AlignLeft, shown)


class BoardView(QTableView):
    """The list of units: ↑↓ picks, Enter goes to the sheet (``entered_sheet``)."""

    picked = Signal(int)
    entered_sheet = Signal()

    def __init__(self, model: BoardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._board = model
        self._narrow = False
        self.setAccessibleName("报送单位")
        self._delegate = BoardDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME_AT, QHeaderView.ResizeMode.Stretch)
        self.measure()
        theme().changed.connect(self.measure)

    def set_room(self, narrow: bool, roomy: bool) -> None:
        """Show what there is room for; the tooltip tells the rest."""
        self._narrow = self._delegate.narrow = narrow
        self.measure()
        for at, column in enumerate(COLUMNS):
            shown = column.narrow or roomy or not (narrow or column.roomy)
            self.setColumnHidden(at, not shown)

    def show_unit(self, row: int) -> None:
        """Mark a row without picking it anew."""
        if row < 0:
            self.clearSelection()
            return
        flag = QItemSelectionModel.SelectionFlag
        self.blockSignals(True)
        self.selectionModel().setCurrentIndex(
            self._board.index(row, NAME_AT), flag.ClearAndSelect | flag.Rows
        )
        self.blockSignals(False)
        self.scrollTo(self._board.index(row, NAME_AT))
        self.viewport().update()

    def currentChanged(  # noqa: N802
        self, current: Index, previous: Index
    ) -> None:
        """Another unit is picked, by mouse or key."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != QPersistentModelIndex(previous).row():
            self.picked.emit(self._board.unit(current.row()).unit_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes on to the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered_sheet.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show by the selection where the keys go."""
        super().focusInEvent(event)
        self.viewport().update()

    def measure(self) -> None:
        """Take over the theme's sizes."""
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        for at, column in enumerate(COLUMNS):
            if column.width:
                width = column.slim if self._narrow and column.slim else column.width
                self.setColumnWidth(at, look.px(width))


class BoardCard(Card):
    """Filters, units, 本季报送率, and below them where the workbooks come in.

    ``picked(unit id)``, ``filtered(key)``.
    """

    picked = Signal(int)
    filtered = Signal(str)

    def __init__(self, model: BoardModel, parent: QWidget) -> None:
        super().__init__(parent=parent, padded=False)
        self._model = model
        self._roomy = False
        self.filters = Segmented([(key, word) for key, word, _states in FILTERS], self)
        self.view = BoardView(model, self)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.rate = PlainLabel(parent=self)
        self.rate.setProperty("k", "small")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self.legend = QuarterLegend(self)
        self.reminder = ReminderBox(self)
        self.received = ReceivedDay(self)
        self.zone = CollectZone(self)
        self._foot = QVBoxLayout()
        for widget in (self.legend, self.rate, self._bar, self.reminder, self.received, self.zone):
            self._foot.addWidget(widget)
        self._chips = QHBoxLayout()
        self._chips.addWidget(self.filters)
        self._chips.addStretch(1)
        self.body.addLayout(self._chips)
        self.body.addWidget(self._stack, 1)
        self.body.addLayout(self._foot)
        self._pad()
        self.empty.wanted.connect(self._show_all)
        self.filters.chosen.connect(self.filtered)
        self.view.picked.connect(self.picked)
        theme().changed.connect(self._pad)

    def set_room(self, narrow: bool, roomy: bool) -> None:
        """Fit columns and words to a narrow, usual or wide card."""
        self._roomy = roomy
        self.view.set_room(narrow, roomy)
        self.filters.set_shown(REPORTED, not narrow or self.filters.key == REPORTED)
        self.zone.set_narrow(narrow)
        self.received.set_narrow(narrow)
        self.legend.setVisible(roomy)
        self._show_reminder()

    def refresh(self) -> None:
        """Show the counts and the share of the units read last."""
        model = self._model
        for key, word, _states in FILTERS:
            self.filters.set_text(key, f"{word} {model.count(key)}")
        total, reported = model.count(ALL), model.reported()
        share = round(100 * reported / total) if total else 0
        self.rate.setText(f"本季报送率 {share} %（已收到 {reported} 家，应报 {total} 家）")
        self._bar.setValue(share)
        self._stack.setCurrentWidget(self.view if model.rowCount() else self.empty)
        if total:
            self.empty.say("funnel", "没有这样的单位", "换一个筛选，或清除搜索。", "看全部", False)
        self._show_reminder()

    def _show_reminder(self) -> None:
        self.reminder.setVisible(self._roomy and bool(self._model.unreported()))

    def _show_all(self) -> None:
        self.filters.choose(ALL)
        self.filtered.emit(ALL)

    def _pad(self) -> None:
        side = theme().px(10)
        self._chips.setContentsMargins(side, side, side, theme().px(8))
        self._foot.setContentsMargins(side, theme().px(8), side, side)
        self._foot.setSpacing(theme().px(6))
