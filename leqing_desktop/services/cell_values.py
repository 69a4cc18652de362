"""What was typed into a cell of the decomposition table becomes the values of its columns."""

from __future__ import annotations

from typing import Any

from leqing_desktop.domain.assignment import UNIT_NAME_LIMIT, Role
from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.decomposition import Column, columns_of
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.official_text import clean_line, clean_text
from leqing_desktop.domain.unit_name import split_units

UNIT_ROLES: dict[Column, Role] = {
    Column.LEAD: Role.LEAD,
    Column.RESPONSIBLE: Role.RESPONSIBLE,
    Column.SUPPORT: Role.SUPPORT,
}

LONGEST_LIST = 5000
"""Characters in a typed list of units."""


def item_values(level: Level, column: Column, text: str, default_year: int) -> dict[str, Any]:
    """Column values of a typed text, for all but the unit columns.

    ValueError with the sentence what to type instead.
    """
    if column not in columns_of(level):
        raise ValueError(_not_here(level, column, text))
    if column is Column.TITLE:
        title = clean_line(text, f"{level.label}名称")
        if not title:
            raise ValueError(f"{level.label}名称不能为空；不要这一行时请删除它。")
        return {"title": title}
    if column is Column.NUMBER:
        return {"number": clean_line(text, "序号", 20)}
    if column in (Column.START, Column.DUE):
        return _dates(column, text, default_year)
    return {column.value: clean_text(text, column.label, 2000)}


def _dates(column: Column, text: str, default_year: int) -> dict[str, Any]:
    reading = parse_date_text(text, default_year) if text.strip() else None
    day = reading.date if reading is not None else None
    if column is Column.START:
        if reading is not None and day is None:
            raise ValueError(f"开始日期“{text.strip()[:20]}”不是一个日子，请写成 2025-03-01。")
        return {"start": day}
    # What is no plain date keeps its wording beside the day it means.
    words = "" if reading is None or text.strip() == str(day) else reading.text
    return {"due": day, "due_text": words}


def _not_here(level: Level, column: Column, text: str) -> str:
    if column is Column.NUMBER:
        return f"{level.label}的序号按位置自动编排，不用填写。"
    return f"{level.label}没有“{column.label}”这一栏，请把“{text.strip()[:12]}”填到任务行。"


def check_units(text: str) -> None:
    """ValueError with one sentence where a typed list of units cannot be kept."""
    if len(text) > LONGEST_LIST:
        raise ValueError(f"单位有 {len(text)} 个字，最多 {LONGEST_LIST} 个字，请删减。")
    for name in split_units(text).names:
        clean_line(name, "单位名称", UNIT_NAME_LIMIT)
