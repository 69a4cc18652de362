"""季度报送 at the window, worked by key, click and drop: out, in, review, lock."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_outcome import RowState
from leqing_desktop.domain.return_review import UnitReview
from leqing_desktop.ui.dialogs.attach_file import AttachFileDialog
from leqing_desktop.ui.dialogs.choose_return import ChooseReturnDialog
from leqing_desktop.ui.dialogs.period import PeriodDialog
from leqing_desktop.ui.dialogs.return_changes import ReturnChangesDialog
from leqing_desktop.ui.dialogs.send_back import SendBackDialog
from leqing_desktop.ui.dialogs.unlock_period import UnlockPeriodDialog
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.models.collect_table import WAY_AT
from leqing_desktop.ui.models.reporting_board import STATE_AT
from leqing_desktop.ui.pages.reporting import ReportingPage
from tests.journeys.clerk import CTRL, PLAIN, SHIFT, Clerk, Key
from tests.journeys.mischief import Blank, read_blank


@dataclass
class ReturnDesk:
    """The clerk at 季度报送."""

    clerk: Clerk
    choosing: pytest.MonkeyPatch

    @property
    def page(self) -> ReportingPage:
        page = self.clerk.page
        assert isinstance(page, ReportingPage)
        return page

    @property
    def services(self) -> Any:
        return self.page.context.services

    def will_choose(self, path: Path) -> None:
        """The next file dialog is answered with a path: it belongs to the system."""
        self.choosing.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(path))
        self.choosing.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))

    # The quarter

    def new_quarter(self, period: Period, due: str = "") -> None:
        """新增报送期 from the list on top, by keys."""
        clerk = self.clerk

        def this_one(_dialog: PeriodDialog) -> None:
            clerk.press(Key.Key_A, CTRL)
            clerk.type(str(period.year))
            clerk.press(Key.Key_Tab)
            clerk.press(Key.Key_Home)
            for _ in range(period.quarter - 1):
                clerk.press(Key.Key_Down)
            if due:
                clerk.rest()
                for _ in range(4):  # over year, month and day of the issue
                    clerk.press(Key.Key_Tab)
                clerk.type(due.replace("-", ""))
            clerk.press(Key.Key_Return)

        def ask() -> None:
            clerk.press(Key.Key_F, CTRL)
            for _ in range(2):
                # Where there is a quarter already, its own menu lies between.
                if not clerk.window.top.period_box.hasFocus():
                    clerk.press(Key.Key_Backtab, SHIFT)
            assert clerk.window.top.period_box.hasFocus()
            clerk.press(Key.Key_End)  # 新的报送期…

        clerk.answer(PeriodDialog, this_one, ask)
        clerk.rest()
        assert clerk.window.period == period

    def lock(self) -> str:
        """锁定本季…; what the clerk is told before."""
        said: list[str] = []

        def agree(dialog: ConfirmDialog) -> None:
            said.extend(label.text() for label in dialog.findChildren(type(self.page.subtitle)))
            self.clerk.click(dialog.go_button)

        button = self.page.locking.button
        assert button.text() == "锁定本季…"
        self.clerk.answer(ConfirmDialog, agree, lambda: self.clerk.click(button))
        self.clerk.wait(lambda: button.text() == "解锁…")
        return "".join(said)

    def unlock(self, reason: str) -> None:
        """解锁… with a reason."""

        def give(dialog: UnlockPeriodDialog) -> None:
            assert not dialog.go_button.isEnabled()
            self.clerk.type(reason)
            self.clerk.click(dialog.go_button)

        button = self.page.locking.button
        self.clerk.answer(UnlockPeriodDialog, give, lambda: self.clerk.click(button))
        self.clerk.wait(lambda: button.text() == "锁定本季…")

    # Out

    def issue(self, folder: Path) -> dict[str, Blank]:
        """下发报送表: the workbooks by unit."""
        folder.mkdir()
        self.will_choose(folder)
        self.clerk.click(self.page.traffic.issue)
        self.clerk.wait(lambda: "已下发" in self.page.banner.text)
        self.clerk.rest()
        names = [unit.unit for unit in self.page.board.all_units]
        found = {name: folder / f"{name}_{self.label}报送表.xlsx" for name in names}
        assert set(folder.glob("*.xlsx")) == set(found.values())
        return {name: read_blank(path) for name, path in found.items()}

    @property
    def label(self) -> str:
        period = self.clerk.window.period
        assert period is not None
        return period.label

    # In

    def drop(self, *paths: Path) -> dict[str, Any]:
        """Drop files on the page; every file with its outcome, by the name shown."""
        data = _carried(*paths)
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        held = Qt.KeyboardModifier.NoModifier
        over = QDragEnterEvent(QPoint(5, 5), action, data, button, held)
        QApplication.sendEvent(self.page, over)
        assert over.isAccepted()
        return self._collect(
            lambda: QApplication.sendEvent(
                self.page, QDropEvent(QPointF(5, 5), action, data, button, held)
            )
        )

    def paste(self, *paths: Path) -> dict[str, Any]:
        """Files copied in a folder, pasted on the list of units."""
        QApplication.clipboard().setMimeData(_carried(*paths))
        self.page.units.view.setFocus()
        found = self._collect(lambda: self.clerk.press(Key.Key_V, CTRL))
        # What Python made and left there is taken apart after Python has ended, and falls.
        QApplication.clipboard().clear()
        return found

    def choose_folder(self, folder: Path) -> dict[str, Any]:
        """收表… → 选择文件夹…"""
        self.will_choose(folder)
        first = self.page.traffic.collect.menu().actions()[0]
        assert first.text() == "选择文件夹…"
        return self._collect(first.trigger)

    def _collect(self, act: Callable[[], object]) -> dict[str, Any]:
        act()
        traffic = self.page.traffic
        self.clerk.wait(lambda: traffic.result is not None or not traffic.collecting.busy)
        assert traffic.result is not None, self.page.banner.text
        self.clerk.rest()
        files = traffic.result.model.rows
        found = {file.file.shown: file for file in files}
        assert len(found) == len(files)
        return found

    def attach(self, shown: str, unit: str) -> str:
        """附给单位… of a file in the list: the unit that its name gives is proposed."""
        dialog = self.page.traffic.result
        assert dialog is not None
        row = [each.file.shown for each in dialog.model.rows].index(shown)

        def agree(asked: AttachFileDialog) -> None:
            if asked.choice.currentText() != unit:
                assert asked.choice.currentText() == ""
                asked.choice.setCurrentText(unit)
            self.clerk.click(asked.go_button)

        self.clerk.answer(
            AttachFileDialog, agree, lambda: self.clerk.click_cell(dialog.table, row, WAY_AT)
        )
        return "".join(each.message for each in dialog.model.rows[row].findings)

    def close_result(self) -> None:
        """关闭; the page has the keys again."""
        dialog = self.page.traffic.result
        assert dialog is not None
        (close,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "关闭"]
        self.clerk.click(close)
        self.clerk.wait(lambda: self.page.traffic.result is None)
        self.to_front()

    def to_front(self) -> None:
        """The window has the keys again after a dialog."""
        self.clerk.window.activateWindow()
        self.clerk.wait(self.clerk.window.isActiveWindow)
        self.clerk.rest()

    # The board

    @property
    def states(self) -> dict[str, str]:
        """What the board shows of each unit."""
        return {unit.unit: unit.state.value for unit in self.page.board.all_units}

    @property
    def rate(self) -> list[int]:
        """The rate of returns in per cent, how many units reported, and of how many."""
        return [int(figure) for figure in re.findall(r"\d+", self.page.units.rate.text())]

    # The review

    def show(self, name: str) -> None:
        """Click on a unit's line."""
        board = self.page.board
        at = next(row for row in range(board.row_total()) if board.unit(row).unit == name)
        self.clerk.click_cell(self.page.units.view, at, STATE_AT)
        self.clerk.wait(lambda: self.page.card.name.text() == name)
        self.clerk.rest()

    def unit(self, name: str) -> UnitReview:
        """Click on a unit's line; its return."""
        self.show(name)
        return self.review

    @property
    def review(self) -> UnitReview:
        found = self.page.review.review
        assert found is not None
        return found

    def go_to(self, number: str) -> int:
        """Put the cursor on a task's row."""
        rows = self.page.rows
        at = next(row for row in range(rows.row_total()) if rows.row(row).number == number)
        self.page.card.review.table.setFocus()
        self.page.card.review.table.go_to(at)
        return at

    def go_to_waiting(self) -> None:
        """Put the cursor on the first row that waits."""
        rows = self.page.rows
        at = next(r for r in range(rows.row_total()) if rows.row(r).state is RowState.WAITING)
        self.page.card.review.table.setFocus()
        self.page.card.review.table.go_to(at)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        self.clerk.press(key, held)
        self.clerk.rest()

    def check_changes(self, sent: str, returned: str) -> None:
        """改动核对: one cell was changed; it counts as it was sent."""

        def as_sent(dialog: ReturnChangesDialog) -> None:
            shown = [label.text() for label in dialog.findChildren(type(self.page.subtitle))]
            assert shown[shown.index(sent) + 1] == returned
            self.clerk.click(dialog.keep_all)
            self.clerk.click(dialog.go_button)

        self.clerk.answer(ReturnChangesDialog, as_sent, self._press_banner)
        self.to_front()

    def choose_return(self, name: str) -> None:
        """选用 the return of a name out of two."""

        def this_one(dialog: ChooseReturnDialog) -> None:
            (button,) = [each for each in dialog.buttons if each.toolTip().startswith(f"{name}，")]
            self.clerk.click(button)

        self.clerk.answer(ChooseReturnDialog, this_one, self._press_banner)
        self.to_front()
        self.clerk.wait(lambda: not self.page.card.review.banner.text)

    def _press_banner(self) -> None:
        banner = self.page.card.review.banner
        self.clerk.wait(lambda: any(b.isVisible() for b in banner.findChildren(QPushButton)))
        first = next(b for b in banner.findChildren(QPushButton) if b.isVisible())
        self.clerk.click(first)

    def send_back(self, copy: Path) -> str:
        """退回… with the questions as they are drafted, and the 退回稿; the note."""
        said: list[str] = []
        self.will_choose(copy)

        def go(dialog: SendBackDialog) -> None:
            said.append(dialog.note)
            assert dialog.copy_wanted
            self.clerk.click(dialog.go_button)

        button = self.page.card.send_back
        self.clerk.answer(SendBackDialog, go, lambda: self.clerk.click(button))
        self.clerk.wait(copy.exists)
        self.clerk.wait(lambda: copy.name in self.page.banner.text)
        self.to_front()
        return said[0]


def _carried(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
