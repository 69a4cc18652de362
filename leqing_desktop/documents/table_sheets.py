"""Reads every sheet of a task table into grids: calamine for the values, the file for the rest."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop.documents.table_archive import Archive, damaged
from leqing_desktop.documents.table_grid import SheetGrid, Value
from leqing_desktop.documents.table_guard import TableKind, kind_of
from leqing_desktop.documents.table_ods import read_ods
from leqing_desktop.documents.table_ole import BrokenContainer, OleFile
from leqing_desktop.documents.table_xls import XlsFacts
from leqing_desktop.documents.table_xlsx import XlsxFacts
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SHEETS_LIMIT = 200


def load_sheets(path: Path) -> list[SheetGrid]:
    """All worksheets, hidden ones flagged. ``Refused`` in one sentence for what cannot be read.

    Macros and external links are never followed: only cached values are taken.
    """
    kind = kind_of(path)
    if kind is TableKind.XLS:
        return _load_xls(path)
    archive = Archive(path)
    try:
        sheets = read_ods(archive) if kind is TableKind.ODS else _load_xlsx(path, archive)
    finally:
        archive.close()
    check_count(path, len(sheets))
    return sheets


def _load_xlsx(path: Path, archive: Archive) -> list[SheetGrid]:
    archive.check_all_xml()
    facts = XlsxFacts(archive)
    check_count(path, len(facts.parts))
    found = [(part, facts.sheet(part)) for part in facts.parts]
    book = open_workbook(path)
    grids = []
    for part, sheet_facts in found:
        rows = sheet_rows(book, part.name, path)
        grids.append(SheetGrid(part.name, rows, sheet_facts, part.hidden, facts.date1904))
    return grids


def _load_xls(path: Path) -> list[SheetGrid]:
    try:
        facts = XlsFacts(path.name, OleFile(path.read_bytes()).stream("Workbook"))
        check_count(path, len(facts.sheets))
        found = [facts.sheet(index) for index in range(len(facts.sheets))]
    except (BrokenContainer, struct.error, IndexError, KeyError, OSError) as error:
        raise damaged(path.name) from error
    book = open_workbook(path)
    return [
        SheetGrid(name, sheet_rows(book, name, path), sheet_facts, hidden, facts.date1904)
        for (name, hidden, _), sheet_facts in zip(facts.sheets, found, strict=True)
    ]


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook as calamine opens it; Refused where it cannot."""
    from python_calamine import CalamineWorkbook

    # From the bytes, for from_path trusts the file's extension.
    with _in_words(path), path.open("rb") as stream:
        return CalamineWorkbook.from_filelike(stream)


def sheet_rows(book: CalamineWorkbook, sheet: str, path: Path) -> Sequence[Sequence[Value]]:
    """A sheet's values from A1 on; Refused where they cannot be read."""
    with _in_words(path):
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Whatever calamine says about a spoilt file, as one sentence.

    A panic of its Rust code arrives as ``PanicException``, which is no ``Exception`` and has no
    importable class.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise Refused(f"“{path.name}”有密码，请先去掉密码另存后再导入。") from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(path.name) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged(path.name) from error
        raise


def check_count(path: Path, count: int) -> None:
    """Refuse a workbook without a sheet, or with too many."""
    if count == 0:
        raise Refused(f"“{path.name}”里没有工作表，请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。")
    if count > SHEETS_LIMIT:
        raise Refused(f"“{path.name}”有 {count} 张表，请只留下任务表后再导入。")
