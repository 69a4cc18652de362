"""From any task table to a proposed plan: header, mapping, rows, findings; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from leqing_desktop.documents.garbage_pause import no_collection
from leqing_desktop.documents.table_blocks import without_neighbours
from leqing_desktop.documents.table_choice import map_sheets
from leqing_desktop.documents.table_grid import SheetGrid, place_name
from leqing_desktop.documents.table_header import table_year
from leqing_desktop.documents.table_meanings import left_out
from leqing_desktop.documents.table_rows import SheetRows
from leqing_desktop.documents.table_sheets import load_sheets
from leqing_desktop.documents.table_surroundings import above, surroundings
from leqing_desktop.documents.table_texts import refuse_marked, visible
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.plan import Finding, PlanFacts
from leqing_desktop.domain.table_builder import PlanBuilder
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import SheetMapping, TableMapping
from leqing_desktop.domain.table_proposal import ProposedTable, SheetPreview
from leqing_desktop.domain.table_titles import plan_years
from leqing_desktop.errors import Refused

PREVIEW_LIMIT = 20_000
"""Rows of a sheet that a preview shows."""
_UNSURE = 0.7


def read_table(
    path: Path,
    mapping: TableMapping | None = None,
    default_year: int | None = None,
    preview: bool = False,
) -> ProposedTable:
    """Propose a plan from a .xlsx, .xls or .ods task table, in this process.

    ``mapping``: what the clerk chose for this file or for another of the same shape. Dates without
    a year take the one in the title, else ``default_year``. ``Refused`` in one sentence where
    nothing can be read; files from outside belong into ``read_table_guarded``.

    ``preview``: the sheets come along, and a filled workbook in which no task is found is an empty
    plan with a finding, so that the clerk can point at the header.
    """
    with no_collection():
        return read_sheets(load_sheets(path), path, mapping, default_year, preview)


def read_sheets(
    grids: Iterable[SheetGrid],
    path: Path,
    kept: TableMapping | None,
    default_year: int | None,
    preview: bool = False,
) -> ProposedTable:
    """Propose a plan from the sheets of a table; ``path`` gives it a name where it has no title."""
    sheets = [grid for grid in grids if grid.filled or grid.facts.uncached]
    if not any(grid.filled for grid in sheets):
        raise Refused(_blank(path, sheets))
    parted = [without_neighbours(grid) for grid in sheets]
    mapping = map_sheets([grid for grid, _ in parted], kept)
    used = [
        (grid, each) for (grid, _), each in zip(parted, mapping.sheets, strict=True) if each.used
    ]
    read = {id(grid) for grid, _ in used}
    _refuse_marked(grid for grid in sheets if id(grid) not in read)
    builder = PlanBuilder()
    skipped = [
        Finding("未读的表", f"“{each.sheet}”表未读：{each.why}。", each.sheet)
        for each in mapping.sheets
        if not each.used
    ]
    for (_, beside), each in zip(parted, mapping.sheets, strict=True):
        builder.findings += beside if each.used else []
    titles: list[list[str]] = []
    for (grid, each), around in zip(used, surroundings(used), strict=True):
        titles.append(above(grid, each))
        _tell_unsure(builder, each)
        rows = SheetRows(grid, each, (table_year(grid, each), default_year), around)
        for row in rows:
            builder.add(row)
        builder.findings += rows.findings
        skipped += rows.skipped
    if not builder.places:
        nothing = _no_tasks(path, mapping)
        if not preview:
            raise Refused(nothing)
        builder.say("没有读到任务", nothing, "")
    plan = builder.plan(_title(titles, path), plan_years([*chain(*titles), path.stem]))
    plan = _in_order(plan, [grid.name for grid, _ in used])
    return ProposedTable(
        plan,
        mapping,
        tuple(builder.places),
        plan.findings,
        tuple(skipped),
        tuple(map(_preview, sheets)) if preview else (),
    )


def _blank(path: Path, sheets: Sequence[SheetGrid]) -> str:
    if any(grid.facts.uncached for grid in sheets):
        return f"“{path.name}”里的公式没有计算结果，请在 Excel 或 WPS 中打开保存一次再导入。"
    return f"“{path.name}”是空白表，请选择填好的任务表。"


def _no_tasks(path: Path, mapping: TableMapping) -> str:
    name = f"“{path.name}”"
    if any(each.used for each in mapping.sheets):
        return f"{name}的表头下面没有任务，请检查是不是空白模板。"
    if any(each.has_header for each in mapping.sheets):
        return f"{name}里的任务表都是隐藏的或未选中，请取消隐藏，或选中要导入的表。"
    return (
        f"{name}里找不到任务表的表头，请检查有没有“工作任务、责任单位、完成时限”这样的一行，"
        "或把表头改成这些名称后再导入。"
    )


def _refuse_marked(sheets: Iterable[SheetGrid]) -> None:
    for grid in sheets:
        for row, values in enumerate(grid.rows):
            for column, value in enumerate(values):
                if type(value) is str:
                    refuse_marked(value, grid.name, row, column)


def _preview(grid: SheetGrid) -> SheetPreview:
    rows = min(len(grid.rows), PREVIEW_LIMIT)
    columns = range(grid.width)
    texts = tuple(
        tuple(visible(grid.text(row, column)) for column in columns) for row in range(rows)
    )
    clipped = (
        (top, left, min(bottom, rows - 1), min(right, grid.width - 1))
        for top, left, bottom, right in grid.facts.merges
    )
    merges = tuple(each for each in clipped if each[0] <= each[2] and each[1] <= each[3])
    return SheetPreview(grid.name, texts, grid.hidden, merges)


def _title(above: Iterable[Sequence[str]], path: Path) -> str:
    """The first sheet's longest line above its header that is no note, else the file's name.

    A sheet without such a line leaves it to the next one.
    """
    sheets = (
        [
            " ".join(text.split())
            for text in lines
            if "：" not in text and ":" not in text and not text.startswith("附件")
        ]
        for lines in above
    )
    title = max(next(filter(None, sheets), []), key=len, default="") or path.stem
    try:
        return clean_line(title)
    except ValueError as error:
        raise Refused(str(error)) from error


def _tell_unsure(builder: PlanBuilder, mapping: SheetMapping) -> None:
    for each in mapping.columns:
        if each.meaning is Meaning.IGNORED and left_out(each):
            letter = place_name(0, each.column)[:-1]
            builder.say(
                "未导入的列",
                f"{letter}列“{each.heading}”未导入；需要时请选择它的含义。",
                f"{mapping.sheet}!第{each.column + 1}列",
            )
        elif each.meaning is not Meaning.IGNORED and each.confidence < _UNSURE and each.heading:
            builder.say(
                "列的含义待确认",
                f"“{each.heading}”按“{each.meaning.label}”读入，请核对。",
                f"{mapping.sheet}!第{each.column + 1}列",
            )


def _in_order(plan: PlanFacts, sheets: Sequence[str]) -> PlanFacts:
    """The findings by sheet, row and column, as the clerk walks through the file."""
    order = {name: place for place, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, str]:
        sheet, _, cell = finding.place.rpartition("!")
        digits = "".join(filter(str.isdigit, cell)) if "列" not in cell else "0"
        return order.get(sheet, len(order)), int(digits or 0), cell

    return replace(plan, findings=tuple(sorted(plan.findings, key=key)))
