"""The life of a 督办单: its states, the steps between them, and on which day a step may be taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class NoticeState(StrEnum):
    """Where a notice stands."""

    PROPOSED = "proposed"
    DROPPED = "dropped"
    DRAFTED = "drafted"
    ISSUED = "issued"
    SEALED = "sealed"
    DELIVERED = "delivered"
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
        return self.awaits_reply or self is NoticeState.REPLIED

    @property
    def awaits_reply(self) -> bool:
        """The unit still owes an answer, the first or another one."""
        return self in _AWAITING


class NoticeAction(StrEnum):
    """What the clerk does with a notice."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ISSUE = "issue"
    DROP = "drop"
    SEAL = "seal"
    DELIVER = "deliver"
    REPLY = "reply"
    ASK = "ask"
    EXTEND = "extend"
    DENY = "deny"
    REJECT = "reject"
    CLOSE = "close"
    ESCALATE = "escalate"
    VOID = "void"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """The action's word on buttons, on the timeline and in the journal."""
        return _ACTION_WORDS[self]


_S, _A = NoticeState, NoticeAction

_AWAITING = frozenset({_S.ISSUED, _S.SEALED, _S.DELIVERED, _S.REJECTED})

_STATE_WORDS = {
    _S.PROPOSED: "拟发",
    _S.DROPPED: "不督办",
    _S.DRAFTED: "送签中",
    _S.ISSUED: "已签发，待送达",
    _S.SEALED: "已用印，待送达",
    _S.DELIVERED: "办理中",
    _S.REPLIED: "已反馈，待销号",
    _S.REJECTED: "退回重办，待再次反馈",
    _S.CLOSED: "已销号",
    _S.ESCALATED: "已升级",
    _S.VOID: "作废（文号保留）",
}

_ACTION_WORDS = {
    _A.SUBMIT: "送签",
    _A.WITHDRAW: "撤回送签",
    _A.ISSUE: "签发",
    _A.DROP: "不督办",
    _A.SEAL: "用印",
    _A.DELIVER: "登记送达",
    _A.REPLY: "登记反馈",
    _A.ASK: "登记延期申请",
    _A.EXTEND: "批准延期",
    _A.DENY: "不同意延期",
    _A.REJECT: "退回重办",
    _A.CLOSE: "销号",
    _A.ESCALATE: "升级",
    _A.VOID: "作废",
    _A.REOPEN: "恢复办理",
}


def _while_awaited(state: NoticeState) -> dict[tuple[NoticeState, NoticeAction], NoticeState]:
    """What can be done with a notice whose answer is owed, however far it has come."""
    return {
        (state, _A.REPLY): _S.REPLIED,
        (state, _A.ASK): state,
        (state, _A.EXTEND): state,
        (state, _A.DENY): state,
        (state, _A.ESCALATE): _S.ESCALATED,
        (state, _A.VOID): _S.VOID,
    }


TRANSITIONS: dict[tuple[NoticeState, NoticeAction], NoticeState] = {
    (_S.PROPOSED, _A.SUBMIT): _S.DRAFTED,
    (_S.PROPOSED, _A.ISSUE): _S.ISSUED,
    (_S.PROPOSED, _A.DROP): _S.DROPPED,
    (_S.DRAFTED, _A.ISSUE): _S.ISSUED,
    (_S.DRAFTED, _A.WITHDRAW): _S.PROPOSED,
    (_S.ISSUED, _A.SEAL): _S.SEALED,
    (_S.ISSUED, _A.DELIVER): _S.DELIVERED,
    **_while_awaited(_S.ISSUED),
    (_S.SEALED, _A.DELIVER): _S.DELIVERED,
    **_while_awaited(_S.SEALED),
    **_while_awaited(_S.DELIVERED),
    (_S.REPLIED, _A.CLOSE): _S.CLOSED,
    (_S.REPLIED, _A.REJECT): _S.REJECTED,
    (_S.REPLIED, _A.ESCALATE): _S.ESCALATED,
    (_S.REPLIED, _A.VOID): _S.VOID,
    **_while_awaited(_S.REJECTED),
    (_S.CLOSED, _A.REOPEN): _S.REJECTED,
}
"""The whole life of a notice; what is not here is refused. A reopened one owes another answer.

用印 and 送达 may go unrecorded: an answer that has come proves that the notice was delivered.
"""

_DECIDES = frozenset({_A.EXTEND, _A.DENY})
"""Steps that answer an extension asked for."""


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """A signed notice as its life sees it; ``asked_until``: an extension asked for, undecided."""

    state: NoticeState
    issued_on: date
    state_on: date
    deadline: date
    asked_until: date | None = None


def take_step(
    now: NoticeStanding, action: NoticeAction, on: date, until: date | None = None
) -> NoticeStanding:
    """The standing after an action on a day; ValueError in the clerk's words where it cannot be.

    ``until`` is the day asked for by 登记延期申请, or granted by 批准延期 (the day asked for where
    none is given). An extension is asked for by the deadline, not after it.
    """
    asked = now.asked_until is not None
    after = next_state(now.state, action, asked=asked)
    if on < now.issued_on:
        raise ValueError(f"日期 {on} 早于签发日 {now.issued_on}，请改正日期。")
    if on < now.state_on:
        raise ValueError(f"日期 {on} 早于上一步的日期 {now.state_on}，请改正日期。")
    moved = replace(now, state=after, state_on=on)
    if action is _A.ASK:
        if on > now.deadline:
            raise ValueError(f"答复期限 {now.deadline} 已过，延期要在期限前申请，请催办或升级。")
        return replace(moved, asked_until=_later(until, now.deadline))
    if action is _A.EXTEND:
        granted = _later(until or now.asked_until, now.deadline)
        return replace(moved, deadline=granted, asked_until=None)
    if action in (_A.SEAL, _A.DELIVER):
        return moved
    return replace(moved, asked_until=None)


def _later(until: date | None, deadline: date) -> date:
    if until is None or until <= deadline:
        raise ValueError(f"延期要延到现在的答复期限 {deadline} 之后，请另选日期。")
    return until


def next_state(state: NoticeState, action: NoticeAction, *, asked: bool = False) -> NoticeState:
    """The state after an action; ValueError saying what is possible where this one is not."""
    if action in possible_actions(state, asked=asked):
        return TRANSITIONS[state, action]
    if (state, action) in TRANSITIONS:
        if action is _A.ASK:
            raise ValueError("已有一件延期申请没有答复，请先批准或不同意。")
        raise ValueError("还没有登记延期申请，请先登记申请延到哪一天。")
    possible = "、".join(a.label for a in possible_actions(state, asked=asked))
    hint = f"现在只能{possible}" if possible else "已经办完，不能再改"
    raise ValueError(f"督办单是“{state.label}”，不能{action.label}，{hint}。")


def possible_actions(state: NoticeState, *, asked: bool = False) -> tuple[NoticeAction, ...]:
    """The actions a state allows, in the order of the table; ``asked``: an extension waits."""
    return tuple(
        action
        for (before, action) in TRANSITIONS
        if before is state
        and not (action in _DECIDES and not asked)
        and not (action is _A.ASK and asked)
    )


def state_label(state: NoticeState, deadline: date | None, as_of: date) -> str:
    """The state as a cell shows it: an answer owed past its deadline reads 逾期未反馈."""
    if state.awaits_reply and deadline is not None and deadline < as_of:
        return "逾期未反馈"
    return state.label
