"""The four levels of a decomposed plan: 工程 → 举措 → 任务 → 里程碑."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """Depth in the decomposition; the stored number is also the outline depth (展开到 1–4)."""

    PROGRAMME = 1
    MEASURE = 2
    TASK = 3
    MILESTONE = 4

    @property
    def label(self) -> str:
        """Default Chinese name of the level; a plan may carry other names (see PlanFacts)."""
        return ("工程", "举措", "任务", "里程碑")[self - 1]
