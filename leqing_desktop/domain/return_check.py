"""报送体检: the rows of a return looked at by rules; each finding with the question to send back."""

from __future__ import annotations

from dataclasses import replace

from leqing_desktop.domain.return_check_indicator import INDICATOR_RULES
from leqing_desktop.domain.return_check_rules import CheckRule, CheckSettings, RuleSetting
from leqing_desktop.domain.return_check_subject import CheckedIndicator, CheckedTask
from leqing_desktop.domain.return_check_task import TASK_RULES
from leqing_desktop.domain.return_outcome import Finding

__all__ = [
    "CheckRule",
    "CheckSettings",
    "CheckedIndicator",
    "CheckedTask",
    "RuleSetting",
    "check_indicator",
    "check_task",
]

_LARGEST = 1e15
"""From here on a figure is a slip of the keyboard, and its last digits are lost."""


def check_task(task: CheckedTask, settings: CheckSettings) -> list[Finding]:
    """What is doubtful about a task's row, one finding a rule and field, 须处理 first."""
    if task.progress is not None and not 0 <= task.progress <= 100:
        task = replace(task, progress=None)
    found: list[Finding] = []
    for rule, look in TASK_RULES.items():
        if settings.is_on(rule):
            found += look(task, settings)
    return sorted(found, key=lambda finding: not finding.serious)


def check_indicator(indicator: CheckedIndicator, settings: CheckSettings) -> list[Finding]:
    """What is doubtful about an indicator's row, 须处理 first."""
    indicator = replace(
        indicator,
        value=_sane(indicator.value),
        in_quarter=_sane(indicator.in_quarter),
        last_value=_sane(indicator.last_value),
    )
    found: list[Finding] = []
    for rule, look in INDICATOR_RULES.items():
        if settings.is_on(rule):
            found += look(indicator, settings)
    return sorted(found, key=lambda finding: not finding.serious)


def _sane(value: float | None) -> float | None:
    """A figure that can be reckoned with; anything else counts as unread."""
    return value if value is not None and abs(value) < _LARGEST else None
