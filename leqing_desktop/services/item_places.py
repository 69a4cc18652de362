"""The places of the rows a clerk chose, refused in words where one is gone."""

from __future__ import annotations

from collections.abc import Iterable

from leqing_desktop.db import items
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.errors import Refused


def known_places(uow: UnitOfWork, ids: Iterable[int]) -> dict[int, items.Place]:
    """The live items by id; Refused where none is chosen or one is no longer there."""
    wanted = list(dict.fromkeys(ids))
    places = items.places(uow.connection, wanted)
    if not wanted or len(places) < len(wanted):
        raise Refused("没有选中行，或选中的行已被删除。")
    return {key: places[key] for key in wanted}
