"""Further layouts of task tables: goals, plans by quarter, faults, reform ledgers, hospitals."""

from __future__ import annotations

from datetime import date

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.table_layout import Expected, Layout, sheet, task


def indicators() -> Workbook:
    book = sheet(
        [
            ["2025年度考核指标任务书"],
            ["指标名称", "计量单位", "2025年目标值", "责任单位", "完成时限"],
            ["规上工业增加值增速", "%", 6.5, "经信局", "2025年12月"],
            ["高新技术企业数", "家", 320, "科技局", "2025年12月"],
            ["研发投入占比", None, 0.035, "科技局", "2025年12月"],
            ["污水处理率", "%", "95以上", "住建局", "2025年12月"],
        ],
        "A1:E1",
    )
    page = book.active
    assert isinstance(page, Worksheet)
    page["C5"].number_format = "0.0%"
    return book


def _indicator(name: str, unit: str, target: str) -> Expected:
    return task(
        name, responsible=unit, target=target, due=date(2025, 12, 31), due_text="2025年12月"
    )


INDICATORS = [
    _indicator("规上工业增加值增速", "经信局", "6.5%"),
    _indicator("高新技术企业数", "科技局", "320家"),
    _indicator("研发投入占比", "科技局", "3.5%"),
    _indicator("污水处理率", "住建局", "95以上"),
]


def reordered() -> Workbook:
    return sheet(
        [
            [],
            [None, "备注", "完成时间", "协同单位", "主责单位", "工作内容", "事项类别"],
            [None, "重点", "2024年4月-11月", "统计局", "发改局", "编制实施方案", "综合协调"],
            [None, None, "2024-2026年", "财政局", "商务局", "打造特色街区", "消费提升"],
            [None, None, "每月", None, "商务局", "举办促销活动", None],
            [None, None, "待定", "同上", "税务局", "落实减税政策", "营商环境"],
        ]
    )


REORDERED = [
    task(
        "编制实施方案",
        programme="综合协调",
        lead="发改局",
        support="统计局",
        start=date(2024, 4, 1),
        due=date(2024, 11, 30),
        due_text="2024年4月-11月",
    ),
    task(
        "打造特色街区",
        programme="消费提升",
        lead="商务局",
        support="财政局",
        start=date(2024, 1, 1),
        due=date(2026, 12, 31),
        due_text="2024-2026年",
    ),
    task("举办促销活动", programme="消费提升", lead="商务局", due_text="每月"),
    task("落实减税政策", programme="营商环境", lead="税务局", support="财政局", due_text="待定"),
]


def quarters() -> Workbook:
    return sheet(
        [
            ["重点项目推进计划表（2024年）"],
            ["序号", "重点任务", "责任单位", "2024年推进计划", None, None, None, "责任领导"],
            [None, None, None, "一季度", "二季度", "三季度", "四季度", None],
            [1, "建设文化中心", "文广旅体局", "完成招标", "开工建设", "主体完工", "竣工验收", "朱县长"],
            [2, "改造老旧管网", "住建局", "完成20%", "50%", "80%", "100%", "郑县长"],
        ],
        "A1:H1 A2:A3 B2:B3 C2:C3 D2:G2 H2:H3",
    )  # fmt: skip


QUARTERS = [
    task("建设文化中心", responsible="文广旅体局"),
    task("改造老旧管网", responsible="住建局"),
]


def merged_units() -> Workbook:
    return sheet(
        [
            ["责任单位", "责任科室", "目标任务", "预期成效", "完成时限"],
            ["市农业农村局", "种植业科", "推广良种", "5万亩", "2024年9月"],
            [None, "畜牧科", "建设美丽牧场", "8个", "2024年10月"],
            [None, None, "防控疫病", None, "常态化"],
            ["市水利局、\n市应急局", None, "防汛演练", "不少于2次", "2024年5月15日"],
            [],
            ["填报人：某某", None, "联系电话：0577-1"],
        ],
        "A2:A4 B3:B4",
    )


MERGED_UNITS = [
    task(
        "推广良种",
        responsible="市农业农村局",
        section="种植业科",
        target="5万亩",
        due=date(2024, 9, 30),
        due_text="2024年9月",
    ),
    task(
        "建设美丽牧场",
        responsible="市农业农村局",
        section="畜牧科",
        target="8个",
        due=date(2024, 10, 31),
        due_text="2024年10月",
    ),
    task("防控疫病", responsible="市农业农村局", section="畜牧科", due_text="常态化"),
    task(
        "防汛演练",
        responsible="市水利局、市应急局",
        target="不少于2次",
        due=date(2024, 5, 15),
        due_text="2024年5月15日",
    ),
]


def numbered_groups() -> Workbook:
    return sheet(
        [
            ["国资公司2024年度任务清单"],
            ["序号", "工作事项", "牵头领导", "牵头部门", "配合部门", "截止时间", "目前进展"],
            [1, 2, 3, 4, 5, 6, 7],
            ["一", "国企改革"],
            [1, "完善法人治理", "总经理", "综合部", "各部门", "2024年6月底", "推进中"],
            ["二", "风险防控"],
            [2, "清收逾期款项", "财务总监", "财务部", "法务部", "2024年1-12月", None],
            ["序号", "工作事项", "牵头领导", "牵头部门", "配合部门", "截止时间", "目前进展"],
            [3, "开展内部审计", "监事", "审计部", "无", "2024年第四季度", None],
        ],
        "A1:G1",
    )


NUMBERED = [
    task(
        "完善法人治理",
        programme="国企改革",
        lead="综合部",
        support="各部门",
        due=date(2024, 6, 30),
        due_text="2024年6月底",
    ),
    task(
        "清收逾期款项",
        programme="风险防控",
        lead="财务部",
        support="法务部",
        start=date(2024, 1, 1),
        due=date(2024, 12, 31),
        due_text="2024年1-12月",
    ),
    task(
        "开展内部审计",
        programme="风险防控",
        lead="审计部",
        due=date(2024, 12, 31),
        due_text="2024年第四季度",
    ),
]


def faults() -> Workbook:
    book = sheet(
        [
            ["工作任务", "责任单位", "目标值", "完成时限", "责任人"],
            ["核查数据", "统计局", "#N/A", "2024年2月30日", "赵某"],
            ["清理台账", "审计局", 0, "2024年6月前", "钱某"],
            ["归档资料", "档案馆", "=1/0", "13月底", "孙某"],
            [None, "财政局", "3个", "2024年6月", "李某"],
        ]
    )
    page = book.active
    assert isinstance(page, Worksheet)
    page["A2"].comment = openpyxl.comments.Comment("已核", "某人")
    page.row_dimensions[3].hidden = True
    page.column_dimensions["E"].hidden = True
    return book


FAULTS = [
    task("核查数据", responsible="统计局", person="赵某", due_text="2024年2月30日"),
    task("清理台账", responsible="审计局", person="钱某", target="0", due_text="2024年6月前"),
    task("归档资料", responsible="档案馆", person="孙某", due_text="13月底"),
]


def party() -> Workbook:
    return sheet(
        [
            ["中共某市委办公室"],
            ["2025年全面深化改革任务台账"],
            ["（截至2025年1月）"],
            [
                "改革领域", "改革事项", "改革举措及预期成果",
                "牵头市领导", "改革牵头单位", "改革责任（参与）单位", "推进时限",
            ],
            [
                "经济体制", "要素市场化", "出台土地混合供应办法",
                "张市长", "市自然资源和规划局", "市发改局，市住建局", "2025年3月",
            ],
            [None, None, "建立数据交易规则", "张市长", "市数据局", "市司法局", "2025年底"],
            [None, "国企改革", "重组城投平台", "李市长", "市国资中心", "市财政局", "2025年三季度末"],
            ["社会体制", "养老服务", "推行长护险", "王市长", "市医保局", "市民政局及各镇街", "2025.11.15"],
        ],
        "A1:G1 A2:G2 A3:G3 A5:A7 B5:B6",
    )  # fmt: skip


PARTY = [
    task(
        "出台土地混合供应办法",
        programme="经济体制",
        measure="要素市场化",
        lead="市自然资源和规划局",
        responsible="市发改局、市住建局",
        due=date(2025, 3, 31),
        due_text="2025年3月",
    ),
    task(
        "建立数据交易规则",
        programme="经济体制",
        measure="要素市场化",
        lead="市数据局",
        responsible="市司法局",
        due=date(2025, 12, 31),
        due_text="2025年底",
    ),
    task(
        "重组城投平台",
        programme="经济体制",
        measure="国企改革",
        lead="市国资中心",
        responsible="市财政局",
        due=date(2025, 9, 30),
        due_text="2025年三季度末",
    ),
    task(
        "推行长护险",
        programme="社会体制",
        measure="养老服务",
        lead="市医保局",
        responsible="市民政局、各镇街",
        due=date(2025, 11, 15),
        due_text="2025.11.15",
    ),
]


def hospital() -> Workbook:
    return sheet(
        [
            ["市人民医院等级评审任务分工表", None, None, None, None, None, None, None],
            ["条款", "评审任务描述", "牵头科室", "责任部门及人员", None, "完成要求", None, "佐证"],
            [None, None, None, "部门", "姓名", "目标", "日期", None],
            ["1.1", "完善质控体系", "质控科", "医务处", "甲医生", "≥90分", "2024年7月10日", "会议纪要"],
            ["1.2", "缩短住院天数", "医务处", "各临床科室", "乙医生", "≤7天", "2024/12", "统计表"],
            ["1.3", "提高手术占比", "手术室", "麻醉科", "丙医生", "30%左右", "2024年底前", None],
        ],
        "A1:H1 A2:A3 B2:B3 C2:C3 D2:E2 F2:G2 H2:H3",
    )  # fmt: skip


HOSPITAL = [
    task(
        "完善质控体系",
        section="质控科",
        responsible="医务处",
        person="甲医生",
        target="≥90分",
        due=date(2024, 7, 10),
        due_text="2024年7月10日",
    ),
    task(
        "缩短住院天数",
        section="医务处",
        responsible="各临床科室",
        person="乙医生",
        target="≤7天",
        due=date(2024, 12, 31),
        due_text="2024/12",
    ),
    task(
        "提高手术占比",
        section="手术室",
        responsible="麻醉科",
        person="丙医生",
        target="30%左右",
        due=date(2024, 12, 31),
        due_text="2024年底前",
    ),
]

MORE = [
    Layout("指标任务书", indicators, INDICATORS),
    Layout("列序打乱", reordered, REORDERED),
    Layout("分季度计划", quarters, QUARTERS),
    Layout("单位在前并合并", merged_units, MERGED_UNITS, skipped=1),
    Layout("序号分组", numbered_groups, NUMBERED, skipped=2),
    Layout("有错的表", faults, FAULTS, findings=7, formats=("xlsx",)),
    Layout("改革台账", party, PARTY),
    Layout("医院分工", hospital, HOSPITAL),
]
