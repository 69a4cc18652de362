from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leqing_desktop.documents.plan_json import load_builtin_plan
from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.documents.workbook_decomposition import write_decomposition
from leqing_desktop.documents.workbook_layout import Heading
from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import MilestoneFacts, TaskFacts
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.domain.unit_name import join_units


def saved(tmp_path: Path, rows: Sequence[Sequence[Any]], **formats: str) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in rows:
        page.append(list(row))
    for cell, code in formats.items():
        page[cell].number_format = code
    path = tmp_path / "表.xlsx"
    book.save(path)
    return path


def only_task(path: Path) -> TaskFacts:
    [task] = read_table(path).plan.programmes[0].measures[0].tasks
    return task


def exported(tmp_path: Path, rows: Sequence[Row]) -> Path:
    stream = io.BytesIO()
    write_decomposition(
        rows, Heading("重点任务分解表", sender="专班", printed=date(2024, 10, 15)), stream
    )
    path = tmp_path / "分解表.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def test_our_own_decomposition_table_reads_back(tmp_path: Path) -> None:
    rows = [
        Row(1, None, Level.PROGRAMME, "一", "工程甲"),
        Row(2, 1, Level.MEASURE, "1", "举措甲", indicators=("新增软件著作权 ≥1000 个", "覆盖率 85 %")),
        Row(3, 2, Level.TASK, "1.1", "任务甲", lead="市经信局", responsible="市科技局、市财政局",
            support="各镇街", section="产业科", person="张某", target="3 家", start=date(2024, 1, 5),
            due=date(2025, 12, 31), due_text="每年，至2025年"),
        Row(4, 3, Level.MILESTONE, "1.1.1", "印发方案", due=date(2024, 3, 31), evidence="文件"),
        Row(5, 2, Level.TASK, "1.2", "任务乙", responsible="市教育局", due_text="长期坚持"),
        Row(6, 1, Level.MEASURE, "2", "举措乙", responsible="市商务局"),
        Row(7, None, Level.PROGRAMME, "二", "工程乙"),
        Row(8, 7, Level.MEASURE, "3", "举措丙"),
        Row(9, 8, Level.TASK, "3.1", "任务丙" * 90, lead="市商务局"),
    ]  # fmt: skip
    table = read_table(exported(tmp_path, rows))
    assert table.findings == ()
    first, second = table.plan.programmes
    assert [(p.no, p.title) for p in (first, second)] == [(1, "工程甲"), (2, "工程乙")]
    assert [(m.no, m.title) for m in first.measures] == [(1, "举措甲"), (2, "举措乙")]
    assert [each.target_text for each in first.measures[0].indicators][:2] == ["≥1000 个", "85 %"]
    assert first.measures[0].tasks[0] == TaskFacts(
        title="任务甲",
        units=(
            Assignment("市经信局", Role.LEAD),
            Assignment("市科技局", Role.RESPONSIBLE),
            Assignment("市财政局", Role.RESPONSIBLE),
            Assignment("各镇街", Role.SUPPORT),
        ),
        section="产业科",
        person="张某",
        target="3 家",
        start=date(2024, 1, 5),
        due=date(2025, 12, 31),
        due_text="每年，至2025年",
        milestones=(MilestoneFacts("印发方案", date(2024, 3, 31), "", "文件"),),
    )
    assert first.measures[0].tasks[1].due_text == "长期坚持"
    assert first.measures[1].units == (Assignment("市商务局", Role.RESPONSIBLE, True),)
    assert first.measures[1].tasks == ()
    assert [task.title for task in second.measures[0].tasks] == ["任务丙" * 90]


def test_the_built_in_plan_survives_export_and_import(tmp_path: Path) -> None:
    plan = load_builtin_plan()
    rows: list[Row] = []
    for programme in plan.programmes:
        rows.append(
            Row(len(rows) + 1, None, Level.PROGRAMME, str(programme.no), programme.title or "")
        )
        above = rows[-1].id
        for measure in programme.measures:
            units = {
                role: join_units(each.unit for each in measure.units if each.role is role)
                for role in Role
            }
            rows.append(
                Row(
                    len(rows) + 1, above, Level.MEASURE, str(measure.no), measure.title or "",
                    lead=units[Role.LEAD], responsible=units[Role.RESPONSIBLE],
                    support=units[Role.SUPPORT],
                )
            )  # fmt: skip
    read = read_table(exported(tmp_path, rows)).plan
    assert [(p.no, p.title, [(m.no, m.title) for m in p.measures]) for p in read.programmes] == [
        (p.no, p.title, [(m.no, m.title) for m in p.measures]) for p in plan.programmes
    ]
    roles = [
        [
            sorted((each.unit, each.role) for each in m.units)
            for p in source.programmes
            for m in p.measures
        ]
        for source in (read, plan)
    ]
    assert roles[0] == roles[1]


def test_a_chosen_mapping_is_applied_to_the_next_file_of_the_same_shape(tmp_path: Path) -> None:
    rows = [["工作任务", "责任单位", "抓手"], ["甲任务", "市教育局", "某事"]]
    first = read_table(saved(tmp_path, rows))
    chosen = first.mapping.with_meaning("Sheet", 2, Meaning.TARGET)
    kept = TableMapping.from_json(chosen.to_json())
    assert kept.sheets[0].columns_of(Meaning.TARGET) == [2]
    again = read_table(saved(tmp_path, [["某某表"], *rows, ["乙任务", "市民政局", "别的事"]]), kept)
    tasks = again.plan.programmes[0].measures[0].tasks
    assert [task.target for task in tasks] == ["某事", "别的事"]
    other = read_table(saved(tmp_path, [["工作任务", "责任单位"], ["甲", "市教育局"]]), kept)
    assert other.mapping.sheets[0].columns_of(Meaning.TARGET) == []


def test_a_sheet_can_be_left_out_and_then_nothing_is_left(tmp_path: Path) -> None:
    path = saved(tmp_path, [["工作任务", "责任单位"], ["甲", "市教育局"]])
    chosen = read_table(path).mapping.with_use("Sheet", False)
    with pytest.raises(Exception, match="未选中"):
        read_table(path, chosen)


def test_spoilt_kept_mapping_is_told() -> None:
    with pytest.raises(ValueError, match="列对应关系已损坏"):
        TableMapping.from_json({"sheets": [{}]})


def test_every_field_knows_its_cell(tmp_path: Path) -> None:
    table = read_table(
        saved(
            tmp_path,
            [["表"], ["序号", "工作任务", "责任单位", "联络员"], [1, "甲", "市教育局", "某人"]],
        )
    )
    [place] = table.places
    assert place.cell(Meaning.TASK) == "Sheet!B3"
    assert place.cell(Meaning.DUE) == ""
    assert place.extras == {Meaning.CONTACT: "某人"}


@pytest.mark.parametrize(
    ("value", "code", "target"),
    [
        (0.95, "0%", "95%"),
        (0.125, "0.0%", "12.5%"),
        (320, '0"家"', "320家"),
        (20, '"≥"0"家"', "≥20家"),
        (0.1 + 0.2, "General", "0.3"),
        (0, "General", "0"),
        (12345678901, "0", "12345678901"),
        ("2000万", "General", "2000万"),
        (True, "General", "是"),
    ],
)
def test_a_number_is_read_as_it_is_shown(
    value: Any, code: str, target: str, tmp_path: Path
) -> None:
    rows = [["工作任务", "责任单位", "目标值"], ["甲", "市教育局", value]]
    assert only_task(saved(tmp_path, rows, C2=code)).target == target


@pytest.mark.parametrize(
    ("value", "code", "due", "text"),
    [
        (datetime(2024, 6, 1), "yyyy-mm-dd", date(2024, 6, 1), ""),
        (datetime(2024, 6, 1), 'yyyy"年"m"月"', date(2024, 6, 30), "2024年6月"),
        (datetime(2024, 6, 1), 'yyyy"年"', date(2024, 12, 31), "2024年"),
        (datetime(2024, 6, 5, 13, 30), "yyyy/m/d h:mm", date(2024, 6, 5), ""),
        (45473, "General", date(2024, 6, 30), ""),
        (2024.6, "General", date(2024, 6, 30), "2024.6"),
        ("2024.6", "@", date(2024, 6, 30), "2024.6"),
        ("长期坚持", "@", None, "长期坚持"),
        ("2024年6月31日", "@", None, "2024年6月31日"),
        (2024.1, "General", None, "2024.1"),
        (2024.1, "0.00", date(2024, 10, 31), "2024.10"),
        (datetime(1924, 6, 1), "yyyy-mm-dd", None, "1924-06-01"),
    ],
)
def test_dates_in_every_writing(
    value: Any, code: str, due: date | None, text: str, tmp_path: Path
) -> None:
    rows = [["工作任务", "责任单位", "完成时限"], ["甲", "市教育局", value]]
    table = read_table(saved(tmp_path, rows, C2=code))
    task = table.plan.programmes[0].measures[0].tasks[0]
    assert (task.due, task.due_text) == (due, text)
    assert bool(table.findings) == (due is None and text != "长期坚持")
    assert all(each.place == "Sheet!C2" for each in table.findings)


def test_the_1904_date_system(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = book.active
    assert isinstance(page, Worksheet)
    page.append(["工作任务", "责任单位", "开始时间", "完成时限"])
    page.append(["甲", "市教育局", datetime(2024, 3, 1), 45473 - 1462])
    path = tmp_path / "a.xlsx"
    book.save(path)
    task = only_task(path)
    assert (task.start, task.due) == (date(2024, 3, 1), date(2024, 6, 30))


def test_rows_of_one_merged_task_are_one_task(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [
            ["主要任务", "责任单位", "完成时限"],
            ["甲任务", "市教育局", "2024年6月底"],
            [None, "市民政局", "2024年9月底"],
            ["乙任务", "市商务局", "2024年7月底"],
        ],
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    table = read_table(path)
    tasks = table.plan.programmes[0].measures[0].tasks
    assert [task.title for task in tasks] == ["甲任务", "乙任务"]
    assert [each.unit for each in tasks[0].units] == ["市教育局", "市民政局"]
    assert tasks[0].due == date(2024, 9, 30)
    assert [each.kind for each in table.findings] == ["一项任务两个期限"]


def test_a_year_comes_from_the_title_else_from_the_caller_else_nobody(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["工作任务", "责任单位", "完成时限"], ["甲", "市教育局", "6月底前"]]
    path = saved(tmp_path, rows)
    assert only_task(path).due is None
    table = read_table(path, default_year=2026)
    assert table.plan.programmes[0].measures[0].tasks[0].due == date(2026, 6, 30)
    path = saved(tmp_path, [["2025年度任务表"], *rows])
    assert only_task(path).due == date(2025, 6, 30)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = saved(tmp_path, [["工作任务", "责任单位"], ["甲", "市教育局"], ["乙", "市民政局"]])
    one, two = read_table(path), read_table(path)
    assert replace(one) == two


def test_a_second_table_on_a_sheet_is_told_and_not_misread(tmp_path: Path) -> None:
    first = [
        ["序号", "任务内容", "牵头单位"],
        [1, "修缮校舍", "县教育局"],
        [2, "新增学位", "县教育局"],
    ]
    second = [
        ["附表2"],
        ["序号", "项目名称", "责任单位", "目标值", "完成时限"],
        [1, "迁建", "甲公司", "结顶", "长期"],
    ]
    table = read_table(saved(tmp_path, [*second, [], ["附表1"], *first]))
    assert [task.title for task in table.plan.programmes[0].measures[0].tasks] == ["迁建"]
    assert [(each.kind, each.place) for each in table.findings] == [("另一张表", "Sheet!A6")]
    table = read_table(saved(tmp_path, [["附表1"], *first, [], *second]))
    assert [(each.kind, each.place) for each in table.findings] == [("另一张表", "Sheet!A2")]
