"""Two quarters as twelve units write them, and what must come of it: counted here by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from leqing_desktop.domain.period import Period

THIRD, FOURTH = Period(2024, 3), Period(2024, 4)
SCHEDULE = {THIRD: 75, FOURTH: 100}
"""序时 of every task of the built-in plan: all run over the whole of 2024."""

INFO, SCIENCE, MARKET = "市经信局", "市科技局", "市市场监管局"
ECOLOGY, BANKERS, INVEST = "市生态环境局", "市金融服务中心", "市投资促进服务中心"
TRADE, ZONE, TALENT = "市商务局", "柳白新区管委会", "市人才办"
LAND, REFORM, TOWN = "市资规局", "市发改局", "柳市镇"

BASES = {
    INFO: (76, 95),
    SCIENCE: (78, 90),
    MARKET: (80, 88),
    ECOLOGY: (60, 88),
    BANKERS: (75, 96),
    INVEST: (82, 84),
    TRADE: (66, 80),
    ZONE: (70, 85),
    TALENT: (44, 68),
    LAND: (77, 95),
    REFORM: (75, 90),
    TOWN: (40, 75),
}
"""Progress of a unit's first row in the third and fourth quarter."""

ROWS = {
    INFO: 87,
    SCIENCE: 25,
    MARKET: 34,
    ECOLOGY: 9,
    BANKERS: 2,
    INVEST: 11,
    TRADE: 24,
    ZONE: 11,
    TALENT: 18,
    LAND: 6,
    REFORM: 5,
    TOWN: 4,
}
"""Tasks that each unit owes a word on."""

_FIRST_OF_MEASURE = {
    **dict.fromkeys((1, 4, 5, 6, 7, 8, 9, 17, 18, 24, 25), INFO),
    **dict.fromkeys((2, 3, 14, 15, 26), MARKET),
    **dict.fromkeys((10, 11), INVEST),
    **dict.fromkeys((19, 20, 21), SCIENCE),
    **dict.fromkeys((16, 22, 23), TRADE),
    12: TALENT,
    13: LAND,
}
"""The unit that the plan names first for a measure: its figure is that of the tasks it owes."""


class Written(NamedTuple):
    """What a unit writes into a row."""

    progress: float
    status: str
    done: str
    evidence: str = ""


def written(period: Period, unit: str, at: int) -> Written:
    """What a unit writes into the row that stands at a place (from 0) of its workbook."""
    progress = min(100, BASES[unit][period.quarter - 3] + at % 5)
    if period == THIRD:
        done = f"8月{at % 28 + 1}日走访企业{at + 3}家，{unit}与其签订改造协议{at + 2}份。"
    else:
        done = f"{unit}组织的项目{at + 4}个全部竣工，11月{at % 28 + 1}日拨付补助{at + 10}万元。"
    evidence = f"验收单{at + 1}.pdf" if progress == 100 else ""
    return Written(progress, _own_word(progress, SCHEDULE[period]), done, evidence)


def _own_word(progress: float, schedule: int) -> str:
    """The status that an honest clerk chooses."""
    if progress == 100:
        return "已完成"
    if progress >= schedule:
        return "正常推进"
    return "进度滞后" if schedule - progress <= 30 else "严重滞后"


Said = dict[tuple[str, str], tuple[float, str]]
"""Unit and number of the task → progress and text in the ledger."""


def expected(
    period: Period, numbers: Mapping[str, list[str]], otherwise: Mapping[tuple[str, str], Written]
) -> Said:
    """What the ledger must hold of a quarter: as written, but where the test says otherwise."""
    said = {}
    for unit, tasks in numbers.items():
        assert len(tasks) == ROWS[unit]
        for at, number in enumerate(tasks):
            usual = written(period, unit, at)
            words = otherwise.get((unit, number), usual)
            said[unit, number] = (words.progress, words.done)
    return said


def lights(said: Said, period: Period, before: Said | None = None) -> dict[str, str]:
    """Number of the task → 绿 黄 红 by DESIGN §4: behind ≤ 10 points 绿, ≤ 30 黄, more 红."""
    found = {}
    for _, number in sorted({*said, *(before or {})}):
        figure = said.get((counting(number, said | (before or {})), number))
        if figure is None:
            assert before is not None
            figure = before[counting(number, before), number]
        behind = SCHEDULE[period] - figure[0]
        found[number] = "红" if behind > 30 else "黄" if behind > 10 else "绿"
    return found


def counting(number: str, said: Said) -> str:
    """The unit whose figure is a task's."""
    first = _FIRST_OF_MEASURE[int(number.partition(".")[0])]
    owing = [unit for unit, other in said if other == number]
    if first in owing:
        return first
    (only,) = owing
    return only


def count(found: Mapping[str, str]) -> Counter[str]:
    """How many tasks have each light."""
    return Counter(found.values())
