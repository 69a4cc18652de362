"""``leqing inspections``: the 专项督查 of a ledger with what they found, for scripts to read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leqing_desktop.cli.desk import Desk, Exit, missing_period, print_json, warn
from leqing_desktop.cli.words import LEDGER, PERIOD, ChineseCommand, options
from leqing_desktop.domain.period import Period

if TYPE_CHECKING:
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.inspection_findings import FindingRow
    from leqing_desktop.services.inspections import InspectionRow

Told = list[tuple["InspectionRow", "tuple[FindingRow, ...]"]]


@click.command(cls=ChineseCommand)
@LEDGER
@click.option("--period", type=PERIOD, help="只看这个报送期，如 2024Q3。")
@options("json")
@click.pass_obj
def inspections(desk: Desk, ledger: Path, period: Period | None, as_json: bool) -> int:
    """专项督查：对象、督查情况和整改；作废的也列出。"""

    def ask(services: Services) -> tuple[str, Told]:
        missing = missing_period(services, period) if period is not None else ""
        rows = services.inspections.register(period)
        return missing, [(row, services.inspection_findings.findings(row.id)) for row in rows]

    missing, found = desk.read(ledger, ask)
    warn(missing)
    if as_json:
        print_json({"inspections": [_json(row, findings) for row, findings in found]})
        return Exit.DONE
    for row, findings in found:
        click.echo(f"{row.number or '（未签发）'}  {row.plan.title}：{row.state.label}")
        for each in findings:
            click.echo(f"  {each.unit}  {each.verdict.label}  {each.state_label}  {each.wording}")
    click.echo(f"共 {len(found)} 次")
    return Exit.DONE


def _json(row: InspectionRow, findings: tuple[FindingRow, ...]) -> dict[str, Any]:
    plan = row.plan
    return {
        "id": row.id,
        "number": row.number or None,
        "title": plan.title,
        "period": str(row.period),
        "state": row.state.value,
        "note": row.note,
        "issued": _day(row.issued_on),
        "begins": _day(plan.begins_on),
        "ends": _day(plan.ends_on),
        "team": plan.team,
        "report_due": _day(plan.report_due),
        "units": [{"name": unit.name, "kind": unit.kind} for unit in row.units],
        "points": [
            {"area": each.point.area.value, "question": each.point.question} for each in row.points
        ],
        "findings": [
            {
                "id": each.id,
                "unit": each.unit,
                "area": each.area.value,
                "question": each.question,
                "item": each.item_id,
                "verdict": each.verdict.value,
                "wording": each.wording,
                "demand": each.demand,
                "found": _day(each.found_on),
                "due": _day(each.due),
                "state": each.state.value,
                "overdue": each.overdue,
            }
            for each in findings
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
