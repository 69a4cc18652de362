"""One row of the notice log (督办台账), ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.notice import NoticeColour


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A numbered notice and what became of it; voided numbers stay in the log.

    ``state`` is the office's word (NoticeState.label, or
    more exact). ``replied`` and ``closed`` are None until then.
    """

    number: str
    colour: NoticeColour
    subject: str
    unit: str
    issued: date | None = None
    deadline: date | None = None
    state: str = ""
    replied: date | None = None
    closed: date | None = None
    remark: str = ""
