"""One row of a task table as read: its texts by what they mean, its dates, its stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_dates import NO_DATE, CellDate
from leqing_desktop.domain.table_nodes import Stage

FIELDS = {
    Meaning.PROGRAMME: "programme",
    Meaning.MEASURE: "measure",
    Meaning.TASK: "task",
    Meaning.MEASURE_TARGET: "measure_target",
    Meaning.INDICATOR: "indicator",
    Meaning.TARGET: "target",
    Meaning.UOM: "uom",
    Meaning.LEAD: "lead",
    Meaning.RESPONSIBLE: "responsible",
    Meaning.SUPPORT: "support",
    Meaning.SECTION: "section",
    Meaning.PERSON: "person",
    Meaning.MILESTONE: "milestone",
    Meaning.ID: "id",
}
"""The field of a row for each meaning that is read as plain text."""
EXTRAS = (
    Meaning.LEADER,
    Meaning.CONTACT,
    Meaning.PHONE,
    Meaning.PROGRESS,
    Meaning.EVIDENCE,
    Meaning.REMARK,
)
"""What a row says that a task has no field for; kept beside the plan, never lost."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all rows of a sheet: its name, the column of each meaning, year and uom.

    ``first_leads``: of several responsible units the first one leads. ``stated_year`` is that of the
    table's own title, to which its quarters and nodes belong, ``target_year`` that of 2025年目标.
    """

    sheet: str
    letters: Mapping[Meaning, str]
    year: int | None = None
    uom: str = ""
    first_leads: bool = False
    stated_year: int | None = None
    target_year: int | None = None


class TableRow(NamedTuple):
    """One row, ``row`` from 1; a tuple because a table has thousands and each is made but once.

    ``extras`` are the filled ones of ``EXTRAS``. ``continues``: the task's cell is merged with the
    one above, so the row is more of the same.
    """

    frame: Frame
    row: int
    programme: str = ""
    measure: str = ""
    task: str = ""
    measure_target: str = ""
    indicator: str = ""
    target: str = ""
    uom: str = ""
    lead: str = ""
    responsible: str = ""
    support: str = ""
    section: str = ""
    person: str = ""
    milestone: str = ""
    id: str = ""
    due: CellDate = NO_DATE
    start: CellDate = NO_DATE
    stages: tuple[Stage, ...] = ()
    extras: Mapping[Meaning, str] = {}
    continues: bool = False

    def place(self, meaning: Meaning) -> str:
        """Where it stands: 表1!E4, or the row where the table has no such column."""
        return f"{self.frame.sheet}!{self.frame.letters.get(meaning, 'A')}{self.row}"

    @property
    def year(self) -> int | None:
        """The year that the row is about: the one in which it is due, else the table's."""
        return self.due.day.year if self.due.day is not None else self.frame.year
