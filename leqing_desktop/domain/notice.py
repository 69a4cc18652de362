"""The life of a 督办单: colours, default deadlines, states with their transitions, numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoticeColour(StrEnum):
    """The three strengths of a notice."""

    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"

    @property
    def label(self) -> str:
        """The colour's one letter: 蓝, 橙, 红."""
        return {"blue": "蓝", "orange": "橙", "red": "红"}[self.value]

    @property
    def meaning(self) -> str:
        """What the colour asks: 提醒, 警告, 限期办结."""
        return {"blue": "提醒", "orange": "警告", "red": "限期办结"}[self.value]

    @property
    def strength(self) -> int:
        """1, 2, 3: the squares beside the sign."""
        return {"blue": 1, "orange": 2, "red": 3}[self.value]

    @property
    def higher(self) -> NoticeColour:
        """The next stronger colour; red stays red."""
        return NoticeColour.ORANGE if self is NoticeColour.BLUE else NoticeColour.RED


@dataclass(frozen=True, slots=True)
class NoticeDeadlines:
    """Working days to answer, counted from the day after signing; a setting of the ledger."""

    blue: int = 10
    orange: int = 7
    red: int = 5

    def __post_init__(self) -> None:
        if not all(1 <= days <= 250 for days in (self.blue, self.orange, self.red)):
            raise ValueError("督办单的答复期限请填 1 到 250 个工作日。")

    def of(self, colour: NoticeColour) -> int:
        """Working days for a colour."""
        return {"blue": self.blue, "orange": self.orange, "red": self.red}[colour.value]


class NoticeState(StrEnum):
    """Where a notice stands."""

    PROPOSED = "proposed"
    DROPPED = "dropped"
    ISSUED = "issued"
    REPLIED = "replied"
    REJECTED = "rejected"
    CLOSED = "closed"
    ESCALATED = "escalated"
    VOID = "void"

    @property
    def label(self) -> str:
        """The state as the 台账 shows it."""
        return _STATE_WORDS[self]

    @property
    def is_open(self) -> bool:
        """Signed and not yet at its end."""
        return self in (NoticeState.ISSUED, NoticeState.REPLIED, NoticeState.REJECTED)

    @property
    def awaits_reply(self) -> bool:
        """The unit still owes an answer, the first or another one."""
        return self in (NoticeState.ISSUED, NoticeState.REJECTED)


class NoticeAction(StrEnum):
    """What the clerk does with a notice."""

    ISSUE = "issue"
    DROP = "drop"
    REPLY = "reply"
    EXTEND = "extend"
    REJECT = "reject"
    CLOSE = "close"
    ESCALATE = "escalate"
    VOID = "void"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """The action's word on buttons and in the journal."""
        return _ACTION_WORDS[self]


_S, _A = NoticeState, NoticeAction

_STATE_WORDS = {
    _S.PROPOSED: "拟发",
    _S.DROPPED: "不督办",
    _S.ISSUED: "办理中",
    _S.REPLIED: "已反馈，待销号",
    _S.REJECTED: "退回重办，待再次反馈",
    _S.CLOSED: "已销号",
    _S.ESCALATED: "已升级",
    _S.VOID: "作废（文号保留）",
}

_ACTION_WORDS = {
    _A.ISSUE: "签发",
    _A.DROP: "不督办",
    _A.REPLY: "登记反馈",
    _A.EXTEND: "批准延期",
    _A.REJECT: "退回重办",
    _A.CLOSE: "销号",
    _A.ESCALATE: "升级",
    _A.VOID: "作废",
    _A.REOPEN: "恢复办理",
}

TRANSITIONS: dict[tuple[NoticeState, NoticeAction], NoticeState] = {
    (_S.PROPOSED, _A.ISSUE): _S.ISSUED,
    (_S.PROPOSED, _A.DROP): _S.DROPPED,
    (_S.ISSUED, _A.REPLY): _S.REPLIED,
    (_S.ISSUED, _A.EXTEND): _S.ISSUED,
    (_S.ISSUED, _A.ESCALATE): _S.ESCALATED,
    (_S.ISSUED, _A.VOID): _S.VOID,
    (_S.REPLIED, _A.CLOSE): _S.CLOSED,
    (_S.REPLIED, _A.REJECT): _S.REJECTED,
    (_S.REPLIED, _A.ESCALATE): _S.ESCALATED,
    (_S.REPLIED, _A.VOID): _S.VOID,
    (_S.REJECTED, _A.REPLY): _S.REPLIED,
    (_S.REJECTED, _A.EXTEND): _S.REJECTED,
    (_S.REJECTED, _A.ESCALATE): _S.ESCALATED,
    (_S.REJECTED, _A.VOID): _S.VOID,
    (_S.CLOSED, _A.REOPEN): _S.REJECTED,
}
"""The whole life of a notice; what is not here is refused. A reopened one owes another answer."""


def next_state(state: NoticeState, action: NoticeAction) -> NoticeState:
    """The state after an action; ValueError saying what is possible where this one is not."""
    after = TRANSITIONS.get((state, action))
    if after is not None:
        return after
    possible = "、".join(a.label for a in possible_actions(state))
    hint = f"现在只能{possible}" if possible else "已经办完，不能再改"
    raise ValueError(f"督办单是“{state.label}”，不能{action.label}，{hint}。")


def possible_actions(state: NoticeState) -> tuple[NoticeAction, ...]:
    """The actions a state allows, in the order of the table."""
    return tuple(action for (before, action) in TRANSITIONS if before is state)


def state_label(state: NoticeState, deadline: date | None, as_of: date) -> str:
    """The state as a cell shows it: an answer owed past its deadline reads 逾期未反馈."""
    if state.awaits_reply and deadline is not None and deadline < as_of:
        return "逾期未反馈"
    return state.label


@dataclass(frozen=True, slots=True, order=True)
class NoticeNumber:
    """A 发文字号; one sequence a year for each 机关代字 (``series``). ``str()`` as printed."""

    series: str
    year: int
    n: int

    def __post_init__(self) -> None:
        if not _SERIES.fullmatch(self.series):
            raise ValueError("机关代字请用 2 到 20 个汉字或字母，例如 乐电专督。")
        if not 2000 <= self.year <= 2099:
            raise ValueError(f"文号的年份 {self.year} 不对，请写 2000 到 2099 之间的四位年份。")
        if self.n < 1:
            raise ValueError("文号的顺序号从 1 开始。")

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.n}号"


_SERIES = re.compile(r"[^\W\d_]{2,20}")
_NUMBER = re.compile(r"([^\W\d_]{2,20})[〔\[(【〖［（](\d{4})[〕\])】〗］）]第?(\d{1,6})号")


def notice_number(series: str, year: int, n: int) -> str:
    """乐电专督〔2026〕1号: year in full in 六角括号, no 第, no leading zero (GB/T 9704 7.2.5)."""
    return str(NoticeNumber(series, year, n))


def parse_notice_number(text: str) -> NoticeNumber:
    """Read a number as printed or as typed with other brackets; ValueError where it is none."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise ValueError(f"看不懂文号“{typed[:30]}”，请写成 乐电专督〔2026〕1号。")
    return NoticeNumber(found[1], int(found[2]), int(found[3]))
