"""``leqing notices``: what should be supervised, and signing all of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leqing_desktop.cli.desk import Desk, Exit, missing_period, print_json, warn
from leqing_desktop.cli.words import LEDGER, ChineseGroup, options
from leqing_desktop.domain.notice_grouping import joined_reasons
from leqing_desktop.domain.period import Period

if TYPE_CHECKING:
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.supervision import IssuedNotice, ProposalRow


@click.group(cls=ChineseGroup)
def notices() -> None:
    """督办单：看建议、签发。"""


@notices.command("propose")
@LEDGER
@options("period", "date", "json")
@click.pass_obj
def notices_propose(
    desk: Desk, ledger: Path, period: Period, day: date | None, as_json: bool
) -> int:
    """按规则应当督办的事项；已有同级督办单的不再列出。"""

    def ask(services: Services) -> tuple[str, tuple[tuple[ProposalRow, ...], ...]]:
        chosen = _proposals(services, period, day)
        return missing_period(services, period), services.supervision.grouped(chosen)

    missing, found = desk.read(ledger, ask)
    warn(missing)
    if as_json:
        print_json({"notices": [_proposal_json(each) for each in found]})
        return Exit.DONE
    tasks = [each for group in found for each in group]
    for each in tasks:
        click.echo(f"{each.colour.label}单  {each.unit}  {each.number} {each.title}：{each.why}")
    merged = f"，合成 {len(found)} 份督办单" if len(found) < len(tasks) else ""
    click.echo(f"共 {len(tasks)} 件{merged}")
    return Exit.DONE


@notices.command("issue")
@LEDGER
@options("period", "out", "date", "as", "json")
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
    """签发全部建议：取文号，写 PDF 和 Word；再运行一次只补缺少的文件。"""
    from leqing_desktop.services.supervision import draw_all

    def sign_all(services: Services) -> tuple[str, str, tuple[IssuedNotice, ...]]:
        missing = missing_period(services, period)
        supervision = services.supervision
        chosen = _proposals(services, period, day)
        issued_on = day or supervision.today()
        issued = supervision.issue(period, chosen, issued_on, out, draw_all)
        last = max((each.row.deadline for each in issued), default=issued_on)
        return missing, supervision.calendar_warning(last), issued

    missing, calendar, issued = desk.write(clerk, ledger, sign_all)
    warn(missing)
    warn(calendar)
    if as_json:
        print_json({"notices": [_issued_json(each) for each in issued]})
        return Exit.DONE
    for each in issued:
        click.echo(f"{each.row.number}  {each.row.unit}：{each.files[0]}")
    click.echo(f"共 {len(issued)} 份" if issued else "没有要签发的督办单，文件也都在。")
    return Exit.DONE


def _proposals(services: Services, period: Period, day: date | None) -> tuple[ProposalRow, ...]:
    """As the window proposes: on the day given, else today around the quarter, else its end."""
    supervision = services.supervision
    return supervision.proposals(period, day or supervision.usual_day(period))


def _proposal_json(group: tuple[ProposalRow, ...]) -> dict[str, Any]:
    row = group[0]
    return {
        "number": None,
        "colour": row.colour.value,
        "unit": row.unit,
        "items": [each.task_id for each in group],
        "deadline": row.deadline.isoformat(),
        "why": joined_reasons([each.title for each in group], [each.why for each in group]),
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
        "files": [str(path) for path in issued.files],
    }
