"""公文用语: defaults that print as ever, own texts that are used, undone and put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.db import ledger_settings
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.light import TaskState, assess
from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused
from leqing_desktop.services.judging import TaskStatus
from leqing_desktop.services.notice_drafts import drafts_job
from leqing_desktop.services.notice_files import draw_all
from leqing_desktop.services.notice_wording import (
    as_demo,
    as_finding,
    from_stored,
    to_stored,
    word_notice,
    word_reminder,
)
from leqing_desktop.services.office import Office
from leqing_desktop.services.wording_kinds import KINDS, WORDINGS_SETTING, notice_kind
from tests.ledgers import CLERK, Q3, START, Desk, is_sentence

SIGNED, DEADLINE = date(2024, 10, 8), date(2024, 10, 22)
OWN = "关于{事项}的\n督办通知单（蓝）\n\n{单位}：\n一、请办\n{{限}}{答复期限}前，见{文号}。"

_DEMAND = {
    NoticeColour.BLUE: "现予提醒，请对照序时进度加快推进。",
    NoticeColour.ORANGE: "现予警告，请由分管负责人牵头研究，立即整改。",
    NoticeColour.RED: "现要求限期办结，请由主要负责人牵头，逐项落实。",
}
_WARNING = {
    NoticeColour.BLUE: "逾期未反馈的，将升级为橙单督办。",
    NoticeColour.ORANGE: "逾期未反馈的，将升级为红单督办。",
    NoticeColour.RED: "逾期未办结的，将在季度通报中点名。",
}


def as_it_was_worded(colour: NoticeColour, status: TaskStatus, why: str) -> NoticeDocument:
    """A 督办通知单 as it was worded before templates: what went out must not change by them."""
    task, office = status.task, Office("工作专班", "乐电专督", "印发处")
    title = "“" + task.title.replace("“", "‘").replace("”", "’") + "”"
    facts = f"你单位承担的{title}"
    if task.measure_title:
        facts += f"（{task.measure_number}．{task.measure_title}）".replace("（．", "（")
    target = f"，目标为{task.target}" if task.target else ""
    section = f"请责任科室（{task.section}）" if task.section else "请明确责任科室和责任人，"
    supporting = [part.unit for part in task.units if part.unit != status.unit]
    copies = "、".join(dict.fromkeys(supporting))
    return NoticeDocument(
        sender=office.sender,
        number="乐电专督〔2024〕1号",
        title=f"关于{title}的\n督办通知单（{colour.label}）",
        to=status.unit,
        paragraphs=(
            Paragraph(
                f"{facts}{target}。经核查，截至{Q3.label}末，{as_finding(why)}。{_DEMAND[colour]}"
            ),
            Paragraph("一、查明原因", 1),
            Paragraph(f"{section}说明进度滞后的具体原因、已做的工作和存在的困难。", 0),
            Paragraph("二、制定措施", 1),
            Paragraph("提出分阶段的整改措施和完成时间，明确到人，附印证材料。", 0),
            Paragraph("三、按时反馈", 1),
            Paragraph(f"请于{chinese_date(DEADLINE)}前书面反馈办理情况。{_WARNING[colour]}", 0),
        ),
        signer=office.sender,
        issued_on=SIGNED,
        colour=colour,
        copies_to=f"{copies}。" if copies else "",
        printed_by=office.printed_by,
        printed_on=SIGNED,
    )


def as_it_is_worded(colour: NoticeColour, status: TaskStatus, why: str) -> NoticeDocument:
    kind = notice_kind(colour)
    office = Office("工作专班", "乐电专督", "印发处")
    return word_notice(
        kind.parse(kind.default),
        office,
        "乐电专督〔2024〕1号",
        colour,
        Q3,
        status,
        why,
        SIGNED,
        DEADLINE,
    )


def case(
    title: str, number: str, measure: str, section: str, target: str, others: Sequence[str]
) -> TaskStatus:
    units = [
        Assignment("市经信局", Role.LEAD, True),
        *(Assignment(name, Role.SUPPORT, False) for name in others),
    ]
    task = StoredTask(
        id=1,
        measure_id=2,
        programme_id=3,
        number="1.1",
        title=title,
        measure_number=number,
        measure_title=measure,
        section=section,
        person="",
        target=target,
        start=None,
        due=None,
        due_text="",
        standing=TaskState(0, True).standing,
        standing_since=None,
        standing_reason="",
        units=units,
    )
    state = TaskState(40, True)
    return TaskStatus(task, "市经信局", assess(state, Q3, LightRule()))


words = st.text(st.sampled_from("建设院“”‘{}{{单位}}一、\n12<&"), max_size=12)


@given(
    st.sampled_from(NoticeColour),
    st.builds(case, words, st.sampled_from(["", "7"]), words, words, words, st.lists(words)),
    words,
)
def test_a_default_prints_what_was_printed_before(
    colour: NoticeColour, status: TaskStatus, why: str
) -> None:
    assert as_it_is_worded(colour, status, why) == as_it_was_worded(colour, status, why)


def test_the_bytes_of_all_colours_are_what_they_were() -> None:
    status = case("新增“首台套”", "7", "深化研发", "产业科", "100 件", ["市科技局"])
    why = "完成 40 %，序时 75 %，落后 35 点，超过 30 点。"
    now = [as_it_is_worded(colour, status, why) for colour in NoticeColour]
    before = [as_it_was_worded(colour, status, why) for colour in NoticeColour]
    assert draw_all(now) == draw_all(before)


def test_a_reminder_is_worded_by_its_template() -> None:
    office = Office("工作专班", "乐电专督", "")
    kind = KINDS["reminder"]
    number = "乐电专督〔2024〕2号"
    due = date(2024, 10, 5)
    made = word_reminder(
        kind.parse(kind.default), office, number, Q3, "市经信局", due, SIGNED, DEADLINE
    )
    assert made.title == "关于催报2024年第三季度\n重点任务进展情况的通知"
    assert (made.to, made.number, made.colour) == ("市经信局", number, None)
    assert "应于2024年10月5日前报送" in made.paragraphs[0].text
    assert made.paragraphs[1].text.startswith("请于2024年10月22日前将填好的报送表")
    assert len(draw_all([made])) == 1


def test_a_text_without_a_deadline_is_advised_not_refused() -> None:
    kind = notice_kind(NoticeColour.RED)
    assert kind.advice(kind.parse(kind.default)) == ""
    advice = kind.advice(kind.parse("关于{事项}\n\n{理由}"))
    assert "{答复期限}" in advice and "{事项}" not in advice and is_sentence(advice)


def document(desk: Desk) -> NoticeDocument:
    supervision = desk.services.supervision
    return supervision.preview(Q3, supervision.proposals(Q3)[0], SIGNED)


def own(desk: Desk) -> dict[str, bool]:
    return {each.kind.key: each.own for each in desk.services.wordings.read()}


def test_every_default_is_sound_and_listed(desk: Desk) -> None:
    for kind in KINDS.values():
        assert set(kind.parse(kind.default).places) <= set(kind.names)
    assert list(own(desk)) == list(KINDS)
    assert not any(own(desk).values())


def test_an_own_text_is_what_is_printed_and_undo_takes_it_back(desk: Desk) -> None:
    before = document(desk)
    desk.services.wordings.save("notice_blue", OWN)
    after = document(desk)
    task = re.search("“(.*)”", before.title)
    assert task is not None
    assert after.title == f"关于{task[1]}的\n督办通知单（蓝）"
    assert [(each.text, each.level) for each in after.paragraphs] == [
        (f"{before.to}：", 0),
        ("一、请办", 1),
        ("{限}2024年10月21日前，见乐电专督〔2024〕1号。", 0),
    ]
    assert [name for name, changed in own(desk).items() if changed] == ["notice_blue"]
    assert desk.services.journal.undo_label() == "修改公文用语：督办通知单（蓝）"
    desk.services.journal.undo()
    assert document(desk) == before
    desk.services.journal.redo()
    assert document(desk) == after


def test_the_default_is_put_back_as_one_step(desk: Desk) -> None:
    before = document(desk)
    desk.services.wordings.save("notice_blue", OWN)
    desk.services.wordings.save("notice_red", OWN)
    desk.services.wordings.restore_default("notice_blue")
    assert document(desk) == before
    assert [name for name, changed in own(desk).items() if changed] == ["notice_red"]
    assert desk.services.journal.undo_label() == "恢复默认公文用语：督办通知单（蓝）"
    desk.services.journal.undo()
    assert own(desk)["notice_blue"]


def test_saving_what_stands_there_is_no_step(desk: Desk) -> None:
    desk.services.wordings.save("notice_blue", OWN)
    tables = desk.tables
    label = desk.services.journal.undo_label()
    desk.services.wordings.save("notice_blue", OWN.replace("\n", "\r\n"))
    desk.services.wordings.restore_default("reminder")
    assert (desk.tables, desk.services.journal.undo_label()) == (tables, label)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("notice_blue", "题\n\n{没有}"),
        ("notice_blue", "题\n\n{单位"),
        ("notice_blue", "题"),
        ("reminder", "题\n\n{事项}"),
        ("", OWN),
    ],
)
def test_a_faulty_text_is_refused_and_nothing_changes(desk: Desk, key: str, text: str) -> None:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        desk.services.wordings.save(key, text)
    assert is_sentence(str(caught.value))
    assert desk.tables == before


@pytest.mark.parametrize("stored", [{"notice_blue": "题\n\n{以后的位置}"}])
def test_a_text_of_a_later_version_is_told_and_spends_no_number(
    desk: Desk, stored: dict[str, str]
) -> None:
    put(desk, stored)
    with pytest.raises(Refused, match=r"督办通知单（蓝）.*第 3 行.*公文用语"):
        document(desk)
    assert desk.services.wordings.read()[0].text == stored["notice_blue"]
    desk.services.wordings.restore_default("notice_blue")
    assert document(desk).paragraphs[1].text == "一、查明原因"


@pytest.mark.parametrize("stored", [None, "文", ["文"], {"notice_blue": 3}])
def test_a_setting_of_another_shape_leaves_the_default(desk: Desk, stored: object) -> None:
    before = document(desk)
    put(desk, stored)
    assert document(desk) == before


def put(desk: Desk, stored: object) -> None:
    with unit_of_work(desk.engine, CLERK, START) as uow:
        ledger_settings.write(uow, {WORDINGS_SETTING: stored})
        uow.commit("准备")


def test_what_was_signed_keeps_its_words(desk: Desk) -> None:
    supervision = desk.services.supervision
    chosen = supervision.proposals(Q3)[:1]
    supervision.sign(Q3, supervision.prepare(Q3, chosen, SIGNED), SIGNED)
    signed = supervision.register()[0].id
    before = supervision.document(signed)
    desk.services.wordings.save("notice_blue", OWN)
    assert supervision.document(signed) == before
    assert from_stored(to_stored(before)) == before


def test_a_draft_shows_no_number_in_its_words(desk: Desk) -> None:
    desk.services.wordings.save("notice_blue", OWN)
    supervision = desk.services.supervision
    prepared = supervision.prepare(Q3, supervision.proposals(Q3)[:1], SIGNED)
    folder = desk.path.parent / "送签"
    folder.mkdir()
    path, _word = drafts_job(prepared, folder, "王敏", SIGNED).run()
    with pdfplumber.open(path) as pdf:
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    assert "1号" not in text
    assert "见〔〕号" in text


def test_a_demo_is_marked_whatever_the_title_says(desk: Desk) -> None:
    marked = as_demo(document(desk)).title
    assert "（演示·蓝）" in marked
    other = as_demo(replace(document(desk), title="关于事项的函"))
    assert other.title == "关于事项的函（演示）"
    assert "虚构" in other.note


def test_a_preview_takes_a_real_proposal(desk: Desk) -> None:
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    proposal = desk.services.supervision.proposals(Q3)[0]
    sample = desk.services.wordings.sample("notice_blue")
    assert sample.values["单位"] == proposal.unit
    assert proposal.title in sample.source and Q3.label in sample.source
    worded = KINDS["notice_blue"].parse(KINDS["notice_blue"].default).fill(sample.values)
    shown = desk.services.supervision.preview(Q3, proposal, desk.clock.now.date())
    assert (worded.title, worded.paragraphs) == (shown.title, shown.paragraphs)


@pytest.mark.parametrize("key", list(KINDS))
def test_every_place_has_a_value_in_a_preview(desk: Desk, small: Desk, key: str) -> None:
    desk.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for each in (desk, small):
        sample = each.services.wordings.sample(key)
        assert set(KINDS[key].names) <= set(sample.values)
        kind = KINDS[key]
        assert kind.advice(kind.parse(kind.default)) == ""
    assert "示例内容" in small.services.wordings.sample(key).source
