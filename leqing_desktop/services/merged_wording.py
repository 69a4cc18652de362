"""The words of a 督办通知单 about several items (一单位一单), and of the 整改反馈单 to any notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.domain.notice_grouping import LISTED_IN_TEXT, chinese_numeral
from leqing_desktop.domain.paper_forms import ReplyForm
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.wording_template import WordingTemplate
from leqing_desktop.services.notice_wording import (
    as_finding,
    as_quotation,
    letter_values,
    on_office_paper,
)
from leqing_desktop.services.office import Office
from leqing_desktop.services.status import TaskStatus
from leqing_desktop.services.wording_kinds import ITEM_LIST

ANNEX_TITLE = "督办事项清单"
_COLUMNS = ("序号", "督办事项", "所属举措", "目标", "督办理由", "责任科室")
_WEIGHTS = (1.0, 4.2, 3.4, 2.8, 6.5, 2.2)


class Matter(NamedTuple):
    """A task of a notice, and why the rule asks for the notice."""

    status: TaskStatus
    why: str


def word_merged(
    template: WordingTemplate,
    office: Office,
    number: str,
    colour: NoticeColour,
    period: Period,
    matters: Sequence[Matter],
    issued_on: date,
    deadline: date,
) -> NoticeDocument:
    """The notice about several tasks to the one unit whose figures count.

    A few tasks are paragraphs （一）（二） of the text; more than ``LISTED_IN_TEXT`` are an annex.
    """
    values = merged_values(office, number, period, matters, issued_on, deadline)
    worded = template.fill(values, {ITEM_LIST: listed(matters)})
    copies = values["配合单位"]
    document = NoticeDocument(
        sender=office.sender,
        number=number,
        title=worded.title,
        to=matters[0].status.unit,
        paragraphs=worded.paragraphs,
        signer=office.sender,
        issued_on=issued_on,
        colour=colour,
        copies_to=f"{copies}。" if copies else "",
        printed_by=office.printed_by or office.sender,
        printed_on=issued_on,
        annexes=() if len(matters) <= LISTED_IN_TEXT else (_annex(matters),),
        matters=tuple(each.status.task.title for each in matters),
    )
    return on_office_paper(document, office)


def merged_values(
    office: Office,
    number: str,
    period: Period,
    matters: Sequence[Matter],
    issued_on: date,
    deadline: date,
) -> dict[str, str]:
    """What stands at the places of a notice about several items, its list left out."""
    unit = matters[0].status.unit
    copies = [part.unit for each in matters for part in each.status.task.units if part.unit != unit]
    return letter_values(office, number, period, unit, issued_on, deadline) | {
        "首项": as_quotation(matters[0].status.task.title),
        "项数": str(len(matters)),
        "配合单位": "、".join(dict.fromkeys(copies)),
    }


def listed(matters: Sequence[Matter]) -> tuple[Paragraph, ...]:
    """The items as paragraphs （一）（二）, or the sentence that sends the reader to the annex."""
    if len(matters) > LISTED_IN_TEXT:
        return (Paragraph(f"共{len(matters)}项，详见附件。"),)
    return tuple(
        Paragraph(f"（{chinese_numeral(at)}）{_told(each)}", 2)
        for at, each in enumerate(matters, 1)
    )


def reply_form_of(
    document: NoticeDocument, unit: str, matter: str, deadline: date | None
) -> ReplyForm:
    """The 整改反馈单 that ``unit`` answers a notice on; ``matter`` is the notice's in the log."""
    return ReplyForm(
        document.sender,
        unit,
        document.number,
        document.title,
        matter,
        deadline,
        matters=document.matters,
        fonts=document.fonts,
    )


def _told(matter: Matter) -> str:
    """An item in sentences; the first one is its title, which is set as a heading."""
    task = matter.status.task
    measure = _measure(matter)
    origin = matter.status.origin
    # 交办事项 is no measure of the plan: the source says it better.
    own = measure and not (origin and task.measure_title == origin.kind.measure)
    belongs = [f"属“{as_quotation(measure)}”" if own else ""]
    belongs += [origin.clause.removeprefix("，") if origin else ""]
    belongs += [f"目标为{task.target}" if task.target else ""]
    sentences = [
        task.title.rstrip("。"),
        "，".join(filter(None, belongs)).rstrip("。"),
        as_finding(matter.why),
        f"责任科室：{task.section}" if task.section else "",
    ]
    return "".join(f"{each}。" for each in sentences if each)


def _annex(matters: Sequence[Matter]) -> Annex:
    rows = tuple(
        (
            str(at),
            each.status.task.title,
            _measure(each),
            each.status.task.target,
            as_finding(each.why),
            each.status.task.section,
        )
        for at, each in enumerate(matters, 1)
    )
    shown = [at for at in range(len(_COLUMNS)) if any(row[at] for row in rows)]
    return Annex(
        ANNEX_TITLE,
        table=AnnexTable(
            tuple(_COLUMNS[at] for at in shown),
            tuple(tuple(row[at] for at in shown) for row in rows),
            tuple(_WEIGHTS[at] for at in shown),
            landscape=True,
        ),
    )


def _measure(matter: Matter) -> str:
    task = matter.status.task
    if not task.measure_title:
        return ""
    return f"{task.measure_number}．{task.measure_title}".removeprefix("．")
