"""From any task table to a proposed plan: header, mapping, rows, findings; nothing is written."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from leqing_desktop.documents.table_grid import SheetGrid
from leqing_desktop.documents.table_header import find_header, map_columns, table_year
from leqing_desktop.documents.table_rows import SheetRows
from leqing_desktop.documents.table_sheets import load_sheets
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.plan import Finding, PlanFacts
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import SheetMapping, TableMapping
from leqing_desktop.domain.table_proposal import PlanBuilder, ProposedTable, plan_years
from leqing_desktop.errors import Refused

_UNSURE = 0.7


def read_table(
    path: Path, mapping: TableMapping | None = None, default_year: int | None = None
) -> ProposedTable:
    """Propose a plan from a .xlsx, .xls or .ods task table, in this process.

    ``mapping``: what the clerk chose for this file or for another of the same shape. Dates without
    a year take the one in the title, else ``default_year``. ``Refused`` in one sentence where
    nothing can be read; files from outside belong into ``read_table_guarded``.
    """
    with _no_collection():
        return _read(path, mapping, default_year)


def _read(path: Path, mapping: TableMapping | None, default_year: int | None) -> ProposedTable:
    sheets = load_sheets(path)
    found = [_map_sheet(grid, mapping) for grid in sheets]
    used = [(grid, each) for grid, each in zip(sheets, found, strict=True) if each and each.used]
    if not used:
        raise Refused(_no_table(path, sheets, found))
    builder = PlanBuilder()
    skipped = _left_out(sheets, found)
    titles: list[str] = []
    for grid, each in used:
        above = _above(grid, each)
        titles += above
        _tell_unsure(builder, each)
        rows = SheetRows(grid, each, table_year(grid, each) or default_year)
        for row in rows:
            builder.add(row)
        builder.findings += rows.findings
        skipped += rows.skipped
    if not builder.places:
        raise Refused(f"“{path.name}”的表头下面没有任务，请检查是不是空白模板。")
    plan = builder.plan(_title(titles, path), plan_years([*titles, path.stem]))
    plan = _in_order(plan, [grid.name for grid, _ in used])
    kept = TableMapping(tuple(each for each in found if each is not None))
    return ProposedTable(plan, kept, tuple(builder.places), plan.findings, tuple(skipped))


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while many small objects are made: it took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _map_sheet(grid: SheetGrid, kept: TableMapping | None) -> SheetMapping | None:
    header = find_header(grid)
    if header is None:
        return None
    found = map_columns(grid, header)
    if grid.hidden:
        found = replace(found, used=False, why="隐藏的表")
    chosen = kept.for_sheet(found) if kept is not None else None
    if chosen is None:
        return found
    meanings = {each.column: each.meaning for each in chosen.columns}
    columns = tuple(
        replace(each, meaning=meanings.get(each.column, each.meaning), confidence=1.0)
        for each in found.columns
    )
    same = chosen.sheet == found.sheet
    used, why = (chosen.used, chosen.why) if same else (found.used, found.why)
    return replace(found, columns=columns, used=used, why=why)


def _no_table(path: Path, sheets: Sequence[SheetGrid], found: Sequence[SheetMapping | None]) -> str:
    name = f"“{path.name}”"
    if all(not any(map(any, grid.rows)) for grid in sheets):
        if any(grid.facts.uncached for grid in sheets):
            return f"{name}里的公式没有计算结果，请在 Excel 或 WPS 中打开保存一次再导入。"
        return f"{name}是空白表，请选择填好的任务表。"
    if any(each is not None for each in found):
        return f"{name}里的任务表都是隐藏的或未选中，请取消隐藏，或选中要导入的表。"
    return (
        f"{name}里找不到任务表的表头，请检查有没有“工作任务、责任单位、完成时限”这样的一行，"
        "或把表头改成这些名称后再导入。"
    )


def _left_out(sheets: Sequence[SheetGrid], found: Sequence[SheetMapping | None]) -> list[Finding]:
    told = []
    for grid, each in zip(sheets, found, strict=True):
        filled = any(map(any, grid.rows))
        if each is None and filled:
            told.append(
                Finding("未读的表", f"“{grid.name}”表里没有任务表的表头，未读。", grid.name)
            )
        elif each is not None and not each.used:
            told.append(Finding("未读的表", f"“{grid.name}”表未读：{each.why}。", grid.name))
    return told


def _above(grid: SheetGrid, mapping: SheetMapping) -> list[str]:
    texts = []
    for row in range(mapping.first):
        texts += [text for column in range(min(grid.width, 40)) if (text := grid.text(row, column))]
    return texts


def _title(above: Sequence[str], path: Path) -> str:
    """The longest line above the header that is no note of who fills in, else the file's name."""
    lines = [
        " ".join(text.split())
        for text in above
        if "：" not in text and ":" not in text and not text.startswith("附件")
    ]
    title = max(lines, key=len, default="") or path.stem
    try:
        return clean_line(title)
    except ValueError as error:
        raise Refused(str(error)) from error


def _tell_unsure(builder: PlanBuilder, mapping: SheetMapping) -> None:
    for each in mapping.columns:
        if each.meaning is not Meaning.IGNORED and each.confidence < _UNSURE and each.heading:
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
