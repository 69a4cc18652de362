"""导入规划: a plan document or a task table is read, reviewed against the ledger, written as one step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from leqing_desktop.db import (
    decomposition,
    ledger_identity,
    ledger_settings,
    plan_tree,
    plans,
    sources,
    units,
)
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.change import NOTHING, Changes
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan_comparing import LedgerPlan, Origin, compare, with_strangers
from leqing_desktop.domain.plan_draft import Draft, NodeKind
from leqing_desktop.domain.plan_draft_building import draft_of_table, draft_of_text
from leqing_desktop.domain.plan_import import ImportReview, ReadFile
from leqing_desktop.domain.plan_pairing import StoredNode
from leqing_desktop.domain.plan_returning import Printed, printed
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.domain.table_proposal import TaskPlace
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess, refusing
from leqing_desktop.services.exports import decomposition_title as export_title
from leqing_desktop.services.file_job import FileJob

MAPPINGS_KEY = "table_mappings"
MAPPINGS_KEPT = 40
"""Shapes of tables whose columns are remembered; the oldest goes first."""


class PlanImportService:
    """导入规划、导入任务表."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def reading(
        self, path: Path, mapping: TableMapping | None = None, preview: bool = False
    ) -> FileJob[ReadFile]:
        """The job that reads a file; nothing is written.

        ``mapping``: what the clerk chose for the columns; else what was chosen for a table of the
        same shape. ``preview``: with the sheets' texts, also of a table without a known header.
        """
        from leqing_desktop.documents.import_reader import read_import

        with self._access.reading() as connection:
            known = units.names(connection)
            first, last = plans.years(connection)
            kept = mapping or _kept_mapping(connection)
        return FileJob(read_import, (path, known, kept, last or first, preview))

    def review(self, file: ReadFile) -> ImportReview:
        """What was read held against the ledger, for the clerk to look through."""
        with self._access.reading() as connection:
            ledger = _ledger_plan(connection)
            mark = ledger_identity.mark(connection)
        with refusing():
            if file.text is not None:
                draft = draft_of_text(file.text)
                origin = Origin(words=file.text.text)
            else:
                assert file.table is not None
                draft = draft_of_table(file.table)
                ids = _row_ids(draft, mark)
                own = self._printed(ledger, mark) if ids and ledger.nodes else Printed()
                origin = Origin(ids=ids, printed=own)
            draft = compare(draft, ledger, origin)
            if file.table is not None:
                draft = with_strangers(draft, ledger.units)
        return ImportReview(file, draft, ledger.units, ledger.empty)

    def _printed(self, ledger: LedgerPlan, mark: str) -> Printed:
        """How the ledger would come back if it were exported now and nobody touched the file."""
        from leqing_desktop.documents.decomposition_echo import read_back

        with self._access.reading() as connection:
            rows = decomposition.rows(connection)
            title = export_title(connection)
            first, last = plans.years(connection)
        ids = {row.id: ledger_identity.row_id(mark, row.id) for row in rows}
        draft = draft_of_table(read_back(rows, ids, title, last or first))
        return printed(draft, _row_ids(draft, mark), ledger.nodes)

    def apply(self, review: ImportReview) -> Changes:
        """Write what is taken as one step of undo; Refused with nothing written.

        The label of the changes says how much is new and changed; a file that says nothing new
        changes nothing.
        """
        from leqing_desktop.services.plan_import_writing import DraftWriting

        draft = review.draft
        if not draft.nodes:
            raise Refused(
                f"“{review.file.name}”里没有读到举措或任务，请检查是不是规划文稿或任务表。"
            )
        if not draft.taken() and not draft.discarded():
            raise Refused("没有勾选要导入的内容，请至少勾选一项。")
        with self._access.writing() as uow:
            _refuse_what_is_gone(uow.connection, draft)
            if review.file.mapping is not None:
                _keep_mapping(uow, review.file.mapping)
            writing = DraftWriting(uow, draft, review.file, whole=review.into_empty)
            if not writing.summary():
                return NOTHING
            writing.run()
            return uow.commit(f"导入“{review.file.name}”：{writing.summary()}")


def _ledger_plan(connection: Connection) -> LedgerPlan:
    from leqing_desktop.documents.plan_json import record_from_json

    stated = sources.latest_facts(connection)

    def with_base(node: StoredNode) -> StoredNode:
        if node.kind in (NodeKind.GOAL, NodeKind.INDICATOR) or not stated.get(node.id):
            return node
        return replace(node, base=record_from_json(node.kind, stated[node.id]))

    nodes = tuple(map(with_base, plan_tree.nodes(connection)))
    return LedgerPlan(nodes, sources.latest_words(connection), units.names(connection))


def _row_ids(draft: Draft, mark: str) -> dict[int, int]:
    """Key → the record whose id its row brings, where the row comes from this ledger."""
    found: dict[int, int] = {}
    for node in draft.nodes:
        if not isinstance(node.place, TaskPlace) or isinstance(node.facts, Indicator):
            continue
        # The row of a measure without tasks is about the measure; a measure begins at a task's row.
        if node.kind is NodeKind.TASK or (
            node.kind is NodeKind.MEASURE and node.place.task is None
        ):
            record = ledger_identity.record_of(node.place.id, mark)
            if record is not None:
                found[node.key] = record
    return found


def _refuse_what_is_gone(connection: Connection, draft: Draft) -> None:
    """While the clerk reviewed, somebody may have deleted what the import would change."""
    live = {node.id for node in plan_tree.nodes(connection)}
    wanted = (*draft.taken(), *draft.discarded())
    if any(node.match is not None and node.match not in live for node in wanted):
        raise Refused("校对期间台账里的有些行已被删除，请重新选择文件再导入。")


def _kept_mapping(connection: Connection) -> TableMapping | None:
    stored: list[Any] = ledger_settings.read(connection).get(MAPPINGS_KEY, [])
    try:
        return TableMapping.from_json({"sheets": stored}) if stored else None
    except ValueError:
        # A preference that nobody can read any more is no reason to refuse a file.
        return None


def _keep_mapping(uow: Any, mapping: TableMapping) -> None:
    """Remember what the columns of this shape mean, for the next file of the same shape."""
    new = [sheet for sheet in mapping.to_json()["sheets"] if sheet["used"]]
    shapes = {sheet["fingerprint"] for sheet in new}
    stored: Iterable[Any] = ledger_settings.read(uow.connection).get(MAPPINGS_KEY, [])
    kept = [sheet for sheet in stored if sheet.get("fingerprint") not in shapes]
    ledger_settings.write(uow, {MAPPINGS_KEY: (kept + new)[-MAPPINGS_KEPT:]})
