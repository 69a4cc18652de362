"""排名公式 and 督办规则 as the ledger keeps them: in versions, each from its day, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from leqing_desktop.db import ledger_settings, periods
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.escalation import EscalationRule
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import RankingRule
from leqing_desktop.domain.rule_version import (
    KeptT,
    RuleVersion,
    Values,
    Versioned,
    rule_in_force,
    versions_from_json,
    versions_to_json,
)
from leqing_desktop.errors import Refused

REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class RuleKind(Generic[KeptT]):
    """A rule that is kept in a setting of the ledger; ``default`` holds where there is none."""

    key: str
    name: str
    default: KeptT
    make: Callable[[int, date, Values], KeptT]

    def history(self, connection: Connection) -> tuple[RuleVersion[KeptT], ...]:
        """Every version with its reason, oldest first; ValueError where they cannot be read."""
        stored: Any = ledger_settings.read(connection).get(self.key)
        found = () if stored is None else versions_from_json(stored, self.name, self.make)
        return found or (RuleVersion(self.default),)

    def rules(self, connection: Connection) -> tuple[KeptT, ...]:
        """Every version, oldest first."""
        return tuple(each.rule for each in self.history(connection))

    def add(self, uow: UnitOfWork, rule: KeptT, reason: str) -> None:
        """Write a new version behind the others; refused without a reason or for a locked period."""
        words = checked_reason(reason)
        if refused := refusal(uow.connection, rule.effective_from):
            raise Refused(refused)
        versions = (*self.history(uow.connection), RuleVersion(rule, words, uow.clerk))
        ledger_settings.write(uow, {self.key: versions_to_json(versions)})


RANKING = RuleKind("ranking_rules", "排名公式", RankingRule(), RankingRule.from_values)
ESCALATION = RuleKind("escalation_rules", "督办规则", EscalationRule(), EscalationRule.from_values)


def ranking_rule(connection: Connection, period: Period) -> RankingRule:
    """The formula in force for a period: that of its last day, as with the lights."""
    return rule_in_force(RANKING.rules(connection), period.last_day)


def escalation_rule(connection: Connection, day: date) -> EscalationRule:
    """The rule for notices that are proposed or signed on a day."""
    return rule_in_force(ESCALATION.rules(connection), day)


def checked_reason(reason: str) -> str:
    """The reason of a new version; refused where there is none."""
    words = clean_text(reason, "修改理由", REASON_LIMIT)
    if not words:
        raise Refused("请写明修改理由，它会写入历史。")
    return words


def next_version(known: Iterable[Versioned]) -> int:
    """The number of the version to come."""
    return max(rule.version for rule in known) + 1


def earliest_day(connection: Connection) -> date | None:
    """The first day from which a new version may hold; None where no period is locked."""
    locked = _last_locked(connection)
    return None if locked is None else locked.next.first_day


def refusal(connection: Connection, effective_from: date) -> str:
    """The sentence with which a version from a day in or before a locked period is refused."""
    locked = _last_locked(connection)
    if locked is None or effective_from > locked.last_day:
        return ""
    return f"{locked.label}已锁定，新规则请从 {locked.next.first_day} 或以后生效。"


def limit_note(known: Sequence[Versioned], new: Versioned) -> str:
    """Where versions with a later date end the new one; it wins over one of the same date."""
    later = [rule for rule in known if rule.effective_from > new.effective_from]
    if not later:
        return ""
    following = rule_in_force(known, min(rule.effective_from for rule in later))
    return f"{following.effective_from} 起仍按第 {following.version} 版，新规则只管到它的前一天。"


def _last_locked(connection: Connection) -> Period | None:
    return max(
        (each.period for each in periods.all_periods(connection) if each.locked), default=None
    )
