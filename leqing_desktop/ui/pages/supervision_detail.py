"""What the right panel of the 督办 page shows: a proposal or a notice, its life, its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.domain.paper_forms import DraftSheet
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.notice_files import (
    PaperPage,
    lay_out_drafts,
    lay_out_pages,
    lay_out_reply_form,
)
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.dialogs.notice_action import EXTENDING, NoticeActionDialog
from leqing_desktop.ui.models.supervision_tables import state_tone
from leqing_desktop.ui.models.supervision_view import SupervisionView
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.supervision_life import notice_steps, proposal_steps, step_files
from leqing_desktop.ui.places import documents_folder
from leqing_desktop.ui.widgets.notice_panel import NoticePanel
from leqing_desktop.ui.widgets.notice_preview import DRAFT, NOTICE, REPLY_FORM

CAPTION = "公文预览"


class NoticeDetail(QObject):
    """Fills the panel from the services and carries its actions out.

    ``refused(error)``; ``saved(path)`` of a file taken out; ``asking(dialog)`` about a step;
    ``panel_wanted()`` when a preview is asked for and the panel may be closed.

    Pages are laid out on the database's thread, not in the child process: a page takes
    milliseconds, and a long export must not hold the preview up.
    """

    refused = Signal(object)
    saved = Signal(object)
    asking = Signal(object)
    panel_wanted = Signal()

    def __init__(
        self,
        operations: Operations,
        services: Any,
        desk: DeskSettings,
        panel: NoticePanel,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self.shown: Any = None
        self._operations = operations
        self._supervision = services.supervision
        self._life = services.notice_life
        self._desk = desk
        self._panel = panel
        self._page = page
        self._view: SupervisionView | None = None
        self._issued_on = date.min
        self._asked = 0
        self._caption = CAPTION
        panel.act_wanted.connect(self._ask_action)
        panel.file_wanted.connect(self._save_file)
        panel.preview.view_wanted.connect(self._preview_shown)

    def show_again(self, view: SupervisionView, issued_on: date) -> None:
        """After a reload, or another day of signing: the same thing as it is now."""
        self._view, self._issued_on = view, issued_on
        if self.shown is None:
            return
        if is_proposal(self.shown):
            task = self.shown.task_id
            found = next((row for row in view.proposals if row.task_id == task), None)
        else:
            found = next((row for row in view.register if row.id == self.shown.id), None)
        self.show(found)

    def show(self, row: Any) -> None:
        """Show a proposal or a notice of the present view; None shows nothing."""
        if row is None or self.shown is None or not is_same(row, self.shown):
            self._panel.preview.views.choose(NOTICE)
        self.shown = row
        view = self._view
        if row is None or view is None:
            self._panel.show_nothing()
            self._caption = ""
        elif is_proposal(row):
            self._panel.show_proposal(row, proposal_steps(row, view))
            self._preview_shown()
        else:
            self._panel.show_notice(row, state_tone(row), ())
            steps = partial(_life_of, self._life, row.id)
            self._operations.read(steps, done=self._life_read, failed=self._refuse)
            self._preview_shown()

    def preview_chosen(self, chosen: Sequence[Any]) -> None:
        """The pages of all that is chosen, one after the other, numbered as they will be."""
        if chosen:
            self.panel_wanted.emit()
            self._panel.preview.views.choose(NOTICE)
            self._preview(self._worded(lay_out_pages, chosen), f"预览所选 {len(chosen)} 件")

    def _preview_shown(self, _what: str = "") -> None:
        """The pages of what is shown: the document, its 送签稿, or its 整改反馈单."""
        row, view, what = self.shown, self._view, self._panel.preview.views.key
        if row is None or view is None:
            return
        if not is_proposal(row):
            pages = _reply_form if what == REPLY_FORM else _printed
            self._preview(partial(pages, self._supervision, row.id), CAPTION)
        elif what == DRAFT:
            sheet = DraftSheet(drafter=self._desk.clerk, drafted_on=self._issued_on)
            drawn = partial(lay_out_drafts, sheet=sheet)
            self._preview(self._worded(drawn, view.proposals, row), CAPTION)
        else:
            self._preview(self._worded(lay_out_pages, view.proposals, row), CAPTION)

    def _worded(
        self, pages: Callable[..., Any], rows: Sequence[Any], only: Any = None
    ) -> Callable[[], Any]:
        """A call for the pages of proposals as they would be signed, or of the notice of ``only``."""
        assert self._view is not None
        period, day = self._view.period, self._issued_on
        return partial(_as_signed, self._supervision, period, tuple(rows), day, pages, only)

    def _preview(self, call: Callable[[], Any], caption: str) -> None:
        """Answers come in the order of the questions; only the last one is shown."""
        self._asked += 1
        self._caption = caption
        self._operations.read(call, done=self._pages_ready, failed=self._no_pages)

    def _pages_ready(self, pages: Sequence[PaperPage]) -> None:
        self._asked -= 1
        if not self._asked and self._caption:
            self._panel.preview.show_pages(pages, self._caption)

    def _no_pages(self, error: LeqingError) -> None:
        self._asked -= 1
        if not self._asked and self._caption:
            self._panel.preview.say("现在不能预览", str(error), "circle-alert")

    def _life_read(self, answer: tuple[int, Sequence[Any]]) -> None:
        notice_id, life = answer
        row = self.shown
        if row is None or self._view is None or is_proposal(row) or row.id != notice_id:
            return
        self._panel.show_notice(row, state_tone(row), notice_steps(row, life, self._view))
        self._panel.show_files(step_files(life))

    def _ask_action(self, action: NoticeAction) -> None:
        if self._view is None or self.shown is None:
            return
        if action in EXTENDING:
            usual = partial(self._life.usual_extension, self.shown.id, self._view.today)
            self._operations.read(
                usual, done=partial(self._open_dialog, self.shown, action), failed=self._refuse
            )
        else:
            self._open_dialog(self.shown, action)

    def _open_dialog(self, row: Any, action: NoticeAction, usual: date | None = None) -> None:
        if self._view is None:
            return
        dialog = NoticeActionDialog(self._page, row, action, self._view.today, usual)
        dialog.accepted.connect(self._act)
        dialog.finished.connect(dialog.deleteLater)
        self.asking.emit(dialog)
        dialog.open()

    def _act(self) -> None:
        dialog = self.sender()
        assert isinstance(dialog, NoticeActionDialog)
        # 作废 spends the number for good: no toast that offers to take it back.
        void = dialog.action is NoticeAction.VOID
        step = partial(
            self._life.act, person=dialog.person, until=dialog.until, files=tuple(dialog.files)
        )
        self._operations.run(
            step,
            dialog.notice_id,
            dialog.action,
            dialog.on,
            dialog.note,
            failed=self._refuse,
            initiator=self._page,
            toast="" if void else f"{dialog.action.label} {dialog.number}",
        )

    def _save_file(self, file_id: int) -> None:
        name = QFileDialog.getExistingDirectory(
            self._page, "材料另存到哪个文件夹", str(documents_folder())
        )
        if name:
            self._operations.read(
                self._life.extract, file_id, Path(name), done=self._file_saved, failed=self._refuse
            )

    def _file_saved(self, path: Path) -> None:
        self.saved.emit(path)

    def _refuse(self, error: LeqingError) -> None:
        self.refused.emit(error)


def is_proposal(row: Any) -> bool:
    """Whether a row is a proposal; a notice has a number and an id of its own."""
    return hasattr(row, "task_id")


def is_same(row: Any, other: Any) -> bool:
    """Whether two rows are the same proposal or the same notice."""
    if is_proposal(row) or is_proposal(other):
        return getattr(row, "task_id", None) == getattr(other, "task_id", None)
    return bool(row.id == other.id)


def _as_signed(
    service: Any,
    period: Period | None,
    chosen: Sequence[Any],
    issued_on: date,
    pages: Callable[..., Sequence[PaperPage]],
    only: Any,
) -> Sequence[PaperPage]:
    if period is None:
        return ()
    if only is not None:
        # With 一单位一单 the others of its notice stand on it too.
        chosen = next((group for group in service.grouped(chosen) if only in group), (only,))
    return pages([each.document for each in service.prepare(period, chosen, issued_on)])


def _printed(service: Any, notice_id: int) -> Sequence[PaperPage]:
    return lay_out_pages([service.document(notice_id)])


def _reply_form(service: Any, notice_id: int) -> Sequence[PaperPage]:
    form, _ = service.reply_form(notice_id)
    return lay_out_reply_form(form)


def _life_of(service: Any, notice_id: int) -> tuple[int, Sequence[Any]]:
    return notice_id, service.steps(notice_id)
