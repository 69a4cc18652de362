"""The console command: the window's services for scripts and tests (DESIGN §6, kept stable)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError, Refused
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.supervision import IssuedNotice, ProposalRow, draw_all

Command = TypeVar("Command", bound=Callable[..., Any])


class Exit(IntEnum):
    """The exit codes: done; done, but something needs the clerk; refused with nothing changed."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2


@dataclass(frozen=True)
class Desk:
    """What the console works with; ``app`` composes it.

    ``clerk`` is the desk's 经办人 where ``--as`` names none. ``take_pictures(ledger, folder)``
    loads Qt only when called.
    """

    clerk: str
    now: Callable[[], datetime]
    take_pictures: Callable[[Path, Path], list[Path]]

    def workspace(self, clerk: str | None) -> Workspace:
        """A workspace under the given name, else the desk's."""
        name = (clerk or self.clerk or "命令行").strip()
        return Workspace(lambda: name, self.now)


def main(arguments: Sequence[str], desk: Desk) -> int:
    """Run one command; everything refused becomes one Chinese sentence on stderr and exit 2."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes speak the local code page; scripts expect UTF-8.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        outcome = leqing.main(list(arguments), "leqing", standalone_mode=False, obj=desk)
        return int(outcome or Exit.DONE)
    except click.ClickException as error:
        return _refuse(_usage(error))
    except click.Abort:
        return _refuse("已中断，没有完成。")
    except LeqingError as error:
        return _refuse(str(error))


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return Exit.REFUSED


def _usage(error: click.ClickException) -> str:
    """click's own complaints in the clerk's language."""
    hint = "用 --help 查看写法。"
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项，{hint}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"还缺“{error.param.human_readable_name}”，{hint}"
    if isinstance(error, click.BadParameter):
        return error.message
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return f"没有这个命令，{hint}"
    return f"命令写得不对，{hint}"


class _PeriodType(click.ParamType[Period]):
    name = "报送期"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:  # noqa: ARG002
        """Read 2024Q3."""
        try:
            return value if isinstance(value, Period) else Period.parse(str(value))
        except ValueError as error:
            raise click.BadParameter(str(error)) from error


class _DateType(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:  # noqa: ARG002
        """Read 2024-10-15."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as error:
            raise click.BadParameter(
                f"看不懂日期“{str(value)[:20]}”，请写成 2024-10-15。"
            ) from error


PERIOD, DAY, FILE = _PeriodType(), _DateType(), click.Path(path_type=Path)


def _options(*wanted: str) -> Callable[[Command], Command]:
    """The options that several commands share, by name."""
    known: dict[str, Callable[[Any], Any]] = {
        "as": click.option("--as", "clerk", metavar="经办人", help="记入操作记录的经办人。"),
        "date": click.option("--date", "day", type=DAY, help="文件的日期，默认今天。"),
        "json": click.option("--json", "as_json", is_flag=True, help="输出一个 JSON。"),
        "period": click.option("--period", required=True, type=PERIOD, help="报送期，如 2024Q3。"),
        "out": click.option("--out", required=True, type=FILE, help="写到哪里。"),
    }

    def wrap(command: Command) -> Command:
        for name in reversed(wanted):
            command = known[name](command)
        return command

    return wrap


LEDGER = click.argument("ledger", metavar="LEDGER", type=FILE)


@click.group()
@click.version_option(package_name="leqing-desktop", prog_name="leqing")
def leqing() -> None:
    """乐清规划督办：规划分解、季度报送、督办通知。"""


@leqing.group()
def plan() -> None:
    """规划。"""


@leqing.group()
def period() -> None:
    """报送期。"""


@leqing.group()
def notices() -> None:
    """督办单。"""


@leqing.command()
@click.argument("folder", metavar="DIR", type=FILE)
@click.pass_obj
def demo(desk: Desk, folder: Path) -> int:
    """在一个文件夹里做一套完整的演示。"""
    from leqing_desktop.services import demo as demonstration

    ledger = demonstration.existing(folder)
    if ledger is not None:
        click.echo(f"这里已有演示，没有改动：{ledger}")
        return Exit.DONE
    for part in demonstration.make(folder):
        click.echo(f"{part.what}：{part.path}")
    ledger = demonstration.existing(folder)
    assert ledger is not None
    for picture in desk.take_pictures(ledger, folder / "界面图片"):
        click.echo(f"界面图片：{picture}")
    return Exit.DONE


@leqing.command()
@LEDGER
@click.option("--plan", "kind", type=click.Choice(["builtin", "empty"]), default="builtin")
@_options("as")
@click.pass_obj
def init(desk: Desk, ledger: Path, kind: str, clerk: str | None) -> int:
    """新建台账：内置规划或空白。"""
    desk.workspace(clerk).create(ledger, kind)
    click.echo(f"已新建：{ledger}")
    return Exit.DONE


@plan.command("show")
@LEDGER
@_options("json")
@click.pass_obj
def plan_show(desk: Desk, ledger: Path, as_json: bool) -> int:
    """看规划的工程、举措、任务。"""
    from leqing_desktop.services.plan_text import plan_lines, plan_to_json

    facts = _read(desk, ledger, lambda services: services.ledger.plan())
    if as_json:
        _print_json(plan_to_json(facts))
    else:
        click.echo("\n".join(plan_lines(facts)))
    return Exit.DONE


@period.command("set")
@LEDGER
@click.argument("which", metavar="P", type=PERIOD)
@click.option("--issue", type=DAY, help="下发日。")
@click.option("--due", type=DAY, help="报送截止日。")
@_options("as")
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
    _write(desk, clerk, ledger, lambda services: services.reporting.set_period(which, issue, due))
    click.echo(f"已设置 {which.label}")
    return Exit.DONE


@leqing.command()
@LEDGER
@_options("period", "json")
@click.option("--as-of", type=DAY, help="按哪一天亮灯，默认报送期最后一天。")
@click.pass_obj
def status(desk: Desk, ledger: Path, period: Period, as_json: bool, as_of: date | None) -> int:
    """灯、数量、排名。"""
    from leqing_desktop.services.status_text import status_lines, status_to_json

    found = _read(desk, ledger, lambda services: services.status.status(period, as_of))
    if as_json:
        _print_json(status_to_json(found))
    else:
        click.echo("\n".join(status_lines(found)))
    return Exit.DONE


@notices.command("propose")
@LEDGER
@_options("period", "date", "json")
@click.pass_obj
def notices_propose(
    desk: Desk, ledger: Path, period: Period, day: date | None, as_json: bool
) -> int:
    """按规则应当督办的事项；已有同级督办单的不再列出。"""
    found = _read(desk, ledger, lambda services: services.supervision.proposals(period, day))
    if as_json:
        _print_json({"notices": [_proposal_json(each) for each in found]})
    else:
        for each in found:
            click.echo(
                f"{each.colour.label}单  {each.unit}  {each.number} {each.title}：{each.why}"
            )
        click.echo(f"共 {len(found)} 件")
    return Exit.DONE


@notices.command("issue")
@LEDGER
@_options("period", "out", "date", "as", "json")
@click.pass_obj
def notices_issue(
    desk: Desk,
    ledger: Path,
    period: Period,
    out: Path,
    day: date | None,
    clerk: str | None,
    as_json: bool,
) -> int:
    """签发全部建议：取文号，写 PDF。"""
    issued_on = day or desk.now().date()

    def sign_all(services: Services) -> tuple[IssuedNotice, ...]:
        chosen = services.supervision.proposals(period, day)
        return services.supervision.issue(period, chosen, issued_on, out, draw_all)

    issued = _write(desk, clerk, ledger, sign_all)
    if as_json:
        _print_json({"notices": [_issued_json(each) for each in issued]})
    else:
        for each in issued:
            click.echo(f"{each.row.number}  {each.row.unit}：{each.path}")
        click.echo(f"共 {len(issued)} 份")
    return Exit.DONE


@leqing.command()
@click.argument(
    "what",
    type=click.Choice(["decomposition", "progress", "indicators", "notices", "projects"]),
)
@LEDGER
@_options("out")
@click.option("--period", type=PERIOD, help="报送期，如 2024Q3。")
@click.pass_obj
def export(desk: Desk, what: str, ledger: Path, out: Path, period: Period | None) -> int:
    """导出 Excel 表。"""
    if what in ("indicators", "projects"):
        raise Refused(_LATER)
    if what == "progress" and period is None:
        raise Refused("导出季度进展要写明报送期，例如 --period 2024Q3。")

    def job(services: Services) -> Any:
        if what == "progress" and period is not None:
            return services.exports.progress(period, out)
        exports = services.exports
        return exports.notices(out) if what == "notices" else exports.decomposition(out)

    path = _read(desk, ledger, job).run()
    click.echo(f"已导出：{path}")
    return Exit.DONE


@leqing.command()
@LEDGER
@click.pass_obj
def check(desk: Desk, ledger: Path) -> int:
    """检查台账是否完好。"""
    from leqing_desktop.services.check import check as look_over

    report = look_over(desk.workspace(None), ledger)
    for fact in report.facts:
        click.echo(fact)
    for finding in report.findings:
        click.echo(f"要处理：{finding}")
    click.echo("台账完好。" if not report.findings else f"有 {len(report.findings)} 处要处理。")
    return Exit.FINDINGS if report.findings else Exit.DONE


@leqing.command()
@LEDGER
@click.option("--out", type=FILE, help="备份到哪个文件夹，默认台账旁的“备份”。")
@click.pass_obj
def backup(desk: Desk, ledger: Path, out: Path | None) -> int:
    """做一份备份；窗口开着也可以。"""
    path = _read(desk, ledger, lambda services: services.ledger.backup(out))
    click.echo(f"已备份：{path}")
    return Exit.DONE


@leqing.command()
@click.argument("source", metavar="BACKUP", type=FILE)
@click.option("--to", "target", required=True, type=FILE, help="恢复成哪个台账文件。")
@_options("as")
@click.pass_obj
def restore(desk: Desk, source: Path, target: Path, clerk: str | None) -> int:
    """从备份恢复成一个新的台账。"""
    desk.workspace(clerk).restore(source, target)
    click.echo(f"已恢复：{target}")
    return Exit.DONE


_LATER = "这个命令要在后续版本中提供，现在还不能用。"


def _later(group: click.Group, name: str) -> None:
    @group.command(name, context_settings={"ignore_unknown_options": True}, add_help_option=False)
    @click.argument("anything", nargs=-1, type=click.UNPROCESSED)
    def unavailable(anything: tuple[str, ...]) -> int:  # noqa: ARG001
        """后续版本提供。"""
        raise Refused(_LATER)


for _group, _names in (
    (plan, ("import",)),
    (period, ("lock", "unlock")),
    (leqing, ("circular", "wallchart")),
):
    for _name in _names:
        _later(_group, _name)


@leqing.group()
def returns() -> None:
    """报送表（后续版本提供）。"""


for _name in ("issue", "collect", "accept"):
    _later(returns, _name)


Answer = TypeVar("Answer")


def _read(desk: Desk, ledger: Path, call: Callable[[Services], Answer]) -> Answer:
    """Reads work while a window holds the ledger."""
    services = desk.workspace(None).open(ledger, write=False, keep_backups=False)
    try:
        return call(services)
    finally:
        services.ledger.close()


def _write(
    desk: Desk, clerk: str | None, ledger: Path, call: Callable[[Services], Answer]
) -> Answer:
    services = desk.workspace(clerk).open(ledger)
    try:
        return call(services)
    finally:
        for warning in services.ledger.close():
            click.echo(warning, err=True)


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _proposal_json(row: ProposalRow) -> dict[str, Any]:
    return {
        "number": None,
        "colour": row.colour.value,
        "unit": row.unit,
        "items": [row.task_id],
        "deadline": row.deadline.isoformat(),
        "why": row.why,
        "files": [],
    }


def _issued_json(issued: IssuedNotice) -> dict[str, Any]:
    row = issued.row
    return {
        "number": row.number,
        "colour": row.colour.value,
        "unit": row.unit,
        "items": list(row.items),
        "deadline": row.deadline.isoformat(),
        "why": row.why,
        "files": [str(issued.path)],
    }
