"""Which words of the source stand for what: the spans that the review colours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.plan_draft import Draft, DraftNode, NodeKind
from leqing_desktop.domain.plan_proposal import Place


class Mark(StrEnum):
    """What a span is, in the order in which they are painted: what lies inside comes last."""

    TASK = "任务"
    PROGRAMME = "工程"
    MEASURE = "举措"
    DOUBT = "待定"
    INDICATOR = "指标"
    UNIT = "单位"


LEGEND = (Mark.PROGRAMME, Mark.MEASURE, Mark.INDICATOR, Mark.UNIT, Mark.TASK, Mark.DOUBT)
_MARKS = {
    NodeKind.GOAL: Mark.PROGRAMME,
    NodeKind.PROGRAMME: Mark.PROGRAMME,
    NodeKind.MEASURE: Mark.MEASURE,
    NodeKind.INDICATOR: Mark.INDICATOR,
    NodeKind.TASK: Mark.TASK,
}
_ORDER = {mark: order for order, mark in enumerate(Mark)}


@dataclass(frozen=True, slots=True)
class Span:
    """Some words from ``start`` to ``end``. ``key``: the record they stand for; ``doubt``: the number
    of the doubt, where they stand for none. ``taken``: whether they are imported.
    """

    start: int
    end: int
    mark: Mark
    key: int | None = None
    doubt: int | None = None
    taken: bool = True


class SourceSpans:
    """All spans of a draft, found by where they stand and by what they stand for."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def between(self, start: int, end: int) -> list[Span]:
        """What reaches into a piece of the text, in the order of painting."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, end)
        found = [span for span in self._spans[first:last] if span.end > start]
        return sorted(found, key=lambda span: _ORDER[span.mark])

    def at(self, offset: int) -> Span | None:
        """The innermost span that a character belongs to."""
        found = [s for s in self.between(offset, offset) if s.start <= offset < s.end]
        return min(found, key=lambda s: (s.end - s.start, -_ORDER[s.mark]), default=None)

    def of(self, key: int) -> list[Span]:
        """The spans of a record, its own first."""
        found = [span for span in self._spans if span.key == key]
        return sorted(found, key=lambda span: span.mark is Mark.UNIT)


def spans_of(draft: Draft) -> SourceSpans:
    """The spans of a draft of a plan in running text."""
    doubted = {doubt.key for doubt in draft.waiting() if doubt.key is not None}
    taken = {node.key for node in draft.taken()}
    found: list[Span] = []
    for node in draft.nodes:
        found += _spans_of(node, node.key in doubted, node.key in taken)
    for number, doubt in enumerate(draft.doubts):
        if doubt.key is None and doubt.place is not None and not doubt.settled:
            found.append(Span(doubt.place.start, doubt.place.end, Mark.DOUBT, doubt=number))
    return SourceSpans(found)


def _spans_of(node: DraftNode, doubted: bool, taken: bool) -> Sequence[Span]:
    own = node.place
    if not isinstance(own, Place):
        return ()
    mark = Mark.DOUBT if doubted and taken else _MARKS[node.kind]
    units = (Span(p.start, p.end, Mark.UNIT, node.key, taken=taken) for p in node.unit_places)
    return (Span(own.start, own.end, mark, node.key, taken=taken), *units)
