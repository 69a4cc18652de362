"""A quarter of returns under way at the window: its workbooks, what must come of them, its lights."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.reporting_columns import LIGHT_AT
from leqing_desktop.ui.widgets.return_card import TYPING
from tests.journeys import mischief
from tests.journeys.mischief import Blank
from tests.journeys.office_filling import OFFICE, Work, carry_out
from tests.journeys.quarter_figures import BASES, Said, Written, count, expected, written
from tests.journeys.return_desk import ReturnDesk

Mischief = Callable[[Work, Blank], None]
RULE = "亮灯规则第 1 版（2024-01-01 起）"

SAID = """
    SELECT unit.name, item_id, progress, done FROM check_in
    JOIN submission ON submission.id = submission_id JOIN unit ON unit.id = unit_id
    JOIN period ON period.id = period_id WHERE period.year = ? AND quarter = ?
"""
VALUES = """
    SELECT indicator.name, indicator_value.value FROM indicator_value
    JOIN indicator ON indicator.id = indicator_id JOIN period ON period.id = period_id
    WHERE period.year = ? AND quarter = ? AND indicator_value.value IS NOT NULL
"""
FILES = """
    SELECT stored_file.sha256, stored_file.content FROM return_file
    JOIN stored_file ON stored_file.sha256 = return_file.sha256
    JOIN period ON period.id = period_id WHERE period.year = ? AND quarter = ?
"""


@dataclass
class Quarter:
    """A quarter under way; ``final`` is what the ledger must hold where it is not as usual.

    ``saved`` are the units' files as they were saved, ``late`` those that do not come at first,
    ``silent`` the units that have not reported.
    """

    desk: ReturnDesk
    period: Period
    folder: Path
    blanks: dict[str, Blank] = field(default_factory=dict)
    final: dict[tuple[str, str], Written] = field(default_factory=dict)
    works: list[Work] = field(default_factory=list)
    saved: dict[str, Path] = field(default_factory=dict)
    late: dict[str, Path] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)

    @property
    def back(self) -> Path:
        """The folder into which the units' files come."""
        return self.folder / "收回"

    def number(self, unit: str, at: int) -> str:
        """The number of the task in a row of a unit's workbook, from 0."""
        return self.blanks[unit].numbers[at]

    def said(self) -> Said:
        """What the ledger must hold."""
        numbers = {
            unit: blank.numbers for unit, blank in self.blanks.items() if unit not in self.silent
        }
        return expected(self.period, numbers, self.final)

    def fill(
        self, unit: str, name: str, *mischiefs: Mischief, rows: Mapping[int, Written] | None = None
    ) -> Work:
        """Fill a unit's workbook as usual, but for some ``rows`` from 0, then do mischief to it."""
        blank = self.blanks[unit]
        work = Work(blank.path, self.back / name)
        for at, number in enumerate(blank.numbers):
            said = (rows or {}).get(at, written(self.period, unit, at))
            mischief.put(work, blank, number, said)
        for each in mischiefs:
            each(work, blank)
        self.works.append(work)
        return work

    def carry_out(self) -> None:
        """Save all that was filled."""
        paths = carry_out(self.works, self.folder)
        self.saved = {path.stem: path for path in paths}

    def put_by(self, name: str) -> None:
        """A file that comes later."""
        path = self.saved[name]
        self.late[name] = path.rename(self.folder / path.name)


def issue(quarter: Quarter) -> None:
    """下发报送表: one workbook for each of the twelve units, the notice, the words to send."""
    desk, folder = quarter.desk, quarter.folder / "下发"
    quarter.folder.mkdir()
    quarter.back.mkdir()
    quarter.blanks = desk.issue(folder)
    assert list(quarter.blanks) == list(BASES)
    label = quarter.period.label
    assert (folder / f"{label}报送通知.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / f"{label}报送通知.docx").exists()
    words = (folder / f"{label}催报文字.txt").read_text(encoding="utf-8-sig")
    assert all(unit in words for unit in BASES)
    assert all(unit.issued_on is not None for unit in desk.page.board.all_units)


def check_lights(quarter: Quarter, wanted: dict[str, str]) -> None:
    """All lights of the quarter, and their counts."""
    status = quarter.desk.services.status.status(quarter.period)
    shown = {each.task.number: each.assessment.light.label for each in status.tasks}
    assert shown == wanted and len(shown) == 143
    counts, by_hand = status.counts, count(wanted)
    assert (counts.green, counts.yellow, counts.red, counts.grey) == (
        by_hand["绿"],
        by_hand["黄"],
        by_hand["红"],
        0,
    )


def shown_light(desk: ReturnDesk, unit: str, number: str) -> tuple[str, str]:
    """The light of a unit's task on the sheet, and its 为什么."""
    desk.show(unit)
    desk.page.card.mode_wanted.emit(TYPING)
    desk.clerk.rest()
    model = desk.page.model
    at = next(row for row in range(model.rowCount()) if model.row(row).number == number)
    cell = model.cell(at, LIGHT_AT)
    return cell.text, cell.tip


def outcomes(found: dict[str, Any]) -> dict[str, str]:
    """The outcome of every file in the clerk's word."""
    return {name: file.outcome.label for name, file in found.items()}


def as_saved(name: str) -> str:
    """A file's name where there is no LibreOffice to save other formats."""
    path = Path(name)
    foreign = OFFICE is None and path.suffix in (".xls", ".ods")
    return path.with_suffix(".xlsx").as_posix() if foreign else name


def commented(path: Path) -> list[str]:
    """The cells of a 退回稿 that carry a comment; all are yellow."""
    sheet = load_workbook(path).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert all(cell.fill.fill_type == "solid" for cell in cells)
    return [cell.coordinate for cell in cells]


def nothing_is_lost(ledger: Path, quarter: Quarter, values: Mapping[str, float], kept: int) -> None:
    """The ledger's own records hold, word for word, what the units wrote, and ``kept`` workbooks."""
    at = (quarter.period.year, quarter.period.quarter)
    blanks = quarter.blanks.values()
    numbers = {task: number for each in blanks for task, number in each.tasks.items()}
    with closing(sqlite3.connect(ledger)) as connection:
        said = connection.execute(SAID, at)
        held = {(unit, numbers[task]): (figure, done) for unit, task, figure, done in said}
        assert held == quarter.said() and len(held) == 236
        assert dict(connection.execute(VALUES, at)) == values
        files = connection.execute(FILES, at).fetchall()
        assert len(files) == kept
        assert all(hashlib.sha256(content).hexdigest() == sha256 for sha256, content in files)


def labels(ledger: Path, verb: str) -> list[str]:
    """What the journal says of a verb."""
    query = "SELECT label FROM journal_operation WHERE label LIKE ? ORDER BY id"
    with closing(sqlite3.connect(ledger)) as connection:
        return [label for (label,) in connection.execute(query, (f"{verb}%",))]
