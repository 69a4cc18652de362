"""Task tables in the layouts of several kinds of offices, with what a careful clerk would read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.table_layout import Layout, fill, sheet, task
from tests.documents.table_layouts_campaigns import CAMPAIGNS
from tests.documents.table_layouts_fresh import FRESH
from tests.documents.table_layouts_held import HELD
from tests.documents.table_layouts_more import MORE
from tests.documents.table_layouts_works import WORKS


def department() -> Workbook:
    return sheet(
        [
            ["2024年度重点任务分解表"],
            ["填报单位：市经信局", None, None, None, None, "填报日期：2024年3月1日"],
            ["序号", "工作任务", "具体举措", "牵头单位", "配合单位", "完成时限"],
            [1, "培育龙头企业", "建立培育库", "市经信局", "市科技局、市财政局", "2024.6"],
            [2, None, "开展一对一服务", "市经信局", "各镇街", "二季度"],
            [3, "建设创新平台", "筹建实验室", "市科技局", "市经信局等有关部门", "长期坚持"],
            ["合计", None, "3项"],
            ["注：配合单位由牵头单位召集。"],
        ],
        "A1:F1 B4:B5 A8:F8",
    )


DEPARTMENT = [
    task(
        "建立培育库",
        measure="培育龙头企业",
        lead="市经信局",
        support="市科技局、市财政局",
        due=date(2024, 6, 30),
        due_text="2024.6",
    ),
    task(
        "开展一对一服务",
        measure="培育龙头企业",
        lead="市经信局",
        support="各镇街",
        due=date(2024, 6, 30),
        due_text="二季度",
    ),
    task(
        "筹建实验室",
        measure="建设创新平台",
        lead="市科技局",
        support="市经信局",
        due_text="长期坚持",
    ),
]


def grouped_header() -> Workbook:
    return sheet(
        [
            ["附件1"],
            ["某县“百日攻坚”行动任务清单"],
            ["序号", "重点任务", "责任单位", None, "责任人", None, "目标值", "时间安排", None, "备注"],
            [None, None, "牵头", "配合", "姓名", "电话", None, "起", "止", None],
            [
                1, "整治沿街立面", "县住建局", "县综合执法局", "王明",
                "0577-61880001", "95%以上", "2024年3月", "2024年9月底", None,
            ],
            [
                2, "新建停车位", "县交通局", "各乡镇（街道）", "李华",
                "0577-61880002", "2000个", "2024-04-01", "2024-12-20", "含地下",
            ],
        ],
        "A2:J2 A3:A4 B3:B4 C3:D3 E3:F3 G3:G4 H3:I3 J3:J4",
    )  # fmt: skip


GROUPED = [
    task(
        "整治沿街立面",
        lead="县住建局",
        support="县综合执法局",
        person="王明",
        target="95%以上",
        start=date(2024, 3, 1),
        due=date(2024, 9, 30),
        due_text="2024年9月底",
    ),
    task(
        "新建停车位",
        lead="县交通局",
        support="各乡镇（街道）",
        person="李华",
        target="2000个",
        start=date(2024, 4, 1),
        due=date(2024, 12, 20),
    ),
]


def banded() -> Workbook:
    return sheet(
        [
            ["开发区2025年招商工作任务表"],
            ["序号", "任务内容", "责任部门", "完成期限"],
            ["一、产业链招商"],
            [1, "编制产业链图谱", "招商局、经发局", "3月底前"],
            [2, "组建招商小分队", "招商局", "上半年"],
            ["二、项目落地"],
            [3, "推动签约项目开工", "建设局", "年底前"],
            [4, "兑现扶持政策", "财政局", "6月31日"],
            ["小计", "4项"],
            ["制表人：张三", None, "审核人：李四"],
        ],
        "A1:D1 A3:D3 A6:D6",
    )


BANDED = [
    task(
        "编制产业链图谱",
        programme="产业链招商",
        responsible="招商局、经发局",
        due=date(2025, 3, 31),
        due_text="3月底前",
    ),
    task(
        "组建招商小分队",
        programme="产业链招商",
        responsible="招商局",
        due=date(2025, 6, 30),
        due_text="上半年",
    ),
    task(
        "推动签约项目开工",
        programme="项目落地",
        responsible="建设局",
        due=date(2025, 12, 31),
        due_text="年底前",
    ),
    task("兑现扶持政策", programme="项目落地", responsible="财政局", due_text="6月31日"),
]


def serials() -> Workbook:
    rows: list[list[Any]] = [
        ["任务名称", "主办单位", "协办单位", "开始时间", "完成时间", "完成率"],
        ["修订应急预案", "应急局", "消防救援大队", 45292, 45473, 0.5],
        ["开展全员演练", "应急局", None, datetime(2024, 5, 6), datetime(2024, 6, 1), 0.25],
        ["更新物资台账", "粮食和物资局", None, "2024/7/1", 20240915, 1],
    ]
    book = sheet(rows)
    page = book.active
    assert isinstance(page, Worksheet)
    page["D3"].number_format = "yyyy-mm-dd"
    page["E3"].number_format = 'yyyy"年"m"月"'
    for row in (2, 3, 4):
        page.cell(row, 6).number_format = "0%"
    return book


SERIALS = [
    task(
        "修订应急预案",
        lead="应急局",
        support="消防救援大队",
        start=date(2024, 1, 1),
        due=date(2024, 6, 30),
    ),
    task(
        "开展全员演练",
        lead="应急局",
        start=date(2024, 5, 6),
        due=date(2024, 6, 30),
        due_text="2024年6月",
    ),
    task(
        "更新物资台账",
        lead="粮食和物资局",
        start=date(2024, 7, 1),
        due=date(2024, 9, 15),
        due_text="20240915",
    ),
]


def three_levels() -> Workbook:
    return sheet(
        [
            ["教育局2024年重点工作责任分解"],
            ["工程", "举措", "任务", "责任科室", "责任人", "分管领导", "目标", "时间节点"],
            ["一、扩优提质工程", "1.优化布局", "（1）新建幼儿园", "计财科", "陈一", "林局", "3所", "2024年8月底"],
            [None, None, "（2）改扩建小学", "计财科", "陈一", "林局", "2所", "2024年12月"],
            [None, "2.强师行动", "（1）招引名师", "人事科", "周二", "黄局", "新增10名", "全年"],
            ["二、数字赋能工程", "3.智慧校园", "（1）升级校园网", "电教中心", "吴三", "黄局", "100%", "2024年三季度"],
        ],
        "A1:H1 A3:A5 B3:B4",
    )  # fmt: skip


THREE_LEVELS = [
    task(
        "新建幼儿园",
        programme="扩优提质工程",
        measure="优化布局",
        section="计财科",
        person="陈一",
        target="3所",
        due=date(2024, 8, 31),
        due_text="2024年8月底",
    ),
    task(
        "改扩建小学",
        programme="扩优提质工程",
        measure="优化布局",
        section="计财科",
        person="陈一",
        target="2所",
        due=date(2024, 12, 31),
        due_text="2024年12月",
    ),
    task(
        "招引名师",
        programme="扩优提质工程",
        measure="强师行动",
        section="人事科",
        person="周二",
        target="新增10名",
        due=date(2024, 12, 31),
        due_text="全年",
    ),
    task(
        "升级校园网",
        programme="数字赋能工程",
        measure="智慧校园",
        section="电教中心",
        person="吴三",
        target="100%",
        due=date(2024, 9, 30),
        due_text="2024年三季度",
    ),
]


def roles_in_cells() -> Workbook:
    return sheet(
        [
            ["政府工作报告任务分工（2024年）"],
            ["项次", "工作要点", "责任单位（牵头/配合）", "要求完成时间"],
            [1, "推进旧改项目", "牵头：市住建局；配合：市自规局、各街道", "2024年12月底前"],
            [2, "提升医疗服务", "市卫健局牵头，市医保局、市财政局配合", "持续推进"],
            [3, "办好民生实事", "市府办（牵头）、市民政局、市人社局", "2024-11-30"],
            [4, "整治违法建设", "市综合执法局会同市自规局", "2024年10月"],
        ],
        "A1:D1",
    )


ROLES = [
    task(
        "推进旧改项目",
        lead="市住建局",
        support="市自规局、各街道",
        due=date(2024, 12, 31),
        due_text="2024年12月底前",
    ),
    task("提升医疗服务", lead="市卫健局", support="市医保局、市财政局", due_text="持续推进"),
    task("办好民生实事", lead="市府办", responsible="市民政局、市人社局", due=date(2024, 11, 30)),
    task(
        "整治违法建设",
        lead="市综合执法局",
        support="市自规局",
        due=date(2024, 10, 31),
        due_text="2024年10月",
    ),
]


def several_sheets() -> Workbook:
    book = sheet(
        [["填表说明"], ["一、本表由各单位如实填写。"], ["二、每季度末报送。"]], name="填表说明"
    )
    heads = ["序号", "主要任务", "承办单位", "联络员", "联系电话", "办结时限"]
    for name, rows in (
        ("交通", [[1, "改造国道路口", "交通局", "甲某", 13800000001, "2024年5月"]]),
        ("水利", [[1, "加固山塘", "水利局", "乙某", 13800000002, "2024年汛期前"]]),
    ):
        fill(book.create_sheet(name), [[f"2024年{name}任务"], heads, *rows])
    hidden = book.create_sheet("旧版")
    fill(hidden, [heads, [1, "不该读的任务", "某局", "丙某", 1, "2024年5月"]])
    hidden.sheet_state = "hidden"
    return book


SEVERAL = [
    task(
        "改造国道路口",
        programme="交通",
        responsible="交通局",
        due=date(2024, 5, 31),
        due_text="2024年5月",
    ),
    task("加固山塘", programme="水利", responsible="水利局", due_text="2024年汛期前"),
]


LAYOUTS = [
    Layout("部门分解表", department, DEPARTMENT, skipped=2),
    Layout("两行表头", grouped_header, GROUPED),
    Layout("分组行", banded, BANDED, findings=1, skipped=2),
    Layout("序列号日期", serials, SERIALS),
    Layout("三级", three_levels, THREE_LEVELS),
    Layout("单元格内写明角色", roles_in_cells, ROLES),
    Layout("多张表", several_sheets, SEVERAL, findings=1, skipped=2),
    *MORE,
    *WORKS,
    *CAMPAIGNS,
    *HELD,
    *FRESH,
]
