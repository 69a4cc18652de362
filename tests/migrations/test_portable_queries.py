"""What the services ask a ledger compiles for PostgreSQL too: no SQLite dialect in the queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.elements import TextClause

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.inspection_life import FindingAction
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace


@pytest.fixture
def asked() -> Iterator[list[ClauseElement]]:
    """Every statement that is put to any ledger while the test runs."""
    statements: list[ClauseElement] = []

    def listen(_connection: Any, statement: ClauseElement, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_execute", listen)
    yield statements
    event.remove(Engine, "before_execute", listen)


def test_every_statement_of_a_clerks_quarter(tmp_path: Path, asked: list[ClauseElement]) -> None:
    workspace = Workspace(lambda: "王敏", lambda: datetime(2026, 1, 2, 10, 30))
    workspace.create(tmp_path / "a.leqing")
    services = workspace.open(tmp_path / "a.leqing")
    period = Period(2025, 4)
    read_everything(services, period)
    services.periods.set_period(period, date(2025, 12, 1), date(2025, 12, 31))
    unit = services.review.board(period)[0]
    task = services.reporting.sheet(period, unit.unit_id)[0]
    services.reporting.save(period, unit.unit_id, task.task_id, "progress", "50")
    (tmp_path / "验收单.txt").write_text("已验收")
    services.evidence.attach(period, unit.unit_id, [tmp_path / "验收单.txt"], task.task_id)
    (kept,) = services.evidence.list(period, unit.unit_id)
    services.evidence.extract(kept.id, tmp_path)
    services.evidence.remove(kept.id)
    services.decomposition.delete([services.decomposition.tree()[-1].id])
    services.journal.undo()
    services.journal.redo()
    proposals = services.supervision.proposals(period)
    prepared = services.supervision.prepare(period, proposals[:2], date(2026, 1, 5))
    services.supervision.sign(period, prepared, date(2026, 1, 5))
    inspect(services, period, [row.unit for row in services.review.board(period)][:2])
    read_everything(services, period)
    services.ledger.close()
    # Text is written for one dialect (revisions, PRAGMA); what is built must suit both.
    built = [one for one in asked if not isinstance(one, TextClause)]
    assert len(built) > 100
    for statement in built:
        assert str(statement.compile(dialect=postgresql.dialect()))


def inspect(services: Services, period: Period, units: list[str]) -> None:
    """A 专项督查 from its plan to a finding that is mended."""
    day = date(2026, 1, 5)
    inspections, findings = services.inspections, services.inspection_findings
    plan = replace(inspections.fresh(period), team="督查组", units=tuple(units))
    inspections.create(period, plan)
    (row,) = inspections.register(period)
    inspections.change(row.id, replace(plan, points=plan.points[:3]))
    inspections.sign(inspections.prepare(row.id, day))
    findings.record(row.id, [each.entry for each in findings.proposals(row.id)][:1])
    findings.mark_met(row.id, row.units[0].id, day)
    (open_, *_) = [each for each in findings.findings(row.id) if each.actions]
    findings.act(open_.id, FindingAction.REPORT, day)
    findings.steps(open_.id)


def read_everything(services: Services, period: Period) -> None:
    services.ledger.info()
    services.ledger.plan()
    rows = services.decomposition.tree()
    services.decomposition.matching(dict.fromkeys(Column, "1"))
    services.decomposition.matching({"any": "企业"})
    services.decomposition.detail(rows[0].id)
    services.decomposition.bin()
    services.period_list.stored()
    services.review.board(period)
    services.status.status(period)
    services.status.lights(period)
    services.supervision.register()
    services.journal.history(rows[0].id)
    services.office.read()
