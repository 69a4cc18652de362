"""Rows of a return for 报送体检: sound ones, in which a test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check import CheckedIndicator, CheckedTask
from leqing_desktop.domain.return_form import INDICATOR_INPUTS, TASK_INPUTS

THIRD = Period(2024, 3)
_TASK = CheckedTask(
    row=7,
    cells={name: f"{letter}7" for name, letter in zip(TASK_INPUTS, "IJKLMN", strict=True)},
    title="新增软件著作权",
    schedule=75,
    progress=80.0,
    progress_text="80",
    status=ReportedStatus.NORMAL,
    status_text="正常推进",
    done="三季度新登记软件著作权65件，累计720件，完成年度目标的80%。",
    problems="",
    next_step="",
    evidence="",
    last_progress=55.0,
    last_done="组织企业参加登记培训2场，累计登记655件。",
    overdue_milestones=(),
    has_files=False,
    light=Light.GREEN,
    period=THIRD,
)
_INDICATOR = CheckedIndicator(
    row=20,
    cells={name: f"{letter}20" for name, letter in zip(INDICATOR_INPUTS, "HIJ", strict=True)},
    name="新增软件著作权",
    uom="件",
    kind=IndicatorKind.CUMULATIVE,
    value=720.0,
    value_text="720",
    in_quarter=65.0,
    in_quarter_text="65",
    last_value=655.0,
    target=Indicator("软件著作权", 1000, "件", Comparator.AT_LEAST, 2025, IndicatorKind.CUMULATIVE),
    note="",
    period=THIRD,
)


def task_row(**changes: Any) -> CheckedTask:
    """A sound task's row with some fields otherwise; a figure also as it would be typed."""
    if "progress" in changes and "progress_text" not in changes:
        changes["progress_text"] = f"{changes['progress']:g}"
    return replace(_TASK, **changes)


def indicator_row(**changes: Any) -> CheckedIndicator:
    """A sound indicator's row with some fields otherwise; figures also as they would be typed."""
    for name in ("value", "in_quarter"):
        if name in changes and f"{name}_text" not in changes:
            changes[f"{name}_text"] = "" if changes[name] is None else f"{changes[name]:g}"
    return replace(_INDICATOR, **changes)
