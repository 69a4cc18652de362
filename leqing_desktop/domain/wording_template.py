"""The wording of a document as plain text with named places, such as {单位}: read, checked, filled in.

The title stands first, each of its lines a break of the clerk's own; after a blank line every line
is a paragraph. A brace that is to be printed is written twice.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leqing_desktop.domain.notice_document import Paragraph
from leqing_desktop.domain.official_text import TITLE_LIMIT, clean_text

TEMPLATE_LIMIT = 5000
"""Characters in a template, its title and line ends counted."""
_NAMED = 20
"""Characters of a wrong name that a sentence repeats."""
_NUMERAL = "[一二三四五六七八九十百]+"
# The numbers of GB/T 9704-2012, 7.3.3; 1.5亿元 begins with none.
_LEVELS = (
    re.compile(rf"{_NUMERAL}、"),
    re.compile(rf"[（(]{_NUMERAL}[）)]"),
    re.compile(r"\d{1,3}[.．](?!\d)"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)


class WordingFault(ValueError):
    """One sentence about a template; ``line`` counts from 1, 0 where no line is at fault."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


class Place(NamedTuple):
    """A named place, to be filled with a value."""

    name: str


Piece = str | Place
Line = tuple[Piece, ...]


class TemplateParagraph(NamedTuple):
    """A paragraph's pieces and its level, as ``Paragraph`` has it, by the number it begins with."""

    pieces: Line
    level: int

    @property
    def listed(self) -> str:
        """The name of the place that the paragraph is nothing but, else empty."""
        only = self.pieces[0] if len(self.pieces) == 1 else ""
        return only.name if isinstance(only, Place) else ""


class FilledWording(NamedTuple):
    """A title, perhaps of several lines, and the paragraphs under it."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class WordingTemplate:
    """A template that was read without fault. Neither ``title`` nor ``paragraphs`` is empty."""

    title: tuple[Line, ...]
    paragraphs: tuple[TemplateParagraph, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The names of its places, each once, in the order of the text."""
        lines = (*self.title, *(each.pieces for each in self.paragraphs))
        named = (piece.name for line in lines for piece in line if isinstance(piece, Place))
        return tuple(dict.fromkeys(named))

    def fill(
        self, values: Mapping[str, str], lists: Mapping[str, Sequence[Paragraph]] | None = None
    ) -> FilledWording:
        """The text with a value at each place; KeyError where a place has none.

        Values go in as they stand: braces, numbers and line ends in them mean nothing here. A
        paragraph that only has places, all of them empty, is left out; one that is a single place
        of ``lists`` becomes the paragraphs given there.
        """
        filled: list[Paragraph] = []
        for each in self.paragraphs:
            listed = (lists or {}).get(each.listed)
            if listed is None:
                filled.append(Paragraph(_join(each.pieces, values), each.level))
            else:
                filled += listed
        return FilledWording(
            "\n".join(_join(line, values) for line in self.title),
            tuple(each for each in filled if each.text),
        )


def parse_template(
    text: str,
    known: Collection[str],
    lists: Collection[str] = (),
    bound: Collection[str] = (),
) -> WordingTemplate:
    """Read a template that may use the ``known`` places, those of ``lists`` on lines of their own.

    ``bound`` places stand for numbers that stay bound to what they count: not in the title.
    WordingFault with one sentence that names line and place: for an unknown place, a brace without
    its other half, a missing title, blank line or body, more than ``TEMPLATE_LIMIT`` characters,
    and for what no text may hold (``clean_text``).
    """
    if len(text) > TEMPLATE_LIMIT:
        raise WordingFault(f"用语有 {len(text)} 个字，最多 {TEMPLATE_LIMIT} 个字，请删减。")
    lines = [_clean(line, at) for at, line in enumerate(text.splitlines(), 1)]
    numbered = [(at, line) for at, line in enumerate(lines, 1)]
    while numbered and not numbered[0][1]:
        del numbered[0]
    gap = next((at for at, (_, line) in enumerate(numbered) if not line), len(numbered))
    title, body = numbered[:gap], [each for each in numbered[gap:] if each[1]]
    if not title:
        raise WordingFault("还没有标题，请在第 1 行写标题。")
    if not body and len(title) > 1:
        raise WordingFault("分不出标题和正文，请在标题后面空一行，再写正文。", title[-1][0])
    if not body:
        raise WordingFault("还没有正文，请在标题后面空一行，再写正文。")
    if sum(len(line) for _, line in title) > TITLE_LIMIT:
        raise WordingFault(
            f"标题超过 {TITLE_LIMIT} 个字，请删减，或在标题后面空一行再写正文。", title[0][0]
        )
    for at, line in title:
        _refuse_lists(_pieces(line, at, known), at, lists)
        _refuse_in_title(_pieces(line, at, known), at, bound)
    for at, line in body:
        if line.strip("{} ") not in lists:
            _refuse_lists(_pieces(line, at, known), at, lists)
    return WordingTemplate(
        tuple(_pieces(line, at, known) for at, line in title),
        tuple(TemplateParagraph(_pieces(line, at, known), level_of(line)) for at, line in body),
    )


def level_of(line: str) -> int:
    """1 to 4 for a line that begins with 一、 （一） 1. （1）, else 0."""
    return next((at for at, form in enumerate(_LEVELS, 1) if form.match(line)), 0)


def _refuse_in_title(pieces: Line, number: int, bound: Collection[str]) -> None:
    for piece in pieces:
        if isinstance(piece, Place) and piece.name in bound:
            raise WordingFault(f"{{{piece.name}}} 不能放在标题里，请放到正文里。", number)


def _clean(line: str, number: int) -> str:
    try:
        return clean_text(line, f"第 {number} 行")
    except ValueError as error:
        raise WordingFault(str(error), number) from error


def _refuse_lists(pieces: Line, number: int, lists: Collection[str]) -> None:
    """Refuse a place that becomes several paragraphs where a line holds more than it."""
    for piece in pieces:
        if isinstance(piece, Place) and piece.name in lists:
            raise WordingFault(
                f"第 {number} 行的 {{{piece.name}}} 会印成几段，请让它在正文里单独占一行。", number
            )


def _join(pieces: Line, values: Mapping[str, str]) -> str:
    return "".join(values[piece.name] if isinstance(piece, Place) else piece for piece in pieces)


def _pieces(line: str, number: int, known: Collection[str]) -> Line:
    """A line cut at its places; runs of plain text are one piece each."""
    _refuse_wide_braces(line, number, known)
    pieces: list[Piece] = []
    text, at = "", 0
    while at < len(line):
        if line.startswith(("{{", "}}"), at):
            text, at = text + line[at], at + 2
        elif line[at] == "{":
            name, at = _name(line, at, number, known)
            pieces += [text, Place(name)] if text else [Place(name)]
            text = ""
        elif line[at] == "}":
            raise WordingFault(
                f"第 {number} 行第 {at + 1} 个字处的 }} 前面缺少 {{，要印出花括号请写两个 }}}}。",
                number,
            )
        else:
            text, at = text + line[at], at + 1
    return (*pieces, text) if text else tuple(pieces)


def _name(line: str, start: int, number: int, known: Collection[str]) -> tuple[str, int]:
    """The known name in the braces that open at ``start``, and where the text goes on."""
    found = re.compile(r"([^{}]*)\}").match(line, start + 1)
    if found is None:
        raise WordingFault(
            f"第 {number} 行的“{line[start : start + _NAMED]}”缺少 }}，要印出花括号请写两个 {{{{。",
            number,
        )
    name = found[1].strip()
    if name in known:
        return name, found.end()
    if not name:
        raise WordingFault(
            f"第 {number} 行的花括号里没有名称，请写成 {{单位}} 这样，或删去。", number
        )
    near = difflib.get_close_matches(name[:_NAMED], known, 1, 0.4)
    instead = f"请改成 {{{near[0]}}}" if near else "请从列出的位置里选"
    raise WordingFault(f"第 {number} 行的 {{{name[:_NAMED]}}} 不是可用的位置，{instead}。", number)


def _refuse_wide_braces(line: str, number: int, known: Collection[str]) -> None:
    """Refuse ｛单位｝, as a Chinese keyboard types it: it would be printed as it stands."""
    for found in re.finditer(r"[｛{]([^{}｛｝]*)[｝}]", line):
        name = found[1].strip()
        if name in known and (found[0][0] == "｛" or found[0][-1] == "｝"):
            raise WordingFault(
                f"第 {number} 行的“{found[0][:_NAMED]}”用了全角花括号，请改成半角的 {{{name}}}。",
                number,
            )
