"""The rows of one return as the reviewing clerk sees them: beside last quarter, with lights and doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leqing_desktop.db import returns, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.returns import StoredReturn, StoredRow
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_review import ReturnVersion, ReviewRow, UnitReview
from leqing_desktop.errors import Refused
from leqing_desktop.services.return_facts import ReturnFacts, plain
from leqing_desktop.services.return_rows import WRITTEN, task_assessment


def review_of(
    connection: Connection, facts: ReturnFacts, unit_id: int, version: int | None
) -> UnitReview:
    """A unit's return; ``version`` None: the newest. Refused for a unit that is not there."""
    unit = units.names_by_id(connection).get(unit_id)
    if unit is None:
        raise Refused("没有这个单位，可能已被撤销，请刷新后再选。")
    files = returns.files(connection, facts.stored.id, unit_id)
    versions = tuple(_version(each) for each in files)
    place = next((at for at, each in enumerate(files) if each.version == version), 0)
    if not files:
        return UnitReview(unit_id, unit, versions, None, ())
    shown = files[place]
    older = files[place + 1] if place + 1 < len(files) else None
    wanted = [shown.id] + ([older.id] if older is not None else [])
    rows = returns.rows(connection, wanted)
    before = {_subject(row): row for row in rows.get(older.id, ())} if older is not None else {}
    made = tuple(
        _row(facts, unit, unit_id, row, before.get(_subject(row)) if _subject(row) else None)
        for row in rows.get(shown.id, ())
    )
    there = {row.subject_id for row in made if not row.indicator}
    missing = tuple(
        f"{task.number} {task.title}"
        for task in facts.own.get(unit, {}).values()
        if task.id not in there
    )
    return UnitReview(unit_id, unit, versions, versions[place], made, missing)


def _row(
    facts: ReturnFacts, unit: str, unit_id: int, row: StoredRow, before: StoredRow | None
) -> ReviewRow:
    fields = {name: str(cell["text"]) for name, cell in row.fields.items() if name != WRITTEN}
    written = row.fields.get(WRITTEN) if _subject(row) is None else None
    base = ReviewRow(
        row.id,
        row.row,
        row.state,
        "progress" not in row.fields,
        row.item_id if row.item_id is not None else row.indicator_id,
        "",
        "",
        str(written["text"]) if written else "",
        fields,
        {},
        findings=row.findings,
        changes=row.changes,
        before=_differing(fields, before),
    )
    if base.indicator:
        return _indicator(facts, unit, unit_id, row, base)
    return _task(facts, unit, row, base)


def _task(facts: ReturnFacts, unit: str, row: StoredRow, base: ReviewRow) -> ReviewRow:
    progress = row.fields["progress"]["value"]
    status = row.fields["status"]["value"]
    reported = ReportedStatus(status) if status else None
    asked, resting = facts.own.get(unit, {}), facts.resting.get(unit, {})
    task = asked.get(row.item_id or 0) or resting.get(row.item_id or 0)
    if task is None:
        return replace(base, progress=progress, reported=reported)
    last = facts.last.get((unit, task.id))
    judged = task_assessment(facts, task, progress) if progress is not None else None
    return replace(
        base,
        number=task.number,
        measure=f"{task.measure_number} {task.measure_title}".strip(),
        title=task.title,
        last={
            "progress": plain(last.progress if last else None),
            "done": last.done if last else "",
            "problems": last.problems if last else "",
            "next_step": last.next_step if last else "",
        },
        progress=progress,
        last_progress=last.progress if last else None,
        schedule=facts.schedule(task),
        reported=reported,
        light=judged.light if judged else None,
        why=judged.why if judged else "",
    )


def _indicator(
    facts: ReturnFacts, unit: str, unit_id: int, row: StoredRow, base: ReviewRow
) -> ReviewRow:
    asked = facts.indicators.get(unit, {}).get(row.indicator_id or 0)
    if asked is None:
        return replace(base, progress=row.fields["value"]["value"])
    uom = asked.indicator.uom
    last = facts.last_values.get((asked.id, unit_id))
    return replace(
        base,
        number=asked.number,
        measure=asked.measure,
        title=f"{asked.indicator.name}（{uom}）" if uom else asked.indicator.name,
        last={"value": plain(last)},
        progress=row.fields["value"]["value"],
        last_progress=last,
    )


def _subject(row: StoredRow) -> tuple[int | None, int | None] | None:
    subject = (row.item_id, row.indicator_id)
    return subject if subject != (None, None) else None


def _differing(fields: Mapping[str, str], before: StoredRow | None) -> dict[str, str]:
    if before is None:
        return {}
    older = {name: str(cell["text"]) for name, cell in before.fields.items()}
    return {name: older.get(name, "") for name in fields if older.get(name, "") != fields[name]}


def _version(file: StoredReturn) -> ReturnVersion:
    return ReturnVersion(
        file.id,
        file.version,
        file.state,
        file.name,
        file.received_on,
        file.sha256,
        file.filled_by,
        file.reviewed_by,
        file.filled_on,
        file.note,
        file.findings,
    )
