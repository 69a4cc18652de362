"""Layouts of a research programme and of a safety campaign."""

from __future__ import annotations

from datetime import date

from openpyxl.workbook import Workbook

from tests.documents.table_layout import Layout, sheet, task


def research() -> Workbook:
    return sheet(
        [
            ["附件2"],
            ["某省2026年科技创新工作台账"],
            [
                "任务编号", "专项名称", "攻关任务", "考核要求",
                "承担单位", "联合单位", "首席专家", "起止时间", "经费（万元）",
            ],
            [
                "KJ-01", "智能传感", "研制压力传感芯片", "样机2套",
                "甲研究院", "乙大学、丙公司", "吴教授", "2026年1月-2026年12月", 300,
            ],
            ["KJ-02", "智能传感", "搭建测试平台", "通过验收", "乙大学", None, "徐研究员", "2026.3-2027.6月", 150],
            ["KJ-03", "绿色能源", "开发储能系统", "效率≥92%", "丁公司", "甲研究院", "何总工", "2026年全年", 500],
            ["合计", None, None, None, None, None, None, None, 950],
        ],
        "A2:I2",
    )  # fmt: skip


RESEARCH = [
    task("研制压力传感芯片", programme="智能传感", responsible="甲研究院", support="乙大学、丙公司",
         person="吴教授", target="样机2套", start=date(2026, 1, 1), due=date(2026, 12, 31),
         due_text="2026年1月-2026年12月"),
    task("搭建测试平台", programme="智能传感", responsible="乙大学", person="徐研究员", target="通过验收",
         start=date(2026, 3, 1), due=date(2027, 6, 30), due_text="2026.3-2027.6月"),
    task("开发储能系统", programme="绿色能源", responsible="丁公司", support="甲研究院",
         person="何总工", target="效率≥92%", due=date(2026, 12, 31), due_text="2026年全年"),
]  # fmt: skip


def safety() -> Workbook:
    return sheet(
        [
            ["安全生产专项治理任务分工及进度表"],
            ["编制单位：安委办", None, None, None, "2025年3月"],
            ["治理重点", "治理任务", "分工", None, None, "进度安排", None, "备注"],
            [None, None, "主抓", "协助", "责任到人", "启动", "完成", None],
            ["危化品", "开展储罐排查", "应急管理局", "消防大队", "刘某", "2025-03-10", "2025-05-31", None],
            [None, "建设监测系统", "应急管理局", "数据局", "刘某", "2025年4月", "2025年三季度", None],
            ["建筑施工", "整治高支模", "住建局", "各镇（街道）", "马某", "2025年3月", "2025年11月底", "重点"],
        ],
        "A1:H1 A3:A4 B3:B4 C3:E3 F3:G3 H3:H4 A5:A6",
    )  # fmt: skip


SAFETY = [
    task("开展储罐排查", programme="危化品", lead="应急管理局", support="消防大队", person="刘某",
         start=date(2025, 3, 10), due=date(2025, 5, 31)),
    task("建设监测系统", programme="危化品", lead="应急管理局", support="数据局", person="刘某",
         start=date(2025, 4, 1), due=date(2025, 9, 30), due_text="2025年三季度"),
    task("整治高支模", programme="建筑施工", lead="住建局", support="各镇（街道）", person="马某",
         start=date(2025, 3, 1), due=date(2025, 11, 30), due_text="2025年11月底"),
]  # fmt: skip

CAMPAIGNS = [
    Layout("科技台账", research, RESEARCH, skipped=1),
    Layout("安全治理", safety, SAFETY, findings=1),
]
