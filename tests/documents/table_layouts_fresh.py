"""Layouts written when the corpus was read without a fault; the first reading of these was 78 % right.

The reader has been put right on them since.
"""

from __future__ import annotations

from datetime import date

from openpyxl.workbook import Workbook

from tests.documents.table_layout import Layout, sheet, task


def union() -> Workbook:
    return sheet(
        [
            ["市总工会2026年度工作任务分解表"],
            ["制表部门：办公室", None, None, None, None, "2026年1月"],
            ["项目分类", "主要工作", "完成标准", "主办部门", "分管主席", "协办部门", "时间进度"],
            ["组织建设", "新建企业工会", "80家以上", "组织部", "何主席", "各产业工会", "11月底"],
            [None, "规范基层换届", "按期换届率100%", "组织部", "何主席", None, "全年"],
            [
                "权益保障",
                "开展集体协商要约",
                "覆盖企业500家",
                "权益部",
                "洪主席",
                "经审办",
                "3-6月",
            ],
            [None, "慰问困难职工", "发放慰问金60万元", "保障部", "洪主席", "财务部", "春节前"],
        ],
        "A1:G1 A4:A5 A6:A7",
    )


UNION = [
    task("新建企业工会", programme="组织建设", lead="组织部", support="各产业工会",
         target="80家以上", due=date(2026, 11, 30), due_text="11月底"),
    task("规范基层换届", programme="组织建设", lead="组织部", target="按期换届率100%",
         due=date(2026, 12, 31), due_text="全年"),
    task("开展集体协商要约", programme="权益保障", lead="权益部", support="经审办",
         target="覆盖企业500家", start=date(2026, 3, 1), due=date(2026, 6, 30), due_text="3-6月"),
    task("慰问困难职工", programme="权益保障", lead="保障部", support="财务部",
         target="发放慰问金60万元", due_text="春节前"),
]  # fmt: skip


def flood() -> Workbook:
    return sheet(
        [
            ["2025年度汛前准备工作责任清单"],
            [
                "序号",
                "工作项目",
                "工作内容及要求",
                "责任单位/责任人",
                "监督单位",
                "完成日期",
                "是否完成",
            ],
            ["一", "组织准备", None, None, None, None, None],
            [1, "落实责任人", "公布水库“三个责任人”名单", "水利局", "县防指办", "2025.3.31", "是"],
            [2, "修订预案", "修订县级防汛预案", "应急局", "县防指办", "2025.4.10", "否"],
            ["二", "工程准备", None, None, None, None, None],
            [3, "水毁修复", "修复水毁堤防12处", "水利局、各乡镇", "县防指办", "2025.4.15", "否"],
            [4, "清障", "清除行洪障碍", "各乡镇", "水利局", "汛期前", "否"],
        ],
        "A1:G1",
    )


FLOOD = [
    task("公布水库“三个责任人”名单", programme="组织准备", measure="落实责任人",
         responsible="水利局", due=date(2025, 3, 31), due_text="2025.3.31"),
    task("修订县级防汛预案", programme="组织准备", measure="修订预案", responsible="应急局",
         due=date(2025, 4, 10), due_text="2025.4.10"),
    task("修复水毁堤防12处", programme="工程准备", measure="水毁修复", responsible="水利局、各乡镇",
         due=date(2025, 4, 15), due_text="2025.4.15"),
    task("清除行洪障碍", programme="工程准备", measure="清障", responsible="各乡镇",
         due_text="汛期前"),
]  # fmt: skip


def library() -> Workbook:
    return sheet(
        [
            ["编号", "子课题", "研究任务", "承担人", "所在部门", "开始", "结束", "提交成果"],
            [
                "K1",
                "地方文献整理",
                "编目清代方志",
                "沈墨",
                "古籍部",
                "2025-02",
                "2025-08",
                "书目1册",
            ],
            [
                "K1",
                "地方文献整理",
                "影印重要抄本",
                "沈墨",
                "古籍部",
                "2025-09",
                "2026-03",
                "影印本3种",
            ],
            ["K2", "阅读推广研究", "抽样调查", "黎青", "服务部", "2025-03", "2025-06", "报告"],
        ]
    )


LIBRARY = [
    task("编目清代方志", measure="地方文献整理", person="沈墨", responsible="古籍部",
         target="书目1册", start=date(2025, 2, 1), due=date(2025, 8, 31), due_text="2025-08"),
    task("影印重要抄本", measure="地方文献整理", person="沈墨", responsible="古籍部",
         target="影印本3种", start=date(2025, 9, 1), due=date(2026, 3, 31), due_text="2026-03"),
    task("抽样调查", measure="阅读推广研究", person="黎青", responsible="服务部",
         target="报告", start=date(2025, 3, 1), due=date(2025, 6, 30), due_text="2025-06"),
]  # fmt: skip


def enterprise() -> Workbook:
    return sheet(
        [
            ["“一企一策”问题交办单汇总（2025年第3批）"],
            [None, "交办时间：2025年5月12日"],
            ["序号", "企业名称", "反映问题", "交办单位", "配合单位", "办理意见", "要求办结时间"],
            [1, "恒泰阀门", "用地指标不足", "自然资源局", "经信局", "纳入年度计划", "6月15日前"],
            [2, "恒泰阀门", "招工难", "人社局", None, "组织专场招聘", "5月底前"],
            [3, "远洋管件", "出口退税慢", "税务局", "商务局", "一周内办结", "5月20日"],
        ],
        "A1:G1",
    )


ENTERPRISE = [
    task("用地指标不足", measure="恒泰阀门", responsible="自然资源局", support="经信局",
         due=date(2025, 6, 15), due_text="6月15日前"),
    task("招工难", measure="恒泰阀门", responsible="人社局", due=date(2025, 5, 31),
         due_text="5月底前"),
    task("出口退税慢", measure="远洋管件", responsible="税务局", support="商务局",
         due=date(2025, 5, 20), due_text="5月20日"),
]  # fmt: skip

FRESH = [
    Layout("总工会", union, UNION, findings=1),
    Layout("汛前准备", flood, FLOOD, findings=1),
    Layout("课题计划", library, LIBRARY),
    Layout("问题交办", enterprise, ENTERPRISE, findings=1),
]
