"""Year goals: typed on the decomposition table, judged by, undone, told in the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light import Light
from leqing_desktop.errors import FieldErrors, Refused
from tests.ledgers import Q3, Desk, is_sentence

LEAD = "市经信局"


def goals(desk: Desk, year: int = 2024) -> dict[int, tuple[str, str]]:
    rows = desk.services.decomposition.tree(year)
    return {row.id: (row.goal, row.schedule) for row in rows if row.goal or row.schedule}


def test_goals_of_a_year_are_typed_as_one_step(small: Desk) -> None:
    first, second = small.row("1.1").id, small.row("1.2").id
    before = small.tables
    small.services.year_goals.save_many(
        2024,
        {
            first: {"goal": " 登记 500 个\r\n", "schedule": "10％ 20% 30%、１００"},
            second: {"goal": "开工"},
        },
    )
    assert goals(small) == {first: ("登记 500 个", "10/20/30/100"), second: ("开工", "")}
    assert goals(small, 2025) == {}
    assert small.services.journal.undo_label() == "填写 2024 年年度目标 3 格"
    history = small.services.journal.history(first)[0]
    assert ("年度目标", "", "登记 500 个") in history.lines
    small.services.year_goals.save_many(2024, {first: {"goal": "", "schedule": ""}})
    assert goals(small) == {second: ("开工", "")}
    small.services.journal.undo()
    small.services.journal.undo()
    assert small.tables == before


def test_the_decomposition_table_types_them_beside_its_other_columns(small: Desk) -> None:
    table = small.services.decomposition
    first, measure = small.row("1.1").id, small.row("1").id
    edits = [
        Edit(first, Column.TITLE, "新名"),
        Edit(first, Column.YEAR_GOAL, "五百个"),
        Edit(first, Column.SCHEDULE, "0/0/40/100"),
    ]
    fresh = NewRow(Level.TASK, measure, None, {Column.TITLE: "又一项", Column.YEAR_GOAL: "一座"})
    before = small.tables
    table.apply(edits, [fresh], year=2025)
    assert sorted(goals(small, 2025).values()) == [("一座", ""), ("五百个", "0/0/40/100")]
    assert table.matching({Column.YEAR_GOAL: "五百"}) == {first}
    assert table.matching({"any": "五百"}) == {first}
    small.services.journal.undo()
    assert small.tables == before
    for edit, year in ((edits[1], None), (Edit(first, Column.SCHEDULE, "30/20/10/5"), 2025),
                       (Edit(measure, Column.YEAR_GOAL, "x"), 2025)):  # fmt: skip
        with pytest.raises(FieldErrors) as caught:
            table.apply([edit], year=year)
        assert is_sentence(str(caught.value))
    assert small.tables == before


def test_faults_are_told_together_and_nothing_is_written(small: Desk) -> None:
    first = small.row("1.1").id
    before = small.tables
    with pytest.raises(FieldErrors) as caught:
        small.services.year_goals.save_many(2024, {first: {"goal": "绝密", "schedule": "a"}})
    assert set(caught.value.problems) == {(first, "goal"), (first, "schedule")}
    for gone in (small.row("1").id, 4711):
        with pytest.raises(Refused) as refused:
            small.services.year_goals.save_many(2024, {gone: {"goal": "x"}})
        assert is_sentence(str(refused.value))
    assert small.tables == before


def test_own_figures_move_the_light_and_stand_on_every_form(small: Desk, tmp_path: Path) -> None:
    services = small.services
    task = small.row("1.1").id
    services.reporting.save(Q3, small.unit(LEAD), task, "progress", "40")
    assert services.status.lights(Q3)[task].light is Light.RED
    services.year_goals.save_many(2024, {task: {"goal": "五百个", "schedule": "10/20/40/100"}})
    status = services.status.lights(Q3)[task]
    assert (status.light, status.schedule) == (Light.GREEN, 40)
    row = services.reporting.sheet(Q3, small.unit(LEAD))[0]
    assert (row.year_goal, row.schedule) == ("五百个", 40)
    assert services.status.lights(Q3.next.next)[task].schedule == 25
    book = load_workbook(services.exports.progress(Q3, tmp_path / "表.xlsx").run())
    assert any(cell.value == "2024年：五百个" for line in book.worksheets[0].rows for cell in line)


def test_the_sheet_of_a_unit_types_them_in_the_same_step_as_its_report(small: Desk) -> None:
    report, task = small.services.reporting, small.row("1.1").id
    before = small.tables
    report.save(Q3, small.unit(LEAD), task, "goal", "五百个")
    assert goals(small) == {task: ("五百个", "")}
    assert small.services.period_list.stored() == ()
    assert small.services.journal.undo_label() == "填写 2024 年年度目标 1 格"
    small.services.journal.undo()
    report.save_many(Q3, small.unit(LEAD), {task: {"goal": "五百个", "progress": "5"}})
    assert report.sheet(Q3, small.unit(LEAD))[0].year_goal == "五百个"
    small.services.journal.undo()
    assert small.tables == before
