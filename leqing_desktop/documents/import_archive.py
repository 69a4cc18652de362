"""The one file in a .zip that can be imported, unpacked under limits."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from leqing_desktop.errors import Refused

IMPORTABLE = frozenset(
    {".txt", ".docx", ".pdf", ".xlsx", ".xlsm", ".xls", ".ods"}
    # Refused by their readers, with the way out that a clerk needs.
    | {".doc", ".wps", ".et", ".csv", ".rtf", ".odt"}
)
MEMBERS_LIMIT = 2_000
FILE_LIMIT = 200 * 1024 * 1024
"""Unpacked bytes; the readers have narrower limits of their own."""
RATIO_LIMIT = 1_000
"""Unpacked to packed, above a megabyte; the best a text packs to is about a hundredth."""


def only_file(path: Path, folder: Path) -> Path:
    """Unpack the one importable file of a .zip into ``folder``; Refused where there is not just one."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = _candidates(path, archive.infolist())
            return _unpack(path, archive, found, folder)
    except RuntimeError as error:
        raise Refused(f"“{path.name}”有密码，请先解压，再导入里面的文件。") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Refused(f"压缩包“{path.name}”不完整或已损坏，请重新拷贝一份再导入。") from error


def _candidates(path: Path, infos: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    if len(infos) > MEMBERS_LIMIT:
        raise Refused(f"压缩包“{path.name}”里文件太多，请先解压，再导入要用的那一个。")
    found = [
        info
        for info in infos
        if not info.is_dir()
        and not info.filename.startswith("__MACOSX")
        and not PurePosixPath(shown_name(info)).name.startswith(("~$", "."))
        and PurePosixPath(shown_name(info)).suffix.lower() in IMPORTABLE
    ]
    if not found:
        raise Refused(
            f"压缩包“{path.name}”里没有可以导入的文件（.txt、.docx、.pdf、.xlsx、.xls、.ods）。"
        )
    if len(found) > 1:
        names = "、".join(f"“{PurePosixPath(shown_name(info)).name}”" for info in found[:3])
        more = f"等 {len(found)} 个文件" if len(found) > 3 else ""
        raise Refused(f"压缩包“{path.name}”里有{names}{more}，请先解压，再逐个导入。")
    return found[0]


def shown_name(info: zipfile.ZipInfo) -> str:
    """The name as its maker typed it.

    Windows packs Chinese names in GBK and a Mac in UTF-8, both without saying so.
    """
    # ``filename`` has taken the second byte of some Chinese characters for a separator on Windows.
    given = info.orig_filename.partition("\0")[0]
    if info.flag_bits & 0x800:
        return given
    try:
        raw = given.encode("cp437")
    except UnicodeError:
        return given
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeError:
            continue
        # Two bytes of GBK can look like one Greek or Cyrillic letter of UTF-8, three cannot.
        if encoding == "gb18030" or name.isascii() or any(ch >= "\u0800" for ch in name):
            return name
    return given


def _unpack(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path) -> Path:
    swollen = info.file_size > 1_000_000 and info.file_size > RATIO_LIMIT * max(
        1, info.compress_size
    )
    if info.file_size > FILE_LIMIT or swollen:
        raise _too_big(path)
    # Only the name's last part: a path in an archive could point anywhere.
    target = folder / PurePosixPath(shown_name(info).replace("\\", "/")).name
    written = 0
    with archive.open(info) as stream, target.open("wb") as out:
        while piece := stream.read(1 << 20):
            written += len(piece)
            if written > FILE_LIMIT:
                raise _too_big(path)
            out.write(piece)
    return target


def _too_big(path: Path) -> Refused:
    return Refused(f"压缩包“{path.name}”解开后大得不正常，为安全起见没有打开，请先解压再导入。")
