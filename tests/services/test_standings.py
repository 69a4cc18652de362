"""挂起, 取消, 办结 and 恢复 of tasks, as lights, notices and the history tell them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.light import Assessment, Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardState
from leqing_desktop.domain.standing import Standing
from leqing_desktop.errors import Refused
from tests.ledgers import Q3, Desk, is_sentence
from tests.returned import open_return

DAY = date(2024, 9, 1)


def light(desk: Desk, number: str) -> Assessment:
    found = desk.services.status.status(Q3).tasks
    return next(each.assessment for each in found if each.task.number == number)


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.CANCELLED])
def test_what_rests_shows_no_light_and_is_not_urged(small: Desk, standing: Standing) -> None:
    task = small.row("1.1").id
    urged = small.services.supervision.proposals(Q3)
    assert task in {each.task_id for each in urged}
    changes = small.services.decomposition.set_standing([task], standing, DAY, " 土地未批 ")
    assert changes.label == f"{standing.label}任务“新增软件著作权”"
    found = light(small, "1.1")
    assert found.light is Light.GREY
    assert f"任务已{standing.label}（土地未批）" in found.why
    assert small.row("1.1").standing is standing
    after = small.services.supervision.proposals(Q3)
    assert after == tuple(each for each in urged if each.task_id != task)
    newest = small.services.journal.history(task)[0]
    assert ("状态", "正常", standing.label) in newest.lines
    assert ("状态理由", "", "土地未批") in newest.lines
    assert ("状态日期", "", "2024-09-01") in newest.lines
    small.services.journal.undo()
    assert small.services.supervision.proposals(Q3) == urged


def test_it_holds_from_its_day_on(small: Desk) -> None:
    task = small.row("1.1").id
    small.services.decomposition.set_standing([task], Standing.SUSPENDED, date(2024, 10, 1), "停")
    assert light(small, "1.1").light is Light.RED


@pytest.mark.parametrize(("day", "word"), [("2024-08-31", "超时办结"), ("2024-09-01", "办结")])
def test_done_behind_its_date_is_done_late(small: Desk, day: str, word: str) -> None:
    task = small.row("1.1").id
    small.services.decomposition.apply([Edit(task, Column.DUE, day)])
    small.services.decomposition.set_standing([task], Standing.DONE, DAY)
    found = light(small, "1.1")
    assert found.light is Light.GREEN
    assert f"任务已于 2024-09-01 {word}；" in found.why


def test_a_measure_takes_its_tasks_with_it_and_they_come_back(small: Desk) -> None:
    before = small.tables
    measure = small.row("1").id
    decide = small.services.decomposition.set_standing
    changes = decide([measure, small.row("1.1").id], Standing.CANCELLED, DAY, "并入他项")
    assert changes.label == "取消 2 个任务"
    standing = {row.number: row.standing for row in small.rows}
    assert (standing["1.1"], standing["1.2"]) == (Standing.CANCELLED, Standing.CANCELLED)
    assert (standing["1"], standing["2.1"]) == (Standing.ACTIVE, Standing.ACTIVE)
    assert decide([measure], Standing.ACTIVE, None).label == "恢复 2 个任务"
    assert small.tables == before


@pytest.mark.parametrize(
    ("number", "standing", "since", "reason"),
    [
        ("1.1", Standing.SUSPENDED, DAY, " \n"),
        ("1.1", Standing.CANCELLED, DAY, ""),
        ("1.1", Standing.DONE, None, ""),
        ("1.1", Standing.SUSPENDED, DAY, "字" * 501),
        ("1.1.1", Standing.DONE, DAY, ""),
    ],
)
def test_what_lacks_day_or_reason_is_refused(
    small: Desk, number: str, standing: Standing, since: date | None, reason: str
) -> None:
    before = small.tables
    item = small.row(number).id
    with pytest.raises(Refused) as caught:
        small.services.decomposition.set_standing([item], standing, since, reason)
    assert is_sentence(str(caught.value))
    assert small.tables == before


@pytest.mark.parametrize(
    ("standing", "decided"),
    [
        (Standing.SUSPENDED, date(2024, 8, 1)),
        (Standing.CANCELLED, date(2024, 8, 1)),
        (Standing.DONE, date(2024, 6, 30)),
    ],
)
def test_no_report_is_asked_of_what_rests(
    small: Desk, standing: Standing, decided: date, tmp_path: Path
) -> None:
    small.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    lead = "市经信局"

    def owed(period: Period) -> int:
        board = small.services.review.board(period)
        return next(unit.expected for unit in board if unit.unit == lead)

    before = owed(Q3)
    task = small.row("1.1").id
    small.services.decomposition.set_standing([task], standing, decided, "土地未批")
    assert owed(Q3) == before - 1
    # As of the end of the quarter before, it was not decided yet.
    assert owed(Q3.previous) == before
    for issued in small.services.return_issue.issuing(Q3, tmp_path).run():
        texts = {
            cell.value
            for row in load_workbook(issued.path).worksheets[0].iter_rows()
            for cell in row
        }
        assert "新增软件著作权" not in texts
        assert "建设研究院" in texts


def test_what_is_done_is_reported_once_more_and_then_counts_as_missing_nowhere(small: Desk) -> None:
    services = small.services
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    lead, task = small.unit("市经信局"), small.row("1.1").id

    def owed(period: Period) -> int:
        return next(row.expected for row in services.review.board(period) if row.unit_id == lead)

    def missing(period: Period) -> int:
        return services.status.status(period).counts.unreported

    before, unreported = owed(Q3), missing(Q3)
    services.decomposition.set_standing([task], Standing.DONE, Q3.first_day, "")
    assert (owed(Q3), missing(Q3)) == (before, unreported)
    services.decomposition.set_standing([task], Standing.DONE, Q3.previous.last_day, "")
    assert (owed(Q3), missing(Q3)) == (before - 1, unreported - 1)


@pytest.mark.parametrize(
    ("standing", "since"),
    [(Standing.SUSPENDED, DAY), (Standing.CANCELLED, DAY), (Standing.DONE, date(2024, 6, 1))],
)
def test_a_row_of_what_rests_in_an_older_workbook_is_told_so(
    small: Desk, standing: Standing, since: date, tmp_path: Path
) -> None:
    services = small.services
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    (path, *_) = [each.path for each in services.return_issue.issuing(Q3, tmp_path).run()]
    sheet = open_return(path)
    sheet.fill()
    sheet.save()
    task = small.row("1.1").id
    services.decomposition.set_standing([task], standing, since, "按会议纪要")
    files = services.collect.collecting(Q3, [path]).run().files
    (judged,) = services.collect.take_all(Q3, files).files
    (finding,) = judged.all_findings
    assert finding.message == f"第 5 行的任务已{standing.label}，本期不用报送。"
    assert not finding.serious
    # With the rows that nobody doubts the unit has reported all it owes; the one is a reminder.
    (row,) = [each for each in services.review.board(Q3) if each.unit == judged.unit]
    assert (row.filled, row.expected, row.reminders) == (2, 2, 1)
    shown = services.review.review(Q3, row.unit_id).rows
    assert [each.title for each in shown if each.subject_id == task] == ["新增软件著作权"]
    services.review.accept_clean(Q3)
    (row,) = [each for each in services.review.board(Q3) if each.unit == judged.unit]
    assert row.state is BoardState.ACCEPTED
