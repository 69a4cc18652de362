"""What comes of the quarter on 季度报送: the menu of its lists, and its tables as workbooks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from leqing_desktop.domain.period import Period
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.dialogs.disagreements import DisagreementsDialog
from leqing_desktop.ui.dialogs.summaries import SummariesDialog
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_export import TABLES, PeriodExport, Table


class QuarterResults(QObject):
    """``button`` stands in the page's head. ``row_wanted(unit, task id)``: show that unit's row."""

    row_wanted = Signal(str, int)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._period: Period | None = None
        self.why_locked = ""
        context = page.context
        self.export = PeriodExport(page.operations, context.services, context.settings, page)
        self.button = page.add_button("汇总与导出", "file-spreadsheet", "plain")
        self.button.setProperty("menu", "true")
        self.menu = QMenu(self.button)
        self.menu.addAction(icon("file-text"), "举措小结…", self.show_summaries)
        self.menu.addAction(icon("split"), "自评与亮灯不一致…", self.show_disagreements)
        self.menu.addSeparator()
        for table in TABLES:
            action = self.menu.addAction(icon("file-down"), f"导出{table.name}…")
            action.triggered.connect(partial(self._export, table))
        self.button.setMenu(self.menu)
        self.export.written.connect(self._written)
        self.export.refused.connect(self._refused)
        self.show_period(None)

    def show_period(self, period: Period | None) -> None:
        """Know the quarter in view."""
        self._period = period
        self.button.setEnabled(period is not None)

    def show_summaries(self) -> None:
        """Read and edit every measure's words of the quarter."""
        if self._period is None:
            return
        page = self._page
        service = page.context.services.summaries
        dialog = SummariesDialog(page, page.operations, service, self._period, self.why_locked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_disagreements(self) -> None:
        """List where the units' own words and the lights differ."""
        if self._period is not None:
            verb = self._page.context.services.status.disagreements
            done = partial(self._list_disagreements, self._period)
            self._page.operations.read(verb, self._period, done=done)

    def _list_disagreements(self, period: Period, rows: Any) -> None:
        dialog = DisagreementsDialog(self._page, period, rows)
        dialog.wanted.connect(self.row_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, table: Table, _checked: bool = False) -> None:
        if self._period is not None:
            self.export.ask(table, self._period)

    def _written(self, path: Path) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self._page.banner.say("ok", f"已导出到 {path}。", offer)

    def _refused(self, sentence: str) -> None:
        self._page.banner.say("error", sentence)
