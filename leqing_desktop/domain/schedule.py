"""序时进度: where a task should be, in per cent of its year, when a quarter ends (DESIGN §3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from leqing_desktop.domain.period import Period

QuarterFigures = tuple[int, int, int, int]
"""A task's own 序时 at the ends of the four quarters, in per cent of the year."""

YEAR_FIGURES: QuarterFigures = (25, 50, 75, 100)
"""The figures of a task that runs the whole year and says nothing else."""


def expected_progress(
    start: date | None,
    due: date | None,
    own: QuarterFigures | None,
    period: Period,
    as_of: date | None = None,
) -> int | None:
    """Per cent of the year's work that should be done at the period's end; None: not due to start.

    The rule, as a clerk would count it on the fingers:

    * past (or on) the due date everything should be done: 100;
    * before the start date nothing is asked: None. ``as_of`` moves only this and the due date's
      test away from the period's last day, the figure stays that of the quarter's end;
    * a task with four figures of its own: the quarter's figure, as it stands;
    * otherwise the months of this year in which the task runs count equally, first and last month
      in full. So a task of the whole year has 25/50/75/100, one due on 30 June 50/100, one that
      starts in July –/–/50/100. A task without a due date, or due in a later year, runs to
      December: progress is counted by the year.
    """
    day = period.last_day if as_of is None else as_of
    if due is not None and due <= day:
        return 100
    if start is not None and start > day:
        return None
    if own is not None:
        return own[period.quarter - 1]
    year = period.year
    first = start.month if start is not None and start.year == year else 1
    last = due.month if due is not None and due.year == year else 12
    if first == 1 and last == 12:
        return YEAR_FIGURES[period.quarter - 1]
    months = last - first + 1
    done = 3 * period.quarter - first + 1
    if months <= 0 or done >= months:
        return 100
    return max(0, (200 * done + months) // (2 * months))


def check_figures(figures: Sequence[int]) -> QuarterFigures:
    """Four figures typed for the quarters; ValueError unless four, 0–100, and never falling."""
    if len(figures) != 4:
        raise ValueError("序时进度要写四个季度的数，例如 25、50、75、100。")
    first, second, third, fourth = figures
    if not all(0 <= figure <= 100 for figure in figures):
        raise ValueError("序时进度只能是 0 到 100 之间的数。")
    if not first <= second <= third <= fourth:
        raise ValueError("序时进度只能一季比一季高或持平，请检查四个季度的数。")
    return first, second, third, fourth


def read_figures(text: str) -> QuarterFigures | None:
    """Four figures as typed: 25/50/75/100, 25 50 75 100, 25%、50%、75%、100%; None for nothing.

    ValueError with the sentence what to type instead.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not typed:
        return None
    parts = [part for part in re.split(r"[\s/\\,、;，；→-]+", typed) if part]
    figures = [part.removesuffix("%") for part in parts]
    if not all(re.fullmatch("[0-9]{1,9}", figure) for figure in figures):
        raise ValueError(f"看不懂序时“{text.strip()[:20]}”，请写四个季度的数，例如 25/50/75/100。")
    return check_figures([int(figure) for figure in figures])


def figures_text(figures: QuarterFigures | None) -> str:
    """The figures as a cell shows them: 25/50/75/100, empty where there are none."""
    return "" if figures is None else "/".join(map(str, figures))
