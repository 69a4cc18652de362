"""What an .xlsx says beside its values: shown formats, errors, formulas without a value, hiding.

Found by searching the sheet's XML for the few cells that matter; a parser would take longer than
calamine takes to read the whole sheet.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from leqing_desktop.documents.table_archive import Archive, damaged
from leqing_desktop.documents.table_grid import CellForm, SheetFacts, column_index, form_of
from leqing_desktop.errors import Refused

ROW_LIMIT = 60_000
COLUMN_LIMIT = 512
AREA_LIMIT = 3_000_000
"""Cells of the box around all values of a sheet; calamine takes some 32 bytes for each."""
MERGE_LIMIT = 100_000
_SECRET = "密".encode()
_KEPT = 200_000
"""Bytes of a part whose meaning is worth keeping for the next file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet's name, its part in the archive, and whether it is hidden."""

    name: str
    member: str
    hidden: bool


_CELL = rb"<(?:\w+:)?c\s(?=[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\")"
_LAST_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d+)\"")
_LETTERS = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})\d")
# A cell with a formula, or not plainly in the first 26 columns and 9,999 rows. Nearly every program
# writes r first, so that one quick search tells that a sheet is of the ordinary kind.
_UNUSUAL = re.compile(rb"<c(?! r=\"[A-Z]\d{1,4}\"[^>]*+>(?!\s*<f)|[a-z])")
_FILLED = re.compile(_CELL + rb"[^>]*[^>/]>\s*<(?:\w+:)?(?:v|is|f)\b")
_THIS_CELL = re.compile(_CELL)
_ERROR = re.compile(rb"\bt=\"e\"(?=[^<>]*>\s*<(?:\w+:)?[vf]\b)")
_CODE = re.compile(
    _CELL + rb"(?=[^>]*?\bt=\"e\")[^>]*>"
    rb"(?:\s*<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>\s*(#[A-Z0-9/!?_]{1,20})"
)
_UNCACHED = re.compile(
    rb"[<:]f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_FORMAT_ID = re.compile(rb"\bnumFmtId=[\"'](\d{1,9})[\"']")
_FORMAT_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*?\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_HIDDEN_COL = re.compile(rb"<(?:\w+:)?col\s(?=[^>]*?\bhidden=\"(?:1|true)\")([^>]*)>")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=\"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\""
)


class XlsxFacts:
    """The facts of an .xlsx package; Refused where it is none or is beyond the limits."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        book, rels = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
        small = len(book) + len(rels) < _KEPT
        try:
            self.date1904, parts = (_book if small else _book.__wrapped__)(book, rels)
        except ElementTree.ParseError as error:
            raise damaged(archive.name) from error
        self.parts = [part for part in parts if part.member in archive]
        self._forms = self._styles()

    def sheet(self, part: Part, hiding: bool = True) -> SheetFacts:
        """Everything worth knowing about one sheet; without ``hiding`` not what is hidden in it."""
        xml = self._archive.xml(part.member)
        ordinary = b"<worksheet" in xml[:4096] and not _UNUSUAL.search(xml)
        if not ordinary:
            self._check_box(part, xml)
        facts = SheetFacts(no_secret=no_secret(xml))
        if self._forms:
            self._find_forms(xml, facts)
        if b't="e"' in xml:
            facts.errors = set(_cells_around(_ERROR, xml))
            facts.codes = {_place(found): found[3].decode() for found in _CODE.finditer(xml)}
        if not ordinary:
            facts.uncached = set(_cells_around(_UNCACHED, xml))
        if hiding and b"hidden=" in xml and (b'hidden="1"' in xml or b'hidden="true"' in xml):
            facts.hidden_rows = {int(row) - 1 for row in _HIDDEN_ROW.findall(xml)}
            for attributes in _HIDDEN_COL.findall(xml):
                facts.hidden_columns |= _span(attributes)
        merges = xml.find(b"mergeCell")
        for a, b, c, d in _MERGE.findall(xml, max(0, merges - 20)) if merges >= 0 else ():
            facts.merges.append(
                (int(b) - 1, column_index(a.decode()), int(d) - 1, column_index(c.decode()))
            )
        if len(facts.merges) > MERGE_LIMIT:
            raise Refused(
                f"“{part.name}”表里合并单元格过多（{len(facts.merges)} 处），"
                "请取消不必要的合并后再导入。"
            )
        return facts

    def _find_forms(self, xml: bytes, facts: SheetFacts) -> None:
        wanted = b"|".join(str(style).encode() for style in self._forms)
        head = rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"" if b'<c r="' in xml else _CELL
        styled = re.compile(head + rb"(?=[^>]*?\ss=\"(" + wanted + rb")\")")
        for found in styled.finditer(xml):
            facts.forms[_place(found)] = self._forms[int(found[3])]

    def _check_box(self, part: Part, xml: bytes) -> None:
        """Refuse a sheet whose values lie so far apart that its box could not be held."""
        last = max(map(int, _LAST_ROW.findall(xml)), default=0)
        letters = {column_index(each.decode()) for each in set(_LETTERS.findall(xml))}
        width = max(letters, default=0) + 1
        if last <= ROW_LIMIT and width <= COLUMN_LIMIT and last * width <= AREA_LIMIT:
            return
        top = left = 0
        far = (0, 0)
        for cell in _FILLED.finditer(xml):
            row, column = _place(cell)
            if row > top or column > left:
                far = (row, column)
            top, left = max(top, row), max(left, column)
        refuse_box(part.name, top + 1, left + 1, far)

    def _styles(self) -> dict[int, CellForm]:
        """The styles (cellXfs) whose format says more than the value."""
        if "xl/styles.xml" not in self._archive:
            return {}
        xml = self._archive.xml("xl/styles.xml")
        return _forms_of(xml) if len(xml) < _KEPT else _forms_of.__wrapped__(xml)


@lru_cache(maxsize=8)
def _forms_of(xml: bytes) -> dict[int, CellForm]:
    """The forms of a styles part: a folder of returns has many files with the same one."""
    codes: dict[int, str] = {}
    for attributes in _NUMBER_FORMAT.findall(_between(xml, b"numFmts")):
        number, code = _FORMAT_ID.search(attributes), _FORMAT_CODE.search(attributes)
        if number is not None and code is not None:
            words = html.unescape((code[1] or code[2] or b"").decode("utf-8", "replace"))
            codes.setdefault(int(number[1]), words)
    forms: dict[int, CellForm] = {}
    for index, attributes in enumerate(_STYLE.findall(_between(xml, b"cellXfs"))):
        given = _FORMAT_ID.search(attributes)
        of = int(given[1]) if given is not None else 0
        form = form_of(of, codes.get(of, ""))
        if not form.plain:
            forms[index] = form
    return forms


def refuse_box(sheet: str, rows: int, columns: int, far: tuple[int, int]) -> None:
    """Refuse values that reach beyond a table's size, naming the cell that lies farthest."""
    if rows <= ROW_LIMIT and columns <= COLUMN_LIMIT and rows * columns <= AREA_LIMIT:
        return
    from leqing_desktop.documents.table_grid import place_name

    raise Refused(
        f"“{sheet}”表的内容一直到 {place_name(*far)}，超出任务表的大小（{ROW_LIMIT} 行、"
        f"{COLUMN_LIMIT} 列），请删除表外的零散单元格后再导入。"
    )


def no_secret(xml: bytes) -> bool:
    """Whether the texts of a part surely lack 密, which may also be written as a reference."""
    return _SECRET not in xml and b"&#" not in xml


def _between(xml: bytes, name: bytes) -> bytes:
    """What stands between the tags of an element that a part has once at most."""
    first, last = xml.find(name), xml.rfind(name)
    return xml[first:last] if first >= 0 else b""


@lru_cache(maxsize=16)
def _book(book: bytes, rels: bytes) -> tuple[bool, tuple[Part, ...]]:
    """Whether days count from 1904, and the sheets; a folder of returns has many equal ones."""
    # Safe with the standard parser: Archive.xml has refused every DOCTYPE.
    root = ElementTree.fromstring(book)
    date1904 = any(
        node.get("date1904") in ("1", "true")
        for node in root.iter()
        if _local(node.tag) == "workbookPr"
    )
    targets = {
        node.get("Id", ""): node.get("Target", "")
        for node in ElementTree.fromstring(rels).iter()
        if _local(node.tag) == "Relationship" and node.get("TargetMode") != "External"
    }
    parts = []
    for node in root.iter():
        if _local(node.tag) != "sheet":
            continue
        key = next((v for k, v in node.attrib.items() if _local(k) == "id"), "")
        member = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        if "sheets/" in member:
            hidden = node.get("state", "visible") != "visible"
            parts.append(Part(node.get("name", ""), member, hidden))
    return date1904, tuple(parts)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found[2]) - 1, column_index(found[1].decode())


def _cells_around(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[tuple[int, int]]:
    """The places of the cells in which ``pattern`` is found: in the tag, or closing the cell."""
    mark = b"<c " if b"<worksheet" in xml[:4096] else b":c "
    for found in pattern.finditer(xml):
        begin = xml.rfind(b"<", 0, xml.rfind(mark, 0, found.start()) + 1)
        cell = _THIS_CELL.match(xml, begin) if begin >= 0 else None
        if cell is not None:
            yield _place(cell)


def _span(attributes: bytes) -> set[int]:
    low = re.search(rb"\bmin=\"(\d+)\"", attributes)
    high = re.search(rb"\bmax=\"(\d+)\"", attributes)
    if low is None or high is None:
        return set()
    return set(range(int(low[1]) - 1, min(int(high[1]), COLUMN_LIMIT)))
