"""Who is to do what: the responsibility clauses of a plan's text, in the forms offices use."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from leqing_desktop.domain.assignment import Assignment, Role
from leqing_desktop.domain.outline import chinese_value
from leqing_desktop.domain.responsibility_clause import Finder, Found, find_clauses
from leqing_desktop.domain.responsibility_units import NamedUnit, split_named


@dataclass(frozen=True, slots=True)
class PlacedAssignment:
    """One unit's part, and where the name stands in the text that was read."""

    assignment: Assignment
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One responsibility clause at ``start`` to ``end``; it speaks for the text before it.

    ``for_following``: 以下均由…负责, which speaks for what comes after it; ``only`` for the numbers
    that it names (以下1至3项均由…).
    """

    parts: tuple[PlacedAssignment, ...]
    start: int
    end: int
    open_list: bool = False
    states_lead_rule: bool = False
    for_following: bool = False
    only: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Responsibilities:
    """All clauses of a text in order; ``states_lead_rule``: the first of each clause leads."""

    clauses: tuple[Clause, ...] = ()
    states_lead_rule: bool = False

    @property
    def parts(self) -> tuple[PlacedAssignment, ...]:
        """Every part of every clause that speaks for the text it stands in, in order."""
        return tuple(p for c in self.clauses if not c.for_following for p in c.parts)

    @property
    def open_list(self) -> bool:
        """A trailing 等(有关部门) stands in one of the clauses."""
        return any(clause.open_list for clause in self.clauses)

    @property
    def units(self) -> tuple[PlacedAssignment, ...]:
        """Each unit once, where it is first named, with the weightiest of its roles."""
        return each_once(self.parts)


class ClauseIndex:
    """Clauses in the order of the text, found by where they begin."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._clauses = tuple(clauses)
        self._starts = [clause.start for clause in self._clauses]

    def within(self, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses that begin from ``start`` to before ``end``."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._clauses[low:high]

    def touches(self, start: int, end: int) -> bool:
        """Whether a clause lies over part of ``start`` to ``end``; clauses never overlap."""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and self._clauses[at].end >= start


_WEIGHT = {Role.LEAD: 0, Role.RESPONSIBLE: 1, Role.SUPPORT: 2}


def each_once(parts: tuple[PlacedAssignment, ...]) -> tuple[PlacedAssignment, ...]:
    """Each unit once, where it is first named, with the weightiest of its roles."""
    found: dict[str, PlacedAssignment] = {}
    for part in parts:
        unit, role = part.assignment.unit, part.assignment.role
        first = found.get(unit)
        if first is None:
            found[unit] = part
        elif _WEIGHT[role] < _WEIGHT[first.assignment.role]:
            found[unit] = PlacedAssignment(Assignment(unit, role), first.start, first.end)
    return tuple(found.values())


def counted(parts: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """Where nobody leads, the first responsible unit counts (DESIGN §3)."""
    if any(part.role is Role.LEAD for part in parts):
        return parts
    first = next((part for part in parts if part.role is Role.RESPONSIBLE), None)
    return tuple(Assignment(p.unit, p.role, counts_first=p is first) for p in parts)


_LEAD_RULE = re.compile(
    r"(?:均?以|由)?(?:排(?:名|列|序)?|列|位|居|署名)?(?:在|于)?(?:首位|第一(?:位|名|个)?|最前面?)的?(?:责任)?(?:单位|部门)?"
    r"(?:均|即|皆)?(?:为|是|作为)?(?:总)?(?:牵头|主要责任|主办|第一责任)(?:负责)?(?:的)?(?:单位|部门)?"
)
_LABEL = re.compile(
    r"\s*[【\[（(〔]?(?P<role>总牵头|牵头|主办|承办|责任|负责|主管|落实|实施|主体|配合|协办|协同|协助|参与|参加|支持|指导)"
    r"(?:责任|实施|负责)?(?P<what>单位|部门|主体|处室|地区|镇街|领导|科室|人)?(?:及分工|和部门|（部门）|\(部门\))?[】\]）)〕]?\s*(?P<sign>[：:]|为(?=[市县区省各])|(?=\S))"
)
_OTHER_LABEL = re.compile(
    r"\s*(?:完成|实施|建设)?(?:时限|时间|节点|期限|年限|进度)(?:节点|要求|安排)?[：:]|\s*[^：:，,；;、。]{1,12}[：:]"
)
_INNER_LABEL = re.compile(
    r"(?:牵头|配合|责任|协办|参与|主办)(?:单位|部门|处室)[：:]|(?:完成|办结)?(?:时限|时间|期限)[：:]|责任(?:人|领导)[：:]"
    r"|[【\[〔（(](?:牵头|配合|责任|协办|参与|主办)(?:单位|部门|处室)[】\]〕）)]"
)
_ROLES = {
    "总牵头": Role.LEAD, "牵头": Role.LEAD, "主办": Role.LEAD,
    "配合": Role.SUPPORT, "协办": Role.SUPPORT, "协同": Role.SUPPORT, "协助": Role.SUPPORT,
    "参与": Role.SUPPORT, "参加": Role.SUPPORT, "支持": Role.SUPPORT, "指导": Role.SUPPORT,
}  # fmt: skip
_VERB = re.compile(
    r"(?P<lead>(?:负责|总)?牵头(?:负责|落实|实施|组织|抓落实|推进)?|主办)"
    r"|(?P<with>会同|(?<=[局委办厅院部府心司站队镇乡会])(?:联合(?!会)|商(?![务会业贸城投检])))(?=\S)"
    r"|(?P<support>(?:积极|密切|协同|共同)?(?:配合|参与|参加|协助|协办|支持)(?:落实|实施|做好|推进)?)"
    r"|(?P<guide>(?:负责)?(?:指导|督促指导))"
    r"|(?P<do>(?:按照?|根据|依据|结合)?(?:各自)?(?:的)?(?:工作)?(?:职责|职能)(?:分工|范围)?(?:分别|共同|协同|抓好)?(?:负责|落实|实施|推进|抓落实)?"
    r"|(?:分工|分别|共同|具体|组织|协同|统筹|各自)?(?:负责(?:落实|实施|推进|组织实施)?|承办|抓好落实|组织实施|(?:具体|抓好|分工|分别|共同)落实|(?:共同|协同|具体|分别)(?:推进|实施)|落实(?=$|[，,；;。）)])))"
)


def read_responsibilities(text: str, leads_first: bool = False) -> Responsibilities:
    """The responsibility clauses of a text, with offsets into it; nothing that is not written.

    Roles by DESIGN §3: 牵头 leads, 责任/负责/按职责分工 are responsible, 配合/参与/协助/指导 and what stands
    behind 会同 support. ``leads_first``: an earlier statement (排在第一位的为牵头部门，下同) makes the first
    of each clause lead; the result says in ``states_lead_rule`` whether it holds from here on.
    """
    clauses: list[Clause] = []
    rule = leads_first
    for found in find_clauses(text):
        clause = _read(text, found, rule)
        rule = rule or clause.states_lead_rule
        if clause.parts or clause.states_lead_rule:
            clauses.append(clause)
    return Responsibilities(tuple(clauses), rule)


def _read(text: str, found: Found, leads_first: bool) -> Clause:
    start, end = found.inner
    stated = _LEAD_RULE.search(text, start, end)
    reader = _ClauseReader(text, Role.RESPONSIBLE)
    for first, last in _sections(text, start, end):
        ruled = _LEAD_RULE.search(text, first, last)
        if ruled is not None:
            # The words before it in the same section may still name units: A、B（排第一位的为牵头部门）.
            first, last = first, max(first, ruled.start())
        reader.section(first, last)
    parts = reader.parts
    if found.finder is Finder.NAMES and not parts:
        return Clause((), found.start, found.end)
    leads = leads_first or stated is not None
    if leads and parts and not any(p.assignment.role is Role.LEAD for p in parts):
        first_of_all = parts[0].assignment
        if first_of_all.role is Role.RESPONSIBLE:
            lead = Assignment(first_of_all.unit, Role.LEAD)
            parts[0] = PlacedAssignment(lead, parts[0].start, parts[0].end)
    following = found.finder is Finder.FOLLOWING
    return Clause(
        tuple(parts),
        found.start,
        found.end,
        reader.open_list,
        stated is not None,
        following,
        _numbers(text, found.start, start) if following else None,
    )


_NUMBERS = re.compile(
    r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})[至到—–~～-]第?(\d{1,2}|[一二三四五六七八九十]{1,3})"
)


def _numbers(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first and last number of 以下1至3项, None where it names none."""
    found = _NUMBERS.search(text, start, end)
    if found is None:
        return None
    first, last = (int(n) if n.isdecimal() else chinese_value(n) for n in found.groups())
    return None if first is None or last is None else (first, last)


def _sections(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A clause parted at ； 。 and at every ， outside inner brackets."""
    cuts, depth, first = [], 0, start
    for at in range(start, end):
        if text[at] in "（(〔【[":
            depth += 1
        elif text[at] in "）)〕】]":
            depth = max(0, depth - 1)
        elif depth == 0 and text[at] in "；;。，,\t":
            cuts.append((first, at))
            first = at + 1
    return [*cuts, (first, end)]


class _ClauseReader:
    """Reads the sections of one clause; a label holds until the next one."""

    def __init__(self, text: str, role: Role) -> None:
        self._text = text
        self._role: Role | None = role
        self.parts: list[PlacedAssignment] = []
        self.open_list = False

    def section(self, start: int, end: int) -> None:
        """Read ``text[start:end]``: labels (牵头单位：) and verbs (…牵头，…配合) give the roles."""
        start = self._label(start, end)
        if self._role is None:
            return
        role, at = self._role, start
        for verb in self._verbs(start, end):
            self._take(at, verb.start(), self._role_of(verb, role))
            # What follows 会同 supports, what follows …指导下 is a section of its own.
            role = Role.SUPPORT if verb["with"] else self._role
            at = verb.end()
        inner = next((m for m in self._inner_labels(at, end)), None)
        if inner is not None:
            self._take(at, inner, role)
            self.section(inner, end)
            return
        self._take(at, end, role)

    def _label(self, start: int, end: int) -> int:
        found = _LABEL.match(self._text, start, end)
        if found is not None and (found["sign"] or found["what"]):
            person = found["what"] in ("领导", "人", "科室")
            self._role = None if person else _ROLES.get(found["role"], Role.RESPONSIBLE)
            return found.end()
        other = _OTHER_LABEL.match(self._text, start, end)
        if other is not None:
            self._role = None
        return start

    def _inner_labels(self, start: int, end: int) -> list[int]:
        """A second label without a sign before it: 责任单位：A 配合单位：B."""
        return [found.start() for found in _INNER_LABEL.finditer(self._text, start + 1, end)]

    def _verbs(self, start: int, end: int) -> list[re.Match[str]]:
        """Role words outside brackets; 支持 or 指导 inside a name (指导中心) is none."""
        depth, found = 0, []
        at = start
        while at < end:
            sign = self._text[at]
            if sign in "（(〔【[":
                depth += 1
            elif sign in "）)〕】]":
                depth = max(0, depth - 1)
            elif depth == 0 and (verb := _VERB.match(self._text, at, end)) and verb.end() > at:
                behind = self._text[verb.end() : verb.end() + 1]
                ends = verb.end() >= end or behind in "，,；;。、）)〕】]下"
                if ends or not (verb["guide"] or verb["support"]):
                    found.append(verb)
                    at = verb.end()
                    continue
            at += 1
        return found

    def _role_of(self, verb: re.Match[str], role: Role) -> Role:
        if verb["lead"]:
            return Role.LEAD
        if verb["with"]:
            return role if role is Role.SUPPORT else Role.LEAD
        if verb["support"] or verb["guide"]:
            return Role.SUPPORT
        return Role.SUPPORT if role is Role.SUPPORT else Role.RESPONSIBLE

    def _take(self, start: int, end: int, role: Role) -> None:
        if start >= end:
            return
        units, is_open = split_named(self._text, start, end)
        self.open_list = self.open_list or is_open
        for unit in units:
            own = _ROLES.get(unit.mark, role) if unit.mark else role
            self._add(unit, own)

    def _add(self, unit: NamedUnit, role: Role) -> None:
        self.parts.append(PlacedAssignment(Assignment(unit.name, role), unit.start, unit.end))
