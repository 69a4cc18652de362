"""Guesses what a column holds from its values, where its heading says too little."""

from __future__ import annotations

import re
from collections.abc import Callable

from leqing_desktop.domain.date_text import parse_date_text
from leqing_desktop.domain.table_columns import Guess, Meaning

_UNIT = re.compile(
    r"(?:市|县|区|各|省)?[\u4e00-\u9fff（）()]{1,16}"
    r"(?:局|委|办|院|府|处|中心|公司|集团|协会|商会|镇|街道|乡|新区|功能区|园区|海关|部|厅|镇街|乡镇|大学|学校)"
    r"(?:等.{0,6})?"
)
_UOM = re.compile(r"(?:万|亿|千|百)?(?:元|个|家|人|台|套|项|吨|亩|平方米|件|户|人次|公里)|%|％|/")
_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}|1\d{10}|\d{6}")
_SECTION = re.compile(r"[\u4e00-\u9fff]{1,10}(?:科|股|处|室|队)")
_AMOUNT = re.compile(
    r"[≥≤＞＜>=<]?\s*\d[\d.,]*\s*(?:%|％|[\u4e00-\u9fff]{1,4})?(?:以上|左右|以内)?"
)


def guess_content(samples: list[str]) -> Guess:
    """What most of the values are; no guess for mixed ones. ``samples`` are non-empty texts."""
    if not samples:
        return Guess(None, 0.0)
    rules: tuple[tuple[Meaning, Callable[[str], bool]], ...] = (
        (Meaning.UOM, lambda text: _UOM.fullmatch(text) is not None),
        (Meaning.PHONE, lambda text: _PHONE.fullmatch(text) is not None and not _is_date(text)),
        (Meaning.DUE, _is_date),
        (Meaning.SECTION, lambda text: _SECTION.fullmatch(text) is not None),
        (Meaning.RESPONSIBLE, _is_units),
        (Meaning.TARGET, lambda text: _AMOUNT.fullmatch(text) is not None),
    )
    for meaning, fits in rules:
        share = sum(1 for text in samples if fits(text)) / len(samples)
        if share >= 0.7:
            return Guess(meaning, round(0.8 * share, 2))
    return Guess(None, 0.0)


def _is_units(text: str) -> bool:
    names = [name for name in re.split(r"[、，,；;\n/\s]+", text) if name]
    return bool(names) and all(_UNIT.fullmatch(name) for name in names) and len(text) < 200


def _is_date(text: str) -> bool:
    if len(text) > 20 or not re.search(r"[\d年月季底长持]", text):
        return False
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", text):
        return False
    try:
        return parse_date_text(text, 2025).text != ""
    except ValueError:
        return False
