"""The words of a 专项督查通知, from the plan of the inspection and the office's template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leqing_desktop.domain.inspection import InspectionArea
from leqing_desktop.domain.inspection_plan import (
    CheckPoint,
    InspectionPlan,
    inspected_kind,
    units_in_words,
)
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.domain.wording_template import WordingTemplate, level_of
from leqing_desktop.services.notice_wording import on_office_paper
from leqing_desktop.services.office import Office

CHECKLIST, OBJECTS = "督查内容清单", "督查对象"
_AREA_LENGTH = 150
"""Characters of an area's points that the text itself tells; the annex has them all."""
_TO_LENGTH = 200
"""A longer 主送 would leave no room for the text on the first page (GB/T 9704-2012, 7.3.2)."""
_EVERYBODY = "各督查对象"


def word_inspection(
    template: WordingTemplate,
    office: Office,
    number: str,
    period: Period,
    plan: InspectionPlan,
    units: Sequence[tuple[str, str]],
    issued_on: date,
) -> NoticeDocument:
    """The 通知 to all units together; ``units`` are (name, kind) in the order of the plan."""
    values = inspection_values(office, number, period, plan, units, issued_on)
    worded = template.fill(values)
    document = NoticeDocument(
        sender=office.sender,
        number=number,
        title=worded.title,
        to=values["单位"],
        paragraphs=tuple(part for each in worded.paragraphs for part in _lines(each)),
        signer=office.sender,
        issued_on=issued_on,
        printed_by=office.printed_by or office.sender,
        printed_on=issued_on,
        annexes=(_checklist(plan.points), _objects(units)),
    )
    return on_office_paper(document, office)


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph whose places hold several lines as one a line, each of its own level."""
    first, *rest = paragraph.text.split("\n")
    return [
        Paragraph(first, paragraph.level or level_of(first)),
        *(Paragraph(line, level_of(line)) for line in rest),
    ]


def to_one_unit(document: NoticeDocument, unit: str) -> NoticeDocument:
    """The same 通知, the same number, addressed to one of its units."""
    return replace(document, to=unit)


def inspection_values(
    office: Office,
    number: str,
    period: Period,
    plan: InspectionPlan,
    units: Sequence[tuple[str, str]],
    issued_on: date,
) -> dict[str, str]:
    """What stands at the places of a 专项督查通知; empty where the plan does not say yet."""
    names = "、".join(name for name, _ in units)
    objects = units_in_words(units)
    return {
        "单位": names if len(names) <= _TO_LENGTH else _EVERYBODY,
        "督查名称": plan.title,
        "督查时间": _span(plan.begins_on, plan.ends_on),
        "督查对象": objects if objects == names else f"{objects}，名单见附件2",
        "督查组": plan.team,
        "督查内容": _areas(plan.points),
        "自查期限": chinese_date(plan.report_due) if plan.report_due else "",
        "季度": period.label,
        "文号": number,
        "签发日期": chinese_date(issued_on),
        "发文机关": office.sender,
    }


def _span(first: date | None, last: date | None) -> str:
    """2024年10月21日至25日: year and month are not said twice."""
    if first is None or last is None or first == last:
        only = first or last
        return chinese_date(only) if only else ""
    if first.year != last.year:
        return f"{chinese_date(first)}至{chinese_date(last)}"
    month = "" if first.month == last.month else f"{last.month}月"
    return f"{chinese_date(first)}至{month}{last.day}日"


def _areas(points: Sequence[CheckPoint]) -> str:
    """（一）工作进度。…… and （二）政策落实。……, one line an area that has points."""
    lines: list[str] = []
    for area in InspectionArea:
        asked = [each.question.rstrip("。；;？?") for each in points if each.area is area]
        if not asked:
            continue
        told: list[str] = []
        length = 0
        for question in asked:
            length += len(question)
            if told and length > _AREA_LENGTH:
                break
            told.append(question)
        more = "" if len(told) == len(asked) else f"等{len(asked)}个方面"
        mark = "一二"[len(lines)]
        lines.append(f"（{mark}）{area.label}。{'；'.join(told)}{more}。")
    return "\n".join(lines)


def _checklist(points: Sequence[CheckPoint]) -> Annex:
    rows = tuple(
        (str(at), each.area.label, each.question, "") for at, each in enumerate(points, start=1)
    )
    head = ("序号", "类别", "督查内容", "自查情况")
    return Annex(CHECKLIST, (), AnnexTable(head, rows, (8, 13, 52, 27), landscape=False))


def _objects(units: Sequence[tuple[str, str]]) -> Annex:
    rows = tuple(
        (str(at), inspected_kind(name, kind), name) for at, (name, kind) in enumerate(units, 1)
    )
    return Annex(OBJECTS, (), AnnexTable(("序号", "类别", "单位"), rows, (10, 20, 70)))
