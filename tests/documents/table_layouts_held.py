"""Layouts written when the reader was first done; no name of theirs was put into its lists since.

General rules (what a heading ends in, what stands below it) were added with their results in view.
"""

from __future__ import annotations

from datetime import date

from openpyxl.workbook import Workbook

from tests.documents.table_layout import Layout, sheet, task


def culture() -> Workbook:
    return sheet(
        [
            ["市文化广电旅游体育局2025年重点工作清单"],
            ["类别", "序号", "工作名称", "工作目标", "完成时限", "牵头处室", "配合处室", "分管局领导"],
            ["公共服务", 1, "举办全民阅读节", "活动20场以上", "2025年4月", "公共服务处", "市图书馆", "包局"],
            [None, 2, "提升文化礼堂", "星级礼堂15家", "2025年11月底", "公共服务处", "产业处", "包局"],
            ["文旅融合", 3, "创建旅游度假区", "通过省级验收", "2025年底前", "资源开发处", None, "史局"],
        ],
        "A1:H1 A3:A4",
    )  # fmt: skip


CULTURE = [
    task("举办全民阅读节", programme="公共服务", section="公共服务处", support="市图书馆",
         target="活动20场以上", due=date(2025, 4, 30), due_text="2025年4月"),
    task("提升文化礼堂", programme="公共服务", section="公共服务处", support="产业处",
         target="星级礼堂15家", due=date(2025, 11, 30), due_text="2025年11月底"),
    task("创建旅游度假区", programme="文旅融合", section="资源开发处", target="通过省级验收",
         due=date(2025, 12, 31), due_text="2025年底前"),
]  # fmt: skip


def business() -> Workbook:
    return sheet(
        [
            ["优化营商环境改革任务表（2024版）"],
            ["制表：发改局"],
            ["一级指标", "改革事项", "改革举措", "责任主体", None, "时间节点", "成果体现"],
            [None, None, None, "牵头部门", "协同部门", None, None],
            [
                "开办企业", "企业开办便利化", "推行全程网办",
                "市场监管局", "税务局、人社局", "2024年3月底", "办理时间≤1天",
            ],
            [None, None, "试点一照多址", "市场监管局", "行政审批局", "2024年二季度", "出台细则"],
            ["获得电力", "供电可靠性", "压减停电时间", "供电公司", "发改局", "2024年12月20日前", "户均停电≤0.5小时"],
            ["注：时间节点以市里通知为准。"],
        ],
        "A1:G1 A3:A4 B3:B4 C3:C4 D3:E3 F3:F4 G3:G4 A5:A6 B5:B6 A8:G8",
    )  # fmt: skip


BUSINESS = [
    task("推行全程网办", programme="开办企业", measure="企业开办便利化", lead="市场监管局",
         support="税务局、人社局", target="办理时间≤1天", due=date(2024, 3, 31),
         due_text="2024年3月底"),
    task("试点一照多址", programme="开办企业", measure="企业开办便利化", lead="市场监管局",
         support="行政审批局", target="出台细则", due=date(2024, 6, 30), due_text="2024年二季度"),
    task("压减停电时间", programme="获得电力", measure="供电可靠性", lead="供电公司",
         support="发改局", target="户均停电≤0.5小时", due=date(2024, 12, 20),
         due_text="2024年12月20日前"),
]  # fmt: skip


def village() -> Workbook:
    return sheet(
        [
            ["乡村振兴工作安排"],
            [],
            ["", "抓什么", "怎么抓", "谁来抓", "什么时候完成"],
            [1, "产业兴旺", "打造万亩茶园", "农业农村办", "2025年10月"],
            [2, "生态宜居", "整治入河排污口", "生态办", "2025年6月"],
            [3, "乡风文明", "评选文明户", "宣传办", "每年12月"],
        ],
        "A1:E1",
    )


VILLAGE = [
    task("打造万亩茶园", measure="产业兴旺", responsible="农业农村办", due=date(2025, 10, 31),
         due_text="2025年10月"),
    task("整治入河排污口", measure="生态宜居", responsible="生态办", due=date(2025, 6, 30),
         due_text="2025年6月"),
    task("评选文明户", measure="乡风文明", responsible="宣传办", due_text="每年12月"),
]  # fmt: skip

HELD = [
    Layout("文旅清单", culture, CULTURE, hold_out=True),
    Layout("营商环境", business, BUSINESS, hold_out=True),
    Layout("乡村振兴", village, VILLAGE, hold_out=True),
]
