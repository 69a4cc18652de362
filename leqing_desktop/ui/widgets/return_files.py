"""The button of the right card's head that leads to a unit's files."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from leqing_desktop.ui.icons import icon


class FilesButton(QPushButton):
    """``evidence_wanted()``, ``original_wanted()``, ``copy_wanted()``."""

    evidence_wanted = Signal()
    original_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(icon("paperclip"), "材料", parent)
        self.setProperty("k", "ghost")
        self.setProperty("menu", "true")
        self.setToolTip("印证材料、收到的原件、退回稿")
        menu = QMenu(self)
        self.evidence = menu.addAction(icon("paperclip"), "", self.evidence_wanted.emit)
        menu.addSeparator()
        self.original = menu.addAction(icon("save"), "收到的原件另存…", self.original_wanted.emit)
        self.copy = menu.addAction(icon("reply"), "退回稿另存…", self.copy_wanted.emit)
        self.setMenu(menu)
        self.show_files(False, 0)

    def show_files(self, any_return: bool, evidence: int) -> None:
        """Tell how many files are attached, and offer what there is."""
        self.setText(f"材料 {evidence}" if evidence else "材料")
        self.evidence.setText(f"印证材料（{evidence}）…" if evidence else "印证材料…")
        for action in (self.original, self.copy):
            action.setEnabled(any_return)
