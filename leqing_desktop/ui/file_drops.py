"""Files dragged onto a window or a page: one alone is taken, or all that a page gathers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

ONE_AT_A_TIME = "一次导入一个文件：请只拖一个规划文件或任务表进来。"


class FileDrops(QObject):
    """Watches a widget. ``dropped(Path)`` for one local file, ``refused(sentence)`` for others;
    ``over(bool)`` while files hang above it. With ``many`` files and folders of any number are
    ``gathered(paths)`` instead.
    """

    over = Signal(bool)
    dropped = Signal(object)
    gathered = Signal(list)
    refused = Signal(str)

    def __init__(self, host: QWidget, many: bool = False) -> None:
        super().__init__(host)
        self._many = many
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take what carries files; a dragged text stays with the fields."""
        if isinstance(event, QDropEvent) and local_files(event.mimeData()):
            # Never a move (Shift held down): Explorer would take its file away afterwards.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            falls = event.type() is QEvent.Type.Drop
            self.over.emit(not falls)
            if falls:
                self._take(local_files(event.mimeData()))
            return True
        if event.type() is QEvent.Type.DragLeave:
            self.over.emit(False)
        return super().eventFilter(watched, event)

    def _take(self, files: list[Path]) -> None:
        if self._many:
            self.gathered.emit(files)
        elif len(files) == 1 and not files[0].is_dir():
            self.dropped.emit(files[0])
        else:
            self.refused.emit(ONE_AT_A_TIME)


def is_ledger(file: Path) -> bool:
    """Whether a file is a ledger by its name."""
    return file.suffix.lower() == ".leqing"


def local_files(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that were dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
