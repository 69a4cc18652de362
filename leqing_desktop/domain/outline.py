"""Outline numbers as offices write and print them: 一 for programmes, 7, 7.2, 7.2.1 below."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1–999 in Chinese numerals (一, 十二, 二十, 一百零三); others stay digits."""
    if not 1 <= number <= 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十") + (
            _DIGITS[ones] if ones else ""
        )
    elif ones:
        text += ("零" if hundreds else "") + _DIGITS[ones]
    return text


_NUMERAL = re.compile(
    r"(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?零?([一二三四五六七八九]?)"
)


def chinese_value(text: str) -> int | None:
    """一 → 1, 二十三 → 23, 一百零三 → 103; None for anything that is no such number."""
    form = _NUMERAL.fullmatch(text.replace("〇", "零"))
    if not text or form is None:
        return None
    hundreds = 100 * _DIGITS.index(form[1] or "零")
    tens = 10 * (_DIGITS.index(form[2]) if form[2] else 1) if form[3] else 0
    return hundreds + tens + _DIGITS.index(form[4] or "零") or None


def programme_number(stored: str) -> str:
    """A programme's printed number as the table shows it: 1 → 一; anything else as it stands."""
    return chinese_number(int(stored)) if stored.isdecimal() else stored


def child_number(parent: str, place: int) -> str:
    """The number of the ``place``-th child (from 1) of a measure or task."""
    return f"{parent}.{place}" if parent else str(place)
