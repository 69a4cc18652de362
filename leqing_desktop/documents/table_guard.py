"""Tells what a file really is before it is read, and refuses in one sentence what is no table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from leqing_desktop.documents import file_in_use
from leqing_desktop.documents.table_archive import FILE_LIMIT, Archive, damaged
from leqing_desktop.documents.table_ole import MAGIC, BrokenContainer, OleFile
from leqing_desktop.errors import Refused


class TableKind(StrEnum):
    """The file formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


_SAVE_AS = "请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。"
_BY_NAME = {
    ".et": "WPS 自己的表格格式（.et）",
    ".ett": "WPS 自己的表格模板（.ett）",
    ".xlsb": "二进制工作簿（.xlsb）",
}
_BY_MAGIC = (
    (b"Rar!", "压缩包（.rar），请先解压，再导入里面的表格。"),
    (b"7z\xbc\xaf", "压缩包（.7z），请先解压，再导入里面的表格。"),
    (b"\x1f\x8b", "压缩包（.gz），请先解压，再导入里面的表格。"),
    (b"%PDF", "PDF 文件，请在“导入规划”中按规划文件导入，或把表格另存为 .xlsx。"),
    (b"\x89PNG", "图片，请导入 .xlsx、.xls 或 .ods 表格。"),
    (b"\xff\xd8\xff", "图片，请导入 .xlsx、.xls 或 .ods 表格。"),
    (b"GIF8", "图片，请导入 .xlsx、.xls 或 .ods 表格。"),
    (b"BM", "图片，请导入 .xlsx、.xls 或 .ods 表格。"),
    (b"{\\rtf", f"RTF 文档，{_SAVE_AS}"),
    (b"SQLite format 3", "数据库文件，请导入 .xlsx、.xls 或 .ods 表格。"),
)


def kind_of(path: Path) -> TableKind:
    """What the file is by its content; ``Refused`` for everything that is no readable table."""
    head = _head(path)
    suffix = path.suffix.lower()
    if suffix in _BY_NAME:
        raise Refused(f"“{path.name}”是{_BY_NAME[suffix]}，{_SAVE_AS}")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(MAGIC):
        return _ole_kind(path)
    for magic, what in _BY_MAGIC:
        if head.startswith(magic):
            raise Refused(f"“{path.name}”其实是{what}")
    raise Refused(_unknown(path, head))


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refused(f"“{path.name}”不是文件，请选择一个 .xlsx、.xls 或 .ods 表格。")
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError as error:
        raise Refused(f"找不到“{path.name}”，请检查文件是否还在原处。") from error
    except OSError as error:
        raise Refused(
            file_in_use.told(path, error)
            or f"读不了“{path.name}”，请检查文件是否被占用或没有读取权限。"
        ) from error
    if not head:
        raise Refused(f"“{path.name}”是空文件，请重新拷贝或向对方要一份完整的表格。")
    if size > FILE_LIMIT:
        raise Refused(
            f"“{path.name}”有 {size // 1_000_000} MB，最多 {FILE_LIMIT // 1_000_000} MB，"
            "请删去图片和无关的表后再导入。"
        )
    return head


def _zip_kind(path: Path) -> TableKind:
    archive = Archive(path)
    try:
        names = set(archive.names())
        if "xl/workbook.xml" in names:
            return TableKind.XLSX
        if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
            return TableKind.ODS
    finally:
        archive.close()
    if "xl/workbook.bin" in names:
        raise Refused(f"“{path.name}”是二进制工作簿（.xlsb），{_SAVE_AS}")
    if "word/document.xml" in names:
        raise Refused(
            f"“{path.name}”其实是 Word 文档，请按规划文件导入，或把其中的表格复制到表格软件另存为 .xlsx。"
        )
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused(f"“{path.name}”不是表格文件，{_SAVE_AS}")
    raise Refused(f"“{path.name}”是压缩包，请先解压，再导入里面的表格。")


def _ole_kind(path: Path) -> TableKind:
    try:
        names = OleFile(path.read_bytes()).names()
    except (BrokenContainer, OSError) as error:
        raise damaged(path.name) from error
    if "EncryptedPackage" in names:
        raise Refused(f"“{path.name}”有密码，请先去掉密码另存后再导入。")
    if "Workbook" in names:
        return TableKind.XLS
    if "Book" in names:
        raise Refused(f"“{path.name}”是很旧的 Excel 5.0/95 格式，{_SAVE_AS}")
    if "WordDocument" in names:
        raise Refused(
            f"“{path.name}”其实是 .doc 或 .wps 文档，请用 WPS 或 Word 另存为 .docx 后按规划文件导入。"
        )
    raise Refused(f"“{path.name}”不是表格文件，{_SAVE_AS}")


def _unknown(path: Path, head: bytes) -> str:
    text = _as_text(head)
    if text is None:
        return f"“{path.name}”不是表格文件或已损坏，{_SAVE_AS}"
    low = text.lstrip("\ufeff \r\n\t").lower()
    if low.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")) or "<table" in low:
        return f"“{path.name}”其实是网页（HTML），{_SAVE_AS}"
    if low.startswith("<?xml"):
        return f"“{path.name}”其实是 XML 文件，{_SAVE_AS}"
    return f"“{path.name}”其实是纯文本（如 CSV），{_SAVE_AS}"


def _as_text(head: bytes) -> str | None:
    """The beginning as text, or None where it is binary."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    if b"\0" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            return head[: len(head) - 4 if len(head) == 4096 else None].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
