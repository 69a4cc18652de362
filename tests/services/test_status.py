"""Lights, parents and ranking of a quarter, against cases computed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.light import Ground, Light, LightRule, TaskState, assess
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import UnitScore
from leqing_desktop.errors import Refused
from leqing_desktop.services.office import Office
from leqing_desktop.services.status import TaskStatus
from tests.ledgers import Q3, Desk, is_sentence

LEAD, HELPER = "市经信局", "市科技局"
Q4 = Q3.next


def report(desk: Desk, figures: dict[str, str], unit: str = LEAD, period: Period = Q3) -> None:
    cells = {desk.row(number).id: {"progress": text} for number, text in figures.items()}
    desk.services.reporting.save_many(period, desk.unit(unit), cells)


def type_in(desk: Desk, number: str, column: Column, text: str) -> None:
    desk.services.decomposition.apply([Edit(desk.row(number).id, column, text)])


def task(desk: Desk, number: str, period: Period = Q3) -> TaskStatus:
    found = desk.services.status.status(period).tasks
    return next(each for each in found if each.task.number == number)


def ranking(desk: Desk, period: Period = Q3) -> dict[str, UnitScore]:
    return {score.unit: score for score in desk.services.status.status(period).ranking}


@pytest.mark.parametrize(
    ("figure", "start", "due", "light"),
    [
        ("75", "", "2025-12-31", Light.GREEN),
        ("65", "", "2025-12-31", Light.GREEN),
        ("64.9", "", "2025-12-31", Light.YELLOW),
        ("45", "", "2025-12-31", Light.YELLOW),
        ("44.9", "", "2025-12-31", Light.RED),
        ("99", "", "2024-09-29", Light.RED),
        ("100", "", "2024-09-29", Light.GREEN),
        ("0", "2024-10-01", "2025-12-31", Light.GREY),
    ],
)
def test_a_light_is_what_the_rule_says(
    small: Desk, figure: str, start: str, due: str, light: Light
) -> None:
    type_in(small, "1.1", Column.START, start)
    type_in(small, "1.1", Column.DUE, due)
    report(small, {"1.1": figure})
    status = task(small, "1.1")
    state = TaskState(
        float(figure),
        True,
        date.fromisoformat(start) if start else None,
        date.fromisoformat(due),
    )
    assert status.assessment == assess(state, Q3, LightRule())
    assert status.assessment.light is light
    assert is_sentence(status.assessment.why)


def test_a_parent_shows_its_worst_child_and_the_counts(small: Desk) -> None:
    report(small, {"1.1": "80", "1.2": "20"})
    lights = small.services.status.lights(Q3)
    measure = lights[small.row("1").id]
    assert (measure.light, measure.progress, measure.schedule) == (Light.RED, 50, 75)
    assert measure.reported
    assert measure.counts is not None
    assert measure.why == "下属任务：绿 1 红 1"
    programme = lights[small.row("一").id]
    assert programme.counts is not None
    assert (programme.counts.total, programme.counts.unreported) == (3, 1)
    assert not programme.reported
    assert lights[small.row("1.1").id].light is Light.GREEN
    assert small.row("1.1.1").id not in lights


def test_a_measure_without_tasks_has_no_light(small: Desk) -> None:
    small.services.decomposition.delete([small.row("2.1").id])
    assert small.row("2").id not in small.services.status.lights(Q3)


def test_the_leads_figure_is_the_tasks(small: Desk) -> None:
    report(small, {"1.1": "10"}, HELPER)
    assert task(small, "1.1").assessment.progress == 0
    report(small, {"1.1": "80"}, LEAD)
    status = task(small, "1.1")
    assert (status.unit, status.assessment.progress) == (LEAD, 80)
    type_in(small, "1.1", Column.LEAD, "")
    status = task(small, "1.1")
    assert (status.unit, status.assessment.progress) == (HELPER, 10)


def test_a_figure_holds_until_the_year_ends(small: Desk) -> None:
    report(small, {"1.1": "30", "1.2": "80"}, period=Period(2024, 1))
    report(small, {"1.1": "40"}, period=Period(2024, 2))
    carried = task(small, "1.1").assessment
    assert (carried.progress, carried.reported) == (40, False)
    assert task(small, "1.1", Period(2024, 1)).assessment.progress == 30
    assert task(small, "1.1", Period(2023, 4)).assessment.progress == 0
    next_year = Period(2025, 1)
    assert task(small, "1.1", next_year).assessment.progress == 0
    type_in(small, "1.2", Column.DUE, "2024-12-31")
    assert task(small, "1.2", next_year).assessment.progress == 80
    assert task(small, "1.2", Period(2026, 3)).assessment.progress == 80


def test_a_task_nobody_answers_for_is_judged_all_the_same(small: Desk) -> None:
    status = task(small, "2.1")
    assert (status.unit, status.assessment.light) == ("", Light.RED)
    assert status.assessment.ground is Ground.BEHIND


def test_counts_are_those_of_the_list(desk: Desk) -> None:
    status = desk.services.status.status(Q3)
    assert status.counts.total == len(status.tasks)
    lights = [each.assessment.light for each in status.tasks]
    assert status.counts.red == lights.count(Light.RED)
    assert [each.task.number for each in status.tasks] == [
        row.number for row in desk.rows if row.level == 3
    ]


def test_lights_may_be_asked_for_another_day(small: Desk) -> None:
    type_in(small, "1.1", Column.DUE, "2024-08-31")
    report(small, {"1.1": "90"})
    assert task(small, "1.1").assessment.ground is Ground.OVERDUE
    early = small.services.status.status(Q3, date(2024, 8, 31)).tasks
    assert next(t for t in early if t.task.number == "1.1").assessment.ground is not Ground.OVERDUE


def test_units_are_ranked_by_reports_and_lights(small: Desk) -> None:
    assert ranking(small) == {}
    small.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    small.clock.set(date(2024, 10, 15))
    report(small, {"1.1": "80", "1.2": "50", "3.1": "10"}, LEAD)
    small.clock.set(date(2024, 10, 16))
    report(small, {"1.1": "80", "1.2": "50", "3.1": "10"}, HELPER)
    table = ranking(small)
    # Three tasks: green, yellow, red; one half of 40 points. No notices: 20 points.
    assert (table[LEAD].score, table[LEAD].place) == (40 + 20 + 20, 1)
    assert (table[HELPER].score, table[HELPER].place) == (0 + 20 + 20, 2)
    assert table[LEAD].change is None


def test_half_a_report_is_no_report(small: Desk) -> None:
    small.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    report(small, {"1.1": "80", "1.2": "50"}, LEAD)
    assert ranking(small)[LEAD].parts.submissions == 0
    report(small, {"3.1": "80"}, LEAD)
    assert ranking(small)[LEAD].parts.submissions == 40


def test_places_are_compared_with_the_quarter_before(small: Desk) -> None:
    for period, unit in ((Q3, LEAD), (Q4, HELPER)):
        small.services.periods.set_period(period)
        report(small, {"1.1": "100", "1.2": "100", "3.1": "100"}, unit, period)
    table = ranking(small, Q4)
    assert (table[HELPER].place, table[HELPER].change) == (1, 1)
    assert (table[LEAD].place, table[LEAD].change) == (2, -1)


def test_an_open_notice_counts_once_its_deadline_has_come(small: Desk) -> None:
    small.services.office.save(Office("市创建专班"))
    small.services.periods.set_period(Q3)
    supervision = small.services.supervision
    (proposal, *_) = supervision.proposals(Q3)
    issued = date(2024, 10, 8)
    small.clock.set(issued)
    supervision.sign(Q3, supervision.prepare(Q3, [proposal], issued), issued)
    (notice,) = supervision.register()
    assert ranking(small)[notice.unit].parts.notices == 20
    small.clock.set(notice.deadline)
    assert ranking(small)[notice.unit].parts.notices == 20
    small.clock.set(date(2024, 12, 1))
    assert ranking(small)[notice.unit].parts.notices == 0
    small.services.notice_life.act(notice.id, NoticeAction.REPLY, date(2024, 12, 1))
    assert ranking(small)[notice.unit].parts.notices == 20


def test_the_first_quarter_there_is_has_none_before_it(small: Desk) -> None:
    with pytest.raises(Refused) as caught:
        small.services.status.status(Period(2000, 1))
    assert is_sentence(str(caught.value))
    assert small.services.status.lights(Period(2000, 1))
