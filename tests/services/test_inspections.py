"""专项督查 on a real ledger: planned, signed in the common sequence, found, mended, closed, voided."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from leqing_desktop.db import check_ledger
from leqing_desktop.db.engine import reading
from leqing_desktop.db.inspections import results
from leqing_desktop.db.periods import find
from leqing_desktop.domain.inspection import FindingState, Verdict
from leqing_desktop.domain.inspection_life import FindingAction, InspectionState
from leqing_desktop.domain.inspection_plan import (
    DEFAULT_CHECKLIST,
    CheckPoint,
    FindingEntry,
    InspectionPlan,
)
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.errors import Refused
from leqing_desktop.services.bundle import Services
from leqing_desktop.services.inspection_files import draw
from leqing_desktop.services.inspections import InspectionRow
from leqing_desktop.services.office import Office
from leqing_desktop.services.supervision import draw_all
from tests.ledgers import Q3, Clock, Desk, is_sentence, lock, opened

SIGNED = date(2024, 10, 14)
FOUND, DUE = date(2024, 10, 22), date(2024, 11, 5)
UNITS = ("市经信局", "市科技局", "柳白新区管委会")
ACT = FindingAction


@pytest.fixture(scope="module")
def behind(master: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a quarter in which every unit is behind with what it reported."""
    path = Path(shutil.copy(master, tmp_path_factory.mktemp("behind")))
    for desk in opened(path, Clock()):
        report(desk.services)
    return path


def report(services: Services) -> None:
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for at, row in enumerate(services.review.board(Q3)):
        sheet = [each for each in services.reporting.sheet(Q3, row.unit_id) if not each.support]
        said = {each.task_id: {"progress": str((20, 60, 80)[at % 3])} for each in sheet}
        services.reporting.save_many(Q3, row.unit_id, said)


@pytest.fixture
def quarter(behind: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    clock.set(SIGNED)
    yield from opened(Path(shutil.copy(behind, tmp_path)), clock)


def plan(units: Sequence[str] = UNITS) -> InspectionPlan:
    return InspectionPlan(
        "2024年第三季度重点任务推进情况专项督查",
        date(2024, 10, 21),
        date(2024, 10, 25),
        "市专班办公室督查组",
        date(2024, 10, 18),
        tuple(units),
        DEFAULT_CHECKLIST,
    )


def drafted(desk: Desk) -> InspectionRow:
    desk.services.inspections.create(Q3, plan())
    return desk.services.inspections.register(Q3)[0]


def signed(desk: Desk) -> InspectionRow:
    inspections = desk.services.inspections
    inspections.sign(inspections.prepare(drafted(desk).id, SIGNED))
    desk.clock.set(FOUND)
    return inspections.register(Q3)[0]


def problem(row: InspectionRow, unit: int = 0, point: int = 0) -> FindingEntry:
    return FindingEntry(
        row.units[unit].id, row.points[point].id, Verdict.UNMET,
        "3项任务没有分解到人。", "逐项明确责任人。", FOUND, DUE,
    )  # fmt: skip


def printed(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return re.sub(r"—\d+—|\s", "", "".join(page.extract_text() or "" for page in pdf.pages))


def refused_with(words: str, call: object, *args: object, **more: object) -> None:
    assert callable(call)
    with pytest.raises(Refused, match=words) as refused:
        call(*args, **more)
    assert is_sentence(str(refused.value))


def test_a_draft_is_planned_changed_removed_and_every_step_undone(quarter: Desk) -> None:
    inspections, journal = quarter.services.inspections, quarter.services.journal
    row = drafted(quarter)
    assert (row.state, row.number, row.plan) == (InspectionState.DRAFT, "", plan())
    assert [each.kind for each in row.units] == ["部门", "部门", "功能区"]
    before = quarter.tables
    changed = replace(plan(UNITS[:1]), title="另一次督查", points=DEFAULT_CHECKLIST[:2])
    inspections.change(row.id, changed)
    assert inspections.register(Q3)[0].plan == changed
    journal.undo()
    assert quarter.tables == before
    inspections.remove(row.id)
    assert inspections.register() == ()
    journal.undo()
    assert quarter.tables == before
    journal.undo()
    assert inspections.register() == ()


def test_a_new_plan_takes_the_last_checklist_over(quarter: Desk) -> None:
    inspections = quarter.services.inspections
    assert inspections.fresh(Q3).points == DEFAULT_CHECKLIST
    own = (CheckPoint(DEFAULT_CHECKLIST[0].area, "自己写的一条"),)
    inspections.create(Q3, replace(plan(), points=own))
    fresh = inspections.fresh(Q3)
    assert (fresh.points, fresh.team) == (own, "市专班办公室督查组")
    assert SIGNED < fresh.report_due < fresh.begins_on < fresh.ends_on  # type: ignore[operator]


def test_a_faulty_plan_and_an_unknown_unit_are_refused(quarter: Desk) -> None:
    inspections = quarter.services.inspections
    refused_with("督查名称", inspections.create, Q3, replace(plan(), title=""))
    refused_with("没有“某某局”", inspections.create, Q3, plan(("某某局",)))
    inspections.create(Q3, replace(plan(), team=""))
    row = inspections.register(Q3)[0]
    refused_with("督查组", inspections.prepare, row.id, SIGNED)
    inspections.change(row.id, plan())
    refused_with("早于签发日期", inspections.prepare, row.id, date(2024, 10, 19))
    quarter.services.office.save(Office("", "乐电专督"))
    refused_with("发文机关", inspections.prepare, row.id, SIGNED)
    refused_with("刷新", inspections.prepare, 999_999, SIGNED)


def test_one_sequence_with_notices_and_a_void_number_is_never_given_again(
    quarter: Desk, tmp_path: Path
) -> None:
    services = quarter.services
    proposals = services.supervision.proposals(Q3)[:1]
    services.supervision.issue(Q3, proposals, SIGNED, tmp_path, draw_all)
    row = signed(quarter)
    assert row.number == "乐电专督〔2024〕2号"
    services.inspections.void(row.id, "对象选错了")
    more = services.supervision.proposals(Q3)[:1]
    services.supervision.issue(Q3, more, FOUND, tmp_path, draw_all)
    assert {each.number for each in services.supervision.register()} == {
        "乐电专督〔2024〕1号",
        "乐电专督〔2024〕3号",
    }
    void = services.inspections.register(Q3)[0]
    assert (void.state, void.number, void.note) == (
        InspectionState.VOID, "乐电专督〔2024〕2号", "对象选错了",
    )  # fmt: skip
    assert check_ledger.faults(quarter.path) == ()


def test_signing_and_voiding_are_barriers(quarter: Desk) -> None:
    inspections, journal = quarter.services.inspections, quarter.services.journal
    row = signed(quarter)
    assert journal.undo_label() is None
    with pytest.raises(Refused):
        journal.undo()
    refused_with("已签发，不能修改", inspections.change, row.id, plan())
    refused_with("已签发，不能删除", inspections.remove, row.id)
    refused_with("不能签发", inspections.prepare, row.id, SIGNED)
    refused_with("作废理由", inspections.void, row.id, " ")
    inspections.void(row.id, "重发")
    assert journal.undo_label() is None
    refused_with("不能作废", inspections.void, row.id, "再一次")
    refused_with("作废", quarter.services.inspection_findings.record, row.id, [problem(row)])


def test_two_windows_never_spend_one_number_twice(quarter: Desk) -> None:
    inspections = quarter.services.inspections
    inspections.create(Q3, plan())
    inspections.create(Q3, replace(plan(), title="第二次督查"))
    second, first = inspections.register(Q3)
    prepared = inspections.prepare(first.id, SIGNED)
    other = inspections.prepare(second.id, SIGNED)
    inspections.sign(prepared)
    refused_with("占用", inspections.sign, other)
    refused_with("不能签发", inspections.sign, prepared)


def test_what_moved_since_the_preview_is_not_signed(quarter: Desk) -> None:
    inspections = quarter.services.inspections
    row = drafted(quarter)
    prepared = inspections.prepare(row.id, SIGNED)
    inspections.change(row.id, replace(plan(), team="另一个组"))
    refused_with("与预览不一致", inspections.sign, prepared)
    assert inspections.register(Q3)[0].number == ""


def test_the_notice_says_what_was_planned_as_pdf_and_docx(quarter: Desk, tmp_path: Path) -> None:
    inspections = quarter.services.inspections
    row = drafted(quarter)
    paths = inspections.issue(row.id, SIGNED, tmp_path / "公文", draw)
    assert [path.name for path in paths] == [
        f"乐电专督〔2024〕1号 关于开展{plan().title}的通知{ending}" for ending in (".pdf", ".docx")
    ]
    text = printed(paths[0])
    for words in (
        "乐电专督〔2024〕1号", "市经信局、市科技局、柳白新区管委会：", "一、督查对象", "二、督查内容",
        "（一）工作进度。", "（二）政策落实。", "2024年10月21日至25日", "市专班办公室督查组",
        "于2024年10月18日前将自查情况报", "附件：1.督查内容清单", "2.督查对象", "2024年10月14日",
    ):  # fmt: skip
        assert words in text, words
    with pdfplumber.open(paths[0]) as pdf:
        tables = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    cells = [["".join((cell or "").split()) for cell in each] for each in tables]
    asked = [each[2] for each in cells if len(each) == 4 and each[0].isdigit()]
    assert asked == [each.question for each in DEFAULT_CHECKLIST]
    assert ["3", "功能区", "柳白新区管委会"] in cells
    with zipfile.ZipFile(paths[1]) as word:
        xml = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "自查情况" in xml and DEFAULT_CHECKLIST[-1].question in xml
    before = [path.read_bytes() for path in paths]
    again = inspections.issue(row.id, FOUND, tmp_path / "公文", draw)
    assert (again, [path.read_bytes() for path in again]) == (paths, before)
    assert inspections.register(Q3)[0].number == "乐电专督〔2024〕1号"


@pytest.mark.parametrize("points", [DEFAULT_CHECKLIST, DEFAULT_CHECKLIST[6:]])
def test_the_areas_are_told_as_second_levels(quarter: Desk, points: tuple[CheckPoint, ...]) -> None:
    inspections = quarter.services.inspections
    inspections.create(Q3, replace(plan(), points=points))
    document = inspections.preview(inspections.register(Q3)[0].id)
    areas = list(dict.fromkeys(each.area.label for each in points))
    told = [(p.text[:8], p.level) for p in document.paragraphs if p.text[3:7] in areas]
    assert told == [(f"（{'一二'[at]}）{area}。", 2) for at, area in enumerate(areas)]
    assert [p.text for p in document.paragraphs if p.level == 1] == [
        "一、督查对象", "二、督查内容", "三、时间安排", "四、有关要求",
    ]  # fmt: skip
    assert document.number == "" and document.to == "、".join(UNITS)


def test_hostile_words_stand_as_they_were_typed(quarter: Desk, tmp_path: Path) -> None:
    inspections = quarter.services.inspections
    title = "“<b>{督查组}</b>” & 专项督查"
    inspections.create(Q3, replace(plan(), title=title, team="{自查期限}"))
    row = inspections.register(Q3)[0]
    # A character that no font has is named, and no number is spent.
    inspections.change(row.id, replace(row.plan, title=f"{title}𠮷"))
    refused_with("U\\+20BB7", inspections.issue, row.id, SIGNED, tmp_path, draw)
    inspections.change(row.id, row.plan)
    paths = inspections.issue(row.id, SIGNED, tmp_path, draw)
    text = printed(paths[0])
    assert "乐电专督〔2024〕1号" in text
    assert "<b>{督查组}</b>”&专项督查" in text and "由{自查期限}听取汇报" in text
    with zipfile.ZipFile(paths[1]) as word:
        assert "&lt;b&gt;{督查组}&lt;/b&gt;" in word.read("word/document.xml").decode()


def test_each_unit_gets_its_own_copy_under_the_same_number(quarter: Desk, tmp_path: Path) -> None:
    row = drafted(quarter)
    paths = quarter.services.inspections.issue(row.id, SIGNED, tmp_path, draw, each=True)
    assert len(paths) == 2 * len(UNITS) == len({path.name for path in paths})
    for unit, path in zip(UNITS, paths[::2], strict=True):
        text = printed(path)
        assert f"通知{unit}：" in text and "乐电专督〔2024〕1号" in text


def test_a_folder_that_refuses_spends_no_number(quarter: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("x")
    inspections = quarter.services.inspections
    row = drafted(quarter)
    with pytest.raises(Refused):
        inspections.issue(row.id, SIGNED, blocked, draw)
    assert inspections.register(Q3)[0].state is InspectionState.DRAFT


def test_findings_wait_for_the_signed_notice(quarter: Desk) -> None:
    row = drafted(quarter)
    refused_with(
        "签发后再登记", quarter.services.inspection_findings.record, row.id, [problem(row)]
    )


def test_a_finding_is_mended_sent_back_closed_and_reopened(quarter: Desk, tmp_path: Path) -> None:
    services = quarter.services
    row = signed(quarter)
    findings = services.inspection_findings
    findings.record(row.id, [problem(row)])
    (found,) = findings.findings(row.id)
    assert found.editable and found.state is FindingState.OPEN
    proof = tmp_path / "整改报告.txt"
    proof.write_text("已明确责任人", encoding="utf-8")
    findings.act(found.id, ACT.EXTEND, FOUND, "人手不足", person="刘主任", until=date(2024, 11, 8))
    findings.act(found.id, ACT.REPORT, date(2024, 11, 6), "已整改", person="张三", files=[proof])
    refused_with("还有 1 条", services.inspections.close, row.id, date(2024, 11, 6))
    findings.act(found.id, ACT.REJECT, date(2024, 11, 7), "缺一项", until=date(2024, 11, 12))
    findings.act(found.id, ACT.REPORT, date(2024, 11, 11), "补齐")
    refused_with("早于上一步", findings.act, found.id, ACT.CLOSE, date(2024, 11, 1))
    findings.act(found.id, ACT.CLOSE, date(2024, 11, 13), "现场看过", person="王敏")
    steps = findings.steps(found.id)
    assert [each.action for each in steps] == [
        ACT.EXTEND, ACT.REPORT, ACT.REJECT, ACT.REPORT, ACT.CLOSE,
    ]  # fmt: skip
    assert [each.due for each in steps] == [date(2024, 11, d) for d in (8, 8, 12, 12, 12)]
    (file_id, name) = steps[1].files[0]
    saved = findings.extract(file_id, tmp_path / "取出")
    assert (name, saved.read_bytes()) == ("整改报告.txt", proof.read_bytes())
    refused_with("已开始整改", findings.change, found.id, problem(row))
    refused_with("已开始整改", findings.remove, found.id)

    services.inspections.close(row.id, date(2024, 11, 14))
    assert services.inspections.register(Q3)[0].state is InspectionState.CLOSED
    refused_with("已结束", findings.record, row.id, [problem(row, 1)])
    refused_with("早于结束督查", findings.act, found.id, ACT.REOPEN, date(2024, 11, 13))
    findings.act(found.id, ACT.REOPEN, date(2024, 11, 20), "复查发现没改")
    row = services.inspections.register(Q3)[0]
    assert (row.state, row.waiting) == (InspectionState.ISSUED, 1)
    services.journal.undo()
    assert services.inspections.register(Q3)[0].state is InspectionState.CLOSED


def test_every_step_can_be_undone_down_to_the_signed_notice(quarter: Desk) -> None:
    services = quarter.services
    row = signed(quarter)
    before = quarter.tables
    findings = services.inspection_findings
    findings.record(row.id, [problem(row), problem(row, 1, 7)])
    found = findings.findings(row.id)[0]
    findings.change(found.id, replace(problem(row), wording="4项任务没有分解到人。"))
    findings.act(found.id, ACT.REPORT, FOUND)
    findings.remove(findings.findings(row.id)[1].id)
    for _ in range(4):
        services.journal.undo()
    assert quarter.tables == before
    assert services.journal.undo_label() is None


def test_a_point_is_either_met_or_has_problems(quarter: Desk) -> None:
    row = signed(quarter)
    findings = quarter.services.inspection_findings
    findings.record(row.id, [problem(row)])
    findings.mark_met(row.id, row.units[0].id, FOUND)
    found = findings.findings(row.id)
    assert len(found) == len(DEFAULT_CHECKLIST)
    assert sum(each.verdict is Verdict.MET for each in found) == len(DEFAULT_CHECKLIST) - 1
    assert findings.mark_met(row.id, row.units[0].id, FOUND).operation_id is None
    met = replace(problem(row), verdict=Verdict.MET)
    refused_with("不能再记为落实", findings.record, row.id, [met])
    findings.record(row.id, [problem(row, 0, 3)])
    at_point = [e for e in findings.findings(row.id) if e.point_id == row.points[3].id]
    assert [each.verdict for each in at_point] == [Verdict.UNMET]
    early = replace(problem(row), found_on=date(2024, 10, 1))
    refused_with("早于通知签发日", findings.record, row.id, [early])
    stranger = replace(problem(row), unit_id=quarter.unit("市财政局"))
    refused_with("不在督查对象里", findings.record, row.id, [stranger])


@pytest.mark.parametrize("locked", [False, True])
def test_red_and_yellow_tasks_are_offered_once(quarter: Desk, locked: bool) -> None:
    services = quarter.services
    if locked:
        services.periods.lock(Q3)
    row = signed(quarter)
    findings = services.inspection_findings
    offered = findings.proposals(row.id)
    judged = services.status.status(Q3).tasks
    behind = [
        t for t in judged if t.unit in UNITS and t.assessment.light in (Light.RED, Light.YELLOW)
    ]
    assert [each.entry.item_id for each in offered] == [each.task.id for each in behind] != []
    first = offered[0]
    assert first.entry.verdict is (Verdict.UNMET if first.light is Light.RED else Verdict.PARTLY)
    assert f"“{first.title}”" in first.entry.wording and "个百分点" in first.entry.wording
    findings.record(row.id, [each.entry for each in offered[:2]])
    assert findings.proposals(row.id) == offered[2:]
    questions = {each.question for each in findings.findings(row.id)}
    assert all("序时" in each for each in questions)


def test_an_old_lock_without_snapshot_still_takes_an_inspection(quarter: Desk) -> None:
    lock(quarter.path, Q3, date(2024, 10, 13))
    assert signed(quarter).number


def test_the_circular_reads_signed_ones_only(quarter: Desk) -> None:
    row = signed(quarter)
    quarter.services.inspection_findings.record(row.id, [problem(row)])
    quarter.services.inspections.create(Q3, replace(plan(), title="草稿"))
    with reading(quarter.engine) as connection:
        period = find(connection, Q3)
        assert period is not None
        (told,) = results(connection, period.id)
    assert (told.number, told.units, told.points) == (row.number, UNITS, len(DEFAULT_CHECKLIST))
    assert [each.state for each in told.findings] == [FindingState.OPEN]
    quarter.services.inspections.void(row.id, "重发")
    with reading(quarter.engine) as connection:
        assert results(connection, period.id) == ()


def test_everything_is_there_when_the_ledger_is_opened_again(quarter: Desk) -> None:
    row = signed(quarter)
    quarter.services.inspection_findings.record(row.id, [problem(row)])
    quarter.services.ledger.close()
    for desk in opened(quarter.path, quarter.clock):
        again = desk.services.inspections.register(Q3)[0]
        assert (again.number, again.waiting, again.plan) == (row.number, 1, plan())


def cells_of(path: Path) -> list[list[str]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = ([str(value or "") for value in row] for row in sheet.iter_rows(values_only=True))
    return [row for row in rows if any(row)]


def test_the_problems_are_printed_unit_by_unit(quarter: Desk, tmp_path: Path) -> None:
    services = quarter.services
    row = signed(quarter)
    findings = services.inspection_findings
    findings.record(row.id, [problem(row, 1), problem(row, 0), problem(row, 1, 8)])
    findings.mark_met(row.id, row.units[2].id, FOUND)
    first = findings.findings(row.id)[0]
    findings.act(first.id, ACT.REPORT, FOUND, "已明确到人")
    cells = cells_of(services.exports.inspection(row.id, tmp_path / "清单.xlsx").run())
    assert cells[0][0] == f"{plan().title}问题清单"
    assert row.number in cells[1][0] and "涉及 2 家单位，共 3 条问题" in cells[1][0]
    listed = [each for each in cells if each[0].isdigit()]
    assert [each[1] for each in listed] == ["市经信局", "市科技局", ""]
    assert [each[2] for each in listed] == ["工作进度", "工作进度", "政策落实"]
    assert sum("已明确到人" in each[9] for each in listed) == 1


def test_the_register_shows_inspections_between_the_notices_void_ones_too(
    quarter: Desk, tmp_path: Path
) -> None:
    services = quarter.services
    for _ in range(2):
        services.supervision.issue(
            Q3, services.supervision.proposals(Q3)[:1], SIGNED, tmp_path, draw_all
        )
        row = signed(quarter)
        quarter.clock.set(SIGNED)
    services.inspections.void(row.id, "对象选错了")
    cells = cells_of(services.exports.notices(tmp_path / "台账.xlsx").run())
    listed = [each for each in cells if each[0].isdigit()]
    assert [each[1] for each in listed] == [f"乐电专督〔2024〕{n}号" for n in (1, 2, 3, 4)]
    assert [each[2] for each in listed[1::2]] == ["专项督查", "专项督查"]
    assert listed[3][7].startswith("作废") and listed[3][10] == "对象选错了"
