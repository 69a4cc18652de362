"""Asks which file to import; the folder is remembered for the next time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.places import used_last

FOLDER_SETTING = "import.folder"
FILTER = "规划文件、任务表 (*.docx *.pdf *.txt *.xlsx *.xlsm *.xls *.ods *.zip);;所有文件 (*)"


def ask_for_file(parent: QWidget | None, settings: DeskSettings) -> Path | None:
    """The file that the clerk chose, None without one."""
    folder = str(used_last(settings, FOLDER_SETTING))
    name, _kind = QFileDialog.getOpenFileName(parent, "选择规划文件或任务表", folder, FILTER)
    if not name:
        return None
    settings.set(FOLDER_SETTING, str(Path(name).parent))
    return Path(name)
