"""Milestones in a task table: a cell of dated lines, or one column for each quarter or month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.plan import MilestoneFacts
from leqing_desktop.domain.table_dates import due_date, start_date


@dataclass(frozen=True, slots=True)
class Stage:
    """A cell below a heading such as 一季度 or 6月底: ``label`` the heading's words for the time."""

    label: str
    text: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class OwnRemark:
    """What our own printed table keeps in 备注 because it has no column of its own."""

    start: date | None = None
    due_text: str = ""


NO_REMARK = OwnRemark()
"""A remark without either."""

_TIME = (
    r"(?:20\d\d年)?(?:(?:1[0-2]|0?[1-9])月(?:底|末|份|[上中下]旬|\d{1,2}日)?|第?[一二三四1-4]季度(?:末)?|"
    r"[上下]半年|年底|年内|全年)|20\d\d年底?|20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
)
_LEADING = re.compile(
    rf"(?:到|至|截至)?(?P<when>(?:{_TIME})(?:之?前|以前)?)\s*[:：,，]?\s*(?P<what>.+)"
)
_TRAILING = re.compile(
    r"(?P<what>.+?)[（(](?P<facts>[^（）()]*(?:[（(][^（）()]*[)）])?[^（）()]*)[)）]$"
)
_NEXT = re.compile(rf"\n|(?<=[；;，,。])\s*(?=(?:到|至)?(?:{_TIME}))")
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}[、.．]\s*(?:(?!\d)|(?=\d{1,2}月))|[（(]\d{1,2}[)）]|[①-⑳])\s*"
)
_FIGURE = re.compile(r"[≥≤]?\d[\d.,]*")
_MARK = re.compile(r"[√✓✔●○■□▲△★☆◆◇▇█*＊vV]+")


def milestones_of(
    text: str, stages: tuple[Stage, ...], year: int | None, uom: str = ""
) -> tuple[MilestoneFacts, ...]:
    """The dated nodes that a row states. A time that is not clear stays as words, without a day.

    ``uom`` is the unit of measure of a stage that is a bare figure.
    """
    if not text and not stages:
        return ()
    nodes = [_node(line, year) for line in _lines(text)]
    for stage in stages:
        if _MARK.fullmatch(stage.text):
            continue
        read = due_date(stage.label, stage.year or year)
        day = due_date(stage.text, stage.year or year)
        if read.day is None and day.day is not None:
            nodes.append(MilestoneFacts(stage.label, day.day, day.text))
            continue
        title = " ".join(stage.text.split()) + (uom if _FIGURE.fullmatch(stage.text) else "")
        nodes.append(MilestoneFacts(title, read.day, stage.label))
    return tuple(nodes)


def marked_days(stages: tuple[Stage, ...], year: int | None) -> tuple[date | None, date | None]:
    """The first and the last day of the months or quarters that are but marked (√, ●)."""
    marked = [stage for stage in stages if _MARK.fullmatch(stage.text)]
    if not marked or len(marked) < len(stages):
        return None, None
    first, last = marked[0], marked[-1]
    begins = start_date(first.label, first.year or year).day
    return begins, due_date(last.label, last.year or year).day


def _lines(text: str) -> list[str]:
    """The nodes of a cell, each on its line or after a comma: 5月开工，12月竣工."""
    return [part for part in _NEXT.split(text) if part.strip()]


def _node(line: str, year: int | None) -> MilestoneFacts:
    line = _NUMBERED.sub("", line.strip()).rstrip("；;。，,") or line
    trailing = _TRAILING.fullmatch(line)
    if trailing is not None:
        when, _, evidence = trailing["facts"].partition("；")
        read = due_date(when.strip(), year)
        if read.day is not None:
            return MilestoneFacts(trailing["what"].strip(), read.day, read.text, evidence)
    leading = _LEADING.fullmatch(line)
    if leading is not None:
        read = due_date(leading["when"], year)
        return MilestoneFacts(leading["what"].strip(), read.day, read.text or leading["when"])
    return MilestoneFacts(line)


def own_remark(text: str) -> OwnRemark:
    """The start and the printed date that our own table puts among the remarks."""
    if not text or ("开始" not in text and "期限原文" not in text):
        return NO_REMARK
    start = re.search(r"(?:^|；)(\d{4})年(\d{1,2})月(\d{1,2})日开始(?:；|$)", text)
    due = re.search(r"(?:^|；)期限原文：([^；]+)", text)
    day = None
    if start is not None:
        try:
            day = date(int(start[1]), int(start[2]), int(start[3]))
        except ValueError:
            day = None
    return OwnRemark(day, due[1] if due is not None else "")


def stage_label(heading: str) -> str:
    """The words for the time in a stage's heading: 一季度目标 is 一季度."""
    plain = re.sub(r"\s+", "", heading).rpartition("›")[2]
    return re.sub(r"(?:工作|推进)?(?:目标|计划|任务|节点|安排|进度)+$", "", plain) or plain
