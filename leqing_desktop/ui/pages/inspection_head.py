"""The head of a chosen 专项督查: its name, state and days, its three parts, what may be done now."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.inspection_life import InspectionAction, InspectionState
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.inspection_tables import STATE_TONES
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.segmented import Segmented

PLAN, FINDINGS, NOTICE = "plan", "findings", "notice"
PARTS = ((PLAN, "清单与对象"), (FINDINGS, "发现问题"), (NOTICE, "通知"))


class InspectionHead(QFrame):
    """``save_wanted(suffix)`` for 另存; the buttons are the board's to connect."""

    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.title = PlainLabel(parent=self)
        self.title.setProperty("k", "title")
        self.chip = Chip("", "neutral", self)
        self.about = PlainLabel(parent=self)
        self.about.setProperty("k", "label")
        for label in (self.title, self.about):
            label.setWordWrap(True)
        self.parts = Segmented(PARTS, self)
        self.issue_button = QPushButton(icon("stamp", "on_accent"), "签发…", self)
        self.issue_button.setProperty("k", "primary")
        self.change_button = QPushButton(icon("pencil", "text2"), "修改方案…", self)
        self.remove_button = QPushButton(icon("trash-2", "text2"), "删除草稿", self)
        self.close_button = QPushButton(icon("circle-check", "text2"), "结束督查…", self)
        self.reopen_button = QPushButton(icon("history", "text2"), "恢复督查", self)
        self.void_button = QPushButton("作废…", self)
        self.void_button.setProperty("k", "danger")
        self.save_button = QPushButton(icon("file-down", "text2"), "另存", self)
        self.save_button.setProperty("menu", True)
        menu = QMenu(self.save_button)
        for kind, suffix in (("PDF", ".pdf"), ("Word", ".docx")):
            menu.addAction(f"督查通知 {kind}…", partial(self.save_wanted.emit, suffix))
        self.save_button.setMenu(menu)
        self._lay_out()

    def show_inspection(self, row: Any, writable: bool) -> None:
        """Show an inspection (services' InspectionRow) and what may be done with it."""
        self.title.setText(row.plan.title)
        self.chip.show_state(row.state.label, STATE_TONES[row.state])
        self.about.setText(_about(row))
        draft = row.state is InspectionState.DRAFT
        for button, wanted in (
            (self.issue_button, draft),
            (self.change_button, draft),
            (self.remove_button, draft),
            (self.close_button, InspectionAction.CLOSE in row.actions),
            (self.reopen_button, InspectionAction.REOPEN in row.actions),
            (self.void_button, InspectionAction.VOID in row.actions),
        ):
            button.setVisible(wanted and writable)

    def set_compact(self, compact: bool) -> None:
        """Icons alone for the buttons that are not decisions."""
        for button, words in ((self.change_button, "修改方案…"), (self.save_button, "另存")):
            button.setText("" if compact else words)
            button.setAccessibleName(words)
            button.setToolTip(words if compact else "")

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.parts)
        row.addStretch(1)
        for button in (
            self.save_button,
            self.change_button,
            self.remove_button,
            self.reopen_button,
            self.void_button,
            self.close_button,
            self.issue_button,
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.about)
        column.addLayout(row)


def _about(row: Any) -> str:
    plan = row.plan
    days = "至".join(day.isoformat() for day in (plan.begins_on, plan.ends_on) if day)
    parts = [row.number, plan.team, days, f"{len(row.units)} 个单位"]
    if plan.report_due:
        parts.append(f"自查 {plan.report_due.isoformat()} 前")
    if row.findings:
        parts.append(f"登记 {row.findings} 条，待整改 {row.waiting} 条")
    if row.note:
        parts.append(row.note)
    return " · ".join(part for part in parts if part)
