"""The words of collecting a quarter's returns: the 报送通知, and what to send to who has not reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.domain.return_review import BoardRow, BoardState

NAMELESS = "工作专班"
MOST_ADDRESSEES = 6
"""More units than these are addressed together and named in the body."""
_OWING = (
    ((BoardState.MISSING, BoardState.OVERDUE), "至今未收到"),
    ((BoardState.FILLING,), "尚未填报完整"),
    ((BoardState.SENT_BACK,), "退回后至今未重报"),
)


@dataclass(frozen=True, slots=True)
class Collection:
    """A quarter's collection. ``sender`` asks and collects; ``contact`` whom to ask, as printed.

    ``send_to``: where returns go (a group, a mail box), "" where the sender's name says it.
    ``due_on`` None: not set yet.
    """

    period: Period
    plan: str
    sender: str
    units: tuple[str, ...]
    issued_on: date
    due_on: date | None
    send_to: str = ""
    contact: str = ""
    number: str = ""
    printed_by: str = ""
    demo: bool = False


def collection_notice(asked: Collection) -> NoticeDocument:
    """关于报送…重点任务进展情况的通知.

    A ledger whose office has no name yet sends it as 工作专班: nobody is kept from issuing.
    """
    asked = replace(asked, sender=asked.sender.strip() or NAMELESS)
    label = asked.period.label
    few = len(asked.units) <= MOST_ADDRESSEES
    plan = f"根据《{asked.plan}》实施要求，" if asked.plan else ""
    body = [
        Paragraph(f"{plan}为及时掌握重点任务推进情况，现就报送{label}进展情况通知如下："),
        Paragraph("一、报送单位", 1),
        Paragraph(_who(asked.units)),
        Paragraph("二、报送内容", 1),
        Paragraph(
            f"截至{chinese_date(asked.period.last_day)}的任务进度、状态、本季进展、存在问题、下一步"
            "打算和佐证材料名称，以及有关指标的本季新增数和累计数。"
        ),
        Paragraph("三、填报要求", 1),
        Paragraph(
            "（一）原表填报。只填随文下发的报送表的浅黄色格子，不增删行列、不改页名、不另做新表，"
            "填法见“填报说明”页。",
            2,
        ),
        Paragraph(
            "（二）内容要实。本季进展要有数字、日期或名称，不写“持续推进”“有序开展”等空话；进度"
            "填到100的要附佐证材料，文件名以任务序号开头。",
            2,
        ),
        Paragraph(
            "（三）严格把关。报送前经主要领导审阅，写明填报人和审核人；不得含有涉密内容。",
            2,
        ),
        Paragraph("四、报送时间和方式", 1),
        Paragraph(_when(asked)),
    ]
    return NoticeDocument(
        sender=asked.sender,
        number=asked.number,
        title=f"关于报送{label}\n重点任务进展情况的通知",
        to="、".join(asked.units) if few and asked.units else "各有关单位",
        paragraphs=tuple(body),
        signer=asked.sender,
        issued_on=asked.issued_on,
        attachments=(f"{label}重点任务报送表（电子表格）",),
        note="演示文件，内容均为虚构" if asked.demo else "",
        printed_by=asked.printed_by,
        printed_on=asked.issued_on,
    )


def reminder(unit: str, period: Period, due: date | None, state: BoardState) -> str:
    """催报 text to paste into a message to one unit; "" where it owes nothing at present."""
    what = f"{period.label}重点任务报送表"
    by = f"{due.month}月{due.day}日" if due is not None else ""
    if state is BoardState.MISSING:
        when = f"请于{by}前报送" if by else "请按期报送"
        words = (
            f"{what}{when}，目前还没有收到。请在下发的表上填好浅黄色格子，经主要领导审阅后发来。"
        )
    elif state is BoardState.OVERDUE:
        when = f"应于{by}前报送" if by else "应按期报送"
        words = f"{what}{when}，已经逾期，至今没有收到。请抓紧报送；有困难请回复说明。"
    elif state is BoardState.FILLING:
        when = f"请于{by}前补齐" if by else "请尽快补齐"
        words = f"{what}已收到一部分，还没有填完整，{when}其余任务。"
    elif state is BoardState.SENT_BACK:
        words = f"{what}已退回，请按退回稿里的批注和“退回说明”逐条补正，尽快重新报送。"
    else:
        return ""
    return f"{unit}：{words}谢谢！"


def joint_reminder(period: Period, due: date | None, rows: Iterable[BoardRow]) -> str:
    """催报 text for a group of all units: one sentence for each way of owing; "" where none does."""
    board = tuple(rows)
    when = f"应于{due.month}月{due.day}日前报送" if due is not None else "应按期报送"
    sentences = []
    for states, words in _OWING:
        names = "、".join(row.unit for row in board if row.state in states)
        if names:
            sentences.append(f"{names}：{period.label}任务进展情况{when}，{words}。")
    return "".join(sentences) + "请尽快报送。" if sentences else ""


def _who(units: Sequence[str]) -> str:
    named = f"{'、'.join(units)}，共{len(units)}家，" if units else ""
    return f"{named}每家一份报送表，只报本单位牵头或负责的任务和指标，配合事项不用填。"


def _when(asked: Collection) -> str:
    when = f"请于{chinese_date(asked.due_on)}前" if asked.due_on else "截止时间另行通知，请按时"
    where = asked.send_to or asked.sender
    words = (
        f"{when}将填好的报送表（.xlsx 电子表格）、盖章扫描件和佐证材料报{where}。"
        "逾期未报的，列入未报送名单并予通报。"
    )
    ask = (
        f"联系人：{asked.contact}。"
        if asked.contact
        else f"填报中有疑问的，请与{asked.sender}联系。"
    )
    return words + ask
