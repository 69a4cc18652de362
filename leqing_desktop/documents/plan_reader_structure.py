"""Which headings are programmes, measures and goals: chapters that are tasks told from the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leqing_desktop.domain.plan import Number
from leqing_desktop.domain.plan_outline_reading import Node, title_length
from leqing_desktop.domain.responsibility_reading import Clause, ClauseIndex


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """A measure as found: offsets of its title and of all that belongs to it.

    ``inherited``: clauses of its programme, for where it has none of its own.
    """

    no: Number
    title: str | None
    title_span: tuple[int, int]
    start: int
    end: int
    subitems: tuple[Node, ...] = ()
    inherited: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProgramme:
    """A programme as found; a title of None where the document has no such level."""

    no: Number
    title: str | None
    title_span: tuple[int, int] | None
    measures: tuple[ReadMeasure, ...]


@dataclass(frozen=True, slots=True)
class ReadGoal:
    """A goal as found; ``context`` is the goal chapter's text before it, which may hold the year."""

    no: Number
    title: str
    title_span: tuple[int, int]
    start: int
    end: int
    context: tuple[int, int]


@dataclass(slots=True)
class Structure:
    """The plan's skeleton in the document's order."""

    programmes: list[ReadProgramme] = field(default_factory=list)
    goals: list[ReadGoal] = field(default_factory=list)


_NO_TASK = re.compile(
    r"前言|序言|引言|背景|现状|形势|^(?:发展|工作|现实)?基础(?:条件)?$|^(?:发展|工作|现实)?基础与|^(?:发展|工作|建设|主要)*成效|回顾|机遇|挑战|存在.{0,4}问题|面临|指导思想|总体要求|总体思路|总要求|发展思路|基本思路"
    r"|(?:基本|发展|工作|实施|编制)?原则|^(?:实施|组织|规划|政策|工作|制度|服务|强化|加强|规划实施)*保障$|保障(?:措施|机制)|^保障体系$|组织实施|组织领导|组织保障|实施保障|规划实施|推进机制$|工作机制$|(?:工作|行动|实施|组织|有关)要求|附则|附件|附录"
    r"|名词解释|编制依据|规划依据|适用(?:范围|对象)|规划范围|远景|展望|愿景|重大意义|重要意义|现实意义|监督检查|环境影响|施行|总则|优势.{0,6}制约|对标分析"
)
_TASK = re.compile(
    r"任务|举措|措施|工程|行动|工作安排|工作内容|工作重点|重点工作|实施内容|重点领域|主要工作|改革事项|实施路径|推进路径"
)
_GENERIC = re.compile(
    r"^(?:主要|重点|工作|战略|具体|核心|重大|改革|实施|推进|年度)*(?:任务|举措|措施|工作|内容|安排|事项|路径|行动|工程)"
    r"(?:[与和及、](?:主要|重点|工作|具体|责任)*(?:任务|举措|措施|工作|工程|项目|行动|分工|路径))*(?:安排|内容|清单|分解|分工)?$"
    r"|^[\u4e00-\u9fff]{2}(?:任务|举措|措施|内容|事项|路径)$"
)
_GOAL = re.compile(
    r"目标(?:任务|要求|指标|体系)?(?:[（(].*)?$|(?:主要|发展|预期|量化|考核)指标$|目标(?=[与和及、])"
)
_PLAN_WORD = re.compile("(?:行动|工作|工程|实施|总体|规划|方案|计划)*")
_FAR = re.compile(r"远景|展望|愿景")

_HEAD = re.compile(
    r"[●■◆▪•▲★◎○·—–-]*(?:【(?P<boxed>[^】\n]{2,20})】|(?P<plain>[^●■◆▪•▲★◎○。；;：:，,（(\n]{4,26})(?=[。：:]))"
)
# 工作目标：…, 完成时限：…: a field of the measure, not a measure.
_FIELD = re.compile(
    r"\d{4}年|单位|部门|^(?:工作|主要|重点|年度|具体|实施|建设|完成|推进|总体)*"
    r"(?:目标|措施|举措|任务|内容|时限|期限|时间|节点|进度|规模|地点|投资|要求|安排|现状|问题|依据)$"
)


def read_structure(root: Node, text: str, clauses: tuple[Clause, ...]) -> Structure:
    """Programmes, measures and goals of an outline; ``clauses`` are those of the whole text."""
    return _Reader(root, text, clauses).read()


class _Reader:
    def __init__(self, root: Node, text: str, clauses: tuple[Clause, ...]) -> None:
        self._root = root
        self._text = text
        self._clauses = ClauseIndex(c for c in clauses if c.parts and not c.for_following)
        self._following = ClauseIndex(c for c in clauses if c.for_following)

    def read(self) -> Structure:
        found = Structure()
        self._root.children = self._document()
        found.goals = list(self._goals(self._root))
        chapters = [node for node in self._root.children if self._is_task(node)]
        owning = [chapter for chapter in chapters if self._clauses_in(chapter.start, chapter.end)]
        worded = [chapter for chapter in chapters if _TASK.search(_NO_TASK.sub("", chapter.title))]
        if owning:
            chapters = [c for c in chapters if c in owning or c in worded or self._spoken_for(c)]
        elif worded:
            chapters = worded
        for chapter in chapters:
            found.programmes += self._programmes(chapter)
        found.programmes = _joined(found.programmes)
        return found

    # Chapters

    def _document(self) -> list[Node]:
        """The chapters before the annexes; a notice that sends a plan round has it as its annex."""
        own = [node for node in self._root.children if not node.annexed]
        annexed = [node for node in self._root.children if node.annexed]
        if any(self._clauses_in(node.start, node.end) for node in own) or not annexed:
            return own
        speaks = any(self._clauses_in(node.start, node.end) for node in annexed)
        return annexed if speaks or not own else own

    def _is_task(self, node: Node) -> bool:
        if node.depth > 1 and self._clauses_in(node.start, node.end):
            return True
        rest = _NO_TASK.sub("", node.title)
        if rest != node.title and not _names_tasks(rest):
            return False
        aims = node.title.replace("目标任务", "目标")
        if _GOAL.search(node.title) and not _names_tasks(_GOAL.sub("", aims)):
            return bool(self._clauses_in(node.start, node.end))
        return True

    def _spoken_for(self, node: Node) -> bool:
        return bool(self._following.within(node.start, node.end))

    def _clauses_in(self, start: int, end: int) -> tuple[Clause, ...]:
        return self._clauses.within(start, end)

    def _own(self, node: Node) -> tuple[Clause, ...]:
        """Clauses of a heading and its own paragraphs, not of those below it."""
        spans = [(node.title_start, node.title_start + len(node.title)), *node.body]
        return tuple(clause for span in spans for clause in self._clauses.within(*span))

    # Goals

    def _goals(self, node: Node, since: int | None = None) -> Iterator[ReadGoal]:
        """Goals below a node; ``since``: where the heading begins that speaks of goals in all."""
        for child in node.children:
            if _FAR.search(child.title):
                continue
            inner = [
                c for c in child.children if _GOAL.search(c.title) and not _FAR.search(c.title)
            ]
            if (
                _GOAL.search(child.title)
                and not inner
                and not self._clauses_in(child.start, child.end)
            ):
                yield from self._goals_of(child, child.start if since is None else since)
            else:
                begin = child.start if inner and since is None else since
                yield from self._goals(child, begin)

    def _goals_of(self, node: Node, since: int) -> Iterator[ReadGoal]:
        items = [c for c in node.children if not _NO_TASK.search(c.title)]
        span = (node.title_start, node.title_start + len(node.title))
        if node.body and items:
            first, last = node.body[0][0], node.body[-1][1]
            yield ReadGoal(node.no, node.title, span, first, last, (since, node.start))
        for item in items:
            # （一）到2026年，…: a sentence with a number, under the heading's name.
            own = item if not re.match(r"到?20\d\d年", item.title) else node
            title = (own.title_start, own.title_start + len(own.title))
            yield ReadGoal(
                item.no, own.title, title, item.title_start, item.end, (since, item.start)
            )
        if items:
            return
        yield from self._goals_in_text(node, since)

    def _goals_in_text(self, node: Node, since: int) -> Iterator[ReadGoal]:
        """Paragraphs with a head of their own are goals; those without one stand under the heading."""
        listed = sum(1 for span in node.body if self._goal_head(*span)) >= 2
        before: ReadGoal | None = None
        for start, end in node.body:
            opening = re.match(r"[-—–·●■◆\s]*", self._text[start:end])
            begin = start + (opening.end() if opening else 0)
            length = title_length(self._text[begin:end])
            headed = begin > start or (listed and self._goal_head(start, end))
            if headed and not re.search(r"\d", self._text[begin : begin + length]):
                if before is not None:
                    yield before
                    before = None
                title = (begin, begin + length)
                yield ReadGoal(None, self._text[slice(*title)], title, begin, end, (since, start))
            elif before is not None:
                before = replace(before, end=end)
            else:
                title = (node.title_start, node.title_start + len(node.title))
                before = ReadGoal(node.no, node.title, title, begin, end, (since, start))
        if before is not None:
            yield before

    def _goal_head(self, start: int, end: int) -> bool:
        """规模目标：… or 产业集聚。…: a few words that name what the paragraph is about."""
        return re.match(r"[\u4e00-\u9fff“”]{3,12}[。：:]", self._text[start:end]) is not None

    # Programmes and measures

    def _programmes(self, chapter: Node) -> list[ReadProgramme]:
        depth = self._measure_depth(chapter)
        if depth <= chapter.depth:
            split = self._unnumbered(chapter)
            if split:
                return [self._programme(chapter, split)]
            return [ReadProgramme(None, None, None, (self._measure(chapter, ()),))]
        programmes: list[ReadProgramme] = []
        for node in self._at_depth(chapter, depth - 1):
            below = [c for c in node.children if c.depth == depth and self._is_task(c)]
            inner = [self._unnumbered(child) for child in below]
            if below and 2 * sum(map(bool, inner)) > len(below):
                # The headings have measures without numbers below them: they are the programmes.
                for child, unnumbered in zip(below, inner, strict=True):
                    measures = unnumbered or [self._nameless(child, ())]
                    programmes.append(self._programme(child, measures))
                continue
            inherited = self._own(node) + self._spoken(node, chapter)
            measures = [self._measure(child, inherited) for child in below]
            if not below:
                measures = self._unnumbered(node)
            if not measures and (node.body or node.title) and node is not chapter:
                measures = [self._nameless(node, self._spoken(node, chapter))]
            if measures:
                programmes.append(self._programme(node, measures))
        return programmes

    def _programme(self, node: Node, measures: list[ReadMeasure]) -> ReadProgramme:
        if node.depth == 1 and _GENERIC.match(node.title):
            return ReadProgramme(None, None, None, tuple(measures))
        span = (node.title_start, node.title_start + len(node.title))
        return ReadProgramme(node.no, node.title, span, tuple(measures))

    def _at_depth(self, chapter: Node, depth: int) -> Iterator[Node]:
        """Nodes of a depth, and those above it that have nothing below them."""
        if chapter.depth >= depth or not chapter.children:
            yield chapter
            return
        for child in chapter.children:
            if self._is_task(child):
                yield from self._at_depth(child, depth)

    def _measure_depth(self, chapter: Node) -> int:
        """The depth that bears the responsibilities; without any, the first that has text."""
        nodes = [node for node in chapter.walk() if node is chapter or self._is_task(node)]
        owners = [node for node in nodes if self._own(node)]
        if owners:
            lifted = self._lifted(nodes, owners)
            counts = Counter(node.depth for node in lifted)
            return max(counts, key=lambda depth: (counts[depth], depth))
        for depth in sorted({node.depth for node in nodes} - {chapter.depth}):
            level = [node for node in nodes if node.depth == depth]
            texts = sum(1 for n in level if sum(end - start for start, end in n.body) > 15)
            if texts >= 0.6 * len(level):
                return depth
        return max(node.depth for node in nodes)

    def _lifted(self, nodes: list[Node], owners: list[Node]) -> list[Node]:
        """Where only the last of several items bears a clause, it speaks for all: their heading's."""
        parents = [
            n
            for n in nodes
            if len(n.children) > 1
            and any(c in owners for c in n.children)
            and not self._spoken_for(n)
        ]
        whole = [
            n
            for n in parents
            if [c in owners for c in n.children] == [False] * (len(n.children) - 1) + [True]
        ]
        if not whole or 2 * len(whole) < len(parents):
            return owners
        last = {id(n.children[-1]) for n in whole}
        return [n for n in owners if id(n) not in last] + whole

    def _measure(self, node: Node, inherited: tuple[Clause, ...]) -> ReadMeasure:
        span = (node.title_start, node.title_start + len(node.title))
        inherited = tuple(c for c in inherited if _speaks_for(c, node.no))
        return ReadMeasure(
            node.no, node.title, span, node.start, node.end, tuple(node.children), inherited
        )

    def _nameless(self, node: Node, inherited: tuple[Clause, ...]) -> ReadMeasure:
        """The one measure of a programme that has its text and its units itself."""
        span = (node.title_start, node.title_start)
        items = tuple(node.children)
        return ReadMeasure(None, None, span, node.start, node.end, items, inherited)

    def _spoken(self, node: Node, chapter: Node) -> tuple[Clause, ...]:
        """以下均由…负责 said in the node's own words, or in its chapter's before the first heading."""
        inside = self._following.within(node.start, node.end)
        before = [c for span in chapter.body for c in self._following.within(*span)]
        return inside or tuple(before[-1:])

    def _unnumbered(self, node: Node) -> list[ReadMeasure]:
        """Paragraphs that each begin with a short sentence for a title are measures."""
        if node.children or len(node.body) < 2:
            return []
        measures: list[list[int]] = []
        texts = 0
        for start, end in node.body:
            first, length = self._short_title(start, end)
            only_clause = any(c.start - start < 3 for c in self._clauses_in(start, end))
            # What stands in front of the first measure is its programme's introduction.
            texts += not only_clause and bool(measures or length)
            if length and not only_clause:
                measures.append([first, first + length, end])
            elif measures:
                measures[-1][2] = end
        if len(measures) < 2 or len(measures) < 0.7 * texts:
            return []
        owning = sum(1 for start, _, end in measures if self._clauses_in(start, end))
        if 0 < owning < 0.7 * len(measures):
            # One clause at the end speaks for all the paragraphs: they are one measure.
            return []
        return [
            ReadMeasure(None, self._text[start:stop], (start, stop), start, end)
            for start, stop, end in measures
        ]

    def _short_title(self, start: int, end: int) -> tuple[int, int]:
        """Where a paragraph's short title begins and its length, 0 where it has none: 【智慧民生】."""
        found = _HEAD.match(self._text, start, end)
        if found is None or _FIELD.search(found[found.lastgroup or 0]):
            return start, 0
        name = found.lastgroup or 0
        return found.start(name), len(found[name])


def _names_tasks(title: str) -> bool:
    """Whether what is left of 行动背景 or 目标和重点任务 speaks of tasks and not only of the plan."""
    return bool(_TASK.search(title)) and not _PLAN_WORD.fullmatch(title)


def _speaks_for(clause: Clause, no: Number) -> bool:
    if clause.only is None:
        return True
    return isinstance(no, int) and clause.only[0] <= no <= clause.only[1]


def _joined(programmes: list[ReadProgramme]) -> list[ReadProgramme]:
    """Measures without a programme, chapter after chapter, stand under one that has no title."""
    joined: list[ReadProgramme] = []
    for each in programmes:
        if joined and each.title is None and joined[-1].title is None:
            measures = joined[-1].measures + each.measures
            joined[-1] = ReadProgramme(None, None, None, measures)
        else:
            joined.append(each)
    return joined
