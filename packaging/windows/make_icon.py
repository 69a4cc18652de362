"""Draws leqing.ico out of resources/pictures/leqing.svg.

Run by hand in the project's environment when the picture changes.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
HERE = Path(__file__).resolve().parent
PICTURE = HERE.parent.parent / "resources" / "pictures" / "leqing.svg"


def main() -> None:
    """Write the icon with every size that Windows asks for, at 100 % to 200 %."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    renderer = QSvgRenderer(str(PICTURE))
    drawn = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(kept, b"PNG")
        drawn.append(Image.open(io.BytesIO(kept.data().data())))
    drawn[-1].save(HERE / "leqing.ico", sizes=[(n, n) for n in SIZES], append_images=drawn[:-1])
    application.quit()


if __name__ == "__main__":
    main()
