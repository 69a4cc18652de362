"""The demonstration: quarters of made-up reports on the built-in plan, marked 演示 throughout.

The first is locked with its signed 通报, the second has its notices, the third was just collected.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from leqing_desktop import paths
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services import demo_folder, demo_returns
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.reporting import ReportRow
from leqing_desktop.services.supervision import ProposalRow, draw_all

LEDGER_NAME = "乐清电气产业规划（演示）.leqing"
NOTICES, CIRCULARS, PICTURES, SAMPLES = "督办通知单", "通报", "界面图片", "导入示例"
SENT, RETURNED = "下发的报送表", "收回的报送表"
DECOMPOSITION, PROGRESS, REGISTER = (
    "重点任务分解表.xlsx",
    "2024年第四季度进展汇总表.xlsx",
    "督办台账.xlsx",
)
CLERK = "演示"
SECOND, THIRD, FOURTH = Period(2024, 2), Period(2024, 3), Period(2024, 4)
NOTICES_AT_ONCE = 5

# Points ahead of (+) or behind (−) 序时, walked through task by task: most are on the way, some
# yellow, some red, so that every light and every colour of notice can be seen.
_DRIFT = (-3, 2, -6, 0, -17, 4, -1, -34, 0, 5, -8, -2, -21, 3, 0, -12, 1, -45, 2, -5)
_SILENT = {SECOND: ("市投资促进服务中心",), FOURTH: ("市投资促进服务中心", "市资规局")}
# Words that fit any task and state nothing about a real office or enterprise.
_DONE = (
    "已列出工作清单，按月推进",
    "责任科室已完成摸底，各项工作按计划推进",
    "已与有关单位对接，阶段性任务完成",
)
_DONE_LATE = ("前期工作已经启动，进度慢于计划", "方案还在征求意见，进度慢于计划")
_STEPS = ("按月调度，季度末核对数据", "继续按清单推进，补齐印证材料", "落实责任人，按节点完成")
_STEPS_LATE = (
    "倒排时间，每周调度，尽快赶上计划",
    "与配合单位会商，定下完成时间和责任人",
    "报请分管领导协调，逐项解决",
)
_PROBLEMS = (
    "有的事项还没有与配合单位对接好",
    "基础数据没有核实清楚，影响下一步工作",
    "责任科室人手不足，进度放缓",
    "前期方案几次修改，时间耽误较多",
)

PictureTaker = Callable[[Path, Path], list[Path]]
"""Takes pictures of the window's pages on a ledger into a folder; only ``app`` can (it has Qt)."""


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


def make(folder: Path, take_pictures: PictureTaker) -> tuple[DemoPart, ...]:
    """Build the demonstration and say where its parts lie.

    It is built aside and moved in with the ledger last, so that a run that broke off is never
    taken for a demonstration; the next one finishes or repeats it. Refused in words where the
    folder cannot be written or holds files of the same names; these stay as they are.
    """
    ledger = folder / LEDGER_NAME
    with demo_folder.claimed(folder, ledger, CLERK):
        if ledger.exists():
            raise Refused(f"“{folder}”里刚刚做好了演示，没有改动它。")
        if not demo_folder.is_finished(folder):
            with demo_folder.building(folder) as work:
                _build(work)
                _lay_samples(work / SAMPLES)
                _take_pictures(work, take_pictures)
        demo_folder.move_in(folder, LEDGER_NAME)
    return tuple(_parts(folder))


def _build(work: Path) -> None:
    clock = DemoClock(datetime(2024, 6, 20, 9, 30))
    workspace = Workspace(lambda: CLERK, clock)
    workspace.create(work / LEDGER_NAME, "builtin", demo=True)
    services = workspace.open(work / LEDGER_NAME, keep_backups=False)
    try:
        _quarter(services, clock, SECOND, date(2024, 6, 20), date(2024, 7, 15))
        _publish(services, clock, SECOND, date(2024, 7, 22), work / CIRCULARS)
        _quarter(services, clock, THIRD, date(2024, 9, 20), date(2024, 10, 15))
        _issue(services, clock, THIRD, date(2024, 10, 18), work / NOTICES)
        _answer(services, clock)
        clock.set(date(2024, 12, 20))
        services.periods.set_period(FOURTH, date(2024, 12, 20), date(2025, 1, 15))
        answers = {
            report.unit_id: _answers(services, FOURTH, report.unit_id)
            for report in services.review.board(FOURTH)
            if report.unit not in _SILENT[FOURTH]
        }
        demo_returns.send_and_collect(
            services, clock.set, FOURTH, answers, work / SENT, work / RETURNED
        )
        clock.set(date(2025, 1, 16))
        exports = services.exports
        for job in (
            exports.decomposition(work / DECOMPOSITION),
            exports.progress(FOURTH, work / PROGRESS),
            exports.notices(work / REGISTER),
        ):
            job.run()
    finally:
        services.ledger.close()


def _lay_samples(folder: Path) -> None:
    """A made-up plan and a made-up task table, to be tried with 导入规划."""
    folder.mkdir()
    for sample in sorted((paths.resources() / "samples").iterdir()):
        # The content only: a file copied from a read-only place would be read-only too.
        (folder / sample.name).write_bytes(sample.read_bytes())


def _take_pictures(work: Path, take_pictures: PictureTaker) -> None:
    """Of a copy: the window backs up what it opens, and the demonstration is not its history."""
    with TemporaryDirectory() as passing:
        copy = Path(shutil.copy(work / LEDGER_NAME, passing))
        take_pictures(copy, work / PICTURES)


def _parts(folder: Path) -> Iterator[DemoPart]:
    yield DemoPart("台账", folder / LEDGER_NAME)
    for path in sorted((folder / NOTICES).iterdir()):
        yield DemoPart("督办通知单", path)
    for path in sorted((folder / CIRCULARS).iterdir()):
        yield DemoPart("通报", path)
    for name in (DECOMPOSITION, PROGRESS, REGISTER):
        yield DemoPart("表格", folder / name)
    yield DemoPart("下发的报送表", folder / SENT)
    yield DemoPart("收回的报送表", folder / RETURNED)
    for path in sorted((folder / SAMPLES).iterdir()):
        yield DemoPart("导入示例", path)
    for path in sorted((folder / PICTURES).glob("*.png")):
        yield DemoPart("界面图片", path)


def _quarter(services: Services, clock: DemoClock, period: Period, issue: date, due: date) -> None:
    clock.set(issue)
    services.periods.set_period(period, issue, due)
    for place, report in enumerate(services.review.board(period)):
        if report.unit in _SILENT.get(period, ()):
            continue
        clock.set(date(due.year, due.month, max(1, due.day - place % 6)))
        cells = _answers(services, period, report.unit_id)
        services.reporting.save_many(period, report.unit_id, cells)


def _answers(services: Services, period: Period, unit_id: int) -> dict[int, dict[str, str]]:
    """What a unit says on each of its tasks, by field."""
    rows = [row for row in services.reporting.sheet(period, unit_id) if not row.support]
    return {row.task_id: _words(row, period) for row in rows}


def _words(row: ReportRow, period: Period) -> dict[str, str]:
    drift = _DRIFT[row.task_id % len(_DRIFT)]
    if period == FOURTH and drift > -30:
        drift //= 2
    figure = min(100, max(0, (row.schedule or 0) + drift))
    behind = drift < -10 and row.schedule is not None
    choice = row.task_id + row.task_id // len(_DRIFT)
    share = f"，完成全年工作量的{figure}%"
    if row.schedule is None:
        done, step = "还没有到启动时间，正在做前期准备", "按计划启动"
    elif figure == 100:
        done, step = "年度任务已经完成", "整理印证材料，准备年度核查"
    else:
        done = _one_of(_DONE_LATE if behind else _DONE, choice) + share
        step = _one_of(_STEPS_LATE if behind else _STEPS, choice)
    words = {
        "progress": str(figure),
        "done": f"【演示】{done}。",
        "next_step": f"【演示】{step}。",
    }
    if behind:
        words["problems"] = f"【演示】{_one_of(_PROBLEMS, choice)}。"
    return words


def _one_of(phrases: Sequence[str], choice: int) -> str:
    return phrases[choice % len(phrases)]


def _publish(services: Services, clock: DemoClock, period: Period, on: date, folder: Path) -> None:
    """Lock a quarter and sign its circular, 数据依据 printed with it."""
    clock.set(on)
    services.periods.lock(period)
    circular = services.circular
    circular.save(period, circular.draft(period), with_basis=True)
    circular.issue(period, on, folder, draw)


def _issue(services: Services, clock: DemoClock, period: Period, on: date, folder: Path) -> None:
    clock.set(on)
    chosen = _spread(services.supervision.proposals(period))[:NOTICES_AT_ONCE]
    services.supervision.issue(period, chosen, on, folder, draw_all)


def _spread(proposals: Sequence[ProposalRow]) -> list[ProposalRow]:
    """The first proposal of each unit, so that the log shows many units."""
    first: dict[str, ProposalRow] = {}
    for proposal in proposals:
        first.setdefault(proposal.unit, proposal)
    return list(first.values())


def _answer(services: Services, clock: DemoClock) -> None:
    """One notice answered, one closed; the others stay open, so that a second round has work."""
    oldest_first = list(reversed(services.supervision.register()))
    act = NoticeAction
    steps: tuple[tuple[int, NoticeAction, date, str, str], ...] = (
        (0, act.SEAL, date(2024, 10, 18), "", ""),
        (0, act.DELIVER, date(2024, 10, 18), "", "【演示】单位办公室"),
        (1, act.DELIVER, date(2024, 10, 18), "", "【演示】单位办公室"),
        (2, act.DELIVER, date(2024, 10, 18), "", "【演示】单位办公室"),
        (0, act.REPLY, date(2024, 10, 25), "【演示】已反馈整改措施", "【演示】分管负责人"),
        (1, act.REPLY, date(2024, 10, 28), "【演示】已补齐印证材料", "【演示】分管负责人"),
        (1, act.CLOSE, date(2024, 11, 1), "【演示】核实完成，同意销号", "【演示】专班负责人"),
    )
    for place, action, on, note, person in steps:
        if place < len(oldest_first):
            clock.set(on)
            services.notice_life.act(oldest_first[place].id, action, on, note, person=person)
