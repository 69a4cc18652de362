"""What the text of a 通报 says that its bound figures do not: numbers by hand, figures that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.circular import BoundParagraph, Figure, FigureRef, Prose

_HOLE = "\x00"
# What is no count: days, quarters and years, the numbering at a paragraph's beginning, 文号.
_NO_COUNT = re.compile(
    r"\d{4}年(?:第?[一二三四1-4]季度|\d{1,2}月(?:\d{1,2}日)?|度)?"
    r"|(?<![\d%])\d{1,2}月\d{1,2}日"
    r"|[本下次首]月\d{1,2}日"
    r"|〔\d{4}〕\d+号"
    r"|附件\d{1,2}"
)
_NUMBERING = re.compile(r"\s*(?:\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[)）])")
_DIGITS = re.compile(r"[-−－]?\d[\d,，.．]*[%％]?")
_HANZI = re.compile(
    r"(?<![一二三四五六七八九十百千])(?:[两二三四五六七八九十百千][一二三四五六七八九十百千]*"
    r"|一[一二三四五六七八九十百千]+)(?:余|多)?(?=家|个|项|件|份|名|盏)"
)


class TroubleKind(StrEnum):
    """How a text and its figures disagree.

    A number by hand and what a sentence seems to say of a unit are warnings, the others are faults.
    """

    UNBOUND = "unbound"
    NAMED = "named"
    GONE = "gone"
    DIFFERS = "differs"

    @property
    def is_fault(self) -> bool:
        """Whether it keeps the circular from being signed."""
        return self not in (TroubleKind.UNBOUND, TroubleKind.NAMED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One disagreement in a sentence; ``paragraph`` is its place, from 0, None for none."""

    kind: TroubleKind
    message: str
    paragraph: int | None = None


def unbound_numbers(paragraph: BoundParagraph, quoted: Iterable[str] = ()) -> list[str]:
    """The counts in a paragraph that are typed by hand, in order.

    ``quoted`` are the names and words that the snapshot itself holds: digits inside them are the
    plan's or the unit's own. Days, years, numbering and 文号 are no counts.
    """
    text = "".join(_HOLE if isinstance(p, FigureRef) else p for p in paragraph.pieces)
    text = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    if not (_DIGITS.search(text) or _HANZI.search(text)):
        return []
    for name in sorted(set(quoted), key=len, reverse=True):
        if name and name in text:
            text = text.replace(name, _HOLE)
    text = _NO_COUNT.sub(_HOLE, text)
    found = [*_DIGITS.finditer(text), *_HANZI.finditer(text)]
    return [m[0].rstrip(",，.．") for m in sorted(found, key=lambda m: m.start())]


def with_numbers(quoted: Iterable[str]) -> list[str]:
    """The names that hold a number: only these matter to ``unbound_numbers``."""
    return [name for name in quoted if re.search(r"\d|[两二三四五六七八九十百千]", name)]


def check_prose(
    prose: Prose, figures: Mapping[str, Figure], quoted: Iterable[str] = ()
) -> list[Trouble]:
    """Every number by hand and every figure that is gone, in the order of the text."""
    names = with_numbers(quoted)
    found: list[Trouble] = []
    for at, paragraph in enumerate(prose.paragraphs):
        for key in paragraph.keys:
            if key not in figures:
                words = f"第 {at + 1} 段有一处数字在锁定数据里已经没有了，请删去或重新起草。"
                found.append(Trouble(TroubleKind.GONE, words, at))
        for number in unbound_numbers(paragraph, names):
            words = f"第 {at + 1} 段的“{number}”是手工写的，未绑定数据，请核对。"
            found.append(Trouble(TroubleKind.UNBOUND, words, at))
    return found


def check_values(said: Mapping[str, str], figures: Mapping[str, Figure]) -> list[Trouble]:
    """Where values written down earlier are no longer those of the figures."""
    found = []
    for key, value in said.items():
        now = figures.get(key)
        if now is None:
            words = f"写过的数字 {value}（{key}）在锁定数据里已经没有了。"
            found.append(Trouble(TroubleKind.GONE, words))
        elif now.value != value:
            words = f"“{now.title}”原来写的是 {value}，现在的锁定数据是 {now.value}。"
            found.append(Trouble(TroubleKind.DIFFERS, words))
    return found


def check_names(prose: Prose, named: Figure, everybody: Figure) -> list[Trouble]:
    """Where a paragraph that prints a count of units names others than those counted.

    ``named`` and ``everybody`` have a unit's name in the first cell of each row. A paragraph that
    names nobody is content with the count.
    """
    wanted = {row[0] for row in named.rows}
    known = sorted({row[0] for row in everybody.rows} | wanted, key=len, reverse=True)
    found = []
    for at, paragraph in enumerate(prose.paragraphs):
        if paragraph.keys != (named.key,):
            continue
        text = "".join(piece for piece in paragraph.pieces if isinstance(piece, str))
        said = set()
        for name in known:
            if name in text:
                said.add(name)
                text = text.replace(name, _HOLE)
        if said and said != wanted:
            more, less = "、".join(sorted(said - wanted)), "、".join(sorted(wanted - said))
            words = [f"多写了{more}" if more else "", f"漏写了{less}" if less else ""]
            words = [each for each in words if each]
            message = f"第 {at + 1} 段与“{named.title}”的名单不一致：{'，'.join(words)}。"
            found.append(Trouble(TroubleKind.DIFFERS, message, at))
    return found
