"""新增报送期 and 改日期: the dates proposed in working days, and the clerk's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.operations import Operations

Q3, Q4 = Period(2024, 3), Period(2024, 4)


@pytest.fixture
def services(workspace: Workspace, ledger: Path) -> Iterator[Services]:
    opened = workspace.open(ledger, keep_backups=False)
    yield opened
    opened.ledger.close()


@pytest.fixture
def make(services: Services, qtbot: QtBot, light_look: None) -> Iterator[Callable[..., Any]]:
    background = Background()
    operations = Operations(background, services.journal)

    def made(period: Period, known: Any = None, wait: bool = True) -> PeriodDialog:
        dialog = PeriodDialog(None, period, operations, services.periods, known)
        qtbot.addWidget(dialog)
        dialog.show()
        if wait:
            rest()
        return dialog

    def rest() -> None:
        qtbot.waitUntil(lambda: not background.busy, timeout=20_000)

    made.rest = rest  # type: ignore[attr-defined]
    yield made
    background.shutdown()


def test_the_due_date_is_counted_in_working_days(make: Any) -> None:
    dialog = make(Q4)
    assert (dialog.period, dialog.issue_on) == (Q4, date(2024, 12, 20))
    assert dialog.due_on == date(2025, 1, 6)
    dialog._quarter.setCurrentIndex(2)
    make.rest()
    # Over 中秋 and 国庆 with their days of make-up work.
    assert (dialog.issue_on, dialog.due_on) == (date(2024, 9, 20), date(2024, 10, 10))
    dialog._issue.setDate(QDate(2024, 9, 25))
    make.rest()
    assert dialog.due_on == date(2024, 10, 14)
    assert not dialog._warning.isVisible()


def test_the_clerks_own_due_date_stays_until_another_quarter_is_chosen(make: Any) -> None:
    dialog = make(Q3)
    dialog._due.setDate(QDate(2024, 10, 20))
    dialog._issue.setDate(QDate(2024, 9, 25))
    make.rest()
    assert dialog.due_on == date(2024, 10, 20)
    assert "2024-10-14" in dialog._usual.text()
    dialog._quarter.setCurrentIndex(3)
    make.rest()
    assert dialog.due_on == date(2025, 1, 6)


def test_a_year_without_a_calendar_is_told(make: Any) -> None:
    dialog = make(Period(2060, 2))
    assert dialog._warning.isVisible()
    assert "2060" in dialog._warning.text()


def test_enter_before_the_dates_are_known_waits_for_them(make: Any, qtbot: QtBot) -> None:
    dialog = make(Q4, wait=False)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.result() == 1, timeout=20_000)
    assert dialog.due_on == date(2025, 1, 6)


def test_a_period_due_before_it_is_issued_is_not_taken(make: Any) -> None:
    dialog = make(Q4)
    dialog._due.setDate(dialog._issue.date().addDays(-1))
    dialog._add.click()
    assert dialog.result() == 0
    assert "不能早于" in dialog._fault.text()


def test_the_dates_of_a_period_are_changed(make: Any, services: Services) -> None:
    (known,) = services.period_list.stored()
    dialog = make(Q3, known)
    assert not dialog._quarter.isEnabled()
    assert (dialog.issue_on, dialog.due_on) == (known.issue_on, known.due_on)
    dialog._due.setDate(QDate(2024, 10, 18))
    dialog._add.click()
    assert (dialog.result(), dialog.due_on) == (1, date(2024, 10, 18))


def test_the_year_typed_first_replaces_the_one_proposed(make: Any, qtbot: QtBot) -> None:
    dialog = make(Q4)
    dialog.activateWindow()
    qtbot.waitUntil(dialog._year.hasFocus)
    qtbot.keyClicks(dialog._year, "2025")
    make.rest()
    assert dialog.period == Period(2025, 4)
