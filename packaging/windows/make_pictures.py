"""Draws leqing.ico and the installer's wizard.bmp out of resources/pictures/leqing.svg.

Run by hand in the project's environment when the picture changes.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
WIZARD = (328, 628)
"""Twice the pixels that NSIS shows at 100 %; it scales the picture to its place."""
GROUND, WORDS, QUIET = QColor("#123241"), QColor("#FFFFFF"), QColor("#9FC3D1")
HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent.parent / "resources"


def main() -> None:
    """Write both pictures: the icon with every size that Windows asks for, at 100 % to 200 %."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(RESOURCES / "pictures" / "leqing.svg"))
    write_icon(renderer)
    write_wizard(renderer)
    application.quit()


def write_icon(renderer: QSvgRenderer) -> None:
    """Every size drawn for itself."""
    drawn = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        drawn.append(_to_pillow(image))
    drawn[-1].save(HERE / "leqing.ico", sizes=[(n, n) for n in SIZES], append_images=drawn[:-1])


def write_wizard(renderer: QSvgRenderer) -> None:
    """The band at the left of the first and last page, in the colour of the window's rail."""
    width, height = WIZARD
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = 128
    left = (width - side) / 2
    renderer.render(painter, QRectF(left, 150, side, side))
    _line(painter, 314, 44, "Bold", WORDS, "乐清规划督办")
    _line(painter, 376, 22, "Regular", QUIET, "分解　报送　督办　通报")
    painter.end()
    # A palette is a third of the size, and NSIS shows it as well.
    _to_pillow(image).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        HERE / "wizard.bmp"
    )


def _line(painter: QPainter, top: int, size: int, weight: str, colour: QColor, words: str) -> None:
    number = QFontDatabase.addApplicationFont(
        str(RESOURCES / "fonts" / f"NotoSansSC-{weight}.8105.ttf")
    )
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPixelSize(size)
    font.setBold(weight == "Bold")
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(0, top, WIZARD[0], size * 1.4), Qt.AlignmentFlag.AlignCenter, words)


def _to_pillow(image: QImage) -> Image.Image:
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")  # type: ignore[call-overload]  # its stub asks for bytes and refuses them
    return Image.open(io.BytesIO(kept.data().data()))


if __name__ == "__main__":
    main()
