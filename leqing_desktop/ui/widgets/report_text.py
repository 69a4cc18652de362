"""Text broken into the lines of a cell: measured once, bounded however long the text is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from leqing_desktop.ui.theme import Theme

_NARROWEST = 3
_ELIDE_RIGHT = Qt.TextElideMode.ElideRight
_KEPT = 6000


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines to draw and whether the text was cut."""

    texts: tuple[str, ...] = ()
    cut: bool = False


_EMPTY = Lines()


class TextBreaker:
    """Breaks texts by the theme's fonts; the answers are kept until the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._kept: dict[tuple[str, int, int, int], Lines] = {}
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take over the theme's fonts."""
        self._kept.clear()
        fonts = {px: self._theme.font(px) for px in (12, 13)}
        self._fonts: dict[int, QFont] = fonts
        self._metrics = {px: QFontMetrics(font) for px, font in fonts.items()}

    def lines(self, text: str, width: int, limit: int, px: int = 13) -> Lines:
        """A text in at most ``limit`` lines of ``width`` logical pixels; what is longer ends in …."""
        if not text or width <= 0:
            return _EMPTY
        key = (text, width, limit, px)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = self._kept[key] = self._break(text, width, limit, px)
        return found

    def _break(self, text: str, width: int, limit: int, px: int) -> Lines:
        metrics = self._metrics[px]
        shown = text[: limit * (width // _NARROWEST + 1) + 1].replace("\t", " ")
        one_line = len(shown) <= width // _NARROWEST and "\n" not in shown
        if one_line and metrics.horizontalAdvance(shown) <= width:
            return Lines((shown,))
        layout = QTextLayout(shown.replace("\n", "\u2028"), self._fonts[px])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        # Qt counts in UTF-16 units, in which an emoji has two.
        units = shown.encode("utf-16-le", "replace")
        texts: list[str] = []
        end = 0
        while len(texts) < limit:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start, end = line.textStart(), line.textStart() + line.textLength()
            texts.append(units[2 * start : 2 * end].decode("utf-16-le", "replace").rstrip("\n "))
        layout.endLayout()
        cut = 2 * end < len(units) or len(shown) < len(text)
        if cut:
            last = texts[-1] + "…" * 2
            texts[-1] = f"{metrics.elidedText(last, _ELIDE_RIGHT, width).rstrip('…')}…"
        return Lines(tuple(texts), cut)
