"""What a unit says this quarter beside last quarter's words, as pieces to paint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.return_review import ReviewRow
from leqing_desktop.domain.text_diff import SpanKind, diff_spans


class PieceKind(StrEnum):
    """How a piece of text is painted."""

    SAME = ""
    INSERTED = "inserted"
    DELETED = "deleted"
    NAME = "name"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind."""

    text: str
    kind: PieceKind = PieceKind.SAME


Pieces = tuple[Piece, ...]

_TASK_TEXTS = (
    ("", "done"),
    ("问题：", "problems"),
    ("下一步：", "next_step"),
    ("佐证：", "evidence"),
)
_INDICATOR_TEXTS = (("", "note"),)


def texts_of(row: ReviewRow) -> tuple[tuple[str, str], ...]:
    """The names and fields of a row's texts, in the order shown."""
    return _INDICATOR_TEXTS if row.indicator else _TASK_TEXTS


def last_words(row: ReviewRow) -> str:
    """Last quarter's texts, one a line."""
    return _joined(row, row.last)


def words(row: ReviewRow) -> str:
    """This quarter's texts, one a line."""
    return _joined(row, row.fields)


def compared(row: ReviewRow) -> Pieces:
    """This quarter's texts; what was said last quarter is struck out or marked as new.

    Only the report itself is compared: problems and next steps are new every quarter.
    """
    pieces: list[Piece] = []
    for name, field in texts_of(row):
        text = row.fields.get(field, "")
        if not text:
            continue
        if pieces:
            pieces.append(Piece("\n"))
        if name:
            pieces.append(Piece(name, PieceKind.NAME))
        last = row.last.get(field, "") if not name else ""
        pieces.extend(changes(last, text) if last else (Piece(text),))
    return tuple(pieces)


def _joined(row: ReviewRow, fields: Mapping[str, str]) -> str:
    return "\n".join(f"{name}{fields[field]}" for name, field in texts_of(row) if fields.get(field))


_KINDS = {
    SpanKind.SAME: PieceKind.SAME,
    SpanKind.INSERTED: PieceKind.INSERTED,
    SpanKind.DELETED: PieceKind.DELETED,
}


def changes(last: str, text: str) -> Pieces:
    """The pieces of ``text`` with what fell out of ``last`` before what came in its place."""
    return tuple(Piece(span.text, _KINDS[span.kind]) for span in diff_spans(last, text))
