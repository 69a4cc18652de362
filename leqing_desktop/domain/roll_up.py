"""A measure's summary of the quarter, drafted from what its units reported, sentence by sentence.

Nothing is written that nobody reported: sentences are chosen and put together, never reworded, and
each keeps its source. After the clerk has edited the draft it can still be told whose words remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.return_check_text import hollow_words, is_blank, letters

_STOP = "。！？!?；;\n"
_OPEN, _CLOSE = "“《（([【「", "”》）)]】」"
_MARKER = re.compile(
    r"^\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[、.．](?!\d)|\d{1,2}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*"
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
"""A figure as it is compared with those of the reports."""
_ALIKE = 0.95
_NAMED = 0.5
"""Share of a title's pairs of letters from which a sentence itself says what it is about."""
_FROM_SOURCE = 0.7
_LEAST = 4
"""Letters in a row that are no coincidence."""
_LONG = 1_500


class AcceptedText(NamedTuple):
    """An accepted report on one task; ``progress`` 0–100 or None."""

    task_id: int
    number: str
    title: str
    unit: str
    progress: float | None
    done: str
    problems: str


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of the draft, with its full stop, and whose report it comes from."""

    text: str
    task_id: int
    unit: str


@dataclass(frozen=True, slots=True)
class RollUp:
    """The drafted words, which are its sentences one after the other."""

    words: str
    sentences: tuple[SourceSentence, ...]


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence of the edited words; no sources: the clerk's own. ``changed``: not word for word.

    ``other_figures``: figures that stand in none of its sources; in a sentence of the clerk's own,
    in none of the measure's reports.
    """

    text: str
    sources: tuple[SourceSentence, ...] = ()
    changed: bool = False
    other_figures: tuple[str, ...] = ()


def draft(tasks: Sequence[AcceptedText]) -> RollUp:
    """The summary of a measure's accepted reports, in the order given; the problems come last.

    Empty talk, 无 and what was said before are left out; a task of which nothing is left is told
    by its progress.
    """
    said: list[str] = []
    sentences: list[SourceSentence] = []
    for task in tasks:
        worth = list(_told(task.done, task.title))
        told = [text for text in worth if _is_new(text, said)]
        if not worth and task.progress is not None and not is_blank(task.title):
            told = [f"{task.title.strip()}进度为{plain_number(task.progress)}%"]
        elif told and len(tasks) > 1 and not _names(told[0], task.title):
            told[0] = f"{task.title.strip()}方面，{told[0]}"
        sentences += [SourceSentence(f"{text}。", task.task_id, task.unit) for text in told]
    problems = [
        (task, text)
        for task in tasks
        for text in _told(task.problems, task.title)
        if _is_new(text, said)
    ]
    for place, (task, text) in enumerate(problems):
        lead = "存在问题：" if place == 0 else ""
        sentences.append(SourceSentence(f"{lead}{text}。", task.task_id, task.unit))
    return RollUp("".join(each.text for each in sentences), tuple(sentences))


def sources_of(words: str, sentences: Sequence[SourceSentence]) -> tuple[TracedSentence, ...]:
    """The sentences of edited words, which together are the words, each with what it comes from."""
    exact = {letters(each.text): each for each in reversed(sentences)}
    return tuple(_traced(text, exact, sentences) for text in split_sentences(words))


def split_sentences(text: str) -> tuple[str, ...]:
    """A text cut behind its stops, none lost; stops inside quotes and brackets do not cut."""
    found: list[str] = []
    start, closing = 0, ""
    for at, char in enumerate(text):
        if char == "\n" or (not closing and char in _STOP):
            if at + 1 < len(text) and text[at + 1] in _STOP:
                continue
            found.append(text[start : at + 1])
            start, closing = at + 1, ""
        elif closing and char == closing:
            closing = ""
        elif not closing and char in _OPEN and _CLOSE[_OPEN.index(char)] in text[at + 1 :]:
            closing = _CLOSE[_OPEN.index(char)]
    if start < len(text):
        found.append(text[start:])
    return tuple(found)


def _told(text: str, title: str) -> Iterator[str]:
    """The sentences worth telling, without list marks and stops."""
    if is_blank(text):
        return
    for sentence in split_sentences(text):
        words = _MARKER.sub("", sentence.strip()).strip().rstrip(_STOP + "，,、.").strip()
        if not is_blank(words) and not hollow_words(words, title):
            yield words


def _is_new(text: str, said: list[str]) -> bool:
    """Whether nobody said it yet; other figures make another sentence. Remembers it."""
    plain = letters(text)
    figures = FIGURE.findall(text)
    for other in said:
        if plain == letters(other):
            return False
        if figures == FIGURE.findall(other) and _ratio(plain, letters(other)) >= _ALIKE:
            return False
    said.append(text)
    return True


def _names(sentence: str, title: str) -> bool:
    name, text = letters(title), letters(sentence)
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return not pairs or sum(pair in text for pair in pairs) / len(pairs) >= _NAMED


def _traced(
    text: str, exact: dict[str, SourceSentence], sentences: Sequence[SourceSentence]
) -> TracedSentence:
    plain = letters(text)
    if not plain:
        return TracedSentence(text)
    if plain in exact:
        return TracedSentence(text, (exact[plain],))
    sources = tuple(each for each in sentences if _comes_from(plain, letters(each.text)))
    known = {figure for each in sources or sentences for figure in FIGURE.findall(each.text)}
    others = tuple(figure for figure in FIGURE.findall(text) if figure not in known)
    return TracedSentence(text, sources, bool(sources), others)


def _comes_from(text: str, source: str) -> bool:
    """Whether most of the shorter of two sentences stands in the other, in runs of some length."""
    shorter, longer = sorted((text, source), key=len)
    if len(shorter) < _LEAST:
        return bool(shorter) and shorter in longer
    runs = _runs(longer)
    told, end = 0, 0
    for at in range(len(shorter) - _LEAST + 1):
        if shorter[at : at + _LEAST] in runs:
            told += at + _LEAST - max(at, end)
            end = at + _LEAST
    return told >= _FROM_SOURCE * len(shorter)


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _LEAST] for at in range(len(text) - _LEAST + 1))


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if max(len(one), len(other)) > _LONG or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
