"""催报文字: who still has to report, as sentences to send to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.reporting_board import FILLING, OVERDUE, UNREPORTED

if TYPE_CHECKING:
    from leqing_desktop.services.reporting import UnitReport


def reminder(period: Period, due: date | None, units: Sequence[UnitReport]) -> str:
    """One sentence for the units that sent nothing, one for those whose sheet is incomplete."""
    when = f"应于{due.month}月{due.day}日前报送" if due is not None else "应按期报送"
    sentences = []
    for states, words in (((UNREPORTED, OVERDUE), "至今未收到"), ((FILLING,), "尚未填报完整")):
        names = "、".join(unit.unit for unit in units if unit.state in states)
        if names:
            sentences.append(f"{names}：{period.label}任务进展情况{when}，{words}。")
    return "".join(sentences) + "请尽快报送。"
