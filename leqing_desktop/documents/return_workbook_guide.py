"""The filling guide (填报说明) of a return workbook: what goes into each column and what is checked."""

from __future__ import annotations

from collections.abc import Iterator

from leqing_desktop.documents.return_workbook_cells import BLOCK_SIZE, Look, PlacedCell, PlacedRow
from leqing_desktop.documents.workbook_layout import (
    BODY_SIZE,
    CELL_PADDING,
    UNIT_POINTS,
    text_height,
)
from leqing_desktop.documents.workbook_style import TITLE_SIZE
from leqing_desktop.documents.workbook_text import cell_text
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_form import ReturnForm

SHEET = "填报说明"
WIDTHS = (24.0, 122.0)
"""Widths in spreadsheet units of columns A and B."""

_STATUS = "、".join(status.label for status in ReportedStatus)
_SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "一、怎么填",
        (
            (
                "填哪里",
                "只填“报送表”页的浅黄色格子。其余格子已锁定，有错漏请在“说明”或“本季进展”里写明。",
            ),
            ("不要动", "不要增删行列、改页名、另做一张表，也不要把表转成图片；列宽、行高可以调。"),
            ("复制粘贴", "从别处复制文字时，请先双击格子再粘贴，或用“只粘贴文本（数值）”。"),
            ("保存", "用 Excel、WPS 或 LibreOffice 填都可以，存为 .xlsx，文件名不用改。"),
        ),
    ),
    (
        "二、任务各列",
        (
            (
                "本季进度（%）",
                "必填。全年任务到本季末累计完成的百分数，填 0 到 100 的数，不写百分号。填 85 就是 85%。",
            ),
            ("状态", f"必填。从下拉框选一个：{_STATUS}。填“已完成”的，进度应为 100。"),
            (
                "本季进展",
                "必填。写本季度做了什么、做到多少、什么时候做的。至少有一个数字、日期或名称；带上计量单位。",
            ),
            (
                "　好的写法",
                "7月20日出台诊断服务办法，8—9月完成32家企业智能化诊断，累计85家，占年度目标100家的85%。",
            ),
            (
                "　不好的写法",
                "持续推进智能化诊断工作，正在有序开展，取得积极成效。（没有数字、日期和名称，会退回）",
            ),
            (
                "存在问题",
                "写卡在哪里、需要谁协调；没有写“无”。本季节点已过而未完成的，必须写原因。",
            ),
            (
                "下一步",
                "写下季度做什么、谁负责、何时完成，例：11月底前完成剩余15家诊断，产业科负责。",
            ),
            (
                "佐证材料名称",
                "写随表报来的文件名，几个文件用顿号隔开；填 100 的任务必须有佐证材料。",
            ),
        ),
    ),
    (
        "三、指标各列",
        (
            (
                "本季新增",
                "本季三个月新增的数，只填数，单位按“计量单位”列。不适用的（如占比）留空。",
            ),
            (
                "本季累计",
                "到本季末的累计数；存量、占比、增速填期末数。一般不少于上季累计，也不少于本季新增。",
            ),
            ("说明", "写数据来源；口径有变、比上季少、比上季多十倍以上或暂时没有数的，写明原因。"),
        ),
    ),
    (
        "四、收表后核对什么",
        (
            ("空格", "本季进度、状态、本季进展有没有漏填。"),
            (
                "进展文字",
                "是否与上季雷同；是否只写“持续推进”“正在开展”而没有数字、日期、名称；数字有没有单位。",
            ),
            ("进度", "是否低于上季；填 100 有没有佐证；节点已过却填“正常推进”。"),
            ("指标", "本季新增是否大于本季累计；分项相加是否等于总数；是否合口径、比上季差十倍。"),
            ("改动", "锁定的内容改动过的，会逐格列出核对。有疑问的表会退回，请改好后再报一次。"),
        ),
    ),
    (
        "五、佐证材料",
        (
            (
                "文件名",
                "以报送表的序号开头，后写内容，如：1.2_验收意见.pdf、1.2_现场照片1.jpg。不要用“新建文档”“图片1”。",
            ),
            (
                "格式",
                "照片、PDF、Word、Excel 都可以，不收程序文件；一个文件夹放本单位的报送表和全部材料，一并报送。",
            ),
            ("保密", "本表和材料仅限非涉密信息，不得填写、附带涉密内容。"),
        ),
    ),
)


def guide_rows(form: ReturnForm) -> Iterator[PlacedRow]:
    """The guide's rows from the top; the last say when and to whom to report."""
    yield _wide(f"{form.period.label}报送表填报说明", Look.TITLE, TITLE_SIZE)
    for title, lines in (*_SECTIONS, ("六、报送", tuple(_sending(form)))):
        yield _wide(title, Look.LINE, BLOCK_SIZE)
        for name, text in lines:
            yield _line(name, text)


def _sending(form: ReturnForm) -> Iterator[tuple[str, str]]:
    if form.due_on is not None:
        yield "截止日期", f"{form.due_on.isoformat()}，请在这一天下班前报到，逾期按未按时报送计。"
    if form.sender:
        yield "报给谁", form.sender
    yield "签审", "填好“填报人”“填报日期”“联系电话”，请本单位主要领导审阅后填“审核人”，再报送。"


def _wide(text: str, look: Look, size: float) -> PlacedRow:
    return PlacedRow(size * 2.0, (PlacedCell(1, look, text, size),))


def _line(name: str, text: str) -> PlacedRow:
    stored = cell_text(text)
    room = (WIDTHS[1] * UNIT_POINTS - CELL_PADDING) / BODY_SIZE
    cells = (PlacedCell(1, Look.TEXT, name), PlacedCell(2, Look.TEXT, stored))
    return PlacedRow(min(405.0, text_height(stored, room)), cells)
