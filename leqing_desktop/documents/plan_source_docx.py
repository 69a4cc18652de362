"""The paragraphs of a .docx, with the numbers that Word would print in front of them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leqing_desktop.documents.plan_source_numbering import Numbering
from leqing_desktop.documents.plan_source_tables import Cell, table_lines
from leqing_desktop.documents.plan_source_text import SourceLine, SourceText
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PART_LIMIT = 60 * 1024 * 1024
"""Unpacked bytes of one part; the text of 5,000 pages is a tenth of it."""
WHOLE_LIMIT = 600 * 1024 * 1024
RATIO_LIMIT = 400
"""Unpacked to packed size of a part above 1 MB; Word's own XML packs to a thirtieth."""
PARTS_LIMIT = 10_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DAMAGED = "这份 .docx 已损坏或不完整，请用 WPS 或 Word 打开后另存一份再导入。"
_TWIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT_OF_ITS_OWN = {
    *(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "txbxContent")),
    _TWIN,
}


def read_docx(content: bytes) -> SourceText:
    """Paragraphs and table rows (cells parted by tabs) of a .docx; Refused in words otherwise.

    Sizes and ratios are looked at before anything is unpacked; entities and DTDs are refused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive)
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Refused(_what_else(names))
            body = _part(archive, "word/document.xml")
            styles, numbers = (
                _part(archive, name) if name in names else None
                for name in ("word/styles.xml", "word/numbering.xml")
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        if "assword" in str(error):
            raise Refused("这个文件有密码，请先去掉密码再导入。") from error
        raise Refused(_DAMAGED) from error
    numbering = Numbering(styles, numbers)
    texts = list(_texts(body, numbering))
    lines = tuple(SourceLine(text, None, n) for n, text in enumerate(texts, start=1))
    return SourceText(lines, "docx")


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > 1024 * 1024 and part.file_size > RATIO_LIMIT * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > PARTS_LIMIT or whole > WHOLE_LIMIT or swollen:
        raise Refused("这个文件解开后大得不正常，为安全起见没有打开，请另存一份再导入。")


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

    with archive.open(name) as stream:
        # The size in the directory may lie: read no further than the limit.
        content = stream.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise Refused("这个文件的文字部分大得不正常，请只保留规划正文后再导入。")
    content = content.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise Refused(_DAMAGED) from error
    return root


def _what_else(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是表格文件，不是规划文稿，请按任务表导入。"
    if any(name.startswith("ppt/") for name in names):
        return "这是演示文稿，不是规划文稿，请把文字存成 .docx 后再导入。"
    if "OFD.xml" in names:
        return "这是 OFD 版式文件，请用阅读器另存为 PDF 或 .docx 后再导入。"
    if "content.xml" in names:
        return "这是 OpenDocument 文档，请另存为 .docx 后再导入。"
    return "这是压缩包，不是 .docx 文档，请先解压，再导入里面的规划文件。"


def _texts(body: Element, numbering: Numbering) -> Iterator[str]:
    """Printed lines in order: a paragraph with its number, its forced line breaks, a table row."""
    for block in _blocks(body):
        if block.tag == f"{W}tbl":
            yield from table_lines([_row(row) for row in block.findall(f"{W}tr")])
        elif not numbering.is_contents(block):
            yield from (numbering.printed(block) + _text(block)).split("\n")


def _row(row: Element) -> list[Cell]:
    """The cells of a row, one for every column that it spans."""
    cells: list[Cell] = []
    for cell in row.findall(f"{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        merged = merge is not None and merge.get(f"{W}val") != "restart"
        texts = (_text(paragraph).replace("\n", "") for paragraph in cell.iter(f"{W}p"))
        cells.append(Cell(tuple(text for text in texts if text.strip()), merged))
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = (span.get(f"{W}val") or "") if span is not None else ""
        cells += [Cell()] * (min(int(width), 60) - 1 if re.fullmatch(r"[1-9]\d?", width) else 0)
    return cells


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order, looking into content controls and the body.

    By a stack of its own: nesting without end in a file from outside must not end the program.
    """
    waiting = list(reversed(list(parent)))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
            # A text box hangs in the paragraph it is anchored to and is read behind it.
            boxes = element.iter(f"{W}txbxContent") if element.tag == f"{W}p" else ()
            for box in boxes:
                if not _is_twin(element, box):
                    waiting.extend(reversed(list(box)))
        elif element.tag not in _NO_TEXT_OF_ITS_OWN:
            waiting.extend(reversed(list(element)))


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}tab":
            parts.append("\t")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif element.tag == f"{W}r" and element.find(f"{W}rPr/{W}vanish") is not None:
            continue
        elif element.tag not in _NO_TEXT_OF_ITS_OWN and element.tag != f"{W}pPr":
            waiting.extend(reversed(list(element)))
    return "".join(parts)


def _is_twin(paragraph: Element, box: Element) -> bool:
    """Whether a text box is the second copy that Word keeps for older programs."""
    return any(box in twin.iter(box.tag) for twin in paragraph.iter(_TWIN))
