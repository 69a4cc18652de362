"""Titles as a task table prints them: their numbers, their wraps, the years they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from leqing_desktop.domain.outline import chinese_value
from leqing_desktop.domain.plan import Number

_NUMERALS = "一二三四五六七八九十百零〇"
_PRINTED = re.compile(
    rf"(?:[(（]?([{_NUMERALS}]+|\d{{1,3}})[)）、．]|(\d{{1,3}}(?:\.\d{{1,3}})+)(?:\s|[、．])|(\d{{1,3}})\.(?!\d)|第([{_NUMERALS}]+|\d+)[章节条项]|"
    rf"(?:工程|举措|任务|行动)([{_NUMERALS}]+|\d{{1,2}})[:：、.．])\s*(.+)",
    re.DOTALL,
)
_TASK_NUMBER = re.compile(
    rf"\s*(?:[(（][{_NUMERALS}]+[)）]|[{_NUMERALS}]+、)\s*(?=\S)|"
    r"\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[、．]|\d{1,3}(?:\.\d{1,3}){0,3}[.、\s]\s*(?=\D)|\d{1,3}\.(?!\d)|[①-⑳])\s*(?=\S)"
)


def printed_number(title: str) -> tuple[Number, str]:
    """A title's printed number as an integer, and the title without it: 一、实施… is 1, 实施…."""
    found = _PRINTED.fullmatch(title)
    if found is None:
        return None, title
    number = next(filter(None, found.groups()))
    return (int(number) if number.isdecimal() else chinese_value(number) or number), found[
        6
    ].strip()


@lru_cache(maxsize=4096)
def single_targets(text: str) -> tuple[str, ...]:
    """The single targets of a cell, one a line or parted by ；, without their numbers."""
    pieces = re.split(r"[\n;；]+", text) if re.search(r"\d", text) else ()
    return tuple(_unnumbered(piece) for piece in pieces if piece.strip())


def _unnumbered(text: str) -> str:
    found = _TASK_NUMBER.match(text)
    return text[found.end() :].strip() if found is not None else text.strip()


def one_line(text: str) -> str:
    """One line: a line end is only a wrap, a blank where it parts two words in Latin letters."""
    if "\n" not in text:
        return text
    apart = re.sub(r"(?<=[\x21-\x7f])\s*\n\s*(?=[\x21-\x7f])", " ", text)
    return re.sub(r"\s*\n\s*", "", apart)


_PADDED = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)


def people(text: str) -> str:
    """Names on one line; one of two letters loses the blank that made it as wide as others (杨 帆)."""
    return _PADDED.sub(r"\1\2", one_line(text))


def task_title(text: str) -> str:
    """A task's title: one line, without its printed number."""
    if "\n" not in text and text[:1].isalpha() and text[0] not in _NUMERALS:
        return text
    return _unnumbered(one_line(text)) or text


def plan_years(texts: Sequence[str]) -> tuple[int | None, int | None]:
    """The first and last year that a table's titles state: 2024-2026年 is (2024, 2026)."""
    for text in texts:
        span = re.search(r"(20\d\d)年?\s*[-—–~～至到]+\s*(20\d\d)年?", text)
        if span is not None and span[1] < span[2]:
            return int(span[1]), int(span[2])
    for text in texts:
        single = re.search(r"(20\d\d)\s*年", text)
        if single is not None:
            return int(single[1]), int(single[1])
    return None, None
