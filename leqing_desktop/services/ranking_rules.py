"""排名公式: its versions, tried out on a period's units before a new one is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.db import periods
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import RankingRule, UnitScore
from leqing_desktop.domain.rule_version import RuleVersion, rule_in_force
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.judging import ranking
from leqing_desktop.services.rule_versions import (
    RANKING,
    earliest_day,
    limit_note,
    next_version,
    refusal,
)
from leqing_desktop.services.status import status_of


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A unit's place and score now and by the new formula."""

    unit: str
    old_place: int
    new_place: int
    old_score: float
    new_score: float


@dataclass(frozen=True, slots=True)
class RankingTrial:
    """Every ranked unit of a period, best first by the new formula; a locked one does not change.

    ``applies``: the new version would be in force for the period. ``refusal`` is the sentence with
    which it would not be saved, ``limit_note`` says where a later version ends it; both may be empty.
    """

    period: Period
    applies: bool
    old_rule: RankingRule
    new_rule: RankingRule
    rows: tuple[ScoreChange, ...]
    locked: bool = False
    refusal: str = ""
    limit_note: str = ""

    @property
    def moved(self) -> int:
        """Units whose place would be another one."""
        return sum(each.old_place != each.new_place for each in self.rows)

    @property
    def sentence(self) -> str:
        """The consequence in one sentence."""
        label = self.period.label
        if self.locked:
            return f"{label}已锁定，排名不再变。"
        if not self.applies and self.new_rule.effective_from <= self.period.last_day:
            return f"{label}仍按{self.old_rule.name}排名，不受影响。"
        if not self.applies:
            return f"新公式自 {self.new_rule.effective_from.isoformat()} 起生效，{label}不受影响。"
        if not self.rows:
            return f"{label}还没有可以排名的单位。"
        if self.moved:
            return f"{len(self.rows)} 个单位中 {self.moved} 个名次有变。"
        if any(each.old_score != each.new_score for each in self.rows):
            return "得分有变，名次都不变。"
        return "名次和得分都不变。"


class RankingRuleService:
    """排名公式. A locked period keeps the ranking and the formula it was locked with."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def versions(self) -> tuple[RuleVersion[RankingRule], ...]:
        """Every version of the formula with its reason, oldest first."""
        with self._access.reading() as connection:
            return RANKING.history(connection)

    def earliest_day(self) -> date | None:
        """The first day from which a new version may hold; None where no period is locked."""
        with self._access.reading() as connection:
            return earliest_day(connection)

    def trial(self, period: Period, draft: RankingRule) -> RankingTrial:
        """What a draft would change in a period; nothing is written. Its number does not matter."""
        today = self._access.now().date()
        with self._access.reading() as connection:
            known = RANKING.rules(connection)
            new = replace(draft, version=next_version(known))
            stored = periods.find(connection, period)
            locked = stored is not None and stored.locked
            now = status_of(connection, period, today)
            rule = rule_in_force((*known, new), period.last_day)
            tried: tuple[UnitScore, ...] = now.ranking
            if rule is new and not locked:
                tried = tuple(ranking(connection, period, now.tasks, today, rule=new))
            return RankingTrial(
                period,
                rule is new and not locked,
                now.ranking_rule,
                new,
                _rows(now.ranking, tried),
                locked,
                refusal(connection, new.effective_from),
                limit_note(known, new),
            )

    def save(self, draft: RankingRule, reason: str) -> Changes:
        """Save the next version with its reason.

        Refused without a reason, or from a day that lies in or before a locked period.
        """
        with self._access.writing() as uow:
            rule = replace(draft, version=next_version(RANKING.rules(uow.connection)))
            RANKING.add(uow, rule, reason)
            return uow.commit(f"修改排名公式（第 {rule.version} 版）")


def _rows(old: tuple[UnitScore, ...], tried: tuple[UnitScore, ...]) -> tuple[ScoreChange, ...]:
    before = {row.unit: row for row in old}
    return tuple(
        ScoreChange(row.unit, before[row.unit].place, row.place, before[row.unit].score, row.score)
        for row in tried
    )
