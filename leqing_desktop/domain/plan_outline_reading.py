"""The outline of a plan's running text: headings by their numbers, nested as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from leqing_desktop.domain.outline import chinese_value
from leqing_desktop.domain.plan import Number


class Scheme(IntEnum):
    """Numbering schemes, from the outermost in official documents to the innermost."""

    DIVISION = 0  # 第一篇, 第一部分
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    COMMA = 3  # 一、
    BRACKET = 4  # （一）
    DIGIT = 5  # 1．
    DOTTED_2 = 6  # 1.1
    DOTTED_3 = 7  # 1.1.1
    DIGIT_BRACKET = 8  # （1） 1）
    CIRCLED = 9  # ①
    LETTER = 10  # A.
    PLAIN = 11  # a line of its own without a number
    WORD = 12  # 行动一： 举措1, at whatever level it first stands


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed number: its scheme, value, and the length of what it takes up."""

    scheme: Scheme
    no: Number
    length: int


_CHINESE = "〇零一二三四五六七八九十百"
_FORMS: tuple[tuple[Scheme, re.Pattern[str]], ...] = tuple(
    (scheme, re.compile(form))
    for scheme, form in (
        (Scheme.DIVISION, rf"第([{_CHINESE}\d]{{1,4}})(?:篇|部分|编)[ 、：:]?"),
        (
            Scheme.DIVISION,
            rf"附[件表](?P<n>\d{{0,2}}|[{_CHINESE}]{{0,2}})[：:. ]?(?=[^，。；]{{0,40}}$)",
        ),
        (Scheme.CHAPTER, rf"第([{_CHINESE}\d]{{1,4}})章[ 、：:]?"),
        (Scheme.SECTION, rf"第([{_CHINESE}\d]{{1,4}})节[ 、：:]?"),
        (Scheme.COMMA, rf"第([{_CHINESE}\d]{{1,4}})条[ 、：:.．]?(?=\S)"),
        (Scheme.COMMA, rf"([{_CHINESE}]{{1,4}})[、．.][ ]?(?=\S)"),
        (Scheme.BRACKET, rf"[（(〔【]([{_CHINESE}]{{1,4}})[）)〕】][、 ]?(?=\S)"),
        (
            Scheme.WORD,
            r"(?:重点|专项|主要)*(?:工程|行动|任务|工作|举措|措施|计划)"
            rf"(?:([{_CHINESE}]{{1,4}})[：:、．. ](?=\S)|(\d{{1,2}})"
            r"(?:[：:、．.](?=[\u4e00-\u9fff“《])|[ ]?(?=[\u4e00-\u9fff“《])"
            r"(?![个家项亿万千百倍元年月日条类批处名座场])))",
        ),
        (
            Scheme.DOTTED_3,
            r"(\d{1,2}[.．]\d{1,2}[.．]\d{1,2})[.．、]?[ ]?(?=[^\d\s%.．个家项亿万])",
        ),
        (
            Scheme.DOTTED_2,
            r"(\d{1,2}[.．]\d{1,2})[、 ]?(?=[\u4e00-\u9fff“《])"
            r"(?![个家项亿万千百倍元年月日吨亩米]|平方|公里|公顷|公斤|以[内上下]|左右)",
        ),
        # 2.6月底前完成排查 is item 2: a month has no decimals.
        (
            Scheme.DIGIT,
            r"(\d{1,3})[．.、][ ]?(?=[^\d\s.．、%]|\d{1,2}月(?:\d|[底初中上下末份前]))",
        ),
        (Scheme.DIGIT_BRACKET, r"[（(〔]?(\d{1,2})[）)〕][、. ]?(?=\S)"),
        (Scheme.CIRCLED, r"([①-⑳])[、. ]?(?=\S)"),
        (Scheme.LETTER, r"([A-Za-z])[．.、）)][ ]?(?=[\u4e00-\u9fff“《])"),
    )
)
# What a number or its word begins with; most lines begin with neither.
_BEGINS = re.compile(rf"[第附（(〔【\d①-⑳A-Za-z{_CHINESE}工行任举措计重专主]")
TITLE_LENGTH = 40
"""Characters of a heading that has its text behind it; longer first sentences are cut at a comma."""
_WITHIN = 0.3
"""How much further in than its parent a 行动一： stands; three of them fit between two schemes."""
_SIGNATURE = re.compile(
    r"[（(〔【\[]?(?:责任|牵头|配合|负责|主办|协办)(?:单位|部门|主体|处室|领导)"
)
# 1.责任单位：… is a field of the heading above it; 任务名称：修路 is called 修路.
_FIELD = re.compile(
    r"(?:(?:工作|主要|具体|建设|任务|目标|年度|预期)*(?:内容|措施|举措|目标|成效)|(?:责任|牵头|配合|主办|协办|分管|包联)(?:单位|部门|领导|人|处室|科室)"
    r"|(?:完成|办结|推进)?(?:时限|时间|期限|时间节点))[：:]"
)
_ANNEX = re.compile(r"附[件表]")
_CALLED = re.compile(
    r"(?:(?:工作|重点|主要|具体)?任务|(?:任务|项目|举措|工作)名称|举措|项目)[：:](?=\S{2})"
)
# Chapters of a plan that numbers its measures alone.
_CHAPTER_NAME = re.compile(
    r"(?:工作|总体|主要|发展|行动|重点|战略|具体|组织|实施|保障|推进|指导|基本|建设)*(?:目标|任务|举措|措施|保障|要求|背景|原则|思路|思想|步骤|安排|基础|形势|现状)"
    r"(?:[和与及、](?:主要|重点|工作|具体)*(?:任务|举措|措施|安排|分工|目标))?"
)
_LOOSE = (None, Scheme.CHAPTER, *(each for each in Scheme if each >= Scheme.DIGIT))
_NOT_PLAIN = re.compile(
    r"[。；;，,：:！？!?|\t]|^[（(〔【“《\-—]|^(?:表|图|注|附|专栏|来源|单位|年|到|至|关于)|\d{4}年?\d?"
)


def heading_of(text: str) -> Heading | None:
    """The number at the head of a line or paragraph, None where it starts with none."""
    if _BEGINS.match(text) is None:
        return None
    for scheme, form in _FORMS:
        found = form.match(text)
        if found is not None:
            number = next(filter(None, found.groups()), "")
            return Heading(scheme, _printed(number), found.end())
    return None


def _printed(number: str) -> Number:
    if not number:
        return None
    if number.isascii() and number.isdecimal():
        return int(number)
    if len(number) == 1 and "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    value = chinese_value(number)
    return number if value is None else value


@dataclass(slots=True, eq=False)
class Node:
    """A heading with what stands under it; ``start`` and ``end`` are offsets of all of it.

    ``title`` is the short title, at ``title_start``; ``body`` holds offsets (start, end) of the
    heading's own text behind the title and of its own paragraphs, before its first child.
    ``annexed``: it stands behind the word 附件.
    """

    scheme: Scheme | None
    no: Number
    title: str
    title_start: int
    start: int
    end: int
    body: list[tuple[int, int]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    depth: int = 0
    rank: float = -1
    annexed: bool = False
    word: str = ""

    def walk(self) -> Iterable[Node]:
        """The node and all below it in the document's order."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_outline(paragraphs: Iterable[tuple[str, int]], length: int) -> Node:
    """The outline of paragraphs (text, offset); ``length`` is the whole text's.

    A scheme that stands open is continued, an outer one closes all within it, an inner one goes
    one level down; so the same scheme may restart in every chapter.
    """
    root = Node(None, None, "", 0, 0, length)
    stack = [root]
    annexed = False
    for text, start in paragraphs:
        heading = heading_of(text) or _plain_heading(text, stack)
        if heading is None or (stack[1:] and _FIELD.match(text, heading.length)):
            stack[-1].body.append((start, start + len(text)))
            continue
        if _ANNEX.match(text):
            # What follows stands beside the chapters before it, and begins with its own.
            for open_node in stack[1:]:
                open_node.end = start
            del stack[1:]
            annexed = True
            continue
        rank = _rank(heading, text, stack)
        while len(stack) > 1 and stack[-1].rank >= rank:
            stack.pop().end = start
        node = _node(text, start, heading)
        node.rank = rank
        node.annexed = annexed
        if heading.scheme is Scheme.WORD:
            node.word = re.split(r"[一二三四五六七八九十\d]", text, maxsplit=1)[0]
        node.depth = stack[-1].depth + 1
        stack[-1].children.append(node)
        stack.append(node)
    for node in stack:
        node.end = length
    _without_empty_lines(root)
    return root


def _rank(heading: Heading, text: str, stack: list[Node]) -> float:
    """How far in a heading stands: by its scheme; 行动一： where the first of them stood."""
    if heading.scheme is not Scheme.WORD:
        return heading.scheme
    alike = (node for node in reversed(stack) if node.word and text.startswith(node.word))
    before = next(alike, None)
    return stack[-1].rank + _WITHIN if before is None else before.rank


def _without_empty_lines(node: Node) -> None:
    """A line of its own with nothing below it was no heading: its text is its parent's."""
    for child in node.children:
        _without_empty_lines(child)
    kept: list[Node] = []
    for child in node.children:
        if child.scheme is Scheme.PLAIN and not child.body and not child.children:
            owner = kept[-1] if kept else node
            while owner.children:
                owner = owner.children[-1]
            owner.body.append((child.start, child.title_start + len(child.title)))
            owner.end = max(owner.end, child.end)
        else:
            kept.append(child)
    node.children = kept


def is_chapter_name(text: str) -> bool:
    """Whether a line is what chapters are called, with or without a number: 主要目标, 保障措施."""
    return _CHAPTER_NAME.fullmatch(text) is not None


def _plain_heading(text: str, stack: list[Node]) -> Heading | None:
    """A short line without a number and without punctuation: 重点任务, or one inside a chapter."""
    if is_chapter_name(text) and all(node.scheme in _LOOSE for node in stack):
        return Heading(Scheme.CHAPTER, None, 0)
    if len(stack) == 1 or not 4 <= len(text) <= 24 or _NOT_PLAIN.search(text):
        return None
    if _SIGNATURE.match(text) or not re.search(r"[\u4e00-\u9fff]{3}", text):
        return None
    return Heading(Scheme.PLAIN, None, 0)


def _node(text: str, start: int, heading: Heading) -> Node:
    called = _CALLED.match(text, heading.length)
    begin = called.end() if called else heading.length
    rest = text[begin:]
    length = title_length(rest)
    title_start = start + begin
    node = Node(heading.scheme, heading.no, rest[:length].rstrip(" ："), title_start, start, start)
    behind = length + len(rest[length:]) - len(rest[length:].lstrip("。；;：: ，,"))
    if behind < len(rest):
        node.body.append((title_start + behind, start + len(text)))
    elif length < len(rest):
        node.body.append((title_start + length, start + len(text)))
    return node


def title_length(text: str) -> int:
    """How much of a heading's text is its short title: to the first 。 or ： or responsibility clause.

    A first sentence that is too long for a title is cut at its first comma.
    """
    ends = [found.start() for found in re.finditer(r"[。；;：:！？\n]", text[: TITLE_LENGTH + 1])]
    clause = _SIGNATURE.search(text[: TITLE_LENGTH + 1])
    if clause is not None:
        ends.append(clause.start())
    bracket = re.search(r"[（(〔【][^（(〔【]{2,40}(?:牵头|负责|配合)", text[: TITLE_LENGTH + 20])
    if bracket is not None:
        ends.append(bracket.start())
    if ends:
        return min(ends)
    if len(text) <= TITLE_LENGTH:
        return len(text)
    comma = re.search(r"[，,]", text)
    return min(comma.start() if comma is not None else TITLE_LENGTH, TITLE_LENGTH)
