"""Files chosen to be kept: a button to add, the names, each with a way to leave it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.places import documents_folder
from leqing_desktop.ui.plain_text import PlainLabel


class FileList(QWidget):
    """``files`` are the paths chosen, in the order in which they were added."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._files: list[Path] = []
        self.add_button = QPushButton(icon("paperclip"), words, self)
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._ask)
        self._names = QVBoxLayout()
        self._names.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._names)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def files(self) -> tuple[Path, ...]:
        """The paths chosen."""
        return tuple(self._files)

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in; one that is there already stays once."""
        for path in paths:
            if path not in self._files:
                self._files.append(path)
                self._names.addWidget(self._line(path))

    def _ask(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择材料", str(documents_folder()))
        self.add([Path(name) for name in names])

    def _line(self, path: Path) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        name = PlainLabel(path.name, line)
        name.setToolTip(str(path))
        leave = QToolButton(line)
        leave.setIcon(icon("x"))
        leave.setToolTip(f"不附 {path.name}")
        leave.setAccessibleName(f"不附 {path.name}")
        leave.clicked.connect(partial(self._leave_out, path, line))
        row.addWidget(name, 1)
        row.addWidget(leave)
        return line

    def _leave_out(self, path: Path, line: QWidget) -> None:
        self._files.remove(path)
        self._names.removeWidget(line)
        line.deleteLater()
