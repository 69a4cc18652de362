"""The words of a 督办通知单, from what the rule found."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from leqing_desktop.domain.escalation import grounds
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.domain.paper_forms import ReplyForm
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.domain.wording_template import WordingTemplate
from leqing_desktop.services.office import Office
from leqing_desktop.services.status import TaskStatus


def set_solid(text: str) -> str:
    """A screen's sentence as a document prints it.

    No blanks between hanzi, figures and %; dates as 2024年11月1日.
    """
    dated = re.sub(
        r"\b(\d{4})-(\d{2})-(\d{2})\b",
        lambda found: chinese_date(date(*map(int, found.groups()))),
        text,
    )
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f%])| (?=%)", "", dated)


def as_finding(why: str) -> str:
    """The rule's reason as a notice states it: without the rule's limits, points written out."""
    plain = set_solid(grounds(why)).rstrip("。")
    plain = re.sub(r"，(?:不)?超过\d+[点个](?:、不超过\d+点)?", "", plain)
    return re.sub(r"(?<=\d)点", "个百分点", plain)


def as_quotation(title: str) -> str:
    """A title as it stands inside quotation marks: its own are single (GB/T 15834 4.8.3.3)."""
    return title.replace("“", "‘").replace("”", "’")


def word_notice(
    template: WordingTemplate,
    office: Office,
    number: str,
    colour: NoticeColour,
    period: Period,
    status: TaskStatus,
    why: str,
    issued_on: date,
    deadline: date,
) -> NoticeDocument:
    """The notice about one task to the unit whose figure counts, in the words of its template."""
    values = notice_values(office, number, period, status, why, issued_on, deadline)
    worded = template.fill(values)
    copies = values["配合单位"]
    document = NoticeDocument(
        sender=office.sender,
        number=number,
        title=worded.title,
        to=status.unit,
        paragraphs=worded.paragraphs,
        signer=office.sender,
        issued_on=issued_on,
        colour=colour,
        copies_to=f"{copies}。" if copies else "",
        printed_by=office.printed_by or office.sender,
        printed_on=issued_on,
    )
    return on_office_paper(document, office)


def on_office_paper(document: NoticeDocument, office: Office) -> NoticeDocument:
    """A worded document with what every document of the office has: 署名, 抄送, paper and fonts.

    The office's own copies come behind the document's, no unit twice and not who is addressed.
    """
    own = document.copies_to.removesuffix("。")
    known = (*own.split("、"), *document.to.rstrip("：:").split("、"))
    more = [each for each in office.copies_to if each not in known]
    copies = "、".join([own, *more] if own else more)
    return replace(
        document,
        signer=office.signer or document.signer,
        copies_to=f"{copies}。" if more else document.copies_to,
        sealed=office.sealed,
        preprinted=office.preprinted,
        copy_number=f"{office.first_copy:06d}" if office.copy_number else "",
        approved_by=office.approved_by,
        fonts=office.fonts,
    )


def notice_values(
    office: Office,
    number: str,
    period: Period,
    status: TaskStatus,
    why: str,
    issued_on: date,
    deadline: date,
) -> dict[str, str]:
    """What stands at the places of a 督办通知单."""
    task = status.task
    measure = f"{task.measure_number}．{task.measure_title}".removeprefix("．")
    origin = status.origin
    # 交办事项 is no measure of the plan: the source says it better.
    shown = task.measure_title and not (origin and task.measure_title == origin.kind.measure)
    supporting = [part.unit for part in task.units if part.unit != status.unit]
    return letter_values(office, number, period, status.unit, issued_on, deadline) | {
        "事项": as_quotation(task.title),
        "举措": measure if task.measure_title else "",
        "举措括注": f"（{measure}）" if shown else "",
        "来源": origin.grounds if origin else "",
        "来源说明": origin.clause if origin else "",
        "目标": task.target,
        "目标说明": f"，目标为{task.target}" if task.target else "",
        "理由": as_finding(why),
        "落后点数": plain_number(max(0, status.assessment.behind)),
        "实际进度": plain_number(status.assessment.progress),
        "责任科室": task.section,
        "科室要求": (
            f"请责任科室（{task.section}）" if task.section else "请明确责任科室和责任人，"
        ),
        "配合单位": "、".join(dict.fromkeys(supporting)),
    }


def word_reminder(
    template: WordingTemplate,
    office: Office,
    number: str,
    period: Period,
    unit: str,
    due_on: date,
    issued_on: date,
    deadline: date,
) -> NoticeDocument:
    """The 催报通知 to one unit: due on ``due_on``, now asked for until ``deadline``.

    A letter has no 印发 line (GB/T 9704-2012, 10.1), and with nobody to copy to no 版记 at all.
    """
    letter = letter_values(office, number, period, unit, issued_on, deadline)
    worded = template.fill(letter | {"报送期限": chinese_date(due_on)})
    document = NoticeDocument(
        sender=office.sender,
        number=number,
        title=worded.title,
        to=unit,
        paragraphs=worded.paragraphs,
        signer=office.sender,
        issued_on=issued_on,
    )
    return on_office_paper(document, office)


def letter_values(
    office: Office, number: str, period: Period, unit: str, issued_on: date, deadline: date
) -> dict[str, str]:
    """What stands at the places that every document to a unit has."""
    return {
        "单位": unit,
        "季度": period.label,
        "答复期限": chinese_date(deadline),
        "文号": number,
        "签发日期": chinese_date(issued_on),
        "发文机关": office.sender,
    }


def as_demo(document: NoticeDocument) -> NoticeDocument:
    """The notice of a demonstration: its first and its last lines say that nobody is meant."""
    title = document.title.replace("督办通知单（", "督办通知单（演示·")
    if title == document.title:
        title += "（演示）"
    return replace(document, title=title, note="演示文件，内容均为虚构，不作为督办依据")


def without_number(document: NoticeDocument) -> NoticeDocument:
    """A notice before it is signed: the number's place is empty, in the words as in the head.

    Its 整改反馈单 is left out: nobody answers a draft.
    """
    number = document.number
    if not number:
        return document
    blank = _blank_number(number)
    return replace(
        document,
        number="",
        reply_form=None,
        title=document.title.replace(number, blank),
        paragraphs=tuple(
            replace(each, text=each.text.replace(number, blank)) for each in document.paragraphs
        ),
    )


def _blank_number(number: str) -> str:
    """〔　　〕　号, where a draft names its own number, for the leader's hand; however it is written."""
    rest = re.sub(r"^[^\W\d_]+(?=\W)", "", number)
    return re.sub(r"\d+", lambda found: "　　" if len(found[0]) == 4 else "　", rest)


def to_stored(document: NoticeDocument) -> dict[str, Any]:
    """The document as JSON for the log: re-issuing it gives the same bytes."""
    stored = asdict(document)
    for name in ("issued_on", "printed_on"):
        stored[name] = stored[name].isoformat() if stored[name] else None
    stored["colour"] = document.colour.value if document.colour else None
    form = stored["reply_form"]
    if form is not None:
        form["deadline"] = form["deadline"].isoformat() if form["deadline"] else None
    return stored


def from_stored(stored: dict[str, Any]) -> NoticeDocument:
    """The document of a stored notice."""
    values = dict(stored)
    values["paragraphs"] = tuple(Paragraph(**each) for each in stored["paragraphs"])
    values["attachments"] = tuple(stored["attachments"])
    values["annexes"] = tuple(map(_annex, stored.get("annexes", ())))
    values["approved_by"] = tuple(stored.get("approved_by", ()))
    values["matters"] = tuple(stored.get("matters", ()))
    values["reply_form"] = _reply_form(stored.get("reply_form"))
    values["colour"] = NoticeColour(stored["colour"]) if stored["colour"] else None
    for name in ("issued_on", "printed_on"):
        values[name] = date.fromisoformat(stored[name]) if stored[name] else None
    return NoticeDocument(**values)


def _reply_form(stored: dict[str, Any] | None) -> ReplyForm | None:
    """The 整改反馈单 behind a stored notice."""
    if stored is None:
        return None
    deadline = stored["deadline"]
    return ReplyForm(
        **stored
        | {
            "deadline": date.fromisoformat(deadline) if deadline else None,
            "matters": tuple(stored["matters"]),
        }
    )


def _annex(stored: dict[str, Any]) -> Annex:
    """An annex of a stored notice."""
    table = stored["table"]
    return Annex(
        stored["title"],
        tuple(Paragraph(**each) for each in stored["paragraphs"]),
        table
        and AnnexTable(
            tuple(table["head"]),
            tuple(map(tuple, table["rows"])),
            tuple(table["weights"]),
            tuple(table["figures"]),
            table["landscape"],
        ),
    )
