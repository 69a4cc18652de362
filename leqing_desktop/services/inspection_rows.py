"""专项督查 as rows to print: the 问题清单, and its lines in the 督办台账."""

from __future__ import annotations

from datetime import date

from leqing_desktop.db import inspection_findings, inspection_plans
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.inspection_plans import StoredInspection
from leqing_desktop.domain.inspection import Verdict
from leqing_desktop.domain.inspection_life import InspectionState, state_label
from leqing_desktop.domain.inspection_plan import units_in_words
from leqing_desktop.domain.inspection_sheet import InspectionSheetRow
from leqing_desktop.domain.register_sheet import RegisterRow


def sheet_rows(
    connection: Connection, inspection_id: int, today: date
) -> tuple[InspectionSheetRow, ...]:
    """The problems of an inspection, unit by unit in its own order, with what was done last."""
    stored = inspection_plans.find(connection, inspection_id)
    order = {} if stored is None else {each.id: at for at, each in enumerate(stored.units)}
    found = [
        each
        for each in inspection_findings.findings(connection, inspection_id)
        if each.verdict is not Verdict.MET
    ]
    found.sort(key=lambda each: order.get(each.unit_id, len(order)))
    last = {
        step.finding_id: step
        for step in inspection_findings.steps(connection, [each.id for each in found])
    }
    rows = []
    for each in found:
        step = last.get(each.id)
        told = f"{step.on} {step.action.label}。{step.note}" if step else ""
        rows.append(
            InspectionSheetRow(
                each.unit,
                each.area.label,
                each.question,
                each.verdict.label,
                each.wording,
                each.demand,
                each.due,
                state_label(each.state, each.due, today),
                told,
            )
        )
    return tuple(rows)


def register_rows(connection: Connection) -> list[tuple[tuple[str, int, int], RegisterRow]]:
    """Every signed inspection, void ones included, with its place (series, year, number)."""
    return [
        ((each.number.series, each.number.year, each.number.n), _register_row(each))
        for each in inspection_plans.register(connection)
        if each.number is not None
    ]


def _register_row(stored: StoredInspection) -> RegisterRow:
    closed = stored.state is InspectionState.CLOSED
    return RegisterRow(
        number=str(stored.number),
        colour=None,
        kind="专项督查",
        subject=stored.title,
        unit=units_in_words([(each.name, each.kind) for each in stored.units]),
        issued=stored.issued_on,
        deadline=stored.report_due,
        state=stored.state.label,
        closed=stored.state_on if closed else None,
        remark=stored.state_note,
    )
