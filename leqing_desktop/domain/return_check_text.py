"""What is doubtful about a text of a return: copied, empty talk, bare figures, parts and whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.target_unit import UNIT

_NOTHING = frozenset(
    ("无", "暂无", "没有", "未开展", "无进展", "暂无进展", "同上", "略", "/", "-", "--", "—", "——")
)
SHORTEST_COPY = 8
"""Letters below which two texts are alike without anybody having copied."""


def is_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing to say."""
    return text.strip().strip("。．.；;") in _NOTHING


def likeness(before: str, after: str, enough: float) -> float:
    """How much of two texts is the same, 0–1; 0 where it is surely less than ``enough``.

    Blanks, width and punctuation do not count. The cheap bounds come first, so that thousands of
    rows take no time: length, letters in common, same beginning and end.
    """
    one, other = letters(before), letters(after)
    total = len(one) + len(other)
    if min(len(one), len(other)) < SHORTEST_COPY:
        return 0.0
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) < enough * total:
        return 0.0
    if 2 * (Counter(one) & Counter(other)).total() < enough * total:
        return 0.0
    head, tail = _same_ends(one, other)
    same = head + tail + _in_common(one[head : len(one) - tail], other[head : len(other) - tail])
    return 2 * same / total


def only_figures_differ(before: str, after: str) -> bool:
    """Whether two texts that differ are the same but for their figures."""
    one, other = letters(before), letters(after)
    return one != other and _FIGURE.sub("0", one) == _FIGURE.sub("0", other)


_NO_LETTER = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """A text's letters and figures only, half-width and lower case: what counts when comparing."""
    return _NO_LETTER.sub("", _plain(text))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _in_common(one: str, other: str) -> int:
    """Letters of the longest common subsequence, all columns of a row in one integer.

    Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
    """
    places: dict[str, int] = {}
    for place, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << place
    every = (1 << len(one)) - 1
    row = every
    for char in other:
        hit = row & places.get(char, 0)
        if hit:
            row = (row + hit | row - hit) & every
    return len(one) - row.bit_count()


def _same_ends(one: str, other: str) -> tuple[int, int]:
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_TALK = re.compile(
    r"(?:持续|有序|稳步|积极|加快|扎实|全力|大力|深入|不断|继续|统筹|全面|正常|顺利|按计划|按序时进度|"
    r"按序时|按时序|按要求|逐步|着力|抓紧|同步|协同)(?:地)?(?:推进|推动|开展|实施|落实|跟进|进行|抓好|做好|"
    r"加强|优化|完善|提升|深化|对接|筹备|准备|谋划)|"
    r"正在(?:开展|推进|进行|实施|落实|筹备|对接|准备|研究|谋划|办理|建设|编制)|"
    r"(?:推进|进展|开展|实施)(?:中|顺利|有序|良好|正常)|抓好落实|狠抓落实|取得(?:了)?(?:积极|明显|阶段性|一定)"
    r"(?:进展|成效|成果)|(?:高度重视|加强领导|加大力度|落实到位|成效明显|成效显著|初见成效)"
)
_NAME = re.compile(
    r"《[^》]+》|“[^”]{2,}”|[\u4e00-\u9fff]{2,}(?:集团|股份|有限公司|大学|学院|研究院|研究所|实验室|银行|协会|商会)|"
    r"(?<!各)(?<!乡)(?:[\u4e00-\u9fff]{2,}(?:镇|街道|乡)(?!街|政府|村振))|[A-Za-z]{2,}"
)
_COUNT_WORD = re.compile(
    r"[一二三四五六七八九十两]+(?:家|个(?!月)|项|次|场|期|批|人|名|条|亩|处|座|份|轮|台|套|户|件|类|所|月|季度|天|周)|"
    r"[上中下]旬|月底|年底前?|[上下]半年|首批|首家|首个"
)
_ACT = re.compile(
    r"(?:已|均已|并|完成了?|顺利)(?:[\u4e00-\u9fff]{0,8})(?:印发|出台|签订|签约|开工|竣工|投产|投用|立项|挂牌|开标|"
    r"评审|验收|备案|上线|封顶|进场|结顶|招标|摘牌|出让|交付|入驻|过会|批复|发布|揭牌|启用|报批|选址|"
    r"送审|公示|中标|挂网|交地|动工)"
)


def is_vague(text: str) -> bool:
    """持续推进、正在开展 … with no figure, date, name or finished act: nothing to hold on to."""
    plain = _plain(text)
    if not plain.strip():
        return False
    if is_nothing(text):
        return True
    if any(char.isdigit() for char in plain):
        return False
    if _NAME.search(text) or _COUNT_WORD.search(plain) or _ACT.search(plain):
        return False
    return _TALK.search(plain) is not None


_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|〔[^〕]*〕\d*号?|\[\d{4}\]\d*号?|【[^】]*】|https?://\S+")
_NUMBER = r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?"
_BARE = re.compile(
    rf"(?P<before>[^\d\s]?)(?P<number>{_NUMBER})"
    r"\s*(?P<after>$|[,，。;；、!！)）\n]|其中|以上|以下|左右|余(?![亩家个人项台万亿])|和|与|及|并|同比|较|比)"
)
_LIST = re.compile(r"\s*(?:[、~～\-—–至到和及与]\s*\d)")
_ORDINAL = re.compile(
    r"(?:第|前|排名|位列|位居|居|编号|电话|代码|证号|批号|学号|版本|得分|评分|均分|总分|分值|指数|系数|比例|PUE|"
    r"热线|平台|文号|型号|号)(?:为|达|达到|:|：|提升至|提高到)?$"
)


def bare_figures(text: str) -> tuple[str, ...]:
    """The figures of a text that no unit follows, each with the few words before it.

    Ordinals, dates, document and product numbers, list numbers and ratios need none; in a list
    (5、6、7 家) the last figure's unit serves all.
    """
    plain = _QUOTED.sub(_blank, _plain(text))
    found: list[str] = []
    for match in _BARE.finditer(plain):
        start, end = match.span("number")
        if not _needs_unit(plain, start, end):
            continue
        words = re.split(r"[,。;、\s]", plain[max(0, start - 8) : start])[-1]
        found.append(words + match["number"])
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return "引" * len(match[0])


def _needs_unit(plain: str, start: int, end: int) -> bool:
    before, after = plain[:start], plain[end:]
    if _LIST.match(after):
        return False
    last = before[-1:]
    if last and (last.isascii() and (last.isalnum() or last in "-/._:#+~")):
        return False
    if _ORDINAL.search(before[-8:]):
        return False
    if re.match(r"\s*[.、)]", after) and not before.rstrip(" (").strip(" \n。;；(")[-1:].isalnum():
        return False  # 1、 … 2. … (3) …: the numbers of a list
    number = plain[start:end]
    is_year = re.fullmatch(r"20\d\d", number) is not None
    return not (is_year and (last in "(" or after[:1] in ")-"))


@dataclass(frozen=True, slots=True)
class PartsFault:
    """A whole and parts that do not make it up; both in ``unit``."""

    whole: float
    parts: tuple[float, ...]
    unit: str

    @property
    def sum(self) -> float:
        """What the parts add up to."""
        return round(sum(self.parts), 6)

    @property
    def whole_text(self) -> str:
        """The whole with its unit."""
        return f"{plain_number(self.whole)} {self.unit}"

    @property
    def sum_text(self) -> str:
        """The sum with its unit."""
        return f"{plain_number(self.sum)} {self.unit}"


_UNIT = rf"(?:{UNIT})"
_QUANTITY = re.compile(rf"(?P<numbers>{_NUMBER}(?:、{_NUMBER})*)\s*余?(?P<unit>{_UNIT})")
_TOTAL = re.compile(
    rf"(?<![公])(?:共计|合计|总计|共)(?:[^\d,，、。；;]{{0,12}})(?P<n>{_NUMBER})\s*(?P<unit>{_UNIT})"
)
_OF_WHICH = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_UNIT})(?P<noun>[^\d,，、。；;（(]{{0,12}})[,，（(]\s*其中(?P<parts>[^。；;\n]*)"
)
_SUBSET = re.compile(
    r"规上|规模以上|高新|专精特新|国家级|省级|市级|小巨人|首台套|上市|重点|新增|新认定|本季|本月|当年|今年|"
    r"上云|女|党员|博士|硕士|高级|外资|民营|到位|已完成|已开工|开工|投产|在建|续建|新建|通过|获|列入|入选|亿元以上|以上"
)
_OTHER_TIME = re.compile(r"累计|目标|计划|任务数|年度任务|去年|上年|同比|上季|环比|全年|较|比")


def parts_faults(text: str) -> tuple[PartsFault, ...]:
    """Wholes whose listed parts do not add up: 完成12家，其中柳市5家、北白象4家; 5家、4家，共12家.

    After 其中 one part is a subset and right unless larger than the whole; parts that are classes
    (规上, 国家级 …) or end in 等 need not be complete.
    """
    plain = _plain(text)
    found = [fault for match in _OF_WHICH.finditer(plain) if (fault := _of_which(match))]
    for sentence in re.split(r"[。;；\n]", plain):
        match = _TOTAL.search(sentence)
        if match is not None and "其中" not in sentence:
            fault = _added_up(sentence[: match.start()], _value(match["n"]), match["unit"])
            if fault is not None:
                found.append(fault)
    return tuple(found)


def _of_which(match: re.Match[str]) -> PartsFault | None:
    whole, unit, listed = _value(match["n"]), match["unit"], match["parts"]
    closing = listed.find(")")
    if closing >= 0 and match[0][match.start("noun") - match.start() :].find("(") >= 0:
        listed = listed[:closing]
    listed = re.split(r"共计|合计|总计|累计|同比", listed)[0]
    parts = _quantities(listed, unit)
    if not parts:
        return None
    fault = PartsFault(whole, parts, unit)
    if max(parts) > whole:
        return fault
    complete = len(parts) > 1 and _SUBSET.search(listed) is None and "等" not in listed
    return fault if complete and not _equal(fault.sum, whole) else None


def _added_up(listed: str, whole: float, unit: str) -> PartsFault | None:
    parts = _quantities(listed, unit)
    if len(parts) < 2 or _OTHER_TIME.search(listed) or "等" in listed:
        return None
    fault = PartsFault(whole, parts, unit)
    return None if _equal(fault.sum, whole) else fault


def _quantities(text: str, unit: str) -> tuple[float, ...]:
    return tuple(
        _value(number)
        for match in _QUANTITY.finditer(text)
        if match["unit"] == unit
        for number in match["numbers"].split("、")
    )


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _equal(one: float, other: float) -> bool:
    return abs(one - other) < 0.01 + 1e-9 * abs(other)
