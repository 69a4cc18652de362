"""The figures and tables of a 通报, all from one locked snapshot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.circular import Figure
from leqing_desktop.domain.circular_figures import count, fact, rate
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.inspection import FindingResult
from leqing_desktop.domain.light import Ground, Light
from leqing_desktop.domain.ranking import UnitScore
from leqing_desktop.domain.return_review import BoardRow, Punctuality
from leqing_desktop.services import circular_inspections
from leqing_desktop.services.circular_quoting import first_words
from leqing_desktop.services.judging import TaskStatus
from leqing_desktop.services.notice_wording import set_solid
from leqing_desktop.services.period_snapshot import PeriodRecord

TASK_HEADS = ("编号", "任务", "责任单位", "完成", "序时", "灯", "说明")
UNIT_HEADS = ("单位", "报送情况", "收到日期", "应报任务", "已报任务")
SCORE_HEADS = ("名次", "单位", "得分", "报送", "亮灯", "督办", "较上季度")
LIGHTS = ((Light.GREEN, "绿灯"), (Light.YELLOW, "黄灯"), (Light.RED, "红灯"), (Light.GREY, "灰灯"))

_WORDS = re.compile(r"[^\W\d_]")
_FEWEST_WORDS = 3
"""Letters or hanzi in a name that may hold digits: a task called 10家 excuses no number."""


@dataclass(frozen=True, slots=True)
class CircularFacts:
    """A locked quarter as the circular sees it: the record, every figure by key, sorted lists.

    ``red`` has the overdue first, then what is furthest behind; ``good`` are reported tasks ahead
    of 序时进度 with the words of the unit whose figure counts; ``problems`` are those of the
    quarter's inspections.
    """

    record: PeriodRecord
    figures: dict[str, Figure]
    red: tuple[TaskStatus, ...]
    good: tuple[tuple[TaskStatus, str], ...]
    late: tuple[BoardRow, ...]
    missing: tuple[BoardRow, ...]
    problems: tuple[FindingResult, ...]

    @property
    def quoted(self) -> set[str]:
        """Names and words of the snapshot; digits inside them are no counts."""
        found = {self.record.plan, *self.record.programmes.values()}
        found |= {score.unit for score in self.record.ranking}
        found |= {row.unit for row in self.record.board}
        for each in self.record.tasks:
            task = each.task
            # Not the targets: one that reads 10家 would let every 10家 typed by hand pass.
            found |= {task.title, task.measure_title, each.unit}
        found |= {title.partition(" ")[2] for title in self.record.programmes.values()}
        found |= {words for _, words in self.good}
        found |= circular_inspections.quoted(self.record)
        found |= {name.replace("“", "‘").replace("”", "’") for name in found}
        spelt = {way for name in found for way in (name, set_solid(name))}
        return {name for name in spelt if len(_WORDS.findall(name)) >= _FEWEST_WORDS}


def facts_of(record: PeriodRecord) -> CircularFacts:
    """All that a circular can say of a locked quarter."""
    figures: dict[str, Figure] = {}
    late, missing = _returns(record, figures)
    # Each task stands in a dozen lists; its row is made once.
    rows = {each.task.id: task_row(each) for each in record.tasks}
    _task_counts("", "", record.tasks, rows, figures)
    below_each: dict[int, list[TaskStatus]] = defaultdict(list)
    for each in record.tasks:
        below_each[each.task.programme_id].append(each)
    for key, title in record.programmes.items():
        below = below_each[key]
        _task_counts(
            f"programme:{key}:", f"{title.partition(' ')[2] or title} ", below, rows, figures
        )
    for name, theirs in by_unit(record.tasks).items():
        _task_counts(f"unit:{name}:", f"{name} ", theirs, rows, figures)
    figures["units.ranked"] = count(
        "units.ranked", "参加排名单位数", SCORE_HEADS, [score_row(s) for s in record.ranking]
    )
    for score in record.ranking:
        _score(score, figures)
    for each in record.tasks:
        _task(each, rows[each.task.id], figures)
    circular_inspections.put_figures(record, figures)
    found = circular_inspections.problems(record)
    return CircularFacts(record, figures, _red(record), _good(record), late, missing, found)


def by_unit(tasks: Iterable[TaskStatus]) -> dict[str, list[TaskStatus]]:
    """Unit → the tasks that it answers for, 配合 left out, as the ranking counts them."""
    found: dict[str, list[TaskStatus]] = defaultdict(list)
    for each in tasks:
        for name in dict.fromkeys(p.unit for p in each.task.units if p.role is not Role.SUPPORT):
            found[name].append(each)
    return found


def score_row(score: UnitScore) -> tuple[str, ...]:
    """A unit's row in the ranking."""
    parts = score.parts
    return (
        str(score.place),
        score.unit,
        plain_number(score.score),
        plain_number(parts.submissions),
        plain_number(parts.lights),
        plain_number(parts.notices),
        change_words(score.change),
    )


def change_words(change: int | None) -> str:
    """上升2位, 下降1位, 持平; — for a unit that had no place last quarter."""
    if change is None:
        return "—"
    return "持平" if change == 0 else f"{'上升' if change > 0 else '下降'}{abs(change)}位"


def task_row(each: TaskStatus) -> tuple[str, ...]:
    """A task's row in the list that a figure counts."""
    found = each.assessment
    return (
        each.task.number,
        each.task.title,
        each.unit,
        f"{plain_number(found.progress)}%",
        "—" if found.schedule is None else f"{found.schedule}%",
        found.light.label,
        set_solid(found.short_why),
    )


def unit_row(row: BoardRow) -> tuple[str, ...]:
    """A unit's row in the list of returns."""
    day = row.received_on.isoformat() if row.received_on else "—"
    return (row.unit, _return_words(row), day, str(row.expected), str(row.filled))


def _return_words(row: BoardRow) -> str:
    if not row.has_reported:
        return "未报送"
    return "迟报" if _is_late(row) else "按时报送"


def _is_late(row: BoardRow) -> bool:
    return bool(row.quarters) and row.quarters[-1] is Punctuality.LATE


def _returns(
    record: PeriodRecord, figures: dict[str, Figure]
) -> tuple[tuple[BoardRow, ...], tuple[BoardRow, ...]]:
    def put(key: str, title: str, wanted: Callable[[BoardRow], bool]) -> tuple[BoardRow, ...]:
        rows = tuple(row for row in record.board if wanted(row))
        figures[key] = count(key, title, UNIT_HEADS, [unit_row(row) for row in rows])
        return rows

    put("units.expected", "应报单位数", lambda row: True)  # noqa: ARG005
    put("units.reported", "已报单位数", lambda row: row.has_reported)
    put("units.on_time", "按时报送单位数", lambda row: row.has_reported and not _is_late(row))
    late = put("units.late", "迟报单位数", lambda row: row.has_reported and _is_late(row))
    missing = put("units.missing", "未报单位数", lambda row: not row.has_reported)
    figures["units.rate"] = rate(
        "units.rate", "报送率", figures["units.reported"], figures["units.expected"], "已报÷应报"
    )
    return late, missing


def _task_counts(
    prefix: str,
    owner: str,
    tasks: Sequence[TaskStatus],
    rows: Mapping[int, tuple[str, ...]],
    figures: dict[str, Figure],
) -> None:
    def put(name: str, title: str, counted: Iterable[TaskStatus]) -> None:
        key = f"{prefix}tasks.{name}"
        listed = [rows[each.task.id] for each in counted]
        figures[key] = count(key, owner + title, TASK_HEADS, listed)

    put("total", "任务数", tasks)
    for light, title in LIGHTS:
        put(light.value, f"{title}任务数", (t for t in tasks if t.assessment.light is light))
    put("lit", "绿黄红灯任务数", (t for t in tasks if t.assessment.light is not Light.GREY))
    put("overdue", "逾期任务数", (t for t in tasks if t.assessment.ground is Ground.OVERDUE))
    figures[f"{prefix}tasks.rate"] = rate(
        f"{prefix}tasks.rate",
        f"{owner}绿灯率",
        figures[f"{prefix}tasks.green"],
        figures[f"{prefix}tasks.lit"],
        "绿灯÷绿黄红灯",
    )


def _score(score: UnitScore, figures: dict[str, Figure]) -> None:
    row = score_row(score)
    for name, title, value in (
        ("place", "名次", str(score.place)),
        ("score", "得分", plain_number(score.score)),
        ("change", "名次变化", str(abs(score.change or 0))),
    ):
        key = f"unit:{score.unit}:{name}"
        figures[key] = fact(key, value, f"{score.unit} {title}", SCORE_HEADS, row)


def _task(each: TaskStatus, row: tuple[str, ...], figures: dict[str, Figure]) -> None:
    found = each.assessment
    facts = [("progress", "完成进度", row[3])]
    if found.schedule is not None:
        facts.append(("schedule", "序时进度", row[4]))
        word = "落后" if found.behind > 0 else "超前"
        facts.append(("distance", f"{word}百分点", plain_number(abs(found.behind))))
    for name, title, value in facts:
        key = f"task:{each.task.id}:{name}"
        figures[key] = fact(key, value, f"任务 {each.task.number} {title}", TASK_HEADS, row)


def _red(record: PeriodRecord) -> tuple[TaskStatus, ...]:
    red = [each for each in record.tasks if each.assessment.light is Light.RED]
    # The table's order within the same distance: sorted() keeps it.
    return tuple(
        sorted(red, key=lambda t: (t.assessment.ground is not Ground.OVERDUE, -t.assessment.behind))
    )


def _good(record: PeriodRecord) -> tuple[tuple[TaskStatus, str], ...]:
    said = {(each.item_id, each.unit): each.done for each in record.check_ins}
    ahead = [
        (each, words)
        for each in record.tasks
        if each.assessment.light is Light.GREEN
        and each.assessment.reported
        and each.assessment.behind < 0
        and (words := first_words(said.get((each.task.id, each.unit), "")))
    ]
    ahead.sort(key=lambda pair: pair[0].assessment.behind)
    # Each unit's best before anybody's second: five cases of one unit praise nobody.
    seen: dict[str, int] = defaultdict(int)
    turns: list[tuple[int, int, TaskStatus, str]] = []
    for each, words in ahead:
        turns.append((seen[each.unit], len(turns), each, words))
        seen[each.unit] += 1
    return tuple((each, words) for _, _, each, words in sorted(turns, key=lambda t: t[:2]))
