"""The numbers that Word prints in front of automatically numbered paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leqing_desktop.domain.outline import chinese_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCountingThousand",
}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MARKS = re.compile(r"%([1-9])")


class Numbering:
    """Counts numbered paragraphs in order, as Word does: a higher level restarts the lower ones."""

    def __init__(self, styles: Element | None, numbers: Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._contents: set[str] = set()
        self._counts: dict[str, list[int | None]] = {}
        if numbers is not None:
            self._read_numbers(numbers)
        if styles is not None:
            self._read_styles(styles)

    def printed(self, paragraph: Element) -> str:
        """The number in front of a paragraph ("（一）", "3."), "" where it has none."""
        number, level = self._numbered(paragraph.find(f"{_W}pPr"))
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * 9)
        before = counts[level]
        counts[level] = levels[level][2] if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)

        def mark(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            form, _, start = levels.get(place, ("decimal", "", 1))
            counted = counts[place]
            return _number(start if counted is None else counted, form)

        return _MARKS.sub(mark, levels[level][1])

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is an entry of Word's own table of contents, by its style."""
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        return style in self._contents

    def _numbered(self, properties: Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        number, level = self._of_style.get(_value(style), ("", 0))
        own = properties.find(f"{_W}numPr")
        if own is not None:
            level_of_own, id_of_own = own.find(f"{_W}ilvl"), own.find(f"{_W}numId")
            number = number if id_of_own is None else _value(id_of_own)
            level = level if level_of_own is None else _integer(level_of_own, 0)
        return number, min(max(level, 0), 8)

    def _read_numbers(self, numbers: Element) -> None:
        for abstract in numbers.iter(f"{_W}abstractNum"):
            levels: dict[int, tuple[str, str, int]] = {}
            for level in abstract.iter(f"{_W}lvl"):
                place = int(level.get(f"{_W}ilvl") or 0) if _digits(level, "ilvl") else 0
                form = _value(level.find(f"{_W}numFmt")) or "decimal"
                text = "" if form in ("bullet", "none") else _value(level.find(f"{_W}lvlText"))
                levels[place] = (form, text, _integer(level.find(f"{_W}start"), 1))
            self._levels[abstract.get(f"{_W}abstractNumId") or ""] = levels
        for number in numbers.iter(f"{_W}num"):
            of = number.find(f"{_W}abstractNumId")
            self._abstract[number.get(f"{_W}numId") or ""] = _value(of)

    def _read_styles(self, styles: Element) -> None:
        for style in styles.iter(f"{_W}style"):
            if re.match(r"(?i:toc|contents) ?\d", _value(style.find(f"{_W}name"))):
                self._contents.add(style.get(f"{_W}styleId") or "")
            own = style.find(f"{_W}pPr/{_W}numPr")
            if own is None:
                continue
            level = _integer(own.find(f"{_W}ilvl"), 0)
            number = _value(own.find(f"{_W}numId"))
            self._of_style[style.get(f"{_W}styleId") or ""] = (number, level)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _digits(element: Element, name: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}", element.get(f"{_W}{name}") or "") is not None


def _integer(element: Element | None, otherwise: int) -> int:
    value = _value(element)
    return int(value) if re.fullmatch(r"[0-9]{1,4}", value) else otherwise


def _number(count: int, form: str) -> str:
    if form in _CHINESE:
        return chinese_number(count)
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + count - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= count <= 39:
        text, rest = "", count
        for value, sign in _ROMAN:
            text, rest = text + sign * (rest // value), rest % value
        return text if form == "lowerRoman" else text.upper()
    return str(count)
