"""Any file that a clerk drags in for import: told by content, unpacked if zipped, read as what it is."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from leqing_desktop.documents import file_in_use
from leqing_desktop.documents.guarded_child import read_guarded
from leqing_desktop.documents.import_archive import only_file
from leqing_desktop.documents.table_ole import MAGIC, BrokenContainer, OleFile
from leqing_desktop.domain.plan_import import ReadFile
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.errors import Refused

TABLE_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".et", ".ett", ".xlsb", ".xltx", ".csv"}
)


class SourceKind(StrEnum):
    """What a file is for an import."""

    TEXT = "text"
    TABLE = "table"
    ARCHIVE = "archive"


def read_import(
    path: Path,
    organisations: Collection[str] = (),
    mapping: TableMapping | None = None,
    default_year: int | None = None,
    preview: bool = False,
) -> ReadFile:
    """Read a plan document or a task table in the guarded child; ``Refused`` in one sentence.

    ``organisations``: the ledger's units. ``mapping``, ``default_year``, ``preview``: as in
    ``read_table``.
    """
    arguments = (path, tuple(organisations), mapping, default_year, preview)
    return read_guarded(_read, path.name, *arguments)


def _read(
    path: Path,
    organisations: Collection[str],
    mapping: TableMapping | None,
    default_year: int | None,
    preview: bool,
) -> ReadFile:
    kind = kind_of(path)
    if kind is SourceKind.ARCHIVE:
        with tempfile.TemporaryDirectory() as passing:
            inner = only_file(path, Path(passing))
            if kind_of(inner) is SourceKind.ARCHIVE:
                raise Refused(f"“{path.name}”里还有压缩包，请先解压，再导入里面的文件。")
            return _read(inner, organisations, mapping, default_year, preview)
    if kind is SourceKind.TABLE:
        from leqing_desktop.documents.table_reader import read_table

        return ReadFile(path.name, read_table(path, mapping, default_year, preview))
    from leqing_desktop.documents.plan_reader import read_plan

    return ReadFile(path.name, read_plan(path, organisations))


def kind_of(path: Path) -> SourceKind:
    """What the file is by its content; by its name only where the content does not tell.

    The readers themselves refuse what they cannot read, in the words of their kind.
    """
    by_name = SourceKind.TABLE if path.suffix.lower() in TABLE_SUFFIXES else SourceKind.TEXT
    try:
        with path.open("rb") as stream:
            head = stream.read(1024)
    except (OSError, ValueError) as error:
        raise Refused(
            file_in_use.told(path, error)
            or f"打不开文件“{path.name}”，请检查它是否存在、是否正被占用。"
        ) from error
    if head.startswith(b"PK\x03\x04"):
        return _packed(path, by_name)
    if head.startswith(MAGIC):
        return _contained(path, by_name)
    if b"%PDF-" in head:
        return SourceKind.TEXT
    return by_name


def _packed(path: Path, by_name: SourceKind) -> SourceKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # What is spoilt is refused in the words of what it was meant to be.
        return SourceKind.ARCHIVE if path.suffix.lower() == ".zip" else by_name
    if any(name.startswith("word/") for name in names):
        return SourceKind.TEXT
    if "mimetype" in names and "content.xml" in names:
        is_text = path.suffix.lower() in (".odt", ".ott", ".docx", ".doc")
        return SourceKind.TEXT if is_text else SourceKind.TABLE
    office = "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names)
    return SourceKind.TABLE if office else SourceKind.ARCHIVE


def _contained(path: Path, by_name: SourceKind) -> SourceKind:
    """Old Office files: a Word document gets the refusal for documents, all else that for tables."""
    try:
        names = OleFile(path.read_bytes()).names()
    except (BrokenContainer, OSError):
        return by_name
    if names & {"Workbook", "Book"}:
        return SourceKind.TABLE
    return SourceKind.TEXT if "WordDocument" in names else by_name
