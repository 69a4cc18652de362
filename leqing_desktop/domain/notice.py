"""What a 督办单 is: its colour, how long its answer may take, its number and how that is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from leqing_desktop.domain.official_text import clean_line


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
    """A 发文字号; one sequence a year for each 机关代字 (``series``). ``str()`` as printed.

    ``printed`` is the text that it was given with, by the pattern of that day; without it the
    number is written in the usual way. Two numbers are the same whatever their text.
    """

    series: str
    year: int
    n: int
    printed: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not _SERIES.fullmatch(self.series):
            raise ValueError("机关代字请用 2 到 20 个汉字或字母，例如 乐电专督。")
        if not 2000 <= self.year <= 2099:
            raise ValueError(f"文号的年份 {self.year} 不对，请写 2000 到 2099 之间的四位年份。")
        if self.n < 1:
            raise ValueError("文号的顺序号从 1 开始。")

    def __str__(self) -> str:
        return self.printed or f"{self.series}〔{self.year}〕{self.n}号"


USUAL_PATTERN = "{机关代字}〔{年份}〕{序号}号"
"""GB/T 9704-2012, 7.2.5: the year in full in 六角括号, no 第, no leading zero, 号 behind."""
PATTERN_LIMIT = 60
_SERIES_FORM = r"[^\W\d_]{2,20}"
_SERIES = re.compile(_SERIES_FORM)
_PLACES = {"机关代字": f"({_SERIES_FORM})", "年份": "([0-9]{4})", "序号": "([1-9][0-9]{0,8})"}
_NO_FILE_NAME = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """How numbers are written: plain text with the places {机关代字}, {年份} and {序号}, each once.

    ValueError with one sentence for a text that could write two numbers alike or that no 发文字号
    may be (7.2.5).
    """

    text: str = USUAL_PATTERN

    def __post_init__(self) -> None:
        if clean_line(self.text, "文号格式", PATTERN_LIMIT) != self.text:
            raise ValueError("文号格式的前后和中间不要有换行或多余的空格。")
        self._check_places()
        words = "".join(self._pieces()[::2])
        if "第" in words:
            raise ValueError("文号的序号前不加“第”字，请删去。")
        # With figures of its own, or year and number side by side, two numbers could read alike.
        # 一二三 are letters here.
        if any(each.isnumeric() and not each.isalpha() for each in words):
            raise ValueError("文号格式里除年份和序号外不能有数字，序号前也不补 0，请删去数字。")
        if re.search(r"\{年份\}\s*\{序号\}|\{序号\}\s*\{年份\}", self.text):
            raise ValueError(f"年份和序号之间要隔开，例如 {USUAL_PATTERN}。")
        if any(each in _NO_FILE_NAME for each in words):
            raise ValueError(f"文号也用作文件名，不能有 {' '.join(_NO_FILE_NAME)}，请换一个符号。")

    @property
    def advice(self) -> str:
        """Where the pattern departs from the national standard, in one sentence; else empty."""
        if "〔{年份}〕" not in self.text:
            return "国家标准写法：年份外用六角括号〔〕。"
        if "{序号}号" not in self.text:
            return "国家标准写法：序号后面写“号”。"
        return ""

    def number(self, series: str, year: int, n: int) -> NoticeNumber:
        """A number with the text that this pattern gives it; ValueError for what is none."""
        values = {"机关代字": NoticeNumber(series, year, n).series, "年份": year, "序号": n}
        printed = re.sub(r"\{([^{}]*)\}", lambda found: str(values[found[1]]), self.text)
        return NoticeNumber(series, year, n, printed)

    def read(self, printed: str) -> NoticeNumber | None:
        """The number that this pattern writes as ``printed``; None where it writes none so."""
        pieces = self._pieces()
        form = "".join(
            _PLACES[each] if at % 2 else re.escape(each) for at, each in enumerate(pieces)
        )
        found = re.fullmatch(form, printed)
        if found is None:
            return None
        values = dict(zip(pieces[1::2], found.groups(), strict=True))
        series, year, n = values["机关代字"], int(values["年份"]), int(values["序号"])
        return NoticeNumber(series, year, n, printed) if 2000 <= year <= 2099 else None

    def _pieces(self) -> list[str]:
        """Plain text and the names of places by turns, plain text first and last."""
        return re.split(r"\{([^{}]*)\}", self.text)

    def _check_places(self) -> None:
        pieces = self._pieces()
        names, places = pieces[1::2], "、".join(f"{{{each}}}" for each in _PLACES)
        if set(names) - set(_PLACES) or re.search("[{}｛｝]", "".join(pieces[::2])):
            raise ValueError(f"文号格式的花括号（半角）里只能写 {places}，请改正。")
        for name in _PLACES:
            if names.count(name) != 1:
                what = "写了两次" if name in names else "没有"
                raise ValueError(f"文号格式里{what} {{{name}}}，它要写一次，文号才不会重复。")


_TYPED = re.compile(r"([^\W\d_]{2,20})[〔\[(【〖［（](\d{4})[〕\])】〗］）]第?(\d{1,6})号")


def parse_notice_number(text: str) -> NoticeNumber:
    """Read a number of the usual form, also typed with other brackets; ValueError where it is none.

    One of another pattern is found by the text that it was printed with.
    """
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise ValueError(f"看不懂文号“{typed[:30]}”，请写成 乐电专督〔2026〕1号。")
    return NoticeNumber(found[1], int(found[2]), int(found[3]))
