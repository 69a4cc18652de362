"""The sheets as LibreOffice prints them: paper, pages, and no text lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pdfplumber
import pytest

from leqing_desktop.documents.workbook_decomposition import write_decomposition
from leqing_desktop.documents.workbook_layout import Heading
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from tests.libreoffice import LibreOffice

A3_LANDSCAPE = (1190.55, 841.89)
UNITS = "市经信局、市科技局、市市场监管局、市自然资源和规划局、各镇街、功能区"


def plan() -> list[Row]:
    """Nine programmes, 26 measures, 90 tasks, with texts of the usual lengths."""
    ids = count(1)
    rows: list[Row] = []
    measure_no = 0
    for p in range(9):
        programme = Row(next(ids), None, Level.PROGRAMME, "一二三四五六七八九"[p], f"实施第{p}工程")
        rows.append(programme)
        for _ in range(3 if p < 8 else 2):
            measure_no += 1
            measure = Row(
                next(ids),
                programme.id,
                Level.MEASURE,
                str(measure_no),
                f"举措号{measure_no}完",
                target="；".join(f"指标{n} ≥{n}00 家" for n in range(measure_no % 7)),
            )
            rows.append(measure)
            rows += tasks(measure, ids, 4 if measure_no < 13 else 3)
    return rows


def tasks(measure: Row, ids: count[int], size: int) -> list[Row]:
    rows: list[Row] = []
    for t in range(1, size + 1):
        number = f"{measure.number}.{t}"
        title = f"始{number}" + "推广低压电器成套应用" * (t * 2) + f"终{number}"
        row = Row(
            next(ids),
            measure.id,
            Level.TASK,
            number,
            title,
            responsible=UNITS,
            due=date(2025, 12, 31),
        )
        rows.append(row)
        rows += [Row(next(ids), row.id, Level.MILESTONE, "", f"节点{n}") for n in range(t)]
    return rows


def printed(libreoffice: LibreOffice, rows: Sequence[Row], folder: Path) -> Path:
    source = folder / "分解表.xlsx"
    with source.open("wb") as stream:
        write_decomposition(rows, Heading("重点任务分解表", printed=date(2024, 10, 15)), stream)
    return libreoffice.convert("pdf", folder, source)[0]


def test_a3_landscape_one_page_wide_with_every_title_whole(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    rows = plan()
    with pdfplumber.open(printed(libreoffice, rows, tmp_path)) as pdf:
        for page in pdf.pages:
            assert (float(page.width), float(page.height)) == pytest.approx(A3_LANDSCAPE, abs=1)
        pages = [(page.extract_text() or "").replace(" ", "") for page in pdf.pages]
        cells = "".join(
            (cell or "").replace("\n", "").replace(" ", "")
            for page in pdf.pages
            for table in page.extract_tables()
            for line in table
            for cell in line
        )
    for number, text in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in text
        assert "序号" in text
        assert "完成时限" in text
    for row in rows:
        # A milestone has no name of its own here; a task's end is clipped first.
        if row.level is not Level.MILESTONE:
            assert row.title in cells
