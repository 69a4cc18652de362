"""通报: prose whose numbers are bound to what they count, and the figures they are bound to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leqing_desktop.domain.official_text import clean_line, clean_text

PARAGRAPHS_LIMIT = 400
_HEADING = re.compile(r"[一二三四五六七八九十]+、[^。；]{1,40}$")
_SUB_HEADING = re.compile(r"（[一二三四五六七八九十]+）[^。；]{1,40}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the circular: its value as printed, what it is, and the rows it counts.

    ``counted``: the value is the number of rows; otherwise the rows are what it was made from, and
    ``basis`` says how (such as 12÷14).
    """

    key: str
    value: str
    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    counted: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A place in the prose where a figure's value is printed."""

    key: str


Piece = str | FigureRef


@dataclass(frozen=True, slots=True)
class BoundParagraph:
    """One paragraph: plain text and bound numbers in turn; ``level`` as in NoticeDocument."""

    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures it prints, in order."""
        return tuple(piece.key for piece in self.pieces if isinstance(piece, FigureRef))

    def text(self, values: Mapping[str, str]) -> str:
        """The paragraph as printed; ValueError with one sentence for a figure that is gone."""
        return "".join(
            piece if isinstance(piece, str) else _value(values, piece.key) for piece in self.pieces
        )

    def marked(self, values: Mapping[str, str]) -> str:
        """The paragraph with its bound numbers in brackets: 已报送［12］家; a gone one is ［×］."""
        return "".join(
            piece if isinstance(piece, str) else f"［{values.get(piece.key, '×')}］"
            for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Prose:
    """What the clerk edits of a circular: title, 主送 and paragraphs."""

    title: str
    to: str
    paragraphs: tuple[BoundParagraph, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every figure it prints, each once, in the order of the text."""
        return tuple(dict.fromkeys(key for each in self.paragraphs for key in each.keys))


def tidy(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbouring texts as one, empty ones left out."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)


def heading_level(pieces: Iterable[Piece]) -> int:
    """1 for 一、…, 2 for （一）…, where it is a heading without a sentence behind it; else 0."""
    text = "".join(piece if isinstance(piece, str) else "0" for piece in pieces)
    if _HEADING.match(text):
        return 1
    return 2 if _SUB_HEADING.match(text) else 0


def clean_prose(prose: Prose) -> Prose:
    """The prose fit to keep; ValueError with one sentence where a text is not.

    Paragraphs without words and figures are left out.
    """
    if len(prose.paragraphs) > PARAGRAPHS_LIMIT:
        raise ValueError(f"通报正文有 {len(prose.paragraphs)} 段，最多 {PARAGRAPHS_LIMIT} 段。")
    kept = []
    for at, paragraph in enumerate(prose.paragraphs, 1):
        pieces = tidy(
            _clean_piece(piece, at) if isinstance(piece, str) else piece
            for piece in paragraph.pieces
        )
        if any(isinstance(piece, FigureRef) or piece.strip() for piece in pieces):
            kept.append(BoundParagraph(pieces, paragraph.level))
    if not kept:
        raise ValueError("通报没有正文，请先写正文，或点“重新起草”。")
    title = "\n".join(
        filter(None, (clean_line(line, "通报标题") for line in prose.title.split("\n")))
    )
    if not title:
        raise ValueError("通报没有标题，请先填标题。")
    return Prose(title, clean_line(prose.to, "主送机关"), tuple(kept))


def _clean_piece(text: str, at: int) -> str:
    # The cleaning trims; a blank beside a number is the clerk's own.
    core = clean_text(text, f"通报第 {at} 段").replace("\n", "")
    lead = text[: len(text) - len(text.lstrip())].replace("\n", "")
    tail = text[len(text.rstrip()) :].replace("\n", "") if core else ""
    return lead + core + tail


def _value(values: Mapping[str, str], key: str) -> str:
    if key not in values:
        raise ValueError(f"正文里的一处数字（{key}）在锁定数据里已经没有了，请删去或重新起草。")
    return values[key]


def to_stored(prose: Prose) -> dict[str, Any]:
    """The prose as JSON: a text is a string, a bound number is ``{"figure": key}``."""
    return {
        "title": prose.title,
        "to": prose.to,
        "paragraphs": [
            {
                "level": each.level,
                "pieces": [p if isinstance(p, str) else {"figure": p.key} for p in each.pieces],
            }
            for each in prose.paragraphs
        ],
    }


def from_stored(stored: Mapping[str, Any]) -> Prose:
    """The prose back."""
    return Prose(
        stored["title"],
        stored["to"],
        tuple(
            BoundParagraph(
                tuple(p if isinstance(p, str) else FigureRef(p["figure"]) for p in each["pieces"]),
                each["level"],
            )
            for each in stored["paragraphs"]
        ),
    )


def lists_agree(figures: Iterable[Figure]) -> list[str]:
    """One sentence for each figure that is not the number of the rows it counts."""
    return [
        f"“{each.title}”写的是 {each.value}，名单里是 {len(each.rows)} 条，请重新起草。"
        for each in figures
        if each.counted and each.value != str(len(each.rows))
    ]


def used(prose: Prose, figures: Mapping[str, Figure]) -> Sequence[Figure]:
    """The figures that the prose prints, in the order of the text; a gone one is left out."""
    return [figures[key] for key in prose.keys if key in figures]
