"""收反馈: forms as units send them back, whatever was done to them, judged and registered."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from leqing_desktop.documents.reply_workbook import COLUMNS, SHEET
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.notice_reply import ReplyField, ReplyOutcome
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_replies import JudgedReply
from leqing_desktop.services.supervision import draw_all
from tests.journeys.office_filling import OFFICE, Work, carry_out
from tests.ledgers import Q3, Desk, is_sentence

SIGNED, CAME = date(2024, 10, 8), date(2024, 10, 15)
FIRST_ROW = 5
CAUSE, MEASURES, DONE = (
    COLUMNS[name] for name in (ReplyField.CAUSE, ReplyField.MEASURES, ReplyField.DONE)
)


@pytest.fixture
def forms(desk: Desk, tmp_path: Path) -> list[Path]:
    """Four signed notices' forms, oldest number first; it is some days later."""
    chosen = desk.services.supervision.proposals(Q3)[:4]
    desk.clock.set(SIGNED)
    issued = desk.services.supervision.issue(Q3, chosen, SIGNED, tmp_path / "发出", draw_all)
    desk.clock.set(CAME)
    return [each.files[2] for each in issued]


def fill(
    form: Path, target: Path, change: Callable[[Any], None] | None = None, **words: Any
) -> Path:
    """Fill the first row as a unit does; ``by`` and ``on`` go to the signatures."""
    book = load_workbook(form)
    sheet = book[SHEET]
    for name, value in words.items():
        if name in ("by", "on"):
            sheet[f"{'D' if name == 'by' else 'I'}{FIRST_ROW + 2}"] = value
        else:
            cell = sheet.cell(FIRST_ROW, COLUMNS[ReplyField(name)])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as typed into a text cell: =1+1 is no formula
    if change is not None:
        change(book)
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def judge(desk: Desk, *paths: Path, expected: int | None = None) -> dict[str, JudgedReply]:
    """By file name; whatever is found, the ledger stays as it was and says whole sentences."""
    before = desk.tables
    replies = desk.services.notice_replies
    found = replies.read(paths).run()
    try:
        judged = replies.judge(found.files, expected)
    finally:
        found.clean_up()
    assert desk.tables == before
    for each in judged:
        for finding in each.findings:
            assert is_sentence(finding.message), finding
    return {Path(each.file.shown).name: each for each in judged}


def take(desk: Desk, *paths: Path) -> tuple[JudgedReply, ...]:
    replies = desk.services.notice_replies
    found = replies.read(paths).run()
    try:
        return replies.take_sound(replies.judge(found.files))
    finally:
        found.clean_up()


def state(desk: Desk, number: int) -> NoticeState:
    return next(
        row.state
        for row in desk.services.supervision.register()
        if row.number.endswith(f"〕{number}号")
    )


def outcomes(judged: dict[str, JudgedReply]) -> dict[str, str]:
    return {name: each.outcome.value for name, each in judged.items()}


def words(judged: JudgedReply) -> str:
    return "".join(each.message for each in judged.findings)


def test_a_filled_form_becomes_one_step_with_the_file_as_proof(
    desk: Desk, forms: list[Path], tmp_path: Path
) -> None:
    form = fill(
        forms[0],
        tmp_path / "in" / "回来的.xlsx",
        cause="=1+1 审批慢\n要件不全",
        measures="<b>专人</b>跟办 {文号}",
        progress=60,
        finish=datetime(2024, 12, 20),
        person="李明",
        by="赵 敏",
        on=datetime(2024, 10, 12),
    )
    before = desk.tables
    (judged,) = take(desk, form)
    assert (judged.outcome, words(judged)) == (ReplyOutcome.READY, "")
    notice_id = judged.notice_id
    assert notice_id is not None
    step = desk.services.notice_life.steps(notice_id)[-1]
    assert (step.action, step.on, step.person) == (NoticeAction.REPLY, date(2024, 10, 12), "赵 敏")
    assert step.note == (
        "原因分析：=1+1 审批慢\n要件不全\n整改措施：<b>专人</b>跟办 {文号}\n"
        "当前进度 60%（自报），完成时限 2024-12-20，责任人 李明"
    )
    ((file_id, name),) = step.files
    assert name == "回来的.xlsx"
    kept = desk.services.notice_life.extract(file_id, tmp_path / "取出")
    assert kept.read_bytes() == form.read_bytes()
    assert desk.tables["check_in"] == before["check_in"]
    again = judge(desk, form)["回来的.xlsx"]
    assert again.outcome is ReplyOutcome.DUPLICATE and "已经登记过" in words(again)
    desk.services.journal.undo()
    assert state(desk, 1) is NoticeState.ISSUED
    assert desk.services.notice_life.steps(notice_id)[-1].action is not NoticeAction.REPLY


def strip_seal(book: Any) -> None:
    del book["校验"]
    for row in range(1, 20):
        book[SHEET].cell(row, 1).value = None


def break_seal(book: Any) -> None:
    book["校验"]["B6"] = "别的单位"


def test_every_spoilt_form_has_one_outcome_and_a_sentence(
    desk: Desk, forms: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "收到"
    good = {"cause": "缺人", "measures": "抽调三人"}

    def no_number(book: Any) -> None:
        strip_seal(book)
        book[SHEET]["B2"] = "单位：某单位"

    def other_ledger(book: Any) -> None:
        book["校验"]["B3"] = "0123456789ab"

    def old(book: Any) -> None:
        book["校验"]["B2"] = "0"

    def no_head(book: Any) -> None:
        book[SHEET].delete_rows(4)

    def other_unit(book: Any) -> None:
        strip_seal(book)
        book[SHEET]["B2"] = book[SHEET]["B2"].value.replace("单位：", "单位：假")

    fill(forms[0], folder / "空.xlsx")
    fill(forms[0], folder / "没校验页.xlsx", strip_seal, **good)
    fill(forms[0], folder / "改校验页.xlsx", break_seal, **good | {"done": "已办"})
    fill(forms[1], folder / "没文号.xlsx", no_number, **good)
    fill(forms[1], folder / "别的台账.xlsx", other_ledger, **good)
    fill(forms[1], folder / "旧样式.xlsx", old, **good)
    fill(forms[1], folder / "没表头.xlsx", no_head, **good)
    fill(forms[2], folder / "单位不符.xlsx", other_unit, **good)
    fill(forms[3], folder / "约.xlsx", **good, progress="约60%", finish="尽快", on="10月12日")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    (folder / "表.et").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    (folder / "盖章件.pdf").write_bytes(b"%PDF-1.4 nothing")
    judged = judge(desk, folder)
    assert outcomes(judged) == {
        "空.xlsx": "refused",
        "没校验页.xlsx": "faulty",
        "改校验页.xlsx": "faulty",
        "没文号.xlsx": "unknown",
        "别的台账.xlsx": "unknown",
        "旧样式.xlsx": "refused",
        "没表头.xlsx": "unknown",
        "单位不符.xlsx": "faulty",
        "约.xlsx": "accepted",
        "坏.xlsx": "unreadable",
        "表.et": "unreadable",
        "盖章件.pdf": "unknown",
    }
    assert "有 2 份不同的反馈表" in words(judged["没校验页.xlsx"])
    assert "校验页没有了" in words(judged["没校验页.xlsx"])
    assert "校验页被改动过" in words(judged["改校验页.xlsx"])
    assert "另一个台账" in words(judged["别的台账.xlsx"])
    assert "不一致" in words(judged["单位不符.xlsx"])
    assert "是空表" in words(judged["空.xlsx"])
    assert "登记反馈时作为材料附上" in words(judged["盖章件.pdf"])
    about = judged["约.xlsx"]
    assert about.reply is not None and about.reply.day == date(2024, 10, 12)
    assert "当前进度 约60%（自报），完成时限 尽快" in about.reply.words
    assert "“约60%”" in words(about) and "“尽快”" in words(about)
    assert not any("报送表" in words(each) for each in judged.values())


def test_a_notice_that_awaits_none_refuses_in_words(
    desk: Desk, forms: list[Path], tmp_path: Path
) -> None:
    first, second = (
        fill(forms[at], tmp_path / "in" / f"{at}.xlsx", cause="缺人", done="已补") for at in (0, 1)
    )
    (done,) = take(desk, first)
    newer = fill(forms[0], tmp_path / "in" / "又一份.xlsx", cause="缺人", done="又补了")
    twin = fill(forms[0], tmp_path / "in" / "重存.xlsx", cause="缺人", done="已补")
    assert done.notice_id is not None
    life = desk.services.notice_life
    judged = judge(desk, newer, second, expected=done.notice_id)
    assert "已反馈，待销号" in words(judged["又一份.xlsx"])
    assert "不是这份督办单的" in words(judged["1.xlsx"])
    life.act(done.notice_id, NoticeAction.REJECT, CAME, "没有做完")
    judged = judge(desk, newer, twin)
    assert judged["重存.xlsx"].outcome is ReplyOutcome.DUPLICATE
    reply = judged["又一份.xlsx"]
    assert reply.outcome is ReplyOutcome.READY
    life.act(done.notice_id, NoticeAction.VOID, CAME, "发错了")
    with pytest.raises((Refused, ValueError)) as caught:
        desk.services.notice_replies.take_in(reply)
    assert is_sentence(str(caught.value))
    assert state(desk, 2) is NoticeState.ISSUED


def test_a_zip_brings_each_reply_once(desk: Desk, forms: list[Path], tmp_path: Path) -> None:
    first = fill(forms[0], tmp_path / "in" / "甲.xlsx", cause="缺人", measures="抽调")
    second = fill(forms[1], tmp_path / "in" / "乙.xlsx", cause="缺钱", measures="追加")
    packed = tmp_path / "反馈.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(first, "a/甲.xlsx")
        archive.write(second, "乙.xlsx")
        archive.write(first, "甲（2）.xlsx")
    taken = take(desk, packed)
    assert sorted(each.outcome.value for each in taken) == ["accepted", "accepted", "duplicate"]
    assert state(desk, 1) is state(desk, 2) is NoticeState.REPLIED


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice 没有安装")
def test_forms_saved_by_another_program_are_read(
    desk: Desk, forms: list[Path], tmp_path: Path
) -> None:
    works = []
    for at, suffix in enumerate((".xlsx", ".xls", ".ods", ".xlsx")):
        work = Work(forms[at], tmp_path / f"{at}{suffix}")
        work.text(FIRST_ROW, CAUSE, "缺人")
        work.text(FIRST_ROW, MEASURES, "抽调三人")
        work.number(FIRST_ROW, COLUMNS[ReplyField.PROGRESS], 60)
        work.text(FIRST_ROW + 2, 4, "赵敏")
        works.append(work)
    works[3].unprotect()
    works[3].insert(3, 2)
    works[3].insert(7, 1)
    works[3].rename("改了名")
    carry_out(works, tmp_path)
    judged = judge(desk, *(work.target for work in works))
    assert set(outcomes(judged).values()) == {"accepted"}, [words(e) for e in judged.values()]
    for each in judged.values():
        assert each.reply is not None
        assert (each.reply.person, each.findings) == ("赵敏", ())
        assert each.reply.words == "原因分析：缺人\n整改措施：抽调三人\n当前进度 60%（自报）"
