"""What a clerk does with whole rows: add, move, decide about tasks, delete, restore."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, NewRow, Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.standing import Standing
from leqing_desktop.ui.models.tree_columns import TITLE_AT
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.decomposition_edits import TreeEdits
from leqing_desktop.ui.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from leqing_desktop.ui.dialogs.move_rows import MoveRowsDialog
    from leqing_desktop.ui.dialogs.recycle_bin import RecycleBinDialog
    from leqing_desktop.ui.dialogs.standing import StandingDialog


class RowCommands(QObject):
    """Works on the chosen rows; pending edits are sent before anything else is done."""

    told = Signal(str)

    def __init__(
        self, view: TreeView, edits: TreeEdits, operations: Operations, service: Any
    ) -> None:
        super().__init__(view)
        self._view = view
        self._edits = edits
        self._operations = operations
        self._service = service
        self._known: frozenset[int] | None = None
        self._go_to: int | None = None
        self.bin_dialog: RecycleBinDialog | None = None
        self.move_dialog: MoveRowsDialog | None = None
        self.standing_dialog: StandingDialog | None = None

    def add(self) -> None:
        """A row of the same level below the current one."""
        row = self._current()
        if row is None:
            self._add(NewRow(Level.PROGRAMME, None, None, _named(Level.PROGRAMME)))
        else:
            self._add(NewRow(row.level, row.parent_id, row.id, _named(row.level)))

    def add_child(self) -> None:
        """A row one level down, as the last below the current one."""
        row = self._current()
        if row is None:
            self.add()
        elif row.level is Level.MILESTONE:
            self.told.emit("里程碑下面不能再分，请用“新增同级”。")
        else:
            level = Level(row.level + 1)
            self._add(NewRow(level, row.id, None, _named(level)))

    def delete(self) -> None:
        """The chosen rows with all below them into the recycle bin."""
        items = self._view.chosen.whole_rows() or self._view.chosen.items()
        if not items:
            return
        outline = self._view.tree.outline
        gone = {
            outline.rows[at].id
            for item in items
            for at in range(outline.position[item], outline.end[outline.position[item]])
        }
        below = len(gone) - len(set(items))
        with_below = f"（连同下级 {below} 行）" if below else ""
        self._run(self._service.delete, items, toast=f"已删除 {len(items)} 行{with_below}")

    def up(self) -> None:
        """The chosen rows one place up among their siblings."""
        self._shift(-1)

    def down(self) -> None:
        """The chosen rows one place down among their siblings."""
        self._shift(1)

    def move_to(self) -> None:
        """Ask under which parent the chosen rows shall stand."""
        model = self._view.tree
        items = self._view.chosen.whole_rows() or self._view.chosen.items()
        rows = [row for row in map(model.item_of, items) if row is not None]
        levels = {row.level for row in rows}
        if len(levels) != 1 or Level.PROGRAMME in levels:
            self.told.emit("请选中同一级的举措、任务或里程碑再移动。")
            return
        above = levels.pop() - 1
        parents = [row for row in model.outline.rows if row.level == above]
        from leqing_desktop.ui.dialogs.move_rows import MoveRowsDialog

        dialog = MoveRowsDialog(len(items), parents, rows[0].parent_id, self._view)
        dialog.finished.connect(partial(self._move_answered, dialog, items))
        self.move_dialog = dialog
        dialog.open()

    def set_standing(self, standing: Standing, _checked: bool = False) -> None:
        """Ask for day and reason and decide about the chosen tasks; 恢复 asks nothing."""
        items = self._view.chosen.whole_rows() or self._view.chosen.items()
        outline = self._view.tree.outline
        tasks = {
            row.id: row
            for item in items
            for row in outline.rows[outline.position[item] : outline.end[outline.position[item]]]
            if row.level is Level.TASK
        }
        if not tasks:
            self.told.emit(f"请选中要{standing.verb}的任务。")
        elif standing is Standing.ACTIVE:
            self._run(self._service.set_standing, tuple(tasks), standing, None)
        else:
            from leqing_desktop.ui.dialogs.standing import StandingDialog

            names = [f"{row.number} {row.title}" for row in tasks.values()]
            dialog = StandingDialog(self._view, standing, names, date.today())
            dialog.finished.connect(partial(self._standing_answered, dialog, tuple(tasks)))
            self.standing_dialog = dialog
            dialog.open()

    def open_bin(self) -> None:
        """Show the recycle bin."""
        from leqing_desktop.ui.dialogs.recycle_bin import RecycleBinDialog

        dialog = RecycleBinDialog(self._view)
        dialog.restore_asked.connect(self._restore)
        dialog.finished.connect(self._bin_closed)
        self.bin_dialog = dialog
        self._read_bin()
        dialog.open()

    def arrived(self) -> None:
        """The tree was read anew: go to the row that was just added and edit its name."""
        known, self._known = self._known, None
        target, self._go_to = self._go_to, None
        if known is not None:
            fresh = [row.id for row in self._view.tree.outline.rows if row.id not in known]
            if fresh and self._view.go_to(fresh[0], TITLE_AT):
                self._view.setFocus()
                trigger = QAbstractItemView.EditTrigger.EditKeyPressed
                self._view.edit(self._view.currentIndex(), trigger, None)
                editor = self._view.editor()
                if editor is not None:
                    editor.selectAll()
        elif target is not None:
            self._view.go_to(target)

    def _current(self) -> Row | None:
        return self._view.tree.item_of(self._view.item_id)

    def _add(self, row: NewRow) -> None:
        self._run(self._service.add, row, done=self._added)

    def _added(self, _changes: Changes) -> None:
        self._known = frozenset(self._view.tree.outline.position)

    def _shift(self, step: int) -> None:
        items = self._view.chosen.whole_rows() or self._view.chosen.items()
        if items:
            self._run(self._service.shift, items, step)

    def _move_answered(self, dialog: MoveRowsDialog, items: list[int], result: int) -> None:
        self.move_dialog = None
        dialog.deleteLater()
        parent = dialog.parent_id
        if result == QDialog.DialogCode.Accepted and parent is not None:
            self._go_to = items[0]
            self._run(self._service.move, items, parent, None, toast=f"已移动 {len(items)} 行")

    def _standing_answered(
        self, dialog: StandingDialog, items: tuple[int, ...], result: int
    ) -> None:
        self.standing_dialog = None
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            words = f"已{dialog.standing.verb} {len(items)} 项任务"
            call = self._service.set_standing
            self._run(call, items, dialog.standing, dialog.since, dialog.reason, toast=words)

    def _restore(self, item_ids: tuple[int, ...]) -> None:
        self._run(self._service.restore, item_ids, done=self._restored)

    def _restored(self, _changes: Changes) -> None:
        self._read_bin()

    def _read_bin(self) -> None:
        self._operations.read(self._service.bin, done=self._show_bin)

    def _show_bin(self, rows: Any) -> None:
        if self.bin_dialog is not None:
            self.bin_dialog.show_rows(rows)

    def _bin_closed(self) -> None:
        if self.bin_dialog is not None:
            self.bin_dialog.deleteLater()
            self.bin_dialog = None

    def _run(self, call: Any, *args: Any, done: Any = None, toast: str = "") -> None:
        self._edits.submit()
        self._operations.run(call, *args, done=done, initiator=self._view, toast=toast)


def _named(level: Level) -> dict[Column, str]:
    return {Column.TITLE: f"新{level.label}"}
