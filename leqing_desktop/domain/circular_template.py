"""A 通报's template filled: its numbers stay bound, its own paragraphs come from the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from leqing_desktop.domain.circular import (
    BoundParagraph,
    FigureRef,
    Piece,
    Prose,
    heading_level,
    tidy,
)
from leqing_desktop.domain.outline import chinese_number
from leqing_desktop.domain.wording_template import Place, TemplateParagraph, WordingTemplate

_NUMBERED = re.compile(r"[一二三四五六七八九十]+、")


def fill_prose(
    template: WordingTemplate,
    to: str,
    words: Mapping[str, str],
    figures: Mapping[str, str],
    blocks: Mapping[str, Sequence[BoundParagraph]],
) -> Prose:
    """The prose of a circular; KeyError where a place is in none of the three.

    ``words`` go in as they stand; ``figures`` map a place to the figure's key, which stays bound;
    ``blocks`` map a place that stands alone to the paragraphs it is for. A heading whose section
    has such places alone, all without a paragraph, is left out with it, and the headings after it
    count on, if the template's own do.
    """
    title = "\n".join(
        "".join(words[p.name] if isinstance(p, Place) else p for p in line)
        for line in template.title
    )
    counts_on = _counts_on([each for each in template.paragraphs if each.level == 1])
    found: list[BoundParagraph] = []
    number = 0
    for section in _sections(template.paragraphs):
        filled = _filled(section, words, figures, blocks)
        if filled and section[0].level == 1:
            number += 1
            if counts_on:
                filled[0] = _numbered(filled[0], number)
        found += filled
    return Prose(title, to, tuple(found))


def _filled(
    section: Sequence[TemplateParagraph],
    words: Mapping[str, str],
    figures: Mapping[str, str],
    blocks: Mapping[str, Sequence[BoundParagraph]],
) -> list[BoundParagraph]:
    """A section's paragraphs; none where its places have none and nothing else is under it."""
    head = [each for each in section if each.level == 1]
    below = [each for each in section if each.level != 1]
    if head and below and all(each.listed in blocks and not blocks[each.listed] for each in below):
        return []
    found: list[BoundParagraph] = []
    for each in section:
        if each.listed in blocks:
            found += blocks[each.listed]
            continue
        pieces = tidy(_piece(piece, words, figures) for piece in each.pieces)
        if pieces:
            found.append(BoundParagraph(pieces, heading_level(pieces)))
    return found


def _piece(piece: str | Place, words: Mapping[str, str], figures: Mapping[str, str]) -> Piece:
    if not isinstance(piece, Place):
        return piece
    return FigureRef(figures[piece.name]) if piece.name in figures else words[piece.name]


def _sections(paragraphs: Sequence[TemplateParagraph]) -> Iterator[list[TemplateParagraph]]:
    """What stands before the first 一、, and each 一、 with what is under it."""
    section: list[TemplateParagraph] = []
    for each in paragraphs:
        if each.level == 1 and section:
            yield section
            section = []
        section.append(each)
    yield section


def _counts_on(heads: Sequence[TemplateParagraph]) -> bool:
    """Whether the headings are 一、二、三、 without a gap."""
    return all(
        str(each.pieces[0]).startswith(f"{chinese_number(at)}、")
        for at, each in enumerate(heads, 1)
    )


def _numbered(paragraph: BoundParagraph, number: int) -> BoundParagraph:
    words = _NUMBERED.sub("", str(paragraph.pieces[0]), count=1)
    pieces = (f"{chinese_number(number)}、{words}", *paragraph.pieces[1:])
    return BoundParagraph(tidy(pieces), paragraph.level)
