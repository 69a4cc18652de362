"""What the table shows of an item's quarter: one shape for tasks and for their parents."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.domain.light import Assessment, Light, LightSummary


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """Light, progress and 序时 (0–100) of an item at a period's end.

    A task carries its ``assessment``; a parent its ``counts`` over the tasks below, the worst of
    their lights and the plain mean of their progress and 序时.
    """

    light: Light | None
    progress: float | None
    schedule: float | None
    reported: bool
    assessment: Assessment | None = None
    counts: LightSummary | None = None

    @property
    def why(self) -> str:
        """The reason for the light in one Chinese sentence."""
        if self.assessment is not None:
            return self.assessment.why
        return f"下属任务：{self.counts.text}" if self.counts is not None else ""
