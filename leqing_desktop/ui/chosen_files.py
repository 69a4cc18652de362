"""What a file dialog gave, as the path to write; and the folder of a file shown to the clerk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def with_ending(name: str, suffix: str) -> Path:
    """The path that the clerk named, with its ending (.xlsx) where he left it out."""
    path = Path(name)
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")


def open_folder(folder: Path) -> None:
    """Show a folder in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
