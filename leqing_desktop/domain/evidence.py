"""印证材料: which files may be kept as proof, told by name and content; programs never may."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leqing_desktop.domain.official_text import clean_line, strip_hidden

LIMIT_SETTING = "evidence_limit_mb"
"""Key of the ledger's setting; its value is whole megabytes."""
DEFAULT_LIMIT = 20
LARGEST_LIMIT = 200
HEAD_BYTES = 4096
"""How much of a file's beginning tells what it is."""

_NAME_LIMIT = 200


class EvidenceKind(StrEnum):
    """What a kept file is: proof of what was reported, or the stamped scan of a return."""

    EVIDENCE = "evidence"
    STAMPED = "stamped"

    @property
    def label(self) -> str:
        """The clerk's word."""
        return {"evidence": "印证材料", "stamped": "盖章件"}[self.value]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A kept file. ``item_id`` None: of the unit's return as a whole; ``size`` in bytes.

    ``downloaded``: it carried the mark of a file from the network and gets it again when it is
    taken out.
    """

    id: int
    unit_id: int
    unit: str
    item_id: int | None
    kind: EvidenceKind
    name: str
    size: int
    sha256: str
    added_at: datetime
    downloaded: bool


class Content(StrEnum):
    """What a file is by its first bytes; the value is the word for it."""

    IMAGE = "图片"
    PDF = "PDF"
    ZIP = "压缩包"
    OLE = "旧版 Office 文件"
    TEXT = "文本"
    PROGRAM = "程序"
    OTHER = "别的文件"


_IMAGES = "jpg jpeg png gif bmp tif tiff webp heic heif"
_OFFICE = "docx xlsx pptx doc xls ppt wps et dps odt ods odp"
_ALLOWED: dict[str, tuple[Content, ...]] = {
    **dict.fromkeys(_IMAGES.split(), (Content.IMAGE,)),
    **dict.fromkeys(_OFFICE.split(), (Content.ZIP, Content.OLE)),
    "rtf": (Content.TEXT,),
    "pdf": (Content.PDF,),
    "ofd": (Content.ZIP,),
    "txt": (Content.TEXT,),
    "csv": (Content.TEXT,),
    "zip": (Content.ZIP,),
}
_ARCHIVES = frozenset({"rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "cab", "iso", "img"})
_MACROS = frozenset({"xlsm", "xltm", "xlam", "xlsb", "xla", "docm", "dotm", "pptm", "potm", "ppsm"})
_RUN_BY_WINDOWS = (
    "exe com bat cmd ps1 psm1 vbs vbe vb js jse mjs wsf wsh wsc jar msi msp mst msix appx lnk url "
    "scr pif hta cpl dll sys ocx reg inf sh bash py pyw pyz pl rb php apk app dmg command chm hlp "
    "scf gadget application xll iqy slk settingcontent-ms html htm mht mhtml svg"
)
"""What Windows, a browser or an office program starts when it is opened."""
_PROGRAMS = frozenset(_RUN_BY_WINDOWS.split())
_DISGUISES = _PROGRAMS & {
    "exe",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "vbe",
    "msi",
    "lnk",
    "scr",
    "pif",
    "hta",
}
"""In the middle of a name a disguise; .com and .js may be part of an address or a title."""

_PROGRAM_HEADS = (
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",
    b"ITSF",
    b"dex\n",
    b"\0asm",
)
_IMAGE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HEIC = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc", b"avif")


def evidence_limit(setting: object) -> int:
    """The ledger's limit in megabytes; the default where none, or no sensible one, is set."""
    if isinstance(setting, int) and not isinstance(setting, bool) and 1 <= setting <= LARGEST_LIMIT:
        return setting
    return DEFAULT_LIMIT


def check_limit(megabytes: int) -> int:
    """A limit that may be set; ValueError in words for any other."""
    if not 1 <= megabytes <= LARGEST_LIMIT:
        raise ValueError(f"印证材料的大小上限请填 1 到 {LARGEST_LIMIT} 之间的整数（MB）。")
    return megabytes


def check_size(name: str, size: int, limit: int) -> None:
    """ValueError in words for an empty file or one of more than ``limit`` megabytes."""
    if size == 0:
        raise ValueError(f"“{shown_name(name)}”是空文件，请核对后重新附上。")
    if size > limit * 1_000_000:
        # Rounded up, so that no file is said to be just as large as it may be.
        tenths = -(-size // 100_000) / 10
        raise ValueError(
            f"“{shown_name(name)}”有 {tenths:g} MB，每个文件最多 {limit} MB，请压缩或拆开后再附。"
        )


def check_name(name: str) -> str:
    """The name to keep; ValueError in words for a program's, a disguised or an unknown one."""
    shown = shown_name(name)
    try:
        kept = clean_line(name, "文件名", _NAME_LIMIT)
    except ValueError as error:
        raise ValueError(f"“{shown}”不能附：{error}") from error
    suffix, inner = _endings(kept)
    if suffix in _PROGRAMS or suffix in _MACROS or inner & _DISGUISES:
        what = "带宏的文件，请另存为不带宏的格式" if suffix in _MACROS else "程序或脚本，不能附"
        hint = "后再附" if suffix in _MACROS else "；请附照片、PDF 或 Office 文件"
        raise ValueError(f"“{shown}”是{what}{hint}。")
    if suffix in _ARCHIVES:
        raise ValueError(f"“{shown}”是看不到里面的压缩包，请改用 .zip 压缩，或解开后再附。")
    if suffix not in _ALLOWED:
        raise ValueError(
            f"“{shown}”的格式不能附，请附照片、PDF、Word、Excel、PPT、WPS 文件、.txt 或 .zip。"
        )
    return kept


def check_content(name: str, head: bytes) -> Content:
    """What a file is; ValueError in words for a program or where the name says something else.

    ``head``: the first HEAD_BYTES of it. ``name`` has passed ``check_name``.
    """
    content = content_of(head)
    if content is Content.PROGRAM:
        raise ValueError(f"“{shown_name(name)}”的内容是程序，不能附；请向该单位核实来源。")
    if content not in _ALLOWED[_endings(name)[0]]:
        raise ValueError(
            f"“{shown_name(name)}”的内容与扩展名不符（其实是{content.value}），"
            "请用原来的软件打开，另存后再附。"
        )
    return content


def check_members(name: str, members: Iterable[str]) -> None:
    """ValueError in words where an archive holds a program, a macro or another archive."""
    for member in members:
        suffix, inner = _endings(member.replace("\\", "/").rpartition("/")[2])
        if suffix in _PROGRAMS | _MACROS or inner & _DISGUISES:
            raise program_inside(name, member)
        if suffix in _ARCHIVES or suffix == "zip":
            raise ValueError(f"“{shown_name(name)}”里还有压缩包，请解开里面那一层再压缩。")


def program_inside(name: str, member: str) -> ValueError:
    """The refusal of an archive that holds a program."""
    return ValueError(
        f"“{shown_name(name)}”里有程序或带宏的文件“{shown_name(member)}”，请删去它再附。"
    )


def macros_inside(name: str) -> ValueError:
    """The refusal of an office file with macros."""
    return ValueError(f"“{shown_name(name)}”里有宏，请另存为不带宏的格式后再附。")


def content_of(head: bytes) -> Content:
    """What a file is by its first bytes."""
    if head.startswith(_PROGRAM_HEADS) or (head[:2] in (b"MZ", b"ZM") and b"\0" in head):
        return Content.PROGRAM
    if head.startswith(b"PK\x03\x04"):
        return Content.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Content.OLE
    if b"%PDF-" in head[:1024]:
        return Content.PDF
    if _is_image(head):
        return Content.IMAGE
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return Content.TEXT if wide or b"\0" not in head else Content.OTHER


def suffix_of(name: str) -> str:
    """A name's ending with its dot, in small letters; "" where there is none."""
    suffix = _endings(name)[0]
    return f".{suffix}" if suffix else ""


def shown_name(name: str) -> str:
    """A name as a sentence may quote it: nothing that hides or turns text round, not too long."""
    plain = " ".join(strip_hidden(name).split())
    return plain if len(plain) <= 40 else f"{plain[:24]}…{plain[-12:]}"


def _is_image(head: bytes) -> bool:
    return (
        (head.startswith(_IMAGE_HEADS) and not (head[:2] == b"BM" and b"\0" not in head))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIC)
    )


def _endings(name: str) -> tuple[str, frozenset[str]]:
    """The last ending and those before it, as Windows takes them: blanks and dots at the end go."""
    plain = unicodedata.normalize("NFKC", strip_hidden(name)).lower().strip(" .")
    parts = [part.strip() for part in plain.split(".")[1:]]
    return (parts[-1], frozenset(parts[:-1])) if parts else ("", frozenset())
