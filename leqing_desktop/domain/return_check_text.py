"""报送体检 of words: empty talk, last quarter's text again, whether a milestone is said to be done."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_PLACEHOLDERS = frozenset(
    {
        *("无", "暂无", "没有", "略", "同上", "同前", "同上季", "同上季度", "见附件", "详见附件"),
        *("空", "不详", "未填", "待补", "待填"),
    }
)

_NO_LETTER = re.compile(r"[\W_]+")
_VAGUE = re.compile(
    "(?:持续|正在|有序|稳步|积极|扎实|加快|正常|深入|全力|统筹|继续|逐步|大力|全面|抓紧|着力|不断|广泛|密切|深化|按(?:照)?"
    "(?:计划|序时|进度|要求|节点|时间节点|部署|既定计划))(?:地)?(?:有序|稳步|积极|扎实)?"
    "(?:推进|开展|实施|落实|推动|筹备|谋划|对接|跟进|完善|加强|协调|办理|准备|研究|提升|优化|进行|组织|建设|起草|编制|宣传|营造|深化|申报|争取|做好)"
    "|正在(?:与|和|同|向)[^，。；]{0,8}(?:对接|洽谈|沟通|协商|争取)"
    "|推进中|进行中|开展中|实施中|落实中|筹备中|办理中|进一步(?:加强|推进|完善|落实|提升|优化)"
    "|进展顺利|取得[^，。；]{0,4}(?:成效|进展|成果)|成效(?:显著|明显)|效果(?:显著|明显)|高度重视|加大[^，。；]{0,6}力度"
    "|按要求完成|工作已(?:启动|部署|开展)"
)
# A thing that was brought about, not merely begun.
_RESULT = re.compile(
    "(?:已|完成|通过|获|获得|取得|正式|顺利)[^，。；,;]{0,8}"
    "(?:印发|出台|签约|签订|签署|开工|竣工|投产|投用|验收|批复|审批|中标|招标|立项|挂牌|揭牌|备案|上线|奠基|封顶|"
    "摘牌|评审|公示|核准|过会|入库|授牌|交付|通车|初稿)"
    "|(?:印发|出台|签订|签署)了"
)
_NOT_YET = re.compile(
    "(?:拟|待|未|准备|筹备|正在|计划|即将|争取|力争|等待|尽快|抓紧|推进)[^，。；,;]{0,8}$"
)
_COUNTED = re.compile(
    "(?:[两二三四五六七八九十百千几数]+|一(?=[家次场份名轮期座台]))(?:余|多)?"
    "(?:家|个|项|次|场|份|批|件|名|人|期|轮|处|座|台|套|条|类|所|户|宗|亩|万|亿|成)"
    "|首(?:个|家|批|次|台|套|例|期)|百分之|过半"
)
_DAY = re.compile(
    "[一二三四五六七八九十]{1,2}月(?:份|底|初|上旬|中旬|下旬|[一二三四五六七八九十]{1,3}日)?"
)
_TITLE = re.compile('《[^》]{2,}》|[“"「『][^”"」』]{2,100}[”"」』]')
_LATIN = re.compile("[A-Za-zÀ-ɏ]{2,}|[A-Za-z]+[0-9]|[0-9]+[A-Za-z]")
# Kinds of systems, no names of anybody's.
_TECHNIQUES = frozenset(
    {"AI", "APP", "App", "BIM", "CAD", "EPC", "ERP", "IT", "IoT", "MES", "OA", "OT", "PLC", "PLM"}
    | {"PPP", "RFID", "SaaS", "SCADA", "VR", "AR", "WMS", "4G", "5G"}
)
_BODY = re.compile(
    "([\u4e00-\u9fff]{2,8}?)(?:有限公司|集团|大学|学院|研究院|研究所|股份|电气|电器|科技|重工|控股|医院|银行)"
    "|([\u4e00-\u9fff]{1,4})(?:镇|街道|乡|村|社区)(?!街)"
    "|(?:^|[^城乡本全各])[市县区省]([\u4e00-\u9fff]{2,6})(?:局|委|办|院|中心)"
)
_ANY_BODY = re.compile(
    "各|有关|相关|重点|龙头|企业|知名|高校|全市|全县|本|属地|辖区|所在|乡|城|小$|特色|数字|部分|多|新型|美丽|农|"
    "国有|平台|运营|第三方|上市|高等|专业|科创|创新|高新|推进|开展|加强|发展|先进|绿色|产业|合作|级|内"
)
# The quarter and the year that everybody reports on, and numbers of a list, say nothing.
_EMPTY_FIGURES = re.compile(
    r"20\d\d(?:年|年度)?(?:第?[一二三四1-4]季度|[上下]半年|Q[1-4])?(?!\d|\.\d|\d?\d月|-\d)|第?[1-4]季度"
    r"|(?:^|[。；;\n])(?:\(?[1-9]\)|[1-9][.、](?!\d))"
    r"|第[一二三四]季度|[一二三四]是|[一二三四五六七八九十][、，]|\([一二三四五六七八九十]\)"
)
_DATE = re.compile(
    r"[(（][^()（）]*[)）]|20\d\d[-年./]\d{1,2}(?:[-月./]\d{1,2}日?)?|\d{1,2}月(?:\d{1,2}日|底前?)?"
)
_DENIED = re.compile("尚未|未能|没有|还未|未完成|未开|未通过|未取得|延期|推迟|滞后|暂缓|无法")
_ACHIEVED = re.compile(
    "已|完成|通过|取得|达到|实现|印发|竣工|验收|投产|开工|签|投用|上线|建成|提前"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text as the rules read it: half-width, no blanks but between figures or Latin words."""
    typed = unicodedata.normalize("NFKC", text).strip()
    typed = re.sub(r"[^\S\n]{2,}", " ", typed)
    typed = re.sub(r"\s*\n\s*", "\n", typed)
    return re.sub(r"(?<![0-9A-Za-z])[^\S\n]+|[^\S\n]+(?![0-9A-Za-z])", "", typed)


def printed(said: str) -> str:
    """Words cut from ``plain`` text with the full-width punctuation that Chinese is printed with."""
    return re.sub(
        "(?<![0-9])[,:]|[,:](?![0-9])|[;!?()]", lambda mark: chr(ord(mark[0]) + 0xFEE0), said
    )


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """A text's letters and figures only, half-width and lower case: what counts when comparing."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_blank(text: str) -> bool:
    """Whether a cell is empty, or holds only a dash, 无, 同上 or the like."""
    only = letters(text)
    return not only or only in _PLACEHOLDERS


def likeness(one: str, other: str, enough: float = 0.0) -> float:
    """How much of two texts is the same, 0–1, blanks and punctuation left out.

    0 where it is surely less than ``enough``: the cheap bounds come first, so that thousands of rows
    take no time.
    """
    a, b = letters(one), letters(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    total = len(a) + len(b)
    if 2 * min(len(a), len(b)) < enough * total:
        return 0.0
    if 2 * (Counter(a) & Counter(b)).total() < enough * total:
        return 0.0
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle = _in_common(a[head : len(a) - tail], b[head : len(b) - tail])
    return 2 * (head + middle + tail) / total


def _in_common(one: str, other: str) -> int:
    """Letters of the longest common subsequence, a whole row of the table in one integer.

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


def hollow_words(text: str, title: str = "") -> str:
    """The empty phrase of a text that has neither figure, date, name nor result; "" for a good one.

    What the task's own title says (5G, a place) is no news and does not count.
    """
    said = plain(text)
    vague = _VAGUE.search(said)
    if vague is None:
        return ""
    news = said.replace(plain(title), "，") if len(plain(title)) > 3 else said
    return "" if _says_something(news, plain(title)) else vague[0]


def says_done(text: str, milestone: str) -> bool:
    """Whether a text says of a milestone that it is done: its words stand in an affirmed clause."""
    name = letters(_DATE.sub("", unicodedata.normalize("NFKC", milestone)))
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} or {name}
    for clause in re.split("[。；;\n]", plain(text)):
        told = letters(clause)
        covered = sum(pair in told for pair in pairs) / len(pairs)
        if covered >= 0.6 and _ACHIEVED.search(clause) and not _DENIED.search(clause):
            return True
    return False


def _says_something(news: str, title: str) -> bool:
    without = _EMPTY_FIGURES.sub("，", news)
    figures = (found[0] for found in re.finditer(r"[A-Za-z]{0,20}\d[\d.]*[A-Za-z]*", without))
    if any(word not in title and word not in _TECHNIQUES for word in figures):
        return True
    if _COUNTED.search(without) or _DAY.search(without) or _TITLE.search(without):
        return True
    latin = (found[0] for found in _LATIN.finditer(without))
    if any(word not in title and word not in _TECHNIQUES for word in latin):
        return True
    for found in _BODY.finditer(without):
        name = next(group for group in found.groups() if group is not None)
        if not _ANY_BODY.search(name) and found[0] not in title:
            return True
    return any(
        _NOT_YET.search(without[max(0, found.start() - 12) : found.start()]) is None
        for found in _RESULT.finditer(without)
    )


def _common(one: str, other: str) -> int:
    """Length of the common beginning."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
