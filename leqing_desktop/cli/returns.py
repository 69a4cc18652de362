"""``leqing returns``: workbooks out, workbooks in, and what they say taken into the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leqing_desktop.cli.desk import Desk, Exit, print_json
from leqing_desktop.cli.words import DAY, FILE, LEDGER, ChineseGroup, options
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.return_collecting import CollectResult, CollectService
    from leqing_desktop.services.return_issuing import IssuedFile
    from leqing_desktop.services.return_judging import JudgedFile


@click.group(cls=ChineseGroup)
def returns() -> None:
    """季度报送：下发、收表、审核。"""


@returns.command("issue")
@LEDGER
@options("period", "out", "date", "as")
@click.pass_obj
def returns_issue(
    desk: Desk, ledger: Path, period: Period, out: Path, day: date | None, clerk: str | None
) -> int:
    """每个单位一份报送表；没有的报送期随之新建。"""

    def send(services: Services) -> tuple[IssuedFile, ...]:
        issued = services.return_issue.issuing(period, out, day).run()
        services.return_issue.record(period, issued)
        return issued

    for each in desk.write(clerk, ledger, send):
        click.echo(f"{each.unit}：{each.path}")
    return Exit.DONE


@returns.command("collect")
@LEDGER
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=FILE)
@options("period")
@click.option("--received", type=DAY, help="收到的日期，默认今天。")
@click.option("--dry-run", is_flag=True, help="只读、只核对，什么也不写。")
@options("json", "as")
@click.pass_obj
def returns_collect(
    desk: Desk,
    ledger: Path,
    paths: tuple[Path, ...],
    period: Period,
    received: date | None,
    dry_run: bool,
    as_json: bool,
    clerk: str | None,
) -> int:
    """收表：文件、文件夹、压缩包都可以。"""
    for path in paths:
        if not path.exists():
            raise Refused(f"找不到“{path}”，请核对文件或文件夹的位置。")

    def bring_in(services: Services) -> CollectResult:
        collect: CollectService = services.collect
        found = collect.collecting(period, paths, received).run()
        try:
            return collect.take_all(period, found.files, received, dry_run=dry_run)
        finally:
            found.clean_up()

    result = desk.read(ledger, bring_in) if dry_run else desk.write(clerk, ledger, bring_in)
    if as_json:
        print_json(_result_json(result))
    else:
        _tell(result)
    return Exit.FINDINGS if result.needs_clerk else Exit.DONE


@returns.command("accept")
@LEDGER
@click.argument("units", metavar="[UNIT…]", nargs=-1)
@options("period", "as")
@click.pass_obj
def returns_accept(
    desk: Desk, ledger: Path, units: tuple[str, ...], period: Period, clerk: str | None
) -> int:
    """审核通过：写明单位时该单位全部能收的行，不写时各单位没有疑问的行。"""

    def accept(services: Services) -> list[str]:
        review = services.review
        board = {row.unit: row for row in review.board(period)}
        unknown = [unit for unit in units if unit not in board]
        if unknown:
            raise Refused(f"这一期没有“{unknown[0]}”要报送的任务，请核对单位名称。")
        if units:
            for unit in units:
                review.accept(period, board[unit].unit_id)
        else:
            review.accept_clean(period)
        return [
            f"{row.unit}还有 {row.serious + row.reminders} 处待定。"
            for row in review.board(period)
            if row.version and (row.serious or row.reminders)
        ]

    waiting = desk.write(clerk, ledger, accept)
    for line in waiting:
        click.echo(line)
    click.echo("已审核。" if waiting else "已审核，没有待定的行。")
    return Exit.FINDINGS if waiting else Exit.DONE


def _tell(result: CollectResult) -> None:
    for each in result.files:
        click.echo(f"{each.outcome.label}  {each.unit}  {each.file.shown}")
        for finding in each.all_findings:
            click.echo(f"    {finding.message}")
        for change in each.changes:
            click.echo(
                f"    填报区外改动 {change.cell}：发出“{change.sent}”→ 收回“{change.returned}”"
            )
    counts = f"共 {len(result.files)} 个文件"
    click.echo(counts + (f"；未报：{'、'.join(result.missing)}" if result.missing else "；都报了"))
    if result.late:
        click.echo(f"迟报：{'、'.join(result.late)}")


def _result_json(result: CollectResult) -> dict[str, Any]:
    return {
        "files": [_file_json(each) for each in result.files],
        "missing": list(result.missing),
        "late": list(result.late),
    }


def _file_json(judged: JudgedFile) -> dict[str, Any]:
    return {
        "path": judged.file.shown,
        "unit": judged.unit or None,
        "outcome": judged.outcome.value,
        "rows_read": judged.rows_read,
        "changes_outside_input": [
            {
                "cell": change.cell,
                "field": change.field,
                "sent": change.sent,
                "returned": change.returned,
            }
            for change in judged.changes
        ],
        "findings": [
            {"row": each.row, "kind": each.kind, "message": each.message}
            for each in judged.all_findings
        ],
    }
