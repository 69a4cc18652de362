"""What happened to a signed notice, step by step, as the journal tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from leqing_desktop.db import journal
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.journal import StoredEntry
from leqing_desktop.domain.notice import NoticeAction, NoticeState

_WORDS = {
    NoticeState.ISSUED: "签发",
    NoticeState.REPLIED: "反馈",
    NoticeState.REJECTED: "退回重办",
    NoticeState.CLOSED: "销号",
    NoticeState.ESCALATED: "升级",
    NoticeState.VOID: "作废",
}


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step: the day it holds from, its word, the state it led to, the note, the clerk.

    ``deadline`` is the day to answer as it stood after the step.
    """

    on: date
    word: str
    state: NoticeState
    note: str
    clerk: str
    deadline: date


def life_of(connection: Connection, notice_id: int) -> tuple[LifeStep, ...]:
    """The steps of a notice, oldest first; what was undone is left out."""
    entries = journal.entries_of(connection, {"notice": [notice_id]})
    return steps_of(reversed(entries))


def steps_of(entries: Iterable[StoredEntry]) -> tuple[LifeStep, ...]:
    """The steps out of a notice's journal entries, oldest entry first."""
    steps: list[LifeStep] = []
    now: dict[str, Any] = {}
    for entry in entries:
        now.update(entry.after)
        if entry.label.startswith("撤销："):
            steps = steps[:-1]
        elif "state" in now:
            state = NoticeState(now["state"])
            steps.append(
                LifeStep(
                    _day(now["state_on"]),
                    _word(entry, state),
                    state,
                    str(now.get("state_note") or ""),
                    entry.clerk,
                    _day(now["deadline"]),
                )
            )
    return tuple(steps)


def _word(entry: StoredEntry, state: NoticeState) -> str:
    if entry.action == "update" and "deadline" in entry.after:
        return NoticeAction.EXTEND.label
    if state is NoticeState.REJECTED and entry.before.get("state") == NoticeState.CLOSED.value:
        return NoticeAction.REOPEN.label
    return _WORDS.get(state, state.label)


def _day(stored: Any) -> date:
    return date.fromisoformat(str(stored)[:10])
