"""审核: one unit's return row by row beside last quarter's; accept, send back, decide, choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leqing_desktop.db import check_ins, indicator_values, periods, returns, stored_files, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.returns import StoredReturn, StoredRow
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_form import ReturnForm
from leqing_desktop.domain.return_outcome import FileState, Finding, RowState
from leqing_desktop.domain.return_review import BoardRow, UnitReview
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services import return_board, return_facts
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.return_review_rows import review_of
from leqing_desktop.services.return_rows import enter
from leqing_desktop.services.work_days import calendar_of

UNSEALED = frozenset({"seal_missing", "seal_broken"})
"""Findings of a workbook whose rows were recognised by number and name only."""
SENT_BACK_DAYS = 3
"""Working days that a unit has at least to mend a return: it is filled, only its faults are asked."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A task or indicator that a row may be about; ``taken``: another row is it already."""

    id: int
    words: str
    taken: bool


class ReviewService:
    """审核报送表. Every verb is one step of undo."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def board(self, period: Period) -> tuple[BoardRow, ...]:
        """Every unit that owes a return, with its state."""
        with self._access.reading() as connection:
            return return_board.board(connection, period, self._access.now().date())

    def review(self, period: Period, unit_id: int, version: int | None = None) -> UnitReview:
        """A unit's return of a period, the newest version unless another is asked for."""
        with self._access.reading() as connection:
            return review_of(connection, return_facts.read(connection, period), unit_id, version)

    def accept(self, period: Period, unit_id: int, row_ids: Iterable[int] | None = None) -> Changes:
        """审核通过 some rows of the unit's newest return, all that can be where none are named.

        Refused where a named row cannot be: nobody knows whose it is, or its figure is none.
        """
        with self._access.writing() as uow:
            file, rows = _newest(uow.connection, period, unit_id)
            wanted = None if row_ids is None else set(row_ids)
            chosen = [row for row in rows if wanted is None or row.id in wanted]
            if wanted is None:
                chosen = [row for row in chosen if _why_not(row) == ""]
            for row in chosen:
                if why := _why_not(row):
                    raise Refused(why)
            count = _accept(uow, file, chosen)
            name = units.names_by_id(uow.connection)[unit_id]
            return uow.commit(f"审核通过{name}{period.label}报送 {count} 条")

    def accept_clean(self, period: Period, unit_ids: Iterable[int] | None = None) -> Changes:
        """审核通过 in every return, or those of some units, the rows without a serious finding.

        A return that lost what tells its rows apart (校验页) is left to be looked at row by row.
        """
        with self._access.writing() as uow:
            stored = return_facts.period_of(uow.connection, period)
            wanted = None if unit_ids is None else set(unit_ids)
            count = 0
            done: set[int] = set()
            for file in returns.files(uow.connection, stored.id):
                if file.unit_id in done or (wanted is not None and file.unit_id not in wanted):
                    continue
                done.add(file.unit_id)
                if file.state is FileState.RIVAL or _is_unsealed(file):
                    continue
                rows = returns.rows(uow.connection, [file.id]).get(file.id, [])
                count += _accept(uow, file, [row for row in rows if _is_clean(row)])
            return uow.commit(f"批量审核通过{period.label}报送 {count} 条")

    def send_back(
        self, period: Period, unit_id: int, row_ids: Iterable[int] | None = None, note: str = ""
    ) -> Changes:
        """退回 some rows, or the whole return, with a 退回说明; what they said is taken out again.

        No rows at all: only the tasks for which the return has no row are asked for.
        """
        with self._access.writing() as uow:
            file, rows = _newest(uow.connection, period, unit_id)
            wanted = None if row_ids is None else set(row_ids)
            chosen = [row for row in rows if wanted is None or row.id in wanted]
            words = clean_text(note, "退回说明", 5000)
            lacks = any(each.kind == "missing_row" for each in file.findings)
            if not chosen and not lacks:
                raise Refused("没有选中要退回的行，请先选行。")
            _take_out(uow, file, chosen)
            state = RowState.SENT_BACK.value
            returns.set_rows(uow, {row.id: {"state": state} for row in chosen})
            returns.set_files(uow, {file.id: {"state": FileState.SENT_BACK.value, "note": words}})
            name = units.names_by_id(uow.connection)[unit_id]
            return uow.commit(f"退回{name}{period.label}报送 {len(chosen)} 条")

    def reopen(self, period: Period, unit_id: int, row_ids: Iterable[int]) -> Changes:
        """Make rows wait again; an accepted one is taken out of the ledger."""
        with self._access.writing() as uow:
            file, rows = _newest(uow.connection, period, unit_id)
            wanted = set(row_ids)
            chosen = [row for row in rows if row.id in wanted]
            _take_out(uow, file, chosen)
            state = RowState.WAITING.value
            returns.set_rows(uow, {row.id: {"state": state} for row in chosen})
            if all(row.id in wanted for row in rows if row.state is RowState.SENT_BACK):
                returns.set_files(uow, {file.id: {"state": FileState.CURRENT.value}})
            return uow.commit(f"改回待定 {len(chosen)} 条")

    def offers(self, row_id: int) -> tuple[Subject, ...]:
        """What a row can be said to be about: the unit's tasks, or its indicators."""
        with self._access.reading() as connection:
            file, row = _row(connection, row_id)
            period = periods.by_id(connection, file.period_id).period
            facts = return_facts.read(connection, period)
            unit = units.names_by_id(connection)[file.unit_id]
            others = returns.rows(connection, [file.id]).get(file.id, [])
            if _is_indicator(row):
                named = [
                    (each.id, f"{each.indicator.name}  （{each.measure}）")
                    for each in facts.indicators.get(unit, {}).values()
                ]
                taken = {each.indicator_id for each in others if each.id != row_id}
            else:
                named = [
                    (task.id, f"{task.number} {task.title}  （{task.measure_title}）")
                    for task in facts.own.get(unit, {}).values()
                ]
                taken = {each.item_id for each in others if each.id != row_id}
            return tuple(Subject(key, words, key in taken) for key, words in named)

    def assign_row(self, row_id: int, subject_id: int) -> Changes:
        """Say whose row it is, a task's or an indicator's; the doubt about it is settled."""
        with self._access.writing() as uow:
            file, row = _row(uow.connection, row_id)
            period = _require_open(uow.connection, file)
            facts = return_facts.read(uow.connection, period)
            unit = units.names_by_id(uow.connection)[file.unit_id]
            indicator = _is_indicator(row)
            what = "指标" if indicator else "任务"
            own = facts.indicators if indicator else facts.own
            if subject_id not in own.get(unit, {}):
                raise Refused(f"这项{what}不由{unit}报送，请另选一项。")
            for each in returns.rows(uow.connection, [file.id]).get(file.id, []):
                said = each.indicator_id if indicator else each.item_id
                if said == subject_id and each.id != row_id:
                    raise Refused(f"已有一行认作这项{what}，请先把那一行改为别的{what}。")
            findings = [each for each in row.findings if each.kind not in ("match", "not_owed")]
            returns.set_subject(uow, row_id, subject_id, findings, indicator=indicator)
            return uow.commit("指认报送表的一行")

    def decide_changes(self, answers: Sequence[tuple[int, str, bool]]) -> Changes:
        """改动核对: whether the unit's words outside its input cells are noted or refused.

        Each answer is a row's id, a cell and whether it is noted; all are one step. Nothing is
        written into the decomposition table: what the clerk notes there is the clerk's to do.
        """
        decided: dict[int, dict[str, bool]] = defaultdict(dict)
        for row_id, cell, taken in answers:
            decided[row_id][cell] = taken
        with self._access.writing() as uow:
            for row_id, cells in decided.items():
                file, row = _row(uow.connection, row_id)
                _require_open(uow.connection, file)
                changes = [
                    replace(each, taken=cells.get(each.cell, each.taken)) for each in row.changes
                ]
                returns.set_changes(uow, row_id, changes)
            noted = sum(taken for _row_id, _cell, taken in answers)
            words = f"认可 {noted} 处，不认可 {len(answers) - noted} 处"
            return uow.commit(f"改动核对：{words}")

    def choose(self, file_id: int) -> Changes:
        """Of two returns that differ take this one; the others are kept as 旧版."""
        with self._access.writing() as uow:
            chosen = _file(uow.connection, file_id)
            period = _require_open(uow.connection, chosen)
            kept = returns.files(uow.connection, chosen.period_id, chosen.unit_id)
            rows = returns.rows(uow.connection, [each.id for each in kept])
            for each in kept:
                if each.id != file_id:
                    _take_out(uow, each, rows.get(each.id, []))
            states = {
                each.id: {
                    "state": (FileState.CURRENT if each.id == file_id else FileState.REPLACED).value
                }
                for each in kept
            }
            returns.set_files(uow, states)
            settled = [each for each in chosen.findings if each.kind != "two_versions"]
            returns.set_findings(uow, file_id, settled)
            # The newest version is the one in force: the chosen one goes to the top.
            top = max(each.version for each in kept)
            if chosen.version != top:
                returns.move_to_top(uow, kept, chosen)
            clean = [row for row in rows.get(file_id, []) if not row.findings and not row.changes]
            _accept(uow, chosen, [row for row in clean if not _why_not(row)])
            name = units.names_by_id(uow.connection)[chosen.unit_id]
            return uow.commit(f"选定{name}{period.label}报送表")

    def strike(self, row_id: int) -> Changes:
        """不收这一行: a row that is about nothing the unit owes leaves the review, not the original."""
        with self._access.writing() as uow:
            file, row = _row(uow.connection, row_id)
            period = _require_open(uow.connection, file)
            if row.item_id is not None or row.indicator_id is not None:
                raise Refused("这一行已对上任务或指标，不能不收；要退给单位请用“退回”。")
            returns.remove_rows(uow, [row_id])
            name = units.names_by_id(uow.connection)[file.unit_id]
            return uow.commit(f"不收{name}{period.label}报送表第 {row.row} 行")

    def save_original(self, file_id: int, path: Path) -> Path:
        """Save a kept workbook exactly as it came."""
        from leqing_desktop.documents.safe_file import write_bytes

        with self._access.reading() as connection:
            file = _file(connection, file_id)
            content = stored_files.read(connection, file.sha256)
        if content is None:
            raise Refused("台账里没有这份原件，请用“检查台账”查明原因。")
        return write_bytes(path, content)

    def sent_back_copy(self, file_id: int, path: Path) -> FileJob[Path]:
        """The job that writes the 退回稿: the unit's own file with the faults marked in it."""
        with self._access.reading() as connection:
            file = _file(connection, file_id)
            content = stored_files.read(connection, file.sha256)
            rows = returns.rows(connection, [file_id]).get(file_id, [])
            stored = periods.by_id(connection, file.period_id)
            facts = return_facts.read(connection, stored.period)
            unit = units.names_by_id(connection)[file.unit_id]
            issued = stored.issue_on or file.received_on
            form = facts.form(unit, issued) if unit in facts.own else None
            today = self._access.now().date()
            least = add_working_days(today, SENT_BACK_DAYS, calendar_of(connection).is_working_day)
        answer_by = max(stored.due_on or least, least)
        if content is None:
            raise Refused("台账里没有这份原件，请用“检查台账”查明原因。")
        findings = [*file.findings]
        findings += [
            each for row in rows if row.state is not RowState.ACCEPTED for each in row.findings
        ]
        asked = (tuple(findings), file.note, path, answer_by)
        return FileJob(write_copy, (content, file.name, form, facts.key, *asked))


def write_copy(
    content: bytes,
    name: str,
    form: ReturnForm | None,
    key: bytes,
    findings: Sequence[Finding],
    note: str,
    path: Path,
    answer_by: date,
) -> Path:
    """Write the 退回稿; runs in the child process or here."""
    from leqing_desktop.documents.return_sent_back import write_sent_back

    return write_sent_back(content, name, form, key, findings, note, path, answer_by)


def _newest(
    connection: Connection, period: Period, unit_id: int
) -> tuple[StoredReturn, list[StoredRow]]:
    stored = return_facts.period_of(connection, period)
    files = returns.files(connection, stored.id, unit_id)
    if not files:
        raise Refused("这个单位还没有交来报送表，请先收表。")
    _require_open(connection, files[0])
    if files[0].state is FileState.RIVAL:
        raise Refused("这个单位有两份不同的表，请先选定用哪一份。")
    return files[0], returns.rows(connection, [files[0].id]).get(files[0].id, [])


def _require_open(connection: Connection, file: StoredReturn) -> Period:
    stored = periods.by_id(connection, file.period_id)
    if stored.locked:
        raise Refused(f"{stored.period.label}已锁定，不能再审核；要改请先解锁并写明理由。")
    return stored.period


def _file(connection: Connection, file_id: int) -> StoredReturn:
    file = returns.file(connection, file_id)
    if file is None:
        raise Refused("没有这份报送表，可能已经撤销，请刷新后再选。")
    return file


def _row(connection: Connection, row_id: int) -> tuple[StoredReturn, StoredRow]:
    found = returns.rows_by_id(connection, [row_id])
    if not found:
        raise Refused("没有这一行，可能已经撤销，请刷新后再选。")
    return _file(connection, found[0].file_id), found[0]


def _is_unsealed(file: StoredReturn) -> bool:
    return any(each.kind in UNSEALED for each in file.findings)


def _is_indicator(row: StoredRow) -> bool:
    return "progress" not in row.fields


def _why_not(row: StoredRow) -> str:
    """Why a row cannot be accepted as it is, "" where it can."""
    if row.item_id is None and row.indicator_id is None:
        what = "指标" if _is_indicator(row) else "任务"
        return f"第 {row.row} 行还不知道是哪一项{what}，请先指认，或退回该单位。"
    progress = row.fields.get("progress")
    if progress is not None and progress["value"] is None:
        return f"第 {row.row} 行没有可用的进度数，请退回该单位补填，或在“填报”里代填。"
    return ""


def _is_clean(row: StoredRow) -> bool:
    return (
        row.state is RowState.WAITING
        and not _why_not(row)
        and not any(each.serious for each in row.findings)
        and not any(each.taken is None for each in row.changes)
    )


def _accept(uow: UnitOfWork, file: StoredReturn, rows: Sequence[StoredRow]) -> int:
    chosen = [row for row in rows if row.state is not RowState.ACCEPTED]
    said = ((row.item_id, row.indicator_id, row.fields) for row in chosen)
    enter(uow, file.period_id, file.unit_id, said, file.received_on)
    returns.set_rows(uow, {row.id: {"state": RowState.ACCEPTED.value} for row in chosen})
    return len(chosen)


def _take_out(uow: UnitOfWork, file: StoredReturn, rows: Iterable[StoredRow]) -> None:
    """Take what accepted rows said out of the ledger again."""
    accepted = [row for row in rows if row.state is RowState.ACCEPTED]
    items = [row.item_id for row in accepted if row.item_id is not None]
    check_ins.remove(uow, file.period_id, file.unit_id, items)
    indicators = [row.indicator_id for row in accepted if row.indicator_id is not None]
    indicator_values.remove(uow, file.period_id, file.unit_id, indicators)
