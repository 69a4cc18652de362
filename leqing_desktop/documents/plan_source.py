"""A plan document as lines with page and line number, whatever kind of file it came in."""

from __future__ import annotations

import re
from pathlib import Path

from leqing_desktop.documents import file_in_use
from leqing_desktop.documents.plan_source_text import SourceLine, SourceText
from leqing_desktop.domain.official_text import refuse_classified
from leqing_desktop.errors import Refused

FILE_LIMIT = 200 * 1024 * 1024
"""Bytes of a file that is opened at all."""
TEXT_LIMIT = 5_000_000
"""Characters of a plan; the longest five-year plan has about a tenth."""


_SAVE_AS_DOCX = "请用 WPS 或 Word 打开它，另存为 .docx 后再导入。"
_RECOGNISE = "请先做文字识别（OCR），存成 .docx 或带文字的 PDF 后再导入。"
# By content, for a file may be renamed; the first bytes decide.
_KINDS = (
    (b"\xd0\xcf\x11\xe0", f"这是旧格式的文档（.doc、.wps 或 .et），{_SAVE_AS_DOCX}"),
    (b"{\\rtf", f"这是 RTF 文档，{_SAVE_AS_DOCX}"),
    (b"Rar!", "这是 .rar 压缩包，请先解压，再导入里面的文件。"),
    (b"CAJ", f"这是 CAJ 文件，{_SAVE_AS_DOCX}"),
    (b"7z\xbc\xaf", "这是 .7z 压缩包，请先解压，再导入里面的文件。"),
    (b"\x89PNG", f"这是图片，{_RECOGNISE}"),
    (b"\xff\xd8\xff", f"这是图片，{_RECOGNISE}"),
    (b"GIF8", f"这是图片，{_RECOGNISE}"),
    (b"BM", f"这是图片，{_RECOGNISE}"),
    (b"II*\x00", f"这是图片，{_RECOGNISE}"),
    (b"MM\x00*", f"这是图片，{_RECOGNISE}"),
)
# The stream of an Office file with a password, which hides in the container of old formats.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_USUAL = re.compile(
    "[\\s\x20-\x7e\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ufeff]"
    "|[\U00020000-\U0003ffff]"
)
_ENDINGS = {
    ".doc": f"不能读 .doc 文件，{_SAVE_AS_DOCX}",
    ".wps": f"不能读 .wps 文件，{_SAVE_AS_DOCX}",
    ".et": "不能读 .et 文件，请用 WPS 打开它，另存为 .xlsx 后再导入。",
}


def read_source(path: Path) -> SourceText:
    """The lines of a .txt, .docx or .pdf plan; Refused with the way out for anything else.

    The kind is told by content, so a renamed file is read as what it is. Limits on sizes hold
    before anything is unpacked; meant to be called in the guarded child process.
    """
    content = _content(path)
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        from leqing_desktop.documents.plan_source_pdf import read_pdf

        source = read_pdf(content)
    elif content.startswith(b"PK"):
        from leqing_desktop.documents.plan_source_docx import read_docx

        source = read_docx(content)
    else:
        source = _read_plain(path, content)
    return _checked(source)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise Refused(
                f"文件有 {size // 1024 // 1024} MB，太大了，请只导出规划的文字部分后再导入。"
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refused(
            file_in_use.told(path, error)
            or f"打不开文件“{path.name}”，请检查它是否存在、是否正被占用。"
        ) from error
    if not content.strip():
        raise Refused(f"文件“{path.name}”是空的，请换一个文件。")
    return content


def _read_plain(path: Path, content: bytes) -> SourceText:
    if content.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in content:
        raise Refused("这个文件有密码，请先去掉密码再导入。")
    for first, sentence in _KINDS:
        # BM and GIF8 may begin a text; a picture has bytes that no text has.
        if content.startswith(first) and (first not in (b"BM", b"GIF8") or b"\0" in content[:64]):
            raise Refused(sentence)
    if path.suffix.lower() in _ENDINGS:
        raise Refused(_ENDINGS[path.suffix.lower()])
    text = decode_text(content)
    if text.lstrip()[:300].lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise Refused(f"这是网页或 XML 文件，{_SAVE_AS_DOCX}")
    return text_source(text)


def decode_text(content: bytes) -> str:
    """Text of a .txt file in UTF-8, UTF-16 or GB18030 (GBK); Refused for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content[:4096]:
        # Without a mark the side of the blanks and digits tells the byte order.
        even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
        codecs = ("utf-16-be", "utf-16-le") if even > odd else ("utf-16-le", "utf-16-be")
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text
    raise Refused(f"这不是文本文件，或文字编码认不出，{_SAVE_AS_DOCX}")


def _readable(text: str) -> bool:
    """Nearly all of it Chinese, ASCII and the signs that go with them: the right codec was taken."""
    shown = text[:4000]
    return "\0" not in text and len(_USUAL.findall(shown)) >= 0.9 * len(shown)


def text_source(text: str) -> SourceText:
    """Running text as a source; form feeds part pages, where there are any."""
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    lines: list[SourceLine] = []
    for index, page in enumerate(pages, start=1):
        number = index if len(pages) > 1 else None
        for line in page.split("\n"):
            lines.append(SourceLine(line, number, len(lines) + 1))
    return SourceText(tuple(lines), "txt")


def _checked(source: SourceText) -> SourceText:
    length = sum(len(line.text) for line in source.lines)
    if length > TEXT_LIMIT:
        raise Refused(f"文件有 {length} 个字，太长了，请只导出规划正文后再导入。")
    if not any(line.text.strip() for line in source.lines):
        raise Refused(f"文件里没有文字，{_RECOGNISE}")
    try:
        refuse_classified("\n".join(line.text for line in source.lines))
    except ValueError as error:
        raise Refused("文件带有密级标志，本程序仅处理非涉密信息，不能导入。") from error
    return source
