"""报送体检 of the figures in a text: figures without a unit, parts that do not add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.return_check_text import plain, printed
from leqing_desktop.domain.target_unit import UNIT

# Every repetition has an end, so that no pasted text of 20,000 characters holds the window up.
_FIGURE = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
_NUMBER = re.compile(rf"(?<!\d)(?:{_FIGURE})(?!\d)")
# Figures that are names, dates, places or scores; they stand alone rightly.
_NAMED = re.compile(
    r"《[^》]{0,100}》|[“\"「][^”\"」]{0,20}[”\"」]|〔\d{4}〕\d*号?|\[\d{4}\]\d*号?|https?://\S{0,200}"
    r"|20\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?|(?<![\d.])(?:19[5-9]\d|20[0-4]\d)(?=[-—~至到](?:19|20)\d\d)"
    r"|(?<=[-—~至到])20[0-4]\d(?!\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?|(?<!\d)(?:\d{1,9}[:：]\d{1,9}|\d{1,9}/\d{1,9}(?!\d)|\d{1,9}(?:[+×*xX]\d{1,9}){1,9}(?:\+?[A-Za-z])?)"
    r"|(?<![A-Za-z0-9])(?:[A-Za-z][A-Za-z0-9]{0,30}[-/ ]?\d[\dA-Za-z.\-/]{0,60}|\d{1,15}[A-Za-z][0-9A-Za-z]{0,30})"
    r"|(?:^|(?<=[\n。；;:：，,]))(?:\(?\d{1,2}\)|\d{1,2}[.、)](?!\d))|\(\d{1,2}\)"
)
_SCORE = re.compile(
    r"(?:指数|系数|得分|评分|分值|总分|均分|比值|之比|比为|排名|位列|位居|列|名列|第|前|编号|文号|证号|编码|代码|电话|热线|"
    r"手机|账号|邮编|版本|型号|批号|车牌|门牌|房号|标准|评级|星级|浓度|风险值|满意度|能效比|倍率|pH值|PUE|PUE值|"
    r"附件|附表|表|图|标段|阶段|批次|组团|路|线|国道|省道|地块|号|年|No\.)(?:为|是|达|达到|由|从|升至|至|[::])?$",
    re.IGNORECASE,
)
_SCORED = re.compile("得分|评分|分值|指数|系数|满意度|PUE|排名|位次|能效比|名次")
_YEAR = re.compile(r"20[1-3]\d")
# What may follow a figure that stands without a unit.
_BARE_END = re.compile(
    r"$|[。；;，,!?)\n]|(?:已|均|并|其中|且|同比|环比|较|比(?:上|去)|全部|为|是|的)"
)
_NO_FIGURE = re.compile(r"[A-Za-z0-9./$¥€£]$|\d-$")
_ROW = 50
"""Figures of a row such as 12、15、18家, and of a sentence, beyond which nobody adds them up."""
_LISTED = re.compile(rf"(?:[、,~—-]|和|与|及|至|到|或)(?:约|近)?(?:{_FIGURE})")


def bare_figures(text: str) -> tuple[str, ...]:
    """The figures without a unit in a text, each with the words before it; dates and names are none."""
    said = plain(text)
    bare = []
    named: set[int] | None = None
    for found in _NUMBER.finditer(said):
        start, end = found.span()
        if not _BARE_END.match(said, end):
            continue
        if named is None:
            # Nearly every figure has its unit; names are looked for where one has none.
            named = {at for name in _NAMED.finditer(said) for at in range(*name.span())}
        if start in named:
            continue
        before = said[max(0, start - 12) : start]
        clause = re.split(r"[。；;，,\n]", said[max(0, start - 60) : start])[-1]
        if _SCORE.search(before) or _SCORED.search(clause) or _NO_FIGURE.search(before):
            continue
        if _YEAR.fullmatch(found[0]) or _followed_by_more(said, end):
            continue
        words = re.split(r"[。；;，,、\n:：]", before)[-1][-8:]
        bare.append(words + found[0])
    return tuple(bare)


def _followed_by_more(said: str, end: int) -> bool:
    """12、15、18家: the unit stands behind the last figure of a row of figures."""
    for _ in range(_ROW):
        found = _LISTED.match(said, end)
        if found is None:
            return False
        end = found.end()
        if not _BARE_END.match(said, end):
            return True
    return False


@dataclass(frozen=True, slots=True)
class WrongParts:
    """Parts that do not add up: the words, and the fault as half a sentence."""

    text: str
    fault: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure with its unit in a sentence, and the words between it and the figure before."""

    start: int
    end: int
    value: float
    uom: str
    label: str


_AMOUNT = re.compile(
    rf"(?<![\dA-Za-z.第〔])({_FIGURE})(余|多)?({UNIT}|个百分点|[\u4e00-\u9fff]?%)(余|多)?"
)
_SCALES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4}
_RATES = ("%", "‰", "百分点", "倍", "年", "月", "天", "日", "工作日", "小时", "分", "度")
_ROUGH = re.compile("(?:约|近|超|超过|逾|不少于|至少|左右|以上|突破)$")
# Labels that sort by quality or by stage: such parts may overlap or leave a rest.
_OVERLAPPING = re.compile(
    "级|规上|规模以上|限额|以上|以下|重点|龙头|骨干|示范|专精特新|小巨人|高新|上市|瞪羚|独角兽|单项冠军|首|新增|新建|"
    "在建|开工|竣工|投产|完成|已|未|完工|签约|落地|入库|到位|本季|本月|当月|当季|今年|本年|上半年|季度|主要|仅|超|"
    r"上季|上月|去年|同期|目标|计划|原|较|累计|含|如|\d年|"
    "发明|有效|外资|民营|国有|技改|省外|市外|境外|博士|硕士|高级|党员|女|整改|办结|通过|获|验收|其他重大|亿元"
)
# Two labels of which one takes what the other leaves.
_COMPLEMENTS = (
    ("省内", "省外"), ("市内", "市外"), ("境内", "境外"), ("国内", "国外"), ("新增", "存量"),
    ("国有", "民营"), ("内资", "外资"), ("男", "女"), ("新建", "改建"), ("新建", "改造"),
)  # fmt: skip
_VERBS = re.compile(
    "签约|完成|开展|组织|新增|实现|争取|落实|举办|召开|发放|投入|带动|培训|拟|计划|预计|还|推动|引进|获|建成|解决|"
    "提供|服务|走访|对接|兑现|发布|排查|整改|收集|受理|办理|帮助|累计|共|合计|总|同比|较|比|增|达|超"
)
# Without one of these nothing is said to be a whole: cheap to look for, and most texts have none.
_WHOLE = re.compile("其中|分别|[(:共]|[合总小]计")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[。；;!?\n]")
_GOAL = re.compile("目标|任务|计划|应|拟|预计|力争|需|剩余|尚有|还有|未")


def wrong_parts(text: str) -> WrongParts | None:
    """The first whole of a text whose parts (其中…、分别…、…共…) do not add up to it; else None.

    Only parts in the whole's unit count; 等 leaves a rest; parts by grade or stage (省级, 已开工) may
    overlap, of them only one that exceeds its whole is wrong.
    """
    said = plain(text)
    for sentence in _SENTENCE_END.split(said) if _WHOLE.search(said) else ():
        if not _WHOLE.search(sentence) or not _DIGIT.search(sentence):
            continue
        amounts = list(_amounts(sentence))
        if not 2 <= len(amounts) <= _ROW:
            continue
        found = _of_which(sentence, amounts) or _together(sentence, amounts)
        if found is not None:
            return found
    return None


def _amounts(sentence: str) -> Iterator[_Amount]:
    at = 0
    for found in _AMOUNT.finditer(sentence):
        number, uom = float(found[1].replace(",", "")), found[3]
        if uom in ("年", "月", "日"):
            # A date belongs to the words of the figure behind it.
            continue
        scale = next((word for word in _SCALES if uom.startswith(word) and uom != word), "")
        rough = bool(found[2] or found[4]) or bool(_ROUGH.search(sentence[at : found.start()]))
        base = uom[len(scale) :] + ("~" if rough else "")
        value = number * _SCALES.get(scale, 1)
        yield _Amount(found.start(), found.end(), value, base, sentence[at : found.start()])
        at = found.end()


def _of_which(sentence: str, amounts: list[_Amount]) -> WrongParts | None:
    """12家，其中柳市5家、北白象4家; 共12家（柳市5家、北白象4家）; 共12家，A、B分别5家、4家."""
    for mark in re.finditer(
        r"其中(?:包括|包含|有)?[::]?|[(:](?=[^()]{0,99}\d)|分别(?:为|是|完成)?", sentence
    ):
        before = [each for each in amounts if each.end <= mark.start()]
        after = [each for each in amounts if each.start >= mark.end()]
        if not before or not after:
            continue
        whole_at = next((w for w in reversed(before) if w.uom == after[0].uom), None)
        if whole_at is None or whole_at.uom in _RATES or whole_at.uom.endswith("~"):
            continue
        of_which = mark[0].startswith("其中")
        if not of_which and not _plainly_whole(sentence, whole_at, mark.start(), mark[0]):
            continue
        groups = _parts(sentence, mark.end(), after, whole_at.uom)
        wholes = [w.value for w in before if w.uom == whole_at.uom]
        fault = _fault(groups, wholes, whole_at, sentence, of_which)
        if fault:
            end = groups[-1][-1].end
            start = max(0, whole_at.start - len(whole_at.label[-6:]))
            return WrongParts(printed(sentence[start:end]), fault)
    return None


def _plainly_whole(sentence: str, whole: _Amount, mark: int, word: str) -> bool:
    """Whether 共/合计 or a bracket right behind it says that the figure is the sum of what follows."""
    gap = sentence[whole.end : mark]
    if _GOAL.search(whole.label):
        return False
    if word.startswith("分别"):
        return bool(re.search("共|合计|总", whole.label[-8:])) and len(gap) < 30 and "%" not in gap
    return not re.search(r"[，,、]", gap) and len(gap) <= 10


def _parts(sentence: str, start: int, after: list[_Amount], uom: str) -> list[list[_Amount]]:
    """The parts in the whole's unit, as longer and longer beginnings cut at each comma."""
    found: list[_Amount] = []
    groups: list[list[_Amount]] = []
    at = start
    for each in after:
        gap = sentence[at : each.start]
        label = re.split(r"[，,、]", gap)[-1] if found else gap
        if found and ")" in gap:
            break
        if found and re.search(r"[，,]", gap):
            groups.append(list(found))
            if each.uom != uom or len(label) > 10 or _VERBS.search(label):
                break
        if each.uom == uom + "~":
            return []
        if each.uom == uom:
            found.append(_Amount(each.start, each.end, each.value, each.uom, label))
        at = each.end
    if not groups or len(groups[-1]) < len(found):
        groups.append(found)
    if not found or re.match(r"等|左右|以上", sentence[found[-1].end :]):
        return []
    return groups


def _fault(
    groups: list[list[_Amount]], wholes: list[float], whole: _Amount, sentence: str, of_which: bool
) -> str:
    if not groups:
        return ""
    longest = groups[-1]
    unit = whole.uom
    largest = max(longest, key=lambda each: each.value)
    if of_which and len(longest) >= 1 and largest.value > max(wholes):
        part = sentence[largest.start : largest.end]
        return f"分项 {part}大于总数 {sentence[whole.start : whole.end]}"
    if len(longest) < 2 or _overlap([each.label for each in longest]):
        return ""
    sums = [sum(each.value for each in group) for group in groups]
    if any(_same(total, one) for total in sums for one in wholes):
        return ""
    first = next((s for s, group in zip(sums, groups, strict=True) if len(group) > 1), sums[-1])
    return f"分项合计 {_shown(first, unit)}，与总数 {_shown(whole.value, unit)}不符"


def _overlap(labels: list[str]) -> bool:
    """Whether parts under these labels may overlap or leave a rest."""
    if len(labels) == 2 and any(
        (one in labels[0] and other in labels[1]) or (other in labels[0] and one in labels[1])
        for one, other in _COMPLEMENTS
    ):
        return False
    return any(_OVERLAPPING.search(label) and not label.endswith("类") for label in labels)


def _together(sentence: str, amounts: list[_Amount]) -> WrongParts | None:
    """柳市5家、北白象4家，共12家."""
    for place, whole in enumerate(amounts):
        word = re.search(
            r"(?:(?:一共|总共|共计|合计|总计|小计)|共(?![建享同管用治赢性青生商]))[\u4e00-\u9fff]{0,4}$",
            whole.label,
        )
        if word is None or place < 2 or whole.uom in _RATES or "~" in whole.uom:
            continue
        lead = whole.label[: word.start()]
        if lead.strip("，,、:等") or "等" in lead:
            continue
        parts: list[_Amount] = []
        for each in reversed(amounts[:place]):
            if each.uom != whole.uom:
                break
            parts.insert(0, each)
            if not each.label.startswith("、") and "分别" not in each.label:
                break
        if len(parts) < 2 or any(
            _OVERLAPPING.search(each.label) or _VERBS.search(each.label) for each in parts[1:]
        ):
            continue
        total = sum(each.value for each in parts)
        if not _same(total, whole.value):
            unit = whole.uom
            start = max(0, parts[0].start - len(parts[0].label[-6:]))
            words = f"分项合计 {_shown(total, unit)}，与总数 {_shown(whole.value, unit)}不符"
            return WrongParts(printed(sentence[start : whole.end]), words)
    return None


def _same(one: float, other: float) -> bool:
    """Equal to the accuracy of figures rounded one by one (3.2 + 1.9 亿元 is 5.1)."""
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other)) or (
        one != int(one) and abs(one - other) <= 0.011 * max(abs(one), abs(other))
    )


def _shown(value: float, unit: str) -> str:
    for word, scale in _SCALES.items():
        if value >= scale and word in ("万亿", "亿", "万") and unit in ("元", "吨", "平方米"):
            return f"{plain_number(round(value / scale, 4))} {word}{unit}"
    return f"{plain_number(round(value, 4))} {unit}"
