"""附件, 份号, 签发人 and pre-printed paper: what stands where, in the PDF and in the DOCX."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.gongwen_table import lay_table, lies_across, table_pages
from leqing_desktop.documents.notice_pdf import notice_pages, render_notice
from leqing_desktop.documents.paper_form_docx import draft_sheet_docx, reply_form_docx
from leqing_desktop.documents.paper_form_pdf import draft_pages, reply_pages
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_wording import from_stored, to_stored
from tests.documents.gongwen_annexes import ANNEXED, NARROW, RULES, WIDE
from tests.documents.gongwen_samples import LONG, MM, SHORT, pdf_text
from tests.documents.test_collection_notice import W, docx_lines, part
from tests.documents.test_paper_forms import DAY, DRAFT, REPLY, SHEET
from tests.ledgers import is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice


def texts(notice: NoticeDocument) -> list[str]:
    return ["".join(run.text for run in page.runs) for page in notice_pages(notice)]


def test_annexes_follow_the_signature_and_the_colophon_ends_the_whole() -> None:
    pages = texts(ANNEXED)
    starts = [at for at, text in enumerate(pages) if re.match(r"附件\d", text)]
    assert [pages[at][:3] for at in starts] == ["附件1", "附件2", "附件3"]
    assert "2024年9月27日" in pages[starts[0] - 1]
    assert [at for at, text in enumerate(pages) if "印发" in text] == [len(pages) - 1]
    assert "附件：1.按期报送情况表2.工作要求3.落后任务清单" in "".join(pages)
    assert [text.rsplit("— ", 1)[1] for text in pages] == [
        f"{number} —" for number in range(1, len(pages) + 1)
    ]


def test_one_annex_has_no_number_and_a_named_one_the_number_of_its_name() -> None:
    one = texts(replace(SHORT, annexes=(RULES,)))
    assert any(text.startswith("附件工作要求") for text in one)
    named = replace(SHORT, attachments=("反馈单", "工作要求。"), annexes=(RULES,))
    assert named.attachment_names == ("反馈单", "工作要求。")
    assert any(text.startswith("附件2工作要求") for text in texts(named))


def test_a_wide_table_lies_across_with_its_head_at_the_left_edge_and_repeats_it() -> None:
    assert lies_across(WIDE) and not lies_across(NARROW)
    pages = [page for page in notice_pages(ANNEXED) if any(run.turned for run in page.runs)]
    assert len(pages) > 3
    for page in pages:
        head = [run for run in page.runs if run.turned and run.text == "牵头单位"]
        body = [run for run in page.runs if run.turned and run.text == "市经信局"]
        assert len(head) == 1 and body
        assert all(head[0].x < run.x for run in body)
        number = next(run for run in page.runs if run.text.startswith("— "))
        assert not number.turned


def test_the_page_number_of_a_turned_page_stands_where_every_page_has_it() -> None:
    heights, lefts = set(), set()
    for number, page in enumerate(notice_pages(ANNEXED), 1):
        run = next(run for run in page.runs if run.text == f"— {number} —")
        heights.add(run.y)
        if number % 2 == 0:
            lefts.add(run.x)
    assert len(heights) == len(lefts) == 1


def test_every_cell_is_printed_once_and_the_words_are_those_put_in() -> None:
    drawn = pdf_text(render_notice(ANNEXED)).replace(" ", "")
    for row in WIDE.rows:
        assert "".join(row).replace(" ", "") in drawn
    for row in NARROW.rows:
        assert "".join(row) in drawn


def test_a_cell_of_many_pages_is_torn_and_none_that_fits() -> None:
    table = AnnexTable(("项目", "情况"), (("甲", "长" * 9000), ("乙", "短")))
    drawn = "".join(texts(replace(SHORT, annexes=(Annex("清单", table=table),))))
    assert drawn.count("长") == 9000 and drawn.count("短") == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=40),
    st.floats(0, 640),
    st.floats(0, 380),
)
def test_rows_are_whole_in_order_and_the_last_page_has_room(
    lengths: list[int], first: float, reserved: float
) -> None:
    room = 637.0
    table = AnnexTable(("序", "情况"), tuple((f"{at}", "长" * n) for at, n in enumerate(lengths)))
    layout = lay_table(table, 442.0)
    pages = table_pages(layout, first, room, reserved)
    lines = [line for band in layout.bands for line in band.cells[1]]
    assert [
        line for bands in pages for band in bands if not band.is_head for line in band.cells[1]
    ] == lines
    for order, bands in enumerate(pages):
        tall = sum(map(layout.height, bands))
        limit = (first if order == 0 else room) - (reserved if order == len(pages) - 1 else 0)
        assert not bands or tall <= limit + 0.1 or (order == 0 and len(pages) == 1)
        assert order == 0 or len(bands) > 1, "the head stands alone"
    parts = [sum(not band.is_head for band in bands) for bands in pages]
    if sum(parts) > len(lengths):
        # One row is torn, alone on its pages, or else the 版记 would be alone on the last.
        assert sum(parts) == len(lengths) + 1 and parts[-2:] == [1, 1]


@pytest.mark.parametrize("copies", ["", "市委办公室，" * 45])
@pytest.mark.parametrize("filler", range(12, 18))
def test_a_table_of_a_head_alone_is_a_table(filler: int, copies: str) -> None:
    text = tuple([Paragraph("国")] * filler)
    annex = Annex("空表", text, AnnexTable(("单位", "情况"), ()))
    last = notice_pages(replace(SHORT, annexes=(annex,), copies_to=copies))[-1]
    words = [run.text for run in last.runs]
    assert "单位" in words and any("印发" in word for word in words)
    head = min(rule.y for rule in last.rules if rule.thickness == 0.5)
    assert head > max(rule.y for rule in last.rules if rule.thickness > 0.6)


@pytest.mark.parametrize("rows", [1, 5, 18, 19, 20, 21, 22, 23, 24, 25, 40])
@pytest.mark.parametrize("landscape", [True, False])
def test_no_page_holds_the_colophon_alone(rows: int, landscape: bool) -> None:
    table = replace(NARROW, rows=NARROW.rows[:rows], landscape=landscape)
    pages = notice_pages(replace(SHORT, annexes=(Annex("清单", table=table),)))
    last = pages[-1]
    cells = [run for run in last.runs if run.text.endswith("%")]
    assert cells and any("印发" in run.text for run in last.runs)
    lowest = max(rule.y for rule in last.rules if rule.thickness > 0.6)
    for run in cells:
        assert run.y > lowest


def test_an_annex_without_title_or_content_is_refused() -> None:
    for annex in (
        Annex(" ", RULES.paragraphs),
        Annex("空的"),
        Annex("空表", table=AnnexTable((), ())),
    ):
        for render in (render_notice, render_docx):
            with pytest.raises(Refused, match=r"标题|内容") as caught:
                render(replace(SHORT, annexes=(annex,)))
            assert is_sentence(str(caught.value))


def test_the_docx_has_the_annexes_in_sections_of_their_own() -> None:
    root = part(render_docx(ANNEXED))
    sheets = [size.get(f"{W}orient") for size in root.iter(f"{W}pgSz")]
    assert sheets == [None, "landscape"]
    assert len(list(root.iter(f"{W}tblHeader"))) == 2
    assert len(list(root.iter(f"{W}cantSplit"))) == 2 + len(NARROW.rows) + len(WIDE.rows)
    lines = docx_lines(render_docx(ANNEXED))
    for wanted in ("附件1", "附件2", "附件3", "工作要求"):
        assert wanted in lines
    turned = replace(ANNEXED, annexes=(*ANNEXED.annexes[1:], ANNEXED.annexes[0]))
    sheets = [size.get(f"{W}orient") for size in part(render_docx(turned)).iter(f"{W}pgSz")]
    assert sheets == [None, "landscape", None]


@pytest.mark.parametrize("render", [render_notice, render_docx])
def test_a_copy_number_has_six_figures_or_is_asked_for(render: object) -> None:
    assert "000012特急" in pdf_text(render_notice(replace(LONG, copy_number="12")))
    assert docx_lines(render_docx(replace(LONG, copy_number="12")))[0].startswith("000012")
    for wrong in ("1234567", "机密", "0", "１２", "-1"):
        with pytest.raises(Refused, match="份号") as caught:
            render(replace(SHORT, copy_number=wrong))  # type: ignore[operator]
        assert is_sentence(str(caught.value))


def test_approvers_stand_two_a_line_and_the_number_beside_the_last() -> None:
    notice = replace(SHORT, approved_by=("王敏", "欧阳建国", "李四"))
    runs = {run.text: run for run in notice_pages(notice)[0].runs}
    assert runs["王敏"].font == "LQ-KT" and runs["签发人："].font == "LQ-FS"
    assert runs["李四"].x == pytest.approx(runs["王敏"].x, abs=0.1)
    assert runs["王敏"].y == pytest.approx(runs["欧阳建国"].y, abs=0.1)
    number = next(run for text, run in runs.items() if text.startswith("乐电专督"))
    assert number.x / MM == pytest.approx(28 + 5.571, abs=0.3)
    assert number.y == pytest.approx(runs["李四"].y, abs=1.0)
    lines = docx_lines(render_docx(notice))
    assert any(line.startswith("签发人：王敏") for line in lines)
    with pytest.raises(Refused, match="签发人"):
        render_notice(replace(SHORT, approved_by=("王",) * 9))


def test_preprinted_paper_keeps_the_place_of_what_it_has_already() -> None:
    plain = notice_pages(SHORT)[0]
    paper = notice_pages(replace(SHORT, preprinted=True))[0]
    red = [run for run in plain.runs if run not in paper.runs]
    assert "".join(run.text for run in red) == SHORT.sender
    assert set(paper.runs) < set(plain.runs)
    assert len(plain.rules) - len(paper.rules) == 1
    root = part(render_docx(replace(SHORT, preprinted=True)))
    assert SHORT.sender not in "".join(root.itertext())


def test_a_stored_notice_with_annexes_comes_back_whole() -> None:
    notice = replace(
        ANNEXED, copy_number="7", approved_by=("王敏",), preprinted=True, annexes=ANNEXED.annexes
    )
    assert from_stored(json.loads(json.dumps(to_stored(notice)))) == notice
    old = to_stored(SHORT)
    for name in ("annexes", "copy_number", "approved_by", "preprinted"):
        del old[name]
    assert from_stored(json.loads(json.dumps(old))) == SHORT


def test_no_single_line_of_a_paragraph_begins_or_ends_a_page() -> None:
    for filler in range(1, 25):
        body = (*[Paragraph("国")] * filler, Paragraph("长" * 28 * 4), Paragraph("终" * 28 * 18))
        for page in notice_pages(replace(SHORT, paragraphs=body))[:-1]:
            for ch in "长终":
                text = "".join(run.text for run in page.runs if run.text[0] == ch)
                assert not text or len(text) >= 30


@needs_libreoffice
def test_a_word_processor_turns_the_same_pages(tmp_path: Path, libreoffice: LibreOffice) -> None:
    first, last = ANNEXED, replace(ANNEXED, annexes=ANNEXED.annexes[::-1], attachments=())
    papers = {
        "across": (render_docx(first), notice_pages(first)),
        "upright": (render_docx(last), notice_pages(last)),
        "reply": (reply_form_docx(REPLY, DAY), reply_pages(REPLY)),
        "draft": (draft_sheet_docx(DRAFT, SHEET), draft_pages(DRAFT, SHEET)),
    }
    for name, (docx, _) in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(docx)
    libreoffice.convert("pdf", tmp_path, *(tmp_path / f"{name}.docx" for name in papers))
    for name, (_, pages) in papers.items():
        with pdfplumber.open(tmp_path / f"{name}.pdf") as pdf:
            print(name, len(pages), len(pdf.pages))
            # Where the fonts are absent the text's three pages may be four.
            assert abs(len(pdf.pages) - len(pages)) <= (name != "reply")
            lying = [page.width > page.height for page in pdf.pages]
            assert any(lying) == any(run.turned for page in pages for run in page.runs)
            if name in ("across", "upright"):
                assert lying[-1] == (name == "across")
                assert "印发" in "".join(char["text"] for char in pdf.pages[-1].chars)
