"""The workbooks that came back: every version of a unit's return, and its rows with their findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from leqing_desktop.db import schema
from leqing_desktop.db.unit_of_work import UnitOfWork, chunks
from leqing_desktop.domain.return_outcome import FileState, Finding, OutsideChange, RowState

_file = schema.return_file
_row = schema.return_row

Fields = Mapping[str, Mapping[str, Any]]
"""Field name → ``{"text", "value", "cell"}``: as it was written, as it counts, where it stood."""


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """A kept workbook of a unit."""

    id: int
    period_id: int
    unit_id: int
    version: int
    state: FileState
    name: str
    sha256: str
    digest: str
    received_on: date
    filled_by: str
    reviewed_by: str
    filled_on: str
    findings: tuple[Finding, ...]
    note: str


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a kept workbook."""

    id: int
    file_id: int
    item_id: int | None
    indicator_id: int | None
    row: int
    state: RowState
    fields: Fields
    findings: tuple[Finding, ...]
    changes: tuple[OutsideChange, ...]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be kept."""

    row: int
    item_id: int | None
    indicator_id: int | None
    state: RowState
    fields: Fields
    findings: tuple[Finding, ...] = ()
    changes: tuple[OutsideChange, ...] = ()


def files(connection: Connection, period_id: int, unit_id: int | None = None) -> list[StoredReturn]:
    """The kept workbooks of a period, of one unit where given, newest version first."""
    query = (
        select(_file)
        .where(_file.c.period_id == period_id)
        .order_by(_file.c.unit_id, _file.c.version.desc())
    )
    if unit_id is not None:
        query = query.where(_file.c.unit_id == unit_id)
    return [_stored_file(found) for found in connection.execute(query).mappings()]


def file(connection: Connection, file_id: int) -> StoredReturn | None:
    """One kept workbook."""
    found = connection.execute(select(_file).where(_file.c.id == file_id)).mappings().first()
    return _stored_file(found) if found is not None else None


def rows(connection: Connection, file_ids: Iterable[int]) -> dict[int, list[StoredRow]]:
    """File id → its rows from top to bottom."""
    found: dict[int, list[StoredRow]] = defaultdict(list)
    for chunk in chunks(file_ids):
        query = select(_row).where(_row.c.return_file_id.in_(chunk)).order_by(_row.c.row, _row.c.id)
        for each in connection.execute(query).mappings():
            found[each["return_file_id"]].append(_stored_row(each))
    return found


def rows_by_id(connection: Connection, row_ids: Iterable[int]) -> list[StoredRow]:
    """Some rows by their ids."""
    found: list[StoredRow] = []
    for chunk in chunks(row_ids):
        query = select(_row).where(_row.c.id.in_(chunk)).order_by(_row.c.row)
        found += [_stored_row(each) for each in connection.execute(query).mappings()]
    return found


def add(
    uow: UnitOfWork, values: Mapping[str, Any], findings: Sequence[Finding], new: Sequence[NewRow]
) -> int:
    """Keep a workbook with its rows; returns its id."""
    record = dict(values) | {"findings": [asdict(each) for each in findings]}
    (file_id,) = uow.insert(_file, [record])
    uow.insert(
        _row,
        [
            {
                "return_file_id": file_id,
                "item_id": each.item_id,
                "indicator_id": each.indicator_id,
                "row": each.row,
                "state": each.state.value,
                "fields": each.fields,
                "findings": [asdict(finding) for finding in each.findings],
                "changes": [asdict(change) for change in each.changes],
            }
            for each in new
        ],
    )
    return file_id


def set_files(uow: UnitOfWork, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Change the state or the note of kept workbooks."""
    uow.update(_file, values)


def set_findings(uow: UnitOfWork, file_id: int, findings: Sequence[Finding]) -> None:
    """Say what is still wrong with a kept workbook as a whole."""
    uow.update(_file, {file_id: {"findings": [asdict(each) for each in findings]}})


def set_rows(uow: UnitOfWork, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Change the state or the subject of rows."""
    uow.update(_row, values)


def remove_rows(uow: UnitOfWork, row_ids: Sequence[int]) -> None:
    """Take rows out of the review; undo brings them back."""
    uow.delete(_row, row_ids)


def set_subject(
    uow: UnitOfWork, row_id: int, subject_id: int, findings: Sequence[Finding], *, indicator: bool
) -> None:
    """Say which task or indicator a row is about, and what is still found wrong in it."""
    column = "indicator_id" if indicator else "item_id"
    values = {column: subject_id, "findings": [asdict(each) for each in findings]}
    uow.update(_row, {row_id: values})


def move_to_top(uow: UnitOfWork, kept: Sequence[StoredReturn], chosen: StoredReturn) -> None:
    """Number a unit's workbooks anew with one of them as the newest; the others keep their order."""
    numbers = sorted(each.version for each in kept)
    order = [each for each in sorted(kept, key=lambda each: each.version) if each.id != chosen.id]
    wanted = dict(zip([each.id for each in (*order, chosen)], numbers, strict=True))
    # Aside first: no two workbooks of a unit may have one number, not even for a moment.
    aside = numbers[-1]
    for place, each in enumerate(kept, start=1):
        uow.update(_file, {each.id: {"version": aside + place}})
    for file_id, number in wanted.items():
        uow.update(_file, {file_id: {"version": number}})


def set_changes(uow: UnitOfWork, row_id: int, changes: Sequence[OutsideChange]) -> None:
    """Write down what was decided about a row's cells outside the input area."""
    uow.update(_row, {row_id: {"changes": [asdict(each) for each in changes]}})


def _stored_file(found: RowMapping) -> StoredReturn:
    names = (
        "id", "period_id", "unit_id", "version", "name", "sha256", "digest", "received_on",
        "filled_by", "reviewed_by", "filled_on", "note",
    )  # fmt: skip
    return StoredReturn(
        **{name: found[name] for name in names},
        state=FileState(found["state"]),
        findings=tuple(Finding(**each) for each in found["findings"]),
    )


def _stored_row(found: RowMapping) -> StoredRow:
    return StoredRow(
        found["id"],
        found["return_file_id"],
        found["item_id"],
        found["indicator_id"],
        found["row"],
        RowState(found["state"]),
        found["fields"],
        tuple(Finding(**each) for each in found["findings"]),
        tuple(OutsideChange(**each) for each in found["changes"]),
    )
