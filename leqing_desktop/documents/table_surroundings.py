"""What a sheet says outside of its table: whose it is, what it is part of, who counts as the lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.domain.table_columns import UNITS, Meaning
from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.domain.table_units import is_unit

Sheet = tuple[SheetGrid, SheetMapping]
_WIDTH = 40
"""Columns above and rows below a table that are looked at."""
_STATED = re.compile(
    r"(牵头|责任|负责|承办|落实|实施|填报|报送)(?:责任)?(?:单位|部门)(?:[(（].{0,8}[)）])?\s*[:：]\s*(.+)"
)
_FIRST_LEADS = re.compile(r"(?:首位|首个|第一[位个家]?|排名?第一|最前).{0,8}牵头")
_BLANK_REPEATS = re.compile(
    r"(?:空白|空格|未填|不填|留空|空着).{0,10}(?:[与同和]上|上一?行|上面|上栏|前一?行)|[与同和]上.{0,8}(?:不再|未|不)(?:重复)?填"
)
_NO_NAME = re.compile(
    r"(?:sheet|表|工作表|附件|附表)?\s*[\d一二三四五六七八九十]*|(?:20\d\d年?(?:度)?)?"
    r"(?:总表|汇总表?|任务表|任务清单|分解表|任务分解表?|清单|重点任务|重点工作|工作任务|台账|明细表?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for all rows of a sheet where they say nothing themselves.

    ``first_leads``: of several responsible units the first one leads (排在第一位的为牵头单位).
    ``blank_repeats``: what is blank is as in the row above, as a note says.
    """

    programme: str = ""
    lead: str = ""
    responsible: str = ""
    first_leads: bool = False
    blank_repeats: bool = False


def surroundings(sheets: Sequence[Sheet]) -> list[Surroundings]:
    """The surroundings of each sheet; one of several sheets may be a programme's or a unit's own."""
    alike = len(sheets) > 1 and all(map(_has_own_name, sheets))
    return [_of(each, alike) for each in sheets]


def above(grid: SheetGrid, mapping: SheetMapping) -> list[str]:
    """The texts above the header, row by row."""
    cells = (
        grid.text(row, column)
        for row in range(mapping.first)
        for column in range(min(grid.width, _WIDTH))
    )
    return [text for text in cells if text]


def _of(sheet: Sheet, alike: bool) -> Surroundings:
    grid, mapping = sheet
    meanings = {each.meaning for each in mapping.columns}
    heads = above(grid, mapping)
    lead = responsible = programme = ""
    if meanings.isdisjoint(UNITS):
        stated = {found[1]: found[2].strip() for found in map(_STATED.match, heads) if found}
        lead = stated.get("牵头", "")
        responsible = next(
            (unit for word, unit in stated.items() if word not in ("牵头", "填报", "报送")), ""
        )
        if alike and not lead and not responsible and is_unit(grid.name):
            responsible = stated.get("填报") or stated.get("报送") or grid.name
    if alike and Meaning.PROGRAMME not in meanings and not is_unit(grid.name):
        programme = grid.name
    texts = [*heads, *(each.heading for each in mapping.columns), *_notes(grid, mapping)]
    first = any(map(_FIRST_LEADS.search, texts))
    repeats = any(map(_BLANK_REPEATS.search, texts))
    return Surroundings(programme, lead, responsible, first, repeats)


def _has_own_name(sheet: Sheet) -> bool:
    name = sheet[0].name
    return _NO_NAME.fullmatch(name.strip()) is None


def _notes(grid: SheetGrid, mapping: SheetMapping) -> Iterable[str]:
    """The texts of the last rows that stand alone."""
    for row in range(max(mapping.last + 1, len(grid.rows) - _WIDTH), len(grid.rows)):
        texts = [
            text for column in range(min(grid.width, _WIDTH)) if (text := grid.text(row, column))
        ]
        if len(texts) == 1:
            yield texts[0]
