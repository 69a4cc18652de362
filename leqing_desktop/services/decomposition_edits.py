"""Typed cells and new rows put into the ledger as one step, with all their problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from leqing_desktop.db import items, plans, schema, units, year_goals
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.assignment import Assignment, Role, with_role
from leqing_desktop.domain.decomposition import YEAR_COLUMNS, Column, Edit, NewRow, columns_of
from leqing_desktop.domain.level import Level
from leqing_desktop.errors import FieldErrors, Refused, UnknownUnits
from leqing_desktop.services.cell_values import UNIT_ROLES, check_units, item_values
from leqing_desktop.services.item_places import known_places
from leqing_desktop.services.year_goals import goal_value

Values = dict[str, object]


class EditApplication:
    """One run of typed values over the table: parse all, complain once, then write in bulk."""

    def __init__(
        self,
        uow: UnitOfWork,
        create_units: bool,
        year: int | None = None,
        default_year: int | None = None,
    ) -> None:
        self._uow = uow
        self._create_units = create_units
        self._year = year
        self._goals: dict[int, Values] = {}
        self._problems: dict[tuple[int, str], str] = {}
        first, last = plans.years(uow.connection)
        self._default_year = default_year or last or first or uow.now.year

    def run(self, edits: Sequence[Edit], new_rows: Sequence[NewRow]) -> list[int]:
        """Write everything, or raise with nothing written; returns the new rows' ids in order."""
        places = items.places(self._uow.connection, {edit.item_id for edit in edits})
        if len(places) < len({edit.item_id for edit in edits}):
            raise Refused("有的行已被删除，请刷新后再改。")
        values: dict[int, Values] = {}
        typed_units: dict[int, list[Edit]] = {}
        for edit in edits:
            level = places[edit.item_id].level
            self._parse(edit.item_id, level, edit.column, edit.text, values, typed_units)
        fresh: list[tuple[NewRow, Values, list[Edit]]] = []
        for place, row in enumerate(new_rows, start=1):
            mine: dict[int, Values] = {-place: {}}
            mine_units: dict[int, list[Edit]] = {-place: []}
            for column, text in row.values.items():
                if text.strip():
                    self._parse(-place, row.level, column, text, mine, mine_units)
            fresh.append((row, mine[-place], mine_units[-place]))
        if self._problems:
            raise FieldErrors(self._problems)
        self._uow.update(schema.item, values)
        ids = self._insert([(row, row_values) for row, row_values, _ in fresh])
        dated = {key: key for key, typed in values.items() if typed.keys() & {"start", "due"}}
        dated |= {new_id: -place for place, new_id in enumerate(ids, start=1)}
        self._refuse_start_after_due(dated)
        for new_id, (_, _, cells) in zip(ids, fresh, strict=True):
            typed_units[new_id] = cells
        self._put_goals({-place: new_id for place, new_id in enumerate(ids, start=1)})
        self._assign({key: cells for key, cells in typed_units.items() if cells})
        return ids

    def _parse(
        self,
        key: int,
        level: Level,
        column: Column,
        text: str,
        values: dict[int, Values],
        typed_units: dict[int, list[Edit]],
    ) -> None:
        if not text.strip() and column not in columns_of(level):
            return  # clearing what is not there
        try:
            if column in UNIT_ROLES and level in (Level.MEASURE, Level.TASK):
                check_units(text)
                typed_units.setdefault(key, []).append(Edit(key, column, text))
                return
            if column in YEAR_COLUMNS and level is Level.TASK:
                self._goals.setdefault(key, {})[column.value] = self._goal(column, text)
                return
            values.setdefault(key, {}).update(item_values(level, column, text, self._default_year))
        except ValueError as error:
            self._problems[key, column.value] = str(error)

    def _goal(self, column: Column, text: str) -> object:
        if self._year is None:
            raise ValueError("还不知道是哪一年的目标，请先在上方新增报送期。")
        return goal_value(column.value, text)

    def _put_goals(self, new_ids: Mapping[int, int]) -> None:
        if self._year is not None and self._goals:
            goals = {new_ids.get(key, key): values for key, values in self._goals.items()}
            year_goals.put(self._uow, self._year, goals)

    def _refuse_start_after_due(self, dated: Mapping[int, int]) -> None:
        """Raise FieldErrors where a start lies behind its due date; ``dated``: record → cell's id."""
        for row in items.starting_after_due(self._uow.connection, dated):
            self._problems[dated[row.id], Column.DUE.value] = (
                f"期限 {row.due} 早于开始日期 {row.start}，请改正其中一个。"
            )
        if self._problems:
            raise FieldErrors(self._problems)

    def _insert(self, rows: Sequence[tuple[NewRow, Values]]) -> list[int]:
        """Add rows in bulk, each parent's children ordered once; returns ids as given."""
        wanted = {row.parent_id for row, _ in rows if row.parent_id is not None}
        parents = known_places(self._uow, wanted) if wanted else {}
        for row, _ in rows:
            above = 0 if row.parent_id is None else parents[row.parent_id].level
            if row.level != above + 1:
                raise Refused(f"{row.level.label}不能放在这里，请先选中它的上一级。")
        numbers = self._fresh_numbers(values for _, values in rows)
        children: dict[int | None, list[int]] = {}
        for at, (row, _) in enumerate(rows):
            children.setdefault(row.parent_id, []).append(at)
        records: dict[int, Values] = {}
        kept: dict[int, dict[str, int]] = {}
        for parent_id, mine in children.items():
            order = [s.id for s in items.siblings(self._uow.connection, parent_id)]
            # The n-th new row stands in the order as −1 − n until it has an id.
            for place, key in enumerate(_placed(order, [(-1 - at, rows[at][0]) for at in mine])):
                if key >= 0:
                    kept[key] = {"position": place}
                    continue
                row, values = rows[-1 - key]
                records[-1 - key] = {
                    "parent_id": parent_id, "level": int(row.level), "position": place,
                } | values  # fmt: skip
        for at, (row, _) in enumerate(rows):
            if row.level in numbers and "number" not in records[at]:
                records[at]["number"] = str(next(numbers[row.level]))
        self._uow.update(schema.item, kept)
        return self._uow.insert(schema.item, [records[at] for at in range(len(rows))])

    def _fresh_numbers(self, typed: Iterable[Values]) -> dict[Level, Iterator[int]]:
        """The next numbers for rows that bring none, above those in the ledger and those typed."""
        brought = [int(n) for n in (str(v.get("number", "")) for v in typed) if n.isdecimal()]
        above = max(brought, default=0) + 1
        connection = self._uow.connection
        return {
            Level.PROGRAMME: count(max(items.next_programme_number(connection), above)),
            Level.MEASURE: count(max(items.next_measure_number(connection), above)),
        }

    def _assign(self, typed: Mapping[int, list[Edit]]) -> None:
        if not typed:
            return
        connection = self._uow.connection
        places = items.places(connection, typed)
        parents = [p.parent_id for p in places.values() if p.parent_id is not None]
        stored = units.assignments(connection, {*typed, *parents})
        wanted: dict[int, list[Assignment]] = {}
        for key, cells in typed.items():
            above = places[key].parent_id if places[key].level is Level.TASK else None
            # A task's first own unit takes the measure's other units with it.
            parts = stored.get(key) or (stored.get(above, []) if above is not None else [])
            inherited = None if stored.get(key) else _roles(parts)
            for cell in sorted(cells, key=lambda cell: _WEAKEST_FIRST.index(cell.column)):
                parts = with_role(list(parts), UNIT_ROLES[cell.column], cell.text)
            # Typing what the measure gives anyway leaves the task with the measure's units.
            if _roles(parts) != inherited:
                wanted[key] = parts
        ids = units.ids_by_name(connection)
        names = dict.fromkeys(part.unit for parts in wanted.values() for part in parts)
        unknown = tuple(name for name in names if name not in ids)
        if unknown and not self._create_units:
            raise UnknownUnits(unknown)
        ids |= units.add(self._uow, unknown)
        units.replace_assignments(self._uow, wanted, ids)


# A unit typed into two cells at once keeps the stronger role, whichever was typed first.
_WEAKEST_FIRST = (Column.SUPPORT, Column.RESPONSIBLE, Column.LEAD)


def _roles(parts: Iterable[Assignment]) -> set[tuple[str, Role]]:
    return {(part.unit, part.role) for part in parts}


def _placed(order: list[int], rows: Sequence[tuple[int, NewRow]]) -> list[int]:
    """Siblings with the new rows among them: after the one each names, in turn, or last."""
    following: dict[int, list[int]] = {}
    last: list[int] = []
    known = set(order)
    for key, row in rows:
        if row.after_id is not None and row.after_id in known:
            following.setdefault(row.after_id, []).append(key)
        else:
            last.append(key)
    return [each for key in order for each in (key, *following.get(key, ()))] + last
