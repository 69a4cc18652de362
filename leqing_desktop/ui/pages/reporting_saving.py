"""From a typed cell of a quarterly sheet to the ledger, at once; what is refused stays typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Signal

from leqing_desktop.domain.change import Changes
from leqing_desktop.errors import FieldErrors, LeqingError
from leqing_desktop.ui.models.reporting_drafts import Cells, Drafts, Sheet
from leqing_desktop.ui.operations import Operations


class SheetSaving(QObject):
    """``touched(sheet, tasks)``: rows look different; ``stored(sheet, figures)``: read again, with
    ``figures`` where states and lights may have changed; ``refused(sheet, sentence)``.
    """

    touched = Signal(object, object)
    stored = Signal(object, bool)
    refused = Signal(object, str)

    def __init__(
        self, drafts: Drafts, operations: Operations, service: Any, initiator: QObject
    ) -> None:
        super().__init__(initiator)
        self._drafts = drafts
        self._operations = operations
        self._service = service
        self._initiator = initiator
        self._under_way = 0

    def wait_for_answers(self) -> None:
        """Come back when everything sent is written or refused; the clerk's keys wait meanwhile."""
        flags = QEventLoop.ProcessEventsFlag
        while self._under_way and self._operations.background.busy:
            QCoreApplication.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)
        self._under_way = 0

    def send(self, sheet: Sheet, cells: Cells, toast: str = "") -> None:
        """Write what can be read as one step; mark the rest with its sentence."""
        problems = faults(cells)
        good: Cells = {}
        for task, fields in cells.items():
            for field, text in fields.items():
                error = problems.get((task, field), "")
                self._drafts.put(sheet, {task: {field: text}}, error)
                if not error:
                    good.setdefault(task, {})[field] = text
        self.touched.emit(sheet, tuple(cells))
        if problems:
            self.refused.emit(sheet, "；".join(dict.fromkeys(problems.values())))
        if good:
            self._under_way += 1
            self._operations.run(
                self._service.save_many,
                *sheet,
                good,
                done=partial(self._done, sheet, good),
                failed=partial(self._failed, sheet, good),
                initiator=self._initiator,
                toast=toast,
            )

    def _done(self, sheet: Sheet, cells: Cells, _changes: Changes) -> None:
        self._under_way -= 1
        self._drafts.mark_saved(sheet, cells)
        figures = any("progress" in fields for fields in cells.values())
        self.stored.emit(sheet, figures)

    def _failed(self, sheet: Sheet, cells: Cells, error: LeqingError) -> None:
        self._under_way -= 1
        problems = error.problems if isinstance(error, FieldErrors) else {}
        self._drafts.refuse(sheet, cells, str(error), problems)
        self.touched.emit(sheet, tuple(cells))
        self.refused.emit(sheet, str(error))


def faults(cells: Cells) -> dict[tuple[int, str], str]:
    """The sentences about texts that the ledger would refuse, by task and field."""
    from leqing_desktop.domain.official_text import clean_text
    from leqing_desktop.services.reporting import FIELDS, parse_progress

    problems: dict[tuple[int, str], str] = {}
    for task, fields in cells.items():
        for field, text in fields.items():
            try:
                if field == "progress":
                    parse_progress(text)
                else:
                    clean_text(text, FIELDS[field])
            except ValueError as error:
                problems[task, field] = str(error)
    return problems
