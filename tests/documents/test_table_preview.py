"""What the review screen asks for: the sheets as seen, and a header that the clerk points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leqing_desktop.documents import table_reader
from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import NO_HEADER, TableMapping
from leqing_desktop.domain.table_proposal import ProposedTable, SheetPreview
from leqing_desktop.errors import Refused

Sheet = Sequence[Sequence[Any]]
HEADS = ["工作任务", "责任单位", "完成时限"]
ODD = [
    ["清单", "", ""],
    ["这一栏写本年度要办的是哪一件事", "这一栏写由谁去办", "这一栏写到哪一天"],
    ["推进开工", "市发改局", "2024年6月底"],
    ["完成验收", "市住建局", "2024年9月底"],
]


def saved(tmp_path: Path, sheets: dict[str, Sheet], hidden: str = "", merges: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for merge in merges.split():
            page.merge_cells(merge)
    for name in hidden.split():
        book[name].sheet_state = "hidden"
    path = tmp_path / "表.xlsx"
    book.save(path)
    return path


def titles(table: ProposedTable) -> list[str]:
    return [
        task.title
        for programme in table.plan.programmes
        for measure in programme.measures
        for task in measure.tasks
    ]


def test_the_sheets_come_as_the_clerk_sees_them_when_asked_for(tmp_path: Path) -> None:
    rows = [["任务表"], HEADS, ["甲\u200b", "市教育局", datetime(2024, 6, 30)], [" 乙 ", 0.5, None]]
    path = saved(tmp_path, {"总表": rows, "空": [], "旧": [["底稿"]]}, "旧", "A1:C1")
    assert read_table(path).sheets == ()
    table = read_table(path, preview=True)
    assert table.sheets == (
        SheetPreview(
            "总表",
            (
                ("任务表", "", ""),
                tuple(HEADS),
                ("甲", "市教育局", "2024-06-30"),
                ("乙", "0.5", ""),
            ),
            merges=((0, 0, 0, 2),),
        ),
        SheetPreview("旧", (("底稿",),), hidden=True, merges=((0, 0, 0, 0),)),
    )
    assert replace(table, sheets=()) == read_table(path)


def test_a_preview_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reader, "PREVIEW_LIMIT", 2)
    path = saved(
        tmp_path, {"总表": [HEADS, ["甲", "市教育局"], ["乙", "市教育局"]]}, merges="B2:F3 X1:Y2"
    )
    [sheet] = read_table(path, preview=True).sheets
    assert len(sheet.rows) == 2
    assert sheet.merges == ((1, 1, 1, 2),)


def test_every_filled_sheet_has_an_entry_in_the_mapping(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        {"说明": [["填表前请阅读"]], "空": [], "任务": [HEADS, ["甲", "市教育局"]], "旧": [HEADS]},
        hidden="旧",
    )
    mapping = read_table(path).mapping
    assert [(each.sheet, each.used, each.why) for each in mapping.sheets] == [
        ("说明", False, "没有找到任务表的表头"),
        ("任务", True, ""),
        ("旧", False, "隐藏的表"),
    ]
    assert mapping.sheets[0].first == NO_HEADER
    assert TableMapping.from_json(mapping.to_json()).sheets[0] == mapping.sheets[0]


def test_without_a_header_a_preview_is_an_empty_plan_and_else_a_refusal(tmp_path: Path) -> None:
    path = saved(tmp_path, {"清单": ODD})
    with pytest.raises(Refused, match="表头"):
        read_table(path)
    table = read_table(path, preview=True)
    assert titles(table) == []
    assert [each.kind for each in table.findings] == ["没有读到任务"]
    assert [each.used for each in table.mapping.sheets] == [False]
    assert table.sheets[0].rows[1] == tuple(ODD[1])


def test_an_empty_workbook_is_refused_with_a_preview_too(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="空白表"):
        read_table(saved(tmp_path, {"表": []}), preview=True)


def test_the_clerk_points_at_the_header_and_names_the_columns(tmp_path: Path) -> None:
    path = saved(tmp_path, {"清单": ODD})
    asked = read_table(path, preview=True).mapping.with_header("清单", 1, 1)
    table = read_table(path, asked, preview=True)
    [sheet] = table.mapping.sheets
    assert (sheet.first, sheet.last, sheet.used) == (1, 1, True)
    # The content tells units and dates; what the task is, the clerk says.
    assert [each.meaning for each in sheet.columns[1:]] == [Meaning.RESPONSIBLE, Meaning.DUE]
    named = table.mapping.with_meaning("清单", 0, Meaning.TASK)
    table = read_table(path, named)
    assert titles(table) == ["推进开工", "完成验收"]
    assert table.plan.programmes[0].measures[0].tasks[0].due == date(2024, 6, 30)
    assert (table.mapping.sheets[0].first, table.mapping.sheets[0].last) == (1, 1)


def test_a_chosen_header_is_remembered_for_the_next_file_of_the_shape(tmp_path: Path) -> None:
    path = saved(tmp_path, {"清单": ODD})
    asked = read_table(path, preview=True).mapping.with_header("清单", 1, 1)
    named = read_table(path, asked, preview=True).mapping.with_meaning("清单", 0, Meaning.TASK)
    kept = TableMapping.from_json(named.to_json())
    later = [["某某局"], *ODD[:2], ["另一件事", "市民政局", "长期坚持"]]
    table = read_table(saved(tmp_path, {"报表": later}), kept)
    assert titles(table) == ["另一件事"]
    assert table.mapping.sheets[0].first == 2


def test_other_header_rows_than_the_found_ones_are_honoured(tmp_path: Path) -> None:
    rows = [HEADS, ["第一部分", "甲局", ""], HEADS, ["第二部分", "乙局", "2024年6月底"]]
    path = saved(tmp_path, {"表": rows})
    found = read_table(path)
    assert titles(found) == ["第一部分", "第二部分"]
    table = read_table(path, found.mapping.with_header("表", 2, 2))
    assert titles(table) == ["第二部分"]
    assert read_table(path, table.mapping).plan == table.plan


def test_header_rows_beyond_the_sheet_are_as_not_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path, {"表": [HEADS, ["甲", "市教育局"]]})
    asked = read_table(path).mapping.with_header("表", 70, 71)
    assert titles(read_table(path, asked)) == ["甲"]


@pytest.mark.parametrize("hidden", ["", "旧"])
def test_a_marking_in_a_sheet_that_is_not_read_is_refused_as_well(
    hidden: str, tmp_path: Path
) -> None:
    sheets: dict[str, Sheet] = {"任务": [HEADS, ["甲", "市教育局"]], "旧": [["", "机密★1年"]]}
    with pytest.raises(Refused, match="旧!B1"):
        read_table(saved(tmp_path, sheets, hidden))
