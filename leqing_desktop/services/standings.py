"""挂起, 取消, 办结, 恢复: what is decided about tasks, with its day and its reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leqing_desktop.db import items, schema
from leqing_desktop.db.items import Place
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused
from leqing_desktop.services.item_places import known_places

REASON_LIMIT = 500


def put_standing(
    uow: UnitOfWork, item_ids: Iterable[int], standing: Standing, since: date | None, reason: str
) -> str:
    """Write the standing of the tasks chosen and of those below; returns the step's name.

    Refused without a day, without a reason where one is asked for, or where no task is meant.
    """
    tasks = _tasks(uow, item_ids)
    if not tasks:
        raise Refused(f"没有可以{standing.verb}的任务，请选中任务，或下面有任务的举措、工程。")
    words = clean_text(reason, f"{standing.verb}理由", REASON_LIMIT)
    if standing is Standing.ACTIVE:
        since, words = None, ""
    elif since is None:
        raise Refused(f"请填{standing.verb}日期。")
    if standing.needs_reason and not words:
        raise Refused(f"请写明{standing.verb}理由，它会写入历史，也写进亮灯的说明。")
    values = {"standing": standing.value, "standing_since": since, "standing_reason": words}
    uow.update(schema.item, {task.id: values for task in tasks})
    if len(tasks) == 1:
        return f"{standing.verb}任务“{tasks[0].title[:20]}”"
    return f"{standing.verb} {len(tasks)} 个任务"


def _tasks(uow: UnitOfWork, item_ids: Iterable[int]) -> list[Place]:
    """The chosen tasks and the tasks of chosen measures and programmes, each once."""
    found: dict[int, Place] = {}
    waiting = list(known_places(uow, item_ids).values())
    while waiting:
        place = waiting.pop(0)
        if place.level is Level.TASK:
            found[place.id] = place
        elif place.level < Level.TASK:
            waiting += items.siblings(uow.connection, place.id)
    return list(found.values())
