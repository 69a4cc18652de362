"""``leqing items``: tasks from a meeting's decisions and leaders' instructions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leqing_desktop.cli.desk import Desk, Exit, print_json
from leqing_desktop.cli.words import LEDGER, PERIOD, ChineseGroup, options
from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.domain.change import Changes
    from leqing_desktop.services.assigned_items import AssignedRow
    from leqing_desktop.services.bundle import Services

_CELLS = {
    "title": (Column.TITLE, "要办的事项。"),
    "target": (Column.TARGET, "要求或目标。"),
    "lead": (Column.LEAD, "牵头单位，几个用、隔开。"),
    "responsible": (Column.RESPONSIBLE, "责任单位。"),
    "support": (Column.SUPPORT, "配合单位。"),
    "section": (Column.SECTION, "责任科室。"),
    "person": (Column.PERSON, "责任人。"),
    "due": (Column.DUE, "完成期限，如 6月底。"),
}


@click.group(cls=ChineseGroup)
def items() -> None:
    """交办事项：登记议定事项和批示、列出。"""


def _cells(command: Any) -> Any:
    for name, (_, words) in reversed(_CELLS.items()):
        option = click.option(
            f"--{name}", default="", metavar="文字", required=name == "title", help=words
        )
        command = option(command)
    return command


@items.command("add")
@LEDGER
@click.option("--decision", default="", metavar="会议", help="议定事项：会议名称。")
@click.option("--instruction", default="", metavar="领导", help="批示：批示领导。")
@click.option("--document", default="", metavar="文号", help="纪要或批示件的文号。")
@click.option("--on", "day", default="", metavar="日期", help="交办日期，如 2026-03-05、3月5日。")
@click.option("--wording", default="", metavar="文字", help="纪要或批示的原文。")
@_cells
@click.option("--measure", type=int, metavar="号", help="归入第几号举措；不写则归入交办事项。")
@click.option("--add-units", is_flag=True, help="名单里没有的单位加入名单。")
@options("as", "json")
@click.pass_obj
def items_add(
    desk: Desk,
    /,
    ledger: Path,
    decision: str,
    instruction: str,
    measure: int | None,
    add_units: bool,
    clerk: str | None,
    as_json: bool,
    **typed: str,
) -> int:
    """登记一件交办事项，作为任务列入分解表。"""
    from leqing_desktop.services.assigned_items import TypedOrigin

    if bool(decision.strip()) == bool(instruction.strip()):
        raise Refused("请写 --decision 会议 或 --instruction 领导，两个里写一个。")
    kind = OriginKind.DECISION if decision.strip() else OriginKind.INSTRUCTION
    origin = TypedOrigin(
        kind, decision or instruction, typed["document"], typed["day"], typed["wording"]
    )
    row = {column: typed[name] for name, (column, _) in _CELLS.items()}

    def enter(services: Services) -> tuple[Changes, tuple[AssignedRow, ...]]:
        service = services.assigned_items
        place = None if measure is None else _measure(services, measure)
        changes = service.enter(origin, [row], place, add_units)
        return changes, tuple(each for each in service.all() if each.item_id in changes.ids("item"))

    _, entered = desk.write(clerk, ledger, enter)
    _tell(entered, as_json)
    return Exit.DONE


@items.command("list")
@LEDGER
@click.option("--period", type=PERIOD, help="看哪一季的灯，如 2024Q4。")
@options("json")
@click.pass_obj
def items_list(desk: Desk, ledger: Path, period: Period | None, as_json: bool) -> int:
    """列出全部交办事项和办理情况。"""
    found = desk.read(ledger, lambda services: services.assigned_items.all(period))
    _tell(found, as_json)
    if not as_json:
        click.echo(f"共 {len(found)} 件")
    return Exit.DONE


def _measure(services: Services, number: int) -> int:
    for each in services.assigned_items.measures():
        if each.words.startswith(f"{number}．"):
            return each.id
    raise Refused(f"台账里没有第 {number} 号举措，请核对 --measure 后面的序号。")


def _tell(rows: tuple[AssignedRow, ...], as_json: bool) -> None:
    if as_json:
        print_json({"items": [_json(each) for each in rows]})
        return
    for each in rows:
        light = f"{each.light.label}灯  " if each.light else ""
        notice = f"；{each.notice}" if each.notice else ""
        click.echo(f"{each.number}  {light}{each.unit}  {each.title}：{each.origin.note}{notice}")


def _json(row: AssignedRow) -> dict[str, Any]:
    origin = row.origin
    return {
        "id": row.item_id,
        "number": row.number,
        "title": row.title,
        "unit": row.unit,
        "kind": origin.kind.value,
        "source": origin.source,
        "document": origin.document,
        "on": origin.on_day.isoformat() if origin.on_day else None,
        "due": row.due.isoformat() if row.due else None,
        "due_text": row.due_text,
        "light": row.light.value if row.light else None,
        "progress": row.progress,
        "notice": row.notice or None,
    }
