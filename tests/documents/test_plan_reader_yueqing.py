"""The plan that lies beside the checkout, read from its text, against the built-in plan."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from leqing_desktop import paths
from leqing_desktop.documents.plan_json import load_builtin_plan
from leqing_desktop.documents.plan_reader import read_plan
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import PlanFacts
from leqing_desktop.domain.plan_proposal import ProposedPlan
from tests.documents.test_plan_source import docx, paragraph, pdf

BUILTIN = load_builtin_plan()


@pytest.fixture(scope="module")
def source() -> Path:
    folder = Path(paths.project_root()).parent / "shared" / "plan"
    files = sorted(folder.glob("*.txt"))
    if not files:
        pytest.skip("规划原文不在项目旁边的 shared/plan 文件夹里，无法对照原文。")
    return files[0]


@pytest.fixture(scope="module")
def plan(source: Path) -> ProposedPlan:
    return read_plan(source)


def skeleton(facts: PlanFacts) -> list[tuple[object, ...]]:
    return [
        (p.no, p.title, m.no, m.title, m.open_list, m.units)
        for p in facts.programmes
        for m in p.measures
    ]


def target(indicator: Indicator) -> tuple[object, ...]:
    i = indicator
    return (i.value, i.upper, i.comparator, i.uom, i.year)


def targets(facts: PlanFacts) -> list[list[tuple[object, ...]]]:
    measures = (m.indicators for p in facts.programmes for m in p.measures)
    goals = (goal.indicators for goal in facts.goals)
    return [[target(i) for i in indicators] for indicators in chain(measures, goals)]


def test_programmes_measures_titles_and_units(plan: ProposedPlan) -> None:
    assert len(plan.facts.programmes) == 9
    assert len(skeleton(plan.facts)) == 26
    assert skeleton(plan.facts) == skeleton(BUILTIN)


def test_goals(plan: ProposedPlan) -> None:
    assert [(g.no, g.title) for g in plan.facts.goals] == [(g.no, g.title) for g in BUILTIN.goals]


def test_targets_of_measures_and_goals(plan: ProposedPlan) -> None:
    assert targets(plan.facts) == targets(BUILTIN)


def test_the_reader_finds_the_number_that_disagrees(plan: ProposedPlan) -> None:
    told = [f.message for f in plan.facts.findings if f.kind == "数字不一致"]
    assert any("省级隐形冠军培育企业" in message for message in told)


def test_tasks_are_short_and_every_measure_has_some(plan: ProposedPlan) -> None:
    measures = [m for p in plan.facts.programmes for m in p.measures]
    assert all(len(measure.tasks) >= 2 for measure in measures)
    assert max(len(task.title) for m in measures for task in m.tasks) <= 30


def test_the_same_plan_from_pdf_and_docx(source: Path, plan: ProposedPlan, tmp_path: Path) -> None:
    lines = [
        line.strip() for line in source.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    pages = [lines[at : at + 28] for at in range(0, len(lines), 28)]
    numbered = [[*page, f"— {n} —"] for n, page in enumerate(pages, start=1)]
    of_pdf = read_plan(pdf(tmp_path / "a.pdf", numbered)).facts
    of_docx = read_plan(docx(tmp_path / "a.docx", *map(paragraph, lines))).facts
    for facts in (of_pdf, of_docx):
        assert skeleton(facts) == skeleton(BUILTIN)
        assert targets(facts) == targets(BUILTIN)
