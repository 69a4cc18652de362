"""What becomes of every collected file: one outcome each, its rows judged one by one, nothing written."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.db import returns
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.returns import StoredReturn, StoredRow
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckSettings
from leqing_desktop.domain.return_form import TEMPLATE_VERSION, ReturnForm
from leqing_desktop.domain.return_outcome import (
    FileKind,
    FileState,
    Finding,
    Outcome,
    OutsideChange,
    RowState,
)
from leqing_desktop.domain.return_reading import CollectedFile, ReadIndicator, ReadReturn, ReadTask
from leqing_desktop.domain.return_seal import Seal, SealState, open_seal
from leqing_desktop.services.return_facts import ReturnFacts
from leqing_desktop.services.return_rows import JudgedRow, RowJudge

CHECKS_SETTING = "return_checks"
_UNREADABLE = frozenset({FileKind.RESAVE, FileKind.BROKEN})


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """A collected file with its outcome; ``unit_id`` is None where nobody could tell whose it is.

    ``state`` is what the file becomes when it is taken in, None where it is not kept.
    """

    file: CollectedFile
    outcome: Outcome
    unit: str = ""
    unit_id: int | None = None
    rows: tuple[JudgedRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    state: FileState | None = None
    digest: str = ""

    @property
    def rows_read(self) -> int:
        """Rows of the task block that were read."""
        return sum(not row.is_indicator for row in self.rows)

    @property
    def changes(self) -> tuple[OutsideChange, ...]:
        """Everything that was changed outside the input cells."""
        return tuple(change for row in self.rows for change in row.changes)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the file and of its rows."""
        return (*self.findings, *(each for row in self.rows for each in row.findings))


class ReturnJudge:
    """Judges the files of one call against the ledger as it is now."""

    def __init__(self, connection: Connection, facts: ReturnFacts) -> None:
        self._facts = facts
        self._names = {unit_id: unit for unit, unit_id in facts.unit_ids.items()}
        kept = returns.files(connection, facts.stored.id)
        self._kept: dict[int, list[StoredReturn]] = defaultdict(list)
        for each in kept:
            self._kept[each.unit_id].append(each)
        rows = returns.rows(connection, [versions[0].id for versions in self._kept.values()])
        self._last_rows: Mapping[int, Sequence[StoredRow]] = rows
        stored = facts.settings.get(CHECKS_SETTING)
        settings = CheckSettings.from_json(stored if isinstance(stored, dict) else {})
        self._row_judge = RowJudge(connection, facts, settings)

    def judge(self, files: Iterable[CollectedFile]) -> tuple[JudgedFile, ...]:
        """Every file with exactly one outcome, in the order given."""
        judged: list[JudgedFile] = []
        seen: dict[str, JudgedFile] = {}
        for file in files:
            # The same bytes need no second look: a folder may hold many copies.
            twin = seen.get(file.sha256)
            found = self._one(file) if twin is None else twin
            found = replace(found, file=_without_cells(file))
            if found.state is not None:
                said = f"{found.unit_id}:{found.digest}"
                twin = twin or seen.get(said)
                if twin is not None:
                    found = _duplicate(found, f"与“{twin.file.shown}”相同，只收一份。")
                else:
                    seen[file.sha256] = seen[said] = found
            judged.append(found)
        return self._with_rivals(judged)

    def _one(self, file: CollectedFile) -> JudgedFile:
        if file.read is None:
            kind = FileKind(file.kind)
            outcome = Outcome.UNREADABLE if kind in _UNREADABLE else Outcome.UNKNOWN
            return JudgedFile(file, outcome, findings=(Finding(kind.value, file.problem),))
        seal = open_seal(file.read.seal, self._facts.key)
        refused = self._foreign(file, seal)
        if refused is not None:
            return refused
        if seal.form is not None:
            # By its id: a unit may have got another name since the workbook went out.
            unit = self._names.get(seal.form.unit_id, seal.form.unit)
            seal = replace(seal, form=replace(seal.form, unit=unit))
        else:
            unit = self._unit_named(file.read, seal)
        if unit not in self._facts.own:
            return self._nobody(file, unit)
        kept = self._kept.get(self._facts.unit_ids[unit], [])
        digest = content_digest(file.read)
        for each in kept:
            if each.sha256 == file.sha256 or each.digest == digest:
                found = JudgedFile(file, Outcome.DUPLICATE, unit, each.unit_id)
                return _duplicate(found, f"与已收的第 {each.version} 版内容相同，没有再收。")
        return self._rows(file, file.read, seal, unit, digest, kept)

    def _foreign(self, file: CollectedFile, seal: Seal) -> JudgedFile | None:
        facts = self._facts
        unit = seal.unit if seal.unit in facts.unit_ids else ""
        unit_id = facts.unit_ids.get(unit)
        if seal.state is not SealState.MISSING:
            if seal.ledger != facts.ledger:
                words = "是另一个台账发出的报送表，没有收；请核对是不是发错了地方。"
                return JudgedFile(file, Outcome.UNKNOWN, findings=(Finding("ledger", words),))
            if seal.template != TEMPLATE_VERSION:
                words = "是旧模板，没有收；请把新下发的报送表发给该单位重填。"
                finding = (Finding("old_template", words),)
                return JudgedFile(file, Outcome.OLD_TEMPLATE, unit, unit_id, findings=finding)
        period = _period_of(file, seal)
        if period is not None and period != facts.period:
            words = f"是{period.label}的报送表，现在收的是{facts.period.label}，没有收。"
            finding = (Finding("wrong_period", words),)
            return JudgedFile(file, Outcome.WRONG_PERIOD, unit, unit_id, findings=finding)
        return None

    def _unit_named(self, read: ReadReturn, seal: Seal) -> str:
        """The unit that the sheet itself, the damaged seal or the file's name gives, "" for none."""
        for name in (read.unit_line.strip(), seal.unit):
            if name in self._facts.own:
                return name
        within = [unit for unit in self._facts.own if unit in read.name]
        longest = max(within, key=len, default="")
        return longest if all(unit in longest for unit in within) else ""

    def _nobody(self, file: CollectedFile, unit: str) -> JudgedFile:
        if unit:
            words = f"{unit}在这一期没有要报送的任务，没有收；请核对分解表里的责任单位。"
        else:
            words = "认不出是哪个单位的报送表，没有收；请在表头写明单位名称再收一次。"
        finding = (Finding("unit", words),)
        return JudgedFile(file, Outcome.UNKNOWN, unit, findings=finding)

    def _rows(
        self,
        file: CollectedFile,
        read: ReadReturn,
        seal: Seal,
        unit: str,
        digest: str,
        kept: Sequence[StoredReturn],
    ) -> JudgedFile:
        unit_id = self._facts.unit_ids[unit]
        form = seal.form or self._facts.form(unit, self._facts.stored.issue_on or date.min)
        rows = self._row_judge.rows(read, form, sealed=seal.form is not None)
        owed = self._facts.own[unit]
        findings = [*_seal_findings(seal), *_missing_rows(form, rows, owed)]
        if seal.form is None:
            # What went out is not known any more, so every row is for the clerk to look at.
            rows = _all_waiting(rows)
        state = FileState.CURRENT
        if kept:
            rows = _carried_over(rows, self._last_rows.get(kept[0].id, ()))
            state = self._state_after(kept)
        if state is FileState.RIVAL:
            words = f"与已收的第 {kept[0].version} 版内容不同，请选定用哪一份。"
            findings.append(Finding("two_versions", words))
            rows = _all_waiting(rows)
        if not any(not row.is_indicator for row in rows):
            findings.append(Finding("no_rows", "表里没有一行任务，请该单位用下发的报送表重填。"))
        faulty = bool(findings) or any(row.state is RowState.WAITING for row in rows)
        outcome = Outcome.FAULTY if faulty else Outcome.ACCEPTED
        return JudgedFile(file, outcome, unit, unit_id, rows, tuple(findings), state, digest)

    def _state_after(self, kept: Sequence[StoredReturn]) -> FileState:
        """A better version replaces what waits or was sent back; what was accepted is not touched."""
        newest = kept[0]
        if newest.state is FileState.RIVAL:
            return FileState.RIVAL
        rows = self._last_rows.get(newest.id, ())
        settled = all(row.state is RowState.ACCEPTED for row in rows)
        done = newest.state is FileState.CURRENT and settled and bool(rows)
        return FileState.RIVAL if done else FileState.CURRENT

    def _with_rivals(self, judged: list[JudgedFile]) -> tuple[JudgedFile, ...]:
        by_unit: dict[int, list[int]] = defaultdict(list)
        for place, each in enumerate(judged):
            if each.state is not None and each.unit_id is not None:
                by_unit[each.unit_id].append(place)
        for places in by_unit.values():
            if len(places) < 2:
                continue
            names = "、".join(f"“{judged[place].file.shown}”" for place in places)
            words = (
                f"{judged[places[0]].unit}有 {len(places)} 份不同的表：{names}，请选定用哪一份。"
            )
            for place in places:
                each = judged[place]
                findings = (*each.findings, Finding("two_versions", words))
                judged[place] = replace(
                    each,
                    outcome=Outcome.FAULTY,
                    findings=findings,
                    rows=_all_waiting(each.rows),
                    state=FileState.RIVAL,
                )
        return tuple(judged)


def _without_cells(file: CollectedFile) -> CollectedFile:
    """What a judged file still needs of what was read: its rows say the rest."""
    if file.read is None:
        return file
    return replace(file, read=replace(file.read, tasks=(), indicators=()))


def content_digest(read: ReadReturn) -> str:
    """Of what the unit filled in, whatever program saved it: equal digests are the same return."""
    tasks = [_cells_of(row) for row in read.tasks]
    indicators = [_cells_of(row) for row in read.indicators]
    words = json.dumps([tasks, indicators], ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()


def _cells_of(row: ReadTask | ReadIndicator) -> list[str]:
    # Another program keeps fewer digits of a figure, and it is the same figure.
    said = [
        f"{name}={cell.text if cell.number is None else f'{cell.number:.12g}'}"
        for name, cell in sorted(row.cells.items())
    ]
    return [str(row.mark), *said]


def _period_of(file: CollectedFile, seal: Seal) -> Period | None:
    line = file.read.period_line if file.read is not None else ""
    for text in (seal.period, line):
        try:
            return Period.parse(text)
        except ValueError:
            continue
    return None


def _duplicate(found: JudgedFile, words: str) -> JudgedFile:
    return replace(
        found,
        outcome=Outcome.DUPLICATE,
        rows=(),
        findings=(Finding("duplicate", words, serious=False),),
        state=None,
    )


def _seal_findings(seal: Seal) -> list[Finding]:
    if seal.state is SealState.MISSING:
        words = "校验页没有了，各行是按序号和名称认出来的，请逐行核对。"
        return [Finding("seal_missing", words)]
    if seal.state is SealState.BROKEN:
        words = "校验页被改动过，各行是按序号和名称认出来的，请逐行核对。"
        return [Finding("seal_broken", words)]
    return []


def _missing_rows(
    form: ReturnForm, rows: Sequence[JudgedRow], owed: Container[int]
) -> list[Finding]:
    there = {row.task_id for row in rows}
    gone = [task for task in form.tasks if task.task_id not in there and task.task_id in owed]
    return [
        Finding(
            "missing_row",
            f"缺“{task.number} {task.title[:20]}”一行，请该单位补报。",
            question=f"贵单位报送表中缺少“{task.number} {task.title}”一行，请补报。",
        )
        for task in gone
    ]


def _all_waiting(rows: Iterable[JudgedRow]) -> tuple[JudgedRow, ...]:
    return tuple(replace(row, state=RowState.WAITING) for row in rows)


def _carried_over(rows: Iterable[JudgedRow], before: Sequence[StoredRow]) -> tuple[JudgedRow, ...]:
    """Rows that were accepted and came again word for word need no second look."""
    accepted = {
        (row.item_id, row.indicator_id): _texts(row.fields)
        for row in before
        if row.state is RowState.ACCEPTED
    }
    return tuple(
        replace(row, state=RowState.ACCEPTED, findings=())
        if row.has_subject
        and not row.changes
        and accepted.get((row.task_id, row.indicator_id)) == _texts(row.fields)
        else row
        for row in rows
    )


def _texts(fields: returns.Fields) -> dict[str, str]:
    return {name: str(cell.get("text", "")) for name, cell in fields.items()}
