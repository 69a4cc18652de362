"""Forms that go with a notice: 发文稿纸 for the leader's hand and 整改反馈单 for the unit's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """What a 发文稿纸 knows besides the draft itself; what is empty is left for the hand.

    ``copies`` is the number of prints asked for.
    """

    drafter: str = ""
    unit: str = ""
    drafted_on: date | None = None
    phone: str = ""
    checker: str = ""
    countersigners: tuple[str, ...] = ()
    approver: str = ""
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """A 整改反馈单: what it answers, and the places for the answer.

    ``sender`` is the office that it goes back to, ``title`` the notice's and ``matter`` what is to
    be put right; of a notice about several items ``matters`` names each, to be answered by itself.
    ``done`` and ``evidence`` are empty on a form that is sent out. ``with_stub`` adds the 回执
    under a line to cut along. ``fonts`` are the notice's.
    """

    sender: str
    unit: str
    number: str
    title: str
    matter: str
    deadline: date | None = None
    done: str = ""
    evidence: str = ""
    contact: str = ""
    with_stub: bool = True
    matters: tuple[str, ...] = ()
    fonts: str = "bundled"
