"""退回稿: a copy of the unit's own return with every fault as a comment on a yellow cell and in a list.

The copy is what the unit mends and sends in again, so the hidden sheet, the marks and the locks
stay; it is read again before it leaves, and where anything was lost, or where openpyxl cannot open
the original (.xls, .ods), the workbook is made anew with what the unit filled in.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from leqing_desktop.documents.guarded_child import read_guarded
from leqing_desktop.documents.return_reader import read_return
from leqing_desktop.documents.return_sent_back_form import refill
from leqing_desktop.documents.return_sent_back_marks import Fault, faults_of, mark, take_out_marks
from leqing_desktop.documents.return_sent_back_sheet import add_list
from leqing_desktop.documents.safe_file import write_bytes
from leqing_desktop.documents.table_guard import TableKind, kind_of
from leqing_desktop.documents.table_sheets import load_sheets
from leqing_desktop.documents.workbook_package import PROGRAM_NAME, save_book
from leqing_desktop.domain.evidence import shown_name
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.return_form import ReturnForm
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_reading import ReadReturn
from leqing_desktop.domain.return_seal import open_seal
from leqing_desktop.errors import Refused

_SUFFIXES = (".xlsx", ".xls", ".ods")
_MERGED_LIMIT = 200_000
"""Merged cells of a sheet; openpyxl makes an object of every one."""
_log = logging.getLogger(__name__)


def write_sent_back(
    original: bytes,
    original_name: str,
    form: ReturnForm | None,
    key: bytes,
    findings: Sequence[Finding],
    note: str,
    target: Path,
    answer_by: date | None = None,
) -> Path:
    """Write the 退回稿 of a kept return to ``target`` as .xlsx; the original is not touched.

    ``form``: the unit's form as the ledger has it now, for where the original's own is gone; ``key``
    the ledger's; ``note`` the clerk's 退回说明; ``answer_by`` the day by which it is wanted back, by
    default the day printed on the workbook. Refused in one sentence where no copy can be made.
    """
    name = shown_name(original_name)
    with tempfile.TemporaryDirectory(prefix="leqing-") as folder:
        path = Path(folder) / _file_name(original_name)
        path.write_bytes(original)
        try:
            content = read_guarded(
                marked_copy, name, path, form, key, tuple(findings), note, answer_by
            )
        except Refused as error:
            raise Refused(
                f"“{name}”做不成退回稿，它过大、已损坏或认不出是哪张报送表；"
                "请把疑问清单发给该单位，请它在下发的报送表上重填。"
            ) from error
    return write_bytes(target, content)


def marked_copy(
    path: Path,
    form: ReturnForm | None,
    key: bytes,
    findings: Sequence[Finding],
    note: str,
    answer_by: date | None = None,
) -> bytes:
    """The 退回稿 of the return at ``path``; a file from outside, so run under limits."""
    read = read_return(path)
    sent = open_seal(read.seal, key).form or form
    told = sent
    if sent is not None and answer_by is not None:
        told = replace(sent, due_on=answer_by)
    if kind_of(path) is TableKind.XLSX:
        content = _in_its_own_file(path, read, told, findings, note)
        if content is not None:
            return content
    if sent is None:
        raise Refused(f"认不出“{path.name}”是哪个单位的报送表。")
    book, places = refill(sent, key, read)
    return _finished(book, book.worksheets[0], faults_of(findings, read, places), told, note)


def _in_its_own_file(
    path: Path,
    read: ReadReturn,
    sent: ReturnForm | None,
    findings: Sequence[Finding],
    note: str,
) -> bytes | None:
    """The unit's file with the marks; None where openpyxl cannot keep what is in it."""
    if not _is_light(path):
        return None
    from openpyxl import load_workbook

    try:
        # Values instead of formulas: what is asked about is what was read, and nothing is linked.
        book = load_workbook(path, data_only=True, keep_links=False)
        sheet = book[read.sheet]
        take_out_marks(book)
        content = _finished(book, sheet, faults_of(findings, read), sent, note)
        path.write_bytes(content)
        return content if _says_the_same(read_return(path), read) else None
    except MemoryError:
        return None
    except Exception:
        # openpyxl raises anything on what other programs write.
        _log.warning("a return could not be marked in its own file", exc_info=True)
        return None


def _finished(
    book: Any, sheet: Any, faults: Sequence[Fault], sent: ReturnForm | None, note: str
) -> bytes:
    mark(sheet, faults)
    add_list(book, sheet, faults, sent, note)
    book.properties.lastModifiedBy = PROGRAM_NAME
    for name in [each for each, what in book.defined_names.items() if "[" in (what.value or "")]:
        del book.defined_names[name]
    stream = BytesIO()
    save_book(book, stream)
    return stream.getvalue()


def _is_light(path: Path) -> bool:
    """Whether openpyxl can hold the sheets; load_sheets has refused what is broken or hostile."""
    return all(
        sum((c - a + 1) * (d - b + 1) for a, b, c, d in grid.facts.merges) <= _MERGED_LIMIT
        for grid in load_sheets(path)
    )


def _says_the_same(copy: ReadReturn, original: ReadReturn) -> bool:
    """Whether the copy can be collected as the original was."""
    return (copy.seal, copy.sheet) == (original.seal, original.sheet) and all(
        [(row.row, row.mark, {n: c.text for n, c in row.cells.items()}) for row in one]
        == [(row.row, row.mark, {n: c.text for n, c in row.cells.items()}) for row in other]
        for one, other in (
            (copy.tasks, original.tasks),
            (copy.indicators, original.indicators),
        )
    )


def _file_name(original: str) -> str:
    suffix = Path(original).suffix.lower()
    suffix = suffix if suffix in _SUFFIXES else _SUFFIXES[0]
    return safe_file_name(Path(original).stem, suffix)
