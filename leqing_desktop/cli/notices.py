"""``leqing notices``: what should be supervised, signing all of it, and the replies that come back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leqing_desktop.cli.desk import Desk, Exit, missing_period, print_json, warn
from leqing_desktop.cli.words import FILE, LEDGER, ChineseGroup, options
from leqing_desktop.domain.notice_grouping import joined_reasons
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.notice_replies import JudgedReply
    from leqing_desktop.services.supervision import IssuedNotice, ProposalRow


@click.group(cls=ChineseGroup)
def notices() -> None:
    """督办单：看建议、签发、收反馈。"""


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
    """签发全部建议：取文号，写 PDF、Word 和反馈表；再运行一次只补缺少的文件。"""
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


@notices.command("replies")
@LEDGER
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=FILE)
@click.option("--dry-run", is_flag=True, help="只读、只核对，什么也不写。")
@options("date", "json", "as")
@click.pass_obj
def notices_replies(
    desk: Desk,
    ledger: Path,
    paths: tuple[Path, ...],
    dry_run: bool,
    day: date | None,
    as_json: bool,
    clerk: str | None,
) -> int:
    """收填好的整改反馈表：没有疑问的登记为反馈；文件、文件夹、压缩包都可以。"""
    from leqing_desktop.domain.notice_reply import ReplyOutcome

    for path in paths:
        if not path.exists():
            raise Refused(f"找不到“{path}”，请核对文件或文件夹的位置。")

    def bring_in(services: Services) -> tuple[JudgedReply, ...]:
        replies = services.notice_replies
        found = replies.read(paths).run()
        try:
            judged = replies.judge(found.files)
            return judged if dry_run else replies.take_sound(judged, day)
        finally:
            found.clean_up()

    files = desk.read(ledger, bring_in) if dry_run else desk.write(clerk, ledger, bring_in)
    if as_json:
        print_json({"files": [_reply_json(each) for each in files]})
    else:
        for each in files:
            done = each.outcome is ReplyOutcome.READY and not dry_run
            word = "已登记" if done else each.outcome.label
            click.echo(f"{word}  {each.number}  {each.unit}  {each.file.shown}")
            for finding in each.findings:
                click.echo(f"    {finding.message}")
        click.echo(f"共 {len(files)} 个文件")
    settled = (ReplyOutcome.READY, ReplyOutcome.DUPLICATE)
    open_ = any(each.outcome not in settled for each in files)
    return Exit.FINDINGS if open_ else Exit.DONE


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


def _reply_json(judged: JudgedReply) -> dict[str, Any]:
    reply = judged.reply
    return {
        "path": judged.file.shown,
        "number": judged.number or None,
        "unit": judged.unit or None,
        "outcome": judged.outcome.value,
        "words": reply.words if reply is not None else None,
        "person": reply.person if reply is not None else None,
        "date": reply.day.isoformat() if reply is not None and reply.day else None,
        "findings": [
            {"row": each.row, "kind": each.kind, "message": each.message}
            for each in judged.findings
        ],
    }
