"""The 整改反馈表: what it looks like, and that what is typed into it is read back by task."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from leqing_desktop.documents.collect_folder import find_files
from leqing_desktop.documents.reply_collect import read_found_reply
from leqing_desktop.documents.reply_reader import read_reply
from leqing_desktop.documents.reply_workbook import COLUMNS, SHEET, write_reply, write_reply_book
from leqing_desktop.documents.return_reader import NoReturn
from leqing_desktop.domain.notice_reply import (
    WORDS_LIMIT,
    ItemReply,
    ReplyBook,
    ReplyField,
    ReplyItem,
    ReplySheet,
    reply_words,
)
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.reply_check import check_reply, reply_day
from leqing_desktop.domain.reply_seal import open_reply_seal, seal_reply
from leqing_desktop.domain.return_seal import SealState
from leqing_desktop.errors import Refused
from tests.ledgers import is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice

KEY = b"k" * 32
ITEMS = (
    ReplyItem(11, "1.2.3", "建设检测中心", "进度 30%，序时 75%，落后 45 个百分点"),
    ReplyItem(12, "2.1.1", "培育专精特新企业", "已过完成日期 12 天还没有完成"),
    ReplyItem(13, "3.4.2", "引进高层次人才", "进度 10%，序时 75%"),
)


def book(items: tuple[ReplyItem, ...] = ITEMS, **changes: Any) -> ReplyBook:
    values: dict[str, Any] = {
        "ledger": "0a1b2c3d4e5f",
        "notice_id": 7,
        "number": "乐电专督〔2026〕12号",
        "unit": "市经济和信息化局",
        "sender": "乐清市电气产业集群创建工作专班",
        "issued_on": date(2026, 11, 3),
        "deadline": date(2026, 11, 17),
        "items": items,
    }
    return ReplyBook(**values | changes)


def written(form: ReplyBook) -> bytes:
    stream = BytesIO()
    write_reply(form, KEY, stream)
    return stream.getvalue()


def filled(path: Path, rows: dict[int, dict[ReplyField, Any]]) -> Path:
    opened = load_workbook(path)
    for row, cells in rows.items():
        for name, value in cells.items():
            opened[SHEET].cell(row, COLUMNS[name]).value = value
    opened.save(path)
    return path


def test_only_the_tinted_cells_can_be_typed_into(tmp_path: Path) -> None:
    opened = load_workbook(write_reply_book(book(), KEY, tmp_path / "表.xlsx"))
    sheet, sealed = opened.worksheets
    assert (sheet.title, sealed.title, sealed.sheet_state) == (SHEET, "校验", "veryHidden")
    assert sheet.protection.sheet and sealed.protection.sheet
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for words in (
        "整改反馈表",
        "乐电专督〔2026〕12号",
        "市经济和信息化局",
        "2026-11-17",
        "2.1.1 培育",
    ):
        assert words in said
    free = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    tinted = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "FFFFF8DC"
    }
    inputs = {f"{letter}{row}" for letter in "EFGHIJK" for row in (5, 6, 7)}
    assert free == tinted | {"J9"} == inputs | {"D9", "F9", "I9", "J9"}  # I9 and J9 are merged
    assert written(book()) == written(book())


@needs_libreoffice
@pytest.mark.parametrize("count", [1, 3])
def test_it_prints_on_one_sheet_of_a4(tmp_path: Path, count: int, libreoffice: LibreOffice) -> None:
    path = write_reply_book(book(ITEMS[:count]), KEY, tmp_path / "表.xlsx")
    (printed,) = libreoffice.convert("pdf", tmp_path, path)
    with pdfplumber.open(printed) as pdf:
        (page,) = pdf.pages
        assert (round(page.width), round(page.height)) == (842, 595)
        text = "".join(page.extract_text().split())
        for words in (
            "原因分析",
            "整改措施",
            "联系电话",
            "填报日期",
            "主要负责人签字",
            "单位（盖章）",
        ):
            assert words in text
        assert min(char["x0"] for char in page.chars) > 28
        assert max(char["x1"] for char in page.chars) < 842 - 28


def test_what_is_typed_is_read_back_by_task(tmp_path: Path) -> None:
    path = filled(
        write_reply_book(book(), KEY, tmp_path / "表.xlsx"),
        {
            5: {ReplyField.CAUSE: "缺人", ReplyField.PROGRESS: 0.6},
            7: {ReplyField.MEASURES: "引才", ReplyField.FINISH: "12月底"},
        },
    )
    sheet = read_reply(path)
    seal = open_reply_seal(sheet.seal, KEY)
    assert (seal.state, seal.notice_id, seal.items) == (SealState.VALID, 7, (11, 12, 13))
    assert (sheet.number_line, sheet.unit_line) == ("乐电专督〔2026〕12号", "市经济和信息化局")
    items, findings = check_reply(sheet, ITEMS, 2026)
    assert [each.item_id for each in items if not each.is_empty] == [11, 13]
    assert items[2].finish == "2026-12-31"
    assert [each.kind for each in findings] == ["progress", "not_answered", "no_measures"]
    assert "是不是 60%" in findings[0].message and not findings[0].serious
    assert "培育专精特新企业" in findings[1].message
    assert reply_words(items).startswith("（一）建设检测中心\n原因分析：缺人")


def test_a_row_without_its_mark_is_known_by_its_words(tmp_path: Path) -> None:
    path = filled(
        write_reply_book(book(), KEY, tmp_path / "表.xlsx"),
        {row: {ReplyField.CAUSE: f"原因{row}"} for row in (5, 6, 7)},
    )
    opened = load_workbook(path)
    for row in (5, 6, 7):
        opened[SHEET].cell(row, 1).value = None
    opened[SHEET].cell(7, COLUMNS[ReplyField.MATTER]).value = "别的事"
    opened.save(path)
    items, findings = check_reply(read_reply(path), ITEMS, 2026)
    assert [(each.item_id, each.cause) for each in items] == [
        (11, "原因5"),
        (12, "原因6"),
        (None, "原因7"),
    ]
    assert [each.kind for each in findings] == ["row", "not_answered", "no_measures", "no_measures"]


def test_a_formula_that_fails_is_not_taken_for_words(tmp_path: Path) -> None:
    path = filled(
        write_reply_book(book(ITEMS[:1]), KEY, tmp_path / "表.xlsx"),
        {5: {ReplyField.CAUSE: "=甲!B2", ReplyField.MEASURES: "引才", ReplyField.PROGRESS: 130}},
    )
    items, findings = check_reply(read_reply(path), ITEMS[:1], 2026)
    assert items[0].cause == ""
    assert [each.kind for each in findings] == ["formula", "progress"]


def test_a_workbook_of_another_kind_is_told(tmp_path: Path) -> None:
    opened = load_workbook(write_reply_book(book(), KEY, tmp_path / "表.xlsx"))
    opened[SHEET]["E4"] = opened[SHEET]["F4"] = "备注"
    opened.save(tmp_path / "改.xlsx")
    with pytest.raises(NoReturn) as caught:
        read_reply(tmp_path / "改.xlsx")
    assert is_sentence(str(caught.value)) and "重新填" in str(caught.value)


def test_a_text_that_fits_no_cell_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    long = (ReplyItem(1, "1", "长" * 40_000, ""),)
    with pytest.raises(Refused) as caught:
        write_reply_book(book(long), KEY, tmp_path / "表.xlsx")
    assert is_sentence(str(caught.value))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\u200b{x}<b>&amp;", "ab{x}<b>&amp;"),
        ("\U00020bb7野家 {文号}", "\U00020bb7野家 {文号}"),
        ("'=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("长" * 32_000, "长" * 1_000),
    ],
)
def test_hostile_words_stand_literally(tmp_path: Path, typed: str, kept: str) -> None:
    path = write_reply_book(book(ITEMS[:1]), KEY, tmp_path / "表.xlsx")
    filled(path, {5: {ReplyField.CAUSE: typed}})
    (found,) = find_files([path])
    read = read_found_reply(found)
    assert read.reply is not None
    words = reply_words(check_reply(read.reply, ITEMS[:1], 2026)[0])
    assert words.startswith(f"原因分析：{kept}")
    assert clean_text(words, "反馈", WORDS_LIMIT) == words


def test_a_classified_form_is_not_read(tmp_path: Path) -> None:
    path = write_reply_book(book(ITEMS[:1]), KEY, tmp_path / "表.xlsx")
    (found,) = find_files([filled(path, {5: {ReplyField.CAUSE: "秘密★1年"}})])
    read = read_found_reply(found)
    assert read.reply is None and "非涉密" in read.problem
    assert is_sentence(read.problem)


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=40)), max_size=8), st.binary())
def test_no_sealed_sheet_raises_or_passes_for_ours(
    lines: list[tuple[str, str]], key: bytes
) -> None:
    forged = [*seal_reply(book(), KEY)[:-1], *lines]
    for each in (lines, forged):
        assert open_reply_seal(each, key).state is not SealState.VALID


@settings(max_examples=60)
@given(st.lists(st.text(max_size=3_000), min_size=3, max_size=3), st.integers(1, 4))
def test_the_words_of_a_step_fit_however_much_is_written(said: list[str], count: int) -> None:
    item = ItemReply(1, "任务", *said)
    made = reply_words((item,) * count)
    assert len(made) <= WORDS_LIMIT
    if item.is_empty:
        assert made == ""


@given(st.text(max_size=30))
def test_a_day_is_never_in_the_future_nor_before_the_last_step(text: str) -> None:
    earliest, today = date(2026, 11, 3), date(2026, 11, 20)
    day, findings = reply_day(text, earliest, today)
    assert earliest <= day <= today
    assert all(is_sentence(each.message.replace("\n", "")) for each in findings)


def test_no_rows_answer_nothing() -> None:
    items, findings = check_reply(ReplySheet("空", "表", (), ()), ITEMS, 2026)
    assert items == ()
    assert len(findings) == 3
