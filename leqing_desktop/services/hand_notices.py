"""督办一件: a notice that the clerk asks for, earlier or stronger than the rule does, with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leqing_desktop.db import item_origins, ledger_settings, notices, periods, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import StoredNotice
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.escalation import Proposal
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.domain.light import Ground
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.progress import counting_unit
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.judging import assess_tasks
from leqing_desktop.services.notice_life import reply_date
from leqing_desktop.services.notice_proposing import ProposalRow, proposed
from leqing_desktop.services.status import TaskStatus, judged

HAND_SETTING = "hand_notices"
"""Period → task id → what the clerk asked for: colour, reason, and the newest notice of that day."""
REASON_LIMIT = 200
_OVER = {
    Ground.FINISHED: "已经完成",
    Ground.SUSPENDED: "已经挂起",
    Ground.CANCELLED: "已经取消",
}


@dataclass(frozen=True, slots=True)
class HandCandidate:
    """A task that a notice can be asked for; ``asked`` is the rule's colour, None for none.

    ``why`` says how the task stands; ``running`` is the strongest notice under way, as 橙单 ×号.
    """

    task_id: int
    number: str
    title: str
    unit: str
    light: Light
    why: str
    asked: NoticeColour | None = None
    running: NoticeColour | None = None
    running_words: str = ""
    origin: ItemOrigin | None = None


class HandNoticeService:
    """督办一件. What is asked for stands among the proposals until it is signed or taken back."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def candidates(self, period: Period, as_of: date | None = None) -> tuple[HandCandidate, ...]:
        """Every unfinished task with a unit that answers for it, in the table's order."""
        with self._access.reading() as connection:
            desk = _Desk(connection, period, as_of)
            return tuple(
                desk.candidate(each)
                for each in desk.owed.values()
                if each.unit and each.assessment.ground not in _OVER
            )

    def put(
        self,
        period: Period,
        task_id: int,
        colour: NoticeColour,
        reason: str = "",
        as_of: date | None = None,
    ) -> Changes:
        """Ask for a notice. Refused without a reason where the rule asks for less, or for nothing."""
        with self._access.writing() as uow:
            desk = _Desk(uow.connection, period, as_of)
            status = desk.owed.get(task_id)
            if status is None:
                raise Refused("这项任务已被删除，请刷新后重新选择。")
            said = _reason(desk, status, colour, reason)
            wishes = _pruned(uow.connection)
            mine = wishes.setdefault(str(period), {})
            mine[str(task_id)] = {"colour": colour.value, "why": said, "after": desk.newest}
            ledger_settings.write(uow, {HAND_SETTING: wishes})
            periods.put(uow, period)
            return uow.commit(f"拟发{colour.label}单“{status.task.title[:20]}”")

    def take_back(self, period: Period, task_ids: Sequence[int]) -> Changes:
        """Ask for these no more; what the rule proposes stays."""
        with self._access.writing() as uow:
            wishes = _wishes(uow.connection)
            kept = wishes.get(str(period), {})
            gone = [str(key) for key in task_ids if str(key) in kept]
            wishes[str(period)] = {key: each for key, each in kept.items() if key not in gone}
            ledger_settings.write(uow, {HAND_SETTING: wishes})
            return uow.commit(f"撤掉手工拟发 {len(gone)} 件")

    def asked(self, period: Period) -> frozenset[int]:
        """The tasks that a notice was asked for by hand in a period."""
        with self._access.reading() as connection:
            return frozenset(map(int, _wishes(connection).get(str(period), {})))


def with_hand(
    connection: Connection, period: Period, rows: Sequence[ProposalRow], as_of: date | None
) -> tuple[ProposalRow, ...]:
    """The rule's proposals and those asked for by hand, the strongest first.

    Of one task the clerk's takes the rule's place. What has such a notice running, or a stronger
    one, is left out: it was signed.
    """
    wishes = _wishes(connection).get(str(period), {})
    if not wishes:
        return tuple(rows)
    desk = _Desk(connection, period, as_of)
    found = {row.task_id: row for row in rows}
    for key, wish in wishes.items():
        status = desk.owed.get(int(key))
        colour = NoticeColour(wish["colour"])
        if status is None or not status.unit or desk.blocked(status, colour):
            continue
        if desk.was_signed(status.task.id, colour, wish["after"]):
            continue
        found[status.task.id] = desk.proposal(status, colour, wish["why"])
    return tuple(sorted(found.values(), key=lambda row: -row.colour.strength))


class _Desk:
    """The tasks of a period with what the rule asks of them and what is under way."""

    def __init__(self, connection: Connection, period: Period, as_of: date | None) -> None:
        self._connection = connection
        self._day = as_of or period.last_day
        self.owed = _owed(connection, period, as_of)
        self._asked: dict[int, Proposal] = {
            each.task_id: each for each in proposed(connection, list(self.owed.values()), self._day)
        }
        self._notices: dict[tuple[int, str], list[StoredNotice]] = {}
        register = notices.register(connection)
        self.newest = max((notice.id for notice in register), default=0)
        self._signed = [(item, each.id, each.colour) for each in register for item in each.items]
        for notice in register:
            for item in notice.items:
                if notice.state.is_open:
                    self._notices.setdefault((item, notice.unit), []).append(notice)
        stored = periods.find(connection, period)
        self._drafts = {} if stored is None else notices.drafts(connection, stored.id)

    def was_signed(self, task_id: int, colour: NoticeColour, after: int) -> bool:
        """Whether such a notice, or a stronger one, was signed since it was asked for."""
        return any(
            item == task_id and notice_id > after and signed.strength >= colour.strength
            for item, notice_id, signed in self._signed
        )

    def candidate(self, status: TaskStatus) -> HandCandidate:
        """A task as the dialog offers it."""
        task, running = status.task, self._running(status)
        return HandCandidate(
            task.id,
            task.number,
            task.title,
            status.unit,
            status.assessment.light,
            status.assessment.why,
            self.asked(status),
            running.colour if running else None,
            _named(running) if running else "",
            status.origin,
        )

    def asked(self, status: TaskStatus) -> NoticeColour | None:
        """The colour that the rule asks for."""
        proposal = self._asked.get(status.task.id)
        return proposal.colour if proposal else None

    def blocked(self, status: TaskStatus, colour: NoticeColour) -> str:
        """Why there can be no such notice now, as one sentence; empty where there can."""
        title = status.task.title[:20]
        over = _OVER.get(status.assessment.ground)
        if over:
            return f"“{title}”{over}，不用督办。"
        running = self._running(status)
        if running is not None and running.colour.strength >= colour.strength:
            return f"“{title}”已有办理中的{_named(running)}，请在督办台账里办理。"
        return ""

    def proposal(self, status: TaskStatus, colour: NoticeColour, reason: str) -> ProposalRow:
        """The notice asked for, in the form of the rule's own proposals."""
        task, rule = status.task, self._asked.get(status.task.id)
        said = [reason.rstrip("。")] if reason else []
        said += [rule.why.rstrip("。")] if rule else []
        draft = self._drafts.get(task.id)
        return ProposalRow(
            task_id=task.id,
            unit=status.unit,
            colour=colour,
            number=task.number,
            title=task.title,
            why="；".join(said) + "。",
            deadline=reply_date(self._connection, colour, self._day),
            follows=self._follows(status, colour),
            drafted_on=draft.drafted_on if draft else None,
        )

    def _running(self, status: TaskStatus) -> StoredNotice | None:
        """The strongest notice under way that is answered or still has time."""
        mine = [
            each
            for each in self._notices.get((status.task.id, status.unit), ())
            if not (each.state.awaits_reply and each.deadline < self._day)
        ]
        return max(mine, key=lambda each: each.colour.strength, default=None)

    def _follows(self, status: TaskStatus, colour: NoticeColour) -> int | None:
        """The unanswered notice that a stronger one takes further; a red one follows a red one."""
        weaker = [
            each
            for each in self._notices.get((status.task.id, status.unit), ())
            if each.state.awaits_reply
            and (each.colour.strength < colour.strength or each.deadline < self._day)
            and each.colour.strength <= colour.strength
        ]
        older = max(weaker, key=lambda each: each.colour.strength, default=None)
        return older.id if older is not None else None


def _owed(connection: Connection, period: Period, as_of: date | None) -> dict[int, TaskStatus]:
    """Every live task as the period judges it, with the unit and the source that it has now."""
    present = tasks.all_tasks(connection)
    found = {each.task.id: each for each in judged(connection, period, as_of)}
    if any(task.id not in found for task in present):
        # A task entered since the period was locked is judged as it is now.
        found = {each.task.id: each for each in assess_tasks(connection, period, as_of)} | found
    origins = item_origins.of_items(connection)
    return {
        task.id: found[task.id]._replace(
            unit=counting_unit(task.units) or "", origin=origins.get(task.id)
        )
        for task in present
    }


def _reason(desk: _Desk, status: TaskStatus, colour: NoticeColour, typed: str) -> str:
    if not status.unit:
        raise Refused(f"“{status.task.title[:20]}”还没有牵头或责任单位，请先在分解表里填写。")
    blocked = desk.blocked(status, colour)
    if blocked:
        raise Refused(blocked)
    try:
        reason = clean_line(typed, "督办理由", REASON_LIMIT).rstrip("。")
    except ValueError as error:
        raise Refused(str(error)) from error
    asked = desk.asked(status)
    if not reason and (asked is None or colour.strength > asked.strength):
        least = f"规则建议的是{asked.label}单" if asked else "规则没有建议督办"
        raise Refused(f"{least}，发{colour.label}单请写明理由。")
    return reason


def _named(notice: StoredNotice) -> str:
    return f"{notice.colour.label}单 {notice.number}"


def _wishes(connection: Connection) -> dict[str, dict[str, dict[str, Any]]]:
    stored: Any = ledger_settings.read(connection).get(HAND_SETTING)
    if not isinstance(stored, Mapping):
        return {}
    return {period: dict(each) for period, each in stored.items()}


def _pruned(connection: Connection) -> dict[str, dict[str, dict[str, Any]]]:
    """What was asked for, without tasks that are gone."""
    alive = {str(task.id) for task in tasks.all_tasks(connection)}
    return {
        period: {key: wish for key, wish in each.items() if key in alive}
        for period, each in _wishes(connection).items()
    }
