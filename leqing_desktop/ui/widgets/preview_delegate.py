"""How a cell of a task table looks: its row's part in the import, findings, merged cells."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from leqing_desktop.ui.icons import paint_icon
from leqing_desktop.ui.models.preview_facts import RowKind
from leqing_desktop.ui.models.preview_model import Index, PreviewModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tip_delegate import TipDelegate

PAD = 8
ICON = 13
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap
_ELISIONS_KEPT = 8000
_FILLS = {RowKind.HEADER: "soft", RowKind.GROUP: "alt", RowKind.SKIPPED: "alt"}
_DIM = {RowKind.BEFORE: "text2", RowKind.SKIPPED: "text3", RowKind.UNUSED: "text2"}
_TINTS = {"red": "red_tint", "yellow": "yellow_tint", "info": "soft"}
_SIGNS = {"red": "red_text", "yellow": "yellow_text", "info": "accent"}


@dataclass(slots=True)
class Cursor:
    """The current cell, −1 without one; kept here because asking the view costs too much."""

    row: int = -1
    column: int = -1


class PreviewDelegate(TipDelegate):
    """Paints from the model's ready facts; ``window`` is the visible part of the table."""

    def __init__(self, model: PreviewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.cursor = Cursor()
        self.window = QRect()
        self._elided: dict[tuple[str, int, bool], str] = {}
        theme().changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take over the theme's fonts and sizes."""
        look = theme()
        self._fonts = {bold: look.font(bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._line = self._metrics[False].lineSpacing()
        self._pad = look.px(PAD)
        self._elided.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, or one merged range of them."""
        row, column = index.row(), index.column()
        model, look = self._model, theme()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        kind, mark = model.kind(row), model.mark(row, column)
        if kind is not RowKind.HEADER and rect.height() > 1.5 * look.row_height:
            # A merged cell is about all the rows that it covers.
            kind = RowKind.OTHER
        fill = _TINTS[mark.tone] if mark is not None else _FILLS.get(kind, "surface")
        painter.fillRect(rect, look.colour("selected" if chosen and mark is None else fill))
        line = look.colour("line")
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if chosen and column == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), look.colour("accent"))
        area = self._text_area(rect)
        if mark is not None:
            side = look.px(ICON)
            box = QRectF(area.right() - side + 1, area.center().y() - side / 2, side, side)
            paint_icon(painter, mark.icon, _SIGNS[mark.tone], box)
            area.setRight(area.right() - side - look.px(4))
        if text := model.text(row, column):
            wrong = mark is not None and mark.tone == "red"
            ink = "red_text" if wrong else self._ink(kind, column, chosen)
            painter.setPen(look.colour(ink))
            self._draw(painter, area, text, bold=kind in (RowKind.HEADER, RowKind.GROUP))
        if row == self.cursor.row and column == self.cursor.column:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def lines_of(self, text: str, width: int) -> int:
        """How many lines a heading takes in a column of this width."""
        area = QRect(0, 0, max(1, width - 2 * self._pad), 10_000)
        return round(
            self._metrics[True].boundingRect(area, int(_WRAPPED), text).height() / self._line
        )

    def tip(self, index: Index, area: QRect) -> str:
        """The finding or the reason, and the whole text where it is shortened."""
        row, column = index.row(), index.column()
        text = self._model.text(row, column)
        mark = self._model.mark(row, column)
        facts = self._model.facts
        reason = facts.reasons.get(row, "") if facts is not None else ""
        whole = text if self._shortened(text, self._text_area(area), mark is not None) else ""
        said = [
            mark.tip if mark is not None else "",
            f"跳过，不导入：{reason}" if reason else "",
            whole,
        ]
        return "\n".join(filter(None, said))

    def _text_area(self, rect: QRect) -> QRect:
        """Where the text stands: the part of a merged cell that is in view, so that it is readable."""
        area = QRect(rect)
        if rect.height() > 2 * theme().row_height or rect.width() > self.window.width() // 2:
            seen = rect.intersected(self.window)
            if seen.height() >= self._line and seen.width() >= 4 * self._pad:
                area = seen
        return area.adjusted(self._pad, 0, -self._pad, -1)

    def _ink(self, kind: RowKind, column: int, chosen: bool) -> str:
        ink = _DIM.get(kind, "text")
        if ink == "text" and kind is not RowKind.HEADER and column in self._model.ignored:
            ink = "text3"
        return "text2" if chosen and ink == "text3" else ink

    def _draw(self, painter: QPainter, area: QRect, text: str, bold: bool) -> None:
        painter.setFont(self._fonts[bold])
        lines = area.height() // self._line
        if lines < 2:
            painter.drawText(area, _LEFT, self._on_one_line(text, area.width(), bold))
            return
        needed = self._metrics[bold].boundingRect(area, int(_WRAPPED), text)
        if needed.height() > lines * self._line and "\n" in text:
            # Written downwards, letter by letter, to fit a narrow column of the file.
            text = text.replace("\n", "")
            needed = self._metrics[bold].boundingRect(area, int(_WRAPPED), text)
        height = min(needed.height(), lines * self._line)
        top = area.top() + (area.height() - height) // 2
        painter.save()
        painter.setClipRect(area.left(), top, area.width(), height)
        painter.drawText(
            QRect(area.left(), top, area.width(), needed.height()), int(_WRAPPED), text
        )
        painter.restore()

    def _on_one_line(self, text: str, width: int, bold: bool) -> str:
        key = (text, width, bold)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > _ELISIONS_KEPT:
                self._elided.clear()
            line = " ".join(text[:500].split())
            found = self._metrics[bold].elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = found
        return found

    def _shortened(self, text: str, area: QRect, marked: bool) -> bool:
        if marked:
            area.setRight(area.right() - theme().px(ICON + 4))
        metrics = self._metrics[True]
        if area.height() // self._line < 2:
            return "\n" in text or metrics.horizontalAdvance(text) > area.width()
        return metrics.boundingRect(area, int(_WRAPPED), text).height() > area.height()
