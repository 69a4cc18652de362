"""Where responsibility clauses stand in a text: in brackets, behind a label, as a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from leqing_desktop.domain.responsibility_units import LONGEST


class Finder(Enum):
    """How a clause was told from the text around it."""

    BRACKET = "bracket"
    LABEL = "label"
    SENTENCE = "sentence"
    NAMES = "names"
    FOLLOWING = "following"


@dataclass(frozen=True, slots=True)
class Found:
    """A clause at ``start`` to ``end``; ``inner`` is what is to be read, without brackets."""

    start: int
    end: int
    inner: tuple[int, int]
    finder: Finder


_PAIRS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "[": "]"}
_CLOSING = "）)〕】]"
_WHO = (
    r"(?:总牵头|牵头责任|牵头实施|牵头|主办|承办|责任|负责|主管|落实|实施|配合|协办|协同|参与|参加)"
    r"(?:责任)?(?:单位|部门|主体|处室|地区|镇街)(?:及分工|（部门）|\(部门\))?"
)
_ROLE = r"(?:总?牵头|责任|配合|负责|主办|承办|协办|参与|落实)"
_LABEL_AT_HEAD = re.compile(rf"\s*(?:{_WHO}\s*[：:]?|{_ROLE}\s*[：:])")
_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fffA-Za-z]){_WHO}\s*[：:为]|(?<=[\n。；;）)】〕]){_WHO}\s*[：:为]"
    rf"|(?<=\n)[【\[（(〔]{_WHO}[】\]）)〕]\s*[：:]?|(?<=[\n。；;])\s*{_ROLE}\s*[：:]"
)
_ROLE_WORD = re.compile(
    r"牵头|配合|负责|按(?:照)?(?:各自)?职责|会同|协办|主办|参与|落实$|共同(?:推进|实施)$"
)
_KIND = (
    r"(?:局|委|办|院|政府|处|厅|部|中心|公司|集团|协会|商会|联合会|银行|支行|镇|乡|街道|新区|功能区|开发区|园区|海关|大学"
    r"|管委会|办公室|委员会|总队|支队|大队|专班|领导小组|有关部门|相关部门|有关单位|相关单位|各部门|各单位|单位|部门|工会|企业|机构|高校|院校|院所|学校|社区|村|科|股|室|队"
    r"|团市委|妇联|残联|科协|(?:合作|联合|供销)社|检察院|法院|所|站|会|镇街|乡镇|分行|分局|县|市|区|县（市、区）)"
)
_UNIT = rf"(?:[^、，,；;。：:！？\n]{{0,{LONGEST}}}?{_KIND}(?:[（(〔][^（()）〕]*[)）〕])?)"
_UNITS = rf"(?:由)?{_UNIT}(?:(?:、|和|及|与|以及|会同|，|,){_UNIT})*?(?:等(?:有关|相关)?(?:部门|单位|部门和单位)?)?"
_DOES = (
    r"(?:牵头(?:负责|落实|实施|推进|组织实施)?|(?:积极|共同|协同)?配合|(?:共同|具体|分别|组织)?负责(?:落实|实施|组织实施)?|参与|协助|指导|协办|(?:共同|协同|具体|分别)(?:推进|实施|落实)"
    r"|(?:按照?|根据)?(?:各自)?职责(?:分工)?(?:分别|共同|协同)?(?:负责|落实|实施|推进))"
)
_SENTENCE = re.compile(rf"{_UNITS}{_DOES}(?:[，,；;]\s*{_UNITS}{_DOES})*")
# 本章 speaks for all of the chapter, wherever in it that is said; 本工程由… for the measure alone.
_OF_SECTION = r"本(?:章节?|节|部分|篇|领域|板块|(?:专项|行动|工程)+(?=[各内下所以]))"
_AHEAD = re.compile(rf"(?:{_OF_SECTION})?(?:以下|下列|下述)|{_OF_SECTION}(?!上述|以上)")
_COUNT = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_FOLLOWING = re.compile(
    rf"(?:{_OF_SECTION}(?:以下|下列|下述|上述|以上)?|(?:本[条部分项]{{1,2}})?(?:以下|下列|下述|上述|以上))"
    rf"(?:第?(?P<first>{_COUNT})[至到—–~～-]第?(?P<last>{_COUNT}))?"
    r"(?:[各内所]?有?(?:项|条|款)?(?:任务|工作|举措|措施|内容|事项)?)(?:[，,]?除[^，,。；;\n]{1,16}外[，,]?)?"
    r"(?:均|都|全部|统一)?由(?P<who>[^。；;\n]{2,120}?)"
    r"(?:牵头负责|牵头|按职责分工负责|负责)(?:[，,]?[^。；;\n]{0,160}(?:配合|参与|协助|负责|落实))?(?:落实|实施|推进)?"
)
_RULE = re.compile(
    r"(?:首位|第一(?:位|名|个)?|最前面?)的?(?:责任)?(?:单位|部门)?(?:均|即|皆)?(?:为|是|作为)?(?:总)?(?:牵头|主要责任|主办|第一责任)"
)
_STRONG_NAME = re.compile(
    r"(?:[市县区省州]|各).{1,24}(?:局|委|办|中心|管委会|镇|街道|政府|公司|院|部|行|集团|功能区|乡镇|镇街|会)|.{2,12}(?:管委会|街道办?|人民政府|镇|街道|公司|局|委|办公室|集团)"
)
_BY_MARK = re.compile(r"[（(](?:牵头|主办|配合|协办)[）)]")
_WHOLE_NAME = re.compile(
    rf"(?<![市县区]市)(?<![市县区]县)(?<![市县区]区){_KIND}(?<![、：:][市县区])(?<![、：:][市县区][市县区])(?:[）)〕】])?\s*$|负责$|牵头$|配合$|落实$|等$"
)
_NEXT_FIELD = re.compile(r"\s*[\u4e00-\u9fff]{2,8}[：:]")
_REST_OF_NAME = re.compile(rf"[^、，,；;。：:\n]{{0,12}}{_KIND}(?=[、，,；;。\n]|$)")
# A clause that is longer is no clause, whatever it begins with.
_LONGEST_CLAUSE = 600


def find_clauses(text: str) -> list[Found]:
    """Every clause in order, none inside another."""
    taken: list[Found] = []
    starts: list[int] = []

    def add(found: Found) -> None:
        at = bisect_left(starts, found.start)
        behind = at == len(taken) or found.end <= taken[at].start
        if behind and (at == 0 or taken[at - 1].end <= found.start):
            taken.insert(at, found)
            starts.insert(at, found.start)

    bracketed = _bracketed(text)
    for found in bracketed:
        if found.finder is not Finder.NAMES:
            add(found)
    for match in _FOLLOWING.finditer(text):
        ahead = _AHEAD.match(match[0])
        finder = Finder.FOLLOWING if ahead else Finder.SENTENCE
        add(Found(match.start(), match.end(), (match.start("who"), match.end()), finder))
    for match in _LABEL.finditer(text):
        end = _clause_end(text, match.end())
        add(Found(match.start(), end, (match.start(), end), Finder.LABEL))
    for found in bracketed:
        # A bare list of units may be part of a name in a clause: 市爱卫办（市卫健委）.
        if found.finder is Finder.NAMES:
            add(found)
    for start, end in _sentences(text):
        if _ROLE_WORD.search(text, start, end) and _SENTENCE.fullmatch(text, start, end):
            add(Found(start, end, (start, end), Finder.SENTENCE))
        elif end - start <= 80 and _RULE.search(text, start, end):
            # The sentence states the rule and names nobody.
            add(Found(start, end, (start, end), Finder.SENTENCE))
    return taken


def _bracketed(text: str) -> list[Found]:
    found: list[Found] = []
    stack: list[int] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            stack.append(at)
        elif sign in _CLOSING and stack:
            # A half-width bracket may close a full-width one: slips of the pen are common.
            start = stack.pop()
            if not stack or not _is_clause(text, stack[0] + 1):
                finder = _kind(text, start, at)
                if finder is not None:
                    while found and found[-1].start >= start:
                        found.pop()
                    found.append(Found(start, at + 1, (start + 1, at), finder))
        elif stack and (sign == "\n" or at - stack[0] > _LONGEST_CLAUSE):
            if not _is_clause(text, stack[0] + 1):
                stack.clear()
            elif (found_open := _unclosed(text, stack[0], at)) is not None:
                found = [*(f for f in found if f.start < stack[0]), found_open]
                stack.clear()
    if stack and _is_clause(text, stack[0] + 1):
        last = _unclosed(text, stack[0], len(text))
        found = [f for f in found if f.start < stack[0]] + ([last] if last else [])
    return found


def _unclosed(text: str, start: int, at: int) -> Found | None:
    """A clause whose closing bracket was forgotten, if it ends by ``at``."""
    end = _clause_end(text, start + 1)
    return Found(start, end, (start + 1, end), Finder.BRACKET) if end <= at else None


def _is_clause(text: str, start: int) -> bool:
    return _LABEL_AT_HEAD.match(text, start) is not None


def _kind(text: str, start: int, end: int) -> Finder | None:
    """What a bracket holds: a clause, a bare list of units at a sentence's end, or neither."""
    if end - start > _LONGEST_CLAUSE or end - start < 3:
        return None
    inner = text[start + 1 : end]
    if _LABEL_AT_HEAD.match(inner):
        # 责任单位 in brackets with nothing behind it is a heading; its units follow it.
        return Finder.BRACKET if re.sub(rf"^\s*{_WHO}\s*[：:]?\s*", "", inner) else None
    squeezed = re.sub(r"\s", "", inner)
    marked = _BY_MARK.search(squeezed) is not None
    squeezed = _BY_MARK.sub("", squeezed)
    names = re.split(r"[、，,；;]", re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", squeezed))
    if _ROLE_WORD.search(squeezed) and re.search(_KIND, squeezed) and _at_end(text, start, end):
        return Finder.BRACKET if _SENTENCE.search(squeezed) else None
    if (marked or _at_end(text, start, end)) and all(
        _STRONG_NAME.fullmatch(name) for name in names if name
    ):
        return Finder.NAMES
    return None


def _at_end(text: str, start: int, end: int) -> bool:
    """The bracket stands at the end of a sentence, or of a heading."""
    behind = text[end + 1 : end + 2]
    before = text[start - 1 : start]
    return behind in ("", "。", "\n", "；", ";") or before in ("。", "；", ";", "\n")


def _clause_end(text: str, start: int) -> int:
    """Where a clause behind a label ends: at 。, a line end, a closing bracket that it did not open.

    A line end inside a list (after 、) or inside a name does not end it.
    """
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST_CLAUSE)):
        sign = text[at]
        if sign in _PAIRS:
            depth += 1
        elif sign in _CLOSING:
            if depth == 0:
                return at
            depth -= 1
        elif sign == "。":
            return at
        elif sign == "\n" and depth == 0:
            behind = text[at + 1 : at + 60]
            goes_on = text[at - 1] in "、，,：:；;" or re.match(rf"\s*{_WHO}\s*[：:]", behind)
            if not goes_on and _NEXT_FIELD.match(behind):
                return at
            whole = _WHOLE_NAME.search(text, max(start, at - 40), at)
            if not goes_on and (whole or not _REST_OF_NAME.match(behind)):
                return at
    return min(len(text), start + _LONGEST_CLAUSE)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in re.finditer(r"[^。\n！？]+", text):
        start, end = found.span()
        while start < end and (text[start].isspace() or text[start] in "）)】〕"):
            start += 1
        # A sentence that begins with a bracket was looked at as a bracket.
        if 4 <= end - start <= 300 and text[start] not in _PAIRS:
            spans.append((start, end))
    return spans
