"""交办事项: entered with their source as tasks like any other, judged, reported, searched, exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leqing_desktop.domain.decomposition import Column, Row
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.errors import FieldErrors, Refused, UnknownUnits
from leqing_desktop.services.assigned_items import AssignedItemService, TypedOrigin
from leqing_desktop.services.status import TaskStatus
from tests.ledgers import Q3, Desk, is_sentence
from tests.services.returned_tables import Sheet, bring_back, exported

MEETING = TypedOrigin(
    OriginKind.DECISION, "市长办公会议", "纪要〔2024〕3号", "2024-03-05", "原话。"
)
LEADER = TypedOrigin(OriginKind.INSTRUCTION, "张某副市长", "", "2024-09-18")
NOTE = "市长办公会议议定（纪要〔2024〕3号，2024年3月5日）"
LAB = {Column.TITLE: "建设检测中心", Column.LEAD: "市经信局", Column.DUE: "8月底"}
Q4 = Q3.next


def service(desk: Desk) -> AssignedItemService:
    return desk.services.assigned_items


def entered(desk: Desk) -> list[Row]:
    return [row for row in desk.rows if row.origin is not None]


def refused(desk: Desk, verb: Callable[[], object]) -> Refused:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        verb()
    assert desk.tables == before
    assert is_sentence(str(caught.value))
    return caught.value


def status_of(desk: Desk, title: str) -> TaskStatus:
    judged = desk.services.status.status(Q3).tasks
    return next(each for each in judged if each.task.title == title)


def test_an_item_is_entered_as_one_step_with_a_place_of_its_own(desk: Desk) -> None:
    before = desk.tables
    service(desk).enter(MEETING, [LAB])
    programme, measure, task = desk.rows[-3:]
    assert (programme.title, programme.number) == ("交办事项", "十")
    assert (measure.title, measure.number) == ("议定事项", "27")
    assert (task.number, task.title, task.lead) == ("27.1", "建设检测中心", "市经信局")
    assert (task.start, task.due, task.due_text) == (date(2024, 3, 5), date(2024, 8, 31), "8月底")
    assert task.origin is not None
    assert task.origin.note == NOTE
    assert desk.services.journal.undo_label() == "登记议定事项“建设检测中心”"
    after = desk.tables
    desk.services.journal.undo()
    assert desk.tables == before
    desk.services.journal.redo()
    assert desk.tables == after


def test_the_second_meeting_uses_the_same_place(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB, LAB | {Column.TITLE: "建设展厅"}])
    service(desk).enter(MEETING, [LAB | {Column.TITLE: "办好展会"}])
    service(desk).enter(LEADER, [LAB | {Column.TITLE: "核查用电", Column.DUE: ""}])
    titles = [(row.number, row.title) for row in desk.rows if row.id in _under(desk, "交办事项")]
    assert titles == [
        ("27", "议定事项"),
        ("27.1", "建设检测中心"),
        ("27.2", "建设展厅"),
        ("27.3", "办好展会"),
        ("28", "领导批示"),
        ("28.1", "核查用电"),
    ]


def _under(desk: Desk, title: str) -> set[int]:
    above = {row.id for row in desk.rows if row.title == title}
    for row in desk.rows:
        if row.parent_id in above:
            above.add(row.id)
    return above - {row.id for row in desk.rows if row.title == title}


def test_a_measure_of_the_plan_can_be_chosen_and_lends_its_units(desk: Desk) -> None:
    measure = desk.row("7")
    service(desk).enter(MEETING, [{Column.TITLE: "加办一件"}], measure.id)
    (task,) = entered(desk)
    assert task.parent_id == measure.id
    assert (task.lead, task.responsible) == (measure.lead, measure.responsible)
    choice = next(each for each in service(desk).measures() if each.id == measure.id)
    assert choice.words == f"7．{measure.title}"


def test_an_item_is_judged_from_its_day_on(desk: Desk) -> None:
    service(desk).enter(LEADER, [{Column.TITLE: "核查用电", Column.LEAD: "市经信局"}])
    service(desk).enter(MEETING, [LAB])
    fresh = status_of(desk, "核查用电").assessment
    # Four months of the year are left on 18 September, one of them is gone by its end.
    assert fresh.schedule == 25
    assert status_of(desk, "建设检测中心").assessment.light is Light.RED
    earlier = desk.services.status.status(Q3.previous)
    light = {each.task.title: each.assessment.light for each in earlier.tasks}
    assert light["核查用电"] is Light.GREY


def test_without_a_day_it_starts_when_it_is_entered(desk: Desk) -> None:
    service(desk).enter(TypedOrigin(OriginKind.DECISION, "专题会"), [LAB | {Column.DUE: "年底"}])
    (task,) = entered(desk)
    assert task.start == desk.clock.now.date()


def test_it_is_reported_ranked_and_proposed_like_any_task(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    sheet = desk.services.reporting.sheet(Q3, desk.unit("市经信局"))
    assert task.id in {row.task_id for row in sheet}
    proposals = {row.task_id: row for row in desk.services.supervision.proposals(Q3)}
    assert proposals[task.id].colour is NoticeColour.RED


def test_a_signed_notice_quotes_the_source(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    supervision = desk.services.supervision
    chosen = [row for row in supervision.proposals(Q3) if row.task_id == task.id]
    day = date(2024, 10, 8)
    supervision.sign(Q3, supervision.prepare(Q3, chosen, day), day)
    document = supervision.document(supervision.register()[0].id)
    first = document.paragraphs[0].text
    quoted = "你单位承担的“建设检测中心”，系市长办公会议议定事项（纪要〔2024〕3号，2024年3月5日）。"
    assert first.startswith(quoted)
    assert "议定事项（27" not in first


def test_a_notice_about_the_plans_own_task_is_worded_as_before(desk: Desk) -> None:
    supervision = desk.services.supervision
    (one, *_) = supervision.proposals(Q3)
    assert "系" not in supervision.preview(Q3, one, date(2024, 10, 8)).paragraphs[0].text[:60]


def test_units_that_nobody_knows_are_asked_about(desk: Desk) -> None:
    row = LAB | {Column.LEAD: "市新机构"}
    error = refused(desk, lambda: service(desk).enter(MEETING, [row]))
    assert isinstance(error, UnknownUnits)
    assert error.names == ("市新机构",)
    service(desk).enter(MEETING, [row], create_units=True)
    assert entered(desk)[0].lead == "市新机构"


@pytest.mark.parametrize(
    ("origin", "row", "field"),
    [
        (TypedOrigin(OriginKind.DECISION, ""), LAB, (0, "source")),
        (TypedOrigin(OriginKind.DECISION, "专题会", "", "2030-01-01"), LAB, (0, "day")),
        (TypedOrigin(OriginKind.DECISION, "专题会", "", "长期"), LAB, (0, "day")),
        (TypedOrigin(OriginKind.DECISION, "专题会", "", "二月三十"), LAB, (0, "day")),
        (MEETING, LAB | {Column.TITLE: " "}, (-1, "title")),
        (MEETING, LAB | {Column.DUE: "2024-03-01"}, (-1, "due")),
        (MEETING, LAB | {Column.DUE: "6月31日"}, (-1, "due")),
        (MEETING, {Column.TITLE: "无人办", Column.SUPPORT: "市经信局"}, (-1, "lead")),
        (MEETING, LAB | {Column.TARGET: "字" * 3000}, (-1, "target")),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    desk: Desk, origin: TypedOrigin, row: dict[Column, str], field: tuple[int, str]
) -> None:
    error = refused(desk, lambda: service(desk).enter(origin, [row]))
    assert isinstance(error, FieldErrors)
    assert list(error.problems) == [field]


def test_only_a_measure_takes_items(desk: Desk) -> None:
    programme = desk.rows[0]
    assert "举措" in str(refused(desk, lambda: service(desk).enter(MEETING, [LAB], programme.id)))
    refused(desk, lambda: service(desk).enter(MEETING, [LAB], 10**9))
    refused(desk, lambda: service(desk).enter(MEETING, []))


def test_a_source_can_be_given_corrected_and_taken_away(desk: Desk) -> None:
    task = desk.row("7.1")
    service(desk).put_source([task.id], MEETING)
    service(desk).put_source([task.id], LEADER)
    note = desk.by_id(task.id).origin
    assert note is not None
    assert note.note == "张某副市长批示（2024年9月18日）"
    lines = {line for entry in desk.services.journal.history(task.id) for line in entry.lines}
    assert ("来源", "市长办公会议", "张某副市长") in lines
    assert ("来源类别", "议定事项", "批示") in lines
    service(desk).remove_source([task.id])
    assert desk.by_id(task.id).origin is None
    desk.services.journal.undo()
    assert desk.by_id(task.id).origin == note
    refused(desk, lambda: service(desk).put_source([desk.row("7").id], MEETING))


def test_the_recycle_bin_keeps_the_source(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    desk.services.decomposition.delete([task.id])
    assert entered(desk) == []
    assert service(desk).all(Q3) == ()
    desk.services.decomposition.restore([task.id])
    assert entered(desk) == [task]


def test_a_deleted_place_is_made_anew(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB])
    programme = next(row for row in desk.rows if row.title == "交办事项")
    desk.services.decomposition.delete([programme.id])
    service(desk).enter(MEETING, [LAB])
    assert [row.title for row in desk.rows[-3:]] == ["交办事项", "议定事项", "建设检测中心"]


@pytest.mark.parametrize("typed", ["办公会", "纪要〔2024〕3号", "2024-03-05", "原话", "议定"])
def test_search_finds_a_task_by_its_source(desk: Desk, typed: str) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    assert task.id in desk.services.decomposition.matching({"any": typed})


def test_the_list_tells_light_unit_and_notice(desk: Desk) -> None:
    service(desk).enter(MEETING, [LAB])
    supervision = desk.services.supervision
    (row,) = service(desk).all(Q3)
    assert (row.unit, row.light, row.notice) == ("市经信局", Light.RED, "")
    chosen = [each for each in supervision.proposals(Q3) if each.task_id == row.item_id]
    day = date(2024, 10, 8)
    supervision.sign(Q3, supervision.prepare(Q3, chosen, day), day)
    (row,) = service(desk).all(Q3)
    assert row.notice.startswith("红 乐电专督〔2024〕1号")
    (row,) = service(desk).all()
    assert row.light is None


def test_exports_print_the_source(desk: Desk, tmp_path: Path) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    supervision = desk.services.supervision
    chosen = [row for row in supervision.proposals(Q3) if row.task_id == task.id]
    day = date(2024, 10, 8)
    supervision.sign(Q3, supervision.prepare(Q3, chosen, day), day)
    table = desk.services.exports.decomposition(tmp_path / "分解表.xlsx").run()
    assert f"来源：{NOTE}" in _row_of(table, "建设检测中心")
    log = desk.services.exports.notices(tmp_path / "督办台账.xlsx").run()
    assert f"来源：{NOTE}" in _row_of(log, "建设检测中心")


def _row_of(path: Path, title: str) -> str:
    sheet = load_workbook(path).active
    assert sheet is not None
    rows = ["|".join(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    return next(row for row in rows if title in row)


def test_an_exported_table_comes_back_without_a_change(desk: Desk, tmp_path: Path) -> None:
    service(desk).enter(MEETING, [LAB, LAB | {Column.TITLE: "常年的事", Column.DUE: "长期"}])
    before = desk.tables
    draft, changes = bring_back(desk, exported(desk, tmp_path))
    assert changes.operation_id is None
    assert draft.doubts == ()
    assert desk.tables == before


def test_what_is_changed_in_the_exported_table_keeps_its_source(desk: Desk, tmp_path: Path) -> None:
    service(desk).enter(MEETING, [LAB])
    (task,) = entered(desk)
    sheet = Sheet(exported(desk, tmp_path))
    for row in sheet.page.iter_rows():
        for cell in row:
            if cell.value == "建设检测中心":
                cell.value = "建设国家检测中心"
    bring_back(desk, sheet.save())
    (back,) = entered(desk)
    assert (back.id, back.title, back.origin) == (task.id, "建设国家检测中心", task.origin)
    assert (back.start, back.due) == (task.start, task.due)


def test_the_units_workbook_names_the_source(desk: Desk) -> None:
    from leqing_desktop.services import return_facts

    service(desk).enter(MEETING, [LAB])
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    with desk.engine.connect() as connection:
        facts = return_facts.read(connection, Q3)
    form = facts.form("市经信局", date(2024, 9, 20))
    (told,) = [each.measure for each in form.tasks if each.title == "建设检测中心"]
    assert told == f"27 议定事项：{NOTE}"
