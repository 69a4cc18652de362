"""The pages of an official document on screen, drawn with the very fonts of the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGlyphRun,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QRawFont,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from leqing_desktop import paths
from leqing_desktop.ui.theme import theme

MARGIN = 14
STEP = 1.25
SMALLEST, LARGEST = 0.5, 4.0


@cache
def _raw_font(file: str) -> QRawFont:
    path = paths.resources() / "fonts" / file
    return QRawFont(str(path), 16.0, QFont.HintingPreference.PreferNoHinting)


def draw_page(page: Any, scale: float) -> QImage:
    """One page (services' PaperPage) as an image of ``scale`` pixels a point."""
    size = QSize(round(page.width * scale), round(page.height * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for rule in page.rules:
        painter.setPen(QPen(QColor(*rule.ink), max(1.0, rule.thickness * scale)))
        y = (page.height - rule.y) * scale
        end = QPointF((rule.x + rule.width) * scale, y - rule.height * scale)
        painter.drawLine(QPointF(rule.x * scale, y), end)
    for run in page.runs:
        painter.setPen(QColor(*run.ink))
        painter.save()
        painter.translate(run.x * scale, (page.height - run.y) * scale)
        painter.rotate(-90 if run.turned else 0)
        painter.drawGlyphRun(QPointF(0, 0), _glyphs(run, scale))
        painter.restore()
    painter.end()
    return image


def _glyphs(run: Any, scale: float) -> QGlyphRun:
    font = QRawFont(_raw_font(run.font))
    font.setPixelSize(run.size * scale)
    glyphs = font.glyphIndexesForString(run.text)
    x, places = 0.0, []
    for advance in font.advancesForGlyphIndexes(glyphs):
        places.append(QPointF(x, 0.0))
        x += advance.x() + run.spacing * scale
    drawn = QGlyphRun()
    drawn.setRawFont(font)
    drawn.setGlyphIndexes(glyphs)
    drawn.setPositions(places)
    return drawn


class _Sheets(QWidget):
    """The pages one under the other; an image is made when its page comes into view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: Sequence[Any] = ()
        self._width = 0
        self._images: dict[int, QImage] = {}

    def show_pages(self, pages: Sequence[Any], width: int) -> None:
        """Show pages at a width in logical pixels."""
        if pages is self.pages and width == self._width:
            return
        self.pages, self._width = pages, max(60, width)
        self._images.clear()
        bottom = self.box(len(pages) - 1).bottom() if pages else 0
        self.setFixedSize(self._width + 2 * MARGIN, bottom + MARGIN)
        self.update()

    def box(self, at: int) -> QRect:
        """Where a page lies."""
        page = self.pages[at]
        height = round(self._width * page.height / page.width)
        return QRect(MARGIN, MARGIN + at * (height + MARGIN), self._width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the pages that are in view and forget the images of the others."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("line2"))
        ratio = self.devicePixelRatioF()
        visible = self.visibleRegion().boundingRect()
        for at, page in enumerate(self.pages):
            box = self.box(at)
            if not box.intersects(visible):
                self._images.pop(at, None)
                continue
            image = self._images.get(at)
            if image is None or image.devicePixelRatioF() != ratio:
                image = draw_page(page, self._width * ratio / page.width)
                image.setDevicePixelRatio(ratio)
                self._images[at] = image
            painter.drawImage(QRectF(box), image)
            painter.setPen(theme().colour("ctl"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.end()


class NoticePaper(QScrollArea):
    """A scrolled column of pages; ``page_changed(page, count)``, page from 1.

    Fits the pages to its width until the clerk zooms.
    """

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAccessibleName("公文预览")
        self._zoom = 1.0
        self._told = (0, 0)
        self._pages: Sequence[Any] = ()
        self.sheets = _Sheets(self)
        self.setWidget(self.sheets)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self._tint)
        self._tint()

    @property
    def pages(self) -> Sequence[Any]:
        """The pages on show."""
        return self._pages

    def show_pages(self, pages: Sequence[Any]) -> None:
        """Show a document from its beginning."""
        self._pages = pages
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def zoom_in(self) -> None:
        """A step larger."""
        self._set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """A step smaller."""
        self._set_zoom(self._zoom / STEP)

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._set_zoom(1.0)

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        if 1 <= page <= len(self._pages):
            self.verticalScrollBar().setValue(self.sheets.box(page - 1).top() - MARGIN)

    @property
    def page(self) -> int:
        """The page most in view, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        found = [at for at in range(len(self._pages)) if self.sheets.box(at).top() <= middle]
        return (found[-1] if found else 0) + 1 if self._pages else 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the pages fitted."""
        super().resizeEvent(event)
        self._lay_out()

    def _set_zoom(self, zoom: float) -> None:
        page = self.page
        self._zoom = min(LARGEST, max(SMALLEST, zoom))
        self._lay_out()
        self.go_to(page)

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * MARGIN
        self.sheets.show_pages(self._pages, round(room * self._zoom))
        self._scrolled()

    def _scrolled(self, _value: int = 0) -> None:
        now = (self.page, len(self._pages))
        if now != self._told:
            self._told = now
            self.page_changed.emit(*now)

    def _tint(self) -> None:
        palette = self.viewport().palette()
        palette.setColor(palette.ColorRole.Window, theme().colour("line2"))
        self.viewport().setPalette(palette)
        self.viewport().setAutoFillBackground(True)
