"""Icons of the bundled Lucide set, tinted by a colour token when painted, at any scale."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from leqing_desktop import paths
from leqing_desktop.ui.theme import theme

STROKE = "1.75"


@cache
def _folder() -> Path:
    return paths.resources() / "icons"


@cache
def _source(name: str) -> str:
    path = _folder() / f"{name}.svg"
    return path.read_text(encoding="utf-8").replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode("utf-8")))


class TokenIconEngine(QIconEngine):
    """Paints one icon in the colour its token has now, so a change of theme needs no new icons."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._pixmaps: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the icon into a rectangle in the painter's own coordinates."""
        _renderer(self._name, self._colour(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """The icon in device pixels, kept for the next paint.

        In a wide size it stands at the left: the rest is the gap before a button's words.
        """
        colour = self._colour(mode)
        key = (size.width(), size.height(), colour)
        found = self._pixmaps.get(key)
        if found is None:
            found = QPixmap(size)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            side = min(size.width(), size.height())
            place = QRectF(0, (size.height() - side) / 2, side, side)
            _renderer(self._name, colour).render(painter, place)
            painter.end()
            self._pixmaps[key] = found
        return found

    def _colour(self, mode: QIcon.Mode) -> str:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        return str(getattr(theme().tokens, token))


@cache
def icon(name: str, token: str = "text2") -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in the colour of a token, e.g. ``accent``."""
    _source(name)
    theme()  # A theme made in the middle of painting would pull the style from under the painter.
    return QIcon(TokenIconEngine(name, token))


def paint_icon(painter: QPainter, name: str, token: str, rect: QRectF) -> None:
    """Draw an icon straight into a cell or a widget's paint event."""
    _renderer(name, str(getattr(theme().tokens, token))).render(painter, rect)
