"""Unpacks a .zip from a chat program or a USB stick: every file in it, under limits."""

from __future__ import annotations

import stat
import zipfile
import zlib
from lzma import LZMAError
from pathlib import Path, PurePosixPath

from leqing_desktop.documents.collect_folder import FoundFile, tell
from leqing_desktop.documents.collect_kinds import FILE_LIMIT, told_by_name, too_large
from leqing_desktop.documents.import_archive import MEMBERS_LIMIT, RATIO_LIMIT, shown_name
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.errors import Refused

TOTAL_LIMIT = 500 * 1000 * 1000
"""Unpacked bytes of one archive."""
_BROKEN = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, ValueError)
_NESTED = "是压缩包里的压缩包，请先解压，再把里面的报送表拖进来。"
_WORKBOOK_PARTS = frozenset({"xl/workbook.xml", "content.xml"})


def unpack(archive: FoundFile, folder: Path) -> list[FoundFile]:
    """All files of a .zip, by name; what is to be read stands unpacked in ``folder``.

    A workbook that is only called .zip comes back as itself. Refused, in words without the file's
    name, for an archive that is empty, locked, spoilt or beyond the limits.
    """
    try:
        with zipfile.ZipFile(archive.path) as opened:
            infos = opened.infolist()
            if not _WORKBOOK_PARTS.isdisjoint(info.filename for info in infos):
                return [FoundFile(archive.shown, archive.path, archive.size)]
            return _Unpacking(archive, opened, folder).all(infos)
    except _BROKEN as error:
        raise Refused("压缩包不完整或已损坏，请重新拷贝一份再收一次。") from error
    except OSError as error:
        raise Refused("压缩包打不开或解不到磁盘上，请检查磁盘空间，或先解压再拖进来。") from error


class _Unpacking:
    """One archive on its way into ``folder``."""

    def __init__(self, archive: FoundFile, opened: zipfile.ZipFile, folder: Path) -> None:
        self._archive = archive
        self._zip = opened
        self._folder = folder
        self._total = 0

    def all(self, infos: list[zipfile.ZipInfo]) -> list[FoundFile]:
        members = [(shown_name(info).replace("\\", "/"), info) for info in infos]
        members = [(name, info) for name, info in members if not name.endswith("/")]
        if not members:
            raise Refused("压缩包是空的，请向单位再要一份。")
        if len(members) > MEMBERS_LIMIT:
            raise Refused(f"压缩包里的文件超过 {MEMBERS_LIMIT} 个，请先解压，只拖入报送表。")
        if any(info.flag_bits & 1 for _, info in members):
            raise Refused("压缩包有密码，请先解压，再把里面的报送表拖进来。")
        members.sort(key=lambda member: (member[0].casefold(), member[0]))
        return [self._one(at, name, info) for at, (name, info) in enumerate(members)]

    def _one(self, at: int, inner: str, info: zipfile.ZipInfo) -> FoundFile:
        shown = f"{self._archive.shown}/{inner.lstrip('/')}"
        name = PurePosixPath(inner).name
        told = told_by_name(name, info.file_size)
        if inner.startswith("__MACOSX/"):
            told = told_by_name(f"._{name}", info.file_size)
        elif stat.S_ISLNK(info.external_attr >> 16):
            told = FileKind.OTHER, "是指向别处的链接，没有收。"
        elif info.file_size > FILE_LIMIT:
            told = FileKind.BROKEN, too_large(info.file_size)
        elif name.lower().endswith(".zip"):
            told = FileKind.RESAVE, _NESTED
        if told is not None and told[0] in (FileKind.TEMPORARY, FileKind.BROKEN):
            return self._left(shown, info, *told)
        target = self._target(at, name)
        try:
            size = self._write(info, target)
        except _BROKEN:
            words = "在压缩包里已损坏，请单位单独再报一份。"
            return self._left(shown, info, FileKind.BROKEN, words)
        return FoundFile(shown, target, size, *told) if told else tell(shown, target, size)

    def _left(self, shown: str, info: zipfile.ZipInfo, kind: FileKind, problem: str) -> FoundFile:
        """A file that is not unpacked."""
        return FoundFile(shown, self._archive.path, info.file_size, kind, problem, closed=True)

    def _target(self, at: int, name: str) -> Path:
        """A place of its own with a name that every system takes."""
        given = PurePosixPath(name)
        try:
            safe = safe_file_name(given.stem, given.suffix)
        except ValueError:
            safe = safe_file_name(name, ".bin")
        place = self._folder / f"{at:04}"
        place.mkdir(parents=True, exist_ok=True)
        return place / safe

    def _write(self, info: zipfile.ZipInfo, target: Path) -> int:
        swollen = info.file_size > 1_000_000 and info.file_size > RATIO_LIMIT * max(
            1, info.compress_size
        )
        written = 0
        with self._zip.open(info) as stream, target.open("wb") as out:
            while piece := stream.read(1 << 20):
                written += len(piece)
                self._total += len(piece)
                if swollen or written > FILE_LIMIT or self._total > TOTAL_LIMIT:
                    raise Refused("压缩包解开后大得不正常，为安全起见没有打开，请先解压再拖进来。")
                out.write(piece)
        return written
