"""What 报送体检 looks at: a row with what it is judged against, and how a finding is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leqing_desktop.domain.indicator import Indicator, IndicatorKind
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check_rules import CheckRule
from leqing_desktop.domain.return_form import IndicatorField, TaskField
from leqing_desktop.domain.return_outcome import Finding

SHOWN = 20
"""Letters of a name or a typed value that a message shows."""


@dataclass(frozen=True, slots=True)
class CheckedTask:
    """A task's row with what it is judged against; progress and schedule are 0–100 or None.

    ``cells``: where each input stands (F7). ``overdue_milestones``: due by the period's end, as the
    clerk reads them. ``last_done``, ``last_progress``: of the quarter before. ``light`` is computed.
    """

    row: int
    cells: Mapping[TaskField, str]
    title: str
    schedule: int | None
    progress: float | None
    progress_text: str
    status: ReportedStatus | None
    status_text: str
    done: str
    problems: str
    next_step: str
    evidence: str
    last_progress: float | None
    last_done: str
    overdue_milestones: tuple[str, ...]
    has_files: bool
    light: Light | None
    period: Period


@dataclass(frozen=True, slots=True)
class CheckedIndicator:
    """An indicator's row with what it is judged against; figures in ``uom``.

    ``last_value`` is 上季累计. ``period`` tells where a yearly count begins again.
    """

    row: int
    cells: Mapping[IndicatorField, str]
    name: str
    uom: str | None
    kind: IndicatorKind
    value: float | None
    value_text: str
    in_quarter: float | None
    in_quarter_text: str
    last_value: float | None
    target: Indicator | None
    note: str
    period: Period | None = None


def finding(
    rule: CheckRule,
    checked: CheckedTask | CheckedIndicator,
    field: TaskField | IndicatorField,
    fault: str,
    remedy: str,
    *,
    serious: bool | None = None,
    facts: Mapping[str, str] | None = None,
) -> Finding:
    """A finding worded `第 7 行“…”：fault，remedy。`; ``facts`` fill the rule's question."""
    name = checked.title if isinstance(checked, CheckedTask) else checked.name
    cells: Mapping[str, str] = {key.value: cell for key, cell in checked.cells.items()}
    return Finding(
        rule.value,
        f"第 {checked.row} 行“{short(name, SHOWN)}”：{fault}，{remedy}。",
        checked.row,
        rule.question.format_map({"title": one_line(name), "field": field.label, **(facts or {})}),
        field.value,
        cells.get(field.value, ""),
        rule.serious if serious is None else serious,
    )


def one_line(text: str) -> str:
    """A text on one line, as a message shows it."""
    return " ".join(text.split())


def short(text: str, length: int) -> str:
    """The beginning of a text, without its full stop."""
    line = one_line(text).rstrip("。")
    return line if len(line) <= length else f"{line[:length]}…"
