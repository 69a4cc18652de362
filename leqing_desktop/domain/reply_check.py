"""What a filled 整改反馈表 says, task by task, and what in it a clerk must look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.notice_reply import (
    ItemReply,
    ReplyField,
    ReplyItem,
    ReplyRow,
    ReplySheet,
    plain_words,
    progress_findings,
)
from leqing_desktop.domain.return_outcome import Finding

_SHORT = 60
_TITLE = 20


def check_reply(
    sheet: ReplySheet, asked: Sequence[ReplyItem], year: int
) -> tuple[tuple[ItemReply, ...], list[Finding]]:
    """The answers in the notice's order, those to no known task last, and the findings.

    ``asked`` are the notice's tasks; ``year`` stands in for a date typed without one.
    """
    findings: list[Finding] = []
    answers: list[tuple[int, ItemReply]] = []
    rows = list(_told(sheet.rows, asked))
    seen: set[int] = set()
    for row, item in rows:
        answer = _answer(row, item, year, findings)
        if item is None and answer.is_empty:
            continue
        if item is None:
            words = f"第 {row.row} 行认不出是哪一项督办事项，请核对“{answer.title[:_TITLE]}”。"
            findings.append(Finding("row", words, row.row))
        elif item.item_id in seen and not answer.is_empty:
            words = f"“{item.title[:_TITLE]}”填了两行，请核对第 {row.row} 行。"
            findings.append(Finding("row_twice", words, row.row))
        place = asked.index(item) if item is not None else len(asked)
        if item is not None:
            seen.add(item.item_id)
        answers.append((place, answer))
    answers.sort(key=lambda each: each[0])
    items = tuple(answer for _, answer in answers)
    findings += _missing(asked, items)
    return items, findings


def reply_day(text: str, earliest: date, today: date) -> tuple[date, list[Finding]]:
    """The day from which a reply holds: the form's, else today, with what is odd about it.

    ``earliest`` is the day of the notice's last step, before which nothing can be entered.
    """
    if not text.strip():
        return today, []
    try:
        day = parse_date_text(text, today.year).date
    except ValueError:
        day = None
    if day is None:
        words = f"填报日期“{text.strip()[:_TITLE]}”看不出是哪一天，按今天登记。"
        return today, [Finding("filled_on", words, serious=False)]
    if day > today:
        words = f"填报日期 {day} 还没有到，请核对；仍登记的，记在今天。"
        return today, [Finding("filled_on", words)]
    if day < earliest:
        words = f"填报日期 {day} 早于这份督办单的上一步（{earliest}），按今天登记。"
        return today, [Finding("filled_on", words, serious=False)]
    return day, []


def _told(
    rows: Sequence[ReplyRow], asked: Sequence[ReplyItem]
) -> list[tuple[ReplyRow, ReplyItem | None]]:
    """Each row with the task it answers: by its mark, else by its words, else as the only one."""
    known = {item.item_id: item for item in asked}
    by_words = {_bare(f"{item.number}{item.title}"): item for item in asked}
    by_words |= {_bare(item.title): item for item in asked}
    found = []
    for row in rows:
        item = known.get(row.mark) if row.mark is not None else None
        if item is None:
            item = by_words.get(_bare(row.text(ReplyField.MATTER)))
        if item is None and row.mark is None and len(asked) == len(rows) == 1:
            item = asked[0]
        found.append((row, item))
    return found


def _answer(row: ReplyRow, item: ReplyItem | None, year: int, findings: list[Finding]) -> ItemReply:
    said: dict[ReplyField, str] = {}
    for name in ReplyField:
        text = plain_words(row.text(name))
        cell = row.cells.get(name)
        if text.startswith("#") and cell is not None and cell.number is None and name.is_input:
            words = f"{cell.cell} 的“{name.label}”是算不出来的公式，没有读，请向单位要原文。"
            findings.append(Finding("formula", words, row.row, field=name.value, cell=cell.cell))
            text = ""
        said[name] = text
    progress = row.cells.get(ReplyField.PROGRESS)
    if progress is not None:
        text = said[ReplyField.PROGRESS]
        findings += progress_findings(text, progress.number, row.row)
        if text and progress.number is not None:
            said[ReplyField.PROGRESS] = f"{progress.number:g}"
    return ItemReply(
        item.item_id if item is not None else None,
        item.title if item is not None else said[ReplyField.MATTER],
        said[ReplyField.CAUSE],
        said[ReplyField.MEASURES],
        said[ReplyField.DONE],
        said[ReplyField.PROGRESS][:_SHORT],
        _finish(said[ReplyField.FINISH], row.row, year, findings),
        said[ReplyField.PERSON][:_SHORT],
        said[ReplyField.PHONE][:_SHORT],
    )


def _finish(text: str, row: int, year: int, findings: list[Finding]) -> str:
    """完成时限 as a date where it is one, else as it was written."""
    if not text:
        return ""
    try:
        day = parse_date_text(text, year).date
    except ValueError:
        day = None
    if day is not None:
        return day.isoformat()
    words = f"第 {row} 行完成时限“{text[:_TITLE]}”看不出是哪一天，反馈里照原样记下。"
    findings.append(Finding("finish", words, row, field="finish", serious=False))
    return text[:_SHORT]


def _missing(asked: Sequence[ReplyItem], items: Sequence[ItemReply]) -> list[Finding]:
    answered = {each.item_id for each in items if not each.is_empty}
    found = []
    for item in asked:
        if item.item_id not in answered:
            words = f"“{item.title[:_TITLE]}”没有填，请单位补报原因、措施和进展。"
            found.append(Finding("not_answered", words))
    for each in items:
        if not each.is_empty and not each.measures and each.item_id is not None:
            words = f"“{each.title[:_TITLE]}”没有写整改措施，登记前请看一看。"
            found.append(Finding("no_measures", words, serious=False))
    return found


def _bare(text: str) -> str:
    return "".join(text.split())
