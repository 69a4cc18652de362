"""The rules of the house: 亮灯规则 in versions, tried out before they are saved (规则试算)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import ledger_settings, light_rules, periods
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.light_rules import StoredRule
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.light import Light, LightSummary, assess, summarise
from leqing_desktop.domain.light_rule import LightRule, rule_in_force
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckSettings
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.judging import TaskStatus, ranking
from leqing_desktop.services.notice_proposing import proposed
from leqing_desktop.services.return_judging import CHECKS_SETTING
from leqing_desktop.services.status import judged

REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class LightChange:
    """A task whose light would be another one; ``behind`` in points."""

    task_id: int
    number: str
    title: str
    unit: str
    behind: float
    old: Light
    new: Light


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A unit whose place would be another one."""

    unit: str
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """What a new version would change in a period; nothing changes where the period is locked.

    ``applies``: it would be in force for the period. ``refusal`` is the sentence with which it
    would not be saved, ``limit_note`` says where a later version ends it; both may be empty.
    """

    period: Period
    applies: bool
    old_rule: LightRule
    new_rule: LightRule
    changes: tuple[LightChange, ...]
    old_counts: LightSummary
    new_counts: LightSummary
    old_notices: dict[NoticeColour, int]
    new_notices: dict[NoticeColour, int]
    places: tuple[PlaceChange, ...]
    locked: bool = False
    refusal: str = ""
    limit_note: str = ""

    @property
    def sentence(self) -> str:
        """The consequence in one sentence."""
        if self.locked:
            return f"{self.period.label}已锁定，灯不再变。"
        if not self.applies and self.new_rule.effective_from <= self.period.last_day:
            return f"{self.period.label}仍按{self.old_rule.name}亮灯，不受影响。"
        if not self.applies:
            return (
                f"新规则自 {self.new_rule.effective_from.isoformat()} 起生效，"
                f"{self.period.label}不受影响。"
            )
        if not self.changes:
            return "没有一项任务变灯。"
        moves = Counter(f"由{each.old.label}变{each.new.label}" for each in self.changes)
        return "，".join(f"{count} 项{move}" for move, count in moves.most_common()) + "。"


class RuleService:
    """规则. A locked period keeps the lights it was locked with."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def light_rules(self) -> tuple[StoredRule, ...]:
        """Every version of 亮灯规则 with its reason, oldest first."""
        with self._access.reading() as connection:
            return light_rules.history(connection)

    def earliest_day(self) -> date | None:
        """The first day from which a new version may hold; None where no period is locked."""
        with self._access.reading() as connection:
            locked = _last_locked(connection)
        return None if locked is None else locked.next.first_day

    def trial(
        self, period: Period, yellow_over: float, red_over: float, effective_from: date
    ) -> RuleTrial:
        """What would change in a period; nothing is written."""
        with self._access.reading() as connection:
            known = light_rules.all_rules(connection)
            new = LightRule(_next_version(known), effective_from, yellow_over, red_over)
            old_rule = rule_in_force(known, period.last_day)
            stored = periods.find(connection, period)
            locked = stored is not None and stored.locked
            rule = old_rule if locked else rule_in_force((*known, new), period.last_day)
            old = list(judged(connection, period))
            tried = (
                old
                if locked
                else [
                    each._replace(assessment=assess(each.assessment.state, period, rule))
                    for each in old
                ]
            )
            return RuleTrial(
                period,
                rule is new,
                old_rule,
                new,
                tuple(_changes(old, tried)),
                summarise(each.assessment for each in old),
                summarise(each.assessment for each in tried),
                self._notices(connection, period, old),
                self._notices(connection, period, tried),
                self._places(connection, period, old, tried),
                locked,
                _refusal(connection, effective_from),
                _limit_note(known, new),
            )

    def save_light_rule(
        self, yellow_over: float, red_over: float, effective_from: date, reason: str
    ) -> Changes:
        """Save the next version of 亮灯规则 with its reason.

        Refused without a reason, or from a day that lies in or before a locked period.
        """
        with self._access.writing() as uow:
            words = clean_text(reason, "修改理由", REASON_LIMIT)
            if not words:
                raise Refused("请写明修改理由，它会写入历史。")
            if refusal := _refusal(uow.connection, effective_from):
                raise Refused(refusal)
            known = light_rules.all_rules(uow.connection)
            rule = LightRule(_next_version(known), effective_from, yellow_over, red_over)
            light_rules.add(uow, rule, words)
            return uow.commit(f"修改亮灯规则（第 {rule.version} 版）")

    def check_settings(self) -> CheckSettings:
        """报送体检 as set in this ledger."""
        with self._access.reading() as connection:
            stored = ledger_settings.read(connection).get(CHECKS_SETTING)
        return CheckSettings.from_json(stored if isinstance(stored, dict) else {})

    def save_check_settings(self, settings: CheckSettings) -> Changes:
        """Set the rules of 报送体检; what is already found stays as it is."""
        with self._access.writing() as uow:
            ledger_settings.write(uow, {CHECKS_SETTING: settings.to_json()})
            return uow.commit("修改报送体检规则")

    def _notices(
        self, connection: Connection, period: Period, judged: Sequence[TaskStatus]
    ) -> dict[NoticeColour, int]:
        found = proposed(connection, judged, period.last_day)
        counts = Counter(each.colour for each in found)
        return {colour: counts[colour] for colour in NoticeColour}

    def _places(
        self,
        connection: Connection,
        period: Period,
        old: Sequence[TaskStatus],
        tried: Sequence[TaskStatus],
    ) -> tuple[PlaceChange, ...]:
        today = self._access.now().date()
        before = {row.unit: row.place for row in ranking(connection, period, old, today)}
        return tuple(
            PlaceChange(row.unit, before[row.unit], row.place)
            for row in ranking(connection, period, tried, today)
            if before[row.unit] != row.place
        )


def _next_version(known: Sequence[LightRule]) -> int:
    return max(rule.version for rule in known) + 1


def _last_locked(connection: Connection) -> Period | None:
    return max(
        (each.period for each in periods.all_periods(connection) if each.locked), default=None
    )


def _refusal(connection: Connection, effective_from: date) -> str:
    locked = _last_locked(connection)
    if locked is None or effective_from > locked.last_day:
        return ""
    return f"{locked.label}已锁定，新规则请从 {locked.next.first_day} 或以后生效。"


def _limit_note(known: Sequence[LightRule], new: LightRule) -> str:
    """Where versions with a later date end the new one; it wins over one of the same date."""
    later = [rule for rule in known if rule.effective_from > new.effective_from]
    if not later:
        return ""
    following = rule_in_force(known, min(rule.effective_from for rule in later))
    return f"{following.effective_from} 起仍按第 {following.version} 版，新规则只管到它的前一天。"


def _changes(old: Sequence[TaskStatus], tried: Sequence[TaskStatus]) -> list[LightChange]:
    return [
        LightChange(
            before.task.id,
            before.task.number,
            before.task.title,
            before.unit,
            before.assessment.behind,
            before.assessment.light,
            after.assessment.light,
        )
        for before, after in zip(old, tried, strict=True)
        if before.assessment.light is not after.assessment.light
    ]
