"""The 专项督查 view of the 督办 page: the inspections at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.inspection_life import InspectionState
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.notice_files import preview_pages_job
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.inspection_tables import (
    INSPECTION_COLUMNS,
    POINT_COLUMNS,
    UNIT_COLUMNS,
    inspected_rows,
    inspection_cells,
    point_cells,
    point_lines,
    unit_cells,
)
from leqing_desktop.ui.models.inspection_view import InspectionView
from leqing_desktop.ui.models.supervision_tables import NoticeTableModel
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.board import Board
from leqing_desktop.ui.pages.inspection_findings import FindingsPane
from leqing_desktop.ui.pages.inspection_head import FINDINGS, PARTS, InspectionHead
from leqing_desktop.ui.pages.inspection_verbs import InspectionVerbs
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_paper import NoticePaper
from leqing_desktop.ui.widgets.table_card import TableCard

LIST_WIDTH, PAPER_WIDTH = 400, 860
FOLDER_KEY = "inspection_folder"
OFFICE = "设置 › 发文机关"
HINT = "Ctrl+Enter 下一步：新建、签发或登记 · 方向键换一次督查"


class InspectionBoard(Board):
    """The list at the left, the chosen inspection in its three parts at the right."""

    def __init__(self, context: PageContext, page: Page) -> None:
        super().__init__(context, page)
        self._writable = not context.why_read_only
        self._period: Period | None = None
        self._view: InspectionView | None = None
        self._stale = True
        self._wanted = 0
        self.shown: Any = None
        self.finding: Any = None
        self.findings_read: Sequence[Any] = ()
        self.verbs = InspectionVerbs(context.operations, context.services, page)
        self.list = TableCard(
            "专项督查", NoticeTableModel(INSPECTION_COLUMNS, inspection_cells, self), self
        )
        self.new_button = QPushButton(icon("plus", "text2"), "新建…", self)
        self.new_button.setVisible(self._writable)
        self.list.head.addWidget(self.new_button)
        self.head = InspectionHead(self)
        self.points = TableCard(
            "督查内容", NoticeTableModel(POINT_COLUMNS, point_cells, self), self
        )
        self.units = TableCard("督查对象", NoticeTableModel(UNIT_COLUMNS, unit_cells, self), self)
        self.findings = FindingsPane(self)
        self.paper = NoticePaper(self)
        self._lay_out()
        self._connect_signals()

    # From the page

    def activate(self) -> None:
        """Load what is not loaded, or has changed since; take the keys."""
        self._page.hint_changed.emit(HINT)
        self._page.selection_changed.emit("")
        self.counted.emit()
        if self._stale:
            self.reload()
        else:
            self._take_keys()

    def set_period(self, period: Period | None) -> None:
        """The inspections of another quarter."""
        self._period = period
        self.shown = self.finding = None
        self.invalidate()

    def invalidate(self) -> None:
        """Something was written: look again, now or when the view is shown."""
        self._stale = True
        if self.isVisible():
            self.reload()

    def set_search(self, text: str) -> None:
        """Filter the findings."""
        self.findings.set_search(text)

    def set_compact(self, compact: bool) -> None:
        """Fewer words below 1500 px."""
        self.head.set_compact(compact)
        self.findings.set_compact(compact)

    def primary(self) -> None:
        """Ctrl+Enter: the next step of what is shown."""
        if not self._writable or self._period is None:
            return
        if self.shown is None:
            self.verbs.create(self._period)
        elif self.shown.state is InspectionState.DRAFT:
            self._issue()
        elif self.shown.state is InspectionState.ISSUED:
            self._record()

    # Loading

    def reload(self) -> None:
        """Read the period's inspections again."""
        self._stale = False
        self._operations.read(
            InspectionView.read, self._context.services, self._period,
            done=self._loaded, failed=self._refuse,
        )  # fmt: skip

    def _loaded(self, view: InspectionView) -> None:
        if view.period != self._period:
            return
        self._view = view
        self._say_empty()
        self.list.put(view.rows, view.today.year)
        self.counted.emit()
        kept = self._wanted or (self.shown.id if self.shown is not None else None)
        self._wanted = 0
        again = next((row for row in view.rows if row.id == kept), None)
        row = again or next(iter(view.rows), None)
        if row is not None:
            self.list.select(row)
        self._show(row)
        self._take_keys()

    @property
    def summary(self) -> str:
        """The counts in a few words, for the page's subtitle."""
        return self._view.summary if self._view is not None else ""

    def _say_empty(self) -> None:
        hint = "按部门、镇街、功能区选对象，对照工作进度和政策落实的清单，发通知、登记问题、销号。"
        if self._period is None:
            self.list.say_empty(
                "clipboard-list", "还没有报送期", "先新建一个报送期。", "去季度报送"
            )
        else:
            step = "新建专项督查…" if self._writable else ""
            words = f"{self._period.label}还没有专项督查"
            self.list.say_empty("clipboard-list", words, hint, step)

    def _show(self, row: Any) -> None:
        """Show an inspection (services' InspectionRow)."""
        if row is None or self.shown is None or row.id != self.shown.id:
            self.finding = None
        self.shown = row
        self._chosen.setVisible(row is not None)
        if row is None or self._view is None:
            return
        year = self._view.today.year
        self.head.show_inspection(row, self._writable)
        self.points.put(point_lines(row), year)
        self.units.put(inspected_rows(row, ()), year)
        self.findings.show_inspection(row, self._writable)
        self._read_findings(row)
        self._read_pages(row)

    def _read_findings(self, row: Any) -> None:
        self._operations.read(
            self._context.services.inspection_findings.findings, row.id,
            done=partial(self._findings_ready, row.id), failed=self._refuse,
        )  # fmt: skip

    def _findings_ready(self, inspection_id: int, found: Sequence[Any]) -> None:
        if self.shown is None or self.shown.id != inspection_id or self._view is None:
            return
        year = self._view.today.year
        self.findings_read = found
        self.units.put(inspected_rows(self.shown, found), year)
        self.findings.show_rows(found, year)
        kept = self.finding.id if self.finding is not None else None
        self._show_finding(next((each for each in found if each.id == kept), None))

    def _show_finding(self, row: Any) -> None:
        self.finding = row
        if row is None:
            self.findings.detail.show_finding(None, (), 0, writable=False)
            return
        self._operations.read(
            self._context.services.inspection_findings.steps, row.id,
            done=partial(self._steps_ready, row), failed=self._refuse,
        )  # fmt: skip

    def _steps_ready(self, row: Any, steps: Sequence[Any]) -> None:
        if self.finding is not None and self.finding.id == row.id and self._view is not None:
            year = self._view.today.year
            self.findings.detail.show_finding(row, steps, year, self._writable)

    def _read_pages(self, row: Any) -> None:
        self._operations.read(
            _pages, self._context.services.inspections, row.id,
            done=partial(self._pages_ready, row.id), failed=self._refuse,
        )  # fmt: skip

    def _pages_ready(self, inspection_id: int, pages: Sequence[Any]) -> None:
        if self.shown is not None and self.shown.id == inspection_id:
            self.paper.show_pages(pages)

    # What the buttons do

    def _want(self, inspection_id: int) -> None:
        """Show a new draft as soon as it is read."""
        self._wanted = inspection_id

    def _pick(self, row: Any) -> None:
        self._page.banner.clear()
        self._show(row)

    def _new(self) -> None:
        if self._period is not None:
            self.verbs.create(self._period)

    def _empty_step(self) -> None:
        if self._period is None:
            self._page.page_wanted.emit("reporting", None)
        else:
            self._new()

    def _issue(self) -> None:
        self.verbs.issue(self.shown, self._folder())

    def _record(self) -> None:
        if self._view is not None and self.shown.state is InspectionState.ISSUED:
            unit = self.findings.unit_box.currentData()
            self.show_part(FINDINGS)
            self.verbs.record(self.shown, self._today, unit)

    def _offer(self) -> None:
        unit = self.findings.unit_box.currentData()
        self._with_today(self.verbs.offer, unit)

    @property
    def _today(self) -> date:
        """The day to propose: today, or the day of a 通知 that is dated ahead."""
        assert self._view is not None
        return max(self._view.today, self.shown.issued_on or self._view.today)

    def _with_today(self, verb: Any, *args: Any) -> None:
        if self._view is not None and self.shown is not None:
            verb(self.shown, *args, self._today)

    def _act(self, action: Any) -> None:
        if self._view is not None and self.finding is not None:
            self.verbs.act(self.finding, action, self._view.today)

    def _save(self, suffix: str) -> None:
        self.verbs.save_notice(self.shown, self._folder(), suffix)

    def _written(self, sentence: str, path: Path) -> None:
        self._context.settings.set(FOLDER_KEY, str(path.parent))
        self._page.banner.say("ok", sentence, ("打开文件夹", partial(open_folder, path.parent)))

    def _refuse(self, error: LeqingError) -> None:
        offer = ("去设置", self._open_office)
        self._page.banner.say("error", str(error), *((offer,) if OFFICE in str(error) else ()))

    def _tell(self, sentence: str) -> None:
        self._page.banner.say("info", sentence)

    def _open_office(self) -> None:
        self._page.page_wanted.emit("settings", "office")

    def _folder(self) -> Path:
        """Where files go: the folder used last on this desk, else beside the ledger."""
        assert self._view is not None
        remembered = self._context.settings.get(FOLDER_KEY, "")
        return Path(remembered) if remembered else self._view.folder

    def show_part(self, key: str) -> None:
        """Show one of the three parts of the inspection."""
        self.head.parts.choose(key)
        self._part_chosen(key)

    def _part_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex([part for part, _ in PARTS].index(key))

    def _unit_shown(self, row: Any) -> None:
        """A unit picked in the list: its findings are what the second part shows next."""
        box = self.findings.unit_box
        box.setCurrentIndex(max(0, box.findData(row.id)))

    def _take_keys(self) -> None:
        focus = self.window().focusWidget()
        if self._view is not None and self._view.rows and (focus is None or focus is self):
            self.list.table.setFocus()

    # Building

    def _lay_out(self) -> None:
        halves = self._splitter(self.points, self.units)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        self._stack = QStackedWidget(self)
        sheet = QWidget(self)
        middle = QHBoxLayout(sheet)
        middle.setContentsMargins(0, 0, 0, 0)
        self.paper.setMaximumWidth(theme().px(PAPER_WIDTH))
        middle.addWidget(self.paper)
        for part in (halves, self.findings, sheet):
            self._stack.addWidget(part)
        self._chosen = QWidget(self)
        column = QVBoxLayout(self._chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        split = self._splitter(self.list, self._chosen)
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(LIST_WIDTH), theme().px(900)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _splitter(self, *parts: QWidget) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme().px(12))
        for part in parts:
            split.addWidget(part)
        return split

    def _connect_signals(self) -> None:
        """All wiring, sorted by sender."""
        head, verbs, found, detail = self.head, self.verbs, self.findings, self.findings.detail
        head.change_button.clicked.connect(lambda: verbs.change(self.shown))
        head.close_button.clicked.connect(partial(self._with_today, verbs.close))
        detail.act_wanted.connect(self._act)
        detail.change_wanted.connect(lambda: verbs.amend(self.shown, self.finding))
        detail.file_wanted.connect(verbs.save_proof)
        detail.remove_wanted.connect(lambda: verbs.drop(self.finding))
        found.export_wanted.connect(lambda: verbs.export_findings(self.shown, self._folder()))
        found.met_wanted.connect(lambda unit: self._with_today(verbs.mark_met, unit))
        found.offers_wanted.connect(self._offer)
        found.record_wanted.connect(self._record)
        found.row_shown.connect(self._show_finding)
        head.issue_button.clicked.connect(self._issue)
        self.list.empty.wanted.connect(self._empty_step)
        self.list.row_shown.connect(self._pick)
        self.new_button.clicked.connect(self._new)
        head.parts.chosen.connect(self._part_chosen)
        head.remove_button.clicked.connect(lambda: verbs.remove(self.shown))
        head.reopen_button.clicked.connect(partial(self._with_today, verbs.reopen))
        head.save_wanted.connect(self._save)
        self.units.row_shown.connect(self._unit_shown)
        verbs.created.connect(self._want)
        # What was refused before has been put right.
        verbs.ready.connect(self._page.banner.clear)
        verbs.refused.connect(self._refuse)
        verbs.told.connect(self._tell)
        verbs.written.connect(self._written)
        head.void_button.clicked.connect(lambda: verbs.void(self.shown))


def _pages(service: Any, inspection_id: int) -> Sequence[Any]:
    return preview_pages_job([service.preview(inspection_id)]).run()
