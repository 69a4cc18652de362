"""``leqing inspections``: every 专项督查 with what it found, drafts and void ones too, in plain JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from leqing_desktop.domain.inspection import Verdict
from leqing_desktop.domain.inspection_plan import DEFAULT_CHECKLIST, FindingEntry, InspectionPlan
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from tests.console import Console

Q3 = Period(2024, 3)
PLAN = InspectionPlan(
    "秋季专项督查",
    date(2024, 10, 21),
    date(2024, 10, 25),
    "督查组",
    date(2024, 10, 18),
    ("市经信局", "柳市镇"),
    DEFAULT_CHECKLIST,
)


def inspect(ledger: Path) -> None:
    """One void inspection, one with a finding, one draft."""
    workspace = Workspace(lambda: "王敏", lambda: datetime(2024, 10, 14, 9, 0))
    services = workspace.open(ledger, keep_backups=False)
    try:
        for reason in ("重发", ""):
            services.inspections.create(Q3, PLAN)
            draft = services.inspections.register(Q3)[0]
            services.inspections.sign(services.inspections.prepare(draft.id, date(2024, 10, 14)))
            if reason:
                services.inspections.void(draft.id, reason)
        row = services.inspections.register(Q3)[0]
        entry = FindingEntry(
            row.units[1].id, row.points[0].id, Verdict.PARTLY, "没有分解到人", "分解到人",
            date(2024, 10, 22), date(2024, 11, 5),
        )  # fmt: skip
        services.inspection_findings.record(row.id, [entry])
        services.inspections.create(Q3, PLAN)
    finally:
        services.ledger.close()


def test_all_are_listed_with_their_findings_and_nothing_is_written(
    console: Console, quarter: Path
) -> None:
    inspect(quarter)
    before = quarter.read_bytes()
    found = json.loads(console.done("inspections", quarter, "--json").out)["inspections"]
    assert [(each["number"], each["state"]) for each in found] == [
        (None, "draft"),
        ("乐电专督〔2024〕2号", "issued"),
        ("乐电专督〔2024〕1号", "void"),
    ]
    (finding,) = found[1]["findings"]
    assert (finding["unit"], finding["area"], finding["verdict"], finding["state"]) == (
        "柳市镇", "progress", "partly", "open",
    )  # fmt: skip
    assert (finding["found"], finding["due"]) == ("2024-10-22", "2024-11-05")
    assert found[1]["units"] == [
        {"name": "市经信局", "kind": "部门"},
        {"name": "柳市镇", "kind": "镇街"},
    ]
    assert len(found[0]["points"]) == len(DEFAULT_CHECKLIST)
    assert quarter.read_bytes() == before


def test_one_period_can_be_asked_for_in_words(console: Console, quarter: Path) -> None:
    inspect(quarter)
    said = console.done("inspections", quarter, "--period", "2024Q3").out
    assert "乐电专督〔2024〕2号  秋季专项督查：督查中" in said
    assert "柳市镇  部分落实" in said
    assert "共 3 次" in said
    console.done("period", "set", quarter, "2024Q4")
    assert "共 0 次" in console.done("inspections", quarter, "--period", "2024Q4").out
