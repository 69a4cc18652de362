"""设置 › 公文用语: the documents whose wording can be changed, and the way to its editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from leqing_desktop.ui.dialogs.wording_editor import WordingDialog
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.card import Card


class WordingCard(Card):
    """公文用语: one line a document."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("公文用语", "印在公文上的标题和正文；已签发的不变", parent)
        self._context = context
        self._wordings: tuple[Any, ...] = ()
        self.changes: dict[str, QPushButton] = {}
        self.restores: dict[str, QPushButton] = {}
        self._states: dict[str, PlainLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)

    def read(self) -> None:
        """Ask the ledger for its wordings."""
        self._context.operations.read(self._context.services.wordings.read, done=self._show)

    @property
    def states(self) -> dict[str, str]:
        """What is said of each kind."""
        return {key: label.text() for key, label in self._states.items()}

    def _show(self, wordings: tuple[Any, ...]) -> None:
        self._wordings = wordings
        for row, each in enumerate(wordings):
            key = each.kind.key
            if key not in self.changes:
                self._add_row(row, key, each.kind.label)
            self._states[key].setText("已改" if each.own else "默认用语")
            self.restores[key].setVisible(each.own)

    def _add_row(self, row: int, key: str, words: str) -> None:
        label = PlainLabel(words, self)
        state = self._states[key] = PlainLabel(parent=self)
        state.setProperty("k", "hint")
        restore = self.restores[key] = QPushButton("恢复默认", self)
        restore.setProperty("k", "link")
        restore.setAccessibleName(f"恢复默认：{words}")
        change = self.changes[key] = QPushButton("修改…", self)
        change.setAccessibleName(f"修改{words}的用语")
        for button in (restore, change):
            button.setEnabled(not self._context.why_read_only)
        restore.clicked.connect(lambda: self._restore(key, words))
        change.clicked.connect(lambda: self._open(key))
        for column, widget in enumerate((label, state)):
            self._grid.addWidget(widget, row, column)
        self._grid.addWidget(restore, row, 3)
        self._grid.addWidget(change, row, 4)

    def _restore(self, key: str, words: str) -> None:
        self._context.operations.run(
            self._context.services.wordings.restore_default,
            key,
            toast=f"已恢复{words}的默认用语",
        )

    def _open(self, key: str) -> None:
        wording = next(each for each in self._wordings if each.kind.key == key)
        context = self._context
        dialog = WordingDialog(
            self.window(), context.operations, context.services.wordings, wording
        )
        dialog.exec()
        dialog.deleteLater()
