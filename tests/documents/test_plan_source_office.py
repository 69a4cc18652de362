"""What LibreOffice itself writes as .docx and PDF: numbering, tables, boxes, notes, tracked changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leqing_desktop.documents.plan_reader import read_plan
from leqing_desktop.documents.plan_source import read_source
from leqing_desktop.domain.plan import PlanFacts
from tests.libreoffice import LibreOffice

SOURCES = Path(__file__).parent / "corpus" / "office"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory, libreoffice: LibreOffice) -> Path:
    folder = tmp_path_factory.mktemp("office")
    libreoffice.convert("docx", folder, SOURCES / "numbered.fodt", SOURCES / "table.fodt")
    libreoffice.convert("pdf", folder, SOURCES / "numbered.fodt")
    return folder


def outline(facts: PlanFacts) -> list[tuple[object, ...]]:
    return [
        (p.no, p.title, m.no, m.title, tuple(u.unit for u in m.units))
        for p in facts.programmes
        for m in p.measures
    ]


NUMBERED = [
    (1, "培育资源", 1, "建设竹林基地", ("县林业局", "各乡镇")),
    (1, "培育资源", 2, "改造低效竹林", ("县林业局",)),
    (2, "做强加工", 1, "引育龙头企业", ("县经信局", "县商务局")),
]


def test_numbers_notes_boxes_and_changes_of_a_docx(converted: Path) -> None:
    plan = read_plan(converted / "numbered.docx")
    assert plan.facts.title == "清溪县竹产业振兴行动方案"
    assert outline(plan.facts) == NUMBERED
    (goal,) = plan.facts.goals
    # What was struck out (30) is gone, what was put in (50) stands; the footnote is no target.
    assert [i.value for i in goal.indicators] == [50, 90]
    assert "公报" not in plan.text and "2023年为28亿元" not in plan.text
    assert plan.text.count("框内说明") == 1


def test_the_same_as_pdf(converted: Path) -> None:
    plan = read_plan(converted / "numbered.pdf")
    assert plan.facts.title == "清溪县竹产业振兴行动方案"
    assert outline(plan.facts) == NUMBERED


def test_a_table_of_tasks_in_a_docx(converted: Path) -> None:
    facts = read_plan(converted / "table.docx").facts
    assert outline(facts) == [
        (1, "基础设施建设", 1, "建设骨干冷链基地", ("市发改委", "市商务局", "市资规局")),
        (1, "基础设施建设", 2, "完善产地冷库", ("市农业农村局", "各县（市、区）政府")),
        (2, "市场培育", 3, "培育龙头企业", ("市商务局", "市市场监管局", "市税务局")),
    ]
    measures = [m for p in facts.programmes for m in p.measures]
    assert [i.value for m in measures for i in m.indicators] == [20, 150, 5]
    assert [str(t.due) for m in measures for t in m.tasks] == ["2026-06-30", "2025-12-31", "None"]
    roles = [u.role.value for u in measures[0].units]
    assert roles == ["lead", "support", "support"]


def test_lines_of_another_table_stay_apart(converted: Path) -> None:
    lines = [line.text for line in read_source(converted / "table.docx").lines]
    assert "指标\t2025年\t2030年" in lines
