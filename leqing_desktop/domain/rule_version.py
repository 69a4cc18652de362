"""A rule in versions, each with the day from which it holds: which one is in force, how they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar


class Versioned(Protocol):
    """What every rule of the house has."""

    @property
    def version(self) -> int:
        """1, 2, 3 …"""

    @property
    def effective_from(self) -> date:
        """The first day on which it holds."""


class KeptRule(Versioned, Protocol):
    """A rule whose limits are kept as plain values by name."""

    def to_values(self) -> dict[str, Any]:
        """Its limits, without version and day."""


RuleT = TypeVar("RuleT", bound=Versioned)
KeptT = TypeVar("KeptT", bound=KeptRule)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleVersion(Generic[RuleT]):
    """A version of a rule, why it was made and by whom; the default has neither."""

    rule: RuleT
    reason: str = ""
    clerk: str = ""


def rule_in_force(rules: Iterable[RuleT], day: date) -> RuleT:
    """The rule for a day: the latest that has come into effect; before the first one, the first.

    ValueError for an empty list.
    """
    ordered = sorted(rules, key=lambda rule: (rule.effective_from, rule.version))
    if not ordered:
        raise ValueError("没有一版规则，请在设置里恢复默认规则。")
    return next((r for r in reversed(ordered) if r.effective_from <= day), ordered[0])


def versions_to_json(versions: Sequence[RuleVersion[KeptT]]) -> list[dict[str, Any]]:
    """The versions as plain lists and objects."""
    return [
        {
            "version": each.rule.version,
            "effective_from": each.rule.effective_from.isoformat(),
            "reason": each.reason,
            "clerk": each.clerk,
            "values": each.rule.to_values(),
        }
        for each in versions
    ]


def versions_from_json(
    stored: object, name: str, make: Callable[[int, date, Values], RuleT]
) -> tuple[RuleVersion[RuleT], ...]:
    """The versions back, oldest first; ValueError with one sentence for what is none.

    Keys that only a later program knows are passed over.
    """
    try:
        if not isinstance(stored, list):
            raise TypeError(name)
        found = sorted((_version(each, make) for each in stored), key=lambda v: v.rule.version)
        numbers = {each.rule.version for each in found}
        if len(numbers) < len(found) or min(numbers, default=1) < 1:
            raise ValueError(name)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"台账里存的{name}已损坏，请用最近的备份恢复台账。") from error
    return tuple(found)


def whole(values: Values, name: str, usual: int) -> int:
    """A kept whole number; ``usual`` where an earlier program did not keep it yet."""
    value = values.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(name)
    return value


def _version(
    stored: Mapping[str, Any], make: Callable[[int, date, Values], RuleT]
) -> RuleVersion[RuleT]:
    values = stored["values"]
    if not isinstance(values, dict):
        raise TypeError("values")
    rule = make(whole(stored, "version", 0), date.fromisoformat(stored["effective_from"]), values)
    return RuleVersion(rule, str(stored.get("reason", "")), str(stored.get("clerk", "")))
