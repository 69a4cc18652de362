"""督办规则: when a notice is proposed and by when it is answered, in versions, tried out before saving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.escalation import EscalationRule, Proposal, usual_day
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.rule_version import RuleVersion, rule_in_force
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.notice_proposing import proposed, still_owed
from leqing_desktop.services.rule_versions import (
    ESCALATION,
    earliest_day,
    limit_note,
    next_version,
    refusal,
)
from leqing_desktop.services.status import TaskStatus, judged
from leqing_desktop.services.work_days import calendar_of


@dataclass(frozen=True, slots=True)
class ProposalChange:
    """A task whose proposal would have another colour, come (``old`` None) or go (``new`` None)."""

    task_id: int
    number: str
    title: str
    unit: str
    old: NoticeColour | None
    new: NoticeColour | None


@dataclass(frozen=True, slots=True)
class NoticeRuleTrial:
    """What a new version would change in the notices to propose for a period on ``day``.

    ``old_days`` and ``new_days``: by when a notice signed on that day is answered. ``applies``: the
    version would be in force on the day. ``refusal`` and ``limit_note`` as with the other rules.
    """

    period: Period
    day: date
    applies: bool
    old_rule: EscalationRule
    new_rule: EscalationRule
    changes: tuple[ProposalChange, ...]
    old_notices: dict[NoticeColour, int]
    new_notices: dict[NoticeColour, int]
    old_days: dict[NoticeColour, date]
    new_days: dict[NoticeColour, date]
    refusal: str = ""
    limit_note: str = ""

    @property
    def sentence(self) -> str:
        """The consequence in one sentence."""
        day = self.day.isoformat()
        if not self.applies and self.new_rule.effective_from <= self.day:
            return f"{day} 仍按{self.old_rule.name}，不受影响。"
        if not self.applies:
            since = self.new_rule.effective_from.isoformat()
            return f"新规则自 {since} 起生效，{day} 的督办建议不受影响。"
        if not self.changes:
            return f"{day} 的督办建议不变。"
        come = sum(each.old is None for each in self.changes)
        go = sum(each.new is None for each in self.changes)
        counted = ((come, "新提出"), (go, "不再提出"), (len(self.changes) - come - go, "变色"))
        words = "，".join(f"{count} 件{verb}" for count, verb in counted if count)
        return f"{day} 的督办建议有 {words}。"


class NoticeRuleService:
    """督办规则. What is signed keeps its colour and its deadline."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def versions(self) -> tuple[RuleVersion[EscalationRule], ...]:
        """Every version of the rule with its reason, oldest first."""
        with self._access.reading() as connection:
            return ESCALATION.history(connection)

    def earliest_day(self) -> date | None:
        """The first day from which a new version may hold; None where no period is locked."""
        with self._access.reading() as connection:
            return earliest_day(connection)

    def trial(
        self, period: Period, draft: EscalationRule, as_of: date | None = None
    ) -> NoticeRuleTrial:
        """What a draft would change on a day, usually the one that 督办 proposes for.

        Nothing is written; the draft's number does not matter.
        """
        with self._access.reading() as connection:
            known = ESCALATION.rules(connection)
            new = replace(draft, version=next_version(known))
            asked = as_of or usual_day(period, self._access.now().date())
            day = asked or period.last_day
            old = rule_in_force(known, day)
            rule = rule_in_force((*known, new), day)
            owed = still_owed(connection, judged(connection, period, asked))
            before = proposed(connection, owed, day, old)
            after = proposed(connection, owed, day, rule)
            return NoticeRuleTrial(
                period,
                day,
                rule is new,
                old,
                new,
                _changes(owed, before, after),
                _counts(before),
                _counts(after),
                _days(connection, old, day),
                _days(connection, rule, day),
                refusal(connection, new.effective_from),
                limit_note(known, new),
            )

    def save(self, draft: EscalationRule, reason: str) -> Changes:
        """Save the next version with its reason.

        Refused without a reason, or from a day that lies in or before a locked period.
        """
        with self._access.writing() as uow:
            rule = replace(draft, version=next_version(ESCALATION.rules(uow.connection)))
            ESCALATION.add(uow, rule, reason)
            return uow.commit(f"修改督办规则（第 {rule.version} 版）")


def _counts(found: Iterable[Proposal]) -> dict[NoticeColour, int]:
    counts = Counter(each.colour for each in found)
    return {colour: counts[colour] for colour in NoticeColour}


def _days(connection: Connection, rule: EscalationRule, day: date) -> dict[NoticeColour, date]:
    is_working_day = calendar_of(connection).is_working_day
    return {c: add_working_days(day, rule.deadlines.of(c), is_working_day) for c in NoticeColour}


def _changes(
    owed: Iterable[TaskStatus], before: Iterable[Proposal], after: Iterable[Proposal]
) -> tuple[ProposalChange, ...]:
    """In the order of the decomposition table."""
    old = {each.task_id: each.colour for each in before}
    new = {each.task_id: each.colour for each in after}
    return tuple(
        ProposalChange(
            each.task.id,
            each.task.number,
            each.task.title,
            each.unit,
            old.get(each.task.id),
            new.get(each.task.id),
        )
        for each in owed
        if old.get(each.task.id) is not new.get(each.task.id)
    )
