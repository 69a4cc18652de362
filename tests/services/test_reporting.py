"""The quarter's reports: what is typed, by whom, and who is missing."""

from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.errors import FieldErrors, Refused
from leqing_desktop.services.reporting import Entry, parse_progress
from tests.ledgers import Q3, Desk, is_sentence, lock

LEAD, HELPER, OTHER = "市经信局", "市科技局", "市财政局"


def save(desk: Desk, unit: str, number: str, field: str, text: str) -> None:
    task = desk.row(number).id
    desk.services.reporting.save(Q3, desk.unit(unit), task, field, text)


def entry(desk: Desk, unit: str, number: str, period: Period = Q3) -> Entry | None:
    task = desk.row(number).id
    rows = desk.services.reporting.sheet(period, desk.unit(unit))
    return next(row.entry for row in rows if row.task_id == task)


def board(desk: Desk) -> dict[str, BoardRow]:
    return {row.unit: row for row in desk.services.review.board(Q3)}


def refused(desk: Desk, unit: str, number: str, field: str, text: str) -> str:
    before = desk.tables
    with pytest.raises(Refused) as caught:
        save(desk, unit, number, field, text)
    assert desk.tables == before
    assert is_sentence(str(caught.value))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("72", 72), ("72%", 72), ("72 %", 72), ("７２", 72), ("７２．５％", 72.5), ("72.5", 72.5),
        ("  0 ", 0), ("100", 100), ("007", 7), (".5", 0.5), ("", None), (" \n", None), ("%", None),
    ],
)  # fmt: skip
def test_figures_are_read_as_typed(text: str, figure: float | None) -> None:
    assert parse_progress(text) == figure


@pytest.mark.parametrize(
    "text",
    ["-1", "101", "100.01", "abc", "1e1", "nan", "inf", "7 2", "72%%", "七十二", "72，5", "1/2", ".", "1.2.3",
     "٧٢", "9" * 400, "0x10", "+5", "72分", "50-60"],
)  # fmt: skip
def test_what_is_no_figure_is_refused_in_words(small: Desk, text: str) -> None:
    before = small.tables
    task = small.row("1.1").id
    with pytest.raises(FieldErrors) as caught:
        small.services.reporting.save(Q3, small.unit(LEAD), task, "progress", text)
    assert set(caught.value.problems) == {(task, "progress")}
    assert is_sentence(str(caught.value))
    assert small.tables == before


def test_a_row_is_filled_cell_by_cell(small: Desk) -> None:
    save(small, LEAD, "1.1", "done", "已登记\r\n500 个")
    assert entry(small, LEAD, "1.1") == Entry(None, "已登记\n500 个")
    save(small, LEAD, "1.1", "progress", "72%")
    save(small, LEAD, "1.1", "problems", "=1+1")
    save(small, LEAD, "1.1", "next_step", "<b>推进</b>")
    assert entry(small, LEAD, "1.1") == Entry(72, "已登记\n500 个", "=1+1", "<b>推进</b>")
    save(small, LEAD, "1.1", "progress", "")
    assert entry(small, LEAD, "1.1") == Entry(None, "已登记\n500 个", "=1+1", "<b>推进</b>")
    assert entry(small, LEAD, "1.2") is None
    assert entry(small, HELPER, "1.1") is None


@pytest.mark.parametrize("text", ["a\x00b", "左\u202e右", "【机密】", "字" * 20_001])
def test_words_that_cannot_be_kept_are_refused(small: Desk, text: str) -> None:
    refused(small, LEAD, "1.1", "done", text)


def test_all_faults_of_a_block_are_told_and_nothing_is_written(small: Desk) -> None:
    before = small.tables
    first, second = small.row("1.1").id, small.row("1.2").id
    cells = {
        first: {"progress": "120", "done": "好"},
        second: {"progress": "五成", "next_step": "绝密"},
    }
    with pytest.raises(FieldErrors) as caught:
        small.services.reporting.save_many(Q3, small.unit(LEAD), cells)
    assert set(caught.value.problems) == {
        (first, "progress"), (second, "progress"), (second, "next_step"),
    }  # fmt: skip
    assert is_sentence(str(caught.value))
    assert small.tables == before


def test_only_who_answers_for_a_task_reports_on_it(small: Desk) -> None:
    assert OTHER in refused(small, OTHER, "1.1", "progress", "50")
    table = small.services.decomposition
    table.apply([Edit(small.row("1.1").id, Column.SUPPORT, OTHER)])
    refused(small, OTHER, "1.1", "progress", "50")
    refused(small, LEAD, "1", "progress", "50")
    refused(small, LEAD, "1.1.1", "progress", "50")
    save(small, LEAD, "1.1", "progress", "50")
    with pytest.raises(Refused) as caught:
        small.services.reporting.save(Q3, 4711, small.row("1.1").id, "progress", "50")
    assert is_sentence(str(caught.value))


def test_a_deleted_task_is_no_longer_reported_on(small: Desk) -> None:
    task = small.row("1.1").id
    small.services.decomposition.delete([task])
    with pytest.raises(Refused) as caught:
        small.services.reporting.save(Q3, small.unit(LEAD), task, "progress", "50")
    assert is_sentence(str(caught.value))


def test_a_locked_period_is_closed_to_all(small: Desk) -> None:
    save(small, LEAD, "1.1", "progress", "50")
    lock(small.path, Q3, date(2024, 10, 20))
    assert "锁定" in refused(small, LEAD, "1.1", "progress", "60")
    with pytest.raises(Refused) as caught:
        small.services.periods.set_period(Q3, due_on=date(2024, 12, 1))
    assert is_sentence(str(caught.value))
    assert entry(small, LEAD, "1.1") == Entry(50)


def test_clearing_what_was_never_filled_is_no_report(small: Desk) -> None:
    before = small.tables
    save(small, LEAD, "1.1", "progress", "")
    save(small, LEAD, "1.1", "done", "  ")
    small.services.reporting.save_many(Q3, small.unit(LEAD), {})
    assert small.tables == before
    small.services.periods.set_period(Q3)
    save(small, LEAD, "1.1", "progress", " ")
    assert board(small)[LEAD].received_on is None
    assert small.services.journal.undo_label() == "设置报送期 2024年第三季度"


def test_a_saved_block_is_one_step_of_undo(small: Desk) -> None:
    before = small.tables
    tasks = [small.row(n).id for n in ("1.1", "1.2", "3.1")]
    cells = {task: {"progress": "30", "done": "推进"} for task in tasks}
    small.services.reporting.save_many(Q3, small.unit(LEAD), cells)
    after = small.tables
    assert small.services.journal.undo_label() == "填写市经信局2024年第三季度报送 6 格"
    small.services.journal.undo()
    assert small.tables == before
    small.services.journal.redo()
    assert small.tables == after


def test_the_board_counts_each_unit_by_itself(small: Desk) -> None:
    small.services.decomposition.apply([Edit(small.row("1.2").id, Column.SUPPORT, OTHER)])
    assert list(board(small)) == [LEAD, HELPER]
    report = board(small)[LEAD]
    assert (report.unit_id, report.expected, report.filled) == (small.unit(LEAD), 3, 0)
    assert (report.received_on, report.state) == (None, BoardState.MISSING)
    save(small, LEAD, "1.1", "progress", "72")
    save(small, LEAD, "1.2", "done", "只有文字")
    report = board(small)[LEAD]
    assert (report.filled, report.state, report.received_on) == (
        1,
        BoardState.FILLING,
        date(2024, 9, 20),
    )
    save(small, LEAD, "1.2", "progress", "0")
    save(small, LEAD, "3.1", "progress", "100")
    assert board(small)[LEAD].state is BoardState.ACCEPTED
    assert board(small)[HELPER].state is BoardState.MISSING


def test_who_has_not_reported_by_the_due_date_is_late(small: Desk) -> None:
    small.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    small.clock.set(date(2024, 10, 15))
    assert board(small)[LEAD].state is BoardState.MISSING
    small.clock.set(date(2024, 10, 16))
    assert board(small)[LEAD].state is BoardState.OVERDUE


def test_figures_on_tasks_given_away_do_not_count(small: Desk) -> None:
    save(small, LEAD, "1.1", "progress", "72")
    small.services.decomposition.apply(
        [
            Edit(small.row("1.1").id, c, t)
            for c, t in ((Column.LEAD, OTHER), (Column.RESPONSIBLE, ""))
        ]
    )
    report = board(small)[LEAD]
    assert (report.expected, report.filled, report.state) == (2, 0, BoardState.MISSING)
    assert board(small)[OTHER].expected == 1
    small.services.decomposition.delete([small.row("1.2").id])
    assert board(small)[LEAD].expected == 1


def test_units_stand_in_the_order_of_the_list(desk: Desk) -> None:
    names = desk.services.decomposition.unit_names()
    shown = [row.unit for row in desk.services.review.board(Q3)]
    assert shown == [name for name in names if name in shown]
    assert len(shown) > 10


def test_the_sheet_shows_last_quarter_and_puts_support_last(small: Desk) -> None:
    table = small.services.decomposition
    table.apply([Edit(small.row("1.1").id, Column.SUPPORT, HELPER)])
    task = small.row("1.2").id
    second = Period(2024, 2)
    small.services.reporting.save(second, small.unit(HELPER), task, "progress", "40")
    rows = small.services.reporting.sheet(Q3, small.unit(HELPER))
    assert [(row.number, row.support) for row in rows] == [
        ("1.2", False), ("3.1", False), ("1.1", True),
    ]  # fmt: skip
    assert rows[0].last == Entry(40)
    assert rows[0].entry is None


def test_a_period_must_end_after_it_begins(small: Desk) -> None:
    known = small.services.period_list
    assert known.current() is None
    small.services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for issue, due in [(date(2024, 10, 16), None), (None, date(2024, 9, 19))]:
        with pytest.raises(Refused) as caught:
            small.services.periods.set_period(Q3, issue, due)
        assert is_sentence(str(caught.value))
    small.services.periods.set_period(Q3, due_on=date(2024, 9, 20))
    (stored,) = known.stored()
    assert (stored.issue_on, stored.due_on) == (date(2024, 9, 20), date(2024, 9, 20))


def test_the_current_period_is_the_newest_one_also_when_it_is_locked(small: Desk) -> None:
    known = small.services.period_list
    small.services.periods.set_period(Q3)
    small.services.periods.set_period(Q3.next)
    assert known.current() == Q3.next
    lock(small.path, Q3.next, date(2025, 1, 20))
    assert known.current() == Q3.next
