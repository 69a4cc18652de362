"""Whose row it is: rows of a returned workbook matched to what went out, certain or asked about.

A row that carries its hidden mark and still bears its own name is certain. Everything else, a mark
that was lost, copied or moved, is matched by number and likeness of the name and always carries a
doubt: the clerk decides, nothing is guessed silently.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from leqing_desktop.domain.return_form import FormIndicator, FormTask, IndicatorField, TaskField
from leqing_desktop.domain.return_reading import ReadIndicator, ReadTask

SAME_NAME = 0.6
"""Likeness from which a name still is the marked row's own, a word put in or left out."""
LIKELY = 0.7
"""Likeness from which a row without a mark is proposed as a task's."""
CHOICES = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A row and what it is about. ``subject_id`` is a proposal where ``doubt`` says something.

    ``how`` is ``mark``, ``likeness`` or ``none``; ``choices`` are the likeliest subjects.
    """

    row: int
    subject_id: int | None
    how: str
    doubt: str = ""
    choices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A row or a subject as it is compared."""

    id: int | None
    number: str
    name: str
    shown: str


def match_tasks(rows: Sequence[ReadTask], tasks: Sequence[FormTask]) -> tuple[Match, ...]:
    """A match for every row of the task block, in order."""
    read = [
        (row.row, _name(row.mark, row.text(TaskField.NUMBER), row.text(TaskField.TITLE)))
        for row in rows
    ]
    return _match(read, [_name(task.task_id, task.number, task.title) for task in tasks], "任务")


def match_indicators(
    rows: Sequence[ReadIndicator], indicators: Sequence[FormIndicator]
) -> tuple[Match, ...]:
    """A match for every row of the indicator block, in order."""
    read = [
        (row.row, _name(row.mark, row.text(IndicatorField.NUMBER), row.text(IndicatorField.NAME)))
        for row in rows
    ]
    known = [_name(each.indicator_id, each.number, each.name) for each in indicators]
    return _match(read, known, "指标")


def _match(
    read: Sequence[tuple[int, _Name]], known: Sequence[_Name], what: str
) -> tuple[Match, ...]:
    by_id = {each.id: each for each in known}
    marks = Counter(name.id for _, name in read)
    found: list[Match | None] = []
    for row, name in read:
        subject = by_id.get(name.id) if name.id is not None else None
        certain = (
            subject is not None
            and marks[name.id] == 1
            and (not name.name or likeness(name.name, subject.name) >= SAME_NAME)
        )
        found.append(Match(row, name.id, "mark") if certain else None)
    taken = {each.subject_id for each in found if each is not None}
    free = [each for each in known if each.id not in taken]
    for place, (row, name) in enumerate(read):
        if found[place] is None:
            found[place] = _by_likeness(row, name, free, by_id, what)
    return _once_each([each for each in found if each is not None], by_id, what)


def _by_likeness(
    row: int, name: _Name, free: Sequence[_Name], by_id: dict[int | None, _Name], what: str
) -> Match:
    ranked = sorted(free, key=lambda each: -_score(name, each))[:CHOICES]
    choices = tuple(each.id for each in ranked if each.id is not None)
    best = ranked[0] if ranked else None
    if best is not None and _score(name, best) >= LIKELY:
        lost = "隐藏编号对不上" if name.id is not None else "没有隐藏编号"
        words = f"第 {row} 行{lost}，按序号和名称认作“{best.shown}”，请核对。"
        return Match(row, best.id, "likeness", words, choices)
    shown = name.name[:20] or name.number or "空白"
    if name.id in by_id:
        words = f"第 {row} 行“{shown}”与另一行用了同一个编号，认不出是哪项{what}，请指认。"
    else:
        words = f"第 {row} 行“{shown}”认不出是哪项{what}，请指认，或退回该单位。"
    return Match(row, None, "none", words, choices)


def _once_each(
    matches: Sequence[Match], by_id: dict[int | None, _Name], what: str
) -> tuple[Match, ...]:
    """Two rows that claim one subject are both in doubt."""
    claims = Counter(each.subject_id for each in matches if each.subject_id is not None)
    settled = []
    for each in matches:
        if each.subject_id is not None and claims[each.subject_id] > 1:
            shown = by_id[each.subject_id].shown
            words = f"第 {each.row} 行和另一行都像{what}“{shown}”，请指认哪一行是它。"
            each = replace(each, subject_id=None, how="none", doubt=words)
        settled.append(each)
    return tuple(settled)


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0–1; case, width, blanks and punctuation do not count."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _score(row: _Name, subject: _Name) -> float:
    same_number = bool(row.number) and row.number == subject.number
    return 0.8 * likeness(row.name, subject.name) + 0.2 * same_number


def _name(subject: int | None, number: str, title: str) -> _Name:
    return _Name(subject, _bare(number), _bare(title), f"{number} {title[:20]}".strip())


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    # Every name comes twice: as it was sent, and in the row that came back.
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if char.isalnum() or char == "."
    )
