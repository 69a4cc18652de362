"""分解表: the whole plan as one table to type into, with its lights and a side panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.tree_columns import FROZEN, TITLE_AT, TREE_COLUMNS
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.decomposition_actions import TreeActions
from leqing_desktop.ui.pages.decomposition_assigned import AssignedRows
from leqing_desktop.ui.pages.decomposition_bar import HeadTools, TreeBar
from leqing_desktop.ui.pages.decomposition_cells import CellCommands, locked_words, selection_words
from leqing_desktop.ui.pages.decomposition_columns import ColumnMemory
from leqing_desktop.ui.pages.decomposition_edits import TreeEdits
from leqing_desktop.ui.pages.decomposition_export import TreeExport
from leqing_desktop.ui.pages.decomposition_filters import ALL, TreeFilters
from leqing_desktop.ui.pages.decomposition_panel import ItemPanel, PanelReader
from leqing_desktop.ui.pages.decomposition_reading import TreeReading
from leqing_desktop.ui.pages.decomposition_rows import RowCommands
from leqing_desktop.ui.tokens import PANEL_CLOSED_BELOW
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.tree_delegate import TreeDelegate
from leqing_desktop.ui.widgets.tree_view import TreeView

PANEL_SETTING = "decomposition.panel"
FIRST_LEVEL = Level.TASK


class DecompositionPage(Page):
    """Wires model, view, edits, filters and panel; each of them is a class of its own."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "分解表")
        service = context.services.decomposition
        self.model = TreeModel(self)
        self.model.why_locked = context.why_read_only
        self.edits = TreeEdits(self.model, self.operations, service, self)
        self._delegate = TreeDelegate(self.model, self._unit_names, self)
        self._frame = QFrame(self)
        self._frame.setProperty("k", "card")
        self.view = TreeView(self.model, self._delegate, self._frame)
        self.columns = ColumnMemory(self.view, context.settings)
        self.cells = CellCommands(self.view, self.edits)
        self.rows = RowCommands(self.view, self.edits, self.operations, service)
        self.assigned = AssignedRows(
            self.view, self.edits.submit, self.operations, context.services, self
        )
        self.filters = TreeFilters(self.operations, service, self)
        self.reading = TreeReading(self.operations, context.services, self._must_wait, self)
        self.panel = ItemPanel(self)
        self._reader = PanelReader(self.panel, self.model, self.operations, context.services)
        self.empty = EmptyState(self.view)
        self._go_to: int | None = None
        self._width = 0
        self.export = TreeExport(self.operations, context.services, context.settings, self)
        calls: dict[str, Callable[[], object]] = {
            "cell.history": self._show_history,
            "page.export": self._export,
            "page.primary": self._submit_all,
            "table.filter": self._focus_filter,
            "table.panel": self._toggle_panel,
            **self.assigned.calls(),
        }
        self.actions_of_table = TreeActions(self, self.view, self.cells, self.rows, calls)
        self.tools = HeadTools(self, self.actions_of_table.adding(), self.columns.menu)
        self.bar = TreeBar(self)
        self.tools.levels.choose(str(int(FIRST_LEVEL)))
        self._lay_out()
        self._connect_signals()
        self._show_unsent()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._frame, 1)
        row.addWidget(self.panel)
        self.body.addWidget(self.bar)
        self.body.addLayout(row, 1)
        self.empty.hide()

    def _connect_signals(self) -> None:
        self._connect_parts()
        self.bar.clear_button.clicked.connect(self._clear_filters)
        self.bar.quick.chosen.connect(self.filters.set_quick)
        self.empty.wanted.connect(self._empty_step)
        self.panel.closed.connect(self._close_panel)
        self.panel.stepped.connect(self._step_item)
        self.tools.batch.clicked.connect(self.cells.batch)
        self.tools.expanded.connect(self.model.expand_to)
        self.tools.export.clicked.connect(self._export)
        self.tools.submit.clicked.connect(self._submit_all)
        self.view.current_item.connect(self._reader.show)
        self.view.frozen.head.filtered.connect(self._filters_typed)
        self.view.head.filtered.connect(self._filters_typed)
        self.view.handle.dragged.connect(self.cells.fill_down)
        self.view.locked.connect(self._tell_locked)
        self.view.restore_asked.connect(self._restore_cell)
        self.view.row_left.connect(self._row_left)
        self.view.selectionModel().selectionChanged.connect(self._show_selection)
        self.model.modelReset.connect(self._show_selection)

    def _connect_parts(self) -> None:
        self._delegate.fill_all.connect(self.cells.fill_all)
        self.assigned.arrived.connect(self._go_there)
        self.assigned.pressed.connect(self._show_proposal)
        self.assigned.told.connect(self._say)
        self.cells.told.connect(self._say)
        self.edits.refused.connect(self._refused)
        self.edits.settled.connect(self.banner.clear)
        self.edits.units_wanted.connect(self.reading.read_units)
        self.filters.matched.connect(self._matched)
        self.model.pending_changed.connect(self._show_unsent)
        self.rows.told.connect(self._say)
        self.reading.lights_read.connect(self._show_lights)
        self.reading.rows_read.connect(self._show_rows)
        self.reading.units_read.connect(self._keep_units)

    # The page's hooks

    def activate(self) -> None:
        """Read the tree on the first visit."""
        if not self.reading.wanted:
            self.reading.read_rows()
            self.reading.read_units()
        self.view.setFocus()

    def leave(self) -> bool:
        """Send what is typed and see it written; stay while something is refused."""
        self.view.setFocus()
        self.columns.save()
        self.edits.submit()
        self.edits.wait_for_answers()
        if self.edits.dialog is not None:
            return False
        give_up = ("放弃这些修改", self._give_up)
        if self.edits.faulty:
            sentence = f"还有 {self.edits.faulty} 格填写有误，请改正或按 Esc 还原。"
            self.banner.say("error", sentence, ("看下一处", self.cells.next_fault), give_up)
        elif self.edits.unsent:
            sentence = f"还有 {self.edits.unsent} 处修改没有存上：{self.edits.why_refused}"
            self.banner.say("error", sentence, give_up)
        return not self.edits.unsent

    def _give_up(self) -> None:
        self.edits.forget()
        self.banner.clear()
        self.view.setFocus()

    def set_period(self, period: Period | None) -> None:
        """Show the lights of another quarter."""
        self.edits.submit()
        self.reading.set_period(period)
        self.assigned.period = period
        self.edits.year = self.reading.year

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Read the tree again, off the window's thread; what is open and current stays."""
        if self.reading.wanted:
            self.reading.read_rows()
            if changes.touches("unit"):
                self.reading.read_units()

    def set_search(self, text: str) -> None:
        """Search every column."""
        self.filters.set_search(text)

    def set_compact(self, compact: bool) -> None:
        """Fewer columns and a narrow panel below 1500 px."""
        super().set_compact(compact)
        self.columns.set_compact(compact)
        self.panel.set_compact(compact)
        self.tools.set_compact(compact)
        self.bar.set_compact(compact)

    def set_width(self, width: int) -> None:
        """Close the panel when the window becomes narrower than 1320 px."""
        wide = width >= PANEL_CLOSED_BELOW
        if not self._width or wide != (self._width >= PANEL_CLOSED_BELOW):
            shown = wide and bool(self.context.settings.get(PANEL_SETTING, True))
            self.panel.setVisible(shown)
        self._width = width

    def open_at(self, argument: object) -> None:
        """Go to an item by its id."""
        if isinstance(argument, int):
            self._go_to = argument
            if self.reading.loaded:
                self._arrive()

    # What was read

    def _must_wait(self, rows: tuple[Row, ...]) -> bool:
        """Rows that move would close the open editor under the clerk's hands."""
        return self.view.typing and not self.model.same_rows(rows)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        first = not self.model.outline.rows
        self.model.set_rows(rows, FIRST_LEVEL if first else None)
        if first:
            self.view.start_at_first()
        self.edits.arrived()
        self.rows.arrived()
        self.cells.arrived()
        self.filters.set_rows(rows)
        self._show_counts()
        self._arrive()
        self._show_empty()
        self._reader.again()

    def _show_lights(self, statuses: dict[int, ItemStatus]) -> None:
        self.model.set_lights(statuses)
        self.filters.set_statuses(statuses)
        self.bar.show_counts(self.filters.counts())
        self._reader.again()

    def _show_counts(self) -> None:
        counts = self.model.outline.counts()
        self.subtitle.setText(" · ".join(f"{counts[level]} {level.label}" for level in Level))

    def _keep_units(self, names: tuple[str, ...]) -> None:
        self.edits.unit_names = names

    def _unit_names(self) -> tuple[str, ...]:
        return self.edits.unit_names

    def _arrive(self) -> None:
        target, self._go_to = self._go_to, None
        if target is None:
            return
        if self.model.row_of(target) < 0 and self.filters.active:
            self._clear_filters()
        self.view.go_to(target, TITLE_AT)

    def _go_there(self, item_id: int) -> None:
        """To a row that comes with the next reading."""
        self._go_to = item_id

    def _show_proposal(self, item_id: int) -> None:
        self.page_wanted.emit("supervision", item_id)

    # Sending

    def _row_left(self, item_id: int) -> None:
        self.edits.submit((item_id,))

    def _submit_all(self) -> None:
        self.view.setFocus()
        self.edits.submit()

    def _refused(self, sentence: str) -> None:
        actions = [("看下一处", self.cells.next_fault)] if self.edits.faulty else []
        if self.edits.unsent and self.banner.offers:
            actions.append(("放弃这些修改", self._give_up))
        self.banner.say("error", sentence, *actions)

    def _say(self, sentence: str) -> None:
        self.banner.say("warn", sentence)

    def _show_unsent(self) -> None:
        count = self.edits.unsent
        self.tools.show_unsent(count)
        self.edits_pending.emit(count)

    def _tell_locked(self, row: int, at: int) -> None:
        self.hint_changed.emit(locked_words(self.model, row, at))

    def _restore_cell(self) -> None:
        index = self.view.currentIndex()
        column = TREE_COLUMNS[index.column()].column if index.isValid() else None
        if column is not None:
            self.model.restore(self.view.item_id, column)
        if not self.edits.faulty:
            self.banner.clear()

    # Filtering

    def _filters_typed(self) -> None:
        self.filters.set_texts(self.view.head.filters | self.view.frozen.head.filters)

    def _matched(self, ids: frozenset[int] | None) -> None:
        self.model.keep(ids)
        self.bar.clear_button.setVisible(self.filters.active)
        self._show_empty()

    def _clear_filters(self) -> None:
        self.view.head.clear_filters()
        self.view.frozen.head.clear_filters()
        self.bar.quick.choose(ALL)
        self.filters.clear()

    def _focus_filter(self) -> None:
        self.view.head.show_filters(True)
        self.view.frozen.head.show_filters(True)
        at = max(0, self.view.currentIndex().column())
        head = self.view.frozen.head if at < FROZEN else self.view.head
        if not head.focus_filter(at):
            self.view.frozen.head.focus_filter(TITLE_AT)

    def _show_empty(self) -> None:
        nothing = self.reading.loaded and self.model.rowCount() == 0
        if nothing and self.filters.active:
            self.empty.say("funnel", "没有符合筛选的行", self.filters.words, "清除筛选", False)
        elif nothing:
            self.empty.say(
                "list-tree",
                "还没有分解表",
                "按 Ctrl+I 导入规划文稿或任务表；也可以先新增一个工程，再往下分举措、任务，或从 Excel 粘贴。",
                "新增工程",
            )
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setGeometry(self.view.viewport().geometry())
            self.empty.raise_()

    def _empty_step(self) -> None:
        if self.filters.active:
            self._clear_filters()
        else:
            self.rows.add()

    # Panel, menu, status bar, export

    def _toggle_panel(self) -> None:
        self.panel.setVisible(not self.panel.isVisible())
        self.context.settings.set(PANEL_SETTING, self.panel.isVisible())
        self._reader.again()

    def _close_panel(self) -> None:
        self.panel.hide()
        self.context.settings.set(PANEL_SETTING, False)
        self.view.setFocus()

    def _show_history(self) -> None:
        self.panel.show()
        self.panel.show_history()
        self._reader.again()

    def _step_item(self, step: int) -> None:
        self.view.step(step, 0)

    def _show_selection(self) -> None:
        self.selection_changed.emit(selection_words(self.view))

    def _export(self) -> None:
        self.edits.submit()
        self.export.ask()
