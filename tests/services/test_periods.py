"""Periods: due dates in working days, and a locked quarter that stays as it was whatever changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from leqing_desktop.db import ledger_settings
from leqing_desktop.db.engine import make_engine
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.errors import Refused
from leqing_desktop.services.office import Office
from leqing_desktop.services.status_text import status_to_json
from tests.ledgers import CLERK, Q3, START, Desk, is_sentence, lock

LEAD, HELPER, OTHER = "市经信局", "市科技局", "市财政局"


@dataclass(frozen=True)
class Reports:
    """Everything that is printed or shown of a quarter."""

    status: Any
    console: Any
    lights: Any
    sheets: Any
    board: Any
    proposals: Any
    progress: Any


def reports(desk: Desk, folder: Path) -> Reports:
    services = desk.services
    units = [row.unit_id for row in services.review.board(Q3)]
    path = services.exports.progress(Q3, folder / "进展.xlsx").run()
    book = load_workbook(path)
    status = services.status.status(Q3)
    return Reports(
        status,
        status_to_json(status),
        services.status.lights(Q3),
        [services.reporting.sheet(Q3, unit) for unit in units],
        services.review.board(Q3),
        services.supervision.proposals(Q3),
        [[[cell.value for cell in row] for row in sheet.rows] for sheet in book],
    )


@pytest.fixture
def quarter(small: Desk) -> Desk:
    """A quarter that one unit has reported, with the one before it locked with other places."""
    services = small.services
    services.office.save(Office("市创建专班"))
    services.periods.set_period(Q3.previous)
    fill(small, HELPER, "90", period=Q3.previous)
    services.periods.lock(Q3.previous)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    fill(small, LEAD, "80")
    small.clock.set(date(2024, 10, 20))
    return small


def fill(desk: Desk, unit: str, progress: str, period: Any = Q3) -> None:
    cells = {
        desk.row(number).id: {"progress": progress, "done": f"已完成 {progress} 件"}
        for number in ("1.1", "1.2", "3.1")
    }
    desk.services.reporting.save_many(period, desk.unit(unit), cells)


def change_everything(desk: Desk) -> None:
    """Titles, dates, units, rules, standing, notices, the plan's sender; a task goes, one comes."""
    services = desk.services
    table = services.decomposition
    first = desk.row("1.1").id
    table.apply(
        [
            Edit(first, Column.TITLE, "改了名的任务"),
            Edit(first, Column.DUE, "2024-08-01"),
            Edit(first, Column.TARGET, "九十九个"),
            Edit(desk.row("1.2").id, Column.LEAD, OTHER),
        ]
    )
    table.delete([desk.row("2.1").id])
    services.office.save(Office("另一个专班"))
    with unit_of_work(make_engine(desk.path), CLERK, START) as uow:
        from leqing_desktop.db import light_rules
        from leqing_desktop.domain.light_rule import LightRule

        light_rules.add(uow, LightRule(2, date(2024, 1, 1), 1, 2), "更严")
        uow.commit("改规则")
    (proposal, *_) = services.supervision.proposals(Q3.next)
    issued = date(2024, 10, 21)
    services.supervision.sign(Q3, services.supervision.prepare(Q3, [proposal], issued), issued)
    (notice,) = services.supervision.register()
    desk.clock.set(date(2025, 3, 1))
    services.notice_life.act(notice.id, NoticeAction.REPLY, date(2025, 3, 1))
    last = desk.row("3.1").id
    services.reporting.save(Q3.next, desk.unit(LEAD), last, "progress", "100")


def refused(call: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert is_sentence(str(caught.value))
    return str(caught.value)


def test_every_report_of_a_locked_quarter_stays_as_it_was(quarter: Desk, tmp_path: Path) -> None:
    before = reports(quarter, tmp_path)
    assert before.status.ranking
    assert any(score.change is not None for score in before.status.ranking)
    quarter.services.periods.lock(Q3)
    locked = reports(quarter, tmp_path)
    assert locked == before
    change_everything(quarter)
    after = reports(quarter, tmp_path)
    # What may still be asked of the units is asked of those who are there; the rest is as it was.
    titles = {row.title for row in before.proposals}
    assert {row.title for row in after.proposals} <= titles
    for name in ("status", "console", "lights", "sheets", "board"):
        assert getattr(after, name) == getattr(before, name), name
    # The table of progress carries the day of printing.
    quarter.clock.set(date(2024, 10, 20))
    assert reports(quarter, tmp_path).progress == before.progress


def test_unlocking_shows_the_ledger_as_it_is(quarter: Desk, tmp_path: Path) -> None:
    before = reports(quarter, tmp_path)
    periods = quarter.services.periods
    periods.lock(Q3)
    change_everything(quarter)
    changes = periods.unlock(Q3, " 市经信局补报\n数据 ")
    assert changes.label == "解锁2024年第三季度：市经信局补报 数据"
    live = reports(quarter, tmp_path)
    assert live.status != before.status
    assert live.status.tasks[0].task.title == "改了名的任务"
    periods.lock(Q3)
    assert reports(quarter, tmp_path).status == live.status
    newest, oldest = periods.snapshots(Q3)
    assert newest.released_at is None
    assert (oldest.released_by, oldest.released_reason) == (CLERK, "市经信局补报 数据")


def test_a_lock_is_a_barrier_and_refuses_every_write(quarter: Desk) -> None:
    services = quarter.services
    services.periods.lock(Q3)
    assert services.journal.undo_label() is None
    refused(services.journal.undo)
    assert "锁定" in refused(fill, quarter, LEAD, "90")
    assert "锁定" in refused(services.periods.set_period, Q3, None, date(2025, 1, 1))
    assert "已经锁定" in refused(services.periods.lock, Q3)
    assert "理由" in refused(services.periods.unlock, Q3, "  ")
    services.periods.unlock(Q3, "补报")
    assert services.journal.undo_label() is None
    assert "没有锁定" in refused(services.periods.unlock, Q3, "再来")
    fill(quarter, LEAD, "90")


def test_a_period_that_is_not_there_is_neither_locked_nor_unlocked(small: Desk) -> None:
    assert "还没有" in refused(small.services.periods.lock, Q3)
    assert "还没有" in refused(small.services.periods.unlock, Q3, "理由")
    assert small.services.periods.snapshots(Q3) == ()


def test_a_lock_without_a_snapshot_answers_from_the_ledger(quarter: Desk, tmp_path: Path) -> None:
    before = reports(quarter, tmp_path)
    lock(quarter.path, Q3, date(2024, 10, 20))
    assert reports(quarter, tmp_path) == before
    quarter.services.periods.unlock(Q3, "补快照")
    quarter.services.periods.lock(Q3)


def test_what_a_lock_leaves_out_is_told(quarter: Desk) -> None:
    periods = quarter.services.periods
    assert periods.lock_warnings(Q3) == ("市科技局 1 家单位还没有报送。",)
    first = quarter.row("1.1").id
    quarter.services.reporting.save(Q3, quarter.unit(HELPER), first, "progress", "3")
    assert periods.lock_warnings(Q3) == ("市科技局 1 家单位还没有报全。",)
    fill(quarter, HELPER, "50")
    assert periods.lock_warnings(Q3) == ()


@pytest.mark.parametrize(
    ("issue", "due"),
    [
        (date(2024, 9, 20), date(2024, 10, 10)),  # over 国庆 with its 调休
        (date(2025, 3, 20), date(2025, 4, 3)),
        (None, date(2024, 10, 10)),
    ],
)
def test_due_dates_are_counted_in_working_days(small: Desk, issue: date | None, due: date) -> None:
    first, last, warning = small.services.periods.default_dates(Q3, issue)
    assert (first, last, warning) == (issue or date(2024, 9, 20), due, "")


def test_days_are_those_of_the_ledger_and_the_end_of_the_calendar_is_told(small: Desk) -> None:
    with unit_of_work(make_engine(small.path), CLERK, START) as uow:
        ledger_settings.write(uow, {"return_working_days": 3})
        uow.commit("设置")
    periods = small.services.periods
    assert periods.default_dates(Q3, date(2024, 9, 20))[1] == date(2024, 9, 25)
    _, due, warning = periods.default_dates(Q3, date(2090, 3, 20))
    assert (due, is_sentence(warning)) == (date(2090, 3, 23), True)
