"""A printed list of units taken apart into names, each with its offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as printed, at ``start`` to ``end`` of the text; ``mark`` is a role behind it.

    A line end or blank inside the printed name is not in ``name``.
    """

    name: str
    start: int
    end: int
    mark: str = ""


_OPEN, _CLOSE = "（(〔【[《“", "）)〕】]》”"
_SIGNS = "、，,;；/／|｜"
_ENDING = (
    r"(?:局|委|办|院|府|处|厅|部|站|队|所|中心|公司|集团|协会|商会|联合会|银行|镇|乡|街道|新区|功能区|开发区"
    r"|园区|海关|大学|学院|学校|会|社|单位|部门|(?<![、，,：:市县区])[县市区](?=[、，,和及与]|$))"
)
_OPENING = (
    r"(?:市|县|省|区|州|各|有关|相关|温州|乐清|浙江|国家|国网|中国|人行|团|其他|[\u4e00-\u9fff]{1,3}(?:镇|街道|乡|新区|县|区|市)"
    r"|[\u4e00-\u9fff]{2,12}(?:局|委|办|中心|管委会|公司)(?:[、，,）)]|$))"
)
_AND = re.compile(rf"(?:以及|会同|和|及|与|\s+)(?={_OPENING})")
_ENDS = re.compile(rf"{_ENDING}(?:[（(〔【\[][^（()）]*[)）〕】\]])?\s*$")
_PART_OF_COLLECTIVE = re.compile(
    r"(?:各|有关|相关|省级以上)*(?:功能区|乡镇|镇街|乡|街道|镇|园区|开发区|部门|单位|国有企业|国企|管委会|县|市|区|州|盟|旗|产业平台|平台)"
    r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))?(?:管委会|人民政府|政府|办事处)?"
)
_TAIL = re.compile(
    r"(?:等(?:[一二三四五六七八九十\d]+个)?(?:市级|县级|区级|各)?(?:有关|相关|责任|成员)?(?:市级|县级)?"
    r"(?:部门和单位|部门、单位|部门（单位）|部门单位|单位和部门|单位|部门|地方|地区|企业|镇街|机构)?)$"
)
_MARK = re.compile(r"[（(〔【\[](牵头|主办|总牵头|配合|协办)(?:单位|部门|负责)?[）)〕】\]]$")
_NO_UNIT = re.compile(
    r"^(?:(?:长期|持续|常年|常态化?|滚动)(?:坚持|推进|实施|开展|落实)|下同|等|略|无|待定|另有分工的除外|按职责分工|分别|共同|具体|各自|并|为|以下同|以上|排名不分先后)$"
    r"|[：:。]|(?:局|委|办|中心|厅|院|政府)(?:做好|提供|加强|抓好|给予|要|应)|\d{4}年|完成时限|完成时间|时间节点|万元|亿元|％|%"
)
_SAID_BEFORE = re.compile(
    r"(?:此|该|本|上述|以上)(?:项)?(?:工作|任务|措施|举措|事项|工程|行动|项目)?(?:主要|具体|统一|均)?由"
)
_BEGINNING = 8000
"""Characters within which a document names the county that it is about."""
LONGEST = 34
"""Characters of a unit's name; what is longer is a sentence."""


def split_named(text: str, start: int, end: int) -> tuple[list[NamedUnit], bool]:
    """The units listed in ``text[start:end]``, and whether a trailing 等(有关部门) leaves it open.

    Nested brackets and collectives (各镇街、功能区) stay whole; 和, 及, 与 part two names only where a
    whole one ends before and another begins behind. What is no unit (下同, 2025年) is left out.
    """
    closed, open_list = _without_tail(text, start, end)
    pieces = _merged(text, _pieces(text, start, closed))
    named = [unit for first, last in pieces if (unit := _named(text, first, last)) is not None]
    return named, open_list


def _without_tail(text: str, start: int, end: int) -> tuple[int, bool]:
    shown = text[start:end].rstrip("。.;；、，, \n")
    squeezed = re.sub(r"\s", "", shown)
    tail = _TAIL.search(squeezed)
    if tail is None or tail.start() == 0:
        return start + len(shown), False
    # Count the tail's printed characters backwards, blanks and line ends within it included.
    wanted, at = len(tail[0]), len(shown)
    while wanted and at:
        at -= 1
        wanted -= not shown[at].isspace()
    return start + at, True


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    depth, first, at = 0, start, start
    while at < end:
        sign = text[at]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and sign in _SIGNS:
            cuts.append((first, at))
            first = at + 1
        elif (
            depth == 0
            and at > first
            and (found := _AND.match(text, at, end))
            and _ENDS.search(text, max(first, at - 40), at)
            and not _names_a_place(text, at)
        ):
            cuts.append((first, at))
            first = at = found.end()
            continue
        at += 1
    return [*cuts, (first, end)]


def _names_a_place(text: str, at: int) -> bool:
    """和坪分局 of a text about 和坪县: the letter is no conjunction there."""
    name = text[at : at + 2]
    return text[at + 2 : at + 4] == "分局" and any(
        text.find(name + kind, 0, _BEGINNING) >= 0 for kind in "县市区镇乡"
    )


def _merged(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各镇街、功能区 is one collective: a generic kind goes on with the 各 before it."""
    merged: list[tuple[int, int]] = []
    for first, last in pieces:
        piece = re.sub(r"\s", "", text[first:last])
        before = re.sub(r"\s", "", text[merged[-1][0] : merged[-1][1]]) if merged else ""
        if (
            before.startswith("各")
            and not piece.startswith(("各", "有关", "相关"))
            and _PART_OF_COLLECTIVE.fullmatch(piece)
            and text[merged[-1][1] : merged[-1][1] + 1] in ("、", "和", "及", "与", "以")
        ):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _named(text: str, start: int, end: int) -> NamedUnit | None:
    while start < end and (text[start].isspace() or text[start] in "。.:：、由并和及与*＊★▲△#"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "。.:：、"):
        end -= 1
    said = _SAID_BEFORE.match(text, start, end)
    start = said.end() if said else start
    name = re.sub(r"\s+", "", text[start:end])
    mark = _MARK.search(name)
    if mark is not None:
        name = name[: mark.start()]
        at = max(text.rfind(sign, start, end) for sign in "（(〔【[")
        end = at if at > start else end
    if not 2 <= len(name) <= LONGEST or _NO_UNIT.search(name):
        return None
    if not re.search(r"[\u4e00-\u9fffA-Za-z]{2}", name):
        return None
    return NamedUnit(name, start, end, mark[1] if mark is not None else "")
