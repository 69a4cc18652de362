"""Annexes for the tests of the official documents: a narrow table, a wide one and a text."""

from __future__ import annotations

from dataclasses import replace

from leqing_desktop.domain.notice_document import Annex, AnnexTable, Paragraph
from tests.documents.gongwen_samples import LONG

NARROW = AnnexTable(
    ("序号", "单位", "应报", "已报", "按期率"),
    tuple(
        (
            f"{at}",
            "市经信局" if at % 3 else "乐清市市场监督管理局（知识产权局）",
            "12",
            "11",
            "91.7%",
        )
        for at in range(1, 61)
    ),
    figures=(0, 2, 3, 4),
)
WIDE = AnnexTable(
    ("序号", "举措", "任务", "牵头单位", "配合单位", "年度目标", "截至三季度完成情况", "完成率（%）",
     "存在问题", "下步措施"),
    tuple(
        (
            f"{at}",
            f"举措{at} 强化项目空间平台建设",
            "推进电气产业园二期工程，完成投资3.5亿元，建成标准厂房12万平方米",
            "市经信局",
            "市发改局、市财政局、柳市镇、北白象镇",
            "完成投资3.5亿元",
            "完成投资1.2亿元，主体结构封顶，“小巨人”企业入驻5家（其中新增2家）。",
            f"{34.3 + at:.1f}",
            "土地指标未落实；" * (at % 4 + 1),
            "请于2024年11月30日前完成用地报批（附证明材料）",
        )
        for at in range(1, 21)
    ),
    figures=(0, 7),
)  # fmt: skip
RULES = Annex("工作要求", (Paragraph("一、总体要求", 1), Paragraph("按月报送进展情况。" * 60)))
ANNEXED = replace(
    LONG,
    attachments=(),
    annexes=(Annex("按期报送情况表", table=NARROW), RULES, Annex("落后任务清单", table=WIDE)),
)
"""A notice with three annexes, the last one across the sheet."""
