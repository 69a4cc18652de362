"""What every reader of a plan document gives: its lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line or paragraph as printed. ``page`` is None where the file has no pages."""

    text: str
    page: int | None
    number: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a document in reading order; ``kind`` is txt, docx or pdf."""

    lines: tuple[SourceLine, ...]
    kind: str
