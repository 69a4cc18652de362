"""Typing into the decomposition table: everything is taken in as meant, or nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.decomposition import Column, Edit, NewRow, Row
from leqing_desktop.domain.level import Level
from leqing_desktop.errors import FieldErrors, Refused, UnknownUnits
from tests.ledgers import Desk, is_sentence


def type_in(desk: Desk, number: str, **cells: str) -> Row:
    """Type into the cells of a row in one step; the row as it then stands."""
    item = desk.row(number).id
    desk.services.decomposition.apply([Edit(item, Column(c), text) for c, text in cells.items()])
    return desk.by_id(item)


def refused(desk: Desk, number: str, column: Column, text: str) -> str:
    """The sentence for one cell that cannot be typed; nothing was written."""
    before = desk.tables
    item = desk.row(number).id
    with pytest.raises(FieldErrors) as caught:
        desk.services.decomposition.apply([Edit(item, column, text)])
    assert desk.tables == before
    assert is_sentence(str(caught.value))
    assert caught.value.problems == {(item, column.value): str(caught.value)}
    return str(caught.value)


def test_every_fault_is_told_at_once_and_nothing_is_written(small: Desk) -> None:
    task, measure = small.row("1.1").id, small.row("1").id
    before = small.tables
    edits = [
        Edit(task, Column.DUE, "6月31日"),
        Edit(task, Column.TITLE, "  "),
        Edit(task, Column.TARGET, "好的内容"),
        Edit(measure, Column.SECTION, "科\x00室"),
        Edit(measure, Column.LEAD, "局" * 201),
    ]
    new = [
        NewRow(Level.TASK, measure, None, {Column.TITLE: "好任务"}),
        NewRow(Level.TASK, measure, None, {Column.TITLE: "任务", Column.START: "长期"}),
    ]
    with pytest.raises(FieldErrors) as caught:
        small.services.decomposition.apply(edits, new)
    assert set(caught.value.problems) == {
        (task, "due"), (task, "title"), (measure, "section"), (measure, "lead"), (-2, "start"),
    }  # fmt: skip
    assert all(is_sentence(sentence) for sentence in caught.value.problems.values())
    assert is_sentence(str(caught.value))
    assert small.tables == before


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.DUE, "6月31日"),
        (Column.DUE, "2025-02-29"),
        (Column.DUE, "越快越好"),
        (Column.START, "长期坚持"),
        (Column.TITLE, ""),
        (Column.TITLE, "\u3000 \n"),
        (Column.TITLE, "题" * 301),
        (Column.TARGET, "内" * 2001),
        (Column.TARGET, "a\x07b"),
        (Column.PERSON, "张\u202e三"),
        (Column.TITLE, "机密★1年"),
        (Column.TARGET, "密级：秘密"),
        (Column.LEAD, "局" * 201),
        (Column.SUPPORT, "市局、" * 3000),
        (Column.NUMBER, "9"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(small: Desk, column: Column, text: str) -> None:
    refused(small, "1.1", column, text)


def test_a_programme_has_neither_units_nor_a_date(small: Desk) -> None:
    assert "“期限”" in refused(small, "一", Column.DUE, "6月底")
    assert "“牵头单位”" in refused(small, "一", Column.LEAD, "市经信局")
    before = small.tables
    item = small.row("一").id
    changes = small.services.decomposition.apply([Edit(item, Column.DUE, " ")])
    assert changes.operation_id is None
    assert small.tables == before


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE item; --", "<b>加粗</b>&amp;", "=HYPERLINK(\"x\")", "@SUM(A1)", "👨‍👩‍👧 推广", "𠮷田", "%_\\/"],
)  # fmt: skip
def test_text_is_kept_as_typed(small: Desk, text: str) -> None:
    row = type_in(small, "1.1", title=text, target=text, section=text)
    assert (row.title, row.target, row.section) == (text, text, text)
    assert row.id in small.services.decomposition.matching({"target": text})


def test_dates_keep_their_wording_beside_the_day(small: Desk) -> None:
    row = type_in(small, "1.1", start="2024-03-01", due="年底前")
    assert (row.start, row.due, row.due_text) == (date(2024, 3, 1), date(2024, 12, 31), "年底前")
    row = type_in(small, "1.1", due="2025-06-30")
    assert (row.due, row.due_text) == (date(2025, 6, 30), "")
    row = type_in(small, "1.1", due="长期坚持")
    assert (row.due, row.due_text) == (None, "长期坚持")
    row = type_in(small, "1.1", due="", start="")
    assert (row.start, row.due, row.due_text) == (None, None, "")


def test_a_year_left_out_is_the_plans_last(desk: Desk) -> None:
    assert type_in(desk, "1.1", due="6月底").due == date(2025, 6, 30)


def test_unknown_units_are_named_all_at_once(small: Desk) -> None:
    before = small.tables
    task, measure = small.row("1.1").id, small.row("2").id
    edits = [
        Edit(task, Column.SUPPORT, "某某局、市财政局"),
        Edit(measure, Column.LEAD, "另一个局"),
    ]
    with pytest.raises(UnknownUnits) as caught:
        small.services.decomposition.apply(edits)
    assert set(caught.value.names) == {"某某局", "另一个局"}
    assert is_sentence(str(caught.value))
    assert small.tables == before
    small.services.decomposition.apply(edits, create_units=True)
    assert small.services.decomposition.unit_names()[-2:] == ("某某局", "另一个局")
    assert small.row("2").lead == "另一个局"
    small.services.journal.undo()
    assert small.tables == before


def test_a_task_has_its_measures_units_until_it_has_its_own(small: Desk) -> None:
    assert small.row("1.1").inherited
    row = type_in(small, "1.1", support="市财政局")
    assert (row.lead, row.responsible, row.support) == ("市经信局", "市科技局", "市财政局")
    assert not row.inherited
    assert type_in(small, "1", lead="市财政局").lead == "市财政局"
    assert small.row("1.1").lead == "市经信局"
    assert small.row("1.2").lead == "市财政局"
    row = type_in(small, "1.1", lead="", responsible="", support="")
    assert row.inherited
    assert row.lead == "市财政局"


def test_pasting_a_row_onto_itself_leaves_its_units_inherited(small: Desk) -> None:
    before = small.tables
    shown = small.row("1.1")
    row = type_in(small, "1.1", lead=shown.lead, responsible=shown.responsible, support="")
    assert row.inherited
    assert small.tables == before


@pytest.mark.parametrize("order", [("lead", "responsible"), ("responsible", "lead")])
def test_a_unit_typed_into_two_cells_keeps_the_stronger_role(
    small: Desk, order: tuple[str, str]
) -> None:
    typed = {"lead": "市经信局", "responsible": "市经信局、市财政局"}
    row = type_in(small, "2", **{column: typed[column] for column in order})
    assert (row.lead, row.responsible) == ("市经信局", "市财政局")


def test_units_can_swap_roles_in_one_step(small: Desk) -> None:
    row = type_in(small, "1", responsible="市经信局", lead="市科技局")
    assert (row.lead, row.responsible) == ("市科技局", "市经信局")


def test_where_nobody_leads_the_first_responsible_counts(small: Desk) -> None:
    row = type_in(small, "1", lead="", responsible="市财政局、市科技局")
    assert row.counts_first == "市财政局"
    row = type_in(small, "1", responsible="市科技局、市财政局")
    assert row.counts_first == "市科技局"
    assert type_in(small, "1", lead="市经信局").counts_first == ""
    assert type_in(small, "1", lead="").counts_first == "市科技局"


def test_a_list_of_units_may_be_written_in_many_ways(small: Desk) -> None:
    row = type_in(small, "2", responsible="市经信局，市 科 技 局;市财政局\n市经信局")
    assert row.responsible == "市经信局、市科技局、市财政局"


def test_a_row_that_was_deleted_meanwhile_is_refused(small: Desk) -> None:
    item = small.row("1.1").id
    small.services.decomposition.delete([item])
    with pytest.raises(Refused) as caught:
        small.services.decomposition.apply([Edit(item, Column.TITLE, "新名称")])
    assert is_sentence(str(caught.value))


def test_typing_what_stands_there_is_no_step(small: Desk) -> None:
    changes = small.services.decomposition.apply(
        [Edit(small.row("1.1").id, Column.TITLE, "新增软件著作权")]
    )
    assert changes.operation_id is None
    assert small.services.journal.undo_label() is None


def test_the_last_of_two_values_for_one_cell_holds(small: Desk) -> None:
    item = small.row("1.1").id
    small.services.decomposition.apply(
        [Edit(item, Column.PERSON, "张三"), Edit(item, Column.PERSON, "李四")]
    )
    assert small.by_id(item).person == "李四"


def test_steps_are_named_by_what_they_do(small: Desk) -> None:
    item, measure = small.row("1.1").id, small.row("1").id
    apply = small.services.decomposition.apply
    new = [NewRow(Level.TASK, measure, None, {Column.TITLE: "任务"})]
    assert apply([Edit(item, Column.PERSON, "甲")]).label == "修改“责任人”"
    edits = [Edit(item, Column.PERSON, "乙"), Edit(item, Column.TARGET, "丙")]
    assert apply(edits).label == "修改 2 处"
    assert apply((), new).label == "新增任务"
    assert apply([Edit(item, Column.PERSON, "丁")], new * 2).label == "修改“责任人”，新增 2 行"
    assert apply([Edit(item, Column.PERSON, "戊")], label="粘贴").label == "粘贴"


def test_a_start_behind_the_due_date_is_refused_wherever_the_other_stands(small: Desk) -> None:
    type_in(small, "1.1", start="2025-03-01", due="2025-06-30")
    assert "早于开始日期 2025-03-01" in refused(small, "1.1", Column.DUE, "2025-02-28")
    item = small.row("1.1").id
    with pytest.raises(FieldErrors) as caught:
        small.services.decomposition.apply([Edit(item, Column.START, "2025-07-01")])
    assert set(caught.value.problems) == {(item, "due")}
    row = type_in(small, "1.1", start="2025-07-01", due="2025-12-31")
    assert (row.start, row.due) == (date(2025, 7, 1), date(2025, 12, 31))


def test_a_new_row_with_wrong_dates_is_named(small: Desk) -> None:
    before = small.tables
    values = {Column.TITLE: "任务", Column.START: "2025-07-01", Column.DUE: "2025-06-30"}
    with pytest.raises(FieldErrors) as caught:
        small.services.decomposition.apply(
            (), [NewRow(Level.TASK, small.row("1").id, None, values)]
        )
    assert set(caught.value.problems) == {(-1, "due")}
    assert small.tables == before
