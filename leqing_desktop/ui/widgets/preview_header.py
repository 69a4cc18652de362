"""The heads of a task table: over each column its letter, its meaning to choose, how sure that is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.preview_facts import ColumnHead, RowKind
from leqing_desktop.ui.models.preview_model import PreviewModel
from leqing_desktop.ui.plain_text import show_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.preview_delegate import Cursor

LETTER, BOX, SURE = 22, 26, 22
GAP = 4
CHEVRON = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENDS = (Meaning.IGNORED, Meaning.ID)
MEANINGS = (Meaning.IGNORED, *(each for each in Meaning if each not in _ENDS), Meaning.ID)
"""The list to choose from, 不导入 first, what only the program reads last."""


_LIST_SHEET = """
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { border: none; }
"""


class MeaningBox(QComboBox):
    """The one drop-down of the head; it stands over a column while its list is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for meaning in MEANINGS:
            self.addItem(meaning.label, meaning.value)
        self.insertSeparator(1)
        # A list that scrolls: all meanings at once would not fit a small screen.
        self.setStyleSheet(_LIST_SHEET)
        self.setMaxVisibleItems(14)
        # The list is a window of its own; it goes by a choice, by Esc or by a click elsewhere.
        self.view().window().installEventFilter(self)
        self.hide()

    def open(self, area: QRect, meaning: Meaning) -> None:
        """Show the list under a column's box."""
        self.setGeometry(area)
        self.setCurrentIndex(self.findData(meaning.value))
        self.view().setMinimumWidth(
            self.view().sizeHintForColumn(0) + theme().px(24) + theme().px(12)
        )
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The list is closed: the painted box takes over again."""
        if event.type() == QEvent.Type.Hide and watched is self.view().window():
            self.hide()
        return super().eventFilter(watched, event)


class MeaningHeader(QHeaderView):
    """``meaning_chosen(column, Meaning)``; ``closed`` when the list is gone, chosen or not."""

    meaning_chosen = Signal(int, object)
    closed = Signal()

    def __init__(self, model: PreviewModel, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._cursor = cursor
        self._column = -1
        self._hovered = self._pressed = -1
        self.locked = False
        self.box = MeaningBox(self.viewport())
        self.box.activated.connect(self._chosen)
        self.box.installEventFilter(self)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setMouseTracking(True)
        self.setAccessibleName("各列的含义")

    def needed_width(self, head: ColumnHead) -> int:
        """How wide a column must be for its meaning to be read."""
        look = theme()
        label = QFontMetrics(look.font()).horizontalAdvance(head.label)
        sure = QFontMetrics(look.font(12)).horizontalAdvance(head.sure) + look.px(18)
        return max(label + look.px(CHEVRON + 28), sure + look.px(2 * GAP + 6))

    def open_choices(self, column: int) -> bool:
        """Open the list of a column's meaning; False where there is nothing to choose."""
        if self.locked or not 0 <= column < self.count():
            return False
        head = self._model.head(column)
        if head.meaning is None:
            return False
        self._column = column
        self.box.setAccessibleName(f"{head.letter} 列的含义")
        self.box.open(self._box(column), head.meaning)
        return True

    def sizeHint(self) -> QSize:  # noqa: N802
        """Letters alone until it is known where the table begins."""
        look, facts = theme(), self._model.facts
        chosen = facts is not None and bool(facts.mapping.columns)
        return QSize(0, look.px(LETTER + (BOX + SURE if chosen else 6)))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """Letter, box and confidence; the current column's letter stands out."""
        look, head = theme(), self._model.head(logical)
        painter.fillRect(rect, look.colour("head"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.colour("line"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line2"))
        current = logical == self._cursor.column
        top = QRect(rect.left(), rect.top(), rect.width() - 1, look.px(LETTER))
        if current:
            painter.fillRect(top, look.colour("soft"))
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("accent" if current else "text2"))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, head.letter)
        if head.meaning is None:
            return
        box = self._box_in(rect)
        self._paint_box(painter, box, head, logical == self._hovered)
        self._paint_sure(
            painter, QRect(box.left(), box.bottom() + 1, box.width(), look.px(SURE - 2)), head
        )

    def _paint_box(self, painter: QPainter, box: QRect, head: ColumnHead, hovered: bool) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "yellow_edge" if head.weak else "ctl" if hovered or not self.locked else "line2"
        fill = "yellow_tint" if head.weak else "hover" if hovered else "surface"
        painter.setPen(QPen(look.colour("text" if hovered else edge), 1))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
        side = look.px(CHEVRON)
        chevron = QRectF(
            box.right() - side - look.px(5), box.center().y() - side / 2 + 1, side, side
        )
        paint_icon(painter, "chevron-down", "text2", chevron)
        area = box.adjusted(look.px(7), 0, -side - look.px(8), 0)
        painter.setFont(look.font())
        ignored = head.meaning is Meaning.IGNORED
        painter.setPen(look.colour("text3" if ignored else "text"))
        shown = painter.fontMetrics().elidedText(
            head.label, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, _LEFT, shown)

    def _paint_sure(self, painter: QPainter, area: QRect, head: ColumnHead) -> None:
        look = theme()
        if head.weak:
            side = look.px(13)
            box = QRectF(area.left() + look.px(2), area.center().y() - side / 2 + 1, side, side)
            paint_icon(painter, "triangle-alert", "yellow_text", box)
            area = area.adjusted(side + look.px(5), 0, 0, 0)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("yellow_text" if head.weak else "text3"))
        shown = painter.fontMetrics().elidedText(
            head.sure, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area.adjusted(look.px(2), 0, 0, 0), _LEFT, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press on a box waits for its release; beside it the column's edge can be dragged."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._box_at(event.position().toPoint()) if left else -1
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a box opens its list; opened by the press, the release would close it."""
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._box_at(event.position().toPoint()) == pressed:
            self.open_choices(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The box under the pointer shows that it can be pressed."""
        super().mouseMoveEvent(event)
        hovered = -1 if self.locked else self._box_at(event.position().toPoint())
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No box is under the pointer."""
        super().leaveEvent(event)
        self._hovered = -1
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """A tooltip tells heading, doubts and a few values."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self.logicalIndexAt(event.pos())
            tip = self._model.head(column).tip if column >= 0 else ""
            show_tip(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The list is gone when its box is."""
        if watched is self.box and event.type() == QEvent.Type.Hide:
            self.closed.emit()
        return super().eventFilter(watched, event)

    def _chosen(self, index: int) -> None:
        meaning = Meaning(self.box.itemData(index))
        if meaning is not self._model.head(self._column).meaning:
            self.meaning_chosen.emit(self._column, meaning)

    def _box(self, column: int) -> QRect:
        left = self.sectionViewportPosition(column)
        return self._box_in(QRect(left, 0, self.sectionSize(column), self.height()))

    def _box_in(self, section: QRect) -> QRect:
        look = theme()
        gap = look.px(GAP)
        return QRect(
            section.left() + gap,
            section.top() + look.px(LETTER),
            section.width() - 2 * gap - 1,
            look.px(BOX),
        )

    def _box_at(self, point: QPoint) -> int:
        column = self.logicalIndexAt(point)
        if column < 0 or self._model.head(column).meaning is None:
            return -1
        return column if self._box(column).contains(point) else -1


class RowNumbers(QHeaderView):
    """The sheet's row numbers, with a word where a row is no task."""

    def __init__(self, model: PreviewModel, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._cursor = cursor
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def fit(self) -> None:
        """As wide as the longest number and a tag need."""
        look = theme()
        number = QFontMetrics(look.font(12)).horizontalAdvance(str(max(99, self.count())))
        tag = QFontMetrics(look.font(12)).horizontalAdvance("表头")
        self.setFixedWidth(number + tag + look.px(6 + 8 + 6))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """Tag at the left, number at the right."""
        look, kind = theme(), self._model.kind(logical)
        current = logical == self._cursor.row
        fill = "selected" if current else "soft" if kind is RowKind.HEADER else "head"
        painter.fillRect(rect, look.colour(fill))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.colour("line2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        area = rect.adjusted(look.px(6), 0, -look.px(6), -1)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("text2"))
        painter.drawText(area, _RIGHT, str(logical + 1))
        if kind.tag:
            painter.setPen(look.colour("accent" if kind is RowKind.HEADER else "text2"))
            painter.drawText(area, _LEFT, kind.tag)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """A tooltip tells why a row is passed over."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row, facts = self.logicalIndexAt(event.pos()), self._model.facts
            show_tip(event.globalPos(), facts.reasons.get(row, "") if facts else "", self)
            return True
        return super().viewportEvent(event)
