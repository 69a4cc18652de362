"""What a trial of each rule shows: lights with bars, places and scores, notices with their days."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.light import LightSummary
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.rule_trial_table import (
    NoticeTrialTable,
    RankingTrialTable,
    RuleTrialTable,
)
from leqing_desktop.ui.widgets.light_bars import LightBars
from leqing_desktop.ui.widgets.trial_pane import Line, TrialPane, notice_move

PLACES_SHOWN = 4
_DOWN = ("arrow-down", "red_text", "降")


class RuleTrialPane(TrialPane):
    """亮灯规则: lights now and then, whose light changes, what follows for notices and places."""

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        bars = LightBars()
        super().__init__(period, RuleTrialTable(), "变灯的任务", bars, parent)
        self.bars = bars
        self._now: LightSummary | None = None

    def show_trial(self, trial: Any) -> None:
        """Show what would change."""
        count = len(trial.changes)
        self._now = trial.old_counts
        self.bars.show_counts(("现行", trial.old_counts), ("试算", trial.new_counts))
        chip = f"{count} 项变灯" if count else ""
        self.show_found(trial.changes, chip, trial.sentence, _light_lines(trial))

    def pause(self, sentence: str) -> None:
        """Say why nothing is tried; only the lights as they are stay."""
        super().pause(sentence)
        self.bars.show_counts(*((("现行", self._now),) if self._now is not None else ()))


class RankingTrialPane(TrialPane):
    """排名公式: every unit with both places and scores, and the new formula as it is printed."""

    follows = "新公式"

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(period, RankingTrialTable(), "各单位的现行名次和试算名次", None, parent)

    def show_trial(self, trial: Any) -> None:
        """Show both rankings side by side."""
        chip = f"{trial.moved} 个变名次" if trial.moved else ""
        formula = ("scroll-text", "text2", f"{trial.new_rule.formula}。")
        self.show_found(trial.rows, chip, trial.sentence, [formula])


class NoticeTrialPane(TrialPane):
    """督办规则: the proposals that change, their numbers by colour, and the days to answer."""

    def __init__(self, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(period, NoticeTrialTable(), "督办建议有变的任务", None, parent)

    def show_trial(self, trial: Any) -> None:
        """Show what would be proposed otherwise."""
        count = len(trial.changes)
        chip = f"{count} 件有变" if count else ""
        self.show_found(trial.changes, chip, trial.sentence, _notice_lines(trial))


def _light_lines(trial: Any) -> list[Line]:
    """What becomes of the notices to propose and of the places in the ranking."""
    move = notice_move(trial.old_notices, trial.new_notices)
    lines = [] if move is None else [move]
    moved = sorted(trial.places, key=lambda each: (-abs(each.new - each.old), each.new))
    for each in moved[:PLACES_SHOWN]:
        sign = ("arrow-up", "green_text", "升") if each.new < each.old else _DOWN
        words = f"{each.unit}排名由第 {each.old} {sign[2]}到第 {each.new}"
        lines.append((sign[0], sign[1], words))
    if len(moved) > PLACES_SHOWN:
        more = len(moved) - PLACES_SHOWN
        lines.append(("users", "text2", f"另有 {more} 个单位排名变化"))
    return lines or [("check", "text2", "督办建议和排名都不变")]


def _notice_lines(trial: Any) -> list[Line]:
    """The proposals by colour, and by when a notice signed on that day is answered."""
    now = "、".join(f"{each.label}单 {trial.new_notices[each]}" for each in NoticeColour)
    kept = ("stamp", "text2", f"督办建议 {sum(trial.new_notices.values())} 件（{now}），件数不变")
    lines = [notice_move(trial.old_notices, trial.new_notices) or kept]
    for colour in NoticeColour:
        old, new = trial.old_days[colour], trial.new_days[colour]
        if old != new:
            words = f"{trial.day} 签发的{colour.label}单，答复期限由 {old} 改为 {new}"
            lines.append(("calendar-days", "text2", words))
    if trial.old_days == trial.new_days:
        lines.append(("calendar-days", "text2", "答复期限不变"))
    if trial.old_rule.escalates and not trial.new_rule.escalates:
        words = "公文用语里“逾期未反馈的，将升级”的说法不会自己改，请一并核对"
        lines.append(("triangle-alert", "yellow_text", words))
    return lines
