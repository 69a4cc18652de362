"""Fills return workbooks the way units do: many of them in one run of LibreOffice, else by openpyxl.

What is done to a workbook is a list of orders; either pair of hands carries out the same ones. Rows
count from 1 and columns from 1, as the workbook shows them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 120
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}


@dataclass
class Work:
    """What a unit does to one workbook: opens ``source``, works, saves as ``target``."""

    source: Path
    target: Path
    orders: list[tuple[str, ...]] = field(default_factory=list)

    def text(self, row: int, column: int, words: str) -> None:
        """Type words into a cell."""
        self.orders.append(("text", str(row), str(column), words))

    def number(self, row: int, column: int, figure: float) -> None:
        """Type a figure into a cell."""
        self.orders.append(("number", str(row), str(column), f"{figure:g}"))

    def unprotect(self) -> None:
        """Take the sheet's and the workbook's protection away; there is no password."""
        self.orders.append(("unprotect",))

    def insert(self, row: int, count: int) -> None:
        """Insert empty rows above a row."""
        self.orders.append(("insert", str(row), str(count)))

    def delete(self, row: int) -> None:
        """Delete a row."""
        self.orders.append(("delete", str(row)))

    def sort_down(self, first: int, last: int, column: int) -> None:
        """Sort rows by a column, the greatest first."""
        self.orders.append(("sort", str(first), str(last), str(column)))

    def rename(self, name: str) -> None:
        """Give the first sheet another name."""
        self.orders.append(("rename", name))

    def hide(self, column: int) -> None:
        """Hide a column."""
        self.orders.append(("hide", str(column)))

    def drop(self, sheet: str) -> None:
        """Delete a sheet."""
        self.orders.append(("drop", sheet))


def carry_out(works: Sequence[Work], folder: Path) -> list[Path]:
    """Do all the work; the files as they were saved (.xlsx where there is no LibreOffice)."""
    if OFFICE is None:
        return [by_openpyxl(work) for work in works]
    _by_office(works, folder)
    return [work.target for work in works]


# LibreOffice


def _by_office(works: Sequence[Work], folder: Path) -> None:
    """One start of the program for all workbooks; a macro reads the orders from a file."""
    script, profile = folder / "orders.txt", folder / "profile"
    lines = []
    for work in works:
        lines.append(("open", work.source.as_uri()))
        lines += work.orders
        lines.append(("save", work.target.as_uri(), _FILTERS[work.target.suffix]))
    lines.append(("end",))  # the last line of a text comes with its line end
    assert all("\t" not in word and "\n" not in word for line in lines for word in line)
    script.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    _put_macro(profile)
    done = subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo"),
            f'macro:///Standard.Orders.CarryOut("{script.as_uri()}")',
        ],
        capture_output=True,
        timeout=SECONDS,
    )
    fault = script.with_name(f"{script.name}.fault")
    assert not fault.exists(), fault.read_text(encoding="utf-8", errors="replace")
    missing = [work.target.name for work in works if not work.target.exists()]
    assert not missing, f"{missing} {done.stderr!r}"


def _put_macro(profile: Path) -> None:
    basic = profile / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    library = '<?xml version="1.0" encoding="UTF-8"?>\n'
    names = 'xmlns:library="http://openoffice.org/2000/library"'
    for kind in ("script", "dialog"):
        (basic / f"{kind}.xlc").write_text(
            f'{library}<library:libraries {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
            '<library:library library:name="Standard" library:link="false"/></library:libraries>'
        )
        element = '<library:element library:name="Orders"/>' if kind == "script" else ""
        (basic / "Standard" / f"{kind}.xlb").write_text(
            f'{library}<library:library {names} library:name="Standard" library:readonly="false" '
            f'library:passwordprotected="false">{element}</library:library>'
        )
    # A profile that is not marked as set up gets the program's own empty macros over these.
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'{library}<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" '
        'oor:op="fuse"><value>true</value></prop></item></oor:items>'
    )
    (basic / "Standard" / "Orders.xba").write_text(
        f'{library}<script:module xmlns:script="http://openoffice.org/2000/script" '
        'script:name="Orders" script:language="StarBasic">'
        f"{escape(_MACRO)}</script:module>"
    )


_MACRO = """
Dim oDoc, oSheet

Sub CarryOut(sOrders As String)
    On Error GoTo Out
    oAccess = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
    oText = CreateUnoService("com.sun.star.io.TextInputStream")
    oText.setInputStream(oAccess.openFileRead(sOrders))
    oText.setEncoding("UTF-8")
    Do While Not oText.isEOF()
        sLine = oText.readLine()
        If Len(sLine) > 0 Then CarryOutOne(Split(sLine, Chr(9)))
    Loop
    oText.closeInput()
    StarDesktop.terminate()
    Exit Sub
Out:
    Open ConvertFromURL(sOrders) & ".fault" For Output As #1
    Print #1, Err & " " & Error & " (" & Erl & ") " & sLine
    Close #1
    StarDesktop.terminate()
End Sub

Sub CarryOutOne(aWord)
    Dim aArgs(0) As New com.sun.star.beans.PropertyValue
    Select Case aWord(0)
    Case "open"
        aArgs(0).Name = "Hidden" : aArgs(0).Value = True
        oDoc = StarDesktop.loadComponentFromURL(aWord(1), "_blank", 0, aArgs())
        oSheet = oDoc.Sheets.getByIndex(0)
    Case "text"
        oSheet.getCellByPosition(CLng(aWord(2)) - 1, CLng(aWord(1)) - 1).String = aWord(3)
    Case "number"
        oSheet.getCellByPosition(CLng(aWord(2)) - 1, CLng(aWord(1)) - 1).Value = Val(aWord(3))
    Case "unprotect"
        oSheet.unprotect("")
        oDoc.unprotect("")
    Case "insert"
        oSheet.Rows.insertByIndex(CLng(aWord(1)) - 1, CLng(aWord(2)))
    Case "delete"
        oSheet.Rows.removeByIndex(CLng(aWord(1)) - 1, 1)
    Case "sort"
        SortDown(CLng(aWord(1)) - 1, CLng(aWord(2)) - 1, CLng(aWord(3)) - 1)
    Case "rename"
        oSheet.Name = aWord(1)
    Case "hide"
        oSheet.Columns.getByIndex(CLng(aWord(1)) - 1).IsVisible = False
    Case "drop"
        oDoc.Sheets.removeByName(aWord(1))
    Case "save"
        aArgs(0).Name = "FilterName" : aArgs(0).Value = aWord(2)
        oDoc.storeToURL(aWord(1), aArgs())
        oDoc.close(True)
    End Select
End Sub

Sub SortDown(nFirst, nLast, nColumn)
    Dim aField(0) As New com.sun.star.table.TableSortField
    Dim aHow(0) As New com.sun.star.beans.PropertyValue
    aField(0).Field = nColumn : aField(0).IsAscending = False
    aHow(0).Name = "SortFields" : aHow(0).Value = aField()
    oSheet.getCellRangeByPosition(0, nFirst, 14, nLast).sort(aHow())
End Sub
"""


# openpyxl


def by_openpyxl(work: Work) -> Path:
    """Do the work without LibreOffice; the file as it was saved."""
    book = load_workbook(work.source)
    for verb, *words in work.orders:
        _VERBS[verb](book, *words)
    target = work.target.with_suffix(".xlsx")
    book.save(target)
    return target


def _text(book: Any, row: str, column: str, words: str) -> None:
    book.worksheets[0].cell(int(row), int(column)).value = words


def _number(book: Any, row: str, column: str, figure: str) -> None:
    book.worksheets[0].cell(int(row), int(column)).value = float(figure)


def _unprotect(book: Any) -> None:
    book.worksheets[0].protection.sheet = False
    book.security = None


def _insert(book: Any, row: str, count: str) -> None:
    sheet = _unmerged(book)
    sheet.insert_rows(int(row), int(count))


def _delete(book: Any, row: str) -> None:
    sheet = _unmerged(book)
    sheet.delete_rows(int(row))


def _unmerged(book: Any) -> Any:
    """The sheet without merged cells: openpyxl leaves them where they were, a program moves them."""
    sheet = book.worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    return sheet


def _sort(book: Any, first: str, last: str, column: str) -> None:
    sheet, rows = book.worksheets[0], range(int(first), int(last) + 1)
    found = [[cell.value for cell in sheet[row]] for row in rows]
    found.sort(key=lambda values: values[int(column) - 1], reverse=True)
    for row, values in zip(rows, found, strict=True):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def _rename(book: Any, name: str) -> None:
    book.worksheets[0].title = name


def _hide(book: Any, column: str) -> None:
    sheet = book.worksheets[0]
    sheet.column_dimensions[get_column_letter(int(column))].hidden = True


def _drop(book: Any, name: str) -> None:
    del book[name]


_VERBS: dict[str, Callable[..., None]] = {
    "text": _text,
    "number": _number,
    "unprotect": _unprotect,
    "insert": _insert,
    "delete": _delete,
    "sort": _sort,
    "rename": _rename,
    "hide": _hide,
    "drop": _drop,
}
