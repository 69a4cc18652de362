"""The text layer of a PDF, page by page, line by line."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from leqing_desktop.documents.plan_source_text import SourceLine, SourceText
from leqing_desktop.errors import Refused

PAGE_LIMIT = 3000
"""Pages; a plan with all its annexes has a few hundred."""
_TEXT_LIMIT = 6_000_000
_TRAILER = 4096
"""Bytes at the end in which a whole file says that it ends; mail may add a few."""
_DAMAGED = "这份 PDF 已损坏或不完整，请重新取得文件后再导入。"
_STRAY = re.compile(r"[“”‘’] | [“”‘’]")
_LINE = re.compile(r"\S[^\r\n]*")


def read_pdf(content: bytes) -> SourceText:
    """Lines of a PDF's text layer; Refused for a password, a damaged file, or a scan without text.

    Runs pypdfium2, which is C++: call it in the guarded child process.
    """
    import pypdfium2  # type: ignore[import-untyped]

    if b"%%EOF" not in content[-_TRAILER:]:
        # pdfium would mend a file that was cut short and leave out the lost pages without a word.
        raise Refused(_DAMAGED)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Refused("这份 PDF 有密码，请先去掉密码再导入。") from error
        raise Refused(_DAMAGED) from error
    try:
        if len(document) > PAGE_LIMIT:
            raise Refused(f"这份 PDF 有 {len(document)} 页，太长了，请只导出规划正文后再导入。")
        return SourceText(_lines(document), "pdf")
    finally:
        document.close()


def _lines(document: Any) -> tuple[SourceLine, ...]:
    import pypdfium2

    lines: list[SourceLine] = []
    length = 0
    for index in range(len(document)):
        try:
            page = document[index]
            textpage = page.get_textpage()
            text = _as_printed(textpage, textpage.get_text_range())
            textpage.close()
            page.close()
        except pypdfium2.PdfiumError:
            continue
        length += len(text)
        if length > _TEXT_LIMIT:
            raise Refused("这份 PDF 的文字太多，请只导出规划正文后再导入。")
        # U+FFFE is where pdfium joined a hyphenated word.
        for line in (
            text.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        ):
            lines.append(SourceLine(line, index + 1, len(lines) + 1))
    if not any(line.text.strip() for line in lines):
        raise Refused(
            "这份 PDF 没有文字层（可能是扫描件），请先做文字识别（OCR），"
            "存成 .docx 或带文字的 PDF 后再导入。"
        )
    return tuple(lines)


def _as_printed(textpage: Any, text: str) -> str:
    """The page's text with its first-line indents, and every line in the order of the paper.

    Quotation marks of another font are often written behind the rest of their line: 一网通办 “”.
    """
    if textpage.count_chars() != len(text):
        return text
    lines = list(_LINE.finditer(text))
    boxes = [textpage.get_charbox(line.start()) for line in lines]
    lefts = Counter(round(left / 4) for left, *_ in boxes)

    shown: list[str] = []
    for line, (left, bottom, right, top) in zip(lines, boxes, strict=True):
        size = max(right - left, top - bottom)
        indent = "\u3000\u3000" if _is_indented(left, size, lefts) else ""
        words = _by_place(textpage, line) if _STRAY.search(line[0]) else line[0]
        shown.append(indent + words)
    return "\n".join(shown)


def _is_indented(left: float, size: float, lefts: Counter[int]) -> bool:
    """Two letters to the right of where more lines begin; a page may have several columns."""
    place = round(left / 4)
    first, last = round((left - 4 * size) / 4), round((left - 1.2 * size) / 4)
    return any(lefts[other] > max(1, lefts[place]) for other in range(first, last + 1))


def _by_place(textpage: Any, line: re.Match[str]) -> str:
    """The signs of a line from left to right, with the blanks that part Latin words."""
    signs = [
        (textpage.get_charbox(line.start() + n), sign)
        for n, sign in enumerate(line[0])
        if not sign.isspace()
    ]
    signs.sort(key=lambda placed: placed[0][0])
    shown, edge = "", 0.0
    for (left, bottom, right, top), sign in signs:
        latin = shown[-1:].isascii() and shown[-1:].isalnum() and sign.isascii() and sign.isalnum()
        if latin and left - edge > 0.25 * (top - bottom):
            shown += " "
        shown, edge = shown + sign, right
    return shown
