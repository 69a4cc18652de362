"""The 通报与报表 page: the circular's prose at the left, what its numbers count at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QStackedLayout,
    QWidget,
)

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.circular import Prose, clean_prose
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.messages import confirm
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.pages.circular_editor import CircularEditor
from leqing_desktop.ui.pages.circular_issue import CircularIssuing
from leqing_desktop.ui.pages.circular_panel import FigurePanel
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.tone_line import ToneLine

HINT = "点数字看来源 · 数字随锁定数据更新，只能整个删除"
CHECK_AFTER_MS = 500
SENTENCES_SEEN = 4
TITLE_LINES = 52


class CircularPage(Page):
    """Drafts, edits, checks and signs the circular of the period on top."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context, "通报与报表")
        self._service = context.services.circular
        self._period: Period | None = None
        self._view: Any = None
        self._stale = True
        self._dirty = False
        self.editor = CircularEditor(self)
        self.panel = FigurePanel(self)
        self.check_line = ToneLine(self)
        self.sentences = QListWidget(self)
        self.title_edit = QPlainTextEdit(self)
        self.to_edit = QLineEdit(self)
        self.basis_box = QCheckBox("附“数据依据”", self)
        self.empty = EmptyState(self)
        self.issuing = CircularIssuing(self.operations, context, self)
        self.redraft_button = self.add_button("重新起草", "refresh-cw")
        self.preview_button = self.add_button("预览", "eye")
        self.save_button = self.add_button("存为 Word/PDF", "file-down")
        self.void_button = self.add_button("作废…", kind="danger")
        self.issue_button = self.add_button("签发…", "stamp", "primary")
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._lay_out()
        self._connect_signals()

    # Hooks of the page

    def activate(self) -> None:
        """Load what is not loaded, or has changed since."""
        self.hint_changed.emit(HINT)
        if self._stale:
            self.reload()

    def leave(self) -> bool:
        """Keep what was typed; stay where a text is refused, or it would be lost."""
        if self._dirty and self._view is not None:
            try:
                clean_prose(self.prose)
            except ValueError as error:
                self.banner.say("error", str(error))
                return False
        self.save()
        return True

    def own_steps(self) -> tuple[str, str] | None:
        """What was typed and is not kept yet is taken back letter by letter."""
        if not self._dirty:
            return None
        document = self.editor.document()
        names = (document.isUndoAvailable(), document.isRedoAvailable())
        return ("修改通报正文" if names[0] else "", "修改通报正文" if names[1] else "")

    def take_back(self) -> None:
        """Undo the last typing."""
        self.editor.undo()

    def do_again(self) -> None:
        """Redo the last typing."""
        self.editor.redo()

    def set_period(self, period: Period | None) -> None:
        """The circular of another quarter."""
        self.save()
        self._period = period
        self._invalidate()

    def on_changed(self, changes: Changes, initiator: object) -> None:  # noqa: ARG002
        """Locks, the office and undo weigh here; what this page wrote is on it already."""
        if initiator is not self:
            self._invalidate()

    # Loading

    def reload(self) -> None:
        """Read the circular again."""
        self._stale = False
        self.operations.read(
            _read, self._service, self._period, done=self._loaded, failed=self._not_loaded
        )

    def _invalidate(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _loaded(self, answer: tuple[Period | None, Any]) -> None:
        period, view = answer
        if period != self._period or self._dirty:
            return
        self._view = view
        self.banner.clear()
        self._stack.setCurrentIndex(0 if view is None else 1)
        self._show_buttons()
        if view is None:
            self._say_open()
            return
        self.editor.show_prose(view.prose.paragraphs, view.values, view.quoted)
        self._show_words(view)
        self.panel.show_known(view.figures, not self.editor.isReadOnly())
        self.panel.show_figure(view.figures.get(self.editor.current_key))
        self._show_check(view.check)
        self._show_state()

    def _not_loaded(self, error: LeqingError) -> None:
        self._view = None
        self._stack.setCurrentIndex(0)
        self._show_buttons()
        self.empty.say("circle-alert", "现在不能起草通报", str(error), "去季度报送")

    def _show_words(self, view: Any) -> None:
        fields = (self.title_edit, self.to_edit, self.basis_box)
        for field in fields:
            field.blockSignals(True)
        self.title_edit.setPlainText(view.prose.title)
        self.to_edit.setText(view.prose.to)
        self.basis_box.setChecked(view.with_basis)
        for field in fields:
            field.blockSignals(False)

    def _say_open(self) -> None:
        self.subtitle.setText(self._period.label if self._period else "")
        if self._period is None:
            self.empty.say(
                "scroll-text", "还没有报送期", "先在季度报送里新建一个报送期。", "去季度报送"
            )
        else:
            self.empty.say(
                "lock",
                f"{self._period.label}还没有锁定",
                "通报的每个数字都取自锁定的数据，锁定以后才能起草。",
                "去锁定",
            )

    def _show_state(self) -> None:
        view = self._view
        parts = [view.period.label]
        if view.number:
            parts.append(f"已签发 {view.number}")
        else:
            parts.append("草稿" if view.circular_id is not None else "新起草")
        parts += [f"已作废 {each}" for each in view.voided]
        self.subtitle.setText(" · ".join(parts))
        if view.renewed and not view.number:
            more = f"等 {len(view.renewed)} 处" if len(view.renewed) > 1 else ""
            self.banner.say("info", f"锁定数据有更新：{view.renewed[0].rstrip('。')}{more}。")
        if not view.sender:
            self.banner.say(
                "warn", "还没有填发文机关，填好后才能签发通报。", ("去设置", self._open_office)
            )

    def _show_buttons(self) -> None:
        view = self._view
        signed = view is not None and bool(view.number)
        writable = not self.context.why_read_only
        self.redraft_button.setVisible(view is not None and not signed and writable)
        self.issue_button.setVisible(view is not None and not signed and writable)
        self.void_button.setVisible(signed and writable)
        self.preview_button.setVisible(view is not None)
        self.save_button.setVisible(view is not None)
        for edit in (self.editor, self.title_edit, self.to_edit):
            edit.setReadOnly(signed or not writable)
        self.basis_box.setEnabled(not signed and writable)

    # Editing and checking

    @property
    def prose(self) -> Prose:
        """The circular as it stands on the page."""
        return Prose(self.title_edit.toPlainText(), self.to_edit.text(), self.editor.paragraphs())

    def save(self) -> None:
        """Keep what was typed, if anything was."""
        if not self._dirty or self._view is None:
            return
        self._set_dirty(False)
        self.operations.run(
            self._service.save,
            self._view.period,
            self.prose,
            self.basis_box.isChecked(),
            failed=self._not_saved,
            initiator=self,
        )

    def _not_saved(self, error: LeqingError) -> None:
        self._set_dirty(True)
        self._refuse(error)

    def _edited(self) -> None:
        if self._view is not None and not self._view.number:
            self._set_dirty(True)
            self._check_soon.start()

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self.steps_changed.emit()
        self.edits_pending.emit(int(dirty))

    def _check(self) -> None:
        if self._view is not None:
            self.operations.read(
                self._service.check, self._view.period, self.prose, done=self._show_check
            )

    def _show_check(self, check: Any) -> None:
        tone = "error" if check.faults else "warn" if check.troubles else "ok"
        self.check_line.say(tone, check.summary)
        self.sentences.clear()
        for trouble in check.troubles:
            self.sentences.addItem(trouble.message)
            item = self.sentences.item(self.sentences.count() - 1)
            item.setData(Qt.ItemDataRole.UserRole, trouble.paragraph)
        self.sentences.setVisible(bool(check.troubles))
        rows = min(SENTENCES_SEEN, max(1, len(check.troubles)))
        self.sentences.setFixedHeight(rows * theme().px(26) + 4)
        if self.editor.hasFocus():
            QTimer.singleShot(0, self.editor, self.editor.ensureCursorVisible)

    def _go_to_trouble(self, item: Any) -> None:
        at = item.data(Qt.ItemDataRole.UserRole)
        if at is not None:
            self.editor.go_to_paragraph(at)

    def _show_figure(self, key: str) -> None:
        if self._view is not None:
            self.panel.show_figure(self._view.figures.get(key))

    def _insert_figure(self, key: str) -> None:
        self.editor.insert_figure(key)
        self.editor.setFocus()

    # What the buttons do

    def _redraft(self) -> None:
        view = self._view
        if view is None:
            return
        lost = "改过的文字会换成程序新起草的，可以撤销。"
        typed = self._dirty or view.circular_id is not None
        if typed and not confirm(self, "重新起草通报", lost, "重新起草"):
            return
        self.save()
        self.operations.run(
            self._service.discard, view.period, done=self._redrafted, failed=self._refuse,
            initiator=self, toast="已重新起草",
        )  # fmt: skip

    def _redrafted(self, _changes: Changes) -> None:
        self.reload()

    def _preview(self) -> None:
        if self._view is not None:
            self.save()
            self.issuing.preview(self._view, self.prose, self.basis_box.isChecked())

    def _save_file(self) -> None:
        if self._view is not None:
            self.save()
            self.issuing.save_file(self._view, self.prose, self.basis_box.isChecked())

    def _issue(self) -> None:
        if self._view is not None:
            self.save()
            self.issuing.start(self._view, self.prose, self.basis_box.isChecked())

    def _void(self) -> None:
        if self._view is not None:
            self.issuing.void(self._view)

    def _written(self, sentence: str, path: Path) -> None:
        self.banner.say("ok", sentence, ("打开文件夹", partial(open_folder, path.parent)))

    def _issued(self, sentence: str, path: Path) -> None:
        self._stale = True
        self.operations.read(_read, self._service, self._period, done=self._loaded)
        self.operations.read(_nothing, done=lambda _none: self._written(sentence, path))

    def _refuse(self, error: LeqingError) -> None:
        self.banner.say("error", str(error))

    def _open_office(self) -> None:
        self.page_wanted.emit("settings", "office")

    def _go_to_lock(self) -> None:
        self.page_wanted.emit("reporting", None)

    # Building

    def _lay_out(self) -> None:
        left = Card("", "", self)
        self.title_edit.setAccessibleName("通报标题")
        self.title_edit.setTabChangesFocus(True)
        self.title_edit.setFixedHeight(theme().px(TITLE_LINES))
        self.to_edit.setAccessibleName("主送")
        self.editor.setTabChangesFocus(True)
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.addRow(PlainLabel("标题", self), self.title_edit)
        form.addRow(PlainLabel("主送", self), self.to_edit)
        left.body.addLayout(form)
        left.body.addWidget(self.editor, 1)
        left.body.addWidget(self.check_line)
        left.body.addWidget(self.sentences)
        left.body.addWidget(self.basis_box)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme().px(12))
        self.split.addWidget(left)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 5)
        self.split.setStretchFactor(1, 3)
        self.split.setSizes([640, 400])
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.split)
        self.body.addWidget(holder, 1)

    def _connect_signals(self) -> None:
        self.empty.wanted.connect(self._go_to_lock)
        self.editor.edited.connect(self._edited)
        self.editor.figure_shown.connect(self._show_figure)
        self.panel.insert_wanted.connect(self._insert_figure)
        self.title_edit.textChanged.connect(self._edited)
        self.to_edit.textChanged.connect(self._edited)
        self.basis_box.toggled.connect(self._edited)
        self._check_soon.timeout.connect(self._check)
        self.sentences.itemClicked.connect(self._go_to_trouble)
        self.sentences.itemActivated.connect(self._go_to_trouble)
        self.redraft_button.clicked.connect(self._redraft)
        self.preview_button.clicked.connect(self._preview)
        self.save_button.clicked.connect(self._save_file)
        self.issue_button.clicked.connect(self._issue)
        self.void_button.clicked.connect(self._void)
        self.issuing.refused.connect(self._refuse)
        self.issuing.written.connect(self._written)
        self.issuing.issued.connect(self._issued)
        self.issuing.voided.connect(self.reload)


def _read(service: Any, period: Period | None) -> tuple[Period | None, Any]:
    """The period's circular; None where there is no period, or it is open and none was signed."""
    if period is None or not service.ready(period):
        return period, None
    return period, service.view(period)


def _nothing() -> None:
    """Waits its turn behind what was asked before."""
