"""The office's settings: kept clean, old ledgers read, numbers that never repeat, and what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.db import ledger_settings
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.notice_pdf import render_notice
from leqing_desktop.domain.notice import USUAL_PATTERN
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.errors import FieldErrors
from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.notice_files import draw_all
from leqing_desktop.services.notice_wording import on_office_paper, without_number
from leqing_desktop.services.office import Office, office_of
from tests.documents.gongwen_samples import MM, SHORT, Sheet, pdf_text, sheets
from tests.documents.test_collection_notice import W, docx_lines, part
from tests.ledgers import CLERK, Q3, START, Desk, is_sentence

SIGNED = date(2024, 10, 8)
OWN = Office(
    sender="市创建专班",
    series="乐创督",
    printed_by="专班综合科",
    signer="市创建专班办公室",
    number_pattern="{机关代字}[{年份}]{序号}号",
    copies_to=("市政府办", "市纪委"),
    sealed=False,
    preprinted=True,
    copy_number=True,
    first_copy=12,
    approved_by=("王敏",),
    fonts="system",
)


def put(desk: Desk, value: Any) -> None:
    """The office as another version of the program left it in the ledger."""
    with unit_of_work(desk.engine, CLERK, START) as uow:
        ledger_settings.write(uow, {"office": value})
        uow.commit("别的版本")


def faults(desk: Desk, **values: Any) -> dict[str, str]:
    before = desk.tables
    with pytest.raises(FieldErrors) as caught:
        desk.services.office.change(values)
    assert desk.tables == before
    found = {name: sentence for (_, name), sentence in caught.value.problems.items()}
    assert all(map(is_sentence, found.values()))
    return found


def sign(desk: Desk, count: int = 1, on: date = SIGNED) -> list[str]:
    """Sign the first of what is proposed; the numbers given."""
    service = desk.services.supervision
    known = {row.number for row in service.register()}
    prepared = service.prepare(Q3, service.proposals(Q3)[:count], on)
    service.sign(Q3, prepared, on)
    return [row.number for row in reversed(service.register()) if row.number not in known]


def test_what_is_saved_is_read_and_taken_back(desk: Desk) -> None:
    office = desk.services.office
    before = office.read()
    assert office.save(OWN).label.startswith("修改发文机关、机关代字、")
    assert office.read() == OWN
    assert office.change({"copies_to": OWN.copies_to}).operation_id is None
    office.change({"first_copy": 13})
    assert desk.services.journal.undo_label() == "修改份号"
    desk.services.journal.undo()
    desk.services.journal.undo()
    assert office.read() == before


def test_a_ledger_of_an_earlier_version_prints_as_before(desk: Desk) -> None:
    put(desk, {"sender": "市专班", "series": "乐专", "printed_by": ""})
    assert desk.services.office.read() == Office("市专班", "乐专")
    assert sign(desk) == ["乐专〔2024〕1号"]
    assert office_of({}) == Office() and office_of({"office": None}) == Office()


def test_what_a_later_version_keeps_is_neither_read_nor_lost(desk: Desk) -> None:
    later = {
        "sender": "市专班",
        "series": "乐专",
        "fonts": "云字体",
        "kinds": {"a": 1},
        "sealed": 2,
    }
    put(desk, later)
    office = desk.services.office.read()
    assert (office.sender, office.fonts, office.sealed) == ("市专班", "bundled", True)
    desk.services.office.change({"signer": "专班"})
    kept = next(row["value"] for row in desk.tables["setting"] if row["key"] == "office")
    assert kept["kinds"] == {"a": 1} and kept["signer"] == "专班"


def test_a_pattern_of_a_later_version_keeps_from_signing_in_words(desk: Desk) -> None:
    put(desk, {"sender": "市专班", "series": "乐专", "number_pattern": "{类别}{年份}-{序号}"})
    with pytest.raises(Exception, match="文号格式") as caught:
        sign(desk)
    assert is_sentence(str(caught.value))
    assert desk.services.supervision.register() == ()


@given(
    st.dictionaries(
        st.sampled_from([*OWN.__dataclass_fields__, "later"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers() | st.text()),
    )
)
def test_any_json_is_read_as_some_office(values: dict[str, Any]) -> None:
    assert isinstance(office_of({"office": values}), Office)


def test_each_field_says_what_is_wrong_with_it(desk: Desk) -> None:
    found = faults(
        desk,
        sender="字" * 61,
        signer="a\x00",
        series="1 号",
        number_pattern="{年份}-{序号}",
        copies_to=("机密★1年",),
        approved_by=tuple("甲乙丙丁戊己庚"),
        first_copy=1_000_000,
    )
    assert set(found) == {
        "sender", "signer", "series", "number_pattern", "copies_to", "approved_by", "first_copy",
    }  # fmt: skip
    assert "最多 6 个" in found["approved_by"]
    assert "红头三行放不下" in faults(desk, sender="乐清市电气产业集群创建工作" * 4)["sender"]
    assert "U+1F600" in faults(desk, sender="市专班😀")["sender"]
    assert "放不下" in faults(desk, approved_by=("名" * 20,))["approved_by"]
    long = "关于督办的{机关代字}文件之编〔{年份}〕{序号}号按办公室登记顺序编列"
    assert "放不下" in faults(desk, number_pattern=long)["number_pattern"]


def test_a_number_keeps_the_text_it_was_given_with(desk: Desk) -> None:
    assert sign(desk, 2) == ["乐电专督〔2024〕1号", "乐电专督〔2024〕2号"]
    desk.services.office.change({"number_pattern": "{机关代字}[{年份}]{序号}号"})
    assert sign(desk, 2) == ["乐电专督[2024]3号", "乐电专督[2024]4号"]
    desk.services.office.change({"number_pattern": USUAL_PATTERN})
    register = desk.services.supervision.register()
    assert [row.number for row in register] == [
        "乐电专督[2024]4号", "乐电专督[2024]3号", "乐电专督〔2024〕2号", "乐电专督〔2024〕1号",
    ]  # fmt: skip
    for row in register:
        assert desk.services.supervision.document(row.id).number == row.number
        assert desk.services.supervision.reply_form(row.id)[0].number == row.number


def test_no_setting_makes_a_number_read_like_one_that_was_given(desk: Desk) -> None:
    office = desk.services.office
    office.change({"series": "乐督", "number_pattern": "{机关代字}字〔{年份}〕{序号}号"})
    (given_number,) = sign(desk)
    assert given_number == "乐督字〔2024〕1号"
    found = faults(desk, series="乐督字", number_pattern=USUAL_PATTERN)
    assert given_number in found["number_pattern"]
    first = desk.services.supervision.register()[0]
    desk.services.notice_life.act(first.id, NoticeAction.VOID, SIGNED, "发错单位")
    assert faults(desk, series="乐督字", number_pattern=USUAL_PATTERN) == found
    office.change({"number_pattern": USUAL_PATTERN})
    assert sign(desk) == ["乐督〔2024〕2号"]


def test_all_documents_of_the_office_are_on_its_paper(desk: Desk, tmp_path: Path) -> None:
    services = desk.services
    services.office.save(replace(OWN, fonts="bundled"))
    service = services.supervision
    notice = service.preview(Q3, service.proposals(Q3)[0], SIGNED)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    desk.clock.set(date(2024, 10, 21))
    letter = services.reminder_letters.letters(Q3)[0]
    services.periods.lock(Q3)
    circular = services.circular.preview(Q3, services.circular.draft(Q3))
    for document in (notice, letter, circular):
        assert (document.sender, document.signer) == ("市创建专班", "市创建专班办公室")
        assert document.copies_to.endswith("市政府办、市纪委。")
        assert (document.sealed, document.preprinted) == (False, True)
        assert (document.copy_number, document.approved_by) == ("000012", ("王敏",))
    assert (notice.number, notice.printed_by) == ("乐创督[2024]1号", "专班综合科")
    assert letter.printed_by == ""


def test_a_copy_goes_once_to_each_unit_and_not_to_who_is_addressed() -> None:
    office = Office(
        "市专班", copies_to=("市纪委", "市经信局", "市委办公室，市府办公室", "市财政局")
    )
    found = on_office_paper(SHORT, office)
    assert found.copies_to == "市委办公室，市府办公室、市纪委、市财政局。"
    alone = replace(SHORT, to="市纪委、市财政局：", copies_to="")
    assert on_office_paper(alone, office).copies_to == "市经信局、市委办公室，市府办公室。"
    assert on_office_paper(SHORT, Office("市专班")) == SHORT


def test_signed_documents_stay_the_same_bytes_whatever_is_set_later(
    desk: Desk, tmp_path: Path
) -> None:
    services = desk.services
    service = services.supervision
    issued = service.issue(Q3, service.proposals(Q3)[:2], SIGNED, tmp_path / "当时", draw_all)
    services.periods.lock(Q3)
    circular = services.circular.issue(Q3, SIGNED, tmp_path / "当时", draw)
    before = {path.name: path.read_bytes() for path in (tmp_path / "当时").iterdir()}
    services.office.save(OWN)
    again = service.issue(Q3, (), SIGNED, tmp_path / "后来", draw_all)
    assert [each.row.number for each in again] == [each.row.number for each in issued]
    services.circular.issue_again(Q3, tmp_path / "后来", draw)
    assert {path.name: path.read_bytes() for path in (tmp_path / "后来").iterdir()} == before
    assert circular.document.number in " ".join(before)


@pytest.fixture(scope="module")
def plain() -> Iterator[Sheet]:
    yield sheets(render_notice(SHORT))[0]


def printed(office: Office) -> tuple[NoticeDocument, Sheet, list[str]]:
    """A notice on the office's paper: its words, its page, and the lines of its .docx."""
    document = on_office_paper(replace(SHORT, sender=office.sender), office)
    return document, sheets(render_notice(document))[0], docx_lines(render_docx(document))


def lines(sheet: Sheet) -> dict[str, list[dict[str, Any]]]:
    return {"".join(char["text"] for char in line): line for line in sheet.lines()}


def test_head_and_signature_are_printed(plain: Sheet) -> None:
    _, page, words = printed(Office("市府督查室", signer="市政府办公室"))
    assert "市府督查室" in lines(page) and "市政府办公室" in lines(page)
    name, day = lines(page)["市政府办公室"], lines(page)["2024年9月27日"]
    middle = [(line[0]["x0"] + line[-1]["x1"]) / 2 / MM for line in (name, day)]
    assert middle[0] == pytest.approx(middle[1], abs=0.3)
    assert words[0].startswith("橙单") or "市府督查室" in words[:2]
    assert "市府督查室" in words and "市政府办公室" in words


def test_copies_and_the_printing_office_stand_in_the_colophon() -> None:
    office = Office("市专班", copies_to=("市政府办", "市纪委"))
    document, page, words = printed(office)
    assert "抄送：市委办公室，市府办公室、市政府办、市纪委。" in lines(page)
    assert any("抄送：" in line and "、市政府办、市纪委。" in line for line in words)
    assert document.printed_by == SHORT.printed_by


def test_without_a_stamp_the_signature_moves_to_the_right(plain: Sheet) -> None:
    document, page, _ = printed(Office("市专班", sealed=False))
    sealed, bare = (lines(each)["2024年9月27日"][-1]["x1"] / MM for each in (plain, page))
    assert sealed == pytest.approx(184 - 4 * 5.571, abs=0.3)
    assert bare == pytest.approx(184 - 2 * 5.571, abs=0.3)
    kept, moved = (word_gap(each, "2024年9月27日") for each in (SHORT, document))
    assert kept == pytest.approx(4 * 5.571, abs=0.3) and moved == pytest.approx(2 * 5.571, abs=0.3)


@pytest.mark.parametrize(
    "signer", ["市专班", "市创建专班", "市创建专班办公室", "乐清市电气产业集群创建工作专班"]
)
def test_the_word_file_sets_an_unsealed_signature_as_the_pdf_does(signer: str) -> None:
    document, page, _ = printed(Office("市府督查室", signer=signer, sealed=False))
    for text in (signer, "2024年9月27日"):
        in_pdf = 184 - lines(page)[text][-1]["x1"] / MM
        assert word_gap(document, text) == pytest.approx(in_pdf, abs=0.6)


def word_gap(document: NoticeDocument, text: str) -> float:
    """How far a .docx keeps a line of the signature from the right edge of the block, in mm."""
    for paragraph in part(render_docx(document)).iter(f"{W}p"):
        indent = paragraph.find(f"{W}pPr/{W}ind")
        if "".join(paragraph.itertext()) == text and indent is not None:
            return int(indent.get(f"{W}right", "0")) / 20 / MM
    raise AssertionError("it stands nowhere")


def test_preprinted_paper_has_no_red_but_everything_in_its_place(plain: Sheet) -> None:
    _, page, words = printed(Office(SHORT.sender, preprinted=True))
    assert SHORT.sender not in lines(page) and SHORT.sender not in words
    own, theirs = lines(page), lines(plain)
    for text in (SHORT.number, SHORT.title, "2024年9月27日"):
        assert [round(own[text][0][key], 2) for key in ("x0", "top")] == [
            round(theirs[text][0][key], 2) for key in ("x0", "top")
        ]
    assert len(page.page.rects) + len(page.page.lines) + 1 == len(plain.page.rects) + len(
        plain.page.lines
    )


def test_the_copy_number_stands_in_the_corner_with_six_figures() -> None:
    document, page, words = printed(Office("市专班", copy_number=True, first_copy=12))
    first = page.lines()[0]
    assert "".join(char["text"] for char in first[:6]) == document.copy_number == "000012"
    assert first[0]["x0"] / MM == pytest.approx(28, abs=0.3)
    assert words[0].startswith("000012")
    assert printed(Office("市专班", first_copy=12))[0].copy_number == ""


def test_approvers_stand_right_of_the_number() -> None:
    _, page, words = printed(Office("市专班", approved_by=("王敏",)))
    row = next(line for text, line in lines(page).items() if "签发人：王敏" in text)
    text = "".join(char["text"] for char in row)
    assert re.fullmatch(rf"{re.escape(SHORT.number)}\s*签发人：王敏", text)
    assert row[0]["x0"] / MM == pytest.approx(28 + 5.571, abs=0.3)
    assert row[-1]["x1"] / MM == pytest.approx(184 - 5.571, abs=0.3)
    assert any("签发人：王敏" in line for line in words)


def test_another_way_of_numbering_is_printed(desk: Desk) -> None:
    desk.services.office.change({"number_pattern": "{年份}年{机关代字}-{序号}"})
    service = desk.services.supervision
    document = service.preview(Q3, service.proposals(Q3)[0], SIGNED)
    assert document.number == "2024年乐电专督-1"
    assert document.number in lines(sheets(render_notice(document))[0])
    assert document.number in docx_lines(render_docx(document))
    assert document.number in pdf_text(draw_all([document])[0])


@pytest.mark.parametrize(
    ("number", "blank"),
    [
        ("乐电专督〔2024〕12号", "〔　　〕　号"),
        ("乐电专督[2024]1号", "[　　]　号"),
        ("2024年乐电专督-1", "　　年乐电专督-　"),
    ],
)
def test_a_draft_leaves_the_place_of_its_number_as_it_will_be_written(
    number: str, blank: str
) -> None:
    named = replace(SHORT, number=number, paragraphs=(Paragraph(f"现将{number}发给你们。"),))
    draft = without_number(named)
    assert (draft.number, draft.paragraphs[0].text) == ("", f"现将{blank}发给你们。")
