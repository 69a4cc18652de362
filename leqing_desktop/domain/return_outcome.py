"""What became of a collected file, and what is found wrong in it: the words of 拖入收表."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The one outcome of every file; the values are those of ``returns collect --json``."""

    ACCEPTED = "accepted"
    FAULTY = "faulty"
    WRONG_PERIOD = "wrong_period"
    OLD_TEMPLATE = "old_template"
    UNKNOWN = "unknown"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The clerk's word."""
        return _LABELS[self]


_LABELS = {
    Outcome.ACCEPTED: "已收",
    Outcome.FAULTY: "有疑问",
    Outcome.WRONG_PERIOD: "报错季度",
    Outcome.OLD_TEMPLATE: "旧模板",
    Outcome.UNKNOWN: "不认识",
    Outcome.DUPLICATE: "重复",
    Outcome.UNREADABLE: "打不开",
}


class FileKind(StrEnum):
    """Why a file is no return workbook that could be read."""

    RETURN = ""
    TEMPORARY = "temporary"
    OTHER = "other"
    STAMPED = "stamped"
    EVIDENCE = "evidence"
    RESAVE = "resave"
    BROKEN = "broken"


class FileState(StrEnum):
    """A kept return file: the unit's current one, one of two that differ, sent back, or replaced."""

    RIVAL = "rival"
    CURRENT = "current"
    SENT_BACK = "sent_back"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """The clerk's word."""
        return {"rival": "待选", "current": "在审", "sent_back": "退回", "replaced": "旧版"}[self]


class RowState(StrEnum):
    """A row of a kept return: waiting for the clerk, taken into the ledger, or sent back."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"

    @property
    def label(self) -> str:
        """The clerk's word."""
        return {"waiting": "待定", "accepted": "审核通过", "sent_back": "退回"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault or doubt about a row (``row`` from 1) or, with ``row`` None, about the file.

    ``kind`` names the rule; ``message`` says row, fault and remedy in one sentence; ``question`` is
    what goes back to the unit. ``serious`` (须处理) keeps the row waiting, as every finding does;
    the others are reminders (提醒). ``field`` and ``cell`` name the cell where there is one.
    """

    kind: str
    message: str
    row: int | None = None
    question: str = ""
    field: str = ""
    cell: str = ""
    serious: bool = True


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """A cell outside the input area that came back otherwise than it went out (改动核对).

    ``label`` is the column's head; ``taken`` None: not yet decided, True: the unit's text was taken
    over, False: it counts as it was sent.
    """

    cell: str
    row: int
    field: str
    label: str
    sent: str
    returned: str
    taken: bool | None = None
