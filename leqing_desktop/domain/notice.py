"""What a 督办单 is: its colour, how long its answer may take, its number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class NoticeColour(StrEnum):
    """The three strengths of a notice."""

    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"

    @property
    def label(self) -> str:
        """The colour's one letter: 蓝, 橙, 红."""
        return {"blue": "蓝", "orange": "橙", "red": "红"}[self.value]

    @property
    def meaning(self) -> str:
        """What the colour asks: 提醒, 警告, 限期办结."""
        return {"blue": "提醒", "orange": "警告", "red": "限期办结"}[self.value]

    @property
    def strength(self) -> int:
        """1, 2, 3: the squares beside the sign."""
        return {"blue": 1, "orange": 2, "red": 3}[self.value]

    @property
    def higher(self) -> NoticeColour:
        """The next stronger colour; red stays red."""
        return NoticeColour.ORANGE if self is NoticeColour.BLUE else NoticeColour.RED


@dataclass(frozen=True, slots=True)
class NoticeDeadlines:
    """Working days to answer, counted from the day after signing; a setting of the ledger."""

    blue: int = 10
    orange: int = 7
    red: int = 5

    def __post_init__(self) -> None:
        if not all(1 <= days <= 250 for days in (self.blue, self.orange, self.red)):
            raise ValueError("督办单的答复期限请填 1 到 250 个工作日。")

    def of(self, colour: NoticeColour) -> int:
        """Working days for a colour."""
        return {"blue": self.blue, "orange": self.orange, "red": self.red}[colour.value]


@dataclass(frozen=True, slots=True, order=True)
class NoticeNumber:
    """A 发文字号; one sequence a year for each 机关代字 (``series``). ``str()`` as printed."""

    series: str
    year: int
    n: int

    def __post_init__(self) -> None:
        if not _SERIES.fullmatch(self.series):
            raise ValueError("机关代字请用 2 到 20 个汉字或字母，例如 乐电专督。")
        if not 2000 <= self.year <= 2099:
            raise ValueError(f"文号的年份 {self.year} 不对，请写 2000 到 2099 之间的四位年份。")
        if self.n < 1:
            raise ValueError("文号的顺序号从 1 开始。")

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.n}号"


_SERIES = re.compile(r"[^\W\d_]{2,20}")
_NUMBER = re.compile(r"([^\W\d_]{2,20})[〔\[(【〖［（](\d{4})[〕\])】〗］）]第?(\d{1,6})号")


def notice_number(series: str, year: int, n: int) -> str:
    """乐电专督〔2026〕1号: year in full in 六角括号, no 第, no leading zero (GB/T 9704 7.2.5)."""
    return str(NoticeNumber(series, year, n))


def parse_notice_number(text: str) -> NoticeNumber:
    """Read a number as printed or as typed with other brackets; ValueError where it is none."""
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise ValueError(f"看不懂文号“{typed[:30]}”，请写成 乐电专督〔2026〕1号。")
    return NoticeNumber(found[1], int(found[2]), int(found[3]))
