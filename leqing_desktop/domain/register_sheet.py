"""One row of the log of numbers given (督办台账), ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.notice import NoticeColour


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A number, the paper that it was given to, and what became of it; voided ones stay in the log.

    ``colour`` is a 督办通知单's; any other paper has None and says its ``kind`` instead.
    ``state`` is the office's word (NoticeState.label, or
    more exact). ``replied`` and ``closed`` are None until then.
    """

    number: str
    colour: NoticeColour | None
    subject: str
    unit: str
    issued: date | None = None
    deadline: date | None = None
    state: str = ""
    replied: date | None = None
    closed: date | None = None
    remark: str = ""
    kind: str = ""
