"""The table's head with a filter field under each heading and a funnel on filtered columns."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.tree_columns import FROZEN, TREE_COLUMNS
from leqing_desktop.ui.theme import theme

HEAD_HEIGHT = 30
FILTER_HEIGHT = 28
# The window's fields are 28 px high; these are smaller, as they belong to the head.
_FIELD_SHEET = """
QLineEdit { min-height: 0; padding: 0 5px; font-size: 12px; border-width: 1px; }
QLineEdit:focus { min-height: 0; padding: 0 4px; }
"""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FilterField(QLineEdit):
    """One column's filter; Esc empties it, ↓ and Enter go back to the table."""

    left = Signal()

    def __init__(self, key: str, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(f"filter-{key}")
        self.setProperty("k", "filter")
        self.setPlaceholderText("筛选")
        self.setAccessibleName(f"筛选{heading}")
        self.setToolTip(f"只看“{heading}”里含有这些字的行")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc empties, Enter and ↓ leave."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Down,
            Qt.Key.Key_Escape,
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TreeHeader(QHeaderView):
    """Headings and filter fields of some columns; ``filtered`` follows each change, many at once once."""

    filtered = Signal()
    left = Signal()

    def __init__(self, columns: Iterable[int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields: dict[int, FilterField] = {}
        self._filters_shown = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # No pause: 20,000 rows are filtered and painted in less time than a letter is typed.
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.filtered)
        for column in columns:
            if TREE_COLUMNS[column].filterable:
                self._add_field(column)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.sectionResized.connect(self.place_fields)
        self.sectionMoved.connect(self._moved)
        self.geometriesChanged.connect(self.place_fields)
        theme().changed.connect(self.refresh)
        self.setStyleSheet(_FIELD_SHEET)

    @property
    def filters(self) -> dict[str, str]:
        """The typed filters by column key, empty ones left out."""
        texts = {field.key: field.text().strip() for field in self._fields.values()}
        return {key: text for key, text in texts.items() if text}

    def clear_filters(self) -> None:
        """Empty all fields; ``filtered`` follows once."""
        for field in self._fields.values():
            field.clear()

    def show_filters(self, shown: bool) -> None:
        """Show or hide the filter row."""
        self._filters_shown = shown
        self.refresh()

    def focus_filter(self, column: int) -> bool:
        """Put the cursor into a column's field; says whether it has one."""
        field = self._fields.get(column)
        if field is None or self.isSectionHidden(column):
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        return True

    def refresh(self) -> None:
        """Take over the theme's sizes."""
        self.geometriesChanged.emit()
        self.updateGeometry()
        self.place_fields()
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The height of the headings and, while shown, of the filter row."""
        height = HEAD_HEIGHT + (FILTER_HEIGHT if self._filters_shown else 0)
        return QSize(super().sizeHint().width(), theme().px(height))

    def place_fields(self) -> None:
        """Lay every field under its heading."""
        top, height = theme().px(HEAD_HEIGHT) + 2, theme().px(FILTER_HEIGHT) - 6
        for column, field in self._fields.items():
            width = self.sectionSize(column) - 9
            shown = self._filters_shown and not self.isSectionHidden(column) and width > 14
            if shown:
                field.setGeometry(self.sectionViewportPosition(column) + 4, top, width, height)
            if field.isHidden() == shown:
                field.setVisible(shown)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        """The heading in bold, a funnel where the column is filtered, hairlines."""
        look = theme()
        painter.fillRect(rect, look.colour("head"))
        line = look.colour("line")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line2"))
        shown = TREE_COLUMNS[logical]
        area = QRect(rect.left() + 8, rect.top(), rect.width() - 16, look.px(HEAD_HEIGHT))
        field = self._fields.get(logical)
        if field is not None and field.text().strip():
            side = look.px(13)
            box = QRectF(area.right() - side + 2, area.center().y() - side / 2, side, side)
            paint_icon(painter, "funnel", "accent", box)
            area.setRight(area.right() - side - 2)
        painter.setFont(look.font(12, bold=True))
        painter.setPen(look.colour("text2"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(shown.heading, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _RIGHT if shown.right else _LEFT, text)

    def _add_field(self, column: int) -> None:
        shown = TREE_COLUMNS[column]
        field = FilterField(shown.key, shown.heading, self)
        field.textChanged.connect(self._typed)
        field.left.connect(self.left)
        self._fields[column] = field

    def _typed(self) -> None:
        self._timer.start()
        self.viewport().update()

    def _moved(self, _logical: int, old: int, new: int) -> None:
        """Nothing may be dragged among the frozen columns."""
        if new < FROZEN <= old or old < FROZEN <= new:
            self.moveSection(new, old)
        self.place_fields()
