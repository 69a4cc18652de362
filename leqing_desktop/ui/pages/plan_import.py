"""导入规划: a file is read, reviewed beside its source, and written as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.plan_draft import NodeKind
from leqing_desktop.domain.plan_import import ImportReview
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.dialogs.import_file import ask_for_file
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.models.draft_cells import locked_words
from leqing_desktop.ui.models.draft_session import ReviewSession
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.plan_import_head import CHOOSE, IMPORT, READ, REVIEW, ImportHead
from leqing_desktop.ui.pages.plan_import_panes import ReviewPanes
from leqing_desktop.ui.pages.plan_import_reading import ImportReader
from leqing_desktop.ui.widgets.draft_panel import COMMANDS
from leqing_desktop.ui.widgets.import_start import ImportStages
from leqing_desktop.ui.widgets.source_panel import MARKING

LOADING_AFTER_MS = 300
HINT = "导入前不改台账 · ↑↓ 左右同步 · 空格 勾选 · F8 下一处待定 · Alt+←→ 折叠"
_KEYS = ("page.primary", "finding.next", "finding.previous")


class PlanImportPage(Page):
    """Wires reading, the review and the writing; the panes and their commands are their own."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "导入规划")
        self._service = context.services.plan_import
        self.session = ReviewSession(self)
        self.reader = ImportReader(self.operations, self._service, self)
        self.head_parts = ImportHead(self)
        self.acts = {n: make_action(n, self) for n in (*COMMANDS, *MARKING, *_KEYS)}
        self.addActions(list(self.acts.values()))
        self.panes = ReviewPanes(self.session, self.acts, self)
        self.stages = ImportStages(self.panes, self)
        self.body.addWidget(self.stages, 1)
        self._path = Path()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(LOADING_AFTER_MS)
        self._said = False
        self._connect_signals()
        self._show_start()

    def _connect_signals(self) -> None:
        self.head_parts.cancel.clicked.connect(self._give_up)
        self.head_parts.go.clicked.connect(self.bring_in)
        self.head_parts.other.clicked.connect(self._choose)
        self.panes.mapping_wanted.connect(self._read_again)
        self.panes.told.connect(self._say)
        self.panes.view.locked.connect(self._tell_locked)
        self.reader.read.connect(self._show_review)
        self.reader.refused.connect(self._refused)
        self.reader.stopped.connect(self._stopped)
        self.session.changed.connect(self._changed)
        self.session.refused.connect(self._say)
        self.stages.loading.cancelled.connect(self._stop)
        self.stages.start.drops.dropped.connect(self.open_at)
        self.stages.start.drops.refused.connect(self._say)
        self.stages.start.wanted.connect(self._choose)
        self._waiting.timeout.connect(self._show_loading)
        for name, call in self._calls().items():
            self.acts[name].triggered.connect(call)

    def _calls(self) -> dict[str, Callable[[], object]]:
        """What each action of the page does."""
        rows, text = self.panes.commands, self.panes.source.text
        return {
            "draft.merge": rows.merge,
            "draft.split": rows.split,
            "draft.split_task": rows.split_task,
            "draft.as_task": rows.as_task,
            "draft.as_indicator": rows.as_indicator,
            "draft.drop": rows.drop,
            "mark.indicator": partial(rows.mark_as, NodeKind.INDICATOR, text),
            "mark.task": partial(rows.mark_as, NodeKind.TASK, text),
            "mark.measure": partial(rows.mark_as, NodeKind.MEASURE, text),
            "mark.unit": partial(rows.mark_unit, text),
            "mark.drop": partial(rows.mark_dropped, text),
            "page.primary": self.head_parts.go.click,
            "finding.next": partial(self._step_doubt, 1),
            "finding.previous": partial(self._step_doubt, -1),
        }

    # The page's hooks

    def activate(self) -> None:
        """Nothing is read from the ledger before there is a file."""
        self.hint_changed.emit(HINT if self.session.open else "")
        (self.panes.view if self.session.open else self.stages.start.button).setFocus()

    def open_at(self, argument: object) -> None:
        """Read a file that was dropped or chosen elsewhere."""
        if isinstance(argument, Path) and self._may_drop():
            self.read(argument)

    def leave(self) -> bool:
        """What is typed into a cell belongs to the review."""
        if self.session.open:
            self.panes.view.finish_editing()
        return True

    def let_go(self) -> bool:
        """Ask before the clerk's work on a file is lost; the review ends with the page."""
        if not self._may_drop():
            return False
        self._stop()
        return True

    def own_steps(self) -> tuple[str, str] | None:
        """While a file is under review, undo and redo are the review's."""
        return self.session.labels if self.session.open else None

    def take_back(self) -> None:
        """Undo a step of the review."""
        self.panes.view.finish_editing()
        self.session.take_back()

    def do_again(self) -> None:
        """Redo a step of the review."""
        self.session.do_again()

    def on_changed(self, changes: Changes, initiator: object) -> None:
        """Somebody wrote to the ledger: what was compared with it may be old."""
        compared = changes.touches("item", "indicator", "goal", "unit", "assignment")
        if not self.session.open or initiator is self or not compared:
            return
        again = ("重新对比", self._compare_again)
        self.banner.say("warn", "台账刚刚有了别的修改，下面的对比可能已经旧了。", again)

    def set_search(self, text: str) -> None:
        """Go to the first record whose name contains a text."""
        if self.session.open and text:
            self.panes.go_to_text(text)

    def set_compact(self, compact: bool) -> None:
        """Fewer words in a narrow window."""
        super().set_compact(compact)
        self.panes.set_compact(compact)
        if self.session.open:
            self.head_parts.show_draft(self.session.draft, compact)

    # Reading

    def read(self, path: Path) -> None:
        """Read a file and show its review."""
        self._path = path
        self.banner.clear()
        self.session.begin(None)
        self.stages.setCurrentWidget(self.stages.blank)
        self.head_parts.show_step(READ)
        self._waiting.start()
        self.reader.start(path)

    def _read_again(self, mapping: TableMapping) -> None:
        """The same table with its columns as the clerk has set them now."""
        if self._may_drop("换了列的含义要重新识别，它们就没有了"):
            self.panes.wait_for_table(True)
            self.reader.start(self._path, mapping)
        else:
            self.panes.wait_for_table(False)

    def _choose(self) -> None:
        if not self._may_drop():
            return
        path = ask_for_file(self, self.context.settings)
        if path is not None:
            self.read(path)

    def _show_loading(self) -> None:
        if self.reader.busy:
            self.stages.loading.say(self._path.name)
            self.stages.setCurrentWidget(self.stages.loading)
            self.stages.loading.cancel.setFocus()

    def _stop(self) -> None:
        self.reader.cancel()
        self._show_start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc stops the reading, whatever has the focus."""
        if event.key() == Qt.Key.Key_Escape and self.reader.busy and not self.session.open:
            self._stop()
            return
        super().keyPressEvent(event)

    def _show_start(self) -> None:
        self._waiting.stop()
        self.session.begin(None)
        self.stages.setCurrentWidget(self.stages.start)
        self.head_parts.show_step(CHOOSE)
        self.hint_changed.emit("")
        if self.isVisible():
            self.stages.start.button.setFocus()

    def _refused(self, sentence: str) -> None:
        """A refused file leaves the start; a refused mapping the review as it was."""
        if self.session.open:
            self.panes.wait_for_table(False)
            self.banner.say("error", sentence)
        else:
            self._show_start()
            self.banner.say("error", sentence, ("换文件…", self._choose))

    def _stopped(self) -> None:
        if self.session.open:
            self.panes.wait_for_table(False)
        else:
            self._show_start()

    def _compare_again(self) -> None:
        if self._may_drop():
            review = self.session.review
            self.banner.clear()
            self.operations.read(self._service.review, review.file, done=self._show_review)

    # The review

    def _show_review(self, review: ImportReview) -> None:
        self._waiting.stop()
        again = self.session.open
        self.session.begin(review)
        self.stages.setCurrentWidget(self.panes)
        self.head_parts.show_step(REVIEW)
        self.panes.begin(review)
        self.panes.wait_for_table(False)
        self.hint_changed.emit(HINT)
        if not again:
            self.panes.view.setFocus()

    def _changed(self) -> None:
        if self._said:
            # What the last wish was answered with is settled by what was done since.
            self._said = False
            self.banner.clear()
        if self.session.open:
            self.panes.refresh()
            self.head_parts.show_draft(self.session.draft, self.compact)
        self.steps_changed.emit()

    def _say(self, sentence: str) -> None:
        self._said = True
        self.banner.say("warn", sentence)

    def _tell_locked(self, key: int, column: int) -> None:
        self.hint_changed.emit(locked_words(self.session.draft.node(key), column))

    def _step_doubt(self, by: int) -> None:
        if self.session.open and not self.panes.settling.step(by):
            self.operations.told.emit("没有待定的了", False)

    def _may_drop(self, why: str = "离开后就没有了") -> bool:
        """Ask where the clerk's own changes would be lost, and ``why``."""
        if not self.session.open or not self.session.touched:
            return True
        steps = f"对“{self._path.name}”的 {self.session.touched} 步校对还没有导入"
        lost = f"{steps}，{why}；台账不变。"
        return confirm(self, "放弃这次校对", lost, "放弃校对", "继续校对")

    def _give_up(self) -> None:
        if self._may_drop():
            self.banner.clear()
            self.session.begin(None)
            self.page_wanted.emit("decomposition", None)

    # Writing

    def bring_in(self) -> None:
        """Write what is taken as one step, and go where it can be seen."""
        self.panes.view.finish_editing()
        faulty = self.panes.model.faulty
        if faulty:
            fix = ("去改正", partial(self.panes.view.type_at, *faulty[0]))
            self.banner.say("error", f"还有 {len(faulty)} 格填写有误，请改正或按 Esc 还原。", fix)
            return
        if not self.panes.settling.names_agreed(self):
            return
        self.banner.clear()
        self.head_parts.show_step(IMPORT)
        self.head_parts.go.setEnabled(False)
        self.operations.run(
            self._service.apply,
            self.session.review,
            done=self._written,
            failed=self._not_written,
            initiator=self,
        )

    def _written(self, changes: Changes) -> None:
        if changes.operation_id is None:
            self._back_to_review()
            self.banner.say("info", "没有要写入的：勾选的内容和台账里的一样。")
            return
        self.session.begin(None)
        self._show_start()
        self.page_wanted.emit("decomposition", None)
        self.operations.told.emit(f"已{changes.label}", True)

    def _not_written(self, error: LeqingError) -> None:
        self._back_to_review()
        self.banner.say("error", str(error))

    def _back_to_review(self) -> None:
        self.head_parts.show_step(REVIEW)
        self.head_parts.show_draft(self.session.draft, self.compact)
