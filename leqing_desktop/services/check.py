"""The health check of a ledger: its pages, its references, and what a clerk should look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leqing_desktop.db import check_ledger
from leqing_desktop.errors import LedgerDamaged
from leqing_desktop.services.bundle import Workspace


@dataclass(frozen=True, slots=True)
class CheckReport:
    """``facts`` say what is in the ledger; ``findings`` are faults that the clerk must mend."""

    facts: tuple[str, ...]
    findings: tuple[str, ...]


def check(workspace: Workspace, path: Path) -> CheckReport:
    """Look a ledger over without changing it; LedgerDamaged in words where it is broken."""
    try:
        faults = check_ledger.faults(path)
    except LedgerDamaged as error:
        error.backup = workspace.newest_backup(path)
        raise
    services = workspace.open(path, write=False, keep_backups=False)
    try:
        plan = services.ledger.plan()
        measures = [m for p in plan.programmes for m in p.measures]
        tasks = [t for m in measures for t in m.tasks]
        alone = [m for m in measures if not m.units and not all(t.units for t in m.tasks or (m,))]
        facts = (
            f"{len(plan.programmes)} 工程 · {len(measures)} 举措 · {len(tasks)} 任务 · "
            f"{sum(len(t.milestones) for t in tasks)} 里程碑",
            f"{len(plan.units)} 个单位 · {len(services.period_list.stored())} 个报送期 · "
            f"{len(services.supervision.register())} 份督办单",
        )
        findings = [
            f"举措 {m.no or ''}“{m.title or '（无名称）'}”没有责任单位，请到分解表补上。"
            for m in alone
        ]
        return CheckReport(facts, (*faults, *findings))
    finally:
        services.ledger.close()
