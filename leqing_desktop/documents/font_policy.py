"""Which fonts print: the bundled ones alone, or those of the computer first."""

from __future__ import annotations

import os
import struct
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from leqing_desktop.documents import font_note, fonts, gongwen_type
from leqing_desktop.documents.fonts import Face, Role

SYSTEM_FILES: dict[Role, tuple[str, ...]] = {
    "FS": ("simfang.ttf", "仿宋_GB2312.ttf", "STFANGSO.TTF"),
    "XBS": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf"),
    "HT": ("simhei.ttf",),
    "KT": ("simkai.ttf", "楷体_GB2312.ttf", "STKAITI.TTF"),
    "ST": ("simsun.ttc",),
}
"""Files looked for, in order, by role; no system brings 小标宋, offices install it themselves."""
_NAMES: dict[Role, str] = {"FS": "仿宋", "XBS": "小标宋", "HT": "黑体", "KT": "楷体", "ST": "宋体"}
_SAMPLE = "国务院办公厅一二三，。"


class _Own(NamedTuple):
    """The computer's usable font files by role, and one sentence about those that it lacks."""

    files: dict[Role, str]
    lacking: str


class _File(NamedTuple):
    """A file that may print a role; size and time tell whether it is still the one that was tried."""

    role: Role
    path: Path
    size: int
    changed: int


_in_force: list[tuple[_File, ...]] = []
"""What the fonts in force were chosen from; empty: the bundled ones alone."""


def use_fonts(policy: str) -> None:
    """Print with the bundled fonts, or ("system") with the computer's first, from now on.

    With "system" each character is looked for in the computer's font of its role and then in the
    bundled ones. A font that is missing, broken or not to be embedded is replaced by the bundled
    one, and told (``font_note``). Every document that is laid out says which it wants; asking for
    what is in force costs a look into the folders. Only "bundled" gives the same bytes on every
    computer.
    """
    wanted = [_candidates()] if policy == "system" else []
    if wanted == _in_force:
        return
    own = _choose(*wanted) if wanted else _Own({}, "")
    fonts.put_first(own.files)
    for style in (gongwen_type.body, gongwen_type.small, gongwen_type.plain):
        style.cache_clear()
    _in_force[:] = wanted
    font_note.leave(own.lacking)


def lacking() -> str:
    """One sentence about what this computer has not for printing with its own fonts; else empty."""
    return _choose(_candidates()).lacking


@lru_cache(maxsize=4)
def _choose(candidates: tuple[_File, ...]) -> _Own:
    files: dict[Role, str] = {}
    missing, broken = [], []
    for role, name in _NAMES.items():
        found = [each.path for each in candidates if each.role == role]
        usable = next((path for path in found if _is_usable(role, path)), None)
        if usable:
            files[role] = str(usable)
        elif found:
            broken.append(f"{name}（{found[0].name}）")
        else:
            missing.append(name)
    told = [f"没有找到{'、'.join(missing)}字体"] if missing else []
    told += [f"{'、'.join(broken)}字体不能用"] if broken else []
    return _Own(files, f"这台电脑里{'，'.join(told)}，已改用程序自带的字体。" if told else "")


def system_folders() -> tuple[Path, ...]:
    """Where Windows keeps fonts: those of this user before those of all."""
    own, system = os.environ.get("LOCALAPPDATA"), os.environ.get("WINDIR")
    folders = [Path(own, "Microsoft", "Windows", "Fonts")] if own else []
    return (*folders, Path(system, "Fonts")) if system else tuple(folders)


def _candidates() -> tuple[_File, ...]:
    """The files that are there, by role and rank; their names may be written in either case."""
    wanted = {name.casefold() for names in SYSTEM_FILES.values() for name in names}
    present: dict[str, Path] = {}
    for folder in reversed(system_folders()):
        try:
            with os.scandir(folder) as entries:
                found = [each.name for each in entries if each.name.casefold() in wanted]
        except OSError:
            continue
        present |= {name.casefold(): folder / name for name in found}
    ranked = (
        (role, present[name.casefold()])
        for role, names in SYSTEM_FILES.items()
        for name in names
        if name.casefold() in present
    )
    return tuple(filter(None, (_file(role, path) for role, path in ranked)))


def _file(role: Role, path: Path) -> _File | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return _File(role, path, stat.st_size, stat.st_mtime_ns)


def _is_usable(role: Role, path: Path) -> bool:
    """Whether the file can be embedded and has the outlines of what it says it has."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        face = Face(f"TRY-{role}", str(path))
        return all(face.has(each) and face.ink(each) for each in _SAMPLE)
    except (TTFError, OSError, struct.error, LookupError, ValueError, TypeError, AttributeError):
        return False
