"""Return forms for the tests of the return workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_form import FormIndicator, FormSupport, FormTask, ReturnForm

KEY = b"k" * 32
LEDGER = "0123456789abcdef"


def task(number: int, /, **facts: Any) -> FormTask:
    """A task with texts of the usual lengths."""
    usual = FormTask(
        100 + number,
        f"1.{number}",
        "深化产品智能化研发",
        f"第{number}项：开展低压电器智能化改造诊断服务，形成典型案例并在全行业推广应用",
        "完成企业智能化诊断 100 家",
        "2024-09-30 形成诊断报告",
        75,
        60.5 if number % 2 else 62.0,
        f"6月20日召开现场会，新增诊断企业{number}家，累计62家。",
    )
    return replace(usual, **facts)


def form(**facts: Any) -> ReturnForm:
    """A form with three tasks, two indicators and one item to assist in."""
    usual = ReturnForm(
        ledger=LEDGER,
        period=Period(2024, 3),
        unit_id=7,
        unit="市经信局",
        plan="电气产业集群建设方案",
        sender="市创建工作专班",
        issued_on=date(2024, 9, 20),
        due_on=date(2024, 10, 15),
        tasks=tuple(task(number) for number in (1, 2, 3)),
        indicators=(
            FormIndicator(
                201, "1", "深化研发", "研发投入", "累计；规上企业", "亿元", "≥1200", 1056.25
            ),
            FormIndicator(202, "2", "深化研发", "数字化改造覆盖率", "占比", "%", "≥85"),
        ),
        supports=(FormSupport("3.1", "强化品牌培育", "举办电器文化节", "市商务局、市贸促会"),),
    )
    return replace(usual, **facts)
