"""The window with a 季度报送 page on a real ledger, and the ways to use it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.models.reporting_columns import AT
from leqing_desktop.ui.pages.reporting import ReportingPage

NOW, BEFORE = Period(2024, 3), Period(2024, 2)
FIGURE, DONE, NEXT = AT["progress"], AT["done"], AT["next_step"]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    """A window with its ledger and the ways to use it."""

    qtbot: Any
    services: Services
    window: MainWindow
    background: Background

    @property
    def page(self) -> ReportingPage:
        page = self.window.page
        assert isinstance(page, ReportingPage)
        return page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=60_000)

    def press(self, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, held)

    def write(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def at(self, row: int, column: int) -> None:
        self.page.view.setFocus()
        self.page.view.go_to(row, column)

    def text(self, row: int, column: int) -> str:
        return self.page.model.cell(row, column).text

    def unit(self, name: str) -> None:
        self.page.open_at(name)
        self.settle()

    def stored(self, row: int) -> Any:
        """What the ledger itself holds of a shown row."""
        period, unit_id = self.page.model.sheet or (NOW, -1)
        task = self.page.model.row(row).task_id
        rows = self.services.reporting.sheet(period, unit_id)
        return next(each.entry for each in rows if each.task_id == task)

    def state(self, name: str) -> str:
        return next(unit.state for unit in self.page.board.all_units if unit.unit == name)


def workspace() -> Workspace:
    return Workspace(lambda: "王敏", lambda: datetime(2024, 10, 10, 9, 0))


def fill(services: Services) -> None:
    """A second quarter with words, a third one just begun."""
    reporting = services.reporting
    services.periods.set_period(BEFORE)
    services.periods.set_period(NOW, date(2024, 9, 20), date(2024, 10, 15))
    unit = next(each for each in services.review.board(NOW) if each.unit == "市金融服务中心")
    cells = {
        row.task_id: {"progress": "40", "done": "上季已签约。", "next_step": "年内放款。"}
        for row in reporting.sheet(BEFORE, unit.unit_id)
    }
    reporting.save_many(BEFORE, unit.unit_id, cells)


def compose(text: str, shown: str = "") -> None:
    event = QInputMethodEvent(shown, [])
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def support(services: Services) -> None:
    fill(services)
    unit = next(each for each in services.review.board(NOW) if each.unit == "市金融服务中心")
    task = services.reporting.sheet(NOW, unit.unit_id)[0].task_id
    services.decomposition.apply((Edit(task, Column.SUPPORT, "柳市镇"),))


def lock(services: Services) -> None:
    fill(services)
    with sqlite3.connect(services.ledger.info().path) as connection:
        connection.execute("UPDATE period SET locked_on = '2024-11-01' WHERE quarter = 3")
    connection.close()
