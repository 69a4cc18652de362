"""A 通报 with all its annexes as .docx: as many pages in LibreOffice as the PDF has, within one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import pdfplumber
import pytest

from leqing_desktop.db.engine import reading
from leqing_desktop.domain.light import summarise
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.services.circular_document import document_of
from leqing_desktop.services.circular_facts import facts_of
from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.circular_wording import draft_prose
from leqing_desktop.services.office import Office
from leqing_desktop.services.period_snapshot import PeriodRecord, kept
from leqing_desktop.services.wording_kinds import CIRCULAR, KINDS
from tests.inspected import inspect
from tests.ledgers import Q3, Desk
from tests.libreoffice import LibreOffice, needs_libreoffice

SIZES = (20, 143, 1000)


@pytest.fixture
def record(reported: Desk) -> PeriodRecord:
    inspect(reported)
    reported.services.periods.lock(Q3)
    with reading(reported.engine) as connection:
        found = kept(connection, Q3)
    assert found is not None
    return found


def circular(record: PeriodRecord, size: int) -> NoticeDocument:
    """The circular of a quarter with so many tasks, its 数据依据 printed."""
    tasks = tuple(
        each._replace(task=each.task._replace(id=10_000 + at))
        for at, each in enumerate(islice(cycle(record.tasks), size))
    )
    sized = replace(record, tasks=tasks, counts=summarise(each.assessment for each in tasks))
    facts = facts_of(sized)
    kind = KINDS[CIRCULAR]
    prose = draft_prose(facts, kind.parse(kind.default))
    office = Office("乐清市电气产业集群创建工作专班", "乐电专督", "专班办公室")
    day = date(2024, 10, 21)
    return document_of(prose, facts, office, "乐电专督〔2024〕9号", day, basis=True, demo=False)


@needs_libreoffice
def test_libreoffice_prints_as_many_pages_within_one(
    record: PeriodRecord, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    for size in SIZES:
        pdf, word = draw(circular(record, size))
        (tmp_path / f"{size}.pdf").write_bytes(pdf)
        (tmp_path / f"{size}.docx").write_bytes(word)
    out = tmp_path / "换算"
    libreoffice.convert("pdf", out, *(tmp_path / f"{size}.docx" for size in SIZES))
    for size in SIZES:
        with pdfplumber.open(tmp_path / f"{size}.pdf") as wanted:
            pages = len(wanted.pages)
        with pdfplumber.open(out / f"{size}.pdf") as got:
            print(f"{size} tasks: {pages} pages of PDF, {len(got.pages)} of .docx")
            assert abs(len(got.pages) - pages) <= 1
            lines = got.pages[1].extract_text_lines()
        # 22 lines and the page number: none is pushed off for want of the last one's leading.
        assert len(lines) == 23
