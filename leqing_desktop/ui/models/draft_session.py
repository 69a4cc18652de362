"""The review of one file while it lasts: its drafts one after the other, and steps back and forth."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from leqing_desktop.domain.plan_draft import Draft
from leqing_desktop.domain.plan_import import ImportReview


class ReviewSession(QObject):
    """``changed`` says that another draft holds; ``refused`` why a wish changed nothing.

    Nothing here touches the ledger; the steps are those of the review alone.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review: ImportReview | None = None
        self._drafts: list[Draft] = []
        self._labels: list[str] = []
        self._at = 0

    def begin(self, review: ImportReview | None) -> None:
        """Review another file from its proposal on; None ends the review."""
        self._review = review
        self._drafts = [review.draft] if review is not None else []
        self._labels, self._at = [], 0
        self.changed.emit()

    @property
    def open(self) -> bool:
        """Whether a file is under review."""
        return self._review is not None

    @property
    def review(self) -> ImportReview:
        """The file with the draft as it is now."""
        assert self._review is not None
        return self._review.with_draft(self.draft)

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self._drafts[self._at]

    @property
    def touched(self) -> int:
        """How many steps of the clerk would be lost."""
        return self._at

    @property
    def labels(self) -> tuple[str, str]:
        """What undo and redo would do, empty for nothing."""
        before = self._labels[self._at - 1] if self._at else ""
        after = self._labels[self._at] if self._at < len(self._labels) else ""
        return before, after

    def do(self, label: str, change: Callable[[Draft], Draft]) -> bool:
        """Take one step; False where it is refused in words or changes nothing."""
        try:
            new = change(self.draft)
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        return self.put(label, new)

    def put(self, label: str, new: Draft) -> bool:
        """Let a changed draft hold; False where it is the same."""
        if new == self.draft:
            return False
        self._drafts[self._at + 1 :] = [new]
        self._labels[self._at :] = [label]
        self._at += 1
        self.changed.emit()
        return True

    def take_back(self) -> None:
        """Return to the draft before the last step."""
        if self._at:
            self._at -= 1
            self.changed.emit()

    def do_again(self) -> None:
        """Take the step again that was taken back last."""
        if self._at < len(self._labels):
            self._at += 1
            self.changed.emit()
