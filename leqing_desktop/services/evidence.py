"""印证材料: files that prove what a unit reported, kept in the ledger and taken out on demand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leqing_desktop.db import evidence, ledger_settings, periods, stored_files, units
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.evidence import (
    LIMIT_SETTING,
    EvidenceKind,
    EvidenceRow,
    check_limit,
    evidence_limit,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess


class EvidenceService:
    """附上、查看、移除、取出印证材料. No file is ever opened or run."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def attach(
        self,
        period: Period,
        unit_id: int,
        paths: Sequence[Path],
        item_id: int | None = None,
        kind: EvidenceKind = EvidenceKind.EVIDENCE,
    ) -> Changes:
        """Keep files as proof of a task or milestone, or of the return as a whole; all or none.

        What is attached there already is not attached twice. Refused in words for a locked period
        and for a file that may not be kept; the sentence names it.
        """
        from leqing_desktop.documents.evidence_file import read_evidence

        files = [read_evidence(path, self.limit()) for path in dict.fromkeys(paths)]
        with self._access.writing() as uow:
            stored = _open_period(uow.connection, period)
            name = _unit(uow.connection, unit_id)
            if item_id is not None and not evidence.can_be_proved(uow.connection, item_id):
                raise Refused("这一项不在分解表的任务和里程碑里，可能已删除，请刷新后再附。")
            kept = {
                (row.sha256, row.item_id, row.kind)
                for row in evidence.of_period(uow.connection, stored.id, unit_id)
            }
            new = []
            for each in files:
                sha256 = stored_files.put(uow.connection, each.content)
                if (sha256, item_id, kind) in kept:
                    continue
                kept.add((sha256, item_id, kind))
                new.append(
                    {
                        "period_id": stored.id,
                        "unit_id": unit_id,
                        "item_id": item_id,
                        "kind": kind.value,
                        "name": each.name,
                        "sha256": sha256,
                        "downloaded": each.downloaded,
                    }
                )
            if not new:
                raise Refused("选的文件已经附在这里了，不用再附。")
            evidence.add(uow, new)
            return uow.commit(f"附上{name}{period.label}{kind.label} {len(new)} 个")

    def list(self, period: Period, unit_id: int | None = None) -> tuple[EvidenceRow, ...]:
        """The files kept in a period, of one unit where given, as they came in."""
        with self._access.reading() as connection:
            stored = periods.find(connection, period)
            return () if stored is None else evidence.of_period(connection, stored.id, unit_id)

    def remove(self, evidence_id: int) -> Changes:
        """Take a file off the return; undo puts it back."""
        with self._access.writing() as uow:
            row, period_id = _known(uow.connection, evidence_id)
            _require_open(periods.by_id(uow.connection, period_id))
            evidence.remove(uow, evidence_id)
            return uow.commit(f"移除{row.unit}的{row.kind.label}“{row.name}”")

    def extract(self, evidence_id: int, folder: Path) -> Path:
        """Save a kept file into ``folder`` under a name that is free there; never opens it."""
        from leqing_desktop.documents.evidence_file import write_evidence

        with self._access.reading() as connection:
            row, _ = _known(connection, evidence_id)
            content = stored_files.read(connection, row.sha256)
        if content is None:
            raise Refused("台账里没有这份材料的原件，请用“检查台账”查明原因。")
        return write_evidence(folder, row.name, content, downloaded=row.downloaded)

    def limit(self) -> int:
        """The largest size of a file in megabytes."""
        with self._access.reading() as connection:
            return evidence_limit(ledger_settings.read(connection).get(LIMIT_SETTING))

    def set_limit(self, megabytes: int) -> Changes:
        """Set the largest size of a file; Refused outside what a ledger can bear."""
        with self._access.writing() as uow:
            ledger_settings.write(uow, {LIMIT_SETTING: check_limit(megabytes)})
            return uow.commit("修改印证材料大小上限")


def _open_period(connection: Connection, period: Period) -> StoredPeriod:
    stored = periods.find(connection, period)
    if stored is None:
        raise Refused(f"台账里还没有{period.label}这个报送期，请先下发报送表或新增报送期。")
    _require_open(stored)
    return stored


def _require_open(stored: StoredPeriod) -> None:
    if stored.locked:
        raise Refused(f"{stored.period.label}已锁定，不能再改印证材料；要改请先解锁并写明理由。")


def _unit(connection: Connection, unit_id: int) -> str:
    name = units.names_by_id(connection).get(unit_id)
    if name is None:
        raise Refused("单位名单里没有这个单位，可能已删除，请刷新后再附。")
    return name


def _known(connection: Connection, evidence_id: int) -> tuple[EvidenceRow, int]:
    found = evidence.find(connection, evidence_id)
    if found is None:
        raise Refused("没有这份材料，可能已经移除，请刷新后再选。")
    return found
