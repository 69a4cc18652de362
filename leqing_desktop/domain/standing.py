"""Where a task stands by decision, apart from its progress (正常 / 挂起 / 取消 / 办结)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from leqing_desktop.domain.period import Period


class Standing(StrEnum):
    """A decision about a task; 挂起 and 取消 take it out of lights and notices."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    DONE = "done"

    @property
    def label(self) -> str:
        """The standing in the office's word."""
        return {"active": "正常", "suspended": "挂起", "cancelled": "取消", "done": "办结"}[self]

    @property
    def verb(self) -> str:
        """What the office does to give a task this standing."""
        return "恢复" if self is Standing.ACTIVE else self.label

    @property
    def needs_reason(self) -> bool:
        """Whether the decision must be explained: the task goes dark, nobody is urged any more."""
        return self in (Standing.SUSPENDED, Standing.CANCELLED)


def asks_no_report(standing: Standing, since: date | None, period: Period) -> bool:
    """Whether nobody has to report on a task in a period; ``since`` None: it always stood so.

    挂起 and 取消 count as of the period's last day. What is 办结 is reported once more, in the
    quarter in which it was decided, and then no more.
    """
    if standing is Standing.ACTIVE:
        return False
    if standing is Standing.DONE:
        return since is None or since < period.first_day
    return since is None or since <= period.last_day
