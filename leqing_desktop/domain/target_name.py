"""The name of an indicator as a clerk would write it, and its kind, out of the words about a number."""

from __future__ import annotations

import re

from leqing_desktop.domain.indicator import IndicatorKind

NAME_LIMIT = 60
"""Characters in a name; what is longer keeps its end, where the counted noun stands."""

_ADDING = (
    "新增及更新|新增|新改建|新建改建|新建|新培育|新引进|新引育|新认定|新规划建设|新开工|新开通|新招引|新设立?|新创建|"
    "新[（(][^）)]{1,6}[）)]建|新扩建|新签约|新落地|新投产|新上|新开|净增|引进|招引|引育|增设|增加|增添"
)
_DOING = (
    "规划建设|完善|引导|拉动|争创|注册|实施|建设|建成|完成|创建|开展|举办|改造|盘活|腾出|制定|制订|制修订|落地|培训|建立|打造|培育|推广|发布|签订|推进|"
    "认定|淘汰|修缮|归集|开放|谋划|选派|选树|选聘|发放|兑现|组织|参加|召开|承办|协办|新签|推动|形成|吸引|吸纳|筹建|设立|"
    "设置|配备|加装|安装|打通|整治|治理|修复|供应|减排|惠及|覆盖|服务|争创|创成|获得|获评|入选|评选|遴选|支持|扶持|带动|"
    "帮扶|孵化|转化|突破|攻克|研发|申报|申请|授权|招聘|招收|培养|送|布局|布设|铺设|接入|上线|编制|出台|抽查|检查|办理|"
    "解决|化解|消除|清理|拆除|关停|整合|提升|升级|更新|扩建|改建|续建|开工|竣工|投运|投用|投入|落户|签约|储备|增殖|"
    "造林|种植|养殖|保障|提供|投放|募集|融资|减免|降低|压减|节约|节省|达成|承接|垦造|主持|参与|梳理|推出|生产|输送|资助|救助|选育|"
    "组建|部署|开行|并网|举行|引入|入库|入统|上规|关闭|腾退|挂牌|入驻|新植|补植|签署|交付|筹集|开发|开通|开设|建好|建|育成|轮训|走访|慰问|划定|收储|出让|消化|处置|绿化|植树|栽植|放流|实行|为企业减负|减负"
)
ADDING = re.compile(rf"(?:每年|年均|累计|争取|力争)?(?:{_ADDING})")
DOING = re.compile(rf"(?:累计)?(?:{_DOING})")
LEADING_VERB = re.compile(
    rf"^(?P<verb>(?:每年|年均|累计|全年)?(?:{_ADDING}|{_DOING})(?:(?:及|和|、)?(?:{_ADDING}|{_DOING}|获))?)"
)
ENDS_WITH_VERB = re.compile(rf"(?:{_ADDING}|{_DOING}|新|累计|每年|至少|达到|实现|拥有|达|有)$")
_BARE_VERB = re.compile(rf"(?:每年|年均|累计|全年)?(?:(?:{_ADDING})|(?:{_DOING})){{1,2}}")
_YEAR = (
    r"(?:到|至)?(?:20\d\d年?(?:[-—–~～至、和]{1,2}20\d\d)?年(?:底|末|前|度|的|期间)*"
    r"|[“\"]?十[二三四五六]五[”\"]?(?:末|期末|期间|时期))"
)
_LEAD = re.compile(
    r"^(?:[、且或，,：:；;（(≥≤>< ]+|并(?!网|购|轨|联|入)|和(?!谐|美|平)|及(?!时|格)|与(?!会)|"
    rf"以及|其中|同时|{_YEAR}|\d{{1,2}}月(?:\d{{1,2}}日)?(?:底|末)?前?|"
    "(?:底|末)前|底前|力争|争取|努力|确保|"
    "预计|计划|全面|实现|使得|使|将|全市(?=.{2})|全县(?=.{2})|全区(?=.{2})|推动实现|保持|进一步|通过|再(?!生|造|制|就)|全年(?=.{2})|三年内|五年内|年内|(?:未来|今后)[一二三四五]年|[三五]年(?=累计|[改完建新引培投])|"
    r"[一二三四五六七八九]是|[一二三四五六七八九十]+年内|用[一二三四五]年(?:左右)?时间|达到|目标[:：]?)"
)
_TAIL = re.compile(
    "(?:(?:提高|提升|增加|增长|扩大|上升|增|升|降低|下降|减少|压缩|压减|缩短|缩小|减|降|回升|发展|壮大|上升)(?:到|至)|"
    "(?:保持|稳定|维持|控制|保障)在?|达到|力争|争取|确保|实现|分别|不少于|(?<!平)(?<!人)(?<!户)(?<!亩)(?<!年)均|都|各|达|为|至|突破|超过|约|在|从|由|将|要|有|"
    "总共|共计|合计|共|、|：|:|“$|可达|已|全部|有望|平均|累计)$"
)
REACH = re.compile(
    "(?:达到|达|为|[高升加长大少低降短小减缩]到|[高升加长大少低降短小减缩增]至|在|实现|突破|超过|力争|控制在|到|[增高升降减缩]至)$"
)
GROWING = re.compile(
    "(?P<verb>(?:年均|平均|累计|逐年|每年|同比)*(?:分别|均|各|实现)?(?:增长|递增|下降|降低|减少|提高|提升|上升|缩短|压减|缩减|压缩|缩小|增加|下浮|减排|增速|增幅|降幅|增))"
    "(?:分别|均|各)?(?:达到|保持在|为|达|在)?$"
)
_LOOSE = re.compile("(?:数量|数目)$")
_GENERIC = re.compile(
    "(?:累计|每年|年均|总量|总数|数量|规模|总规模|占比|比重|比例|面积|总面积|总里程|里程|总额|覆盖率|覆盖面|完成率|达标率|总产值|产值|年产值|"
    "数|增速|增幅|浓度|总人数|人数|收入|容量|能力)$"
)
_GROWTH_NOUN = re.compile(
    "(?:增速|增幅|增长率|增长|涨幅|降幅|下降率|下降|降低|减少|上升|提高|提升|缩短|压减|缩减|增加|翻番)$"
)


_HELD = re.compile("(?:控制|稳定|保持|维持)在$")
_YEARLY = re.compile("每年|年均(?:新|净|增|培|引|完|减|举|开)|逐年")
_AMOUNT = re.compile(
    "(?:[^参]数|总量|[^增]量|额|规模|收入|产值|面积|里程|密度|强度|浓度|时间|能力)$"
)


def tidy(words: str) -> str:
    """The name within the words before or around a number: no year, no 力争, no 达到."""
    while (match := _LEAD.match(words)) is not None and match.end():
        words = words[match.end() :]
    while (match := _TAIL.search(words)) is not None and match.start() < match.end():
        words = words[: match.start()]
    return _balance(words.strip(" 、，,。；;：:的≥≤><"))


_COMPARED = re.compile(r"(?:较|比)20\d\d年(?:底|末)?(?:的|时)?")


def short(name: str) -> str:
    """A name without 数量 at its end and 较2020年 within, cut to ``NAME_LIMIT``."""
    name = _COMPARED.sub("", name)
    name = _LOOSE.sub("", name) if len(name) > 4 else name
    return _balance(name[-NAME_LIMIT:])


def is_generic(name: str) -> bool:
    """Whether a name says nothing without what stood before it (占比, 总里程)."""
    return bool(_GENERIC.fullmatch(name))


def is_amount(name: str) -> bool:
    """Whether a name is that of a level and not of things done (总面积, 次数)."""
    return bool(_AMOUNT.search(name))


def is_verb(name: str) -> bool:
    """Whether nothing but a verb is left (每年净增, 改造提升), the noun being named before."""
    return bool(_BARE_VERB.fullmatch(name))


def split_names(words: str) -> list[str]:
    """The names in a list: A、B和C; brackets stay whole; 国家级、省级专科 gives the head to each."""
    parts = [tidy(part) for part in _cut_list(words)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return parts
    lead = LEADING_VERB.match(parts[0])
    verb = lead["verb"] if lead and lead.end() < len(parts[0]) else ""
    head = re.sub("^[^级]{1,6}级", "", parts[-1])
    last = [*(p + head if p.endswith("级") else p for p in parts[:-1]), parts[-1]]
    named = [last[0], *(p if LEADING_VERB.match(p) else verb + p for p in last[1:])]
    shared = re.match(
        "(单位[^、，]{1,8}?增加值|单位GDP|人均|每千[^、，]{1,6}?人口|规上工业)", named[0]
    )
    if shared and not verb:
        named = [
            named[0],
            *(p if p.startswith(shared[0][:2]) else shared[0] + p for p in named[1:]),
        ]
    return named


def _cut_list(words: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for place, char in enumerate(words):
        depth += (char in "（(“《") - (char in "）)”》")
        if depth <= 0 and char in "、和及与":
            if char != "、" and not _joins(words, place):
                continue
            parts.append(words[begin:place])
            begin = place + 1
    return [*parts, words[begin:]]


def _joins(words: str, place: int) -> bool:
    """和 between two nouns, not inside 和谐 or 共和; 与 and 及 likewise need words on both sides."""
    return (
        place >= 2
        and len(words) - place > 2
        and words[place : place + 2] not in ("和谐", "和美", "及时", "及格", "和平")
    )


def _balance(words: str) -> str:
    for left, right in ("（）", "()", "“”", "《》", "〔〕"):
        opened, closed = words.count(left), words.count(right)
        if opened > closed:
            cut = words.rfind(left)
            words = words[:cut] + words[cut + 1 :]
        elif closed > opened:
            cut = words.find(right)
            words = words[:cut] + words[cut + 1 :]
    return words


def kind_of(
    words: str, name: str, uom: str | None, grows: bool, reaches: bool, before_noun: str = ""
) -> IndicatorKind | None:
    """The kind by the words before the number and its unit; None where nothing tells it."""
    if grows or (uom in ("%", "个百分点") and _GROWTH_NOUN.search(name)):
        return IndicatorKind.GROWTH
    if uom in ("%", "‰"):
        return IndicatorKind.SHARE
    if _YEARLY.search(words) or _YEARLY.match(name):
        return IndicatorKind.YEARLY
    if "累计" in words:
        return IndicatorKind.CUMULATIVE
    if reaches and _AMOUNT.search(name):
        return IndicatorKind.STOCK
    if _HELD.search(words):
        return IndicatorKind.STOCK
    if ADDING.match(name) or re.search("新增$|新增[^，]{0,6}$", words):
        return IndicatorKind.ADDED
    if DOING.match(name):
        return IndicatorKind.CUMULATIVE
    if reaches or re.match("每(?:[百千万]|.{0,6}拥有)", name):
        return IndicatorKind.STOCK
    return IndicatorKind.CUMULATIVE if DOING.search(before_noun or "") else None
