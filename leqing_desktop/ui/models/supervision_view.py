"""What the 督办 page shows, read in one go off the window's thread, and its filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.places import beside

FOLDER_NAME = "督办单"

ALL = "all"
FILTERS: tuple[tuple[str, str], ...] = (
    ("open", "在办"),
    ("late", "逾期未反馈"),
    ("closed", "已销号"),
    ("void", "作废"),
    (ALL, "全部"),
)


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """Proposals of a period, the whole register, and what signing needs to know.

    ``proposals`` are services' ProposalRow, ``register`` NoticeRow, newest number first.
    ``folder`` is where the PDFs go unless the desk remembers another. ``hand`` are the tasks that
    the clerk asked a notice for.
    """

    period: Period | None
    today: date
    proposals: tuple[Any, ...]
    register: tuple[Any, ...]
    sender: str
    folder: Path
    hand: frozenset[int] = frozenset()

    @classmethod
    def read(cls, services: Any, period: Period | None) -> SupervisionView:
        """Ask the services; the caller sees to it that this is not the window's thread."""
        supervision = services.supervision
        proposals = ()
        hand: frozenset[int] = frozenset()
        if period is not None:
            hand = services.hand_notices.asked(period)
            proposals = supervision.proposals(period, supervision.usual_day(period))
        return cls(
            period,
            supervision.today(),
            proposals,
            supervision.register(),
            services.office.read().sender,
            beside(services.ledger.info().path) / FOLDER_NAME,
            hand,
        )

    @property
    def summary(self) -> str:
        """The counts in a few words."""
        counts = self.counts()
        parts = [self.period.label] if self.period else []
        parts += [f"建议 {len(self.proposals)} 件", f"在办 {counts['open']} 件"]
        return " · ".join([*parts, f"逾期 {counts['late']} 件"] if counts["late"] else parts)

    def counts(self) -> dict[str, int]:
        """How many notices each filter shows."""
        return {
            key: sum(1 for notice in self.register if passes(notice, key)) for key, _ in FILTERS
        }


def answer_days(supervision: Any, issued_on: date) -> tuple[dict[NoticeColour, date], str]:
    """When answers are due by colour, and the calendar's warning about the latest of those days."""
    days: dict[NoticeColour, date] = supervision.reply_dates(issued_on)
    return days, supervision.calendar_warning(max(days.values()))


_PASSES: Mapping[str, Callable[[Any], bool]] = {
    "open": lambda notice: notice.state.is_open,
    "late": lambda notice: is_late(notice),
    "closed": lambda notice: notice.state is NoticeState.CLOSED,
    "void": lambda notice: notice.state is NoticeState.VOID,
    ALL: lambda _notice: True,
}


def passes(notice: Any, key: str) -> bool:
    """Whether a notice of the register belongs under a filter's key."""
    return _PASSES[key](notice)


def is_late(notice: Any) -> bool:
    """Whether a notice owes its answer past the deadline (the service's 逾期未反馈)."""
    return bool(notice.awaits_reply and notice.days_left is not None and notice.days_left < 0)


def matches(row: Any, text: str) -> bool:
    """Whether every word typed stands in a proposal's or notice's words, whatever its case."""
    words = text.casefold().split()
    number = row.number
    hay = f"{number} {row.title} {row.unit} {row.why} {row.colour.label}单".casefold()
    state = getattr(row, "state_label", "")
    return all(word in hay or word in state for word in words)


def left_words(notice: Any) -> str:
    """剩 6 个工作日 / 今日到期 / 逾期 4 个工作日; — where no answer is owed."""
    if not notice.awaits_reply or notice.days_left is None:
        return "—"
    if notice.days_left < 0:
        return f"逾期 {-notice.days_left} 个工作日"
    return f"剩 {notice.days_left} 个工作日" if notice.days_left else "今日到期"


def short_date(day: date, year: int) -> str:
    """10-15 within the year at hand, else 2025-12-31."""
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


def range_words(numbers: Sequence[str]) -> str:
    """乐电专督〔2026〕1–3号 out of consecutive numbers, or the one number; however they are written."""
    if not numbers:
        return ""
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return first
    before = _shared(first, last)
    # What both end in is written once; a figure that both end in is no end of its own.
    behind = _shared(first[::-1], last[::-1])[::-1]
    return f"{first.removesuffix(behind)}–{last[len(before) :]}"


def _shared(one: str, other: str) -> str:
    """What two numbers begin with, to the last character that is no figure."""
    pairs = enumerate(zip(one, other, strict=False))
    end = next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
    return one[:end].rstrip("0123456789")


def register_hint(register: Iterable[Any]) -> str:
    """The register's numbers in a few words: 乐电专督〔2024〕1–10号，作废 1 件."""
    rows = list(register)
    if not rows:
        return ""
    same = [row.number for row in rows if _sequence(row) == _sequence(rows[0])]
    void = sum(1 for row in rows if row.state is NoticeState.VOID)
    words = range_words(list(reversed(same)))
    return f"{words}，作废 {void} 件，文号保留" if void else words


def _sequence(row: Any) -> tuple[str, int]:
    """What the numbers of one year and 机关代字 share, whatever they look like."""
    return re.sub(r"[0-9]+", "", row.number), row.issued_on.year


def strongest(rows: Iterable[Any]) -> dict[NoticeColour, int]:
    """How many of each colour, the strongest first."""
    counts = dict.fromkeys(sorted(NoticeColour, key=lambda colour: -colour.strength), 0)
    for row in rows:
        counts[row.colour] += 1
    return counts
