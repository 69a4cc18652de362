"""Which items of the decomposition a column filter keeps."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, false, or_, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import chunks
from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.outline import programme_number

LONGEST = 200
"""Characters of a filter that are looked at; a longer one is a slip of the clipboard."""

_item = schema.item
_assignment = schema.assignment
_unit = schema.unit

_LIVE = _item.c.deleted_at.is_(None)
_ROLES = {Column.LEAD: "lead", Column.RESPONSIBLE: "responsible", Column.SUPPORT: "support"}
_UNSEARCHED = frozenset({Column.NUMBER, Column.SCHEDULE})


def matching(connection: Connection, filters: Mapping[Column | str, str]) -> frozenset[int]:
    """Ids of live items whose cells contain all the filters' texts, upper and lower case alike.

    The key ``"any"`` looks into every column but the number. Texts of a filter are parted by
    blanks: all must occur. A number is looked for as the table shows it: 7 finds 7 and what is
    numbered below it (7.2, 7.2.1), not 17.
    """
    conditions = [
        _contains(connection, column, word)
        for column, text in filters.items()
        for word in text[:LONGEST].split()
    ]
    query = select(_item.c.id).where(_LIVE, *conditions)
    return frozenset(connection.execute(query).scalars())


def _contains(connection: Connection, column: Column | str, word: str) -> ColumnElement[bool]:
    if column == "any":
        texts = (each for each in Column if each not in _ROLES and each not in _UNSEARCHED)
        cells = (_cell_contains(each, word) for each in texts)
        return or_(_unit_contains(word), _origin_contains(word), *cells)
    column = Column(column)
    if column in _ROLES:
        return _unit_contains(word, _ROLES[column])
    if column is Column.NUMBER:
        return _numbered(connection, unicodedata.normalize("NFKC", word))
    return _cell_contains(column, word)


def _cell_contains(column: Column, word: str) -> ColumnElement[bool]:
    if column is Column.YEAR_GOAL:
        goals = schema.year_goal
        return _item.c.id.in_(select(goals.c.item_id).where(_has(goals.c.goal, word)))
    if column is Column.SCHEDULE:
        return false()
    if column not in (Column.DUE, Column.START):
        return _has(_item.c[column.value], word)
    dated: ColumnElement[bool] = cast(_item.c[column.value], Text).contains(word, autoescape=True)
    return or_(dated, _has(_item.c.due_text, word)) if column is Column.DUE else dated


def _has(column: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return found


def _origin_contains(word: str) -> ColumnElement[bool]:
    """Tasks of a meeting or an instruction: by its name, number, day, words, or kind (批示)."""
    origin = schema.item_origin
    columns = (origin.c.source, origin.c.document, origin.c.wording)
    day: ColumnElement[bool] = cast(origin.c.on_day, Text).contains(word, autoescape=True)
    kinds = [kind.value for kind in OriginKind if word in kind.label]
    found = or_(day, origin.c.kind.in_(kinds), *(_has(column, word) for column in columns))
    return _item.c.id.in_(select(origin.c.item_id).where(found))


def _unit_contains(word: str, role: str | None = None) -> ColumnElement[bool]:
    # A task without units of its own has those of its measure.
    owners = (
        select(_assignment.c.item_id)
        .join(_unit, _unit.c.id == _assignment.c.unit_id)
        .where(_has(_unit.c.name, word))
    )
    if role is not None:
        owners = owners.where(_assignment.c.role == role)
    own = select(_assignment.c.item_id)
    inherits = and_(
        _item.c.level == Level.TASK, _item.c.id.not_in(own), _item.c.parent_id.in_(owners)
    )
    return or_(_item.c.id.in_(owners), inherits)


def _numbered(connection: Connection, number: str) -> ColumnElement[bool]:
    """Items with an outline number, and those whose number begins with it and a point."""
    top = select(_item.c.id, _item.c.number).where(_item.c.level == Level.PROGRAMME, _LIVE)
    programmes = [r.id for r in connection.execute(top) if programme_number(r.number) == number]
    parts = number.rstrip(".").split(".")
    roots: list[int] = []
    for cut in range(len(parts) + 1):
        # The printed number of a measure may itself hold points; each cut is tried.
        roots += _standing_at(connection, ".".join(parts[:cut]), parts[cut:])
    children = select(_item.c.id).where(_item.c.parent_id.in_(roots))
    return or_(
        _item.c.id.in_([*programmes, *roots]),
        _item.c.parent_id.in_(roots),
        _item.c.parent_id.in_(children),
    )


def _standing_at(connection: Connection, measure: str, places: list[str]) -> list[int]:
    """The measures of a number, or the items at these places (from 1) below them."""
    if len(places) > 2 or not all(p.isdecimal() and len(p) < 7 for p in places):
        return []
    if not measure and not places:
        return []
    query = select(_item.c.id).where(
        _item.c.level == Level.MEASURE, _item.c.number == measure, _LIVE
    )
    found = list(connection.execute(query).scalars())
    for place in places:
        found = _children_at(connection, found, int(place))
    return found


def _children_at(connection: Connection, parents: Iterable[int], place: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for chunk in chunks(parents):
        query = (
            select(_item.c.parent_id, _item.c.id)
            .where(_item.c.parent_id.in_(chunk), _LIVE)
            .order_by(_item.c.position, _item.c.id)
        )
        for parent_id, child_id in connection.execute(query):
            children[parent_id].append(child_id)
    return [ids[place - 1] for ids in children.values() if 0 < place <= len(ids)]
