"""A plan goes into a ledger and comes out of it unchanged."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from leqing_desktop.db import plan_facts
from leqing_desktop.db.engine import make_engine, reading
from leqing_desktop.db.ledger_file import create_ledger
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.documents.plan_json import load_builtin_plan, plan_to_json
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.plan import (
    MeasureFacts,
    MilestoneFacts,
    PlanFacts,
    ProgrammeFacts,
    ProjectFacts,
    TaskFacts,
)
from tests.ledgers import START, Desk


def test_the_builtin_plan_comes_out_as_it_went_in(desk: Desk) -> None:
    given, kept = load_builtin_plan(), desk.services.ledger.plan()
    assert kept == given
    assert json.dumps(plan_to_json(kept)) == json.dumps(plan_to_json(given))


def test_odd_numbers_and_levels_without_a_title_survive(tmp_path: Path) -> None:
    path = tmp_path / "台账.leqing"
    create_ledger(path)
    units = (Assignment("某局", Role.SUPPORT), Assignment("另一局", Role.RESPONSIBLE, True))
    task = TaskFacts(
        "任务", units, "科", "人", "目标", date(2024, 1, 1), date(2024, 12, 31), "年底前",
        (MilestoneFacts("节点", None, "长期", "证书"), MilestoneFacts("又一个", date(2024, 6, 30))),
    )  # fmt: skip
    measures = (
        MeasureFacts(None, None, True, (), (), (task,)),
        MeasureFacts("（一）", "举措", units=units),
        MeasureFacts(7, "举措", tasks=(replace(task, units=()),)),
    )
    given = PlanFacts(
        "规划", None, None,
        programmes=(ProgrammeFacts(None, None, measures), ProgrammeFacts("第二篇", "空篇")),
        projects=(ProjectFacts("项目", "在建", 7, 1.5, "亿元"), ProjectFacts("项目", "拟建")),
    )  # fmt: skip
    with unit_of_work(make_engine(path), "王敏", START) as uow:
        plan_facts.write(uow, given)
        uow.commit("导入")
    with reading(make_engine(path)) as connection:
        kept = plan_facts.read(connection)
    assert kept == replace(given, units=kept.units)
    assert [unit.name for unit in kept.units] == ["某局", "另一局"]


def test_what_is_in_the_bin_is_no_part_of_the_plan(desk: Desk) -> None:
    first = desk.rows[0]
    desk.services.decomposition.delete([first.id])
    assert [p.title for p in desk.services.ledger.plan().programmes] == [
        p.title for p in load_builtin_plan().programmes[1:]
    ]
    desk.services.journal.undo()
    assert desk.services.ledger.plan() == load_builtin_plan()


def test_edits_show_in_the_plan(small: Desk) -> None:
    table = small.services.decomposition
    table.apply([Edit(small.row("1.1").id, Column.SECTION, "产业科")])
    task = small.services.ledger.plan().programmes[0].measures[0].tasks[0]
    assert (task.title, task.section) == ("新增软件著作权", "产业科")
