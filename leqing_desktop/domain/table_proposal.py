"""What a task table proposes: the plan, where each task stands, and the sheets as the clerk sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from leqing_desktop.domain.plan import Finding, PlanFacts
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import TableMapping


class TaskPlace(NamedTuple):
    """Where a proposed task comes from: its path in the plan, its sheet and row (from 1).

    ``letters`` gives the column of each meaning, ``extras`` what has no field in a task, ``id`` a
    hidden id for a round trip. ``task`` None: the row is about the measure itself.
    """

    programme: int
    measure: int
    task: int | None
    sheet: str
    row: int
    letters: Mapping[Meaning, str]
    extras: Mapping[Meaning, str] = {}
    id: str = ""

    def cell(self, meaning: Meaning) -> str:
        """The cell that holds this field: 表1!E4; "" where the table has no such column."""
        letter = self.letters.get(meaning)
        return f"{self.sheet}!{letter}{self.row}" if letter else ""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet as the clerk sees it: ``rows`` of texts, the first one being row 1 of the sheet.

    ``merges`` are first row, first column, last row, last column, from 0, all inclusive.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedTable:
    """What a task table proposes; nothing is written yet.

    ``findings`` (also in the plan) need the clerk's eye; ``skipped`` rows are no tasks, with reason.
    ``sheets`` show every sheet that holds anything, in the mapping's order, where they were asked for.
    """

    plan: PlanFacts
    mapping: TableMapping
    places: tuple[TaskPlace, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Finding, ...] = ()
    sheets: tuple[SheetPreview, ...] = ()
