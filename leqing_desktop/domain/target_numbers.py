"""Finds the numbers of a planning sentence with their comparator, range and unit of measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leqing_desktop.domain.indicator import Comparator
from leqing_desktop.domain.target_unit import COUNT, MONEY, TIMES, UNIT, base_unit, normal_unit

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,8})?|\d{1,12}(?:\.\d{1,8})?"
_CHINESE = "[一两二三四五六七八九十百]{1,4}"
_PRE = (
    r"不少于|不低于|不小于|不得少于|不得低于|至少|最少|不超过|不高于|不多于|不大于|不突破|"
    r"≥|≤|>=|<=|>|<|≈|⩾|⩽|超过|突破|高于|大于|多于|低于|少于|小于|控制在|控制到|超|大约|约|近"
)
_POST = "及以上|或以上|以上|及以下|以下|以内|之内|左右|上下(?!游|级|班|铺|层|联)"
_QUANTITY = re.compile(
    rf"(?:(?P<pre>{_PRE})(?:为|在|到|达到|达)?)?"
    rf"(?:(?P<low>{_FIGURE})(?P<lowunit>{UNIT})?(?:[-—–－~～]{{1,2}}|[至到])(?=\d))?"
    rf"(?P<figure>{_FIGURE})(?P<unit>{UNIT})?(?P<post>{_POST})?"
)
_SPOKEN = re.compile(
    rf"(?P<pre>{_PRE})?(?P<figure>{_CHINESE})(?P<unit>家|个|项|所|座|处|条|场|次|名|件|倍|台|户)(?P<post>{_POST})?"
)
_SHARE = re.compile(
    rf"(?P<pre>{_PRE})?(?:百分之(?P<whole>{_CHINESE})(?:点(?P<rest>[〇零一二三四五六七八九]{{1,2}}))?|(?P<tenths>[一二三四五六七八九])成)"
    rf"(?P<post>{_POST})?"
)
_DOUBLING = re.compile("(?:实现)?翻(?P<times>[一两二三])番(?P<post>以上|左右)?")
_LEFT_BAR = re.compile(r"[0-9A-Za-z.+×·:∶〔\[／\\#№′°第]$|[0-9A-Za-z]-$|\d/$|[\d]\.$|[A-Za-z+]$")
# What makes the number behind it, or the number in front of it, part of a name.
_RIGHT_BAR = re.compile(
    r"[A-Za-z0-9.+×·:∶/]|[〕年月日号时届级强型版档后代余多几大点]|(?:周年|世纪|番|条第|期工程)|个(?:月|方面|阶段|环节)"
)
_PER_HEAD = re.compile(r"每(?:百|千|万|亿)?$")
_SPELT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as written: ``start``/``end`` include its comparator words and unit.

    ``comparator`` is None where nothing but the number stands; ``spelt`` marks 三家, 两项.
    """

    start: int
    end: int
    digits: int
    value: float
    upper: float | None
    uom: str | None
    comparator: Comparator | None
    pre: str
    post: str
    spelt: bool = False
    doubling: bool = False

    @property
    def counts(self) -> bool:
        """Whether the unit is a classifier (家, 项, 万人), so that the counted noun may follow."""
        return self.uom is not None and "/" not in self.uom and base_unit(self.uom) in COUNT

    @property
    def money(self) -> bool:
        """Whether the unit is an amount of money."""
        return self.uom is not None and base_unit(self.uom) in MONEY and "/" not in self.uom

    @property
    def time(self) -> bool:
        """Whether the unit is a span of time."""
        return self.uom is not None and base_unit(self.uom) in TIMES

    @property
    def relative(self) -> bool:
        """Whether the value may be a change (增长8%, 下降5个百分点) and not the amount reached."""
        return self.uom in ("%", "‰", "个百分点", "倍")

    @property
    def percent(self) -> bool:
        """Whether the value is a share of a whole."""
        return self.uom in ("%", "‰")


def quantities(text: str) -> Iterator[Quantity]:
    """Numbers that may be amounts, in order; ordinals, codes, dates, 5G, 1+N and 前100强 left out.

    ``text`` has half-width digits and no blanks inside words (see ``compact``).
    """
    found = [*_written(text), *_doublings(text), *_shares(text)]
    taken = sorted((one.start, one.end) for one in found)
    for one in _spelt(text):
        if not any(start < one.end and one.start < end for start, end in taken):
            found.append(one)
    yield from sorted(found, key=lambda one: one.start)


def _written(text: str) -> Iterator[Quantity]:
    position = 0
    while (match := _QUANTITY.search(text, position)) is not None:
        position = max(match.end(), match.start() + 1)
        first = match.start("low") if match["low"] else match.start("figure")
        if _is_name(text, first, match):
            # The rest of a code (0577-62520000) is no number either.
            tail = re.compile(r"[0-9A-Za-z.+×:/-]*").match(text, match.end("figure"))
            position = max(match.end("figure"), tail.end() if tail else 0)
            continue
        low, high = _number(match["low"]), _number(match["figure"])
        if low is None or high is None or (match["low"] and low >= high):
            value, upper = high, None
        else:
            value, upper = (low, high) if match["low"] else (high, None)
        if value is None:
            continue
        yield Quantity(
            match.start(),
            match.end(),
            first,
            value,
            upper,
            normal_unit(match["unit"]),
            _comparator(match["pre"], match["post"]),
            match["pre"] or "",
            match["post"] or "",
        )


def _is_name(text: str, first: int, match: re.Match[str]) -> bool:
    before, after = text[max(0, first - 3) : first], text[match.end() : match.end() + 4]
    if _LEFT_BAR.search(before) or before.endswith("前") or _PER_HEAD.search(before):
        return True
    if re.search(r"\d[-—~]$", before) or re.match(r"[-—~]\d", after):
        return True
    if match["unit"] is None:
        return bool(_RIGHT_BAR.match(after)) and not re.match(r"\.(?!\d)", after)
    if match["unit"][-1].isascii() and re.match("[A-Za-z0-9]", after):
        return True
    if match["unit"].endswith(("万", "亿", "千", "百")) and re.match("[年名元级]", after):
        return after[0] == "级"
    return (
        bool(re.match("[级强余多几]|大(?!关)|期工程|批次?试点|型(?!$)", after))
        and match["post"] is None
    )


def _spelt(text: str) -> Iterator[Quantity]:
    for match in _SPOKEN.finditer(text):
        value = _spelt_number(match["figure"])
        if value is None or text[max(0, match.start("figure") - 1) : match.start("figure")] == "第":
            continue
        yield Quantity(
            match.start(),
            match.end(),
            match.start("figure"),
            value,
            None,
            match["unit"],
            _comparator(match["pre"], match["post"]),
            match["pre"] or "",
            match["post"] or "",
            spelt=True,
        )


def _doublings(text: str) -> Iterator[Quantity]:
    for match in _DOUBLING.finditer(text):
        value = float({"一": 2, "两": 4, "二": 4, "三": 8}[match["times"]])
        yield Quantity(
            match.start(),
            match.end(),
            match.start(),
            value,
            None,
            "倍",
            _comparator(None, match["post"]),
            "",
            match["post"] or "",
            doubling=True,
        )


def _shares(text: str) -> Iterator[Quantity]:
    """百分之九十, 百分之三点五, 八成以上."""
    for match in _SHARE.finditer(text):
        whole = _spelt_number(match["whole"]) if match["whole"] else None
        value = 10.0 * _SPELT[match["tenths"]] if match["tenths"] else whole
        if value is None:
            continue
        for place, digit in enumerate(match["rest"] or "", start=1):
            value += _SPELT.get(digit, 0) / 10**place
        figure = match.start("tenths") if match["tenths"] else match.start("whole") - 3
        sign = _comparator(match["pre"], match["post"])
        yield Quantity(
            match.start(), match.end(), figure, round(value, 2), None, "%", sign,
            match["pre"] or "", match["post"] or "",
        )  # fmt: skip


def _number(figure: str | None) -> float | None:
    return None if figure is None else float(figure.replace(",", ""))


def _spelt_number(word: str) -> float | None:
    match = re.fullmatch(
        "(?:([一两二三四五六七八九])百)?(?:([一二三四五六七八九])?(十))?([一两二三四五六七八九])?",
        word,
    )
    if match is None:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = _SPELT.get(hundreds, 0) * 100 + _SPELT.get(ones, 0)
    value += _SPELT.get(tens, 1) * 10 if ten else 0
    return float(value) if value else None


_SIGNS = {
    "≥": Comparator.AT_LEAST,
    "⩾": Comparator.AT_LEAST,
    ">=": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "⩽": Comparator.AT_MOST,
    "<=": Comparator.AT_MOST,
    ">": Comparator.MORE,
    "<": Comparator.LESS,
    "≈": Comparator.ABOUT,
}


def _comparator(pre: str | None, post: str | None) -> Comparator | None:
    """DESIGN §3: the word behind the number says more than the one in front of it."""
    pre, post = pre or "", post or ""
    if "以上" in post:
        return Comparator.AT_LEAST
    if "以下" in post or "内" in post:
        return Comparator.AT_MOST
    if post:
        return Comparator.ABOUT
    if pre in _SIGNS:
        return _SIGNS[pre]
    if pre in ("大约", "约", "近"):
        return Comparator.ABOUT
    if pre in ("超过", "突破", "高于", "大于", "多于", "超"):
        return Comparator.MORE
    if pre in ("低于", "少于", "小于"):
        return Comparator.LESS
    if pre.startswith("控制") or pre in ("不超过", "不高于", "不多于", "不大于", "不突破"):
        return Comparator.AT_MOST
    return Comparator.AT_LEAST if pre else None


_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_WIDE |= {
    ord("＞"): ord(">"),
    ord("＜"): ord("<"),
    ord("％"): ord("%"),
    ord("．"): ord("."),
    ord("／"): ord("/"),
    ord("㎡"): ord("㎡"),
}


_BLANKS, _RUN = re.compile(r"\s"), re.compile(r"\S+")
# A half-width comma is one of a figure (1,200) only between figures.
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")


def compact(text: str) -> tuple[str, list[int]]:
    """The text without blanks and with half-width figures, and each character's place in ``text``.

    A blank between two letters or figures stays, so that two numbers do not become one.
    """
    wide = _COMMA.sub("，", text.translate(_WIDE))
    if _BLANKS.search(wide) is None:
        return wide, list(range(len(wide)))
    shown: list[str] = []
    kept: list[int] = []
    end = 0
    for run in _RUN.finditer(wide):
        if shown and run.start() > end and _plain(shown[-1][-1]) and _plain(run[0][0]):
            shown.append(" ")
            kept.append(end)
        shown.append(run[0])
        kept.extend(range(*run.span()))
        end = run.end()
    return "".join(shown), kept


def _plain(char: str) -> bool:
    return char.isascii() and char.isalnum()
