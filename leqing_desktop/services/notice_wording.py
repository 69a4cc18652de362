"""The words of a 督办通知单, from what the rule found."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.services.office import Office
from leqing_desktop.services.status import TaskStatus

_DEMAND = {
    NoticeColour.BLUE: "现予提醒，请对照序时进度加快推进。",
    NoticeColour.ORANGE: "现予警告，请由分管负责人牵头研究，立即整改。",
    NoticeColour.RED: "现要求限期办结，请由主要负责人牵头，逐项落实。",
}
_WARNING = {
    NoticeColour.BLUE: "逾期未反馈的，将升级为橙单督办。",
    NoticeColour.ORANGE: "逾期未反馈的，将升级为红单督办。",
    NoticeColour.RED: "逾期未办结的，将在季度通报中点名。",
}


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
    plain = re.sub(r"，(?:不)?超过\d+点(?:、不超过\d+点)?", "", set_solid(why).rstrip("。"))
    return re.sub(r"(?<=\d)点", "个百分点", plain)


def quoted(title: str) -> str:
    """A title in quotation marks; marks inside it become single ones (GB/T 15834 4.8.3.3)."""
    return "“" + title.replace("“", "‘").replace("”", "’") + "”"


def word_notice(
    office: Office,
    number: str,
    colour: NoticeColour,
    period: Period,
    status: TaskStatus,
    why: str,
    issued_on: date,
    deadline: date,
) -> NoticeDocument:
    """The notice about one task to the unit whose figure counts."""
    task = status.task
    facts = f"你单位承担的{quoted(task.title)}"
    if task.measure_title:
        facts += f"（{task.measure_number}．{task.measure_title}）".replace("（．", "（")
    target = f"，目标为{task.target}" if task.target else ""
    section = f"请责任科室（{task.section}）" if task.section else "请明确责任科室和责任人，"
    supporting = [part.unit for part in task.units if part.unit != status.unit]
    copies = "、".join(dict.fromkeys(supporting))
    return NoticeDocument(
        sender=office.sender,
        number=number,
        title=f"关于{quoted(task.title)}的\n督办通知单（{colour.label}）",
        to=status.unit,
        paragraphs=(
            Paragraph(
                f"{facts}{target}。经核查，截至{period.label}末，{as_finding(why)}。"
                f"{_DEMAND[colour]}"
            ),
            Paragraph("一、查明原因", 1),
            Paragraph(f"{section}说明进度滞后的具体原因、已做的工作和存在的困难。", 0),
            Paragraph("二、制定措施", 1),
            Paragraph("提出分阶段的整改措施和完成时间，明确到人，附印证材料。", 0),
            Paragraph("三、按时反馈", 1),
            Paragraph(f"请于{chinese_date(deadline)}前书面反馈办理情况。{_WARNING[colour]}", 0),
        ),
        signer=office.sender,
        issued_on=issued_on,
        colour=colour,
        copies_to=f"{copies}。" if copies else "",
        printed_by=office.printed_by or office.sender,
        printed_on=issued_on,
    )


def as_demo(document: NoticeDocument) -> NoticeDocument:
    """The notice of a demonstration: its first and its last lines say that nobody is meant."""
    title = document.title.replace("督办通知单（", "督办通知单（演示·")
    return replace(document, title=title, note="演示文件，内容均为虚构，不作为督办依据")


def to_stored(document: NoticeDocument) -> dict[str, Any]:
    """The document as JSON for the log: re-issuing it gives the same bytes."""
    stored = asdict(document)
    for name in ("issued_on", "printed_on"):
        stored[name] = stored[name].isoformat() if stored[name] else None
    stored["colour"] = document.colour.value if document.colour else None
    return stored


def from_stored(stored: dict[str, Any]) -> NoticeDocument:
    """The document of a stored notice."""
    values = dict(stored)
    values["paragraphs"] = tuple(Paragraph(**each) for each in stored["paragraphs"])
    values["attachments"] = tuple(stored["attachments"])
    values["annexes"] = tuple(map(_annex, stored.get("annexes", ())))
    values["approved_by"] = tuple(stored.get("approved_by", ()))
    values["colour"] = NoticeColour(stored["colour"]) if stored["colour"] else None
    for name in ("issued_on", "printed_on"):
        values[name] = date.fromisoformat(stored[name]) if stored[name] else None
    return NoticeDocument(**values)


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
