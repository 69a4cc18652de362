"""Which fonts print: the bundled ones alone, or those of the computer first."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from leqing_desktop.documents import fonts, gongwen_type
from leqing_desktop.documents.fonts import Face, Role

FontPolicy = Literal["bundled", "system"]

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


def use_fonts(policy: FontPolicy, folders: Sequence[Path] | None = None) -> tuple[str, ...]:
    """Print with the bundled fonts, or with the computer's first; sentences about what it lacks.

    With "system" each character is looked for in the computer's font of its role and then in the
    bundled ones. A font that is missing, broken or not to be embedded is replaced by the bundled
    one, and told in one sentence. ``folders`` are searched in place of the system's own. Holds for
    this process; only "bundled" gives the same bytes on every computer.
    """
    if policy == "bundled":
        _put_first({})
        return ()
    found: dict[Role, str] = {}
    told = []
    for role, names in SYSTEM_FILES.items():
        paths = _existing(names, system_folders() if folders is None else folders)
        usable = next((path for path in paths if _is_usable(role, path)), None)
        if usable:
            found[role] = str(usable)
        elif paths:
            name = paths[0].name
            told.append(f"电脑里的{_NAMES[role]}字体（{name}）不能用，已改用程序自带的字体。")
        else:
            told.append(f"电脑里没有找到{_NAMES[role]}字体，已改用程序自带的字体。")
    _put_first(found)
    return tuple(told)


def system_folders() -> tuple[Path, ...]:
    """Where Windows keeps fonts: those of this user before those of all."""
    own, system = os.environ.get("LOCALAPPDATA"), os.environ.get("WINDIR")
    folders = [Path(own, "Microsoft", "Windows", "Fonts")] if own else []
    return (*folders, Path(system, "Fonts")) if system else tuple(folders)


def _existing(names: Sequence[str], folders: Sequence[Path]) -> list[Path]:
    """The files that are there, by rank; their names may be written in either case."""
    present: dict[str, Path] = {}
    for folder in reversed(folders):
        try:
            present |= {path.name.casefold(): path for path in folder.iterdir() if path.is_file()}
        except OSError:
            continue
    return [present[name.casefold()] for name in names if name.casefold() in present]


def _is_usable(role: Role, path: Path) -> bool:
    """Whether the file can be embedded and has the outlines of what it says it has."""
    from reportlab.pdfbase.ttfonts import TTFError

    try:
        face = Face(f"TRY-{role}", str(path))
        return all(face.has(each) and face.ink(each) for each in _SAMPLE)
    except (TTFError, OSError, struct.error, LookupError, ValueError, TypeError, AttributeError):
        return False


def _put_first(files: dict[Role, str]) -> None:
    fonts.put_first(files)
    for style in (gongwen_type.body, gongwen_type.small, gongwen_type.plain):
        style.cache_clear()
