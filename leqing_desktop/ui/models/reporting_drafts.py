"""What has been typed into quarterly sheets but is not in the ledger yet, for all units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from leqing_desktop.domain.period import Period

Sheet = tuple[Period, int]
"""A unit's sheet: the period and the unit's id."""

Fields = dict[str, str]
Cells = dict[int, Fields]
"""Task id → field → typed text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A typed text. ``error`` says why it was not taken; ``saved``: the ledger has it by now."""

    text: str
    error: str = ""
    saved: bool = False


class Drafts:
    """Typed texts by sheet, task and field; kept while other units are in view."""

    def __init__(self) -> None:
        self._sheets: dict[Sheet, dict[tuple[int, str], Draft]] = {}

    def __len__(self) -> int:
        """How many cells are not in the ledger yet."""
        return sum(not d.saved for cells in self._sheets.values() for d in cells.values())

    def put(self, sheet: Sheet, cells: Mapping[int, Mapping[str, str]], error: str = "") -> None:
        """Remember typed texts, each under way to the ledger or refused with one sentence."""
        kept = self._sheets.setdefault(sheet, {})
        for task, fields in cells.items():
            for field, text in fields.items():
                kept.pop((task, field), None)
                kept[task, field] = Draft(text, error)

    def of_task(self, sheet: Sheet, task: int) -> dict[str, Draft]:
        """The drafts of one row by field."""
        cells = self._sheets.get(sheet)
        if not cells:
            return {}
        return {field: draft for (at, field), draft in cells.items() if at == task}

    def drop(self, sheet: Sheet, task: int, field: str) -> bool:
        """Forget one typed text; says whether there was one."""
        return self._sheets.get(sheet, {}).pop((task, field), None) is not None

    def mark_saved(self, sheet: Sheet, cells: Cells) -> None:
        """These texts are in the ledger; they show until the sheet was read again."""
        for task, field, draft in self._matching(sheet, cells):
            self._sheets[sheet][task, field] = replace(draft, saved=True, error="")

    def refuse(
        self, sheet: Sheet, cells: Cells, sentence: str, problems: dict[tuple[int, str], str]
    ) -> None:
        """The ledger did not take these texts: keep them with the sentence, their own if any."""
        for task, field, draft in self._matching(sheet, cells):
            error = problems.get((task, field), sentence)
            self._sheets[sheet][task, field] = replace(draft, error=error)

    def saved(self, sheet: Sheet) -> Cells:
        """What is in the ledger and only waits to be read again."""
        found: Cells = {}
        for (task, field), draft in self._sheets.get(sheet, {}).items():
            if draft.saved:
                found.setdefault(task, {})[field] = draft.text
        return found

    def settle(self, sheet: Sheet, cells: Cells) -> None:
        """The sheet was read again: forget what it shows now, unless typed over meanwhile."""
        for task, field, draft in list(self._matching(sheet, cells)):
            if draft.saved:
                self.drop(sheet, task, field)

    def refused(self, sheet: Sheet | None = None) -> list[tuple[Sheet, int, str]]:
        """The cells that carry a sentence, of one sheet or of all, oldest first."""
        return [
            (at, task, field)
            for at, cells in self._sheets.items()
            if sheet is None or at == sheet
            for (task, field), draft in cells.items()
            if draft.error
        ]

    def forget_refused(self) -> None:
        """Give up every text that was not taken."""
        for sheet, task, field in self.refused():
            self.drop(sheet, task, field)

    def forget_missing(self, sheet: Sheet, tasks: Iterable[int]) -> None:
        """Drop what was typed for tasks that are no longer on the sheet."""
        alive = set(tasks)
        for task, field in [key for key in self._sheets.get(sheet, {}) if key[0] not in alive]:
            self.drop(sheet, task, field)

    def _matching(self, sheet: Sheet, cells: Cells) -> Iterator[tuple[int, str, Draft]]:
        kept = self._sheets.get(sheet, {})
        for task, fields in cells.items():
            for field, text in fields.items():
                draft = kept.get((task, field))
                if draft is not None and draft.text == text:
                    yield task, field, draft
