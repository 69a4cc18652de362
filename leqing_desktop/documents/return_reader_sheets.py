"""The sheets of a returned workbook, each read when it is asked for: most files need two of three."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from leqing_desktop.documents.table_archive import FILE_LIMIT, Archive
from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.documents.table_sheets import (
    check_count,
    load_sheets,
    open_workbook,
    sheet_rows,
)
from leqing_desktop.documents.table_xlsx import XlsxFacts, no_secret

_BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_SUFFIXES = (".xlsx", ".xlsm")


class ReturnBook(Protocol):
    """A workbook open for reading; ``sheets`` are name and hidden, in the workbook's order."""

    sheets: list[tuple[str, bool]]

    def grid(self, index: int) -> SheetGrid:
        """A sheet's cells; Refused where they cannot be read."""
        ...


class _WholeBook:
    """A workbook all of whose sheets are read at once."""

    def __init__(self, path: Path) -> None:
        self._grids = load_sheets(path)
        self.sheets = [(grid.name, grid.hidden) for grid in self._grids]

    def grid(self, index: int) -> SheetGrid:
        """A sheet's cells."""
        return self._grids[index]


class _LazyXlsx:
    """An .xlsx under the limits of every table, but only what is asked for is unpacked."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self._path = path
        self._no_secret = _STRINGS not in archive or no_secret(archive.xml(_STRINGS))
        self._facts = XlsxFacts(archive)
        check_count(path, len(self._facts.parts))
        self.sheets = [(part.name, part.hidden) for part in self._facts.parts]
        self._book = open_workbook(path)

    def grid(self, index: int) -> SheetGrid:
        """A sheet's cells; Refused where they cannot be read."""
        part = self._facts.parts[index]
        facts = self._facts.sheet(part, hiding=False)
        facts.no_secret &= self._no_secret
        rows = sheet_rows(self._book, part.name, self._path)
        return SheetGrid(part.name, rows, facts, part.hidden, self._facts.date1904)


@contextlib.contextmanager
def open_return(path: Path) -> Iterator[ReturnBook]:
    """A workbook of any of the formats that are read; Refused in one sentence for anything else."""
    archive = _archive(path)
    if archive is None:
        yield _WholeBook(path)
        return
    with contextlib.closing(archive):
        yield _LazyXlsx(path, archive)


def _archive(path: Path) -> Archive | None:
    """The package of an ordinary .xlsx; None where somebody must look more closely."""
    try:
        if path.suffix.lower() not in _SUFFIXES or not 0 < path.stat().st_size <= FILE_LIMIT:
            return None
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return None
    except OSError:
        return None
    archive = Archive(path)
    if _BOOK in archive:
        return archive
    archive.close()
    return None
