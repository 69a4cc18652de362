"""Out and in on 季度报送: 下发, 收表, 催报, 批量审核 and what the page says about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from leqing_desktop.domain.evidence import EvidenceKind
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.return_wording import joint_reminder
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.dialogs.attach_file import AttachFileDialog
from leqing_desktop.ui.dialogs.collect_result import CollectResultDialog
from leqing_desktop.ui.dialogs.reminders import RemindersDialog
from leqing_desktop.ui.file_drops import FileDrops, local_files
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.collect_table import ATTACHED, PROOF, REVIEW, STAMP, summary, way_of
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.reporting_collect import ReturnCollecting
from leqing_desktop.ui.pages.reporting_issue import ReturnIssuing
from leqing_desktop.ui.pages.reporting_letters import ReminderLetters
from leqing_desktop.ui.widgets.report_board import BoardCard


class ReturnTraffic(QObject):
    """The page's head buttons, drops and pastes. ``collected()``, ``issued()``: read again;
    ``unit_wanted(name)``: go and review that unit.
    """

    collected = Signal()
    issued = Signal()
    unit_wanted = Signal(object)

    def __init__(self, page: Page, units: BoardCard) -> None:
        super().__init__(page)
        self._page = page
        self._units = units
        self._period: Period | None = None
        self._due: date | None = None
        self._board: tuple[BoardRow, ...] = ()
        context = page.context
        parts = (page.operations, context.services, context.settings, page)
        self.issuing = ReturnIssuing(*parts)
        self.collecting = ReturnCollecting(*parts)
        self.letters = ReminderLetters(*parts)
        self.result: CollectResultDialog | None = None
        self.issue = page.add_button("下发报送表", "send", "plain")
        self.collect = page.add_button("收表…", "folder-open", "plain")
        self.accept_clean = page.add_button("批量审核通过无问题的", "check", "plain")
        self.remind = page.add_button("催报清单", "bell", "plain")
        self._give_choice()
        self.drops = FileDrops(page, many=True)
        self._paste_from(page, units.view, units.zone)
        self._connect_signals()

    def _give_choice(self) -> None:
        menu = QMenu(self.collect)
        menu.addAction(icon("folder-open"), "选择文件夹…", self.ask_folder)
        menu.addAction(icon("file-spreadsheet"), "选择文件…", self.ask_files)
        self.collect.setMenu(menu)

    def _paste_from(self, *widgets: QWidget) -> None:
        """Ctrl+V of copied files, where no table has a paste of its own."""
        for widget in widgets:
            action = make_action("edit.paste", widget)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self.paste)
            widget.addAction(action)

    def _connect_signals(self) -> None:
        self.accept_clean.clicked.connect(self._accept_clean)
        self.collecting.busy_changed.connect(self._show_busy)
        self.collecting.finished.connect(self._finished)
        self.collecting.progressed.connect(self._tell_progress)
        self.collecting.refused.connect(self._refuse)
        self.drops.gathered.connect(self.take)
        self.drops.over.connect(self._units.zone.show_over)
        self.issue.clicked.connect(self._issue)
        self.issuing.busy_changed.connect(self._show_busy)
        self.issuing.issued.connect(self._issued)
        self.issuing.refused.connect(self._refuse)
        self.remind.clicked.connect(self._list_reminders)
        self.letters.written.connect(self._tell_letters)
        self.letters.refused.connect(self._refuse)
        self._units.reminder.copied.connect(self._tell_copied)
        self._units.zone.files_wanted.connect(self.ask_files)
        self._units.zone.folder_wanted.connect(self.ask_folder)

    def show_units(
        self, period: Period | None, due: date | None, units: Sequence[BoardRow]
    ) -> None:
        """Know the board: whom to hurry, what can be accepted."""
        self._period, self._due, self._board = period, due, tuple(units)
        missing = [unit for unit in units if unit.state is not BoardState.ACCEPTED]
        text = joint_reminder(period, due, units) if period is not None else ""
        overdue = sum(unit.state is BoardState.OVERDUE for unit in units)
        self._units.reminder.show_text(text, len(missing), overdue)
        if self.result is not None:
            self.result.tell_board(self._board)
        self._show_busy()

    def _show_busy(self, _busy: bool = False) -> None:
        may = self._period is not None and not self._page.context.why_read_only
        self.issue.setEnabled(may and not self.issuing.busy)
        for widget in (self.collect, self._units.zone, self._units.received):
            widget.setEnabled(may and not self.collecting.busy)
        waiting = any(unit.state is BoardState.WAITING for unit in self._board)
        self.accept_clean.setEnabled(may and waiting)
        self.remind.setEnabled(bool(self._units.reminder.text.toPlainText()))

    # Out

    def _issue(self) -> None:
        if self._period is not None:
            self.issuing.ask(self._period)

    def _issued(self, folder: Path, count: int) -> None:
        self._page.banner.say(
            "ok",
            f"已下发 {count} 份报送表，存到 {folder}，可以发给各单位了。",
            ("打开文件夹", partial(open_folder, folder)),
        )
        self.issued.emit()

    # In

    def ask_folder(self) -> None:
        """Choose a folder to collect."""
        if self._period is not None:
            self.collecting.ask_folder(self._period, self._units.received.day)

    def ask_files(self) -> None:
        """Choose files to collect."""
        if self._period is not None:
            self.collecting.ask_files(self._period, self._units.received.day)

    def take(self, paths: Sequence[Path]) -> None:
        """Files and folders were dropped or pasted on the page."""
        if self._page.context.why_read_only:
            self._refuse(self._page.context.why_read_only)
        elif self._period is None:
            self._refuse("先新建报送期，再收表。")
        elif self.collecting.busy:
            self._refuse("上一批还没有收完，请收完再拖进来。")
        else:
            self.collecting.start(self._period, list(paths), self._units.received.day)

    def paste(self) -> None:
        """Ctrl+V: copied files are collected."""
        files = local_files(QGuiApplication.clipboard().mimeData())
        if files:
            self.take(files)
        else:
            self._page.hint_changed.emit("剪贴板里没有文件：先在文件夹里选中报送表，按 Ctrl+C。")

    def _tell_progress(self, done: int, total: int, name: str) -> None:
        self._page.banner.say(
            "info", f"正在收表 {done} / {total}　{name}", ("取消", self.collecting.stop)
        )

    def _finished(self, files: Sequence[Any], cancelled: bool) -> None:
        # The next collection is another day's, unless the clerk says so again.
        self._units.received.reset()
        self.collected.emit()
        if cancelled and not files:
            self._page.banner.say("info", "已取消收表，什么也没有收。")
            return
        words = f"已取消，收到这里为止。{summary(files)}。" if cancelled else f"{summary(files)}。"
        self._page.banner.say("ok", words, ("看结果", partial(self.show_result, files)))
        self.show_result(files)

    def show_result(self, files: Sequence[Any]) -> None:
        """What became of every file."""
        dialog = self.result = CollectResultDialog(self._page, files)
        dialog.tell_board(self._board)
        dialog.way_wanted.connect(self._go_way)
        dialog.finished.connect(self._result_closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _result_closed(self) -> None:
        self.result = None

    def _go_way(self, file: Any) -> None:
        way = way_of(file)
        if way == REVIEW and self.result is not None:
            self.result.accept()
            self.unit_wanted.emit(file.unit)
        elif way in (STAMP, PROOF):
            self._attach(file, EvidenceKind.STAMPED if way == STAMP else EvidenceKind.EVIDENCE)

    def _attach(self, file: Any, kind: EvidenceKind) -> None:
        dialog = AttachFileDialog(self.result, file.file.shown, kind.label, self._board)
        if dialog.exec():
            unit = dialog.choice.currentText()
            self._page.operations.run(
                self._page.context.services.evidence.attach,
                self._period,
                dialog.unit_id,
                [Path(file.file.path)],
                None,
                kind,
                done=partial(self._attached, file, f"已作为{unit}的{kind.label}附上。"),
                failed=self._not_attached,
                toast=f"已附上{unit}的{kind.label}",
            )
        dialog.deleteLater()

    def _attached(self, file: Any, words: str, _changes: object) -> None:
        if self.result is not None:
            told = replace(file, findings=(Finding(ATTACHED, words, serious=False),))
            self.result.replace_file(file, told)

    def _not_attached(self, error: LeqingError) -> None:
        if self.result is not None:
            self.result.detail.setText(str(error))
        else:
            self._refuse(str(error))

    # Whom to hurry, what to accept

    def _list_reminders(self) -> None:
        if self._period is None:
            return
        dialog = RemindersDialog(self._page, self._period, self._due, self._board)
        dialog.copied.connect(self._tell_copied)
        dialog.letters_wanted.connect(partial(self.letters.ask, self._period))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_letters(self, paths: Sequence[Path]) -> None:
        folder = paths[0].parent
        self._page.banner.say(
            "ok",
            f"催报通知 {len(paths) // 2} 份（PDF 和 Word）已存到 {folder}。",
            ("打开文件夹", partial(open_folder, folder)),
        )

    def _tell_copied(self, _text: str) -> None:
        words = "催报文字已复制，可直接粘贴到微信、钉钉或公文"
        self._page.operations.told.emit(words, False)

    def _accept_clean(self) -> None:
        page = self._page
        page.operations.run(
            page.context.services.review.accept_clean,
            self._period,
            done=self._accepted,
            toast="已审核通过各单位没有问题的行",
            initiator=page,
        )

    def _accepted(self, _changes: object) -> None:
        self.issued.emit()

    def _refuse(self, sentence: str) -> None:
        self._page.banner.say("error", sentence)
