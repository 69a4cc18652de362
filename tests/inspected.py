"""A signed 专项督查 with findings, put into a real ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from leqing_desktop.db import periods, schema
from leqing_desktop.db.engine import make_engine
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from tests.ledgers import CLERK, Q3, START, Desk

TITLE = "关于开展2024年第三季度专项督查的通知"
SERIES = "乐电专督"
Point = tuple[InspectionArea, str]
Said = tuple[int, str, Verdict, str, str, date | None, FindingState]
"""Which point, unit, verdict, what was found, what is asked for, by when, where it stands."""

POINTS: tuple[Point, ...] = (
    (InspectionArea.PROGRESS, "年度任务是否按序时推进"),
    (InspectionArea.POLICY, "惠企政策是否兑现"),
)
FINDINGS: tuple[Said, ...] = (
    (0, "市经信局", Verdict.MET, "", "", None, FindingState.SETTLED),
    (
        1,
        "市经信局",
        Verdict.UNMET,
        "3家企业的补助尚未拨付。",
        "9月底前拨付到位",
        date(2024, 9, 30),
        FindingState.OPEN,
    ),
    (
        0,
        "市科技局",
        Verdict.PARTLY,
        "研究院建设慢于计划；资金已到位",
        "排出计划",
        date(2024, 11, 15),
        FindingState.REPORTED,
    ),
    (1, "市科技局", Verdict.PARTLY, "台账不全", "补齐", date(2024, 10, 10), FindingState.CLOSED),
)


def inspect(
    desk: Desk,
    number: int = 1,
    findings: tuple[Said, ...] = FINDINGS,
    *,
    title: str = TITLE,
    state: str = "issued",
    period: Any = Q3,
) -> int:
    """Enter an inspection of two points and two units; returns its id."""
    names = list(dict.fromkeys(each[1] for each in findings)) or ["市经信局", "市科技局"]
    units = {name: desk.unit(name) for name in names}
    with unit_of_work(make_engine(desk.path), CLERK, START) as uow:
        stored = periods.find(uow.connection, period)
        assert stored is not None
        document = {"number": f"{SERIES}〔2024〕{number}号", "title": title}
        signed = {
            "series": SERIES,
            "year": 2024,
            "number": number,
            "issued_on": date(2024, 9, 25),
            "document": document,
        }
        values = {
            "period_id": stored.id,
            "title": title,
            "begins_on": date(2024, 9, 26),
            "ends_on": date(2024, 9, 30),
            "state": state,
        }
        (key,) = uow.insert(schema.inspection, [values | (signed if state != "draft" else {})])
        uow.insert(
            schema.inspection_unit,
            [
                {"inspection_id": key, "unit_id": unit, "position": at}
                for at, unit in enumerate(units.values())
            ],
        )
        points = uow.insert(
            schema.inspection_point,
            [
                {"inspection_id": key, "position": at, "area": area.value, "question": question}
                for at, (area, question) in enumerate(POINTS)
            ],
        )
        uow.insert(
            schema.inspection_finding,
            [
                {
                    "inspection_point_id": points[point],
                    "unit_id": units[unit],
                    "verdict": verdict.value,
                    "wording": wording,
                    "demand": demand,
                    "found_on": date(2024, 9, 27),
                    "due": due,
                    "state": stands.value,
                    "state_on": date(2024, 9, 27),
                }
                for point, unit, verdict, wording, demand, due, stands in findings
            ],
        )
        uow.commit("专项督查", barrier=True)
        return key
