"""The unit's own word for where a task stands; shown beside the computed light, never mixed in."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from leqing_desktop.domain.light_rule import Light


class ReportedStatus(StrEnum):
    """What the drop-down of a return workbook offers."""

    NORMAL = "normal"
    BEHIND = "behind"
    STALLED = "stalled"
    DONE = "done"
    NOT_STARTED = "not_started"

    @property
    def label(self) -> str:
        """The words in the drop-down."""
        return _LABELS[self]

    @property
    def light(self) -> Light:
        """The 自评灯 that the word amounts to."""
        return _LIGHTS[self]


_LABELS = {
    ReportedStatus.NORMAL: "正常推进",
    ReportedStatus.BEHIND: "进度滞后",
    ReportedStatus.STALLED: "严重滞后",
    ReportedStatus.DONE: "已完成",
    ReportedStatus.NOT_STARTED: "尚未启动",
}
_LIGHTS = {
    ReportedStatus.NORMAL: Light.GREEN,
    ReportedStatus.BEHIND: Light.YELLOW,
    ReportedStatus.STALLED: Light.RED,
    ReportedStatus.DONE: Light.GREEN,
    ReportedStatus.NOT_STARTED: Light.GREY,
}


def status_from_text(text: str) -> ReportedStatus | None:
    """The status that a cell says; None for an empty cell, ValueError for any other word."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    if not typed:
        return None
    for status, label in _LABELS.items():
        if typed == label:
            return status
    raise ValueError(
        f"“{text.strip()[:12]}”不在状态的选项里，请选{'、'.join(_LABELS.values())}之一。"
    )
