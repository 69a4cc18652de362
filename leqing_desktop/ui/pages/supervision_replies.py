"""收反馈 on the 督办 page: forms dragged in or chosen are read, shown, and registered if wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from leqing_desktop.domain.notice_reply import ReplyOutcome
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.dialogs.notice_action import NoticeActionDialog
from leqing_desktop.ui.dialogs.reply_result import ReplyResultDialog
from leqing_desktop.ui.file_drops import FileDrops
from leqing_desktop.ui.pages.base import Page

FOLDER_KEY = "reply_folder"
READING = "正在读取整改反馈表"
PATTERNS = "整改反馈表 (*.xlsx *.xls *.ods *.xlsm *.et *.zip);;所有文件 (*)"


class NoticeReplies(QObject):
    """One call at a time. ``refused(sentence)`` where nothing could be read at all."""

    refused = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._operations = page.operations
        self._replies = page.context.services.notice_replies
        self._reading = False
        self._found: Any = None
        self._waiting: list[Any] = []
        self._entered = 0
        self.result: ReplyResultDialog | None = None
        self.button = page.add_button("收反馈…", "inbox", "plain")
        self.button.setToolTip("收单位填好的整改反馈表；也可以把文件直接拖到这一页")
        self.button.clicked.connect(self.ask)
        self.drops = FileDrops(page, many=True)
        self.drops.gathered.connect(self.take)
        self._operations.background.finished.connect(self._work_finished)

    @property
    def busy(self) -> bool:
        """Whether files are being read, or their result is on show."""
        return self._reading or self.result is not None

    def ask(self) -> None:
        """Choose the forms that came back."""
        names, _ = QFileDialog.getOpenFileNames(
            self._page, "选择收到的整改反馈表", self._start(), PATTERNS
        )
        if names:
            self._page.context.settings.set(FOLDER_KEY, str(Path(names[0]).parent))
            self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Read files and folders; then show what they say."""
        if self.busy:
            self.refused.emit("上一批反馈表还没有处理完，请处理完再拖进来。")
            return
        self._read(paths, self._judged, self._refuse)

    # Reading

    def _read(
        self,
        paths: Sequence[Path],
        done: Callable[[Any], None],
        failed: Callable[[LeqingError], None],
        expected: int | None = None,
    ) -> None:
        self._reading = True
        self._operations.background.run_job(
            READING,
            self._replies.read(tuple(paths)),
            done=partial(self._judge, done, failed, expected),
            failed=failed,
        )

    def _judge(
        self,
        done: Callable[[Any], None],
        failed: Callable[[LeqingError], None],
        expected: int | None,
        found: Any,
    ) -> None:
        self._reading = False
        self._found = found
        judge = partial(self._replies.judge, expected=expected)
        self._operations.read(judge, found.files, done=done, failed=failed)

    def _judged(self, files: Sequence[Any]) -> None:
        why = self._page.context.why_read_only
        dialog = self.result = ReplyResultDialog(self._page, files, why)
        dialog.entry_wanted.connect(self._enter)
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _closed(self) -> None:
        self.result = None
        self._release()

    def _release(self) -> None:
        """Take away what was unpacked: nobody looks at it any more."""
        found, self._found = self._found, None
        if found is not None:
            self._operations.read(found.clean_up)

    # Registering, one after the other

    def _enter(self, files: Sequence[Any]) -> None:
        self._waiting, self._entered = list(files), 0
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            if self._entered:
                # 撤销 takes back one reply at a time, so it is offered for one alone.
                alone = self._entered == 1
                self._operations.told.emit(f"已登记反馈 {self._entered} 份", alone)
            return
        file = self._waiting.pop(0)
        self._operations.run(
            self._replies.take_in,
            file,
            done=partial(self._was_entered, file),
            failed=partial(self._was_refused, file),
            initiator=self._page,
        )

    def _was_entered(self, file: Any, _changes: object) -> None:
        self._entered += 1
        if self.result is not None:
            self.result.tell_entered(file)
        self._next()

    def _was_refused(self, file: Any, error: LeqingError) -> None:
        why = (Finding("not_entered", str(error)),)
        told = replace(file, outcome=ReplyOutcome.REFUSED, findings=why, reply=None)
        if self.result is not None:
            self.result.tell_refused(file, told)
        self._next()

    # The dialog of 登记反馈

    def serve(self, dialog: NoticeActionDialog) -> None:
        """Fill the dialog of one notice from a form of its unit."""
        dialog.form_wanted.connect(partial(self._ask_form, dialog))

    def _ask_form(self, dialog: NoticeActionDialog) -> None:
        name, _ = QFileDialog.getOpenFileName(
            dialog, "选择这份督办单的整改反馈表", self._start(), PATTERNS
        )
        if not name:
            return
        if self.busy:
            dialog.tell_form("上一份反馈表还没有读完，请等一等再选。")
            return
        path = Path(name)
        self._page.context.settings.set(FOLDER_KEY, str(path.parent))
        fill, fail = partial(self._fill, dialog, path), partial(self._not_read, dialog)
        self._read([path], fill, fail, dialog.notice_id)

    def _not_read(self, dialog: NoticeActionDialog, error: LeqingError) -> None:
        self._reading = False
        if shiboken6.isValid(dialog):
            dialog.tell_form(str(error))

    def _fill(self, dialog: NoticeActionDialog, path: Path, files: Sequence[Any]) -> None:
        self._release()
        if not shiboken6.isValid(dialog):
            return
        told = "\n".join(each.message for file in files for each in file.findings)
        sound = [file.reply for file in files if file.reply is not None]
        if len(sound) == 1 and len(files) == 1:
            dialog.fill(sound[0].words, sound[0].person, sound[0].day, path)
            dialog.tell_form(told or "已按反馈表填好，请看过再登记。")
        elif len(files) > 1:
            dialog.tell_form("这里一次读一份反馈表，请选这个单位的那一份。")
        else:
            dialog.tell_form(told)

    # What goes wrong

    def _refuse(self, error: LeqingError) -> None:
        self._reading = False
        self.refused.emit(str(error))

    def _work_finished(self) -> None:
        """File work ended; if ours did without an answer, the clerk cancelled it."""
        if self._reading and self._operations.background.work_title != READING:
            self._reading = False

    def _start(self) -> str:
        known = str(self._page.context.settings.get(FOLDER_KEY, ""))
        return known or str(self._page.context.services.ledger.info().path.parent)
