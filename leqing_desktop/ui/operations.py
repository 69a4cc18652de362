"""The one way from a page to a service: runs the verb, then tells every page what changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.change import Changes
from leqing_desktop.ui.background import Background, Done, Failed, alive


class Journal(Protocol):
    """What undo and redo need of the journal service."""

    def undo(self) -> Changes:
        """Take back the last operation."""

    def redo(self) -> Changes:
        """Do the operation taken back last again."""

    def undo_label(self) -> str | None:
        """The name of what undo would take back."""

    def redo_label(self) -> str | None:
        """The name of what redo would do again."""


class Operations(QObject):
    """Verbs of the user, one after the other.

    ``changed(Changes, initiator)`` follows every write; ``labels(undo, redo)`` the names that the
    undo and redo actions carry now (empty: nothing to do); ``done(sentence, undoable)`` asks for a
    toast; ``refused(sentence)`` for a banner on the page in view, and ``noted(sentence)`` for one
    that only tells.
    """

    changed = Signal(object, object)
    labels = Signal(str, str)
    told = Signal(str, bool)
    refused = Signal(str)
    noted = Signal(str)

    def __init__(self, background: Background, journal: Journal, parent: QObject | None = None):
        super().__init__(parent)
        self.background = background
        self._journal = journal
        background.refused.connect(self.refused)
        background.noted.connect(self.noted)

    def read(
        self,
        call: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run a reading service call; ``done`` gets its answer on the window's thread."""
        self.background.run(call, *args, done=done, failed=failed)

    def run(
        self,
        call: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        initiator: object = None,
        toast: str = "",
    ) -> None:
        """Run a writing service call and announce its ``Changes``.

        ``done`` comes before ``changed``. ``toast`` is said after success, with 撤销.
        """
        finish = partial(self._finish, done, initiator, toast)
        self.background.run(call, *args, done=finish, failed=failed)

    def undo(self, initiator: object = None) -> None:
        """Take back the last operation, whoever did it."""
        finish = partial(self._taken_back, "已撤销", initiator)
        self.background.run(self._journal.undo, done=finish)

    def redo(self, initiator: object = None) -> None:
        """Do again what was taken back last."""
        finish = partial(self._taken_back, "已重做", initiator)
        self.background.run(self._journal.redo, done=finish)

    def refresh_labels(self) -> None:
        """Ask for the names that undo and redo carry now."""
        self.background.run(self._read_labels, done=self._tell_labels)

    def _finish(self, done: Done | None, initiator: object, toast: str, outcome: Any) -> None:
        if done is not None and alive(done):
            done(outcome)
        if isinstance(outcome, Changes):
            if outcome.operation_id is None:
                return
            self.changed.emit(outcome, initiator)
            self.refresh_labels()
        if toast:
            self.told.emit(toast, isinstance(outcome, Changes))

    def _taken_back(self, verb: str, initiator: object, changes: Changes) -> None:
        self.changed.emit(changes, initiator)
        self.refresh_labels()
        self.told.emit(f"{verb}：{_bare(changes.label)}", False)

    def _read_labels(self) -> tuple[str, str]:
        return self._journal.undo_label() or "", self._journal.redo_label() or ""

    def _tell_labels(self, labels: tuple[str, str]) -> None:
        self.labels.emit(*labels)


def _bare(label: str) -> str:
    """An operation's own name, whether or not the journal put 撤销： or 重做： before it."""
    for prefix in ("撤销：", "重做："):
        label = label.removeprefix(prefix)
    return label
