"""What a file in a collected folder is, told by its name and its first bytes, and what to do with it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from leqing_desktop.documents.table_ole import MAGIC as OLE_MAGIC
from leqing_desktop.domain.return_outcome import FileKind

Told = tuple[FileKind, str]
"""The kind, and the clerk's sentence; no sentence for a file that is to be read."""

FILE_LIMIT = 50 * 1000 * 1000
"""Bytes of one file, as the table readers take them."""
HEAD_BYTES = 16
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xltx", ".xltm", ".xlt", ".ots"})
ARCHIVE = ".zip"

_TO_READ: Told = (FileKind.RETURN, "")
_TEMPORARY = (FileKind.TEMPORARY, "是软件留下的临时文件，不用收，可以删去。")
_SHORTCUT = (FileKind.OTHER, "是快捷方式，里面没有内容，请把原文件拷进来再收一次。")
_PROGRAM = (FileKind.OTHER, "是程序文件，不能收，请不要打开它。")
_EMPTY = (FileKind.BROKEN, "是空文件，请重新拷贝或向单位再要一份。")
_STAMPED = (FileKind.STAMPED, "像是盖章件（扫描件或照片），请把它附到所属的单位。")
_OTHER = (FileKind.OTHER, "不是报送表，没有收；是佐证材料的，请附到对应的任务。")
_DISGUISED = (FileKind.OTHER, "内容与文件名不符，没有收，请向单位核实。")

_TEMPORARY_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"})
_TEMPORARY_STARTS = ("~$", ".~", "._", "~wrl")
_TEMPORARY_ENDS = (".tmp", ".temp", ".crdownload", ".part", ".download", ".bak~", ".td", "~")
_SHORTCUTS = frozenset({".lnk", ".url", ".webloc", ".desktop"})
_PROGRAM_SUFFIX = re.compile(
    r"\.(?:exe|msi|bat|cmd|com|scr|pif|vbs|vbe|js|jse|wsf|ps1|hta|dll|jar|apk|sh|reg|cpl|msc|chm"
    r"|iso|img|appx|gadget|xll|xla|xlam)"
)
_SAVE_AS = "请用 WPS 或 Excel 打开，另存为 .xlsx 再收一次。"
_UNPACK = "请先解压，再把里面的报送表拖进来。"
_RESAVE = {
    ".et": f"是 WPS 自己的表格格式（.et），{_SAVE_AS}",
    ".ett": f"是 WPS 自己的表格模板（.ett），{_SAVE_AS}",
    ".xlsb": f"是二进制工作簿（.xlsb），{_SAVE_AS}",
    ".csv": f"是纯文本（.csv），校验页和格式都丢了，{_SAVE_AS}",
    ".numbers": f"是苹果电脑的表格（.numbers），{_SAVE_AS}",
    ".doc": "是文字文档（.doc），请单位在下发的报送表里填好，以 .xlsx 报来。",
    ".wps": "是 WPS 文字文档（.wps），请单位在下发的报送表里填好，以 .xlsx 报来。",
    ".rar": f"是压缩包（.rar），{_UNPACK}",
    ".7z": f"是压缩包（.7z），{_UNPACK}",
    ".gz": f"是压缩包（.gz），{_UNPACK}",
    ".tgz": f"是压缩包（.tgz），{_UNPACK}",
    ".tar": f"是压缩包（.tar），{_UNPACK}",
    ".bz2": f"是压缩包（.bz2），{_UNPACK}",
    ".xz": f"是压缩包（.xz），{_UNPACK}",
}
_PICTURE_SUFFIX = re.compile(r"\.(?:pdf|ofd|jpe?g|jpe|jfif|png|gif|bmp|tiff?|webp|hei[cf])")
_MAGICS = {
    ".pdf": (b"%PDF",),
    ".ofd": (b"PK",),
    ".png": (b"\x89PNG",),
    ".gif": (b"GIF8",),
    ".bmp": (b"BM",),
    ".tif": (b"II*\0", b"MM\0*", b"II+\0"),
    ".tiff": (b"II*\0", b"MM\0*", b"II+\0"),
    ".webp": (b"RIFF",),
}
_JPEG = (b"\xff\xd8\xff",)
_PROGRAM_MAGICS = (b"MZ", b"\x7fELF")
# 1.2_验收意见.pdf: the filling guide asks for the row's number in front of an evidence file's name.
_NUMBERED = re.compile(r"(\d{1,3}(?:[.．]\d{1,3})*)\s*[_＿\-－—–、，, .．(（]\s*\S")


def told_by_name(name: str, size: int) -> Told | None:
    """What name and size (bytes) tell; None where the first bytes must be looked at."""
    low = name.lower()
    suffix = PurePosixPath(low).suffix
    if (
        low in _TEMPORARY_NAMES
        or low.startswith(_TEMPORARY_STARTS)
        or low.endswith(_TEMPORARY_ENDS)
    ):
        return _TEMPORARY
    if suffix in _SHORTCUTS:
        return _SHORTCUT
    if _PROGRAM_SUFFIX.fullmatch(suffix):
        return _PROGRAM
    if size == 0:
        return _EMPTY
    if suffix in _RESAVE:
        return FileKind.RESAVE, _RESAVE[suffix]
    if size > FILE_LIMIT and suffix != ARCHIVE:
        return FileKind.BROKEN, too_large(size)
    return _TO_READ if suffix in WORKBOOKS else None


def told_by_content(name: str, head: bytes) -> Told:
    """What a file of no known kind is by its first bytes."""
    suffix = PurePosixPath(name.lower()).suffix
    if head.startswith(_PROGRAM_MAGICS):
        return _PROGRAM
    if _PICTURE_SUFFIX.fullmatch(suffix):
        right = _fits(suffix, head)
        return (evidence(name) or _STAMPED) if right else _DISGUISED
    if suffix in (".docx", ".odt", ".rtf", ".txt", ".pptx", ".ppt", ".htm", ".html", ".xml"):
        return evidence(name) or _OTHER
    if head.startswith((b"PK\x03\x04", OLE_MAGIC)):
        # Mail and chat programs leave workbooks without their ending.
        return _TO_READ
    if any(head.startswith(magics) for magics in (*_MAGICS.values(), _JPEG) if magics != (b"PK",)):
        return evidence(name) or _STAMPED
    return evidence(name) or _OTHER


def evidence(name: str) -> Told | None:
    """What a file is whose name begins with a row's number; None for another name."""
    found = _NUMBERED.match(PurePosixPath(name).stem)
    if found is None:
        return None
    return FileKind.EVIDENCE, f"像是 {found[1]} 的佐证材料，请在审核时把它附到该任务。"


def too_large(size: int) -> str:
    """The sentence for a file of so many bytes."""
    return (
        f"有 {size // 1_000_000} MB，最多 {FILE_LIMIT // 1_000_000} MB，"
        "请删去里面的图片或拆开后再收一次。"
    )


def _fits(suffix: str, head: bytes) -> bool:
    if suffix in (".heic", ".heif"):
        return head[4:8] == b"ftyp"
    if suffix == ".pdf":
        # Readers allow bytes in front of the mark; a scanner's file is not called disguised for it.
        return not head.startswith((b"PK", b"<"))
    # Phones and chat programs name pictures of one kind like another.
    known = [magic for magics in (*_MAGICS.values(), _JPEG) for magic in magics]
    return head.startswith(tuple(known))
