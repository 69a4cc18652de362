"""What a return workbook's cells take and tell: drop-down, number and date rules, prompts, locks."""

from __future__ import annotations

from typing import Any, Literal

from leqing_desktop.documents.return_workbook_cells import (
    DATE_MERGE,
    INDICATOR_COLUMNS,
    SIGN_COLUMNS,
    TASK_COLUMNS,
)
from leqing_desktop.documents.return_workbook_layout import ReturnLayout
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_form import IndicatorField, TaskField

Kind = Literal["decimal", "list", "date"]
_LARGEST = "1000000000000"
FIRST_DAY, LAST_DAY = "36526", "73050"
"""2000-01-01 and 2099-12-31 as spreadsheet programs count days."""

_TASK_PROMPTS = {
    TaskField.DONE: (
        "写做了什么、做到多少、何时完成：要有数字、日期或名称。例：9月12日召开对接会，"
        "新签约企业6家，累计85家，占年度目标的85%。"
    ),
    TaskField.PROBLEMS: "写卡在哪里、需要谁协调解决；没有就写“无”。",
    TaskField.NEXT_STEP: "写下季度做什么、谁负责、何时完成。",
    TaskField.EVIDENCE: (
        "写随表报来的文件名，几个文件用顿号隔开；文件名以本行序号开头，如“1.2_验收意见.pdf”。"
    ),
}


def add_rules(sheet: Any, layout: ReturnLayout) -> None:
    """Put the rules and prompts of the cells that a unit fills onto the first sheet."""
    if layout.tasks:
        _add_task_rules(sheet, layout.tasks)
    if layout.indicators:
        _add_indicator_rules(sheet, layout.indicators)
    _add_signature_rules(sheet, layout.sign_row)


def protect(sheet: Any) -> None:
    """Lock a sheet without a password; columns and rows may still be made wider and taller."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _add_task_rules(sheet: Any, rows: tuple[int, int]) -> None:
    add_rule(
        sheet,
        area_of(TASK_COLUMNS[TaskField.PROGRESS], rows),
        kind="decimal",
        low="0",
        high="100",
        title="本季进度（%）",
        prompt="填全年任务累计完成的百分数：0 到 100 的数，不写百分号，如 85；不低于上季。",
        error="请填 0 到 100 之间的数，不写文字和百分号，例如 85。",
    )
    labels = [status.label for status in ReportedStatus]
    add_rule(
        sheet,
        area_of(TASK_COLUMNS[TaskField.STATUS], rows),
        kind="list",
        low='"' + ",".join(labels) + '"',
        title="状态",
        prompt="点右边的箭头，从五个选项里选一个。",
        error=f"请从下拉框里选：{'、'.join(labels)}。",
    )
    for name, prompt in _TASK_PROMPTS.items():
        add_rule(sheet, area_of(TASK_COLUMNS[name], rows), title=name.label, prompt=prompt)


def _add_indicator_rules(sheet: Any, rows: tuple[int, int]) -> None:
    for name, prompt in (
        (IndicatorField.IN_QUARTER, "填本季三个月新增的数，单位见“计量单位”列；只填数。"),
        (IndicatorField.VALUE, "填到本季末的累计（或期末）数，口径和单位见左边；只填数。"),
    ):
        add_rule(
            sheet,
            area_of(INDICATOR_COLUMNS[name], rows),
            kind="decimal",
            low=f"-{_LARGEST}",
            high=_LARGEST,
            title=name.label,
            prompt=prompt,
            error="请只填数，不写单位和文字，例如 1250.5；要说明的写在“说明”列。",
        )
    add_rule(
        sheet,
        area_of(INDICATOR_COLUMNS[IndicatorField.NOTE], rows),
        title=IndicatorField.NOTE.label,
        prompt="写数据来源；口径有变、比上季少或暂时没有数的，写明原因。",
    )


def _add_signature_rules(sheet: Any, row: int) -> None:
    add_rule(
        sheet,
        area_of(DATE_MERGE[0], (row, row)),
        kind="date",
        low=FIRST_DAY,
        high=LAST_DAY,
        title="填报日期",
        prompt="写成 2024-10-12 的样子。",
        error="请填日期，写成 2024-10-12 的样子。",
    )
    add_rule(
        sheet,
        area_of(SIGN_COLUMNS[1] + 1, (row, row)),
        title="审核人",
        prompt="填报前请主要领导审阅，写领导姓名。",
    )


def add_rule(
    sheet: Any,
    area: str,
    *,
    title: str,
    prompt: str,
    kind: Kind | None = None,
    low: str | None = None,
    high: str | None = None,
    error: str | None = None,
) -> None:
    """A prompt for an area (``F5:F9``) and, with ``kind``, what its cells take."""
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.data_validations.append(
        DataValidation(
            type=kind,
            formula1=low,
            formula2=high,
            allow_blank=True,
            showErrorMessage=error is not None,
            showInputMessage=True,
            errorTitle=title if error else None,
            error=error,
            promptTitle=title,
            prompt=prompt,
            sqref=area,
        )
    )


def area_of(column: int, rows: tuple[int, int]) -> str:
    """A column (from 1) from its first to its last row as a spreadsheet writes it."""
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(column)
    return f"{letter}{rows[0]}:{letter}{rows[1]}"
