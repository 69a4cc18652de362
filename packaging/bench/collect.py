"""Collecting a folder of filled return workbooks against python-calamine reading the same files bare."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ledgers import CLERK, PERIOD, desk
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from rounds import alternate, show_ratio
from sqlalchemy import select

from leqing_desktop.db import plan_facts, schema
from leqing_desktop.db.ledger_file import create_ledger, open_ledger
from leqing_desktop.db.unit_of_work import UnitOfWork, unit_of_work
from leqing_desktop.documents.collect_folder import find_files
from leqing_desktop.documents.collect_reader import read_found
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import (
    MeasureFacts,
    PlanFacts,
    ProgrammeFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.return_collecting import CollectResult

WANTED = 3.0
WORKBOOKS, TASKS, INDICATORS = 60, 50, 4
ROUNDS = 9
INPUT_COLUMNS = "JKLMNO"
FIRST_ROW = 5
_NOW = datetime(2024, 10, 10, 9)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A ledger that has issued its workbooks, and the folder in which they came back filled."""

    ledger: Path
    folder: Path

    def collect(self) -> float:
        """Seconds from the folder to the ledger: read, judged, taken in file by file.

        Each time into a fresh copy of the ledger. The start of the guarded child that reads in the
        program, and the opening of the ledger, which is open anyway, are left out.
        """
        copy = Path(shutil.copy(self.ledger, self.ledger.with_name("收表.leqing")))
        services = _workspace().open(copy, keep_backups=False)
        try:
            began = time.perf_counter()
            collected(services, self.folder)
            return time.perf_counter() - began
        finally:
            services.ledger.close()

    def read(self) -> float:
        """Seconds of the reading alone."""
        began = time.perf_counter()
        read(self.folder)
        return time.perf_counter() - began

    def read_bare(self) -> float:
        """Seconds calamine alone takes to give every cell of every sheet."""
        return read_bare(sorted(self.folder.glob("*.xlsx")))


def run(workbooks: int = WORKBOOKS, tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print how reading alone and the whole compare; whether the whole keeps the ratio."""
    title = f"collect　{workbooks} 份报送表，每份 {tasks} 行"
    with desk() as folder:
        ready = prepare(folder, workbooks, tasks)
        reading = alternate(ready.read, ready.read_bare, rounds)
        whole = alternate(ready.collect, ready.read_bare, rounds)
    show_ratio(f"{title}　只读表", reading, WANTED)
    return show_ratio(f"{title}　读表、核对并逐份入账（不含读表进程的启动）", whole, WANTED)


def collected(services: Services, folder: Path) -> CollectResult:
    """What the program does between its guarded child's start and the board."""
    return services.collect.take_all(PERIOD, read(folder))


def read(folder: Path) -> list[CollectedFile]:
    """The folder's files read in this process, as the guarded child does."""
    return [read_found(each) for each in find_files([folder])]


def read_bare(paths: Sequence[Path]) -> float:
    """Seconds calamine alone takes to give every cell of every sheet."""
    began = time.perf_counter()
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python()
    return time.perf_counter() - began


def prepare(folder: Path, workbooks: int, tasks: int) -> Prepared:
    """A ledger of so many units, its second quarter reported, its third issued and filled in."""
    ledger = folder / "台账.leqing"
    create_ledger(ledger)
    _write_plan(ledger, workbooks, tasks)
    services = _workspace().open(ledger, keep_backups=False)
    returned = folder / "交回"
    try:
        services.periods.set_period(PERIOD, date(2024, 9, 25), date(2024, 10, 15))
        issued = services.return_issue.issuing(PERIOD, returned).run()
        services.return_issue.record(PERIOD, issued)
    finally:
        services.ledger.close()
    for path in returned.iterdir():
        if path.suffix != ".xlsx":
            path.unlink()
    fill(returned, tasks)
    return Prepared(ledger, returned)


def fill(folder: Path, tasks: int) -> None:
    """Workbooks as units send them back: issued by the program, filled in, saved by another one."""
    for number, path in enumerate(sorted(folder.iterdir())):
        book = load_workbook(path)
        sheet = book.worksheets[0]
        for row in range(FIRST_ROW, FIRST_ROW + tasks):
            done = (number + row) % 20 + 70
            filled = (
                done,
                "正常推进",
                f"8月{row % 28 + 1}日完成第{row}家企业诊断，累计{done}家，占年度目标的{done}%。",
                "企业改造资金不足，需市财政局协调。" if row % 3 == 0 else "无",
                f"11月底前完成剩余{100 - done}家，产业科负责。",
                f"1.{row}_验收意见.pdf" if row % 4 == 0 else None,
            )
            for column, value in zip(INPUT_COLUMNS, filled, strict=True):
                sheet[f"{column}{row}"] = value
        book.save(path)


def _write_plan(ledger: Path, workbooks: int, tasks: int) -> None:
    measures = tuple(_measure(number, tasks) for number in range(1, workbooks + 1))
    plan = PlanFacts(
        "测速用规划",
        2021,
        2025,
        programmes=(ProgrammeFacts(1, "实施数字化改造工程", measures),),
        units=tuple(UnitFacts(_unit(number), "部门") for number in range(1, workbooks + 1)),
    )
    with (
        open_ledger(ledger, holder=CLERK, keep_backups=False) as file,
        unit_of_work(file.engine, CLERK, _NOW) as uow,
    ):
        plan_facts.write(uow, plan)
        _report_before(uow)
        uow.commit("建立台账", barrier=True)


def _measure(number: int, tasks: int) -> MeasureFacts:
    lead = (Assignment(_unit(number), Role.LEAD),)
    indicators = tuple(
        Indicator(f"第{number}组第{at}项改造覆盖率", 85.0, "%", Comparator.AT_LEAST, 2025,
                  IndicatorKind.SHARE, literal="改造覆盖率达到 85% 以上")
        for at in range(1, INDICATORS + 1)
    )  # fmt: skip
    return MeasureFacts(
        number,
        f"推进第{number}组智能化研发和成套化应用",
        units=lead,
        indicators=indicators,
        tasks=tuple(
            TaskFacts(
                f"第{at}项：开展低压电器智能化改造诊断服务，形成典型案例并推广",
                target=f"完成企业智能化诊断 {100 + at} 家",
                due=date(2025, at % 12 + 1, at % 28 + 1),
            )
            for at in range(1, tasks + 1)
        ),
    )


def _unit(number: int) -> str:
    return f"第{number}责任单位"


def _report_before(uow: UnitOfWork) -> None:
    """What the units said of the quarter before."""
    item, part = schema.item, schema.assignment
    query = (
        select(item.c.id, part.c.unit_id)
        .join(part, part.c.item_id == item.c.parent_id)
        .where(item.c.level == Level.TASK)
    )
    owed = [tuple(row) for row in uow.connection.execute(query)]
    before = PERIOD.previous
    (period_id,) = uow.insert(schema.period, [{"year": before.year, "quarter": before.quarter}])
    units = sorted({unit_id for _, unit_id in owed})
    rows = [{"period_id": period_id, "unit_id": unit, "received_on": _NOW.date()} for unit in units]
    submissions = dict(zip(units, uow.insert(schema.submission, rows), strict=True))
    check_ins = [
        {
            "submission_id": submissions[unit_id],
            "item_id": item_id,
            "progress": float(item_id % 30 + 20),
            "done": f"6月{item_id % 28 + 1}日召开现场会，新增诊断企业{item_id % 30}家，发布案例3个。",
        }
        for item_id, unit_id in owed
    ]
    uow.insert(schema.check_in, check_ins)


def _workspace() -> Workspace:
    return Workspace(lambda: CLERK, lambda: _NOW)
