"""Recognises the columns of a return sheet by their heads, also where a clerk typed them anew."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from leqing_desktop.domain.return_form import (
    INDICATOR_LABELS,
    TASK_LABELS,
    IndicatorField,
    TaskField,
)

Name = TypeVar("Name", bound=StrEnum)

_LONGEST = 16
"""Characters of a head; a longer text is a task's own words."""
_NO_WORD = re.compile(r"[\W_]+")

_TASK_WORDS: dict[str, TaskField] = {
    "编号": TaskField.NUMBER,
    "任务编号": TaskField.NUMBER,
    "任务序号": TaskField.NUMBER,
    "举措": TaskField.MEASURE,
    "重点举措": TaskField.MEASURE,
    "任务": TaskField.TITLE,
    "任务名称": TaskField.TITLE,
    "工作任务": TaskField.TITLE,
    "主要任务": TaskField.TITLE,
    "具体任务": TaskField.TITLE,
    "重点工作": TaskField.TITLE,
    "重点工作任务": TaskField.TITLE,
    "进度": TaskField.PROGRESS,
    "完成进度": TaskField.PROGRESS,
    "进展": TaskField.DONE,
    "进展情况": TaskField.DONE,
}
_TASK_PATTERNS = (
    (re.compile(r"上一?(?:季|期|次).*(?:进度|完成率)"), TaskField.LAST_PROGRESS),
    (re.compile(r"上一?(?:季|期|次).*(?:进展|完成|情况)"), TaskField.LAST_DONE),
    (re.compile(r"序时"), TaskField.SCHEDULE),
    (re.compile(r"下一?步|下季|打算"), TaskField.NEXT_STEP),
    (re.compile(r"佐证|证明材料|附件"), TaskField.EVIDENCE),
    (re.compile(r"问题|困难"), TaskField.PROBLEMS),
    (re.compile(r"状态"), TaskField.STATUS),
    (re.compile(r"进展|完成情况|推进情况|落实情况"), TaskField.DONE),
    (re.compile(r"进度|完成率|完成比例"), TaskField.PROGRESS),
    (re.compile(r"节点|里程碑"), TaskField.MILESTONES),
    (re.compile(r"年度?目标|全年目标|目标任务"), TaskField.YEAR_GOAL),
    (re.compile(r"任务|工作内容|工作事项"), TaskField.TITLE),
    (re.compile(r"举措"), TaskField.MEASURE),
    (re.compile(r"序号|编号"), TaskField.NUMBER),
)
_INDICATOR_WORDS: dict[str, IndicatorField] = {
    "编号": IndicatorField.NUMBER,
    "指标名称": IndicatorField.NAME,
    "单位": IndicatorField.UOM,
    "备注": IndicatorField.NOTE,
}
_INDICATOR_PATTERNS = (
    (re.compile(r"上一?(?:季|期|次)"), IndicatorField.LAST_VALUE),
    (re.compile(r"新增"), IndicatorField.IN_QUARTER),
    (re.compile(r"累计|完成值|期末"), IndicatorField.VALUE),
    (re.compile(r"口径|定义"), IndicatorField.DEFINITION),
    (re.compile(r"计量单位"), IndicatorField.UOM),
    (re.compile(r"目标"), IndicatorField.TARGET),
    (re.compile(r"举措"), IndicatorField.MEASURE),
    (re.compile(r"说明|备注"), IndicatorField.NOTE),
)
_FIGURES = {IndicatorField.IN_QUARTER, IndicatorField.VALUE, IndicatorField.LAST_VALUE}


@lru_cache(maxsize=8192)
def head_key(text: str) -> str:
    """A head without blanks, line breaks, brackets and signs, in half width."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)) if text else ""


_TASK_EXACT = {head_key(label): name for name, label in TASK_LABELS.items()}
_INDICATOR_EXACT = {head_key(label): name for name, label in INDICATOR_LABELS.items()}
_SUPPORT_LEADS = "牵头单位"


def task_columns(texts: Sequence[str]) -> Mapping[int, TaskField]:
    """Column (from 0) → field where a row is the header of the task block, else empty.

    ``texts`` are the row's cells. A header names the task and what was done for it; where the
    task's column was deleted, five of our own heads show that it is ours.
    """
    found = _match(texts, _TASK_EXACT, _task_head)
    names = set(found.values())
    told = TaskField.PROGRESS in names or TaskField.DONE in names
    if told and TaskField.TITLE in names and len(names) >= 3:
        return found
    own = sum(_TASK_EXACT.get(head_key(texts[at])) is name for at, name in found.items())
    return found if told and own >= 5 else {}


def indicator_columns(texts: Sequence[str]) -> Mapping[int, IndicatorField]:
    """Column (from 0) → field where a row is the header of the indicator block, else empty."""
    found = _match(texts, _INDICATOR_EXACT, _indicator_head)
    names = set(found.values())
    if IndicatorField.NAME in names and len(names) >= 3 and names & _FIGURES:
        return found
    own = sum(_INDICATOR_EXACT.get(head_key(texts[at])) is name for at, name in found.items())
    return found if own >= 6 and names & _FIGURES else {}


def is_support_header(texts: Sequence[str]) -> bool:
    """Whether a row heads the block of tasks in which the unit only assists."""
    keys = {head_key(text) for text in texts if len(text) <= _LONGEST}
    return _SUPPORT_LEADS in keys and "重点任务" in keys


def _match(
    texts: Sequence[str], exact: Mapping[str, Name], guess: Callable[[str], Name | None]
) -> dict[int, Name]:
    """Each field's column: our own head before one that only sounds like it, the first of each."""
    sure: dict[Name, int] = {}
    likely: dict[Name, int] = {}
    for column, text in enumerate(texts):
        key = head_key(text) if text and len(text) <= 3 * _LONGEST else ""
        if not key or len(key) > _LONGEST:
            continue
        name = exact.get(key)
        if name is not None:
            sure.setdefault(name, column)
        elif (name := guess(key)) is not None:
            likely.setdefault(name, column)
    return {column: name for name, column in {**likely, **sure}.items()}


@lru_cache(maxsize=4096)
def _task_head(key: str) -> TaskField | None:
    known = _TASK_WORDS.get(key)
    if known is not None:
        return known
    return next((name for pattern, name in _TASK_PATTERNS if pattern.search(key)), None)


@lru_cache(maxsize=4096)
def _indicator_head(key: str) -> IndicatorField | None:
    known = _INDICATOR_WORDS.get(key)
    if known is not None:
        return known
    return next((name for pattern, name in _INDICATOR_PATTERNS if pattern.search(key)), None)
