"""The clerk's verbs on the decomposition table: read, edit, add, move, delete, restore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from leqing_desktop.db import check_ins, decomposition, item_filters, items, plans, schema, units
from leqing_desktop.db.items import BinRow
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, Edit, NewRow, Row, columns_of
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import FieldErrors, Refused, UnknownUnits
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.cell_values import UNIT_ROLES, check_units, item_values, with_role

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a unit reported on a task in a period."""

    period: Period
    unit: str
    progress: float | None
    done: str
    problems: str
    next_step: str


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """What the side panel shows of an item besides its row."""

    item_id: int
    path: str
    indicators: tuple[str, ...]
    check_ins: tuple[CheckIn, ...]


class DecompositionService:
    """分解表. Every write is one step of undo."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def tree(self) -> tuple[Row, ...]:
        """All rows in display order."""
        with self._access.reading() as connection:
            return decomposition.rows(connection)

    def matching(self, filters: Mapping[Column | str, str]) -> frozenset[int]:
        """Ids of the rows that carry the filters' texts; key "any" looks into every column."""
        with self._access.reading() as connection:
            return item_filters.matching(connection, filters)

    def unit_names(self) -> tuple[str, ...]:
        """The units for completion, in the list's order."""
        with self._access.reading() as connection:
            return units.names(connection)

    def detail(self, item_id: int) -> ItemDetail:
        """Targets, place and check-ins of an item."""
        with self._access.reading() as connection:
            targets = plans.indicators(connection, "item_id", item_id).get(item_id, ())
            return ItemDetail(
                item_id,
                items.path(connection, item_id),
                tuple(_target_line(t.name, t.target_text, t.year) for t in targets),
                tuple(
                    CheckIn(c.period, c.unit, c.progress, c.done, c.problems, c.next_step)
                    for c in check_ins.of_item(connection, item_id)
                ),
            )

    def apply(
        self,
        edits: Sequence[Edit],
        new_rows: Sequence[NewRow] = (),
        label: str | None = None,
        create_units: bool = False,
    ) -> Changes:
        """Write typed values and new rows as one step.

        FieldErrors with all problems at once (the n-th new row has the id −n, counted from 1);
        UnknownUnits where names are not in the list, unless ``create_units`` adds them.
        """
        with self._access.writing() as uow:
            _Application(uow, create_units).run(edits, new_rows)
            return uow.commit(label or _applied(edits, new_rows))

    def add(self, row: NewRow) -> Changes:
        """Add one row; ``records["item"]`` of the result holds its id among moved siblings."""
        return self.apply((), (row,), f"新增{row.level.label}")

    def move(
        self, item_ids: Sequence[int], parent_id: int | None, before_id: int | None
    ) -> Changes:
        """Put items under a parent of the right level, before a sibling or last."""
        with self._access.writing() as uow:
            places = _known(uow, item_ids)
            parent = _known(uow, [parent_id])[parent_id] if parent_id is not None else None
            wanted = 1 if parent is None else parent.level + 1
            if any(place.level != wanted for place in places.values()):
                raise Refused("只能移到上一级之下：任务移到举措，里程碑移到任务。")
            moving = list(dict.fromkeys(item_ids))
            order = [s.id for s in items.siblings(uow.connection, parent_id)]
            # Before one that moves itself means before the next that stays.
            ahead = order[: order.index(before_id)] if before_id in order else order
            at = sum(key not in moving for key in ahead)
            kept = [key for key in order if key not in moving]
            uow.update(schema.item, {key: {"parent_id": parent_id} for key in moving})
            items.renumber(uow, [*kept[:at], *moving, *kept[at:]])
            return uow.commit(f"移动 {_counted(places.values())}")

    def shift(self, item_ids: Sequence[int], step: int) -> Changes:
        """Move items one place up (−1) or down (+1) among their siblings."""
        with self._access.writing() as uow:
            places = _known(uow, item_ids)
            for parent in dict.fromkeys(place.parent_id for place in places.values()):
                order = [s.id for s in items.siblings(uow.connection, parent)]
                items.renumber(uow, _shifted(order, set(places), step))
            return uow.commit(f"{'上移' if step < 0 else '下移'} {_counted(places.values())}")

    def delete(self, item_ids: Sequence[int]) -> Changes:
        """Move items with all below them to the recycle bin."""
        with self._access.writing() as uow:
            places = _known(uow, item_ids)
            items.delete(uow, places, uow.now, uow.clerk)
            return uow.commit(f"删除 {_counted(places.values())}")

    def bin(self) -> tuple[BinRow, ...]:
        """What lies in the recycle bin, newest first."""
        with self._access.reading() as connection:
            return items.bin_rows(connection)

    def restore(self, item_ids: Sequence[int]) -> Changes:
        """Take items out of the recycle bin, back to where they were."""
        with self._access.writing() as uow:
            wanted = list(dict.fromkeys(item_ids))
            if not items.restore(uow, wanted):
                raise Refused("回收站里没有这些行，可能已经恢复。")
            return uow.commit(f"恢复 {len(wanted)} 项")


class _Application:
    """One run of typed values over the table: parse all, complain once, then write in bulk."""

    def __init__(self, uow: UnitOfWork, create_units: bool) -> None:
        self._uow = uow
        self._create_units = create_units
        self._problems: dict[tuple[int, str], str] = {}
        first, last = plans.years(uow.connection)
        self._default_year = last or first or uow.now.year

    def run(self, edits: Sequence[Edit], new_rows: Sequence[NewRow]) -> None:
        """Write everything, or raise with nothing written."""
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
        for new_id, (_, _, cells) in zip(ids, fresh, strict=True):
            typed_units[new_id] = cells
        self._assign({key: cells for key, cells in typed_units.items() if cells})

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
            values.setdefault(key, {}).update(item_values(level, column, text, self._default_year))
        except ValueError as error:
            self._problems[key, column.value] = str(error)

    def _insert(self, rows: Sequence[tuple[NewRow, Values]]) -> list[int]:
        """Add rows in bulk, each parent's children ordered once; returns ids as given."""
        wanted = {row.parent_id for row, _ in rows if row.parent_id is not None}
        parents = _known(self._uow, wanted) if wanted else {}
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


def _applied(edits: Sequence[Edit], new_rows: Sequence[NewRow]) -> str:
    """The name of a step of typed values: 修改“目标”, 修改 3 处, 新增任务, 新增 2 行."""
    words = []
    if len(edits) == 1:
        words.append(f"修改“{edits[0].column.label}”")
    elif edits:
        words.append(f"修改 {len(edits)} 处")
    if len(new_rows) == 1:
        words.append(f"新增{new_rows[0].level.label}")
    elif new_rows:
        words.append(f"新增 {len(new_rows)} 行")
    return "，".join(words)


def _known(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, items.Place]:
    wanted = list(dict.fromkeys(ids))
    places = items.places(uow.connection, wanted)
    if not wanted or len(places) < len(wanted):
        raise Refused("没有选中行，或选中的行已被删除。")
    return {key: places[key] for key in wanted}


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


def _shifted(order: list[int], moving: set[int], step: int) -> list[int]:
    order = list(order)
    walk: Callable[[range], Iterable[int]] = iter if step < 0 else reversed
    for index in walk(range(len(order))):
        target = index + step
        if order[index] in moving and 0 <= target < len(order) and order[target] not in moving:
            order[index], order[target] = order[target], order[index]
    return order


def _counted(places: Iterable[items.Place]) -> str:
    chosen = list(places)
    levels = {place.level for place in chosen}
    if len(chosen) == 1:
        return f"{chosen[0].level.label}“{chosen[0].title[:20]}”"
    return f"{len(chosen)} 个{levels.pop().label}" if len(levels) == 1 else f"{len(chosen)} 行"


def _target_line(name: str, target: str, year: int | None) -> str:
    return f"{name} {target}" + (f"（{year}年）" if year else "")
