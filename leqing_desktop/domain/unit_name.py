"""Lists of units as clerks type them, taken apart into names and joined again with 、."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leqing_desktop.domain.official_text import strip_hidden


@dataclass(frozen=True, slots=True)
class UnitList:
    """Names in the order typed, each once; ``open_list``: a trailing 等(有关部门) stood there."""

    names: tuple[str, ...]
    open_list: bool = False


_SEPARATOR = re.compile(r"[、，,;；\n\t/／|｜]+")
_OPEN_END = re.compile(r"等(?:有关|相关|市级)?(?:部门|单位|部门和单位)?[。.]?$")
# A collective is one name as written: 各镇街、功能区; 各乡镇（街道）、功能区、园区.
_COLLECTIVE = re.compile(
    r"各[^、，,;；\n\t/／]{1,12}"
    r"(?:[、和及](?:有关|相关)?(?:功能区|乡镇|镇街|街道|镇|园区|开发区|部门|单位|国有企业|国企)"
    r"(?=$|[、，,;；\n\t/／和及等。]))+"
)
_BRACKETS = re.compile(r"[（(【\[〔][^（()）【】\[\]〔〕]*[)）】\]〕]")
_ENDING = (
    r"(?:局|委|办|院|府|处|中心|公司|集团|协会|商会|联合会|银行|镇|街道|新区|功能区|海关|大学|学校)"
)
_OPENING = r"(?:市|县|省|区|各|温州|乐清|浙江|国家|国网|中国)"
# 和 is part of many a name (市住房和城乡建设局), a blank may be padding (市 财 政 局): they part two
# names only where a whole one ends before them and another begins after.
_AND = re.compile(rf"(?:以及|会同|和|及|与|\s+)(?={_OPENING})")
_NAME_ENDS = re.compile(rf"{_ENDING}(?:\ufdd0\d+\ufdd1)?\s*$")
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")


def split_units(text: str) -> UnitList:
    """Take a typed list apart: 、 ， ； / line ends part names, and 和/及/与/会同 between whole names.

    Brackets and collectives (各镇街、功能区) stay whole, blanks inside names go (市 财 政 局), a
    second mention is dropped, a trailing 等(有关部门) sets ``open_list``.
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _mark(len(kept) - 1)

    typed = strip_hidden(text).strip().rstrip("。.;；、，, ")
    closed = _OPEN_END.sub("", typed)
    # 等 standing alone, or a name that is nothing else, would leave nothing to be open.
    open_list = closed != typed and bool(closed.strip())
    whole = _COLLECTIVE.sub(keep, closed) if open_list else _COLLECTIVE.sub(keep, typed)
    names: dict[str, None] = {}
    for piece in _SEPARATOR.split(_BRACKETS.sub(keep, whole)):
        for name in _part_at_and(piece):
            full = _put_back(name, kept)
            full = re.sub(r"\s+", "", full).strip("。.:：")
            if full:
                names[full] = None
    return UnitList(tuple(names), open_list)


def join_units(names: Iterable[str]) -> str:
    """The names as a cell shows them: 市经信局、市科技局."""
    return "、".join(names)


def _mark(index: int) -> str:
    # Noncharacters: strip_hidden has taken them out of whatever was typed.
    return f"\ufdd0{index}\ufdd1"


def _put_back(text: str, kept: list[str]) -> str:
    # Twice, for a bracket may lie inside a collective.
    for _ in range(2):
        text = _MARK.sub(lambda found: kept[int(found[1])], text)
    return text


def _part_at_and(piece: str) -> list[str]:
    parts, rest = [], 0
    for found in _AND.finditer(piece):
        if _NAME_ENDS.search(piece, max(rest, found.start() - 24), found.start()):
            parts.append(piece[rest : found.start()])
            rest = found.end()
    return [*parts, piece[rest:]]


_KINDS = (
    ("集合", re.compile(r"^各|等$")),
    ("功能区", re.compile(r"功能区|新区|开发区|港区|经开区|园区|高新区|管委会|产业园")),
    ("镇街", re.compile(r"[镇乡]$|街道|镇街|乡镇")),
    ("协会", re.compile(r"协会$|商会$|联合会$")),
    ("企业", re.compile(r"公司$|集团$|银行$")),
    ("领导小组", re.compile(r"领导小组$")),
    ("专班", re.compile(r"专班$")),
)


def unit_kind(name: str) -> str:
    """The kind of a unit by its name; 部门 where nothing else shows."""
    return next((kind for kind, form in _KINDS if form.search(name)), "部门")
