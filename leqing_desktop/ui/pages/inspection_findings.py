"""发现问题 of a 专项督查: the table of findings with its filters, and the chosen one's 整改."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.inspection import FindingState, InspectionArea
from leqing_desktop.domain.inspection_life import FindingAction, InspectionState
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.inspection_tables import (
    FINDING_COLUMNS,
    finding_cells,
    finding_matches,
    finding_order,
    finding_tone,
    is_waiting,
)
from leqing_desktop.ui.models.supervision_tables import NoticeTableModel
from leqing_desktop.ui.models.supervision_view import short_date
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.notice_timeline import NoticeTimeline, TimelineStep
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.table_card import TableCard

ALL = "all"
FILTERS = (
    ("waiting", "待整改"),
    ("reported", "待核实"),
    ("overdue", "逾期"),
    ("closed", "已销号"),
    (ALL, "全部"),
)
ICONS = {
    FindingAction.REPORT: "reply",
    FindingAction.CLOSE: "check",
    FindingAction.REJECT: "corner-down-left",
    FindingAction.EXTEND: "calendar-days",
    FindingAction.REOPEN: "history",
}
_KINDS = {
    FindingAction.REPORT: "answer",
    FindingAction.REJECT: "bad",
    FindingAction.REOPEN: "bad",
}


def passes(finding: Any, key: str) -> bool:
    """Whether a finding belongs under a filter's key."""
    if key == "overdue":
        return bool(finding.overdue)
    if key == "waiting":
        return is_waiting(finding)
    state = {"reported": FindingState.REPORTED, "closed": FindingState.CLOSED}.get(key)
    return state is None or finding.state is state


class FindingDetail(QFrame):
    """The chosen finding: its words, its demand, what happened, what may be done now.

    ``act_wanted(action)``, ``change_wanted()``, ``remove_wanted()``, ``file_wanted(id)``.
    """

    act_wanted = Signal(object)
    change_wanted = Signal()
    remove_wanted = Signal()
    file_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.title = PlainLabel(parent=self)
        self.title.setProperty("k", "card")
        self.chip = Chip("", "neutral", self)
        self.question, self.wording, self.demand = (PlainLabel(parent=self) for _ in range(3))
        self.question.setProperty("k", "label")
        for label in (self.title, self.question, self.wording, self.demand):
            label.setWordWrap(True)
        self.buttons = {action: self._button(action) for action in ICONS}
        self.change_button = QPushButton(icon("pencil", "text2"), "修改…", self)
        self.change_button.clicked.connect(self.change_wanted)
        self.remove_button = QPushButton(icon("trash-2", "text2"), "删除", self)
        self.remove_button.clicked.connect(self.remove_wanted)
        self.files = QPushButton(icon("paperclip"), "", self)
        self.files.setProperty("menu", True)
        self.files.setMenu(QMenu(self.files))
        self.timeline = NoticeTimeline(self)
        self._lay_out()

    def show_finding(self, row: Any, steps: Sequence[Any], year: int, writable: bool) -> None:
        """Show a finding (services' FindingRow) and its FindingSteps; None shows nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(f"{row.unit} · {row.verdict.label}")
        self.chip.show_state(row.state_label, finding_tone(row))
        self.question.setText(f"{row.area.label}：{row.question}")
        self.wording.setText(row.wording)
        self.wording.setVisible(bool(row.wording))
        due = f"（{short_date(row.due, year)} 前）" if row.due else ""
        self.demand.setText(f"整改要求{due}：{row.demand}")
        self.demand.setVisible(bool(row.demand))
        for action, button in self.buttons.items():
            button.setVisible(writable and action in row.actions)
        self.change_button.setVisible(writable and row.editable)
        self.remove_button.setVisible(writable and row.editable)
        self.timeline.show_steps(finding_steps(row, steps, year))
        self._show_files(steps)

    def _show_files(self, steps: Sequence[Any]) -> None:
        menu = self.files.menu()
        menu.clear()
        for step in steps:
            for file_id, name in step.files:
                words = f"{step.action.label} · {name}"
                menu.addAction(words, partial(self.file_wanted.emit, file_id))
        self.files.setText(f"材料 {len(menu.actions())}")
        self.files.setVisible(bool(menu.actions()))

    def _button(self, action: FindingAction) -> QPushButton:
        button = QPushButton(icon(ICONS[action], "text2"), f"{action.label}…", self)
        button.setObjectName(action.value)
        button.clicked.connect(partial(self.act_wanted.emit, action))
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        for button in (*self.buttons.values(), self.change_button, self.remove_button, self.files):
            acts.addWidget(button)
        acts.addStretch(1)
        inner = QWidget(self)
        inner.setProperty("k", "plain")
        words = QVBoxLayout(inner)
        words.setContentsMargins(0, 0, 6, 0)
        words.setSpacing(6)
        for widget in (self.question, self.wording, self.demand, self.timeline):
            words.addWidget(widget)
        words.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(acts)
        column.addWidget(area, 1)


class FindingsPane(QWidget):
    """``row_shown(row)``; ``record_wanted()``, ``offers_wanted()``, ``met_wanted(unit id)``,
    ``export_wanted()`` for the buttons; the detail has its own signals.
    """

    row_shown = Signal(object)
    record_wanted = Signal()
    offers_wanted = Signal()
    met_wanted = Signal(int)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Any] = ()
        self._year = 0
        self._search = ""
        self._empty = ("clipboard-list", "没有登记督查情况", "先在左边选一次专项督查。", "")
        self.filters = Segmented(FILTERS, self)
        self.filters.choose(ALL)
        self.unit_box, self.area_box = QComboBox(self), QComboBox(self)
        self.unit_box.setAccessibleName("单位")
        self.area_box.setAccessibleName("类别")
        self.area_box.addItem("全部类别", None)
        for area in InspectionArea:
            self.area_box.addItem(area.label, area.value)
        model = NoticeTableModel(FINDING_COLUMNS, finding_cells, self)
        self.card = TableCard("督查情况", model, self)
        self.record_button = QPushButton(icon("plus", "text2"), "登记…", self)
        self.offers_button = QPushButton(icon("flag", "text2"), "从亮灯登记…", self)
        self.offers_button.setToolTip("把督查对象本季度的红灯、黄灯任务登记为问题")
        self.met_button = QPushButton(icon("check", "text2"), "其余均落实", self)
        self.export_button = QPushButton(icon("file-spreadsheet"), "问题清单…", self)
        self.export_button.setToolTip("把督查问题清单导出为 Excel 表，可以打印")
        self.detail = FindingDetail(self)
        self._lay_out()
        self._connect_signals()
        self.detail.hide()

    @property
    def table(self) -> Any:
        """The table of findings."""
        return self.card.table

    def show_inspection(self, inspection: Any, writable: bool) -> None:
        """Another inspection: its units to filter by, what may be entered."""
        kept = self.unit_box.currentData()
        self.unit_box.blockSignals(True)
        self.unit_box.clear()
        self.unit_box.addItem("全部单位", None)
        for unit in inspection.units:
            self.unit_box.addItem(unit.name, unit.id)
        self.unit_box.setCurrentIndex(max(0, self.unit_box.findData(kept)))
        self.unit_box.blockSignals(False)
        takes = writable and inspection.state is InspectionState.ISSUED
        for button in (self.record_button, self.offers_button, self.met_button):
            button.setVisible(takes)
        if takes:
            hint = "逐个单位对照清单登记；红灯、黄灯任务可以直接取用。"
            self._empty = ("clipboard-list", "还没有登记督查情况", hint, "登记…")
        elif inspection.state is InspectionState.DRAFT:
            hint = "督查通知签发以后，在这里按单位和清单登记督查情况。"
            self._empty = ("stamp", "通知还没有签发", hint, "")
        else:
            self._empty = ("clipboard-list", "没有登记督查情况", "这次督查没有登记过问题。", "")
        self._show_met()

    def show_rows(self, rows: Sequence[Any], year: int) -> None:
        """The findings of the inspection (services' FindingRows)."""
        self._rows, self._year = sorted(rows, key=finding_order), year
        for key, words in FILTERS:
            self.filters.set_text(key, f"{words} {sum(passes(row, key) for row in rows)}")
        self.export_button.setEnabled(bool(rows))
        self.filter()

    def set_search(self, text: str) -> None:
        """The search box on top."""
        self._search = text
        self.filter()

    def filter(self, _what: object = None) -> None:
        """Show what passes all filters."""
        unit, area = self.unit_box.currentData(), self.area_box.currentData()
        shown = [
            row
            for row in self._rows
            if passes(row, self.filters.key)
            and (unit is None or row.unit_id == unit)
            and (area is None or row.area.value == area)
            and finding_matches(row, self._search)
        ]
        if self._rows:
            hint = "换一个状态、单位或类别，或清除搜索的文字。"
            self.card.say_empty("funnel", "没有符合筛选的情况", hint, "清除筛选")
        else:
            self.card.say_empty(*self._empty)
        self.card.put(shown, self._year)
        if shown and not self.table.chosen_rows():
            self.table.show_row(0)
        self._show_met()

    def set_compact(self, compact: bool) -> None:
        """Fewer words below 1500 px."""
        words = "问题清单…"
        self.export_button.setText("" if compact else words)
        self.export_button.setAccessibleName(words)

    def clear_filters(self) -> None:
        """Show everything again."""
        self.filters.choose(ALL)
        self.unit_box.setCurrentIndex(0)
        self.area_box.setCurrentIndex(0)
        self.filter()

    def _show_met(self) -> None:
        unit = self.unit_box.currentData()
        self.met_button.setEnabled(unit is not None)
        name = self.unit_box.currentText()
        self.met_button.setToolTip(
            "先在左边选一个单位" if unit is None else f"{name}没有登记过的各条都记为“落实”"
        )

    def _step_wanted(self) -> None:
        if self._rows:
            self.clear_filters()
        else:
            self.record_wanted.emit()

    def _met(self) -> None:
        unit = self.unit_box.currentData()
        if unit is not None:
            self.met_wanted.emit(unit)

    def _lay_out(self) -> None:
        for button in (
            self.record_button,
            self.offers_button,
            self.met_button,
            self.export_button,
        ):
            self.card.head.addWidget(button)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for widget in (self.filters, self.unit_box, self.area_box):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme().px(8))
        self.split.addWidget(self.card)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([theme().px(300), theme().px(250)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.split, 1)

    def _connect_signals(self) -> None:
        self.filters.chosen.connect(self.filter)
        self.unit_box.currentIndexChanged.connect(self.filter)
        self.area_box.currentIndexChanged.connect(self.filter)
        self.card.row_shown.connect(self.row_shown)
        self.card.empty.wanted.connect(self._step_wanted)
        self.record_button.clicked.connect(self.record_wanted)
        self.offers_button.clicked.connect(self.offers_wanted)
        self.met_button.clicked.connect(self._met)
        self.export_button.clicked.connect(self.export_wanted)


def finding_steps(row: Any, steps: Sequence[Any], year: int) -> list[TimelineStep]:
    """A finding's life as a timeline: found, every step, what comes next."""
    found = TimelineStep(short_date(row.found_on, year), "发现", row.verdict.label, "done")
    told = [found, *(_step(each, year) for each in steps)]
    due = short_date(row.due, year) if row.due else ""
    if row.overdue:
        told.append(TimelineStep("", "逾期未整改", f"期限 {due}", "bad"))
    elif row.state in (FindingState.OPEN, FindingState.REJECTED):
        told.append(TimelineStep(due, "整改截止", "", "ahead"))
    elif row.state is FindingState.REPORTED:
        told.append(TimelineStep("", "待核实", "核实后销号，或退回重改", "ahead"))
    return told


def _step(step: Any, year: int) -> TimelineStep:
    moved: date | None = step.due if step.action is FindingAction.EXTEND else None
    until = f"延到 {short_date(moved, year)}" if moved else ""
    files = f"材料 {len(step.files)} 份" if step.files else ""
    note = " · ".join(part for part in (until, step.note, step.person, files, step.clerk) if part)
    kind = _KINDS.get(step.action, "done")
    return TimelineStep(short_date(step.on, year), step.action.label, note, kind)
