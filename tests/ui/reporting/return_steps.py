"""A quarter that went out, and workbooks that come back with what the clerk has to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from leqing_desktop.domain.return_form import TaskField
from tests.returned import open_return
from tests.ui.reporting.steps import BEFORE, NOW, Desk, fill, workspace

TOWN, BANKERS = "柳市镇", "市金融服务中心"


@dataclass(frozen=True)
class Issued:
    """A ledger and the folder of workbooks that went out of it."""

    ledger: Path
    folder: Path

    def workbook(self, unit: str) -> Path:
        return next(path for path in self.folder.glob("*.xlsx") if unit in path.name)


def issue_quarter(folder: Path) -> Issued:
    ledger, out = folder / "下发.leqing", folder / "下发"
    workspace().create(ledger)
    services = workspace().open(ledger, keep_backups=False)
    fill(services)
    town = next(each for each in services.review.board(BEFORE) if each.unit == TOWN)
    said = {
        row.task_id: {"progress": "60", "done": "已盘活用地30亩，7月5日签约。"}
        for row in services.reporting.sheet(BEFORE, town.unit_id)
    }
    services.reporting.save_many(BEFORE, town.unit_id, said)
    out.mkdir()
    services.return_issue.record(NOW, services.return_issue.issuing(NOW, out).run())
    services.ledger.close()
    return Issued(ledger, out)


def faulty(folder: Path, name: str = "") -> Path:
    """The town's workbook: the first row's figure falls, the second row's title is rewritten."""
    path = next(each for each in folder.glob("*.xlsx") if TOWN in each.name)
    sheet = open_return(path)
    first, second = sheet.task_rows[:2]
    sheet.cell(first, TaskField.PROGRESS).value = 20
    title = sheet.cell(second, TaskField.TITLE)
    title.value = f"{title.value}（提升）"
    return sheet.save(path.with_name(name) if name else path)


def changed(path: Path, row: int, name: TaskField, value: Any, save_as: str = "") -> Path:
    """One input cell of a returned workbook filled otherwise."""
    sheet = open_return(path)
    sheet.cell(sheet.task_rows[row], name).value = value
    return sheet.save(path.with_name(save_as) if save_as else path)


def collect(desk: Desk, *paths: Path) -> Any:
    """Drop files on the page and wait for the list of what became of them, which is closed."""
    traffic = desk.page.traffic
    traffic.take(paths)
    desk.qtbot.waitUntil(lambda: not traffic.collecting.busy, timeout=60_000)
    desk.settle()
    assert traffic.result is not None
    files = traffic.result.model.rows
    came = sum(each.has_reported for each in desk.page.board.all_units)
    assert f"已收到 {came} 家" in traffic.result.board.text()
    traffic.result.accept()
    desk.settle()
    to_front(desk)
    return files


def to_front(desk: Desk) -> None:
    """The window has the keys again after a dialog."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    desk.page._enter_card()


def in_dialog(kind: type[QDialog], act: Callable[[Any], None]) -> None:
    """Do something in the dialog that opens next, which has to be of a kind."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, answer)
            return
        if not isinstance(dialog, kind):
            dialog.close()
            raise AssertionError(f"{type(dialog).__name__} instead of {kind.__name__}")
        act(dialog)

    QTimer.singleShot(0, answer)


def copy_to(path: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(path, folder))
