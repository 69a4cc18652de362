"""Gives every column of a found header its meaning: by its name, its content, its place in the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key, partial

from leqing_desktop.documents.table_body import FEWER, TableBody
from leqing_desktop.documents.table_content import guess_content
from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.documents.table_header import Header
from leqing_desktop.domain.table_columns import (
    JOINED,
    LEVELS,
    UNITS,
    Guess,
    Meaning,
    guess_column,
    plain_heading,
)
from leqing_desktop.domain.table_mapping import ColumnChoice, SheetMapping

_FAMILY: dict[Meaning, frozenset[Meaning]] = {
    Meaning.RESPONSIBLE: frozenset({*UNITS, Meaning.SECTION}),
    Meaning.SECTION: frozenset({*UNITS, Meaning.SECTION}),
    Meaning.DUE: frozenset({Meaning.DUE, Meaning.START}),
    Meaning.TARGET: frozenset({Meaning.TARGET, Meaning.PROGRESS, Meaning.STAGE}),
    Meaning.PHONE: frozenset({Meaning.PHONE}),
    Meaning.PERSON: frozenset({Meaning.PERSON, Meaning.CONTACT, Meaning.LEADER}),
    Meaning.UOM: frozenset({Meaning.UOM}),
}
"""What content of a kind agrees with: a column of units may be of any role."""
_BY_STANDING = 0.65
"""How sure a step of the tree is that has no known name."""
_CLASS_NAME = 8
"""Letters of a name for a class of works (危化品, 公共服务), on average."""
_DETAIL = re.compile(
    r"(?:建设|项目|实施)(?:的)?(?:主要)?(?:内容|规模)|项目概况|规模及内容|目标任务"
)
_DUE_NAME = re.compile(r"(?:.*›)?(?:完成|办结|办理|整改|截止)?(?:时限|期限)(?:要求)?")
_ANY_DATE = re.compile("计划|预计|要求|完成|办结|办理|整改|截止|时间|日期|时限|期限|节点|进度")
"""What in the heading of a date does not say of what it is the date."""
_RANKS = {"二级": Meaning.MEASURE, "三级": Meaning.TASK}
_STANDARD = re.compile(r"\s*(?:销号|验收|办结|完成|评价)\s*(?:标准|要求|条件)\s*")


def map_columns(grid: SheetGrid, header: Header) -> SheetMapping:
    """A meaning and a confidence for every column that has a heading or content."""
    body = TableBody(grid, header.last + 1)
    choices: list[ColumnChoice] = []
    for column, (steps, name) in enumerate(zip(header.headings, header.names, strict=True)):
        samples = body.samples(column)
        if not steps and not samples:
            continue
        guess = _decide(guess_column(steps), steps, samples)
        meaning = guess.meaning or Meaning.IGNORED
        choices.append(ColumnChoice(column, name, meaning, guess.confidence, tuple(samples[:3])))
    choices = _with_ranks(_with_dated_steps(choices))
    levels = _name_levels(body, _without_marks(body, _find_levels(body, choices)))
    settled = _settle_doubles(_with_proofs(levels))
    return SheetMapping(grid.name, header.first, header.last, tuple(settled))


_BY_ITSELF = frozenset({Meaning.IGNORED, Meaning.NUMBER, Meaning.ID})


def _with_dated_steps(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Beside a due date by its name (完成时限) other dates (签约, 竣工) are steps on the way."""
    dates = [each for each in choices if each.meaning is Meaning.DUE]
    dues = [each for each in dates if _DUE_NAME.fullmatch(plain_heading(each.heading))]
    if len(dues) != 1:
        return choices
    return [
        replace(each, meaning=Meaning.STAGE)
        if each in dates and each not in dues and _names_a_step(each)
        else each
        for each in choices
    ]


def _names_a_step(date: ColumnChoice) -> bool:
    """Whether a date's heading says of what it is the date, as 签约 and 竣工时间 do."""
    return bool(_ANY_DATE.sub("", plain_heading(date.heading.rpartition("›")[2])))


def _with_ranks(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Below a 一级指标 the 二级指标 and 三级指标 are steps of the tree too."""
    if not any(each.heading.startswith("一级") and each.meaning in LEVELS for each in choices):
        return choices
    return [
        replace(each, meaning=_RANKS[each.heading[:2]])
        if each.meaning is Meaning.INDICATOR and each.heading[:2] in _RANKS
        else each
        for each in choices
    ]


def left_out(column: ColumnChoice) -> bool:
    """Whether a filled column was left out that may hold something: no 序号, no 经费, no choice."""
    if not column.heading or not column.samples or column.confidence == 1.0:
        return False
    return guess_column(tuple(column.heading.split(" › "))).meaning not in _BY_ITSELF


def _decide(named: Guess, steps: tuple[str, ...], samples: list[str]) -> Guess:
    """The name's meaning where it is sure, else what the content shows."""
    if named.confidence >= 0.85 and named.meaning is not None:
        return named
    if not steps and _counts(samples):
        return Guess(Meaning.NUMBER, 0.8)
    shown = guess_content(samples)
    if shown.meaning is None or (named.meaning is None and steps and _are_bare(samples)):
        return named
    if named.meaning is not None and named.meaning in _FAMILY.get(shown.meaning, ()):
        return Guess(named.meaning, min(0.95, named.confidence + 0.2))
    if named.meaning is None or shown.confidence > named.confidence:
        # Never so sure that the clerk is not asked: a heading was there and said something else.
        return Guess(shown.meaning, min(0.65, shown.confidence * (0.9 if steps else 0.7)))
    return named


def _are_bare(samples: Sequence[str]) -> bool:
    """Whether most values are figures alone, which may count or rate anything."""
    bare = sum(1 for text in samples if text.replace(".", "", 1).isdecimal())
    return bare > 0.5 * len(samples) and all(len(text) < 5 for text in samples)


def _counts(samples: Sequence[str]) -> bool:
    """Whether the values are 1, 2, 3 … in this order."""
    return len(samples) > 1 and list(samples) == [str(n) for n in range(1, len(samples) + 1)]


def _find_levels(body: TableBody, choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Make steps of the tree of columns of words that stand like one, and of figures none.

    Words that group several tasks are an upper step; words beside a task that stands for several
    rows the lower one; where no step has a known name, the column with the most different words.
    """
    choices = [
        replace(each, meaning=Meaning.IGNORED, confidence=0.0)
        if each.meaning in LEVELS
        and (body.is_figures(each.column) or _is_overhang(body, choices, each))
        else each
        for each in choices
    ]
    levels = [each.column for each in choices if each.meaning in LEVELS]
    unnamed = [
        each.column
        for each in choices
        if each.heading
        and (not each.confidence or each.meaning is Meaning.NUMBER)
        and body.is_prose(each.column)
    ]
    if not levels and unnamed and not _stand_ins(choices):
        levels = [max(unnamed, key=body.distinct)]
        unnamed.remove(levels[0])
        return _find_levels(body, _as_levels(body, choices, levels))
    found = [
        column
        for column in unnamed
        if any(column < each and body.groups(column, each) for each in levels)
        or (levels and all(body.groups(each, column) for each in levels))
    ]
    return _as_levels(body, choices, found[: len(LEVELS) - len(levels)])


def _without_marks(body: TableBody, choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """No step of the tree is a class (A类, B类, A类 …) that stands right of the tasks and groups none."""
    levels = [each for each in choices if each.meaning in LEVELS]
    task = max(levels, key=lambda each: body.distinct(each.column), default=None)
    if task is None:
        return choices
    return [
        replace(each, meaning=Meaning.REMARK)
        if each.meaning is Meaning.PROGRAMME
        and each.column > task.column
        and not body.groups(each.column, task.column)
        else each
        for each in choices
    ]


def _with_proofs(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Beside a goal's column a standard (销号标准, 验收要求) says by what its reaching is proved."""
    targets = [each for each in choices if each.meaning is Meaning.TARGET]
    proofs = [each for each in targets if _STANDARD.fullmatch(each.heading)]
    if not proofs or len(proofs) == len(targets):
        return choices
    taken = any(each.meaning is Meaning.EVIDENCE for each in choices)
    meaning = Meaning.REMARK if taken or len(proofs) > 1 else Meaning.EVIDENCE
    return [replace(each, meaning=meaning) if each in proofs else each for each in choices]


def _is_overhang(body: TableBody, choices: list[ColumnChoice], column: ColumnChoice) -> bool:
    """Whether a column is but the rest of merged cells: blank, under the heading of another one."""
    return body.is_bare(column.column) and any(
        each is not column and each.heading == column.heading for each in choices
    )


def _as_levels(
    body: TableBody, choices: list[ColumnChoice], columns: Sequence[int]
) -> list[ColumnChoice]:
    """These columns as steps of the tree; a word or two is a class of works, more is a measure."""

    def meaning(column: int) -> Meaning:
        samples = body.samples(column)
        short = sum(map(len, samples)) <= _CLASS_NAME * len(samples)
        return Meaning.PROGRAMME if short else Meaning.MEASURE

    return [
        replace(each, meaning=meaning(each.column), confidence=_BY_STANDING)
        if each.column in columns
        else each
        for each in choices
    ]


def _stand_ins(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """What is the task where no step of the tree has a column of its own."""
    for stand_in in (Meaning.INDICATOR, Meaning.MILESTONE, Meaning.TARGET):
        if found := [each for each in choices if each.meaning is stand_in][:1]:
            return found
    return []


def _name_levels(body: TableBody, choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Name the steps of the tree from the uppermost; the lowest one is the task (DESIGN §6)."""
    found = [each for each in choices if each.meaning in LEVELS] or _stand_ins(choices)
    names: dict[int, Meaning] = {}
    for detail in _details(body, found):
        found.remove(detail)
        has_target = any(each.meaning is Meaning.TARGET for each in choices)
        names[detail.column] = Meaning.REMARK if has_target else Meaning.TARGET
    ranked = sorted(found, key=cmp_to_key(partial(_order, body)))
    if ranked:
        names[ranked[-1].column] = Meaning.TASK
    if len(ranked) == 2:
        upper = ranked[0]
        names[upper.column] = (
            Meaning.PROGRAMME if upper.meaning is Meaning.PROGRAMME else Meaning.MEASURE
        )
    elif len(ranked) > 2:
        names |= {each.column: Meaning.IGNORED for each in ranked[2:-1]}
        names |= {ranked[0].column: Meaning.PROGRAMME, ranked[1].column: Meaning.MEASURE}
    return [_named(each, names[each.column]) if each.column in names else each for each in choices]


def _named(column: ColumnChoice, meaning: Meaning) -> ColumnChoice:
    left = meaning is Meaning.IGNORED
    return replace(column, meaning=meaning, confidence=0.0 if left else column.confidence)


def _details(body: TableBody, levels: list[ColumnChoice]) -> list[ColumnChoice]:
    """What a project or a work is to bring (建设内容, 目标任务), beside the column of their names."""
    return [
        each
        for each in levels
        if _DETAIL.search(each.heading)
        and any(other is not each and body.names(other.column, each.column) for other in levels)
    ]


def _order(body: TableBody, one: ColumnChoice, other: ColumnChoice) -> int:
    """Negative where ``one`` is the upper step: it has fewer different words, else by its name."""
    a, b = body.distinct(one.column), body.distinct(other.column)
    if a and b and (a <= FEWER * b or b <= FEWER * a):
        return a - b
    return (_rank(one.meaning) - _rank(other.meaning)) or one.column - other.column


def _rank(meaning: Meaning) -> int:
    return LEVELS.index(meaning) if meaning in LEVELS else len(LEVELS)


def _claim(column: ColumnChoice) -> tuple[bool, float]:
    """How well a column stands for its meaning; who answers (责任人) before who handles (经办人)."""
    return "经办" not in column.heading, column.confidence


def _settle_doubles(choices: list[ColumnChoice]) -> list[ColumnChoice]:
    """Of two columns with one meaning the surer one keeps it, the other is left out."""
    best: dict[Meaning, ColumnChoice] = {}
    for each in choices:
        kept = best.get(each.meaning)
        if kept is None or _claim(each) > _claim(kept):
            best[each.meaning] = each
    return [
        each
        if each.meaning in JOINED or best[each.meaning] is each
        else replace(each, meaning=Meaning.IGNORED, confidence=0.0)
        for each in choices
    ]
