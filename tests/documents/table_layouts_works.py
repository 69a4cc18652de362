"""Layouts of promised works, of faults to be put right, and of a street office."""

from __future__ import annotations

from datetime import date, datetime

from openpyxl.workbook import Workbook

from tests.documents.table_layout import Layout, sheet, task


def livelihood() -> Workbook:
    return sheet(
        [
            ["某市2025年度民生实事项目责任分解表"],
            [None, None, None, None, None, None, None, "单位：万元"],
            ["序号", "实事项目", "项目内容", "主要目标", "责任落实", None, None, "完成期限"],
            [None, None, None, None, "牵头单位", "协同单位", "项目负责人", None],
            [1, "一老一小", "新建社区食堂", "≥12家", "市民政局", "各街道", "叶某", "10月底前"],
            [None, None, "新增托位", "800个以上", "市卫健局", "市教育局", "潘某", "12月25日前"],
            [
                2, "城市更新", "改造老旧小区", "30个",
                "市住建局", "市财政局、国网供电公司", "章某", datetime(2025, 11, 30),
            ],
            ["共计", None, "3项"],
        ],
        "A1:H1 A3:A4 B3:B4 C3:C4 D3:D4 E3:G3 H3:H4 A5:A6 B5:B6",
    )  # fmt: skip


LIVELIHOOD = [
    task("新建社区食堂", measure="一老一小", lead="市民政局", support="各街道", person="叶某",
         target="≥12家", due=date(2025, 10, 31), due_text="10月底前"),
    task("新增托位", measure="一老一小", lead="市卫健局", support="市教育局", person="潘某",
         target="800个以上", due=date(2025, 12, 25), due_text="12月25日前"),
    task("改造老旧小区", measure="城市更新", lead="市住建局", support="市财政局、国网供电公司",
         person="章某", target="30个", due=date(2025, 11, 30)),
]  # fmt: skip


def rectification() -> Workbook:
    return sheet(
        [
            ["巡察反馈问题整改清单"],
            ["（报送时间：2024年4月10日）"],
            [
                "序号", "问题类别", "整改措施", "整改目标",
                "整改责任单位", "配合整改单位", "责任领导", "整改完成时限", "整改进展",
            ],
            [1, "制度建设", "修订采购管理办法", "制度出台", "办公室", "财务科", "副主任", "2024年5月底前", "已完成"],
            [2, "制度建设", "建立合同台账", "台账齐全", "法规科", "—", "副主任", "立行立改，长期坚持", "推进中"],
            [3, "作风建设", "开展专项督查", "全年4次", "督查室", "各科室", "主任", "2024年12月", None],
            ["填报单位（盖章）：某某局", None, None, None, "填表人：某某"],
        ],
        "A1:I1 A2:I2",
    )  # fmt: skip


RECTIFICATION = [
    task("修订采购管理办法", programme="制度建设", responsible="办公室", support="财务科",
         target="制度出台", due=date(2024, 5, 31), due_text="2024年5月底前"),
    task("建立合同台账", programme="制度建设", responsible="法规科", target="台账齐全",
         due_text="立行立改，长期坚持"),
    task("开展专项督查", programme="作风建设", responsible="督查室", support="各科室",
         target="全年4次", due=date(2024, 12, 31), due_text="2024年12月"),
]  # fmt: skip


def street() -> Workbook:
    return sheet(
        [
            ["2024年某街道工作要点任务书"],
            ["条线", "年度重点工作", "量化指标", "责任科室", "分管领导", "具体责任人", "时间要求", "推进举措"],
            ["经济线", "培育小升规企业", "15家", "经济发展办", "陈委员", "小王", "四季度", "建立梯度培育库"],
            [None, "盘活低效用地", "200亩", "经济发展办", "陈委员", "小李", "9月30日", "逐宗销号"],
            ["治理线", "化解信访积案", "化解率90%以上", "平安法治办", "林副书记", "小赵", "上半年", "领导包案"],
            ["备注：未尽事项由党政办解释。"],
        ],
        "A1:H1 A3:A4 A6:H6",
    )  # fmt: skip


STREET = [
    task("建立梯度培育库", programme="经济线", measure="培育小升规企业", section="经济发展办",
         person="小王", target="15家", due=date(2024, 12, 31), due_text="四季度"),
    task("逐宗销号", programme="经济线", measure="盘活低效用地", section="经济发展办",
         person="小李", target="200亩", due=date(2024, 9, 30), due_text="9月30日"),
    task("领导包案", programme="治理线", measure="化解信访积案", section="平安法治办",
         person="小赵", target="化解率90%以上", due=date(2024, 6, 30), due_text="上半年"),
]  # fmt: skip

WORKS = [
    Layout("民生实事", livelihood, LIVELIHOOD, skipped=1),
    Layout("整改清单", rectification, RECTIFICATION, skipped=1),
    Layout("街道任务书", street, STREET, skipped=1),
]
