"""The rules of 报送体检 for a task's row."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from leqing_desktop.domain import return_check_text as texts
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check_rules import CheckRule, CheckSettings
from leqing_desktop.domain.return_check_subject import SHOWN, CheckedTask, finding, one_line, short
from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.domain.return_outcome import Finding

_GOODNESS = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2}
_REACHED = ("已", "完成", "通过")


def _required(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    inputs = {
        TaskField.PROGRESS: task.progress_text,
        TaskField.STATUS: task.status_text,
        TaskField.DONE: task.done,
    }
    return [
        finding(CheckRule.REQUIRED_EMPTY, task, name, f"{name.label}没有填", "请补填")
        for name, text in inputs.items()
        if not text.strip()
    ]


def _figure(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    typed = task.progress_text.strip()
    if not typed or task.progress is not None:
        return []
    remedy = "请填 0 到 100 之间的数"
    text = short(typed, SHOWN)
    fault = f"本季进度填的是“{text}”"
    return [
        finding(
            CheckRule.BAD_FIGURE,
            task,
            TaskField.PROGRESS,
            fault,
            remedy,
            facts={"text": text, "remedy": remedy},
        )
    ]


def _status(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    if not task.status_text.strip() or task.status is not None:
        return []
    text = short(task.status_text, SHOWN)
    options = "、".join(status.label for status in ReportedStatus)
    return [
        finding(
            CheckRule.BAD_STATUS,
            task,
            TaskField.STATUS,
            f"状态填的是“{text}”，不在选项里",
            f"请选{options}之一",
            facts={"text": text, "options": options},
        )
    ]


def _copied(task: CheckedTask, settings: CheckSettings) -> list[Finding]:
    finished = task.progress is not None and task.progress >= 100
    if finished and task.last_progress is not None and task.last_progress >= 100:
        return []  # what was finished last quarter is reported in the same words
    limit = settings.limit(CheckRule.COPIED) / 100
    same = texts.likeness(task.last_done, task.done, limit)
    if same < limit or not same:
        return []
    # Rounded down: a text that is not quite the same is never called 100 %.
    share = str(math.floor(100 * same + 1e-9))
    if texts.only_figures_differ(task.last_done, task.done):
        fault, remedy, serious = "本季进展与上季只有数字不同", "请核对本季做了什么", False
    else:
        fault, remedy, serious = f"本季进展与上季 {share} % 相同", "请退回按本季实际重填", True
    return [
        finding(
            CheckRule.COPIED,
            task,
            TaskField.DONE,
            fault,
            remedy,
            serious=serious,
            facts={"share": share},
        )
    ]


def _vague(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    waits = task.status is ReportedStatus.NOT_STARTED
    if (waits and texts.is_nothing(task.done)) or not texts.is_vague(task.done):
        return []
    text = short(task.done, 40)
    fault = f"本季进展“{short(task.done, 16)}”没有数字、日期或名称"
    remedy = "请该单位写明做了什么、做到哪一步"
    return [finding(CheckRule.VAGUE, task, TaskField.DONE, fault, remedy, facts={"text": text})]


def _went_back(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    # Progress is counted by the year: a first quarter begins again at 0.
    if task.progress is None or task.last_progress is None or task.period.quarter == 1:
        return []
    if not task.progress < task.last_progress:
        return []
    now, before = plain_number(task.progress), plain_number(task.last_progress)
    fault = f"本季进度 {now} % 低于上季的 {before} %"
    remedy = "请核实并说明原因"
    return [
        finding(
            CheckRule.WENT_BACK,
            task,
            TaskField.PROGRESS,
            fault,
            remedy,
            facts={"now": now, "before": before},
        )
    ]


def _no_evidence(task: CheckedTask, settings: CheckSettings) -> list[Finding]:
    if task.progress is None or task.progress < settings.limit(CheckRule.NO_EVIDENCE):
        return []
    named = task.evidence.strip() and not texts.is_nothing(task.evidence)
    if task.has_files or named:
        return []
    now = plain_number(task.progress)
    fault = f"进度已报 {now} %，没有佐证材料"
    remedy = "请该单位补报佐证材料"
    return [
        finding(CheckRule.NO_EVIDENCE, task, TaskField.EVIDENCE, fault, remedy, facts={"now": now})
    ]


def _milestone_past(task: CheckedTask, settings: CheckSettings) -> list[Finding]:
    """The ledger does not know which milestones were reached: the figure tells, and the text."""
    progress, schedule = task.progress, task.schedule
    if task.status is not ReportedStatus.NORMAL or progress is None or schedule is None:
        return []
    if progress >= min(100, schedule + settings.limit(CheckRule.MILESTONE_PAST)):
        return []
    open_nodes = [each for each in task.overdue_milestones if _is_open(each, task)]
    if not open_nodes:
        return []
    nodes = "、".join(f"“{one_line(each)}”" for each in open_nodes)
    shown = short(open_nodes[-1], 30)
    more = f"等 {len(open_nodes)} 个" if len(open_nodes) > 1 else ""
    now = plain_number(progress)
    return [
        finding(
            CheckRule.MILESTONE_PAST,
            task,
            TaskField.STATUS,
            f"节点“{shown}”{more}已到期，状态还是正常推进",
            "请核实节点是否完成",
            facts={"nodes": nodes, "now": now},
        )
    ]


def _is_open(milestone: str, task: CheckedTask) -> bool:
    """Whether a milestone is this year's and the unit's text does not name it as reached."""
    title, _, day = milestone.rpartition("（")
    if day[:4].isdigit() and int(day[:4]) < task.period.year:
        return False
    told = f"{task.done}。{task.last_done}".replace("；", "。").split("。")
    return not any(
        len(title) >= 4 and title in sentence and any(word in sentence for word in _REACHED)
        for sentence in told
    )


def _no_unit(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    bare = texts.bare_figures(task.done)
    if not bare:
        return []
    text = "”“".join(one_line(each) for each in bare[:3])
    fault = f"本季进展里“{text}”没有计量单位"
    return [
        finding(CheckRule.NO_UNIT, task, TaskField.DONE, fault, "请补上单位", facts={"text": text})
    ]


def _parts_off(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    return [
        finding(
            CheckRule.PARTS_OFF,
            task,
            TaskField.DONE,
            f"本季进展里总数 {fault.whole_text}，分项相加是 {fault.sum_text}",
            "请核对",
            facts={"whole": fault.whole_text, "sum": fault.sum_text},
        )
        for fault in texts.parts_faults(task.done)[:1]
    ]


def _self_rated_high(task: CheckedTask, _: CheckSettings) -> list[Finding]:
    if task.status is None or task.light is None or task.progress is None:
        return []
    own, computed = _GOODNESS.get(task.status.light), _GOODNESS.get(task.light)
    if own is None or computed is None or own <= computed:
        return []
    now, light = plain_number(task.progress), task.light.label
    fault = f"状态填“{task.status.label}”，按序时算出来是{light}灯"
    return [
        finding(
            CheckRule.SELF_RATED_HIGH,
            task,
            TaskField.STATUS,
            fault,
            "请核实自评",
            facts={"text": task.status.label, "now": now, "light": light},
        )
    ]


TASK_RULES: Mapping[CheckRule, Callable[[CheckedTask, CheckSettings], list[Finding]]] = {
    CheckRule.REQUIRED_EMPTY: _required,
    CheckRule.BAD_FIGURE: _figure,
    CheckRule.BAD_STATUS: _status,
    CheckRule.WENT_BACK: _went_back,
    CheckRule.COPIED: _copied,
    CheckRule.VAGUE: _vague,
    CheckRule.NO_EVIDENCE: _no_evidence,
    CheckRule.MILESTONE_PAST: _milestone_past,
    CheckRule.NO_UNIT: _no_unit,
    CheckRule.PARTS_OFF: _parts_off,
    CheckRule.SELF_RATED_HIGH: _self_rated_high,
}
