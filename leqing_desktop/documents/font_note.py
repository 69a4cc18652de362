"""What a computer lacked when documents were drawn with its fonts: one sentence, told once a process."""

from __future__ import annotations

_told: set[str] = set()
_waiting: list[str] = []


def leave(sentence: str) -> None:
    """Keep a sentence until somebody asks, unless it was told before; an empty one says nothing."""
    if sentence and sentence not in _told:
        _told.add(sentence)
        _waiting.append(sentence)


def take() -> str:
    """The sentences that wait, each given out once; empty without any."""
    found = "".join(_waiting)
    _waiting.clear()
    return found
