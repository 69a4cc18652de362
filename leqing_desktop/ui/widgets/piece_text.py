"""Wrapped text of differing pieces in a cell: insertions underlined, deletions struck through."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from leqing_desktop.ui.models.review_text import PieceKind, Pieces
from leqing_desktop.ui.theme import Theme

_KEPT = 2000
_BOTTOM_RIGHT = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
_LOOKS = {
    PieceKind.INSERTED: ("green_text", "green_tint"),
    PieceKind.DELETED: ("red_text", "red_tint"),
    PieceKind.NAME: ("text3", ""),
    PieceKind.WARNING: ("yellow_text", ""),
}


@dataclass(frozen=True, slots=True)
class _Laid:
    layout: QTextLayout
    height: float
    cut: bool


class PieceText:
    """Breaks and draws pieces by the theme; what was broken once is kept until the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: dict[tuple[Pieces, int, int, str], _Laid] = {}
        theme.changed.connect(self._kept.clear)

    def height(self, pieces: Pieces, width: int, lines: int, tone: str = "text") -> int:
        """The height in pixels of at most ``lines`` lines of a width."""
        return round(self._lay(pieces, width, lines, tone).height) if pieces else 0

    def draw(
        self, painter: QPainter, area: QRect, pieces: Pieces, lines: int, tone: str = "text"
    ) -> None:
        """Draw the pieces into an area, in the middle of its height."""
        if not pieces:
            return
        laid = self._lay(pieces, area.width(), lines, tone)
        top = area.top() + max(0.0, (area.height() - laid.height) / 2)
        painter.setPen(self._theme.colour(tone))
        laid.layout.draw(painter, QPointF(area.left(), top))
        if laid.cut:
            painter.setFont(self._theme.font(12))
            painter.setPen(self._theme.colour("text3"))
            painter.drawText(area.adjusted(0, 0, 0, 2), _BOTTOM_RIGHT, "…")

    def _lay(self, pieces: Pieces, width: int, lines: int, tone: str) -> _Laid:
        key = (pieces, width, lines, tone)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = self._kept[key] = self._break(pieces, width, lines)
        return found

    def _break(self, pieces: Pieces, width: int, lines: int) -> _Laid:
        text = "".join(piece.text for piece in pieces).replace("\n", "\u2028").replace("\t", " ")
        layout = QTextLayout(text, QFont(self._theme.font(13)))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(pieces))
        layout.beginLayout()
        pitch, top = self._theme.px(18), 0.0
        end = 0
        for _line in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(10, width))
            line.setPosition(QPointF(0, top))
            top += pitch
            end = line.textStart() + line.textLength()
        layout.endLayout()
        return _Laid(layout, top, end < len(text.encode("utf-16-le")) // 2)

    def _formats(self, pieces: Pieces) -> list[QTextLayout.FormatRange]:
        ranges = []
        start = 0
        for piece in pieces:
            # Qt counts in UTF-16 units, in which an emoji has two.
            length = len(piece.text.encode("utf-16-le", "replace")) // 2
            if piece.kind in _LOOKS:
                ranges.append(self._range(start, length, piece.kind))
            start += length
        return ranges

    def _range(self, start: int, length: int, kind: PieceKind) -> QTextLayout.FormatRange:
        tone, ground = _LOOKS[kind]
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(tone))
        if ground:
            look.setBackground(self._theme.colour(ground))
        look.setFontUnderline(kind is PieceKind.INSERTED)
        look.setFontStrikeOut(kind is PieceKind.DELETED)
        made = QTextLayout.FormatRange()
        # The stubs do not know the fields of this plain record.
        for name, value in (("start", start), ("length", length), ("format", look)):
            setattr(made, name, value)
        return made
