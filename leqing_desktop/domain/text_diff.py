"""What changed between two texts, for the eye: figures and Latin words whole, no confetti."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\d+(?:[.,:：/-]\d+)*[%％‰]?|[A-Za-zÀ-ɏ]+(?:[-'’][A-Za-zÀ-ɏ]+)*|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；;！？!?\n]*[。；;！？!?\n]+|[^。；;！？!?\n]+")
_EFFORT = 1_000_000
"""Pairs of tokens that are compared one by one; beyond that sentences are compared."""


class SpanKind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text; a replacement is a deleted span followed by an inserted one."""

    kind: SpanKind
    text: str


def diff_spans(before: str, after: str) -> tuple[Span, ...]:
    """The stretches from ``before`` to ``after``, in order.

    Same and deleted together are ``before``, same and inserted ``after``, letter for letter.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    long = len(old) * len(new) > _EFFORT
    pieces = _by_sentence(before, after) if long else _pieces(old, new)
    return tuple(_spans(_without_islands(list(pieces))))


_Piece = tuple[str, str]
"""What stood and what stands; equal where nothing changed."""


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    head = 0
    while head < len(old) and head < len(new) and old[head] == new[head]:
        head += 1
    tail = 0
    room = min(len(old), len(new)) - head
    while tail < room and old[len(old) - 1 - tail] == new[len(new) - 1 - tail]:
        tail += 1
    if head:
        yield "".join(old[:head]), "".join(old[:head])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        yield "".join(middle_old[a:b]), "".join(middle_new[c:d])
    if tail:
        yield "".join(old[len(old) - tail :]), "".join(old[len(old) - tail :])


def _by_sentence(before: str, after: str) -> Iterator[_Piece]:
    """Long texts: whole sentences first, then inside those that were rewritten."""
    for one, other in _pieces(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        old, new = _TOKEN.findall(one), _TOKEN.findall(other)
        if one == other or len(old) * len(new) > _EFFORT:
            yield one, other
        else:
            yield from _pieces(old, new)


def _without_islands(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """A single letter that happens to agree between two changes is read as changed with them."""
    held_old, held_new = "", ""
    for place, (old, new) in enumerate(pieces):
        island = (
            old == new
            and len(old) == 1
            and not old.isspace()
            and 0 < place < len(pieces) - 1
            and bool(held_old or held_new)
        )
        if old != new or island:
            held_old, held_new = held_old + old, held_new + new
            continue
        if held_old or held_new:
            yield held_old, held_new
            held_old, held_new = "", ""
        yield old, new
    if held_old or held_new:
        yield held_old, held_new


def _spans(pieces: Iterator[_Piece]) -> Iterator[Span]:
    for old, new in pieces:
        if old == new:
            if old:
                yield Span(SpanKind.SAME, old)
            continue
        if old:
            yield Span(SpanKind.DELETED, old)
        if new:
            yield Span(SpanKind.INSERTED, new)
