"""打印稿: all notices of a round in one PDF, each on paper of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.notice_batch import render_together
from leqing_desktop.documents.notice_pdf import render_notice, sheets
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.domain.paper_forms import ReplyForm
from leqing_desktop.errors import Refused
from leqing_desktop.services.notice_printing import (
    print_each_job,
    print_together_job,
    together_name,
)
from tests.documents.gongwen_samples import LONG, SHORT
from tests.ledgers import is_sentence

ONE = replace(SHORT, number="乐电专督〔2024〕1号", to="市经信局", paragraphs=SHORT.paragraphs[:1])
MANY = replace(LONG, number="乐电专督〔2024〕2号", to="市科技局")
FORM = ReplyForm("专班", "市经信局", ONE.number, ONE.title, "新增软件著作权", date(2024, 10, 22))
FORMED = replace(MANY, number="乐电专督〔2024〕3号", reply_form=FORM)


def texts(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as read:
        return ["".join(char["text"] for char in page.chars) for page in read.pages]


def lengths(notices: Sequence[NoticeDocument]) -> list[int]:
    return [len(part) for notice in notices for part in sheets(notice)]


@pytest.mark.parametrize("duplex", [False, True])
def test_the_pages_are_those_of_each_notice_with_blank_backs(duplex: bool) -> None:
    notices = [ONE, MANY, FORMED, ONE]
    wanted: list[str] = []
    for notice in notices:
        found = texts(render_notice(notice))
        for part in sheets(notice):
            if duplex and len(wanted) % 2:
                wanted.append("")
            wanted += [found.pop(0) for _ in part]
    pdf = render_together(notices, duplex=duplex)
    assert texts(pdf) == wanted
    assert ("" in wanted) == duplex and wanted[-1]
    # Page numbers begin anew with each notice.
    assert sum(text.endswith("— 1 —") for text in wanted) == len(notices)
    assert render_together(notices, duplex=duplex) == pdf


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_printed_on_both_sides_each_notice_begins_a_sheet(lines: list[int]) -> None:
    notices = [
        replace(ONE, to=f"单位{at}", paragraphs=(Paragraph("一行。"),) * count)
        for at, count in enumerate(lines, 1)
    ]
    document = pypdfium2.PdfDocument(render_together(notices, duplex=True))
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert [title for title, _ in marks] == [f"{ONE.number} {each.to}" for each in notices]
    assert all(index % 2 == 0 for _, index in marks)
    assert len(document) == sum(n + n % 2 for n in lengths(notices[:-1])) + lengths(notices)[-1]


def test_the_files_are_written_with_progress(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    path = tmp_path / together_name([ONE, MANY])
    assert path.name == "督办单打印稿 乐电专督〔2024〕1号等2份.pdf"
    print_together_job([ONE, MANY], path, duplex=True).run(progress)
    assert path.read_bytes() == render_together([ONE, MANY], duplex=True)
    assert told == [(1, 2), (2, 2)]
    print_each_job([ONE, MANY], tmp_path / "逐份").run(progress)
    assert {each.name: each.read_bytes() for each in (tmp_path / "逐份").iterdir()} == {
        f"{each.number} {each.to}.pdf": render_notice(each) for each in (ONE, MANY)
    }


def test_a_notice_that_cannot_be_drawn_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    bad = replace(MANY, paragraphs=())
    path = tmp_path / "打印稿.pdf"
    with pytest.raises(Refused, match="市科技局的") as caught:
        print_together_job([ONE, bad], path, duplex=False).run()
    assert is_sentence(str(caught.value)) and not path.exists()
    with pytest.raises(Refused, match="没有选中"):
        print_together_job([], path, duplex=False).run()
