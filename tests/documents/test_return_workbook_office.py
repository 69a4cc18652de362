"""The return workbook as LibreOffice opens, saves and prints it."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from leqing_desktop.documents.return_workbook import write_returns
from leqing_desktop.domain.return_seal import SealState, open_seal
from tests.documents.return_samples import KEY, form, task
from tests.libreoffice import LibreOffice, needs_libreoffice

pytestmark = needs_libreoffice
A4_LANDSCAPE = (841.89, 595.28)


def test_every_format_keeps_the_seal_and_the_values(
    tmp_path: Path, libreoffice: LibreOffice
) -> None:
    sent = form(tasks=tuple(task(number) for number in range(60)))
    (source,) = write_returns([sent], KEY, tmp_path, ["报送表.xlsx"])
    expected = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    for ending in ("xlsx", "xls", "ods"):
        (path,) = libreoffice.convert(ending, tmp_path / ending, source)
        book = CalamineWorkbook.from_path(path)
        assert book.sheet_names == ["报送表", "填报说明", "校验"]
        shown = [each.visible for each in book.sheets_metadata]
        assert shown[:2] == [SheetVisibleEnum.Visible] * 2
        assert shown[2] is not SheetVisibleEnum.Visible
        lines = [(str(row[0]), str(row[1])) for row in book.get_sheet_by_index(2).to_python()]
        seal = open_seal(lines, KEY)
        assert seal.state is SealState.VALID and seal.form == sent
        kept = book.get_sheet_by_index(0).to_python()
        assert [row[:9] for row in kept[:75]] == [row[:9] for row in expected[:75]]


def test_it_prints_whole_on_a4(tmp_path: Path, libreoffice: LibreOffice) -> None:
    sent = form(
        demo=True, tasks=tuple(task(n, title=f"始{n}{'推广应用' * n}终{n}") for n in range(20))
    )
    (source,) = write_returns([sent], KEY, tmp_path, ["报送表.xlsx"])
    (printed,) = libreoffice.convert("pdf", tmp_path / "pdf", source)
    with pdfplumber.open(printed) as pdf:
        pages = [(page.extract_text() or "").replace(" ", "") for page in pdf.pages]
        for page in pdf.pages:
            size = (float(page.width), float(page.height))
            assert size == pytest.approx(A4_LANDSCAPE, abs=1)
        cells = "".join(
            (cell or "").replace("\n", "").replace(" ", "")
            for page in pdf.pages
            for table in page.extract_tables()
            for line in table
            for cell in line
        )
    for number, text in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in text
        assert "演示数据" in text
        assert "佐证材料名称" in text
    assert "填报说明" in pages[-1] and "填报说明" not in "".join(pages[1:-1])
    assert "填报日期" in pages[-2]
    for each in sent.tasks:
        assert each.title in cells
        assert each.last_done in cells
