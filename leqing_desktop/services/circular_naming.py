"""What a locked quarter says of each unit, for the check of the names in a 通报's text."""

from __future__ import annotations

from collections.abc import Callable

from leqing_desktop.domain.circular_names import NamedUnits, Topic
from leqing_desktop.domain.light import Ground, Light
from leqing_desktop.services.circular_facts import CircularFacts, by_unit
from leqing_desktop.services.circular_quoting import first_words
from leqing_desktop.services.judging import TaskStatus
from leqing_desktop.services.notice_wording import as_quotation, set_solid


def named_units(facts: CircularFacts) -> NamedUnits:
    """The units of the record, the lists that each stands in, and whose task each is."""
    record = facts.record
    answers = by_unit(record.tasks)

    def any_of(wanted: Callable[[TaskStatus], bool]) -> set[str]:
        return {name for name, tasks in answers.items() if any(map(wanted, tasks))}

    groups = {
        Topic.MISSING: {row.unit for row in facts.missing},
        Topic.LATE: {row.unit for row in facts.late},
        Topic.RED: any_of(lambda each: each.assessment.light is Light.RED),
        Topic.OVERDUE: any_of(lambda each: each.assessment.ground is Ground.OVERDUE),
        Topic.AHEAD: any_of(lambda each: each.assessment.reported and each.assessment.behind < 0),
        Topic.BEHIND: any_of(
            lambda each: each.assessment.behind > 0 or each.assessment.ground is Ground.OVERDUE
        ),
    }
    units = {row.unit for row in record.board} | set(answers)
    units |= {name for each in record.inspections for name in each.units}
    order = tuple((each.unit, each.place) for each in record.ranking)
    owners = {
        f"task:{each.task.id}": {part.unit for part in each.task.units} for each in record.tasks
    }
    own_words = {words for _, words in facts.good}
    for finding in facts.problems:
        own_words |= {first_words(finding.wording), as_quotation(set_solid(finding.question))}
    return NamedUnits(
        tuple(sorted(filter(None, units))),
        groups,
        order,
        owners,
        tuple(sorted(filter(None, own_words), key=len, reverse=True)),
    )
