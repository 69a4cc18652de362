"""What units do to their return workbooks, and what else lies in a folder of returns."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from leqing_desktop.domain.return_form import IndicatorField, TaskField
from tests.journeys.office_filling import Work
from tests.journeys.quarter_figures import THIRD, Written
from tests.ledgers import Clock, fill_small, workspace
from tests.returned import open_return


@dataclass(frozen=True)
class Blank:
    """A workbook as it was issued: where everything stands; rows and columns from 1.

    ``tasks``: the id in the hidden first column → the number printed beside it.
    """

    path: Path
    rows: list[int]
    numbers: list[str]
    tasks: dict[int, str]
    columns: dict[TaskField, int]
    indicators: dict[str, int]
    indicator_columns: dict[str, int]

    def row(self, number: str) -> int:
        """The row of a task."""
        return self.rows[self.numbers.index(number)]


def read_blank(path: Path) -> Blank:
    """Look where everything stands in an issued (or sent back) workbook."""
    opened = open_return(path)
    sheet, columns = opened.sheet, opened.columns
    rows = opened.task_rows
    numbers = [str(sheet.cell(row, columns[TaskField.NUMBER]).value) for row in rows]
    marks = [int(str(sheet.cell(row, 1).value)[1:]) for row in rows]
    tasks = dict(zip(marks, numbers, strict=True))
    named, heads = {}, {}
    for cells in sheet.iter_rows(min_row=rows[-1] + 1):
        texts = [str(cell.value or "") for cell in cells]
        if IndicatorField.NAME.label in texts:
            heads = {text: at for at, text in enumerate(texts, 1) if text}
        elif texts[0].startswith("I"):
            named[texts[heads[IndicatorField.NAME.label] - 1]] = cells[0].row
    return Blank(path, rows, numbers, tasks, columns, named, heads)


def titles(blank: Blank) -> list[tuple[str, str]]:
    """Number and name of every task in a workbook."""
    opened = open_return(blank.path)
    found = [str(opened.cell(row, TaskField.TITLE).value) for row in blank.rows]
    return list(zip(blank.numbers, found, strict=True))


# Filling


def put(work: Work, blank: Blank, number: str, said: Written) -> None:
    """Fill a task's row."""
    row, at = blank.row(number), blank.columns
    work.number(row, at[TaskField.PROGRESS], said.progress)
    work.text(row, at[TaskField.STATUS], said.status)
    work.text(row, at[TaskField.DONE], said.done)
    if said.evidence:
        work.text(row, at[TaskField.EVIDENCE], said.evidence)


def put_indicator(
    work: Work, blank: Blank, name: str, in_quarter: float | None, value: float
) -> None:
    """Fill an indicator's row."""
    row, at = blank.indicators[name], blank.indicator_columns
    if in_quarter is not None:
        work.number(row, at[IndicatorField.IN_QUARTER.label], in_quarter)
    work.number(row, at[IndicatorField.VALUE.label], value)


# What is done to the form


def rows_sorted(work: Work, blank: Blank) -> None:
    """Sort the tasks by progress, the best first."""
    work.unprotect()
    work.sort_down(blank.rows[0], blank.rows[-1], blank.columns[TaskField.PROGRESS])


def rows_inserted(work: Work, blank: Blank) -> None:
    """Insert empty rows above the header and between the tasks."""
    work.unprotect()
    work.insert(blank.rows[1], 2)
    work.insert(1, 3)


def row_deleted(work: Work, blank: Blank) -> None:
    """Delete the second task: nothing was done there."""
    work.unprotect()
    work.delete(blank.rows[1])


def sheet_renamed(work: Work, _blank: Blank) -> None:
    """Give the sheet a name of one's own."""
    work.unprotect()
    work.rename("三季度（终稿）")


def columns_hidden(work: Work, blank: Blank) -> None:
    """Hide what was only promised."""
    work.unprotect()
    for name in (TaskField.MEASURE, TaskField.YEAR_GOAL, TaskField.SCHEDULE):
        work.hide(blank.columns[name])


def pasted_over(work: Work, blank: Blank) -> None:
    """Write another 序时 into the first task: 75 → 60."""
    work.unprotect()
    work.number(blank.rows[0], blank.columns[TaskField.SCHEDULE], 60)


def last_text_pasted_over(work: Work, blank: Blank) -> None:
    """Write last quarter's text anew."""
    work.unprotect()
    work.text(blank.rows[0], blank.columns[TaskField.LAST_DONE], "上季已全部完成。")


def hidden_sheet_removed(work: Work, _blank: Blank) -> None:
    """Delete the hidden sheet."""
    work.unprotect()
    work.drop("校验")


def retyped(path: Path, unit: str, period: str, rows: list[tuple[str, str, Written]]) -> Path:
    """A table of one's own with number, title and what was done; nothing of the form is left."""
    book = Workbook()
    sheet = book.active
    sheet.append([f"{unit}{period}进展"])
    sheet.append([f"单位：{unit}", "", f"报送期：{period}"])
    sheet.append(["序号", "重点任务", "本季进度（%）", "状态", "本季进展", "佐证材料名称"])
    for number, title, said in rows:
        sheet.append([number, title, said.progress, said.status, said.done, said.evidence])
    book.save(path)
    return path


# What else lies in the folder


def of_another_ledger(path: Path, folder: Path) -> Path:
    """The return of a unit to another city's ledger."""
    ledger, desk = folder / "外县.leqing", workspace(Clock())
    desk.create(ledger, "empty")
    fill_small(ledger)
    services = desk.open(ledger, keep_backups=False)
    out = folder / "外县"
    out.mkdir()
    first, *_ = services.return_issue.issuing(THIRD, out).run()
    services.ledger.close()
    return Path(shutil.copy(first.path, path))


def of_an_old_template(path: Path) -> Path:
    """A workbook of another version of the form, as its sealed sheet says."""
    book = load_workbook(path)
    for row in book["校验"].iter_rows():
        if row[0].value == "模板版本":
            row[1].value = "0"
    book.save(path)
    return path


def broken(path: Path, whole: Path) -> Path:
    """The first half of a workbook, as a stick that was pulled out leaves it."""
    content = whole.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def hostile(path: Path, whole: Path) -> Path:
    """A workbook whose sheet unfolds entities without end."""
    entities = "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "哈哈哈哈哈哈">'
        for at in range(10)
    )
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (
                    f'<?xml version="1.0"?><!DOCTYPE w [{entities}]>'
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
                    "</sheetData></worksheet>"
                ).encode()
            bad.writestr(name, content)
    return path


def wechat_zip(path: Path, file: Path) -> Path:
    """A zip with names in GBK and no word that they are; the file itself is moved into it."""
    stand_in = "x" * len(file.name.encode("gbk"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(stand_in, file.read_bytes())
    content = path.read_bytes()
    assert content.count(stand_in.encode()) == 2
    path.write_bytes(content.replace(stand_in.encode(), file.name.encode("gbk")))
    file.unlink()
    return path


def plain_zip(path: Path, file: Path) -> Path:
    """A zip as Windows makes it today; the file itself is moved into it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(file, f"报送/{file.name}")
    file.unlink()
    return path


def photo(path: Path) -> Path:
    """A scan with the stamp, as a phone takes it."""
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + path.name.encode() + b"\xff\xd9")
    return path


def in_wps_format(path: Path) -> Path:
    """A workbook in the format that only WPS knows."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    return path


def rar(path: Path) -> Path:
    """An archive that is not opened here."""
    path.write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(64))
    return path


def lock_file(path: Path) -> Path:
    """What an office program leaves beside an open workbook."""
    path.write_bytes("王敏".encode("utf-16-le") + bytes(100))
    return path


def shortcut(path: Path) -> Path:
    """A link that was copied instead of the file."""
    path.write_bytes(b"L\0\0\0\x01\x14\x02\0" + bytes(60))
    return path


def copy_of(path: Path, name: str) -> Path:
    """The same file under another name."""
    return Path(shutil.copy(path, path.with_name(name)))
