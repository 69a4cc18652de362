"""A draft of a small plan, built as the readers build theirs."""

from __future__ import annotations

from datetime import date

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.plan import (
    Finding,
    GoalFacts,
    MeasureFacts,
    PlanFacts,
    ProgrammeFacts,
    TaskFacts,
    UnitFacts,
)
from leqing_desktop.domain.plan_draft import Draft, NodeKind
from leqing_desktop.domain.plan_draft_building import draft_of_text
from leqing_desktop.domain.plan_proposal import (
    GoalPlaces,
    MeasurePlaces,
    Place,
    PlanPlaces,
    ProgrammePlaces,
    ProposedPlan,
)

TEXT = "甲" * 400


def place(start: int, end: int) -> Place:
    return Place(start, end, None, start)


def target(name: str, value: float, year: int | None = 2026) -> Indicator:
    return Indicator(
        name, value, "个", Comparator.AT_LEAST, year, IndicatorKind.STOCK, literal=f"{value}个以上"
    )


def proposal() -> ProposedPlan:
    """One goal; two programmes with two measures and one, each with a target and two tasks."""

    def measure(no: int) -> MeasureFacts:
        return MeasureFacts(
            no,
            f"举措{no}",
            False,
            (Assignment("市经信局", Role.RESPONSIBLE, True), Assignment("市财政局", Role.SUPPORT)),
            (target(f"平台{no}", 10 * no),),
            (TaskFacts(f"建设平台{no}", due=date(2026, 12, 31)), TaskFacts(f"开展攻关{no}")),
        )

    def places(no: int) -> MeasurePlaces:
        at = no * 100
        return MeasurePlaces(
            whole=place(at, at + 90),
            title=place(at, at + 5),
            units=(place(at + 80, at + 84), place(at + 85, at + 89)),
            indicators=(place(at + 30, at + 40),),
            tasks=(place(at + 30, at + 40), place(at + 10, at + 20)),
        )

    facts = PlanFacts(
        title="试点计划",
        start_year=2024,
        end_year=2026,
        goals=(GoalFacts(1, "规模扩大", (target("产值", 300),)),),
        programmes=(
            ProgrammeFacts(1, "甲工程", (measure(1), measure(2))),
            ProgrammeFacts(2, "乙工程", (measure(3),)),
        ),
        units=(UnitFacts("市经信局", "部门"), UnitFacts("市财政局", "部门")),
        findings=(Finding("数字不一致", "两处不同。", "第 130 行"), Finding("题名", "没有题名。")),
    )
    where = PlanPlaces(
        programmes=(
            ProgrammePlaces(place(90, 95), (places(1), places(2))),
            ProgrammePlaces(place(290, 295), (places(3),)),
        ),
        goals=(GoalPlaces(place(0, 5), (place(6, 10),)),),
        findings=(place(130, 140), None),
    )
    return ProposedPlan(facts, where, TEXT)


def draft() -> Draft:
    return draft_of_text(proposal())


def key_of(draft: Draft, title: str, kind: NodeKind | None = None) -> int:
    [found] = [n for n in draft.nodes if n.title == title and kind in (None, n.kind)]
    return found.key
