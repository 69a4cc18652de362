"""举措小结: every measure's summary of the quarter, read, edited and copied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.dialogs.unsaved_summaries import UnsavedDialog
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.models.summary_tables import MeasureLine, MeasureModel, all_words
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable
from leqing_desktop.ui.widgets.summary_editor import SummaryEditor

_TABLES, _EMPTY = 0, 1


class SummariesDialog(QDialog):
    """What is left is saved, one step of undo a measure; ``why_locked`` makes it read-only."""

    def __init__(
        self,
        parent: QWidget,
        operations: Operations,
        service: Any,
        period: Period,
        why_locked: str = "",
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._service = service
        self._period = period
        self._why_locked = why_locked
        self._at = -1
        self._saving = 0
        self._closing = False
        self.setWindowTitle(f"{period.label}举措小结")
        self.measures = MeasureModel(self)
        self.list = NoticeTable(self.measures, "举措", self)
        self.editor = SummaryEditor(self, bool(why_locked))
        self.banner = Banner(self)
        self.empty = EmptyState(self)
        self._make_words()
        self._lay_out(parent.window().size())
        self._connect()
        if why_locked:
            self.banner.say("locked", why_locked)
        self._read()

    def _make_words(self) -> None:
        self.head = PlainLabel(f"{self._period.label}举措小结", self)
        self.head.setProperty("k", "title")
        self.counts = PlainLabel(parent=self)
        self.counts.setProperty("k", "hint")
        self.copy_all = QPushButton(icon("copy"), "复制全部", self)
        self.copy_all.setToolTip("所有举措的标题和小结，可直接粘贴到 WPS 或 Word")
        keys = "" if self._why_locked else " · Ctrl+S 保存"
        self.told = PlainLabel(f"Ctrl+↓ 下一条 · Ctrl+↑ 上一条{keys}", self)
        self.told.setProperty("k", "hint")
        self.shut = QPushButton("关闭", self)
        self.save = QPushButton("保存", self)
        self.save.setProperty("k", "primary")
        self.save.setToolTip("保存这一条  Ctrl+S")
        self.save.setVisible(not self._why_locked)
        for button in (self.copy_all, self.shut, self.save):
            button.setAutoDefault(False)
        for button in (self.copy_all, self.save):
            button.setEnabled(False)

    def _lay_out(self, room: QSize) -> None:
        both = QSplitter(self)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.editor)
        both.setHandleWidth(theme().px(12))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        top.setSpacing(theme().px(10))
        top.addWidget(self.head)
        top.addWidget(self.counts, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_all)
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.shut)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        width = min(theme().px(1160), room.width() - 32)
        self.resize(width, min(theme().px(720), room.height() - 48))
        left = min(theme().px(350), width // 3)
        both.setSizes([left, width - left])

    def _connect(self) -> None:
        self._operations.changed.connect(self._changed)
        self.list.row_shown.connect(self._go)
        self.editor.typed.connect(self._typed)
        self.copy_all.clicked.connect(self._copy)
        self.save.clicked.connect(self.save_shown)
        self.shut.clicked.connect(self.reject)
        self.empty.wanted.connect(self.reject)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._step, step))
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_shown)

    # Reading

    def _read(self) -> None:
        self._operations.read(
            self._service.summaries, self._period, done=self._show, failed=self._refused
        )

    def _changed(self, _changes: object, initiator: object) -> None:
        """A collection that goes on meanwhile, or undo, may have brought other reports."""
        if initiator is not self and not self._closing:
            self._read()

    def _show(self, found: Sequence[Any]) -> None:
        """Show what the ledger says; what is typed and not saved stays."""
        typed = {line.summary.measure_id: line.typed for line in self.measures.rows}
        shown = self._line.summary.measure_id if self._line is not None else None
        lines = [MeasureLine(each, typed.get(each.measure_id)) for each in found]
        places = [line.summary.measure_id for line in lines]
        self.measures.show_rows(lines, 0)
        if not lines:
            self._at = -1
            hint = "审核通过以后，这里按举措拟出小结，再由您修改。"
            self._show_empty("本季还没有审核通过的报送", hint, "去审核")
            return
        self._stack.setCurrentIndex(_TABLES)
        self.copy_all.setEnabled(True)
        if shown in places:
            self._at = places.index(shown)
            self.list.show_row(self._at)
            self.editor.show_line(lines[self._at], other=False)
            self.save.setEnabled(lines[self._at].typed is not None)
        else:
            self._at = -1
            self.list.show_row(0)
            self.editor.text.setFocus()
        self._tell_counts()

    def _show_empty(self, title: str, hint: str, step: str = "") -> None:
        self.empty.say("file-text", title, hint, step)
        self._stack.setCurrentIndex(_EMPTY)
        for button in (self.copy_all, self.save):
            button.setEnabled(False)

    def _refused(self, error: LeqingError) -> None:
        self._show_empty("读不到举措小结", str(error))

    def _tell_counts(self) -> None:
        rows = self.measures.rows
        own, stale = (sum(getattr(r.summary, name) for r in rows) for name in ("own", "stale"))
        parts = [f"{len(rows)} 条举措", f"已改 {own} 条"]
        if stale:
            parts.append(f"报送有变 {stale} 条")
        self.counts.setText("  ·  ".join(parts))

    # Going about

    @property
    def _line(self) -> MeasureLine | None:
        return self.measures.rows[self._at] if 0 <= self._at < len(self.measures.rows) else None

    def _step(self, step: int) -> None:
        at = self._at + step
        if 0 <= at < len(self.measures.rows):
            self.list.show_row(at)

    def _go(self, at: int) -> None:
        """Another measure; what was written in the one before is saved."""
        if at == self._at:
            return
        self.save_shown()
        self._at = at
        line = self.measures.rows[at]
        self.editor.show_line(line, other=True)
        self.save.setEnabled(line.typed is not None)

    def _typed(self, words: str) -> None:
        line = self._line
        if line is None:
            return
        line = MeasureLine(line.summary, None if words == line.summary.words else words)
        self.measures.replace_line(self._at, line)
        self.editor.tell(line)
        self.save.setEnabled(line.typed is not None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(all_words(self.measures.rows))
        self.told.setText("全部小结已复制，可直接粘贴到 WPS 或 Word")

    # Saving

    def save_shown(self) -> None:
        """Ctrl+S: save the words in the editor, if they are new."""
        line = self._line
        if line is not None and line.typed is not None and not self._why_locked:
            self._save(line)

    def _save(self, line: MeasureLine) -> None:
        self._saving += 1
        self._operations.run(
            self._service.save,
            self._period,
            line.summary.measure_id,
            line.typed,
            done=partial(self._saved, line),
            failed=partial(self._not_saved, line.title),
            initiator=self,
            toast=f"已保存“{line.title}”的小结",
        )

    def _saved(self, saved: MeasureLine, _changes: Changes) -> None:
        self._saving -= 1
        for at, line in enumerate(self.measures.rows):
            if line == saved:
                self.measures.replace_line(at, MeasureLine(line.summary))
        self.banner.clear()
        if not self._closing:
            self.told.setText(f"已保存“{saved.title}”的小结")
            self._read()
        elif not self._saving:
            super().reject()

    def _not_saved(self, title: str, error: LeqingError) -> None:
        self._saving -= 1
        self._closing = False
        self.banner.say("error", f"“{title}”没有保存：{error}")

    def reject(self) -> None:
        """Esc and 关闭: ask about what is not saved."""
        lines = [line for line in self.measures.rows if line.typed is not None]
        if not lines or self._why_locked:
            super().reject()
            return
        dialog = UnsavedDialog(self, [line.title for line in lines])
        answer = dialog.exec()
        dialog.deleteLater()
        if answer and dialog.discards:
            super().reject()
        elif answer:
            self._closing = True
            for line in lines:
                self._save(line)
