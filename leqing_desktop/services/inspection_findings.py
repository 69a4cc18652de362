"""What a 专项督查 found: entered by unit and point, mended, checked, closed, each step proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leqing_desktop.db import inspection_findings, ledger_settings, stored_files
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.inspection_findings import StoredFinding, StoredFindingStep
from leqing_desktop.db.inspection_plans import StoredInspection, StoredPoint
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.evidence import LIMIT_SETTING, evidence_limit
from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.domain.inspection_life import (
    FindingAction,
    InspectionState,
    is_overdue,
    possible_actions,
    state_label,
    take_step,
)
from leqing_desktop.domain.inspection_plan import FindingEntry, clean_finding, first_state
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.inspections import one_inspection, reopen
from leqing_desktop.services.notice_wording import as_finding, as_quotation
from leqing_desktop.services.status import TaskStatus, judged
from leqing_desktop.services.work_days import calendar_of

NOTE_LIMIT, PERSON_LIMIT = 2_000, 60
MENDING_DAYS = 10
"""Working days proposed for a 整改; as for a blue notice."""
_BEHIND = {Light.RED: Verdict.UNMET, Light.YELLOW: Verdict.PARTLY}
_CATCH_UP = "查明滞后原因，落实赶超措施，明确到人，在整改期限前赶上序时进度。"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as lists show it. ``actions`` are possible now; ``editable``: nothing happened yet."""

    id: int
    unit_id: int
    unit: str
    point_id: int
    area: InspectionArea
    question: str
    item_id: int | None
    verdict: Verdict
    wording: str
    demand: str
    found_on: date
    due: date | None
    state: FindingState
    state_on: date
    state_label: str
    overdue: bool
    actions: tuple[FindingAction, ...]
    editable: bool


@dataclass(frozen=True, slots=True)
class FindingStep:
    """A step as it was entered; ``files`` are (id, name) of what proves it."""

    on: date
    action: FindingAction
    due: date | None
    note: str
    person: str
    clerk: str
    files: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FindingProposal:
    """A red or yellow task of an inspected unit, ready to be entered as a finding."""

    title: str
    unit: str
    light: Light
    entry: FindingEntry


class InspectionFindingService:
    """督查发现的问题 and their 整改."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def findings(self, inspection_id: int) -> tuple[FindingRow, ...]:
        """The findings of an inspection by point and unit."""
        today = self._access.now().date()
        with self._access.reading() as connection:
            stored = one_inspection(connection, inspection_id)
            found = inspection_findings.findings(connection, inspection_id)
            steps = inspection_findings.steps(connection, [each.id for each in found])
        moved = {each.finding_id for each in steps}
        return tuple(_row(each, stored, each.id in moved, today) for each in found)

    def steps(self, finding_id: int) -> tuple[FindingStep, ...]:
        """What happened to a finding, oldest first."""
        with self._access.reading() as connection:
            return tuple(
                _told(each) for each in inspection_findings.steps(connection, [finding_id])
            )

    def usual_due(self, found_on: date) -> date:
        """The day to propose for 整改."""
        with self._access.reading() as connection:
            return _usual_due(connection, found_on)

    def proposals(self, inspection_id: int) -> tuple[FindingProposal, ...]:
        """Red and yellow tasks of the inspected units in the period, those not entered yet.

        They stand under the checklist's point about 序时, else its first about 工作进度; empty
        where it has none. A locked period answers as it was locked.
        """
        today = self._access.now().date()
        with self._access.reading() as connection:
            stored = one_inspection(connection, inspection_id)
            # A 通知 may be dated ahead; nothing is found before it.
            found_on = max(today, stored.issued_on or today)
            due = _usual_due(connection, found_on)
            point = _schedule_point(stored.points)
            if point is None:
                return ()
            units = {each.name: each.id for each in stored.units}
            found = inspection_findings.findings(connection, inspection_id)
            entered = {(each.unit_id, each.item_id) for each in found}
            behind = [
                each
                for each in judged(connection, stored.period)
                if each.assessment.light in _BEHIND and each.unit in units
            ]
        made = (_proposal(each, units[each.unit], point, found_on, due) for each in behind)
        return tuple(
            each for each in made if (each.entry.unit_id, each.entry.item_id) not in entered
        )

    def record(self, inspection_id: int, entries: Sequence[FindingEntry]) -> Changes:
        """Enter findings as one undoable step.

        A point of a unit is either met or has problems: a problem takes the place of “落实”.
        """
        with self._access.writing() as uow:
            stored = _in_hand(uow.connection, inspection_id)
            if not entries:
                raise Refused("没有选中要登记的问题。")
            for entry in entries:
                _enter(uow, stored, clean_finding(entry))
            only = len(entries) == 1
            what = _unit_name(stored, entries[0].unit_id) if only else f"{len(entries)} 条"
            return uow.commit(f"登记督查情况 {what}")

    def mark_met(self, inspection_id: int, unit_id: int, on: date) -> Changes:
        """Enter “落实” at every point where a unit has no finding yet; one undoable step."""
        with self._access.writing() as uow:
            stored = _in_hand(uow.connection, inspection_id)
            found = inspection_findings.findings(uow.connection, inspection_id)
            known = {each.point_id for each in found if each.unit_id == unit_id}
            for point in stored.points:
                if point.id not in known:
                    met = FindingEntry(unit_id, point.id, Verdict.MET, "", "", on, None)
                    _enter(uow, stored, met)
            return uow.commit(f"其余均落实 {_unit_name(stored, unit_id)}")

    def change(self, finding_id: int, entry: FindingEntry) -> Changes:
        """Write a finding anew; refused once its 整改 has begun. Undoable."""
        with self._access.writing() as uow:
            finding, stored = _untouched(uow.connection, finding_id)
            clean = clean_finding(entry)
            _check_place(stored, clean)
            _clear_place(uow, stored, clean, but=finding_id)
            inspection_findings.update(uow, finding_id, _values(clean))
            return uow.commit(f"修改督查情况 {finding.unit}")

    def remove(self, finding_id: int) -> Changes:
        """Take a finding out; refused once its 整改 has begun. Undoable."""
        with self._access.writing() as uow:
            finding, _ = _untouched(uow.connection, finding_id)
            inspection_findings.remove(uow, finding_id)
            return uow.commit(f"删除督查情况 {finding.unit}")

    def act(
        self,
        finding_id: int,
        action: FindingAction,
        on: date,
        note: str = "",
        *,
        person: str = "",
        until: date | None = None,
        files: Sequence[Path] = (),
    ) -> Changes:
        """报整改, 核实销号, 退回重改, 延期, 恢复整改; an impossible step is refused in words.

        ``person`` reported, checked or approved; ``until`` is a new day of 整改; ``files`` prove
        the step and are kept whole or not at all. 恢复整改 brings a closed inspection back.
        """
        from leqing_desktop.documents.evidence_file import read_evidence

        limit = self._file_limit()
        proofs = [read_evidence(path, limit) for path in dict.fromkeys(files)]
        with self._access.writing() as uow:
            finding = _one(uow.connection, finding_id)
            stored = one_inspection(uow.connection, finding.inspection_id)
            if stored.state is InspectionState.VOID:
                raise Refused(f"{stored.number} 已作废，问题不再办理。")
            after = take_step(finding.standing, action, on, until)
            if stored.state is InspectionState.CLOSED:
                reopen(uow, stored, on)
            kept: list[dict[str, Any]] = [
                {
                    "name": each.name,
                    "sha256": stored_files.put(uow.connection, each.content),
                    "downloaded": each.downloaded,
                }
                for each in proofs
            ]
            words = clean_text(note, "说明", NOTE_LIMIT)
            who = clean_text(person, "经办人", PERSON_LIMIT)
            inspection_findings.take_step(uow, finding_id, action, after, words, who, kept)
            return uow.commit(f"{action.label} {finding.unit}（{stored.number}）")

    def extract(self, file_id: int, folder: Path) -> Path:
        """Save a file that proves a step under a name that is free in ``folder``; never opens it."""
        from leqing_desktop.documents.evidence_file import write_evidence

        with self._access.reading() as connection:
            file = inspection_findings.file_of_step(connection, file_id)
            content = stored_files.read(connection, file.sha256) if file is not None else None
        if file is None or content is None:
            raise Refused("台账里没有这份材料的原件，请用“检查台账”查明原因。")
        return write_evidence(folder, file.name, content, downloaded=file.downloaded)

    def _file_limit(self) -> int:
        with self._access.reading() as connection:
            return evidence_limit(ledger_settings.read(connection).get(LIMIT_SETTING))


def _usual_due(connection: Connection, found_on: date) -> date:
    return add_working_days(found_on, MENDING_DAYS, calendar_of(connection).is_working_day)


def _one(connection: Connection, finding_id: int) -> StoredFinding:
    found = inspection_findings.findings(connection, finding_id=finding_id)
    if not found:
        raise Refused("这条问题已被删除，请刷新后再选。")
    return found[0]


def _in_hand(connection: Connection, inspection_id: int) -> StoredInspection:
    """An inspection that takes findings now."""
    stored = one_inspection(connection, inspection_id)
    if stored.state is InspectionState.DRAFT:
        raise Refused("督查通知还没有签发，签发后再登记督查情况。")
    if stored.state is not InspectionState.ISSUED:
        raise Refused(f"专项督查 {stored.number} 是“{stored.state.label}”，不能登记督查情况。")
    return stored


def _untouched(connection: Connection, finding_id: int) -> tuple[StoredFinding, StoredInspection]:
    finding = _one(connection, finding_id)
    stored = _in_hand(connection, finding.inspection_id)
    if inspection_findings.steps(connection, [finding_id]):
        raise Refused("这条问题已开始整改，不能再改，要更正请写进下一步的说明。")
    return finding, stored


def _unit_name(stored: StoredInspection, unit_id: int) -> str:
    return next((each.name for each in stored.units if each.id == unit_id), "")


def _check_place(stored: StoredInspection, entry: FindingEntry) -> None:
    if not _unit_name(stored, entry.unit_id):
        raise Refused("这个单位不在督查对象里，请重新选择单位。")
    if entry.point_id not in {each.id for each in stored.points}:
        raise Refused("这一条不在督查清单里，请重新选择督查内容。")
    if stored.issued_on is not None and entry.found_on < stored.issued_on:
        raise Refused(f"发现日期 {entry.found_on} 早于通知签发日 {stored.issued_on}，请改正日期。")


def _enter(uow: UnitOfWork, stored: StoredInspection, entry: FindingEntry) -> None:
    _check_place(stored, entry)
    _clear_place(uow, stored, entry)
    inspection_findings.add(uow, [_values(entry)])


def _clear_place(
    uow: UnitOfWork, stored: StoredInspection, entry: FindingEntry, but: int | None = None
) -> None:
    """Keep a unit's point either met or with problems, never both."""
    here = [
        each
        for each in inspection_findings.findings(uow.connection, stored.id)
        if (each.unit_id, each.point_id) == (entry.unit_id, entry.point_id) and each.id != but
    ]
    if entry.verdict is Verdict.MET and here:
        raise Refused(f"{here[0].unit}的“{here[0].question[:20]}”已登记过，不能再记为落实。")
    for each in here:
        if each.verdict is Verdict.MET:
            inspection_findings.remove(uow, each.id)


def _values(entry: FindingEntry) -> dict[str, Any]:
    return {
        "inspection_point_id": entry.point_id,
        "unit_id": entry.unit_id,
        "item_id": entry.item_id,
        "verdict": entry.verdict.value,
        "wording": entry.wording,
        "demand": entry.demand,
        "found_on": entry.found_on,
        "due": entry.due,
        "state": first_state(entry.verdict).value,
        "state_on": entry.found_on,
    }


def _schedule_point(points: Sequence[StoredPoint]) -> StoredPoint | None:
    progress = [each for each in points if each.area is InspectionArea.PROGRESS]
    fitting = [each for each in progress if "序时" in each.question]
    return next(iter(fitting or progress), None)


def _proposal(
    status: TaskStatus, unit_id: int, point: StoredPoint, found_on: date, due: date
) -> FindingProposal:
    why = as_finding(status.assessment.short_why)
    wording = f"“{as_quotation(status.task.title)}”{why}。"
    verdict = _BEHIND[status.assessment.light]
    entry = FindingEntry(
        unit_id, point.id, verdict, wording, _CATCH_UP, found_on, due, status.task.id
    )
    return FindingProposal(status.task.title, status.unit, status.assessment.light, entry)


def _row(finding: StoredFinding, stored: StoredInspection, moved: bool, today: date) -> FindingRow:
    void = stored.state is InspectionState.VOID
    return FindingRow(
        finding.id,
        finding.unit_id,
        finding.unit,
        finding.point_id,
        finding.area,
        finding.question,
        finding.item_id,
        finding.verdict,
        finding.wording,
        finding.demand,
        finding.found_on,
        finding.due,
        finding.state,
        finding.state_on,
        state_label(finding.state, finding.due, today),
        is_overdue(finding.state, finding.due, today) and not void,
        () if void else possible_actions(finding.state),
        not moved and stored.state is InspectionState.ISSUED,
    )


def _told(step: StoredFindingStep) -> FindingStep:
    files = tuple((each.id, each.name) for each in step.files)
    return FindingStep(step.on, step.action, step.due, step.note, step.person, step.clerk, files)
