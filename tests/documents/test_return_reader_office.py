"""Returns that another program saved, in every format that is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.documents.return_reader import read_return
from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.domain.return_reading import ReadReturn
from leqing_desktop.domain.return_seal import SealState, open_seal
from tests.documents.return_samples import KEY, form
from tests.documents.test_return_reader import FIRST, MISCHIEF, check_whole, filled, marks
from tests.libreoffice import LibreOffice, needs_libreoffice

pytestmark = needs_libreoffice


def special(book: Any) -> None:
    """Cells whose look counts: per cent, formulas, an error, a date, merged cells."""
    sheet = book.worksheets[0]
    sheet["J5"], sheet["J5"].number_format = 0.7, "0%"
    sheet["J6"] = "=70+1"
    sheet["M5"] = "=1/0"
    sheet["N5"], sheet["N5"].number_format = "=DATE(2024,12,31)", "yyyy-mm-dd"
    sheet["M6"] = "并列\n两行"
    sheet.merge_cells("M6:M7")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, libreoffice: LibreOffice) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    source = folder / "市经信局.xlsx"
    filled(special).save(source)
    return {
        ending: libreoffice.convert(ending, folder / ending, source)[0]
        for ending in ("xlsx", "xls", "ods")
    }


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_every_format_is_read_alike(ending: str, files: dict[str, Path]) -> None:
    read = read_return(files[ending])
    first, second, third = read.tasks
    assert marks(read) == [101, 102, 103]
    opened = open_seal(read.seal, KEY)
    assert opened.state is SealState.VALID and opened.form == form()
    assert first.cells[TaskField.PROGRESS].number == 70
    assert first.cells[TaskField.PROGRESS].text == "70%"
    assert second.cells[TaskField.PROGRESS].number == 71
    assert first.text(TaskField.PROBLEMS) == "#DIV/0!"
    assert first.text(TaskField.NEXT_STEP) == "2024-12-31"
    assert second.text(TaskField.PROBLEMS) == third.text(TaskField.PROBLEMS) == "并列\n两行"
    assert (read.unit_line, read.period_line) == ("市经信局", "2024年第三季度")
    assert (read.filled_by, read.reviewed_by, read.filled_on) == ("张三", "李四", "2024-10-12")


def test_mischief_survives_the_old_format(tmp_path: Path, libreoffice: LibreOffice) -> None:
    def both(book: Any) -> None:
        MISCHIEF["columns moved and inserted"](book)
        MISCHIEF["sheets renamed"](book)
        MISCHIEF["sheets reordered"](book)

    source = tmp_path / "a.xlsx"
    filled(both).save(source)
    for ending in ("xls", "ods"):
        (path,) = libreoffice.convert(ending, tmp_path / ending, source)
        read: ReadReturn = read_return(path)
        check_whole(read)
        assert marks(read) == [101, 102, 103]
        assert read.tasks[0].row == FIRST
