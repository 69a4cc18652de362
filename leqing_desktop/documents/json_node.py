"""Reads one JSON object field by field and refuses, in words that name the place, what is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from leqing_desktop.errors import Refused

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class JsonNode:
    """One JSON object together with the words that tell the clerk where it stands."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, Mapping):
            raise Refused(f"{where}应是一组“名称: 值”，请检查规划数据文件。")
        self._data = data
        self._where = where

    def wrong(self, key: str, wanted: str) -> Refused:
        """The refusal that says what ``key`` should have been."""
        return Refused(f"{self._where}的“{key}”应为{wanted}，请检查规划数据文件。")

    def text(self, key: str, *, required: bool = False) -> str:
        """Text; a missing or null key gives "" unless required (then blank is refused too)."""
        value = self._data.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.wrong(key, "文字")
        return value

    def text_or_none(self, key: str) -> str | None:
        """Text, or None where the key is missing or null."""
        return None if self._data.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        """True or false; a missing key is false."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true 或 false")
        return value

    def year(self, key: str) -> int | None:
        """A year from 1900 to 2200, or None where missing or null."""
        value = self._data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 2200:
            raise self.wrong(key, "四位年份")
        return value

    def amount_or_none(self, key: str) -> float | None:
        """A finite number, or None where the key is missing or null."""
        return None if self._data.get(key) is None else self.amount(key)

    def amount(self, key: str) -> float:
        """A finite number; a missing key is refused."""
        value = self._data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "数字")
        try:
            number = float(value)
        except OverflowError as error:
            raise self.wrong(key, "数字") from error
        if not math.isfinite(number):
            raise self.wrong(key, "数字")
        return number

    def number(self, key: str) -> int | str | None:
        """A printed number: integer, string or None."""
        value = self._data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | str | None):
            raise self.wrong(key, "编号")
        return value

    def day(self, key: str) -> date | None:
        """An ISO date, or None where missing, null or empty."""
        value = self.text(key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(key, "形如 2025-12-31 的日期") from error

    def choice(self, key: str, kind: type[E]) -> E:
        """One of the values of ``kind``; a missing key is refused."""
        value = self._data.get(key)
        if not isinstance(value, str) or value not in set(kind):
            raise self.wrong(key, "、".join(kind) + " 之一")
        return kind(value)

    def many(self, key: str, word: str, make: Callable[[JsonNode], T]) -> tuple[T, ...]:
        """The list under ``key`` read by ``make``; ``word`` names an item in a refusal."""
        value = self._data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.wrong(key, "一个列表")
        return tuple(
            make(JsonNode(item, f"{self._where}第{place}个{word}"))
            for place, item in enumerate(value, 1)
        )
