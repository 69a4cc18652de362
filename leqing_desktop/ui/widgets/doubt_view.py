"""The list of doubts: each with links that do something about it, by click or by key."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.draft_doubts import (
    KIND_AT,
    MESSAGE_AT,
    WAYS_AT,
    WIDTHS,
    Choice,
    DoubtModel,
)
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tip_delegate import Index, TipDelegate
from leqing_desktop.ui.widgets.tree_paint import PAD

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Flag = QItemSelectionModel.SelectionFlag
ROW = 30


class DoubtDelegate(TipDelegate):
    """Paints a doubt's row; ``links`` says where its choices stand."""

    def __init__(self, view: DoubtView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look, rect = theme(), QRect(option.rect)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        done = bool(self._view.doubts.doubt(index.row()).settled)
        painter.save()
        painter.fillRect(rect, look.colour("selected" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        if chosen and index.column() == KIND_AT:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        if index.column() == WAYS_AT:
            self._ways(painter, rect, index.row(), chosen)
        else:
            self._words(painter, rect, index, done)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            accent = look.colour("accent")
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, index: Index, done: bool) -> None:
        look, area = theme(), self._inner(rect)
        is_kind = index.column() == KIND_AT
        if is_kind:
            side = look.px(14)
            box = QRectF(area.left(), area.center().y() - side / 2, side, side)
            name, token = ("check", "green_text") if done else ("triangle-alert", "yellow_text")
            paint_icon(painter, name, token, box)
            area.setLeft(area.left() + side + look.px(6))
        font = look.font(bold=is_kind and not done)
        painter.setFont(font)
        painter.setPen(look.colour("text2" if done else "text"))
        words = self._view.doubts.words(index.row(), index.column())
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, shown)

    def _ways(self, painter: QPainter, rect: QRect, row: int, chosen: bool) -> None:
        look = theme()
        settled = self._view.doubts.doubt(row).settled
        painter.setClipRect(rect)
        painter.setFont(look.font())
        if settled:
            painter.setPen(look.colour("text2"))
            painter.drawText(self._inner(rect), _LEFT, _done(settled))
        links = self.links(rect, row)
        for number, (choice, box) in enumerate(links):
            painter.setPen(look.colour("accent"))
            painter.drawText(box, _LEFT, choice.words)
            if number or settled:
                painter.setPen(look.colour("text2" if chosen else "text3"))
                gap = look.px(14)
                painter.drawText(box.adjusted(-gap, 0, 0, 0), _LEFT, "·")

    def links(self, rect: QRect, row: int) -> list[tuple[Choice, QRect]]:
        """The choices of a row with the place of each in its cell."""
        look, area = theme(), self._inner(rect)
        metrics = QFontMetrics(look.font())
        settled = self._view.doubts.doubt(row).settled
        left = area.left()
        if settled:
            left += metrics.horizontalAdvance(_done(settled)) + look.px(20)
        found = []
        for choice in self._view.doubts.choices(row):
            wide = metrics.horizontalAdvance(choice.words)
            found.append((choice, QRect(left, area.top(), wide + 2, area.height())))
            left += wide + look.px(20)
        return found

    def _inner(self, rect: QRect) -> QRect:
        pad = theme().px(PAD)
        return rect.adjusted(pad, 0, -pad, -1)


class DoubtView(QTableView):
    """``doubt_shown(number)`` when another row has the cursor, ``wanted(number, Choice)``."""

    doubt_shown = Signal(int)
    wanted = Signal(int, object)

    def __init__(self, model: DoubtModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doubts = model
        self.setAccessibleName("待定")
        self.setModel(model)
        self._delegate = DoubtDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._entered)
        self._measure()
        theme().changed.connect(self._measure)

    def show_row(self, row: int) -> None:
        """Put the cursor on a doubt."""
        index = self.doubts.index(row, MESSAGE_AT)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self.scrollTo(index)

    def open_ways(self) -> None:
        """The ways of the current doubt as a menu."""
        row = self.currentIndex().row()
        if row < 0:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, choice in enumerate(self.doubts.choices(row)):
            action = QAction(choice.words, menu)
            action.setData(number)
            menu.addAction(action)
        menu.triggered.connect(self._picked)
        menu.setActiveAction(menu.actions()[0])
        area = self.visualRect(self.doubts.index(row, WAYS_AT))
        menu.popup(self.viewport().mapToGlobal(area.bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter, Space and Alt+↓ open the ways."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if (enter and not event.modifiers()) or (event.key() == Qt.Key.Key_Down and alt):
            self.open_ways()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a link does what it says."""
        super().mousePressEvent(event)
        choice = self._link_at(event.position().toPoint())
        if choice is not None and event.button() is Qt.MouseButton.LeftButton:
            self.wanted.emit(self.indexAt(event.position().toPoint()).row(), choice)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A hand over a link."""
        on_link = self._link_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if on_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Who comes by key finds a row chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.doubts.rowCount():
            self.show_row(next(iter(self.doubts.waiting), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The sentence takes the room that is left."""
        super().resizeEvent(event)
        self._share()

    def _link_at(self, point: QPoint) -> Choice | None:
        index = self.indexAt(point)
        if not index.isValid() or index.column() != WAYS_AT:
            return None
        links = self._delegate.links(self.visualRect(index), index.row())
        return next((choice for choice, box in links if box.contains(point)), None)

    def _picked(self, action: QAction) -> None:
        row = self.currentIndex().row()
        self.wanted.emit(row, self.doubts.choices(row)[action.data()])

    def _entered(self, current: Index) -> None:
        if current.isValid():
            self.doubt_shown.emit(current.row())

    def _measure(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(theme().px(ROW))
        self.horizontalHeader().setFixedHeight(theme().px(ROW))
        self._share()

    def _share(self) -> None:
        widths = [theme().px(width) for width in WIDTHS]
        widths[MESSAGE_AT] = max(
            theme().px(120), self.viewport().width() - widths[KIND_AT] - widths[WAYS_AT]
        )
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)


def _done(settled: str) -> str:
    return f"已处理：{settled}"
