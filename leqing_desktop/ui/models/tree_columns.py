"""The columns of the decomposition table as shown: what can be typed, and the computed ones."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.domain.decomposition import COLUMN_LABELS, Column


@dataclass(frozen=True, slots=True)
class TreeColumn:
    """One shown column: ``column`` is None where the value is computed and cannot be typed.

    ``width`` is the first width in logical pixels; ``compact`` says whether a narrow window
    shows the column before the clerk has chosen any.
    """

    key: str
    heading: str
    width: int
    column: Column | None
    filterable: bool = True
    compact: bool = True
    right: bool = False


LIGHT_KEY = "light"
PROGRESS_KEY = "progress"


def _typed(
    column: Column,
    width: int,
    *,
    compact: bool = True,
    right: bool = False,
    filterable: bool = True,
) -> TreeColumn:
    label = COLUMN_LABELS[column]
    return TreeColumn(column.value, label, width, column, filterable, compact, right)


TREE_COLUMNS: tuple[TreeColumn, ...] = (
    _typed(Column.NUMBER, 56, right=True),
    _typed(Column.TITLE, 238),
    TreeColumn(LIGHT_KEY, "灯", 96, None),
    _typed(Column.LEAD, 100),
    _typed(Column.RESPONSIBLE, 124),
    _typed(Column.SUPPORT, 110, compact=False),
    _typed(Column.SECTION, 84, compact=False),
    _typed(Column.PERSON, 64),
    _typed(Column.TARGET, 140),
    _typed(Column.YEAR_GOAL, 140, compact=False),
    _typed(Column.SCHEDULE, 104, compact=False, filterable=False),
    TreeColumn(PROGRESS_KEY, "进度与序时", 138, None, filterable=False),
    _typed(Column.START, 96, compact=False),
    _typed(Column.DUE, 114),
    _typed(Column.EVIDENCE, 160, compact=False),
)

FROZEN = 2
"""How many first columns stay in place: 序号 and the name."""

TITLE_AT = 1
LIGHT_AT = next(i for i, shown in enumerate(TREE_COLUMNS) if shown.key == LIGHT_KEY)
PROGRESS_AT = next(i for i, shown in enumerate(TREE_COLUMNS) if shown.key == PROGRESS_KEY)

UNIT_COLUMNS = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT})


def position_of(column: Column) -> int:
    """The logical position of a typed column."""
    return next(i for i, shown in enumerate(TREE_COLUMNS) if shown.column is column)
