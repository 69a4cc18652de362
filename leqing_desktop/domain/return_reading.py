"""A return workbook as it was read back: cells by field, row by row, nothing judged yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from leqing_desktop.domain.return_form import IndicatorField, TaskField
from leqing_desktop.domain.return_seal import Lines

if TYPE_CHECKING:
    from leqing_desktop.domain.notice_reply import ReplySheet


class ReadCell(NamedTuple):
    """A cell: where it stands (``F7``), what it says, and the number where it holds one.

    ``text`` is what the clerk sees, cleaned of control characters; a number without ``.0``. In a
    percent-formatted cell ``number`` is already the figure shown (0.5 shown as 50 % is 50). An
    error such as #REF! keeps its code in ``text``. A tuple, for a quarter's returns hold some
    hundred thousand of them.
    """

    cell: str
    text: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A row of the task block; ``mark`` is the task id that its hidden first cell names, if any.

    ``row`` counts from 1. Fields whose column was not found are left out of ``cells``.
    """

    row: int
    mark: int | None
    cells: Mapping[TaskField, ReadCell]

    def text(self, name: TaskField) -> str:
        """What a cell says, "" where there is none."""
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""

    def __reduce__(self) -> tuple[Any, ...]:
        return _with_cells, (ReadTask, self.row, self.mark, *_packed(self.cells))


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """A row of the indicator block."""

    row: int
    mark: int | None
    cells: Mapping[IndicatorField, ReadCell]

    def text(self, name: IndicatorField) -> str:
        """What a cell says, "" where there is none."""
        cell = self.cells.get(name)
        return cell.text if cell is not None else ""

    def __reduce__(self) -> tuple[Any, ...]:
        return _with_cells, (ReadIndicator, self.row, self.mark, *_packed(self.cells))


def _packed(cells: Mapping[Any, ReadCell]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Cells as plain tuples: a process hands them to another in a third of the time."""
    return tuple(cells), tuple(map(tuple, cells.values()))


def _with_cells(
    kind: Callable[..., Any],
    row: int,
    mark: int | None,
    names: tuple[Any, ...],
    cells: tuple[tuple[Any, ...], ...],
) -> Any:
    return kind(row, mark, dict(zip(names, map(_as_cell, cells), strict=True)))


_as_cell: Any = partial(tuple.__new__, ReadCell)


@dataclass(frozen=True, slots=True)
class ReadReturn:
    """One workbook read. ``seal`` is the hidden sheet's lines, empty where it is gone.

    ``unit_line`` and ``period_line`` are what the visible sheet says of unit and period.
    ``hidden_columns`` and ``sheet`` are for the clerk's information only.
    """

    name: str
    sheet: str
    seal: Lines
    tasks: tuple[ReadTask, ...]
    indicators: tuple[ReadIndicator, ...] = ()
    unit_line: str = ""
    period_line: str = ""
    filled_by: str = ""
    reviewed_by: str = ""
    filled_on: str = ""


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """A file of the folder, read or not, with what is needed to keep it.

    ``shown`` is its place as the clerk sees it (``收表.zip/市经信局.xlsx``); ``path`` where its bytes
    are now, "" where nobody may touch them (a link, a spoilt member of an archive); ``sha256`` is
    "" then and for temporary and oversized files. ``read`` is None where it is no return workbook;
    ``problem`` then says what to do and ``kind`` which case it is. ``reply`` is the 整改反馈表 where
    those were collected.
    """

    shown: str
    path: str
    sha256: str = ""
    size: int = 0
    read: ReadReturn | None = None
    kind: str = ""
    problem: str = field(default="")
    reply: ReplySheet | None = None
