"""The sealed sheet of a 整改反馈表: which notice of which ledger it answers, under the returns' code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leqing_desktop.domain.notice_reply import ReplyBook
from leqing_desktop.domain.return_seal import CHUNK, Lines, SealState, proved, signed, whole_number

FORMAT = "leqing-notice-reply"


@dataclass(frozen=True, slots=True)
class ReplySeal:
    """A sealed sheet opened; what it says is to be believed only where it is ``VALID``."""

    state: SealState
    template: int | None = None
    ledger: str = ""
    notice_id: int | None = None
    number: str = ""
    unit: str = ""
    items: tuple[int, ...] = ()


def seal_reply(book: ReplyBook, key: bytes) -> Lines:
    """The lines of the sealed sheet."""
    lines = [
        ("格式", FORMAT),
        ("模板版本", str(book.template)),
        ("台账", book.ledger),
        ("督办单", str(book.notice_id)),
        ("文号", book.number),
        ("单位", book.unit),
        ("签发日", book.issued_on.isoformat()),
        ("任务编号", ",".join(str(each.item_id) for each in book.items)[:CHUNK]),
    ]
    return signed(lines, key)


def open_reply_seal(lines: Iterable[tuple[str, str]], key: bytes) -> ReplySeal:
    """What a sealed sheet says and whether it is as it went out; never raises."""
    found = [(name.strip(), text.strip()) for name, text in lines if name.strip()]
    known = dict(found)
    if known.get("格式") != FORMAT:
        return ReplySeal(SealState.MISSING)
    items = (whole_number(each) for each in known.get("任务编号", "").split(","))
    return ReplySeal(
        SealState.VALID if proved(found, key) else SealState.BROKEN,
        whole_number(known.get("模板版本", "")),
        known.get("台账", ""),
        whole_number(known.get("督办单", "")),
        known.get("文号", ""),
        known.get("单位", ""),
        tuple(each for each in items if each is not None),
    )
