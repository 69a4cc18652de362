"""A 督办通知单 or another notice as the typesetter needs it: words and dates only, already worded and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.notice import NoticeColour


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, numbered as it is to be printed (the typesetter adds nothing).

    ``level`` 0 is plain text; 1 to 4 are the levels 一、 （一） 1. （1） of GB/T 9704-2012, 7.3.3.
    Line breaks inside ``text`` begin further paragraphs of level 0.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """Everything that stands on a notice; empty texts, tuples and None leave their part out.

    ``colour`` is a 督办通知单's; a notice of another kind has none and its head is red.

    ``title`` may hold line breaks of the clerk's own, which then win over the automatic ones.
    ``sealed`` keeps the place of the stamp free (7.3.5.1); otherwise 7.3.5.2 applies.
    ``copies_to`` and ``printed_by`` make the 版记; ``printed_on`` defaults to ``issued_on``.
    """

    sender: str
    number: str
    title: str
    to: str
    paragraphs: tuple[Paragraph, ...]
    signer: str
    issued_on: date
    colour: NoticeColour | None = None
    urgency: str | None = None
    attachments: tuple[str, ...] = ()
    sealed: bool = True
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
