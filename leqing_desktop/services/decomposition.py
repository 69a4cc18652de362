"""The clerk's verbs on the decomposition table: read, edit, add, move, delete, restore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import (
    check_ins,
    decomposition,
    item_filters,
    items,
    plans,
    schema,
    sources,
    units,
)
from leqing_desktop.db.items import BinRow
from leqing_desktop.db.sources import Quotation
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, Edit, NewRow, Row
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.item_places import known_places

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
    """What the side panel shows of an item besides its row.

    ``origin``: the words or the row of a file that it was imported from; None for what was typed.
    """

    item_id: int
    path: str
    indicators: tuple[str, ...]
    check_ins: tuple[CheckIn, ...]
    origin: Quotation | None = None


class DecompositionService:
    """分解表. Every write is one step of undo."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def tree(self, year: int | None = None) -> tuple[Row, ...]:
        """All rows in display order, with the 年度目标 and 序时 of a year."""
        with self._access.reading() as connection:
            return decomposition.rows(connection, year)

    def matching(self, filters: Mapping[Column | str, str]) -> frozenset[int]:
        """Ids of the rows that carry the filters' texts; key "any" looks into every column."""
        with self._access.reading() as connection:
            return item_filters.matching(connection, filters)

    def unit_names(self) -> tuple[str, ...]:
        """The units for completion, in the list's order."""
        with self._access.reading() as connection:
            return units.names(connection)

    def detail(self, item_id: int) -> ItemDetail:
        """Targets, place, check-ins and origin of an item."""
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
                sources.quotation(connection, item_id),
            )

    def apply(
        self,
        edits: Sequence[Edit],
        new_rows: Sequence[NewRow] = (),
        label: str | None = None,
        create_units: bool = False,
        year: int | None = None,
    ) -> Changes:
        """Write typed values and new rows as one step.

        FieldErrors with all problems at once (the n-th new row has the id −n, counted from 1);
        UnknownUnits where names are not in the list, unless ``create_units`` adds them.
        ``year``: of which 年度目标 and 序时 are typed.
        """
        from leqing_desktop.services.decomposition_edits import EditApplication

        with self._access.writing() as uow:
            EditApplication(uow, create_units, year).run(edits, new_rows)
            return uow.commit(label or _applied(edits, new_rows))

    def add(self, row: NewRow) -> Changes:
        """Add one row; ``records["item"]`` of the result holds its id among moved siblings."""
        return self.apply((), (row,), f"新增{row.level.label}")

    def move(
        self, item_ids: Sequence[int], parent_id: int | None, before_id: int | None
    ) -> Changes:
        """Put items under a parent of the right level, before a sibling or last."""
        with self._access.writing() as uow:
            places = known_places(uow, item_ids)
            parent = known_places(uow, [parent_id])[parent_id] if parent_id is not None else None
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
            places = known_places(uow, item_ids)
            for parent in dict.fromkeys(place.parent_id for place in places.values()):
                order = [s.id for s in items.siblings(uow.connection, parent)]
                items.renumber(uow, _shifted(order, set(places), step))
            return uow.commit(f"{'上移' if step < 0 else '下移'} {_counted(places.values())}")

    def delete(self, item_ids: Sequence[int]) -> Changes:
        """Move items with all below them to the recycle bin."""
        with self._access.writing() as uow:
            places = known_places(uow, item_ids)
            items.delete(uow, places, uow.now, uow.clerk)
            return uow.commit(f"删除 {_counted(places.values())}")

    def set_standing(
        self, item_ids: Sequence[int], standing: Standing, since: date | None, reason: str = ""
    ) -> Changes:
        """挂起, 取消, 办结 tasks as of a day, or 恢复 them; of a measure all its tasks.

        Refused without a day, or for 挂起 and 取消 without a reason.
        """
        from leqing_desktop.services.standings import put_standing

        with self._access.writing() as uow:
            return uow.commit(put_standing(uow, item_ids, standing, since, reason))

    def bin(self) -> tuple[BinRow, ...]:
        """What lies in the recycle bin, newest first."""
        with self._access.reading() as connection:
            return items.bin_rows(connection)

    def restore(self, item_ids: Sequence[int]) -> Changes:
        """Take items out of the recycle bin, back to where they were."""
        with self._access.writing() as uow:
            wanted = list(dict.fromkeys(item_ids))
            if not items.restore(uow, wanted):
                raise Refused("回收站里没有这些行，可能已经还原。")
            return uow.commit(f"还原 {len(wanted)} 项")


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
