"""The light of a task at a period's end: 绿, 黄, 红 or 灰, and the one sentence why (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.light_rule import Light, LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.schedule import QuarterFigures, expected_progress
from leqing_desktop.domain.standing import Standing, asks_no_report

__all__ = [
    "Assessment",
    "Ground",
    "Light",
    "LightRule",
    "LightSummary",
    "TaskState",
    "assess",
    "summarise",
]


class Ground(StrEnum):
    """Which line of the rule gave the light."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVERDUE = "overdue"
    FINISHED = "finished"
    NOT_STARTED = "not_started"
    NOTHING_DUE = "nothing_due"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TaskState:
    """What a light needs of a task. ``progress`` is the figure in force (see progress.py).

    ``standing`` holds from ``standing_since`` on (None: always); ``standing_reason`` is shown.
    """

    progress: float = 0
    reported: bool = False
    start: date | None = None
    due: date | None = None
    schedule: QuarterFigures | None = None
    standing: Standing = Standing.ACTIVE
    standing_since: date | None = None
    standing_reason: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A task's light with what it rests on; ``schedule`` is None where nothing is asked yet."""

    light: Light
    progress: float
    schedule: int | None
    reported: bool
    ground: Ground
    state: TaskState
    period: Period
    rule: LightRule

    @property
    def behind(self) -> float:
        """Points behind 序时进度; negative when ahead, 0 where nothing is asked yet."""
        return 0 if self.schedule is None else round(self.schedule - self.progress, 6)

    @property
    def why(self) -> str:
        """The reason in one Chinese sentence, naming the rule's version."""
        return f"{self.short_why}；按{self.rule.name}。"

    @property
    def short_why(self) -> str:
        """The reason without the rule, for a narrow column."""
        return _reason(self)


def assess(
    state: TaskState, period: Period, rule: LightRule, as_of: date | None = None
) -> Assessment:
    """The light of a task as of the period's last day, or as of another day where one is asked.

    Order of the lines: 取消, 挂起, 办结, finished (100 % in its due year), overdue, not due to
    start, then points behind. A task may run over several years: 100 % before its due year is that
    year's goal only, not the end.
    """
    day = period.last_day if as_of is None else as_of
    schedule = expected_progress(state.start, state.due, state.schedule, period, day)
    light, ground = _judge(state, schedule, day, period.year, rule)
    return Assessment(light, state.progress, schedule, state.reported, ground, state, period, rule)


def _judge(
    state: TaskState, schedule: int | None, day: date, year: int, rule: LightRule
) -> tuple[Light, Ground]:
    if state.standing is not Standing.ACTIVE and (
        state.standing_since is None or state.standing_since <= day
    ):
        if state.standing is Standing.CANCELLED:
            return Light.GREY, Ground.CANCELLED
        if state.standing is Standing.SUSPENDED:
            return Light.GREY, Ground.SUSPENDED
        return Light.GREEN, Ground.FINISHED
    due, progress = state.due, state.progress
    if progress >= 100 and (due is None or due.year <= year):
        return Light.GREEN, Ground.FINISHED
    if due is not None and due < day:
        return Light.RED, Ground.OVERDUE
    if schedule is None:
        return Light.GREY, Ground.NOT_STARTED
    behind = schedule - progress
    if behind > rule.red_over:
        return Light.RED, Ground.BEHIND
    if behind > rule.yellow_over:
        return Light.YELLOW, Ground.BEHIND
    if schedule == 0 and progress == 0:
        return Light.GREY, Ground.NOTHING_DUE
    return Light.GREEN, Ground.ON_TRACK


@dataclass(frozen=True, slots=True)
class LightSummary:
    """What a parent shows of its children: the worst light and the counts, no average."""

    green: int = 0
    yellow: int = 0
    red: int = 0
    grey: int = 0
    unreported: int = 0

    @property
    def total(self) -> int:
        """All children counted."""
        return self.green + self.yellow + self.red + self.grey

    @property
    def behind(self) -> int:
        """Children with a yellow or red light."""
        return self.yellow + self.red

    @property
    def worst(self) -> Light | None:
        """Red before yellow before green before grey; None without children."""
        if self.red:
            return Light.RED
        if self.yellow:
            return Light.YELLOW
        if self.green:
            return Light.GREEN
        return Light.GREY if self.grey else None

    @property
    def text(self) -> str:
        """The counts in words, zeros left out: ``绿 16 黄 6 红 3 灰 1``."""
        counts = {"绿": self.green, "黄": self.yellow, "红": self.red, "灰": self.grey}
        return " ".join(f"{word} {count}" for word, count in counts.items() if count)


def summarise(assessments: Iterable[Assessment]) -> LightSummary:
    """The summary of a parent; 未报 counts the children that are neither grey nor reported."""
    counts = dict.fromkeys(Light, 0)
    unreported = 0
    for assessment in assessments:
        counts[assessment.light] += 1
        state = assessment.state
        owed = not asks_no_report(state.standing, state.standing_since, assessment.period)
        if owed and not assessment.reported and assessment.light is not Light.GREY:
            unreported += 1
    return LightSummary(
        counts[Light.GREEN], counts[Light.YELLOW], counts[Light.RED], counts[Light.GREY], unreported
    )


def _reason(assessment: Assessment) -> str:
    """One clause without full stop, such as 完成 41 %，序时 75 %，落后 34 点，超过 30 点."""
    state, ground = assessment.state, assessment.ground
    if ground in (Ground.CANCELLED, Ground.SUSPENDED):
        word = "取消" if ground is Ground.CANCELLED else "挂起"
        return f"任务已{word}{_because(state.standing_reason)}，不亮灯"
    if ground is Ground.NOT_STARTED and state.start is not None:
        return f"{state.start.isoformat()} 才启动，{assessment.period.label}末还未到启动时间"
    if ground is Ground.FINISHED and state.standing is Standing.DONE:
        return _closed(assessment)
    if ground is Ground.NOTHING_DUE:
        return f"{_done(assessment)}，{assessment.period.label}没有序时要求"
    if ground is Ground.FINISHED:
        return f"{_done(assessment)}，已全部完成"
    if ground is Ground.OVERDUE and state.due is not None:
        return f"{_done(assessment)}，完成期限 {state.due.isoformat()} 已过仍未完成"
    return f"{_done(assessment)}，序时 {assessment.schedule} %，{_distance(assessment)}"


def _because(text: str) -> str:
    return f"（{text}）" if text else ""


def _done(assessment: Assessment) -> str:
    figure = f"完成 {plain_number(assessment.progress)} %"
    return figure if assessment.reported else f"本期未报，按{figure} 计"


def _closed(assessment: Assessment) -> str:
    state = assessment.state
    if state.standing_since is None:
        return f"任务已办结{_because(state.standing_reason)}"
    late = state.due is not None and state.standing_since > state.due
    word = "超时办结" if late else "办结"
    return f"任务已于 {state.standing_since.isoformat()} {word}{_because(state.standing_reason)}"


def _distance(assessment: Assessment) -> str:
    behind, rule = assessment.behind, assessment.rule
    yellow, red = plain_number(rule.yellow_over), plain_number(rule.red_over)
    if behind < 0:
        return f"超前 {plain_number(-behind)} 点"
    if behind == 0:
        return "与序时持平"
    points = f"落后 {plain_number(behind)} 点"
    if behind > rule.red_over:
        return f"{points}，超过 {red} 点"
    if behind > rule.yellow_over:
        return f"{points}，超过 {yellow} 点、不超过 {red} 点"
    return f"{points}，不超过 {yellow} 点"
