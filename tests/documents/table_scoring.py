"""Compares a plan read from a task table with its gold answer: which facts are right, missed, invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leqing_desktop.documents.plan_json import plan_to_json
from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.errors import Refused

Fact = tuple[Any, ...]
FIELDS = ("section", "person", "target", "due", "due_text")


@dataclass
class Score:
    """Facts read right, ``missed`` ones of the gold, ``invented`` ones that it does not have."""

    right: int = 0
    missed: list[Fact] = field(default_factory=list)
    invented: list[Fact] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.missed + other.missed,
            self.invented + other.invented,
        )

    @property
    def precision(self) -> float:
        read = self.right + len(self.invented)
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0


def score(path: Path, gold: dict[str, Any]) -> Score:
    """The score of one table; a refused one has no facts."""
    wanted = Counter(facts(gold, gold))
    try:
        read = Counter(facts(plan_to_json(read_table(path).plan), gold))
    except Refused:
        read = Counter()
    return Score(
        (wanted & read).total(),
        list((wanted - read).elements()),
        list((read - wanted).elements()),
    )


def facts(plan: dict[str, Any], gold: dict[str, Any]) -> Iterator[Fact]:
    """Each thing that a plan says, of the kinds that the gold speaks of; empty fields say nothing.

    A field belongs to its task's title, so that a wrong step in the tree is one mistake and no more.
    """
    asked = {task["title"]: set(task) for _, _, task in _tasks(gold)}
    for programme in plan["programmes"]:
        if programme["title"]:
            yield "programme", programme["title"], programme["no"]
        for measure in programme["measures"]:
            if measure["title"]:
                yield "measure", measure["title"], measure.get("no")
    for programme, measure, task in _tasks(plan):
        title = task["title"]
        wanted = asked.get(title, set())
        yield "task", programme["title"], measure["title"], title
        # A task without units of its own has those of its measure.
        for unit in task["units"] or measure.get("units", ()):
            yield "unit", title, unit["name"], unit["role"]
        for key in FIELDS:
            # A due text that is but the day again says nothing more.
            again = key == "due_text" and task.get(key) == task["due"]
            if key in wanted and task.get(key) and not again:
                yield key, title, task[key]
        if "milestones" in wanted:
            for node in task.get("milestones", ()):
                yield "milestone", title, node["title"], node["due"]


def _tasks(plan: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    for programme in plan["programmes"]:
        for measure in programme["measures"]:
            for task in measure["tasks"]:
                yield programme, measure, task
