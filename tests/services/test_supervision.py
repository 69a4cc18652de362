"""督办: numbers without gaps, files and numbers that agree, and each notice's life."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pdfplumber
import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_drafts import drafts_job
from leqing_desktop.services.notice_files import draw_all, file_name
from leqing_desktop.services.notice_life import NoticeLifeService
from leqing_desktop.services.notice_wording import as_finding
from leqing_desktop.services.office import Office
from leqing_desktop.services.supervision import ProposalRow, SupervisionService
from tests.ledgers import Q3, Desk, is_sentence

SIGNED = date(2024, 10, 8)
Q4 = Q3.next


def life(desk: Desk) -> NoticeLifeService:
    return desk.services.notice_life


def service(desk: Desk) -> SupervisionService:
    return desk.services.supervision


def sign(desk: Desk, count: int = 1, on: date = SIGNED, period: Period = Q3) -> None:
    """Sign the first of what is proposed."""
    chosen = service(desk).proposals(period)[:count]
    service(desk).sign(period, service(desk).prepare(period, chosen, on), on)


def numbers(desk: Desk) -> list[str]:
    """The log's numbers, oldest first."""
    return [row.number for row in reversed(service(desk).register())]


def refused(desk: Desk, verb: Callable[[], object]) -> str:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        verb()
    assert desk.tables == before
    assert is_sentence(str(caught.value))
    return str(caught.value)


def plain(documents: Sequence[NoticeDocument]) -> list[bytes]:
    """Pages that are quick to make and differ as the notices do."""
    return [repr(document).encode() for document in documents]


def test_numbers_follow_each_other_in_their_year(desk: Desk) -> None:
    sign(desk, 3)
    sign(desk, 1)
    sign(desk, 2, date(2025, 1, 6), Q4)
    assert numbers(desk) == [
        *(f"乐电专督〔2024〕{n}号" for n in (1, 2, 3, 4)),
        *(f"乐电专督〔2025〕{n}号" for n in (1, 2)),
    ]


def test_each_series_counts_by_itself(desk: Desk) -> None:
    sign(desk, 2)
    office = desk.services.office.read()
    desk.services.office.save(replace(office, series="乐数专督"))
    sign(desk, 1)
    assert {*numbers(desk)} == {
        "乐电专督〔2024〕1号", "乐电专督〔2024〕2号", "乐数专督〔2024〕1号",
    }  # fmt: skip
    desk.services.office.save(office)
    sign(desk, 1)
    assert "乐电专督〔2024〕3号" in numbers(desk)


def test_a_void_number_is_kept_and_never_given_again(desk: Desk) -> None:
    sign(desk, 2)
    last = service(desk).register()[0]
    life(desk).act(last.id, NoticeAction.VOID, SIGNED, "发错单位")
    sign(desk, 1)
    assert numbers(desk) == [f"乐电专督〔2024〕{n}号" for n in (1, 2, 3)]
    void = next(row for row in service(desk).register() if row.id == last.id)
    assert (void.state, void.note, void.actions) == (NoticeState.VOID, "发错单位", ())
    refused(desk, lambda: life(desk).act(last.id, NoticeAction.REPLY, SIGNED))
    refused(desk, desk.services.journal.undo)
    assert desk.services.journal.undo_label() is None


def test_what_was_prepared_before_another_signed_is_refused(desk: Desk) -> None:
    first, second = service(desk).proposals(Q3)[:2]
    early = service(desk).prepare(Q3, [first], SIGNED)
    service(desk).sign(Q3, service(desk).prepare(Q3, [second], SIGNED), SIGNED)
    assert "文号" in refused(desk, lambda: service(desk).sign(Q3, early, SIGNED))


def test_the_same_click_twice_gives_one_notice(desk: Desk) -> None:
    (chosen,) = service(desk).proposals(Q3)[:1]
    sign(desk)
    again = service(desk).prepare(Q3, [chosen], SIGNED)
    sentence = refused(desk, lambda: service(desk).sign(Q3, again, SIGNED))
    assert "乐电专督〔2024〕1号" in sentence
    other = service(desk).proposals(Q3)[0]
    twice = service(desk).prepare(Q3, [other, other], SIGNED)
    refused(desk, lambda: service(desk).sign(Q3, twice, SIGNED))


def test_signing_under_another_number_or_day_than_printed_is_refused(desk: Desk) -> None:
    chosen = service(desk).proposals(Q3)[:1]
    prepared = service(desk).prepare(Q3, chosen, SIGNED)
    refused(desk, lambda: service(desk).sign(Q3, prepared, date(2024, 10, 9)))
    desk.services.office.save(Office("市创建专班", "乐数专督"))
    refused(desk, lambda: service(desk).sign(Q3, prepared, SIGNED))
    refused(desk, lambda: service(desk).sign(Q3, (), SIGNED))


def test_without_a_sender_nothing_is_prepared(desk: Desk) -> None:
    desk.services.office.save(Office("", "乐电专督"))
    chosen = service(desk).proposals(Q3)[:1]
    assert "发文机关" in refused(desk, lambda: service(desk).prepare(Q3, chosen, SIGNED))


@pytest.mark.parametrize("series", ["", "督", "乐电1", "乐 电", "督" * 21, "乐电〔督〕", "机密★"])
def test_a_series_that_fits_no_number_is_refused(desk: Desk, series: str) -> None:
    refused(desk, lambda: desk.services.office.save(Office("市创建专班", series)))


def test_a_stale_proposal_is_refused(desk: Desk) -> None:
    chosen = service(desk).proposals(Q3)[:1]
    edit = Edit(chosen[0].task_id, Column.LEAD, "市财政局")
    desk.services.decomposition.apply([edit], create_units=True)
    refused(desk, lambda: service(desk).prepare(Q3, chosen, SIGNED))
    desk.services.decomposition.delete([chosen[0].task_id])
    refused(desk, lambda: service(desk).prepare(Q3, chosen, SIGNED))


def test_undo_does_not_reach_behind_a_signature(desk: Desk) -> None:
    desk.services.periods.set_period(Q3)
    sign(desk)
    assert "签发督办单 1 份" in refused(desk, desk.services.journal.undo)
    (notice,) = service(desk).register()
    life(desk).act(notice.id, NoticeAction.REPLY, date(2024, 10, 9), "已整改")
    assert desk.services.journal.undo_label() == "登记反馈 乐电专督〔2024〕1号"
    desk.services.journal.undo()
    (notice,) = service(desk).register()
    assert notice.state is NoticeState.ISSUED
    refused(desk, desk.services.journal.undo)


def test_a_folder_that_refuses_costs_no_number(desk: Desk, tmp_path: Path) -> None:
    chosen = service(desk).proposals(Q3)[:2]
    taken = tmp_path / "是文件"
    taken.write_text("不是文件夹")
    issue = lambda folder, draw=plain: service(desk).issue(Q3, chosen, SIGNED, folder, draw)  # noqa: E731
    refused(desk, lambda: issue(taken))
    refused(desk, lambda: issue(taken / "下级"))
    used = tmp_path / "已用"
    second = service(desk).prepare(Q3, chosen, SIGNED)[1].document
    used.mkdir()
    (used / file_name(second)).mkdir()
    refused(desk, lambda: issue(used))

    def failing(documents: Sequence[NoticeDocument]) -> list[bytes]:
        raise Refused("字体文件缺失，请重新安装本程序。")

    refused(desk, lambda: issue(tmp_path / "新", failing))
    assert not [path for path in tmp_path.rglob("*.pdf") if path.is_file()]
    assert [issued.row.number for issued in issue(tmp_path / "新")] == [
        "乐电专督〔2024〕1号", "乐电专督〔2024〕2号",
    ]  # fmt: skip


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_second_run_finishes_the_files_and_spends_no_number(
    desk: Desk, tmp_path: Path, which: int
) -> None:
    chosen = service(desk).proposals(Q3)[:3]
    issued = service(desk).issue(Q3, chosen, SIGNED, tmp_path / "单", draw_all)
    contents = {path: path.read_bytes() for each in issued for path in each.files}
    assert [content[:2] for content in contents.values()] == [b"%P", b"PK", b"PK"] * 3
    lost = issued[1].files[which]
    lost.unlink()
    before = desk.tables
    again = service(desk).issue(Q3, (), SIGNED, tmp_path / "单", draw_all)
    assert [each.files for each in again] == [issued[1].files]
    assert {path: path.read_bytes() for path in contents} == contents
    assert desk.tables == before
    life(desk).act(issued[1].row.id, NoticeAction.VOID, SIGNED)
    lost.unlink()
    assert service(desk).missing_files(Q3, tmp_path / "单") == ()


def test_the_stored_document_is_the_printed_one(desk: Desk) -> None:
    prepared = service(desk).prepare(Q3, service(desk).proposals(Q3)[:2], SIGNED)
    service(desk).sign(Q3, prepared, SIGNED)
    desk.services.office.save(Office("改名后的专班", "乐电专督"))
    task = prepared[0].proposals[0].task_id
    desk.services.decomposition.apply([Edit(task, Column.TITLE, "改了名称")])
    for notice, each in zip(reversed(service(desk).register()), prepared, strict=True):
        stored = service(desk).document(notice.id)
        assert stored == each.document
        assert draw_all([stored]) == draw_all([each.document])
    with pytest.raises(Refused) as caught:
        service(desk).document(4711)
    assert is_sentence(str(caught.value))


def test_a_preview_spends_nothing(desk: Desk) -> None:
    before = desk.tables
    (proposal,) = service(desk).proposals(Q3)[:1]
    document = service(desk).preview(Q3, proposal, SIGNED)
    assert document.number == "乐电专督〔2024〕1号"
    assert desk.tables == before


def log_of(desk: Desk, task: int) -> list[tuple[NoticeColour, NoticeState]]:
    rows = reversed(service(desk).register())
    return [(row.colour, row.state) for row in rows if row.items == (task,)]


def proposal(desk: Desk, task: int, period: Period, day: date) -> ProposalRow:
    return next(p for p in service(desk).proposals(period, day) if p.task_id == task)


def test_what_stays_unanswered_grows_stronger(desk: Desk) -> None:
    task = next(p for p in service(desk).proposals(Q3) if p.colour is NoticeColour.BLUE).task_id
    log: list[tuple[NoticeColour, NoticeState]] = []
    for period, day, colour in (
        (Q3, SIGNED, NoticeColour.BLUE),
        (Q4, date(2025, 1, 6), NoticeColour.ORANGE),
        (Q4.next, date(2025, 4, 7), NoticeColour.RED),
    ):
        now = proposal(desk, task, period, day)
        assert now.colour is colour
        service(desk).sign(period, service(desk).prepare(period, [now], day), day)
        log = [(older, NoticeState.ESCALATED) for older, _ in log] + [(colour, NoticeState.ISSUED)]
        assert log_of(desk, task) == log
        assert task not in {p.task_id for p in service(desk).proposals(period, day)}
    notes = [row.note for row in service(desk).register() if row.state is NoticeState.ESCALATED]
    assert notes == ["升级为红单", "升级为橙单"]


def test_a_notice_is_escalated_once_only(desk: Desk) -> None:
    blue = next(p for p in service(desk).proposals(Q3) if p.colour is NoticeColour.BLUE)
    service(desk).sign(Q3, service(desk).prepare(Q3, [blue], SIGNED), SIGNED)
    later = date(2025, 1, 6)
    orange = proposal(desk, blue.task_id, Q4, later)
    (first,) = (row for row in service(desk).register() if row.items == (blue.task_id,))
    life(desk).act(first.id, NoticeAction.VOID, later)
    prepared = service(desk).prepare(Q4, [orange], later)
    refused(desk, lambda: service(desk).sign(Q4, prepared, later))


def test_the_life_of_a_notice_in_order(desk: Desk) -> None:
    sign(desk)
    (notice,) = service(desk).register()
    act = life(desk).act
    refused(desk, lambda: act(notice.id, NoticeAction.CLOSE, SIGNED))
    refused(desk, lambda: act(notice.id, NoticeAction.REPLY, date(2024, 10, 7)))
    refused(desk, lambda: act(notice.id, NoticeAction.REPLY, SIGNED, "机密★1年"))
    refused(desk, lambda: act(notice.id, NoticeAction.REPLY, SIGNED, "字" * 2001))
    refused(desk, lambda: act(4711, NoticeAction.REPLY, SIGNED))
    act(notice.id, NoticeAction.REPLY, date(2024, 10, 15), "已整改")
    refused(desk, lambda: act(notice.id, NoticeAction.CLOSE, date(2024, 10, 14)))
    act(notice.id, NoticeAction.REJECT, date(2024, 10, 16), "材料不全")
    act(notice.id, NoticeAction.REPLY, date(2024, 10, 18))
    act(notice.id, NoticeAction.CLOSE, date(2024, 10, 21))
    assert [(step.action, step.on.day) for step in life(desk).steps(notice.id)] == [
        (NoticeAction.ISSUE, 8), (NoticeAction.REPLY, 15), (NoticeAction.REJECT, 16),
        (NoticeAction.REPLY, 18), (NoticeAction.CLOSE, 21),
    ]  # fmt: skip
    (notice,) = service(desk).register()
    assert notice.days_left is None
    assert notice.actions == (NoticeAction.REOPEN,)


def test_an_extension_is_asked_for_and_moves_the_deadline(desk: Desk) -> None:
    sign(desk)
    (before,) = service(desk).register()
    wanted = life(desk).usual_extension(before.id, SIGNED)
    assert wanted == service(desk).reply_dates(before.deadline)[before.colour]
    refused(desk, lambda: life(desk).act(before.id, NoticeAction.EXTEND, SIGNED))
    life(desk).act(before.id, NoticeAction.ASK, SIGNED, "等批复", until=wanted)
    (asked,) = service(desk).register()
    assert (asked.deadline, asked.asked_until) == (before.deadline, wanted)
    assert NoticeAction.ASK not in asked.actions
    life(desk).act(before.id, NoticeAction.EXTEND, SIGNED, "同意", person="张主任")
    (after,) = service(desk).register()
    assert (after.deadline, after.asked_until) == (wanted, None)
    steps = life(desk).steps(before.id)
    assert [step.action for step in steps] == [
        NoticeAction.ISSUE,
        NoticeAction.ASK,
        NoticeAction.EXTEND,
    ]
    assert (steps[2].deadline, steps[2].until, steps[2].person) == (wanted, wanted, "张主任")
    desk.services.journal.undo()
    assert service(desk).register() == (asked,)
    desk.services.journal.undo()
    assert service(desk).register() == (before,)
    assert [step.action for step in life(desk).steps(before.id)] == [NoticeAction.ISSUE]


def test_a_step_keeps_who_signed_and_what_proves_it(desk: Desk, tmp_path: Path) -> None:
    sign(desk)
    (notice,) = service(desk).register()
    slip = tmp_path / "回执.pdf"
    slip.write_bytes(b"%PDF-1.4\n%%EOF\n")
    program = tmp_path / "看图.exe"
    program.write_bytes(b"MZ" + bytes(200))
    deliver = partial(life(desk).act, notice.id, NoticeAction.DELIVER, SIGNED, person="李工")
    refused(desk, lambda: deliver(files=[slip, program]))
    deliver(files=[slip, slip])
    step = life(desk).steps(notice.id)[-1]
    assert (step.person, [name for _id, name in step.files]) == ("李工", ["回执.pdf"])
    out = life(desk).extract(step.files[0][0], tmp_path / "取出")
    assert out.read_bytes() == slip.read_bytes()
    assert service(desk).register()[0].state is NoticeState.DELIVERED
    desk.services.journal.undo()
    assert service(desk).register()[0].state is NoticeState.ISSUED
    desk.services.journal.redo()
    assert life(desk).steps(notice.id)[-1] == step


def test_an_overdue_answer_is_shown_in_working_days(desk: Desk) -> None:
    sign(desk)
    desk.clock.set(SIGNED)
    (notice,) = service(desk).register()
    assert (notice.days_left, notice.state_label) == (10, "已签发，待送达")
    desk.clock.set(notice.deadline)
    assert service(desk).register()[0].days_left == 0
    desk.clock.set(date(2024, 11, 1))
    (late,) = service(desk).register()
    assert late.days_left is not None
    assert late.days_left < 0
    assert late.state_label == "逾期未反馈"


@pytest.mark.parametrize("to", ["市局/分局", '局:*?"<>|', "局" * 200, " .局. ", "a\tb"])
def test_file_names_hold_on_every_system(desk: Desk, to: str, tmp_path: Path) -> None:
    prepared = service(desk).prepare(Q3, service(desk).proposals(Q3)[:1], SIGNED)
    name = file_name(replace(prepared[0].document, to=to))
    assert re.fullmatch(r"乐电专督〔2024〕1号 [^<>:\"/\\|?*\x00-\x1f]*[^ .]\.pdf", name)
    assert len(name.encode()) <= 255
    (tmp_path / name).write_bytes(b"")


def test_a_year_that_fits_no_number_is_refused(desk: Desk) -> None:
    chosen = service(desk).proposals(Q3)[:1]
    refused(desk, lambda: service(desk).prepare(Q3, chosen, date(2150, 1, 4)))


def test_what_is_signed_before_the_quarter_ends_is_not_proposed_again(desk: Desk) -> None:
    running = Period.containing(service(desk).today())
    day = service(desk).usual_day(running)
    assert day == service(desk).today()
    first = service(desk).proposals(running, day)[0]
    service(desk).sign(running, service(desk).prepare(running, [first], day), day)
    again = [(row.task_id, row.unit) for row in service(desk).proposals(running, day)]
    assert (first.task_id, first.unit) not in again


def test_a_period_before_the_plan_spends_no_number(desk: Desk) -> None:
    early = Period(2004, 4)
    said = refused(desk, lambda: sign(desk, 1, SIGNED, early))
    assert "2004年第四季度早于规划期" in said


def test_a_text_that_cannot_be_printed_names_its_notice(desk: Desk, tmp_path: Path) -> None:
    chosen = service(desk).proposals(Q3)[:2]
    item = chosen[1].task_id
    desk.services.decomposition.apply([Edit(item, Column.TITLE, "笑脸😀任务")])
    again = service(desk).proposals(Q3)[:2]
    said = refused(desk, lambda: service(desk).issue(Q3, again, SIGNED, tmp_path / "文", draw_all))
    assert chosen[1].unit in said
    assert "笑脸😀任务" in said
    assert not (tmp_path / "文").exists()


def test_a_deadline_beyond_the_official_calendar_is_warned_of(desk: Desk) -> None:
    known = service(desk).reply_dates(SIGNED)[NoticeColour.RED]
    assert service(desk).calendar_warning(known) == ""
    told = service(desk).calendar_warning(date(2039, 10, 20))
    assert "2039" in told and is_sentence(told)


def test_a_notice_states_the_finding_without_the_rules_limits() -> None:
    said = as_finding("完成 58 %，序时 75 %，落后 17 点，超过 10 点、不超过 30 点。")
    assert said == "完成58%，序时75%，落后17个百分点"
    assert as_finding("已过完成期限 2024-09-05，逾期 5 天。") == "已过完成期限2024年9月5日，逾期5天"


def test_drafts_go_for_signature_without_a_number_and_are_signed_from_there(
    desk: Desk, tmp_path: Path
) -> None:
    first, second = service(desk).proposals(Q3)[:2]
    before = desk.tables
    drafts = desk.services.notice_drafts
    refused(desk, lambda: drafts.submit(Q3, [], SIGNED))
    drafts.submit(Q3, [first, second], SIGNED)
    prepared = service(desk).prepare(Q3, [first, second], SIGNED)
    paths = drafts_job(prepared, tmp_path, "王敏", SIGNED).run()
    with pdfplumber.open(paths[0]) as pdf:
        words = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert first.unit in words and "〔" not in words
    assert "发文稿纸" in words and "王敏" in words
    assert sorted(path.suffix for path in set(paths)) == [".docx", ".docx", ".pdf", ".pdf"]
    assert all("送签稿" in path.name for path in paths)
    drafts.withdraw(Q3, [second.task_id])
    away = {p.task_id: p.drafted_on for p in service(desk).proposals(Q3)}
    assert (away[first.task_id], away[second.task_id]) == (SIGNED, None)
    later = date(2024, 10, 10)
    chosen = [p for p in service(desk).proposals(Q3) if p.task_id == first.task_id]
    service(desk).sign(Q3, service(desk).prepare(Q3, chosen, later), later)
    (notice,) = service(desk).register()
    assert [(s.action, s.on) for s in life(desk).steps(notice.id)] == [
        (NoticeAction.SUBMIT, SIGNED),
        (NoticeAction.ISSUE, later),
    ]
    assert desk.tables["notice_draft"] == before["notice_draft"]
