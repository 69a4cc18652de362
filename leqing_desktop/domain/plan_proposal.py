"""A plan as read from a document: the facts, and beside each of them its place in the source."""

from __future__ import annotations

from dataclasses import dataclass

from leqing_desktop.domain.plan import MeasureFacts, PlanFacts, ProgrammeFacts


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: ``start`` to ``end`` in the cleaned text, and in the file as printed.

    ``line`` counts from 1 through the whole file, ``page`` from 1 where the file has pages.
    """

    start: int
    end: int
    page: int | None
    line: int

    @property
    def label(self) -> str:
        """The place as the clerk looks it up: 第 12 页, or 第 340 行 in a file without pages."""
        return f"第 {self.line} 行" if self.page is None else f"第 {self.page} 页"


@dataclass(frozen=True, slots=True)
class MeasurePlaces:
    """Places of one measure; ``units``, ``indicators`` and ``tasks`` run beside those of its facts.

    ``whole`` is everything that belongs to it, ``title`` its printed title.
    """

    whole: Place
    title: Place
    units: tuple[Place, ...] = ()
    indicators: tuple[Place, ...] = ()
    tasks: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammePlaces:
    """Places of one programme; ``title`` is None where the document has no such level."""

    title: Place | None
    measures: tuple[MeasurePlaces, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalPlaces:
    """Places of one goal."""

    title: Place
    indicators: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPlaces:
    """Runs beside ``PlanFacts``: the n-th place belongs to the n-th programme, goal, finding."""

    programmes: tuple[ProgrammePlaces, ...] = ()
    goals: tuple[GoalPlaces, ...] = ()
    findings: tuple[Place | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedPlan:
    """What a document proposes, for review before anything is written.

    ``text`` is the cleaned text that every place's ``start`` and ``end`` count in; ``pages`` where
    each printed page begins in it, first page first, empty for a file without pages.
    """

    facts: PlanFacts
    places: PlanPlaces
    text: str
    pages: tuple[int, ...] = ()


def named(programme: ProgrammeFacts, measure: MeasureFacts) -> str:
    """A measure as a finding names it: 举措“深化产品智能化研发”."""
    title = measure.title or programme.title
    return f"举措“{title}”" if title else f"举措{measure.no or ''}"
