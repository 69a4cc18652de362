"""专项督查: planned as a draft, signed with a number, closed when everything is mended, or voided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import (
    inspection_findings,
    inspection_plans,
    ledger_settings,
    notices,
    periods,
)
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.inspection_findings import StoredFinding
from leqing_desktop.db.inspection_plans import StoredInspection
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.inspection_life import (
    UNSETTLED,
    InspectionAction,
    InspectionState,
    is_overdue,
    next_inspection_state,
    possible_inspection_actions,
    require_closing,
)
from leqing_desktop.domain.inspection_plan import (
    DEFAULT_CHECKLIST,
    CheckPoint,
    InspectionPlan,
    clean_plan,
    inspected_kind,
    require_complete,
)
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.inspection_wording import word_inspection
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.notice_wording import as_demo, from_stored, to_stored
from leqing_desktop.services.office import office_of
from leqing_desktop.services.wording_kinds import KINDS, template_of
from leqing_desktop.services.work_days import calendar_of

Drawn = list[tuple[bytes, bytes]]
Draw = Callable[[Sequence[NoticeDocument]], Drawn]
"""PDF and .docx of each document."""
REASON_LIMIT = 200
_SELF_CHECK_DAYS, _LASTING = 5, 4
"""Proposed for a new inspection, in working days: for the 自查, then after the first day."""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that can be inspected, with its kind as it is told (部门, 镇街, 功能区 …)."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the checklist."""

    id: int
    point: CheckPoint


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection as lists show it; ``number`` empty before it is signed.

    ``waiting`` findings are not closed yet, ``overdue`` of them past their day.
    """

    id: int
    period: Period
    plan: InspectionPlan
    state: InspectionState
    note: str
    number: str
    issued_on: date | None
    units: tuple[UnitChoice, ...]
    points: tuple[PointRow, ...]
    findings: int
    waiting: int
    overdue: int
    actions: tuple[InspectionAction, ...]


@dataclass(frozen=True, slots=True)
class PreparedInspection:
    """A 通知 worded and numbered ahead of signing; the number is spent only by ``sign``."""

    inspection_id: int
    n: int
    document: NoticeDocument
    issued_on: date


class InspectionService:
    """专项督查 as a whole; its findings are InspectionFindingService's."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def today(self) -> date:
        """The day by the ledger's clock."""
        return self._access.now().date()

    def register(self, period: Period | None = None) -> tuple[InspectionRow, ...]:
        """Drafts, then signed ones by number, void ones included, the newest first."""
        with self._access.reading() as connection:
            found = inspection_findings.findings(connection)
            return tuple(
                _row(each, [f for f in found if f.inspection_id == each.id], self.today())
                for each in inspection_plans.register(connection, period)
            )

    def choices(self) -> tuple[UnitChoice, ...]:
        """Every unit of the organisation, in the order of the list."""
        with self._access.reading() as connection:
            return tuple(map(_choice, inspection_plans.all_units(connection)))

    def fresh(self, period: Period) -> InspectionPlan:
        """A plan to begin with: the last inspection's checklist and team, days from today on."""
        today = self.today()
        with self._access.reading() as connection:
            is_working_day = calendar_of(connection).is_working_day
            last = next(iter(inspection_plans.register(connection)), None)
            report_due = add_working_days(today, _SELF_CHECK_DAYS, is_working_day)
            begins_on = add_working_days(report_due, 1, is_working_day)
            ends_on = add_working_days(begins_on, _LASTING, is_working_day)
        return InspectionPlan(
            f"{period.label}重点任务推进情况专项督查",
            begins_on,
            ends_on,
            last.team if last else "",
            report_due,
            (),
            last.plan.points if last and last.points else DEFAULT_CHECKLIST,
        )

    def create(self, period: Period, plan: InspectionPlan) -> Changes:
        """Enter a draft; undoable. Refused without a title or with days in the wrong order."""
        with self._access.writing() as uow:
            clean = _checked(uow.connection, plan)
            inspection_plans.add(uow, periods.put(uow, period), clean)
            return uow.commit(f"新建专项督查“{clean.title[:20]}”")

    def change(self, inspection_id: int, plan: InspectionPlan) -> Changes:
        """Write a draft anew; undoable. Refused once it is signed."""
        with self._access.writing() as uow:
            stored = one_inspection(uow.connection, inspection_id)
            _require_draft(stored, "修改")
            clean = _checked(uow.connection, plan)
            inspection_plans.change(uow, stored, clean)
            return uow.commit(f"修改专项督查“{clean.title[:20]}”")

    def remove(self, inspection_id: int) -> Changes:
        """Take a draft away; undoable."""
        with self._access.writing() as uow:
            stored = one_inspection(uow.connection, inspection_id)
            _require_draft(stored, "删除")
            inspection_plans.remove(uow, stored)
            return uow.commit(f"删除专项督查“{stored.title[:20]}”")

    def preview(self, inspection_id: int, issued_on: date | None = None) -> NoticeDocument:
        """The 通知 as it was printed, or as it would be signed, then without its number."""
        with self._access.reading() as connection:
            stored = one_inspection(connection, inspection_id)
            if stored.document is not None:
                return from_stored(dict(stored.document))
            return _document(connection, stored, "", issued_on or self.today())

    def prepare(self, inspection_id: int, issued_on: date) -> PreparedInspection:
        """Word the 通知 with the number that it will get; nothing is written yet.

        Refused where the plan or the office lacks what the 通知 has to say.
        """
        with self._access.reading() as connection:
            return _prepare(connection, inspection_id, issued_on)

    def sign(self, prepared: PreparedInspection) -> Changes:
        """Spend the number and keep the document; undo does not reach behind.

        Refused where anything moved since ``prepare``: a number, the plan, the office.
        """
        with self._access.writing() as uow:
            again = _prepare(uow.connection, prepared.inspection_id, prepared.issued_on)
            if again.n != prepared.n:
                raise Refused("文号刚被另一份公文占用，请再点一次签发。")
            if again != prepared:
                raise Refused("督查方案或发文机关刚改过，与预览不一致，请再点一次签发。")
            values = {
                "state": InspectionState.ISSUED.value,
                "state_on": prepared.issued_on,
                "series": office_of(ledger_settings.read(uow.connection)).series,
                "year": prepared.issued_on.year,
                "number": prepared.n,
                "issued_on": prepared.issued_on,
                "document": to_stored(prepared.document),
            }
            inspection_plans.update(uow, prepared.inspection_id, values)
            return uow.commit(f"签发专项督查通知 {prepared.document.number}", barrier=True)

    def issue(
        self, inspection_id: int, issued_on: date, folder: Path, draw: Draw, *, each: bool = False
    ) -> tuple[Path, ...]:
        """Draw aside, spend the number, put PDF and .docx in place; ``each``: one for every unit.

        A ledger or folder that cannot be written is refused before the number is spent. A signed
        one is written again, the same bytes, and spends none.
        """
        from leqing_desktop.services.inspection_files import addressed, require_room, write_files

        with self._access.reading() as connection:
            stored = one_inspection(connection, inspection_id)
            signed = stored.document is not None
        if stored.state is InspectionState.VOID:
            raise Refused(f"{stored.number} 已作废，不再写文件。")
        if not signed:
            self._access.refuse_writing()
        prepared = None if signed else self.prepare(inspection_id, issued_on)
        document = prepared.document if prepared else self.preview(inspection_id)
        documents = addressed(document, [unit.name for unit in stored.units] if each else ())
        drawn = draw(documents)
        if prepared is not None:
            require_room(folder, drawn)
            self.sign(prepared)
        return write_files(folder, documents, drawn)

    def close(self, inspection_id: int, on: date) -> Changes:
        """End a signed inspection; refused while findings are not closed. Undoable."""
        with self._access.writing() as uow:
            stored = one_inspection(uow.connection, inspection_id)
            after = next_inspection_state(stored.state, InspectionAction.CLOSE)
            found = inspection_findings.findings(uow.connection, inspection_id)
            require_closing([each.state for each in found])
            latest = max([each.state_on for each in found], default=stored.state_on)
            if latest is not None and on < latest:
                raise Refused(f"结束日期 {on} 早于最后一步的日期 {latest}，请改正日期。")
            inspection_plans.update(
                uow, inspection_id, {"state": after.value, "state_on": on, "state_note": ""}
            )
            return uow.commit(f"结束专项督查 {stored.number}")

    def reopen(self, inspection_id: int, on: date) -> Changes:
        """Go on with an inspection that was closed; undoable."""
        with self._access.writing() as uow:
            stored = one_inspection(uow.connection, inspection_id)
            reopen(uow, stored, on)
            return uow.commit(f"恢复专项督查 {stored.number}")

    def void(self, inspection_id: int, reason: str) -> Changes:
        """作废: the number stays visible and is never given again; cannot be undone."""
        with self._access.writing() as uow:
            stored = one_inspection(uow.connection, inspection_id)
            after = next_inspection_state(stored.state, InspectionAction.VOID)
            words = clean_text(reason, "作废理由", REASON_LIMIT)
            if not words:
                raise Refused("请写明作废理由，它会留在台账里。")
            values = {"state": after.value, "state_note": words, "state_on": self.today()}
            inspection_plans.update(uow, inspection_id, values)
            return uow.commit(f"作废专项督查 {stored.number}", barrier=True)


def one_inspection(connection: Connection, inspection_id: int) -> StoredInspection:
    """An inspection; Refused where it is no longer there."""
    stored = inspection_plans.find(connection, inspection_id)
    if stored is None:
        raise Refused("台账里没有这次专项督查，请刷新后再选。")
    return stored


def reopen(uow: UnitOfWork, stored: StoredInspection, on: date) -> None:
    """Bring a closed inspection back to work."""
    after = next_inspection_state(stored.state, InspectionAction.REOPEN)
    if stored.state_on is not None and on < stored.state_on:
        raise Refused(f"日期 {on} 早于结束督查的日期 {stored.state_on}，请改正日期。")
    inspection_plans.update(uow, stored.id, {"state": after.value, "state_on": on})


def _require_draft(stored: StoredInspection, verb: str) -> None:
    if stored.state is not InspectionState.DRAFT:
        raise Refused(f"专项督查 {stored.number} 已签发，不能{verb}，要改请先作废再新建。")


def _checked(connection: Connection, plan: InspectionPlan) -> InspectionPlan:
    clean = clean_plan(plan)
    known = {each.name for each in inspection_plans.all_units(connection)}
    gone = next((name for name in clean.units if name not in known), None)
    if gone is not None:
        raise Refused(f"台账里没有“{gone[:20]}”这个单位，请重新选择督查对象。")
    return clean


def _prepare(connection: Connection, inspection_id: int, issued_on: date) -> PreparedInspection:
    stored = one_inspection(connection, inspection_id)
    next_inspection_state(stored.state, InspectionAction.SIGN)
    office = office_of(ledger_settings.read(connection))
    if not office.sender:
        raise Refused("还没有填发文机关，请先到 设置 › 发文机关 填写，再签发督查通知。")
    require_complete(stored.plan)
    if stored.report_due is not None and stored.report_due < issued_on:
        raise Refused(
            f"自查报告的期限 {stored.report_due} 早于签发日期 {issued_on}，请改其中一个。"
        )
    n = notices.next_number(connection, office.series, issued_on.year)
    number = str(office.number(issued_on.year, n))
    document = _document(connection, stored, number, issued_on)
    return PreparedInspection(inspection_id, n, document, issued_on)


def _document(
    connection: Connection, stored: StoredInspection, number: str, issued_on: date
) -> NoticeDocument:
    settings = ledger_settings.read(connection)
    document = word_inspection(
        template_of(settings, KINDS["inspection"]),
        office_of(settings),
        number,
        stored.period,
        stored.plan,
        [(each.name, each.kind) for each in stored.units],
        issued_on,
    )
    return as_demo(document) if settings.get(DEMO_KEY) else document


def _choice(unit: inspection_plans.InspectedUnit) -> UnitChoice:
    return UnitChoice(unit.id, unit.name, inspected_kind(unit.name, unit.kind))


def _row(stored: StoredInspection, found: Sequence[StoredFinding], today: date) -> InspectionRow:
    return InspectionRow(
        stored.id,
        stored.period,
        stored.plan,
        stored.state,
        stored.state_note,
        str(stored.number) if stored.number else "",
        stored.issued_on,
        tuple(map(_choice, stored.units)),
        tuple(PointRow(each.id, CheckPoint(each.area, each.question)) for each in stored.points),
        len(found),
        sum(each.state in UNSETTLED for each in found),
        sum(is_overdue(each.state, each.due, today) for each in found),
        possible_inspection_actions(stored.state),
    )
