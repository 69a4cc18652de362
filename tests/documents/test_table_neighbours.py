"""What stands in, beside and below a task table without being a task, and what is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.table_proposal import ProposedTable
from leqing_desktop.errors import Refused

TITLE = ["2025年重点任务清单"]
HEAD = ["序号", "工作任务", "责任单位", "完成时限", "备注"]
ROWS: list[list[Any]] = [
    [1, "建设充电桩", "市发改局", "6月底前", None],
    [2, "修复古桥", "市文旅局、市住建局", "9月底前", None],
    [3, "改造管网", "市水利局", "12月底前", "重点"],
    [4, "整治河道", "市水利局", "11月底前", None],
]
NAMES = [row[1] for row in ROWS]
BLANK: list[Any] = [None] * 5


def read(tmp_path: Path, *sheets: Sequence[Sequence[Any]], merges: str = "") -> ProposedTable:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        page = book.create_sheet(("经济", "民生", "生态")[number])
        for row in rows:
            page.append(list(row))
        for area in merges.split():
            page.merge_cells(area)
    path = tmp_path / "表.xlsx"
    book.save(path)
    return read_table(path)


def measures(table: ProposedTable) -> list[MeasureFacts]:
    return [measure for programme in table.plan.programmes for measure in programme.measures]


def tasks(table: ProposedTable) -> list[TaskFacts]:
    return [task for measure in measures(table) for task in measure.tasks]


def titles(table: ProposedTable) -> list[str]:
    return [task.title for task in tasks(table)]


def told(table: ProposedTable) -> list[tuple[str, str]]:
    return [(finding.kind, finding.place) for finding in table.findings]


def beside(*right: Sequence[Any]) -> list[list[Any]]:
    """The table with a blank column and these cells to the right of its header and rows."""
    rows: list[list[Any]] = [HEAD, *ROWS]
    own = [*map(list, right), *([] for _ in rows)]
    return [TITLE, *([*row, None, *more] for row, more in zip(rows, own, strict=False))]


@pytest.mark.parametrize(
    "right",
    [
        [["单位", "任务数"], ["市发改局", 1], ["市水利局", 2]],
        [["单位", "任务数"], ["市发改局", 1], ["市水利局", 2], ["合计", 3], ["其他", 1]],
        [["领域", "总数", "已完成"], ["城建", 1, 0]],
    ],
)
def test_statistics_beside_the_table_are_no_columns_of_it(
    tmp_path: Path, right: Sequence[Sequence[Any]]
) -> None:
    table = read(tmp_path, beside(*right))
    assert titles(table) == NAMES
    assert told(table) == [("另一张表", "经济!G2")]


def test_a_legend_at_the_left_takes_neither_the_title_nor_a_step_of_the_tree(
    tmp_path: Path,
) -> None:
    left = [["图例", "含义"], ["●", "已完成"], ["○", "未完成"], [None, None], [None, None]]
    rows = [[*key, None, *row] for key, row in zip(left, [HEAD, *ROWS], strict=True)]
    table = read(tmp_path, [TITLE, *rows])
    assert table.plan.title == TITLE[0]
    assert titles(table) == NAMES
    assert tasks(table)[0].due == date(2025, 6, 30)
    assert table.plan.programmes[0].title is None


def test_a_second_task_table_beside_the_first_is_told(tmp_path: Path) -> None:
    rows = [[*row, None, *row] for row in [HEAD, *ROWS]]
    assert told(read(tmp_path, [TITLE, *rows])) == [("另一张表", "经济!G2")]


def test_columns_beyond_a_blank_one_that_go_along_with_the_rows_belong_to_them(
    tmp_path: Path,
) -> None:
    table = read(tmp_path, beside(["责任人", "责任科室"], *(["张某", "规划科"] for _ in ROWS)))
    assert {(task.person, task.section) for task in tasks(table)} == {("张某", "规划科")}
    assert told(table) == []


def test_columns_merged_in_pairs_leave_no_gap(tmp_path: Path) -> None:
    rows = [[row[0], row[1], None, row[2], None, row[3], None] for row in [HEAD, *ROWS]]
    pairs = " ".join(f"B{n}:C{n} D{n}:E{n} F{n}:G{n}" for n in range(2, 7))
    table = read(tmp_path, [TITLE, *rows], merges=pairs)
    assert titles(table) == NAMES
    assert measures(table)[0].title is None
    assert told(table) == []


def test_a_marked_cell_beside_the_table_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path, beside(["单位", "任务数"], ["机密★10年", 1]))


@pytest.mark.parametrize(
    "below",
    [
        [[], ["任务数量统计"], ["单位", "任务数"], ["市发改局", 1], ["市水利局", 2]],
        [
            [],
            ["工作例会安排"],
            ["月份", "地点", "召集人", "参会范围"],
            ["3月", "城东", "方某", "全体"],
        ],
        [
            [],
            ["附：企业名单"],
            ["序号", "企业名称", "所在园区", "厂长"],
            [1, "某厂", "城东园区", "方某"],
        ],
    ],
)
def test_another_table_below_is_told_and_not_misread(
    tmp_path: Path, below: Sequence[Sequence[Any]]
) -> None:
    table = read(tmp_path, [TITLE, HEAD, *ROWS, *below])
    assert titles(table) == NAMES
    assert told(table) == [("另一张表", "经济!A9")]


@pytest.mark.parametrize(
    "below",
    [
        [[], ["县“千万工程”工作专班办公室"], ["2025年3月印发"]],
        [[None, None, None, "市人民政府办公室"], [None, None, None, "2025年3月12日"]],
        [[], [None, "市政府办公室"], [None, "二〇二五年三月五日"]],
        [
            ["党组书记（签字）：", None, None, "分管领导（签字）："],
            [None, None, None, "2025年3月12日"],
        ],
        [["任务总数", None, 4]],
        [[], [None, "报送：市某办", None, None, "审核：张某"]],
        [[], [None, "分管领导签字：", None, None, "2025年2月10日"]],
    ],
)
def test_who_made_the_table_and_when_is_no_task(
    tmp_path: Path, below: Sequence[Sequence[Any]]
) -> None:
    table = read(tmp_path, [TITLE, HEAD, *ROWS, *below])
    assert titles(table) == NAMES
    assert len(table.plan.programmes) == 1
    assert told(table) == []


@pytest.mark.parametrize(
    "sample",
    [
        ["例", "填写可量化的任务", "市某局", "6月底前", None],
        ["（示例）", "填写可量化的任务", "市某局", "6月底前", None],
        [0, "填写可量化的任务", "市某局", "6月底前", "填写时请删除本行"],
    ],
)
def test_a_sample_row_is_no_task(tmp_path: Path, sample: Sequence[Any]) -> None:
    table = read(tmp_path, [TITLE, HEAD, sample, *ROWS])
    assert titles(table) == NAMES
    assert [skipped.message.partition("：")[0] for skipped in table.skipped] == ["示例行"]


def test_words_of_samples_and_signatures_in_a_title_mean_nothing(tmp_path: Path) -> None:
    rows = [
        [n, text, "市发改局", "6月底", None]
        for n, text in enumerate(("编制案例", "例会制度", "签字背书"))
    ]
    assert len(tasks(read(tmp_path, [TITLE, HEAD, *rows]))) == 3


@pytest.mark.parametrize("note", ["说明：空白的，表示与上一行相同。", "注：空格处同上"])
def test_blank_cells_repeat_the_row_above_where_a_note_says_so(tmp_path: Path, note: str) -> None:
    rows = [ROWS[0], [2, "修复古桥", None, None, None], [3, "改造管网", "—", "/", None]]
    plain, noted = (read(tmp_path, [TITLE, *more, HEAD, *rows]) for more in ([], [[note]]))
    assert [(len(task.units), task.due) for task in tasks(plain)][1] == (0, None)
    assert [(len(task.units), task.due) for task in tasks(noted)][1:] == [
        (1, date(2025, 6, 30)),
        (0, None),
    ]


def test_headings_of_two_ranks_say_more_than_the_sheet_s_name(tmp_path: Path) -> None:
    first = [TITLE, HEAD, ["一、扩投资"], ["（一）抓项目（牵头单位：市发改局）"], *ROWS[:2]]
    second = [TITLE, HEAD, ["二、惠民生"], ["（一）办教育"], *ROWS[2:]]
    plan = read(tmp_path, first, second).plan
    assert [(each.no, each.title) for each in plan.programmes] == [(1, "扩投资"), (2, "惠民生")]
    [measure] = plan.programmes[0].measures
    assert (measure.no, measure.title) == (1, "抓项目")
    assert [(unit.unit, unit.role) for unit in measure.units] == [("市发改局", Role.LEAD)]


def test_the_first_heading_may_stand_above_the_header(tmp_path: Path) -> None:
    rows = [TITLE, ["一、上半年"], HEAD, *ROWS[:2], ["二、下半年"], HEAD, *ROWS[2:]]
    assert [each.title for each in read(tmp_path, rows).plan.programmes] == ["上半年", "下半年"]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = [["目录"], ["序号", "内容", "页码"], [1, "任务清单", 1], [2, "填表说明", 2]]
    table = read(tmp_path, contents, [TITLE, HEAD, *ROWS])
    assert titles(table) == NAMES


def test_a_sheet_of_statistics_is_left_out_and_the_first_sheet_gives_the_title(
    tmp_path: Path,
) -> None:
    counts = [
        ["2025年重点任务清单各板块完成情况汇总统计"],
        ["板块", "任务数", "已完成", "完成率"],
        ["经济", 2, 0, "0%"],
        ["民生", 2, 1, "50%"],
    ]
    longer = [["2025年重点任务清单（民生部分，续表）"], HEAD, *ROWS[2:]]
    table = read(tmp_path, [TITLE, HEAD, *ROWS[:2]], longer, counts)
    assert titles(table) == NAMES
    assert table.plan.title == TITLE[0]


def test_a_row_that_numbers_the_columns_is_no_task(tmp_path: Path) -> None:
    assert titles(read(tmp_path, [TITLE, HEAD, ["栏次", "1", "2", "3", "4"], *ROWS])) == NAMES


def test_other_dates_beside_the_due_date_are_milestones_named_by_their_heading(
    tmp_path: Path,
) -> None:
    head = [
        ["序号", "项目名称", "责任单位", "时间节点", None, "完成时限", "经办人", "责任人"],
        [None, None, None, "签约", "竣工", None, None, None],
        ["一、落地类", *[None] * 7],
    ]
    row = [1, "水厂", "市水利局", "2025.3", "2026年5月", "6月底前", "小张", "李某"]
    merges = "A2:A3 B2:B3 C2:C3 D2:E2 F2:F3 G2:G3 H2:H3 A4:H4"
    [task] = tasks(read(tmp_path, [TITLE, *head, row], merges=merges))
    assert (task.due, task.person) == (date(2025, 6, 30), "李某")
    assert [(node.title, node.due) for node in task.milestones] == [
        ("签约", date(2025, 3, 31)),
        ("竣工", date(2026, 5, 31)),
    ]


def test_indicators_of_the_second_rank_are_measures(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "考核内容", "目标值", "责任单位", "完成时限"]
    rows = [
        ["经济", "综合", "投资增速", "8%", "市发改局", "全年"],
        [None, None, "财政收入", "20亿元", "市财政局", "全年"],
        [None, "产业", "工业增速", "7%", "市经信局", "全年"],
    ]
    table = read(tmp_path, [TITLE, head, *rows])
    assert [each.title for each in table.plan.programmes] == ["经济"]
    assert [each.title for each in measures(table)] == ["综合", "产业"]
    assert titles(table) == ["投资增速", "财政收入", "工业增速"]


def test_quarters_are_those_of_the_table_s_year_though_a_project_ends_later(tmp_path: Path) -> None:
    head = ["序号", "项目名称", "责任单位", "一季度", "四季度", "完成时限"]
    [task] = tasks(
        read(tmp_path, [TITLE, head, [1, "水厂", "市水务集团", "立项", "开工", "2027年12月"]])
    )
    assert [node.due for node in task.milestones] == [date(2025, 3, 31), date(2025, 12, 31)]
    assert task.due == date(2027, 12, 31)


def test_a_filled_column_that_nobody_knows_is_told(tmp_path: Path) -> None:
    head = [*HEAD[:4], "任务级别", "经费", "考核分", "责任人", "负责人"]
    rows = [[*row[:4], "一级", 20, 5, "张某", "李某"] for row in ROWS]
    table = read(tmp_path, [TITLE, head, *rows])
    assert [f.message for f in table.findings if f.kind == "未导入的列"] == [
        "E列“任务级别”未导入；需要时请选择它的含义。",
        "I列“负责人”未导入；需要时请选择它的含义。",
    ]
    assert titles(table) == NAMES


@pytest.mark.parametrize(
    "cell",
    [
        "1.市发改局 2.市教育局",
        "1、市发改局\n2、市教育局",
        "（1）市发改局（2）市教育局",
        "①市发改局②市教育局",
        "市发改局 市教育局",
    ],
)
def test_counted_units_are_named_without_their_numbers(tmp_path: Path, cell: str) -> None:
    [task] = tasks(read(tmp_path, [TITLE, HEAD, [1, "任务甲", cell, "6月底前", "急"]]))
    assert [unit.unit for unit in task.units] == ["市发改局", "市教育局"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("5月底前完成，长期坚持", date(2025, 5, 31)),
        ("25.6.30", date(2025, 6, 30)),
        ("6月底前初验，9月底前完工", None),
    ],
)
def test_one_day_among_words_is_the_day(tmp_path: Path, cell: str, day: date | None) -> None:
    [task] = tasks(read(tmp_path, [TITLE, HEAD, [1, "任务甲", "市发改局", cell, "急"]]))
    assert (task.due, task.due_text) == (day, cell)


def test_the_day_on_which_a_table_was_given_out_gives_the_year(tmp_path: Path) -> None:
    for given, year in (("2025年3月10日", 2025), ("2025年12月10日", None)):
        table = read(tmp_path, [["建议办理表"], [f"交办日期：{given}"], HEAD, *ROWS])
        assert tasks(table)[0].due == (date(year, 6, 30) if year else None)
