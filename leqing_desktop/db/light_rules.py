"""The versions of the light rule; a ledger without one uses the default."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.light_rule import LightRule


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A version of the rule and why it was made."""

    rule: LightRule
    reason: str = ""


def history(connection: Connection) -> tuple[StoredRule, ...]:
    """Every version with its reason, oldest first; the default where the ledger has none."""
    table = schema.light_rule
    rows = connection.execute(select(table).order_by(table.c.version))
    return tuple(
        StoredRule(
            LightRule(row.version, row.effective_from, row.yellow_over, row.red_over), row.reason
        )
        for row in rows
    ) or (StoredRule(LightRule()),)


def all_rules(connection: Connection) -> tuple[LightRule, ...]:
    """Every version, oldest first; the default rule where the ledger has none."""
    return tuple(each.rule for each in history(connection))


def add(uow: UnitOfWork, rule: LightRule, reason: str) -> None:
    """Write a new version; the default one is written down first where the ledger has none."""
    table = schema.light_rule
    known = uow.connection.execute(select(table.c.id).limit(1)).first() is not None
    new = (
        [StoredRule(rule, reason)] if known else [StoredRule(LightRule()), StoredRule(rule, reason)]
    )
    uow.insert(
        table,
        [
            {
                "version": each.rule.version,
                "effective_from": each.rule.effective_from,
                "yellow_over": each.rule.yellow_over,
                "red_over": each.rule.red_over,
                "reason": each.reason,
            }
            for each in new
        ],
    )
