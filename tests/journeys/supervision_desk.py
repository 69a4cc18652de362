"""督办 and 通报 at the window, worked by key and click: sign, step by step to 销号, the circular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QFileDialog

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.dialogs.notice_action import NoticeActionDialog
from leqing_desktop.ui.pages.circular import CircularPage
from leqing_desktop.ui.pages.circular_dialogs import IssueDialog
from leqing_desktop.ui.pages.supervision import SupervisionPage
from tests.journeys.clerk import CTRL, Clerk, Key


@dataclass
class SupervisionDesk:
    """The clerk at 督办 and at 通报与报表."""

    clerk: Clerk
    choosing: pytest.MonkeyPatch

    @property
    def page(self) -> SupervisionPage:
        page = self.clerk.page
        assert isinstance(page, SupervisionPage)
        return page

    def go(self) -> None:
        """To 督办 by its key."""
        self.clerk.press(Key.Key_6, CTRL)
        self.clerk.rest()

    # Proposals

    def proposed(self) -> dict[str, NoticeColour]:
        """Title → colour of what the rule asks for."""
        return {row.title: row.colour for row in self.page.notices.proposals.model.rows}

    def tick(self, *titles: str) -> None:
        """Tick proposals by the space bar."""
        table = self.page.notices.proposals.table
        for title in titles:
            at = [row.title for row in self.page.notices.proposals.model.rows].index(title)
            self.clerk.click_cell(table, at, 2)
            if title not in {row.title for row in self.page.notices.proposals.chosen()}:
                self.clerk.press(Key.Key_Space)
        assert {row.title for row in self.page.notices.proposals.chosen()} == set(titles)

    def submit(self, folder: Path) -> list[Path]:
        """送签所选 into a folder; what was written there."""
        self.choosing.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
        self.page.notices.proposals.submit.trigger()
        self.clerk.rest()
        self.clerk.wait(lambda: "送签稿" in self.page.banner.text)
        return sorted(folder.iterdir())

    def sign(self, folder: Path) -> list[str]:
        """签发所选 into a folder; the new numbers, oldest first."""
        before = set(self.states())

        def put_into(dialog: IssueNoticesDialog) -> None:
            self.clerk.click(dialog.folder_edit)
            self.clerk.press(Key.Key_A, CTRL)
            self.clerk.type(str(folder))
            self.clerk.press(Key.Key_Return, CTRL)

        page = self.page
        self.clerk.answer(
            IssueNoticesDialog, put_into, lambda: self.clerk.press(Key.Key_Return, CTRL)
        )
        self.clerk.wait(lambda: not page.notices.issuing.busy)
        self.clerk.rest()
        return [number for number in reversed(self.states()) if number not in before]

    # The register

    def states(self) -> dict[str, NoticeState]:
        """Number → state of the register, newest first."""
        return {row.number: row.state for row in self.page.notices.register.model.rows}

    def row(self, number: str) -> Any:
        """A notice as the register shows it."""
        return next(row for row in self.page.notices.register.model.rows if row.number == number)

    def step(
        self,
        number: str,
        action: NoticeAction,
        on: date,
        words: str = "",
        *,
        person: str = "",
        until: date | None = None,
        proof: Path | None = None,
    ) -> None:
        """One step of a notice's life by its button or its menu entry."""
        clerk, page = self.clerk, self.page
        at = [row.number for row in page.notices.register.model.rows].index(number)
        clerk.click_cell(page.notices.register.table, at, 0)
        clerk.rest()

        def fill_in(dialog: NoticeActionDialog) -> None:
            set_day(dialog.date_edit, on)
            if until is not None:
                set_day(dialog.until_edit, until)
            if person:
                dialog.person_edit.setFocus()
                clerk.type(person)
            if proof is not None:
                self.choosing.setattr(
                    QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(proof)], "")
                )
                clerk.click(dialog.proofs.add_button)
            if words:
                dialog.note_edit.setFocus()
                clerk.type(words)
            clerk.click(dialog.go_button)

        clerk.answer(NoticeActionDialog, fill_in, lambda: self._press(action))
        assert self.timeline(number)[-1] == action.label, page.banner.text

    def _press(self, action: NoticeAction) -> None:
        panel = self.page.notices.panel
        button = panel.buttons.get(action)
        if button is not None and button.isVisible():
            self.clerk.click(button)
        else:
            assert panel.entries[action].isVisible(), action
            panel.entries[action].trigger()

    def timeline(self, number: str) -> list[str]:
        """What the panel tells of a notice's life, oldest first."""
        services = self.page.context.services
        steps = services.notice_life.steps(self.row(number).id)
        return [step.action.label for step in steps]

    # The circular

    def sign_circular(self, folder: Path) -> tuple[str, list[Path]]:
        """通报 drafted, checked and signed into a folder: its number and its files."""
        clerk = self.clerk
        clerk.press(Key.Key_9, CTRL)
        clerk.rest()
        page = clerk.page
        assert isinstance(page, CircularPage)
        clerk.wait(lambda: "全部一致" in page.check_line.text())

        def agree(dialog: IssueDialog) -> None:
            clerk.click(dialog.folder_edit)
            clerk.press(Key.Key_A, CTRL)
            clerk.type(str(folder))
            clerk.click(dialog.go_button)

        clerk.answer(IssueDialog, agree, lambda: clerk.click(page.issue_button))
        clerk.wait(lambda: "已签发" in page.banner.text)
        clerk.rest()
        number = page.banner.text.split("已签发 ", 1)[1].split("，")[0]
        return number, sorted(each for each in folder.iterdir() if number in each.name)


def set_day(edit: QDateEdit, day: date) -> None:
    """A day chosen in a date field."""
    edit.setDate(QDate(day.year, day.month, day.day))
