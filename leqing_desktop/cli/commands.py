"""The commands of DESIGN §6 on ledgers, plans, periods and files, and those still to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leqing_desktop import __version__
from leqing_desktop.cli.circular import circular
from leqing_desktop.cli.demo import demo
from leqing_desktop.cli.desk import Desk, Exit, missing_period, print_json, warn
from leqing_desktop.cli.inspections import inspections
from leqing_desktop.cli.items import items
from leqing_desktop.cli.notices import notices
from leqing_desktop.cli.returns import returns
from leqing_desktop.cli.words import (
    DAY,
    FILE,
    LEDGER,
    PERIOD,
    ChineseCommand,
    ChineseGroup,
    options,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.domain.change import Changes
    from leqing_desktop.domain.plan_import import ImportReview
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.file_job import FileJob
    from leqing_desktop.services.status import PeriodStatus

LATER = "这个命令要在后续版本中提供，现在还不能用。"


@click.group(cls=ChineseGroup)
@click.version_option(
    __version__, prog_name="leqing", message="%(prog)s %(version)s", help="显示版本。"
)
def leqing() -> None:
    """乐清规划督办：规划分解、季度报送、督办通知。"""


@click.command(cls=ChineseCommand)
@LEDGER
@click.option(
    "--plan",
    "kind",
    type=click.Choice(["builtin", "empty"]),
    default="builtin",
    help="builtin 内置规划（默认），empty 空白。",
)
@options("as")
@click.pass_obj
def init(desk: Desk, ledger: Path, kind: str, clerk: str | None) -> int:
    """新建台账：内置规划或空白。"""
    desk.workspace(clerk).create(ledger, kind)
    click.echo(f"已新建：{ledger}")
    return Exit.DONE


@click.group(cls=ChineseGroup)
def plan() -> None:
    """规划：查看、导入。"""


@plan.command("show")
@LEDGER
@options("json")
@click.pass_obj
def plan_show(desk: Desk, ledger: Path, as_json: bool) -> int:
    """看规划的工程、举措、任务。"""
    from leqing_desktop.services.plan_text import plan_lines, plan_to_json

    facts = desk.read(ledger, lambda services: services.ledger.plan())
    if as_json:
        print_json(plan_to_json(facts))
    else:
        click.echo("\n".join(plan_lines(facts)))
    return Exit.DONE


@plan.command("import")
@LEDGER
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--dry-run", is_flag=True, help="只读、只比较，什么也不写。")
@options("json", "as")
@click.pass_obj
def plan_import(
    desk: Desk, ledger: Path, file: Path, dry_run: bool, as_json: bool, clerk: str | None
) -> int:
    """导入规划文稿（.txt .docx .pdf）或任务表（.xlsx .xls .ods）。"""
    from leqing_desktop.services.plan_text import import_lines, import_to_json

    def bring_in(services: Services) -> tuple[ImportReview, Changes | None]:
        review = services.plan_import.review(services.plan_import.reading(file).run())
        return review, None if dry_run else services.plan_import.apply(review)

    if dry_run:
        review, changes = desk.read(ledger, bring_in)
    else:
        review, changes = desk.write(clerk, ledger, bring_in)
    if as_json:
        print_json(import_to_json(review, changes is not None))
    else:
        click.echo("\n".join(import_lines(review, changes)))
    return Exit.FINDINGS if review.draft.waiting() else Exit.DONE


@click.group(cls=ChineseGroup)
def period() -> None:
    """报送期：设置、锁定、解锁。"""


@period.command("set")
@LEDGER
@click.argument("which", metavar="P", type=PERIOD)
@click.option("--issue", type=DAY, help="下发日。")
@click.option("--due", type=DAY, help="报送截止日。")
@options("as")
@click.pass_obj
def period_set(
    desk: Desk,
    ledger: Path,
    which: Period,
    issue: date | None,
    due: date | None,
    clerk: str | None,
) -> int:
    """新建或修改报送期。"""
    desk.write(clerk, ledger, lambda services: services.periods.set_period(which, issue, due))
    click.echo(f"已设置 {which.label}")
    return Exit.DONE


@period.command("lock")
@LEDGER
@click.argument("which", metavar="P", type=PERIOD)
@options("as")
@click.pass_obj
def period_lock(desk: Desk, ledger: Path, which: Period, clerk: str | None) -> int:
    """锁定报送期：结果定下来，此后的各种报表都按它出。"""

    def close(services: Services) -> tuple[str, ...]:
        left_out = services.periods.lock_warnings(which)
        services.periods.lock(which)
        return left_out

    left_out = desk.write(clerk, ledger, close)
    for sentence in left_out:
        warn(sentence)
    click.echo(f"已锁定 {which.label}")
    return Exit.FINDINGS if left_out else Exit.DONE


@period.command("unlock")
@LEDGER
@click.argument("which", metavar="P", type=PERIOD)
@click.option("--reason", default="", metavar="理由", help="解锁理由，记入操作记录，必须写。")
@options("as")
@click.pass_obj
def period_unlock(desk: Desk, ledger: Path, which: Period, reason: str, clerk: str | None) -> int:
    """解锁报送期，要写明理由。"""
    desk.write(clerk, ledger, lambda services: services.periods.unlock(which, reason))
    click.echo(f"已解锁 {which.label}")
    return Exit.DONE


@click.command(cls=ChineseCommand)
@LEDGER
@options("period", "json")
@click.option("--as-of", type=DAY, help="按哪一天亮灯，默认报送期最后一天。")
@click.pass_obj
def status(desk: Desk, ledger: Path, period: Period, as_json: bool, as_of: date | None) -> int:
    """灯、数量、排名。"""
    from leqing_desktop.services.status_text import status_lines, status_to_json

    def ask(services: Services) -> tuple[str, PeriodStatus]:
        return missing_period(services, period), services.status.status(period, as_of)

    missing, found = desk.read(ledger, ask)
    warn(missing)
    if as_json:
        print_json(status_to_json(found))
    else:
        click.echo("\n".join(status_lines(found)))
    return Exit.DONE


@click.group(cls=ChineseGroup)
def export() -> None:
    """导出 Excel 表。"""


@export.command("decomposition")
@LEDGER
@options("out", "any_period")
@click.pass_obj
def export_decomposition(
    desk: Desk,
    ledger: Path,
    out: Path,
    period: Period | None,  # noqa: ARG001
) -> int:
    """重点任务分解表。"""
    return _export(desk, ledger, lambda services: services.exports.decomposition(out))


@export.command("progress")
@LEDGER
@options("out", "period")
@click.pass_obj
def export_progress(desk: Desk, ledger: Path, out: Path, period: Period) -> int:
    """季度进展汇总表。"""
    missing = desk.read(ledger, lambda services: missing_period(services, period))
    code = _export(desk, ledger, lambda services: services.exports.progress(period, out))
    warn(missing)
    return code


@export.command("notices")
@LEDGER
@options("out", "any_period")
@click.pass_obj
def export_notices(
    desk: Desk,
    ledger: Path,
    out: Path,
    period: Period | None,  # noqa: ARG001
) -> int:
    """督办台账。"""
    return _export(desk, ledger, lambda services: services.exports.notices(out))


def _export(desk: Desk, ledger: Path, ask: Callable[[Services], FileJob[Path]]) -> int:
    click.echo(f"已导出：{desk.read(ledger, ask).run()}")
    return Exit.DONE


@click.command(cls=ChineseCommand)
@LEDGER
@click.pass_obj
def check(desk: Desk, ledger: Path) -> int:
    """检查台账是否完好。"""
    from leqing_desktop.services.check import check as look_over

    report = look_over(desk.workspace(), ledger)
    for fact in report.facts:
        click.echo(fact)
    for finding in report.findings:
        click.echo(f"要处理：{finding}")
    click.echo(f"有 {len(report.findings)} 处要处理。" if report.findings else "台账完好。")
    return Exit.FINDINGS if report.findings else Exit.DONE


@click.command(cls=ChineseCommand)
@LEDGER
@click.option("--out", type=FILE, help="备份到哪个文件夹，默认台账旁的“备份”。")
@click.pass_obj
def backup(desk: Desk, ledger: Path, out: Path | None) -> int:
    """做一份备份；窗口开着也可以。"""
    path = desk.read(ledger, lambda services: services.ledger.backup(out))
    click.echo(f"已备份：{path}")
    return Exit.DONE


@click.command(cls=ChineseCommand)
@click.argument("source", metavar="BACKUP", type=FILE)
@click.option("--to", "target", required=True, type=FILE, help="恢复成哪个台账文件。")
@options("as")
@click.pass_obj
def restore(desk: Desk, source: Path, target: Path, clerk: str | None) -> int:
    """从备份恢复成一个新的台账。"""
    desk.workspace(clerk).restore(source, target)
    click.echo(f"已恢复：{target}")
    return Exit.DONE


def _later(name: str) -> click.Command:
    """A command of a later release: it refuses whatever is asked of it, even for help."""

    @click.argument("anything", nargs=-1, type=click.UNPROCESSED)
    def unavailable(anything: tuple[str, ...]) -> int:  # noqa: ARG001
        raise Refused(LATER)

    return click.command(
        name,
        cls=ChineseCommand,
        help="后续版本提供。",
        context_settings={"ignore_unknown_options": True},
        add_help_option=False,
    )(unavailable)


for _group, _commands in (
    (export, [_later("indicators"), _later("projects")]),
    (leqing, [demo, init, plan, items, period, returns, status, notices, inspections]),
    (leqing, [circular, export, _later("wallchart"), check, backup, restore]),
):
    for _command in _commands:
        _group.add_command(_command)
