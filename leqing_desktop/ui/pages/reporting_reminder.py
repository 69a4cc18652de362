"""催报文字: who still has to report, as sentences to send to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardRow, BoardState

_SENTENCES = (
    ((BoardState.MISSING, BoardState.OVERDUE), "至今未收到"),
    ((BoardState.FILLING,), "尚未填报完整"),
    ((BoardState.SENT_BACK,), "退回后至今未重报"),
)


def reminder(period: Period, due: date | None, units: Sequence[BoardRow]) -> str:
    """One sentence for each way of owing a report: nothing came, incomplete, sent back."""
    when = f"应于{due.month}月{due.day}日前报送" if due is not None else "应按期报送"
    sentences = []
    for states, words in _SENTENCES:
        names = "、".join(unit.unit for unit in units if unit.state in states)
        if names:
            sentences.append(f"{names}：{period.label}任务进展情况{when}，{words}。")
    return "".join(sentences) + "请尽快报送。" if sentences else ""
