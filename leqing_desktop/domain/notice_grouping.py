"""一事一单 or 一单位一单: which proposals go out on one 督办单, and what such a notice is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from leqing_desktop.domain.notice import NoticeColour

LISTED_IN_TEXT = 5
"""Items that the text of a notice takes; a longer list is an annex of its own."""
_DIGITS = "零一二三四五六七八九"


class NoticeGrouping(StrEnum):
    """How proposals become notices; a setting of the ledger."""

    BY_ITEM = "item"
    BY_UNIT = "unit"

    @property
    def label(self) -> str:
        """一事一单 or 一单位一单."""
        return {"item": "一事一单", "unit": "一单位一单"}[self.value]


class Groupable(Protocol):
    """What a proposal must tell to be grouped."""

    @property
    def unit(self) -> str:
        """The unit that the notice goes to."""

    @property
    def colour(self) -> NoticeColour:
        """The notice's colour."""

    @property
    def drafted_on(self) -> date | None:
        """The day on which it went for signature, None where it did not."""


Each = TypeVar("Each", bound=Groupable)


def group_proposals(
    proposals: Iterable[Each], grouping: NoticeGrouping
) -> tuple[tuple[Each, ...], ...]:
    """The proposals of each notice, in the list's order.

    ``BY_UNIT`` puts those of one unit and colour together, where the first of them stood: every
    colour has words and a day to answer of its own. What went for signature on another day stays
    apart, so that nothing is signed that was not on the leader's desk.
    """
    if grouping is NoticeGrouping.BY_ITEM:
        return tuple((each,) for each in proposals)
    groups: dict[tuple[str, NoticeColour, date | None], list[Each]] = {}
    for each in proposals:
        groups.setdefault((each.unit, each.colour, each.drafted_on), []).append(each)
    return tuple(map(tuple, groups.values()))


def subject_of(titles: Sequence[str]) -> str:
    """A notice's matter in the log: the title, or 新增软件著作权等3项."""
    first = titles[0]
    return f"{first}等{len(titles)}项" if len(titles) > 1 else first


def joined_reasons(titles: Sequence[str], reasons: Sequence[str]) -> str:
    """Why a notice goes out: the sentence, or for several tasks one line each with its title."""
    if len(reasons) == 1:
        return reasons[0]
    pairs = enumerate(zip(titles, reasons, strict=True), 1)
    return "\n".join(f"{at}. {title}：{why}" for at, (title, why) in pairs)


def chinese_numeral(number: int) -> str:
    """1 to 99 as the levels 一、 and （一） count: 一, 十, 十二, 三十. ValueError for others."""
    if not 1 <= number <= 99:
        raise ValueError("公文的层次序数只能用 1 到 99。")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
