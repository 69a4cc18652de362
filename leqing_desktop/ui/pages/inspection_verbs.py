"""What the buttons of the 专项督查 view do: ask in a dialog, call the service, write the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.inspection import Verdict
from leqing_desktop.domain.inspection_life import FindingAction
from leqing_desktop.domain.inspection_plan import FindingEntry
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError, Refused
from leqing_desktop.services.inspection_files import addressed, draw_job, file_names, write_job
from leqing_desktop.services.notice_files import WORD, save_notice_job
from leqing_desktop.ui.chosen_files import with_ending
from leqing_desktop.ui.dialogs.inspection_decisions import (
    CloseInspectionDialog,
    IssueInspectionDialog,
    VoidInspectionDialog,
)
from leqing_desktop.ui.dialogs.inspection_finding import FindingDialog, FindingProposalsDialog
from leqing_desktop.ui.dialogs.inspection_plan import InspectionPlanDialog
from leqing_desktop.ui.dialogs.inspection_step import FindingStepDialog
from leqing_desktop.ui.operations import Operations


class InspectionVerbs(QObject):
    """``refused(error)``; ``told(sentence)`` of nothing to do; ``written(sentence, path)``;
    ``created(inspection id)`` of a new draft.

    Whatever refuses before ``sign`` spends no number.
    """

    refused = Signal(object)
    ready = Signal()
    told = Signal(str)
    written = Signal(str, object)
    created = Signal(int)

    def __init__(self, operations: Operations, services: Any, page: QWidget) -> None:
        super().__init__(page)
        self._operations = operations
        self._services = services
        self._inspections = services.inspections
        self._findings = services.inspection_findings
        self._page = page

    # The inspection as a whole

    def create(self, period: Period) -> None:
        """Ask for a plan that begins with what is usual, then enter the draft."""
        self._operations.read(
            _fresh, self._inspections, period, done=partial(self._ask_new, period), failed=self._no
        )

    def change(self, inspection: Any) -> None:
        """Ask for a draft's plan anew."""
        self._operations.read(
            _known, self._inspections, done=partial(self._ask_change, inspection), failed=self._no
        )

    def remove(self, inspection: Any) -> None:
        """Take a draft away; undo brings it back."""
        self._run(self._inspections.remove, inspection.id, toast="已删除草稿")

    def issue(self, inspection: Any, folder: Path) -> None:
        """Word and number the 通知, ask, draw aside, spend the number, write the files."""
        prepare = partial(_prepare, self._inspections, inspection.id)
        ask = partial(self._ask_issue, inspection, folder)
        self._operations.read(prepare, done=ask, failed=self._no)

    def close(self, inspection: Any, today: date) -> None:
        """结束督查."""
        if inspection.waiting:
            # The rule's own sentence says what is missing.
            self._run(self._inspections.close, inspection.id, today)
            return
        dialog = CloseInspectionDialog(self._page, inspection, today)
        self._open(dialog, lambda: self._run(self._inspections.close, inspection.id, dialog.on))

    def reopen(self, inspection: Any, today: date) -> None:
        """恢复督查."""
        self._run(self._inspections.reopen, inspection.id, today, toast="已恢复督查")

    def void(self, inspection: Any) -> None:
        """作废, with the reason."""
        dialog = VoidInspectionDialog(self._page, inspection)
        self._open(dialog, lambda: self._run(self._inspections.void, inspection.id, dialog.reason))

    def save_notice(self, inspection: Any, folder: Path, suffix: str) -> None:
        """The 通知 as a file of the clerk's choice."""
        ask = partial(self._ask_path, folder, suffix)
        self._operations.read(self._inspections.preview, inspection.id, done=ask, failed=self._no)

    def export_findings(self, inspection: Any, folder: Path) -> None:
        """问题清单 as a workbook."""
        name = safe_file_name(f"督查问题清单 {inspection.number}", ".xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "导出问题清单", str(folder / name), "Excel 表 (*.xlsx)"
        )
        if chosen:
            path = with_ending(chosen, ".xlsx")
            export = self._services.exports.inspection
            self._operations.read(
                export, inspection.id, path, done=self._write_one, failed=self._no
            )

    # Findings

    def record(self, inspection: Any, today: date, unit_id: int | None) -> None:
        """Ask for a finding and enter it."""
        first = unit_id if unit_id is not None else inspection.units[0].id
        blank = partial(FindingEntry, first, inspection.points[0].id, Verdict.UNMET, "", "", today)
        self._operations.read(
            self._findings.usual_due,
            today,
            done=lambda due: self._ask_finding(inspection, blank(due)),
            failed=self._no,
        )

    def amend(self, inspection: Any, row: Any) -> None:
        """Ask for a finding anew."""
        entry = FindingEntry(
            row.unit_id, row.point_id, row.verdict, row.wording, row.demand, row.found_on,
            row.due, row.item_id,
        )  # fmt: skip
        dialog = FindingDialog(self._page, "修改督查情况", inspection, entry)
        dialog.go_button.setText("保存")
        self._open(dialog, lambda: self._run(self._findings.change, row.id, dialog.entry))

    def drop(self, row: Any) -> None:
        """Take a finding out; undo brings it back."""
        self._run(self._findings.remove, row.id, toast="已删除一条督查情况")

    def offer(self, inspection: Any, unit_id: int | None, today: date) -> None:
        """Offer the red and yellow tasks of the inspected units, or of one of them."""
        self._operations.read(
            self._findings.proposals,
            inspection.id,
            done=partial(self._ask_offers, inspection, unit_id, today),
            failed=self._no,
        )

    def mark_met(self, inspection: Any, unit_id: int, today: date) -> None:
        """其余均落实."""
        self._run(self._findings.mark_met, inspection.id, unit_id, today, toast="其余各条记为落实")

    def act(self, row: Any, action: FindingAction, today: date) -> None:
        """One step of a finding's 整改."""
        later = max(today, row.due or today)
        ask = partial(self._ask_step, row, action, today)
        self._operations.read(self._findings.usual_due, later, done=ask, failed=self._no)

    def save_proof(self, file_id: int) -> None:
        """A file that proves a step, into a folder."""
        name = QFileDialog.getExistingDirectory(self._page, "材料另存到哪个文件夹")
        if name:
            self._operations.read(
                self._findings.extract, file_id, Path(name), done=self._tell_saved, failed=self._no
            )

    # Asking

    def _ask_new(self, period: Period, answer: tuple[Any, Any, date]) -> None:
        plan, choices, today = answer
        dialog = InspectionPlanDialog(self._page, "新建专项督查", plan, choices, today)
        self._open(dialog, lambda: self._create(period, dialog.plan))

    def _create(self, period: Period, plan: Any) -> None:
        self._operations.run(
            self._inspections.create,
            period,
            plan,
            done=self._tell_created,
            failed=self._no,
            initiator=self._page,
        )

    def _tell_created(self, changes: Changes) -> None:
        self.created.emit(max(changes.ids("inspection")))

    def _ask_change(self, inspection: Any, answer: tuple[Any, date]) -> None:
        choices, today = answer
        dialog = InspectionPlanDialog(self._page, "修改督查方案", inspection.plan, choices, today)
        self._open(dialog, lambda: self._run(self._inspections.change, inspection.id, dialog.plan))

    def _ask_finding(self, inspection: Any, entry: FindingEntry) -> None:
        dialog = FindingDialog(self._page, "登记督查情况", inspection, entry)
        self._open(dialog, lambda: self._run(self._findings.record, inspection.id, [dialog.entry]))

    def _ask_offers(
        self, inspection: Any, unit_id: int | None, today: date, found: Sequence[Any]
    ) -> None:
        proposals = [each for each in found if unit_id in (None, each.entry.unit_id)]
        if not proposals:
            self.told.emit("督查对象没有尚未登记的红灯、黄灯任务。")
            return
        due = proposals[0].entry.due
        dialog = FindingProposalsDialog(self._page, proposals, today, due)

        def enter() -> None:
            entries = [replace(each.entry, due=dialog.due) for each in dialog.chosen]
            self._run(self._findings.record, inspection.id, entries)

        self._open(dialog, enter)

    def _ask_step(self, row: Any, action: FindingAction, today: date, usual: date) -> None:
        dialog = FindingStepDialog(self._page, row, action, today, usual)

        def take() -> None:
            step = partial(
                self._findings.act, person=dialog.person, until=dialog.until, files=dialog.files
            )
            words = f"{action.label} {row.unit}"
            self._run(step, row.id, action, dialog.on, dialog.note, toast=words)

        self._open(dialog, take)

    # Signing

    def _ask_issue(self, inspection: Any, folder: Path, prepared: Any) -> None:
        units = [unit.name for unit in inspection.units]
        self.ready.emit()
        dialog = IssueInspectionDialog(self._page, prepared, len(units), folder)

        def agreed() -> None:
            to, place = (units if dialog.each else []), dialog.folder
            if dialog.issued_on == prepared.issued_on:
                self._draw(to, place, prepared)
                return
            # Another day may be another year, and then another number.
            again = partial(self._inspections.prepare, inspection.id, dialog.issued_on)
            self._operations.read(again, done=partial(self._draw, to, place), failed=self._no)

        self._open(dialog, agreed)

    def _draw(self, units: Sequence[str], folder: Path, prepared: Any) -> None:
        documents = addressed(prepared.document, units)
        self._operations.background.run_job(
            "正在排印督查通知",
            draw_job(documents, folder),
            done=partial(self._sign, prepared, documents, folder),
            failed=self._no,
        )

    def _sign(self, prepared: Any, documents: Any, folder: Path, drawn: Any) -> None:
        self._operations.run(
            self._inspections.sign,
            prepared,
            done=partial(self._write, prepared, documents, folder, drawn),
            failed=self._no,
            initiator=self._page,
        )

    def _write(
        self, prepared: Any, documents: Any, folder: Path, drawn: Any, _changes: Changes
    ) -> None:
        self._operations.background.run_job(
            "正在写督查通知",
            write_job(folder, documents, drawn),
            done=partial(self._tell_issued, prepared),
            failed=partial(self._unwritten, prepared),
        )

    def _unwritten(self, prepared: Any, error: LeqingError) -> None:
        """The number is spent: say so, and how the files still come about."""
        number = prepared.document.number
        self._no(Refused(f"{number} 已签发入账，文件请用“另存”再写：{error}"))

    def _tell_issued(self, prepared: Any, paths: tuple[Path, ...]) -> None:
        count = len(paths) // 2
        words = f"已签发 {prepared.document.number}，{count} 份通知的 PDF 和 Word 已写好。"
        self.written.emit(words, paths[0])

    # Files

    def _ask_path(self, folder: Path, suffix: str, document: Any) -> None:
        name = file_names((document,))[1 if suffix == WORD else 0]
        kind = "Word 文档" if suffix == WORD else "PDF 文件"
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "另存督查通知", str(folder / name), f"{kind} (*{suffix})"
        )
        if chosen:
            self._write_one(save_notice_job(document, with_ending(chosen, suffix)))

    def _write_one(self, job: Any) -> None:
        self._operations.background.run_job(
            "正在写文件", job, done=self._tell_saved, failed=self._no
        )

    def _tell_saved(self, path: Path) -> None:
        self.written.emit(f"已写好 {path.name}", path)

    def _run(self, call: Any, *args: Any, toast: str = "") -> None:
        self._operations.run(call, *args, failed=self._no, initiator=self._page, toast=toast)

    def _open(self, dialog: QDialog, agreed: Any) -> None:
        dialog.accepted.connect(agreed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _no(self, error: LeqingError) -> None:
        self.refused.emit(error)


def _fresh(service: Any, period: Period) -> tuple[Any, Any, date]:
    return service.fresh(period), service.choices(), service.today()


def _known(service: Any) -> tuple[Any, date]:
    return service.choices(), service.today()


def _prepare(service: Any, inspection_id: int) -> Any:
    return service.prepare(inspection_id, service.today())
