"""Finds every file that was dragged in: files, folders with their subfolders, zips left for later."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from leqing_desktop.documents.collect_kinds import (
    ARCHIVE,
    HEAD_BYTES,
    told_by_content,
    told_by_name,
)
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.errors import Refused

FILES_LIMIT = 5_000
"""Files of one call, those in zips counted."""
DEPTH_LIMIT = 30
_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a folder of Windows that stands for another one."""
_LINK = "是指向别处的链接，没有收，请把原文件拷进来再收一次。"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, told as far as its name and first bytes do.

    ``kind`` RETURN: to be read, or, with ``archive``, to be unpacked. ``shown`` is its place as the
    clerk sees it; ``path`` where its bytes are. ``closed``: they are not to be read, for it is a
    link, a pipe, a folder, or stayed in its archive.
    """

    shown: str
    path: Path
    size: int = 0
    kind: FileKind = FileKind.RETURN
    problem: str = ""
    archive: bool = False
    closed: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.shown).name


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """Every file under ``paths`` once, in the order given and by name within a folder.

    Links within folders are not followed. Refused for more than 5,000 files: nobody collects a
    whole disk.
    """
    given = list(paths)
    found: list[FoundFile] = []
    seen: set[Path] = set()
    folders: dict[Path, str] = {}
    for path in given:
        prefix = f"{path.name}/" if len(given) > 1 and path.name else ""
        for each in _under(path, prefix):
            folder = each.path.parent
            if folder not in folders:
                folders[folder] = os.path.realpath(folder)
            # A path compares without regard to case where the system does.
            place = Path(folders[folder], each.path.name)
            if place in seen:
                continue
            seen.add(place)
            found.append(each)
            if len(found) > FILES_LIMIT:
                raise Refused(f"要收的文件超过 {FILES_LIMIT} 个，没有收；请只选放报送表的文件夹。")
    return found


def tell(shown: str, path: Path, size: int) -> FoundFile:
    """What a regular file is by name and, where that is not enough, by its first bytes."""
    name = PurePosixPath(shown).name
    told = told_by_name(name, size)
    if told is None:
        try:
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES)
        except OSError:
            return FoundFile(shown, path, size, FileKind.BROKEN, CANNOT_OPEN)
        if name.lower().endswith(ARCHIVE):
            return FoundFile(shown, path, size, archive=True)
        told = told_by_content(name, head)
    return FoundFile(shown, path, size, *told)


CANNOT_OPEN = "打不开，请检查它是否正被其他程序打开、是否有读取权限，再收一次。"


def _under(path: Path, prefix: str) -> Iterator[FoundFile]:
    try:
        # What the clerk chose himself may well be a link.
        state = path.stat()
    except (OSError, ValueError):
        yield FoundFile(path.name, path, 0, FileKind.BROKEN, "找不到，请检查它是否还在原处。")
        return
    if stat.S_ISDIR(state.st_mode):
        yield from _in_folder(path, prefix, 0)
    else:
        yield _told(path.name, path, state)


def _in_folder(folder: Path, prefix: str, depth: int) -> Iterator[FoundFile]:
    if depth > DEPTH_LIMIT:
        yield FoundFile(
            prefix.rstrip("/"), folder, 0, FileKind.OTHER, "文件夹套得太深，没有再往里看。"
        )
        return
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError:
        shown = prefix.rstrip("/") or folder.name
        yield FoundFile(shown, folder, 0, FileKind.BROKEN, CANNOT_OPEN)
        return
    for entry in found:
        yield from _entry(entry, f"{prefix}{_clean(entry.name)}", depth)


def _entry(entry: os.DirEntry[str], shown: str, depth: int) -> Iterator[FoundFile]:
    path = Path(entry.path)
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        yield FoundFile(shown, path, 0, FileKind.BROKEN, CANNOT_OPEN)
        return
    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION:
        yield FoundFile(shown, path, 0, FileKind.OTHER, _LINK, closed=True)
    elif stat.S_ISDIR(state.st_mode):
        yield from _in_folder(path, f"{shown}/", depth + 1)
    else:
        yield _told(shown, path, state)


def _told(shown: str, path: Path, state: os.stat_result) -> FoundFile:
    if not stat.S_ISREG(state.st_mode):
        return FoundFile(shown, path, 0, FileKind.OTHER, "不是普通文件，没有收。", closed=True)
    return tell(shown, path, state.st_size)


def _clean(name: str) -> str:
    """A name fit to be shown and kept: what is no character in it is marked."""
    return name.encode("utf-8", "replace").decode()
