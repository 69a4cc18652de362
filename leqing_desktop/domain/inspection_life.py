"""The life of a 专项督查 and of each finding: states, the steps between them, and their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.inspection import FindingState


class InspectionState(StrEnum):
    """Where a 专项督查 stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    CLOSED = "closed"
    VOID = "void"

    @property
    def label(self) -> str:
        """The state as lists show it."""
        return {
            "draft": "草稿",
            "issued": "督查中",
            "closed": "已结束",
            "void": "作废（文号保留）",
        }[self.value]


class InspectionAction(StrEnum):
    """What the clerk does with an inspection as a whole."""

    SIGN = "sign"
    CLOSE = "close"
    REOPEN = "reopen"
    VOID = "void"

    @property
    def label(self) -> str:
        """The action's word on buttons and in the journal."""
        return {"sign": "签发", "close": "结束督查", "reopen": "恢复督查", "void": "作废"}[
            self.value
        ]


class FindingAction(StrEnum):
    """What the clerk does with a finding that asks for 整改."""

    REPORT = "report"
    EXTEND = "extend"
    REJECT = "reject"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def label(self) -> str:
        """The action's word on buttons, on the timeline and in the journal."""
        return {
            "report": "报整改",
            "extend": "延期",
            "reject": "退回重改",
            "close": "核实销号",
            "reopen": "恢复整改",
        }[self.value]


_I, _D = InspectionState, InspectionAction
_S, _A = FindingState, FindingAction

INSPECTION_TRANSITIONS: dict[tuple[InspectionState, InspectionAction], InspectionState] = {
    (_I.DRAFT, _D.SIGN): _I.ISSUED,
    (_I.ISSUED, _D.CLOSE): _I.CLOSED,
    (_I.ISSUED, _D.VOID): _I.VOID,
    (_I.CLOSED, _D.REOPEN): _I.ISSUED,
}
"""The life of an inspection; its number is given by 签发 and nothing leads back behind it."""

TRANSITIONS: dict[tuple[FindingState, FindingAction], FindingState] = {
    (_S.OPEN, _A.REPORT): _S.REPORTED,
    (_S.OPEN, _A.EXTEND): _S.OPEN,
    (_S.REPORTED, _A.CLOSE): _S.CLOSED,
    (_S.REPORTED, _A.REJECT): _S.REJECTED,
    (_S.REJECTED, _A.REPORT): _S.REPORTED,
    (_S.REJECTED, _A.EXTEND): _S.REJECTED,
    (_S.CLOSED, _A.REOPEN): _S.REJECTED,
}
"""The whole life of a finding; what is not here is refused. A reopened one owes another 整改.

A point that is met is settled from the start: nothing happens to it.
"""

UNSETTLED = frozenset({_S.OPEN, _S.REPORTED, _S.REJECTED})
"""States in which an inspection cannot be closed."""
_AWAITING = frozenset({_S.OPEN, _S.REJECTED})


@dataclass(frozen=True, slots=True)
class FindingStanding:
    """A finding as its life sees it; ``due`` None where no 整改 is asked for."""

    state: FindingState
    state_on: date
    due: date | None


def take_step(
    now: FindingStanding, action: FindingAction, on: date, until: date | None = None
) -> FindingStanding:
    """The standing after an action on a day; ValueError in the clerk's words where it cannot be.

    ``until`` is the new day of 整改: needed by 延期 and then later than the present one, possible
    for 退回重改 and 恢复整改, and then not before the day of the step.
    """
    after = next_state(now.state, action)
    if on < now.state_on:
        raise ValueError(f"日期 {on} 早于上一步的日期 {now.state_on}，请改正日期。")
    moved = replace(now, state=after, state_on=on)
    if action is _A.EXTEND:
        if until is None or (now.due is not None and until <= now.due):
            raise ValueError(f"延期要延到现在的整改期限 {now.due} 之后，请另选日期。")
        return replace(moved, due=until)
    if after is _S.REJECTED and until is not None:
        if until < on:
            raise ValueError(f"新的整改期限 {until} 早于{action.label}的日期 {on}，请另选日期。")
        return replace(moved, due=until)
    return moved


def next_inspection_state(state: InspectionState, action: InspectionAction) -> InspectionState:
    """The inspection's state after an action; ValueError saying what is possible instead."""
    if (state, action) in INSPECTION_TRANSITIONS:
        return INSPECTION_TRANSITIONS[state, action]
    possible = "、".join(each.label for each in possible_inspection_actions(state))
    hint = f"现在只能{possible}" if possible else "不能再改"
    raise ValueError(f"这次督查是“{state.label}”，不能{action.label}，{hint}。")


def possible_inspection_actions(state: InspectionState) -> tuple[InspectionAction, ...]:
    """The actions that an inspection's state allows, in the order of the table."""
    return tuple(action for before, action in INSPECTION_TRANSITIONS if before is state)


def next_state(state: FindingState, action: FindingAction) -> FindingState:
    """The state after an action; ValueError saying what is possible where this one is not."""
    if (state, action) in TRANSITIONS:
        return TRANSITIONS[state, action]
    possible = "、".join(each.label for each in possible_actions(state))
    hint = f"现在只能{possible}" if possible else "不用办理"
    raise ValueError(f"这条问题是“{state.label}”，不能{action.label}，{hint}。")


def possible_actions(state: FindingState) -> tuple[FindingAction, ...]:
    """The actions a state allows, in the order of the table."""
    return tuple(action for before, action in TRANSITIONS if before is state)


def is_overdue(state: FindingState, due: date | None, as_of: date) -> bool:
    """Whether the unit still owes its 整改 past its day."""
    return state in _AWAITING and due is not None and due < as_of


def state_label(state: FindingState, due: date | None, as_of: date) -> str:
    """The state as a cell shows it: 整改 owed past its day reads 逾期未整改."""
    return "逾期未整改" if is_overdue(state, due, as_of) else state.label


def require_closing(states: Sequence[FindingState]) -> None:
    """ValueError where an inspection cannot be closed since some of its findings are not."""
    waiting = [state for state in states if state in UNSETTLED]
    if waiting:
        reported = sum(state is _S.REPORTED for state in waiting)
        more = f"（其中 {reported} 条已报整改，待核实）" if reported else ""
        raise ValueError(f"还有 {len(waiting)} 条问题没有销号{more}，全部销号后才能结束督查。")
