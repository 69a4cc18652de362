"""The rules of 报送体检 for an indicator's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leqing_desktop.domain import return_check_figures as figures
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.return_check_rules import CheckRule, CheckSettings
from leqing_desktop.domain.return_check_subject import SHOWN, CheckedIndicator, finding, short
from leqing_desktop.domain.return_check_text import is_nothing
from leqing_desktop.domain.return_form import IndicatorField
from leqing_desktop.domain.return_outcome import Finding


def _value_missing(row: CheckedIndicator, _: CheckSettings) -> list[Finding]:
    text = row.value_text.strip()
    if row.value is not None or (text and not is_nothing(text)):
        return []
    # Many indicators are counted once a year: an empty row is doubtful only after a filled one.
    if row.note.strip() or (row.last_value is None and row.in_quarter is None):
        return []
    field = IndicatorField.VALUE
    fault = "本季累计没有填"
    return [finding(CheckRule.REQUIRED_EMPTY, row, field, fault, "请补填", serious=False)]


def _value_unread(row: CheckedIndicator, _: CheckSettings) -> list[Finding]:
    inputs = {
        IndicatorField.IN_QUARTER: (row.in_quarter, row.in_quarter_text),
        IndicatorField.VALUE: (row.value, row.value_text),
    }
    remedy = "请只填数字，单位和说明写在说明栏"
    found = []
    for field, (value, typed) in inputs.items():
        if value is not None:
            continue
        if not typed.strip() or is_nothing(typed):
            continue
        text = short(typed, SHOWN)
        fault = f"{field.label}填的是“{text}”，不是数字"
        found.append(
            finding(
                CheckRule.BAD_FIGURE,
                row,
                field,
                fault,
                remedy,
                facts={"text": text, "remedy": remedy},
            )
        )
    return found


def _quarter_over_total(row: CheckedIndicator, _: CheckSettings) -> list[Finding]:
    if row.value is None or row.in_quarter is None:
        return []
    if not figures.quarter_over_total(row.kind, row.uom, row.in_quarter, row.value):
        return []
    quarter, now = _measured(row.in_quarter, row.uom), _measured(row.value, row.uom)
    fault = f"本季新增 {quarter} 大于本季累计 {now}"
    field = IndicatorField.IN_QUARTER
    return [
        finding(
            CheckRule.QUARTER_OVER_TOTAL,
            row,
            field,
            fault,
            "请核实",
            facts={"quarter": quarter, "now": now},
        )
    ]


def _total_off(row: CheckedIndicator, _: CheckSettings) -> list[Finding]:
    last, quarter, value = _last(row), row.in_quarter, row.value
    if last is None or quarter is None or value is None:
        return []
    if not figures.total_off(row.kind, row.uom, last, quarter, value):
        return []
    facts = {
        "before": _measured(last, row.uom),
        "quarter": _measured(quarter, row.uom),
        "sum": _measured(last + quarter, row.uom),
        "now": _measured(value, row.uom),
    }
    fault = "上季累计 {before} 加本季新增 {quarter} 是 {sum}，本季累计报了 {now}".format(**facts)
    return [finding(CheckRule.TOTAL_OFF, row, IndicatorField.VALUE, fault, "请核实", facts=facts)]


def _against_definition(row: CheckedIndicator, _: CheckSettings) -> list[Finding]:
    if row.value is None:
        return []
    wrong = figures.against_definition(
        row.kind, row.uom, row.value, _last(row), row.target, row.name
    )
    if not wrong:
        return []
    now = _measured(row.value, row.uom)
    fault = f"本季累计 {now} {wrong}"
    rule, field = CheckRule.AGAINST_DEFINITION, IndicatorField.VALUE
    return [finding(rule, row, field, fault, "请按口径核实", facts={"now": now, "fault": wrong})]


def _tenfold(row: CheckedIndicator, settings: CheckSettings) -> list[Finding]:
    last, value = _last(row), row.value
    if last is None or value is None:
        return []
    times = figures.tenfold(last, value, settings.limit(CheckRule.TENFOLD))
    if times is None:
        return []
    facts = {
        "now": _measured(value, row.uom),
        "before": _measured(last, row.uom),
        "times": plain_number(round(times, 1)),
    }
    fault = "本季累计 {now} 与上季的 {before} 相差 {times} 倍".format(**facts)
    remedy = "请核实数值和单位"
    return [finding(CheckRule.TENFOLD, row, IndicatorField.VALUE, fault, remedy, facts=facts)]


def _last(row: CheckedIndicator) -> float | None:
    first = row.period is not None and row.period.quarter == 1
    return None if figures.starts_anew(row.kind, first) else row.last_value


def _measured(value: float, uom: str | None) -> str:
    return f"{plain_number(value)} {uom or ''}".rstrip()


INDICATOR_RULES: Mapping[CheckRule, Callable[[CheckedIndicator, CheckSettings], list[Finding]]] = {
    CheckRule.REQUIRED_EMPTY: _value_missing,
    CheckRule.BAD_FIGURE: _value_unread,
    CheckRule.QUARTER_OVER_TOTAL: _quarter_over_total,
    CheckRule.TOTAL_OFF: _total_off,
    CheckRule.AGAINST_DEFINITION: _against_definition,
    CheckRule.TENFOLD: _tenfold,
}
