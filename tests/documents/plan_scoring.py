"""How a plan as read compares with a plan as a clerk would enter it: precision and recall by kind."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leqing_desktop.documents.plan_json import plan_to_json
from leqing_desktop.domain.plan import PlanFacts

Json = dict[str, Any]
Fact = tuple[object, ...]
KINDS = ("programme", "measure", "unit", "open", "goal", "indicator", "name", "kind")
"""What is scored; ``name`` and ``kind`` only for indicators that are otherwise right."""


@dataclass
class Tally:
    """Counts of one kind of fact: right, read and wanted."""

    right: int = 0
    read: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.read + other.read, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


@dataclass
class Score:
    """Tallies by kind, and every fact that was missed (-) or invented (+)."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        kinds = {**self.tallies, **other.tallies}
        none = Tally()
        return Score(
            {k: self.tallies.get(k, none) + other.tallies.get(k, none) for k in kinds},
            self.misses + other.misses,
        )

    def __str__(self) -> str:
        shown = (
            f"{kind} {t.precision:.3f}/{t.recall:.3f} ({t.right}/{t.read}/{t.wanted})"
            for kind, t in self.tallies.items()
        )
        return "  ".join(shown)


def score(facts: PlanFacts, gold: Json) -> Score:
    """Compare a plan with its gold answer in the form of ``plan show --json``.

    Blanks and widths of letters do not count. A goal without a title in the gold answer stands for
    goals in one paragraph, whose heading the reader keeps; a kind of null is not compared.
    """
    read, wanted = _plain(plan_to_json(facts)), _plain(gold)
    result = Score()
    for kind, of in (("programme", _programmes), ("measure", _measures), ("unit", _units)):
        _count(result, kind, list(of(read)), list(of(wanted)))
    _count(result, "open", list(_open(read)), list(_open(wanted)))
    goals = [(goal["no"], goal["title"]) for goal in wanted.get("goals", ())]
    read_goals = [(goal["no"], goal["title"]) for goal in read["goals"]]
    if goals == [(None, None)]:
        read_goals = [(None, None) for _ in read_goals]
    _count(result, "goal", read_goals, goals)
    _indicators(result, read, wanted)
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", value))
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _count(result: Score, kind: str, read: list[Fact], wanted: list[Fact]) -> None:
    has, needs = Counter(read), Counter(wanted)
    result.tallies[kind] = Tally(sum((has & needs).values()), len(read), len(wanted))
    result.misses += [f"- {kind} {fact}" for fact in (needs - has).elements()]
    result.misses += [f"+ {kind} {fact}" for fact in (has - needs).elements()]


def _walk(plan: Json) -> Iterator[tuple[Json, Json]]:
    for programme in plan["programmes"]:
        for measure in programme["measures"]:
            yield programme, measure


def _programmes(plan: Json) -> Iterator[Fact]:
    for programme in plan["programmes"]:
        yield programme["no"], programme["title"]


def _measures(plan: Json) -> Iterator[Fact]:
    for _, measure in _walk(plan):
        yield measure["no"], measure["title"]


def _units(plan: Json) -> Iterator[Fact]:
    for programme, measure in _walk(plan):
        for unit in measure["units"]:
            yield programme["title"], measure["title"], unit["name"], unit["role"]


def _open(plan: Json) -> Iterator[Fact]:
    """Only where the list is open: a reader that never says so finds nothing."""
    for programme, measure in _walk(plan):
        if measure.get("open_list"):
            yield programme["title"], measure["title"]


def _owned(plan: Json) -> Iterator[tuple[str, Json]]:
    for goal in plan.get("goals", ()):
        for indicator in goal["indicators"]:
            yield "目标", indicator
    for programme, measure in _walk(plan):
        for indicator in measure["indicators"]:
            yield str(measure["title"] or programme["title"]), indicator


def _indicators(result: Score, read: Json, wanted: Json) -> None:
    rest = list(_owned(read))
    tally = Tally(read=len(rest))
    names, kinds = Tally(), Tally()
    for owner, one in _owned(wanted):
        tally.wanted += 1
        alike = [other for other in rest if _figures(*other) == _figures(owner, one)]
        if not alike:
            result.misses.append(f"- indicator {_figures(owner, one)} {one['name']}")
            continue
        best = max(alike, key=lambda other: _likeness(other[1]["name"], one["name"]))
        rest.remove(best)
        tally.right += 1
        for of, key in ((names, "name"), (kinds, "kind")):
            if one[key] is None:
                continue
            same = best[1][key] == one[key]
            of.right, of.read, of.wanted = of.right + same, of.read + 1, of.wanted + 1
            if not same:
                result.misses.append(f"~ {key} {one['name']}: {one[key]} ≠ {best[1][key]}")
    result.misses += [f"+ indicator {_figures(owner, one)} {one['name']}" for owner, one in rest]
    result.tallies |= {"indicator": tally, "name": names, "kind": kinds}


def _figures(owner: str, one: Json) -> Fact:
    # Of a range the two ends count: some golds call it range, others give no comparator.
    comparator = one["comparator"] if one["upper"] is None else "range"
    return owner, one["value"], one["upper"], comparator, one["unit"], one["year"]


def _likeness(one: str, other: str) -> float:
    shared = Counter(one) & Counter(other)
    return sum(shared.values()) / max(len(one), len(other), 1)
