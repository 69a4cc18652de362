"""The demonstration: two quarters of made-up reports on the built-in plan, marked 演示 throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from leqing_desktop.domain.notice import NoticeAction
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.reporting import ReportRow
from leqing_desktop.services.supervision import ProposalRow, draw_all

LEDGER_NAME = "乐清电气产业规划（演示）.leqing"
CLERK = "演示"
THIRD, FOURTH = Period(2024, 3), Period(2024, 4)
NOTICES_AT_ONCE = 5

# Points ahead of (+) or behind (−) 序时, walked through task by task: most are on the way, some
# yellow, some red, so that every light and every colour of notice can be seen.
_DRIFT = (-3, 2, -6, 0, -17, 4, -1, -34, 0, 5, -8, -2, -21, 3, 0, -12, 1, -45, 2, -5)
_SILENT = {FOURTH: ("市投资促进服务中心", "市资规局")}
_BEHIND = ("用地手续未办结", "牵头人员调整，进度放缓", "企业投资意愿不足", "上级资金尚未到位")
_STEPS = ("逐户走访，排出清单", "与相关部门会商，确定完成时间", "按月调度，月底前核对数据")


@dataclass
class DemoClock:
    """The demonstration's own day, so that its history reads like a quarter's."""

    now: datetime

    def __call__(self) -> datetime:
        """The present of the demonstration."""
        return self.now

    def set(self, day: date) -> None:
        """Go on to the morning of another day."""
        self.now = datetime(day.year, day.month, day.day, 9, 30)


@dataclass(frozen=True, slots=True)
class DemoPart:
    """One thing the demonstration left in its folder: what it is, and where."""

    what: str
    path: Path


def existing(folder: Path) -> Path | None:
    """The ledger of a demonstration that already lies in a folder."""
    ledger = folder / LEDGER_NAME
    return ledger if ledger.exists() else None


def make(folder: Path) -> Iterator[DemoPart]:
    """Build the demonstration in a folder; each part is told as soon as it lies there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"不能在“{folder}”建立文件夹，请换一个位置。") from error
    clock = DemoClock(datetime(2024, 9, 20, 9, 30))
    workspace = Workspace(lambda: CLERK, clock)
    ledger = folder / LEDGER_NAME
    workspace.create(ledger, "builtin", demo=True)
    services = workspace.open(ledger, keep_backups=False)
    try:
        yield DemoPart("台账", ledger)
        notices = folder / "督办通知单"
        _quarter(services, clock, THIRD, date(2024, 9, 20), date(2024, 10, 15))
        paths = _issue(services, clock, THIRD, date(2024, 10, 18), notices)
        _answer(services, clock)
        _quarter(services, clock, FOURTH, date(2024, 12, 20), date(2025, 1, 15))
        clock.set(date(2025, 1, 16))
        for path in paths:
            yield DemoPart("督办通知单", path)
        exports = services.exports
        jobs = (
            ("重点任务分解表", exports.decomposition(folder / "重点任务分解表.xlsx")),
            ("季度进展汇总表", exports.progress(FOURTH, folder / "2024年第四季度进展汇总表.xlsx")),
            ("督办台账", exports.notices(folder / "督办台账.xlsx")),
        )
        for what, job in jobs:
            yield DemoPart(what, job.run())
    finally:
        services.ledger.close()


def _quarter(services: Services, clock: DemoClock, period: Period, issue: date, due: date) -> None:
    clock.set(issue)
    services.reporting.set_period(period, issue, due)
    for place, report in enumerate(services.reporting.board(period)):
        if report.unit in _SILENT.get(period, ()):
            continue
        clock.set(date(due.year, due.month, max(1, due.day - place % 6)))
        rows = [r for r in services.reporting.sheet(period, report.unit_id) if not r.support]
        cells = {row.task_id: _words(row, period) for row in rows}
        services.reporting.save_many(period, report.unit_id, cells)


def _words(row: ReportRow, period: Period) -> dict[str, str]:
    asked = row.schedule if row.schedule is not None else 0
    drift = _DRIFT[row.task_id % len(_DRIFT)]
    if period == FOURTH and drift > -30:
        drift //= 2
    figure = min(100, max(0, asked + drift))
    target = f"（目标 {row.target}）" if row.target else ""
    words = {
        "progress": str(figure),
        "done": f"【演示】{row.title}{target}：已完成全年工作量的 {figure}%。",
        "next_step": f"【演示】{_STEPS[row.task_id % len(_STEPS)]}。",
    }
    if drift < -10:
        words["problems"] = f"【演示】{_BEHIND[row.task_id % len(_BEHIND)]}。"
    return words


def _issue(
    services: Services, clock: DemoClock, period: Period, on: date, folder: Path
) -> list[Path]:
    clock.set(on)
    chosen = _spread(services.supervision.proposals(period))[:NOTICES_AT_ONCE]
    issued = services.supervision.issue(period, chosen, on, folder, draw_all)
    return [each.path for each in issued]


def _spread(proposals: Sequence[ProposalRow]) -> list[ProposalRow]:
    """The first proposal of each unit, so that the log shows many units."""
    first: dict[str, ProposalRow] = {}
    for proposal in proposals:
        first.setdefault(proposal.unit, proposal)
    return list(first.values())


def _answer(services: Services, clock: DemoClock) -> None:
    """One notice answered, one closed; the others stay open, so that a second round has work."""
    oldest_first = list(reversed(services.supervision.register()))
    steps: tuple[tuple[int, NoticeAction, date, str], ...] = (
        (0, NoticeAction.REPLY, date(2024, 10, 25), "【演示】已反馈整改措施"),
        (1, NoticeAction.REPLY, date(2024, 10, 28), "【演示】已补齐印证材料"),
        (1, NoticeAction.CLOSE, date(2024, 11, 1), "【演示】核实完成，同意销号"),
    )
    for place, action, on, note in steps:
        if place < len(oldest_first):
            clock.set(on)
            services.supervision.act(oldest_first[place].id, action, on, note)


PictureTaker = Callable[[Path, Path], list[Path]]
"""Takes pictures of the window's pages on a ledger into a folder; only ``app`` can (it has Qt)."""
