"""Adding, moving, deleting and restoring rows of the decomposition table."""

from __future__ import annotations

import pytest

from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.errors import Refused
from tests.ledgers import Desk, is_sentence


def titles(desk: Desk, parent: str) -> list[str]:
    above = desk.row(parent).id
    return [row.title for row in desk.rows if row.parent_id == above]


def new_task(desk: Desk, title: str, after: str | None = None, measure: str = "1") -> NewRow:
    anchor = desk.row(after).id if after else None
    return NewRow(Level.TASK, desk.row(measure).id, anchor, {Column.TITLE: title})


def refused(desk: Desk, verb: str, *arguments: object) -> None:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        getattr(desk.services.decomposition, verb)(*arguments)
    assert is_sentence(str(caught.value))
    assert desk.tables == before


def test_new_rows_stand_where_asked_in_the_order_given(small: Desk) -> None:
    rows = [
        new_task(small, "甲", "1.1"),
        new_task(small, "乙", "1.1"),
        new_task(small, "丙"),
        new_task(small, "丁", measure="2"),
        new_task(small, "戊", "1.1"),
    ]
    small.services.decomposition.apply((), rows)
    assert titles(small, "1") == ["新增软件著作权", "甲", "乙", "戊", "建设研究院", "丙"]
    assert titles(small, "2") == ["培育名牌", "丁"]


def test_new_measures_and_programmes_count_on(small: Desk) -> None:
    above = small.row("一").id
    table = small.services.decomposition
    rows = [
        NewRow(Level.MEASURE, above, None, {Column.TITLE: "甲"}),
        NewRow(Level.MEASURE, above, None, {Column.TITLE: "乙", Column.NUMBER: "9"}),
        NewRow(Level.MEASURE, above, None, {Column.TITLE: "丙"}),
    ]
    table.apply((), rows)
    assert {small.row(n).title for n in ("9", "10", "11")} == {"甲", "乙", "丙"}
    table.delete([small.row("一").id])
    table.add(NewRow(Level.PROGRAMME, None, None, {Column.TITLE: "第三个"}))
    assert small.row("三").title == "第三个"


@pytest.mark.parametrize("level", [Level.PROGRAMME, Level.MEASURE, Level.MILESTONE])
def test_a_row_fits_below_one_level_only(small: Desk, level: Level) -> None:
    row = NewRow(level, small.row("1").id, None, {Column.TITLE: "任务"})
    refused(small, "add", row)
    refused(small, "add", NewRow(Level.TASK, None, None, {Column.TITLE: "任务"}))
    refused(small, "add", NewRow(Level.TASK, 4711, None, {Column.TITLE: "任务"}))


def test_moving_changes_parent_and_order(small: Desk) -> None:
    move = small.services.decomposition.move
    task, other = small.row("1.1").id, small.row("1.2").id
    move([task], small.row("3").id, small.row("3.1").id)
    assert titles(small, "3") == ["新增软件著作权", "推广光伏"]
    assert [row.title for row in small.rows if row.parent_id == task] == ["登记过半"]
    move([other, task], small.row("2").id, None)
    assert titles(small, "2") == ["培育名牌", "建设研究院", "新增软件著作权"]


def test_moving_before_one_that_moves_too(small: Desk) -> None:
    small.services.decomposition.apply((), [new_task(small, each) for each in "甲乙丙"])
    rows = [row.id for row in small.rows if row.parent_id == small.row("1").id]
    small.services.decomposition.move([rows[4], rows[1]], small.row("1").id, rows[1])
    assert titles(small, "1") == ["新增软件著作权", "丙", "建设研究院", "甲", "乙"]


def test_a_move_to_a_wrong_level_is_refused(small: Desk) -> None:
    milestone, task, measure = (small.row(n).id for n in ("1.1.1", "1.1", "1"))
    for moving, parent in [
        (milestone, milestone),
        (milestone, measure),
        (task, task),
        (task, milestone),
        (task, None),
        (measure, task),
        (measure, None),
        (small.row("一").id, small.row("二").id),
    ]:
        refused(small, "move", [moving], parent, None)
    refused(small, "move", [task, milestone], measure, None)
    refused(small, "move", [], measure, None)
    refused(small, "move", [4711], measure, None)
    refused(small, "move", [task], 4711, None)


def test_what_was_moved_comes_back_to_its_new_parent(small: Desk) -> None:
    table = small.services.decomposition
    task = small.row("1.1").id
    table.move([task], small.row("2").id, None)
    table.delete([task])
    assert titles(small, "2") == ["培育名牌"]
    table.restore([task])
    assert titles(small, "2") == ["培育名牌", "新增软件著作权"]


def test_deleting_takes_what_lies_below_and_restoring_brings_it_back(small: Desk) -> None:
    table = small.services.decomposition
    before = small.rows
    table.delete([small.row("一").id])
    assert [row.title for row in small.rows] == ["绿色化工程", "改造用能", "推广光伏"]
    (lying,) = table.bin()
    assert (lying.title, lying.below, lying.deleted_by) == ("高端化工程", 6, "王敏")
    table.restore([lying.id])
    assert small.rows == before
    assert table.bin() == ()


def test_what_was_deleted_before_its_parent_stays_in_the_bin(small: Desk) -> None:
    # Within one tick of the clock, as a quick hand or a coarse clock may do it.
    table = small.services.decomposition
    task, measure = small.row("1.1").id, small.row("1").id
    table.delete([task])
    table.delete([measure])
    assert {row.id: row.below for row in table.bin()} == {task: 1, measure: 1}
    table.restore([measure])
    assert titles(small, "1") == ["建设研究院"]
    table.restore([task])
    assert titles(small, "1") == ["新增软件著作权", "建设研究院"]


def test_restoring_a_child_brings_its_parents_but_not_its_siblings(small: Desk) -> None:
    table = small.services.decomposition
    task = small.row("1.1").id
    table.delete([task])
    table.delete([small.row("一").id])
    table.restore([task])
    assert [row.number for row in small.rows] == ["一", "1", "1.1", "1.1.1", "二", "3", "3.1"]


def test_a_place_taken_meanwhile_is_shared(small: Desk) -> None:
    table = small.services.decomposition
    second = small.row("1.2").id
    table.apply((), [new_task(small, "三")])
    table.delete([second])
    table.apply((), [new_task(small, "新", "1.1")])
    table.restore([second])
    assert titles(small, "1") == ["新增软件著作权", "建设研究院", "新", "三"]


def test_a_second_restore_is_refused(small: Desk) -> None:
    task = small.row("1.1").id
    refused(small, "restore", [task])
    small.services.decomposition.delete([task])
    label = small.services.decomposition.restore([task, task]).label
    assert label == "还原 1 项"
    refused(small, "restore", [task])
    refused(small, "restore", [])
    refused(small, "delete", [])


def test_a_row_added_and_edited_in_one_step_goes_with_one_undo(small: Desk) -> None:
    before = small.tables
    edit = Edit(small.row("1.1").id, Column.RESPONSIBLE, "新局")
    row = new_task(small, "新任务")
    row.values[Column.LEAD] = "新局、市财政局"
    small.services.decomposition.apply([edit], [row], create_units=True)
    after = small.tables
    small.services.journal.undo()
    assert small.tables == before
    small.services.journal.redo()
    assert small.tables == after


def test_shifting_stops_at_the_ends(small: Desk) -> None:
    table = small.services.decomposition
    first, second = small.row("1.1").id, small.row("1.2").id
    assert table.shift([first], -1).operation_id is None
    assert table.shift([first, second], 1).operation_id is None
    assert table.shift([first], 1).label == "下移 任务“新增软件著作权”"
    assert titles(small, "1") == ["建设研究院", "新增软件著作权"]


def test_the_detail_names_place_and_targets(desk: Desk) -> None:
    measure = next(row for row in desk.rows if row.indicators)
    detail = desk.services.decomposition.detail(measure.id)
    assert len(detail.indicators) == len(measure.indicators)
    assert detail.path == desk.by_id(measure.parent_id or 0).title
