"""A plan document becomes a proposal: programmes, measures, units, targets, tasks, with places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from leqing_desktop.documents import plan_reader_figures as figures
from leqing_desktop.documents import plan_reader_findings as findings
from leqing_desktop.documents.plan_reader_actions import OBLIGES, sentences
from leqing_desktop.documents.plan_reader_cleaning import CleanText, Paragraph, clean
from leqing_desktop.documents.plan_reader_structure import (
    ReadGoal,
    ReadMeasure,
    ReadProgramme,
    Structure,
    read_structure,
)
from leqing_desktop.documents.plan_reader_tasks import FoundTarget, TaskReader
from leqing_desktop.documents.plan_source import read_source
from leqing_desktop.documents.plan_source_text import SourceText
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import (
    GoalFacts,
    MeasureFacts,
    PlanFacts,
    ProgrammeFacts,
    UnitFacts,
)
from leqing_desktop.domain.plan_outline_reading import heading_of, is_chapter_name, read_outline
from leqing_desktop.domain.plan_proposal import (
    GoalPlaces,
    MeasurePlaces,
    PlanPlaces,
    ProgrammePlaces,
    ProposedPlan,
)
from leqing_desktop.domain.responsibility_names import stated_full_names
from leqing_desktop.domain.responsibility_reading import (
    ClauseIndex,
    counted,
    each_once,
    read_responsibilities,
)
from leqing_desktop.domain.unit_name import unit_kind

ReadTargets = Callable[[str, int | None], tuple[FoundTarget, ...]]
"""Targets of a text with the year that holds at its start: indicator, start, end."""

_YEAR = re.compile(r"(?:到|至)(20\d\d)年")
_TITLE = re.compile(
    r"(?:规划|方案|计划|意见|纲要|行动|措施|办法|要点|分工|分解|清单|任务书|责任书|分解表|安排)(?:[（(][^（()）]*[)）])?$"
)
_DRAFT = re.compile(r"[（(](?:[^（()）]*稿|草案|20\d\d年\d+月[^（()）]*)[)）]$")
_YEAR_FIRST = re.compile(r"20\d\d年")
_OFFICE = re.compile(r"(?:局|委|办|厅|政府|办公室|委员会)$")
_NO_HEAD = re.compile(
    r"号$|文件$|公报$|公告$|简报$|[：:。；，]|[局委办厅院会]$|政府$|办公室$|\d日$|^(?:前|引|序)言$|通知$|[）)]$"
)
_SPAN = re.compile(r"[（(](20\d\d)\s*年?\s*[-—–~～至]+\s*(20\d\d)\s*年?[)）]")
_PARAGRAPH_END = re.compile(r"(?<![。；;！？!?：:，,、])\n")
_INLINE_NUMBER = re.compile(r"(?<=[。；;：:，])(?:[（(]\d{1,2}[）)]|\d{1,2}[）)]|[①-⑳])")
# 问题描述：… tells what an inspection found: neither targets nor tasks.
_WHAT_WAS_WRONG = re.compile(
    r"(?:存在的?|主要|具体|突出|反馈)*问题(?:描述|表现|表述|概述|简述|情况)?[：:]"
)
_THIS_YEAR = re.compile(r"全年|年内|今年|本年度")
_TITLE_YEAR = re.compile(r"(20\d\d)年")
_FIVE_YEARS = {"十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}


def plan_targets(text: str, year: int | None) -> tuple[FoundTarget, ...]:
    """The targets of a text as the rules of ``domain.target_reading`` find them."""
    from leqing_desktop.domain.target_reading import read_targets

    return tuple((found.indicator, found.start, found.end) for found in read_targets(text, year))


def read_plan(
    path: Path,
    organisations: Collection[str] = (),
    targets: ReadTargets = plan_targets,
) -> ProposedPlan:
    """Read a .txt, .docx or .pdf plan; Refused in words where that cannot be.

    ``organisations``: names of the organisation list, to find units that are not in it.
    """
    return propose(read_source(path), path.stem, organisations, targets)


def propose(
    source: SourceText,
    name: str = "",
    organisations: Collection[str] = (),
    targets: ReadTargets = plan_targets,
) -> ProposedPlan:
    """The proposal of a source; ``name`` stands for a title where none is printed."""
    return _Proposal(clean(source), name, organisations, targets).read()


class _Proposal:
    def __init__(
        self, cleaned: CleanText, name: str, known: Collection[str], targets: ReadTargets
    ) -> None:
        self._cleaned = cleaned
        self._text = cleaned.text
        self._name = name
        self._known = known
        self._targets = targets
        self._clauses = read_responsibilities(self._text).clauses
        naming = (c for c in self._clauses if c.parts)
        self._naming = ClauseIndex(c for c in naming if not c.for_following)
        self._paragraphs = cleaned.paragraphs()
        self._root = read_outline([(p.text, p.start) for p in self._paragraphs], len(self._text))
        self._masked = self._mask()
        self._dated: set[int] = set()
        self._title, self._printed = self._read_title()
        self._years = self._read_years()

    def read(self) -> ProposedPlan:
        structure = read_structure(self._root, self._text, self._clauses)
        goals = [self._goal(goal) for goal in structure.goals]
        goals = [(facts, places) for facts, places in goals if facts.indicators]
        programmes = [self._programme(programme) for programme in structure.programmes]
        indicators = figures.gather(goals, programmes)
        start_year, end_year = self._years
        stated = stated_full_names(self._text)
        found = self._of_document(bool(programmes))
        found += findings.of_measures(programmes, self._dated)
        found += findings.of_units(programmes, self._known, stated)
        found += figures.two_values(indicators)
        found += figures.unreachable(indicators, self._cleaned, _begin(structure, self._text))
        found += self._unclaimed(structure)
        facts = PlanFacts(
            title=self._title,
            start_year=start_year,
            end_year=end_year or _usual_year(indicators),
            goals=tuple(goal for goal, _ in goals),
            programmes=tuple(programme for programme, _ in programmes),
            units=_organisations([programme for programme, _ in programmes], stated),
            findings=tuple(finding for finding, _ in found),
        )
        places = PlanPlaces(
            tuple(places for _, places in programmes),
            tuple(places for _, places in goals),
            tuple(place for _, place in found),
        )
        return ProposedPlan(facts, places, self._text, self._cleaned.page_starts())

    def _of_document(self, has_measures: bool) -> list[findings.Placed]:
        top = self._cleaned.place(0, min(len(self._text), 1))
        found = []
        if not self._printed:
            sentence = "正文里没有找到规划的题名，暂用文件名，请核对。"
            found.append(findings.of_document("题名", sentence, top))
        silent = self._cleaned.silent_pages()
        if silent:
            pages = "、".join(str(page) for page, _ in silent[:8]) + (
                "等" if len(silent) > 8 else ""
            )
            sentence = f"第 {pages} 页没有读到文字（空白页或扫描页），请看一眼有没有漏掉内容。"
            found.append(findings.of_document("没有文字", sentence, silent[0][1]))
        if not has_measures:
            sentence = "没有认出举措，请检查是不是规划正文。"
            found.append(findings.of_document("没有举措", sentence, top))
        return found

    # Goals

    def _goal(self, goal: ReadGoal) -> tuple[GoalFacts, GoalPlaces]:
        years = _YEAR.findall(self._text, goal.context[0], goal.context[1])
        found = self._read_targets(goal.start, goal.end, int(years[-1]) if years else None)
        facts = GoalFacts(goal.no, goal.title, tuple(indicator for indicator, _, _ in found))
        places = tuple(self._cleaned.place(start, end) for _, start, end in found)
        return facts, GoalPlaces(self._cleaned.place(*goal.title_span), places)

    def _read_targets(self, start: int, end: int, year: int | None) -> list[FoundTarget]:
        """Targets of a part of the text; what was before the plan's first year is none."""
        since, _ = self._years
        found = []
        for read, first, last in self._targets(self._masked[start:end], year):
            indicator = self._of_this_year(read, start, start + first)
            if since is None or indicator.year is None or indicator.year >= since:
                found.append((indicator, start + first, start + last))
        return found

    def _of_this_year(self, indicator: Indicator, start: int, place: int) -> Indicator:
        """全年招引30个 in a plan of one year is of that year."""
        since, last = self._years
        if indicator.year is not None or since != last:
            return indicator
        said = _THIS_YEAR.search(self._masked, start, place)
        return replace(indicator, year=last) if said else indicator

    def _mask(self) -> str:
        """The text without clauses and numbers of items, offsets kept; a paragraph's end is a stop."""
        signs = list(_PARAGRAPH_END.sub("。", self._text))
        blanks = [(clause.start, clause.end) for clause in self._clauses]
        for paragraph in self._paragraphs:
            heading = heading_of(paragraph.text)
            if heading is not None:
                blanks.append((paragraph.start, paragraph.start + heading.length))
            elif _WHAT_WAS_WRONG.match(paragraph.text):
                blanks.append((paragraph.start, paragraph.start + len(paragraph.text)))
        blanks += [found.span() for found in _INLINE_NUMBER.finditer(self._text)]
        for start, end in blanks:
            signs[start:end] = " " * (end - start)
        return "".join(signs)

    # Programmes and measures

    def _programme(self, read: ReadProgramme) -> tuple[ProgrammeFacts, ProgrammePlaces]:
        pairs = [self._measure(measure) for measure in read.measures]
        title = None if read.title_span is None else self._cleaned.place(*read.title_span)
        facts = ProgrammeFacts(read.no, read.title, tuple(measure for measure, _ in pairs))
        return facts, ProgrammePlaces(title, tuple(places for _, places in pairs))

    def _measure(self, read: ReadMeasure) -> tuple[MeasureFacts, MeasurePlaces]:
        own = self._naming.within(read.start, read.end)
        # …配合 alone adds to what was said for all of the section.
        helps = all(p.assignment.role is Role.SUPPORT for clause in own for p in clause.parts)
        clauses = read.inherited + own if helps else own
        units = each_once(tuple(part for clause in clauses for part in clause.parts))
        targets = self._read_targets(read.title_span[0], read.end, None)
        reader = TaskReader(self._text, self._masked, read, own, self._years)
        tasks = reader.read(targets)
        if reader.deadlines.all:
            self._dated.add(read.start)
        facts = MeasureFacts(
            no=read.no,
            title=read.title,
            open_list=any(clause.open_list for clause in clauses),
            units=counted(tuple(part.assignment for part in units)),
            indicators=tuple(indicator for indicator, _, _ in targets),
            tasks=tuple(task.facts for task in tasks),
        )
        places = MeasurePlaces(
            whole=self._cleaned.place(read.start, read.end),
            title=self._cleaned.place(*read.title_span),
            units=tuple(self._cleaned.place(part.start, part.end) for part in units),
            indicators=tuple(self._cleaned.place(start, end) for _, start, end in targets),
            tasks=tuple(self._cleaned.place(task.start, task.end) for task in tasks),
        )
        return facts, places

    # The document

    def _read_title(self) -> tuple[str, bool]:
        """The printed title: the last line before the first heading that names a plan.

        A notice that sends the plan round may stand in front of it; 关于… goes on with who speaks.
        """
        head: list[str] = []
        for paragraph in self._paragraphs[:24]:
            annex = paragraph.text.startswith(("附件", "附表"))
            numbered = heading_of(paragraph.text) is not None and not annex
            if numbered or is_chapter_name(paragraph.text):
                break
            head.append("" if annex else paragraph.text)
        for at in range(len(head) - 1, -1, -1):
            title = _DRAFT.sub("", head[at])
            if len(title) > 60 or "。" in title or not _TITLE.search(title):
                continue
            before = head[at - 1] if at else ""
            if title.startswith("关于") or _YEAR_FIRST.match(title):
                # Such a line is no title by itself: who speaks stands in the one before.
                joins = len(before) <= 40 and bool(_OFFICE.search(before))
            else:
                joins = 0 < len(before) <= 30 and not _NO_HEAD.search(before)
            behind = head[at + 1] if at + 1 < len(head) else ""
            years = behind if _SPAN.fullmatch(behind) else ""
            return (before if joins else "") + title + years, True
        return self._name, False

    def _read_years(self) -> tuple[int | None, int | None]:
        """The years that the title names: （2024—2026年）, “十四五”, or one (2025年工作要点)."""
        title = self._title
        head = title + "\n" + "\n".join(p.text for p in self._paragraphs[:6] if len(p.text) < 60)
        span = _SPAN.search(head)
        if span is not None:
            return int(span[1]), int(span[2])
        for name, first in _FIVE_YEARS.items():
            if name in title:
                return first, first + 4
        years = {int(found[1]) for found in _TITLE_YEAR.finditer(title)}
        return (min(years), max(years)) if years else (None, None)

    def _unclaimed(self, structure: Structure) -> list[findings.Placed]:
        """Sentences with an obligation outside all measures, after the tasks have begun."""
        measures = [m for p in structure.programmes for m in p.measures]
        if not measures:
            return []
        spans = sorted((m.start, m.end) for m in measures)
        begin, starts = spans[0][0], [start for start, _ in spans]
        found: list[findings.Placed] = []
        for paragraph in self._paragraphs:
            start = _text_start(paragraph)
            if start < begin or start < spans[bisect_right(starts, start) - 1][1]:
                continue
            for first, last in sentences(
                self._masked, start, paragraph.start + len(paragraph.text)
            ):
                spoken = self._naming.touches(first, last + 1)
                if OBLIGES.search(self._masked[first:last]) and not spoken:
                    place = self._cleaned.place(first, last)
                    found.append(findings.unclaimed(place, self._text[first:last]))
        return found


def _usual_year(indicators: list[figures.PlacedIndicator]) -> int | None:
    """The year that most targets name."""
    years = [each.indicator.year for each in indicators if each.indicator.year is not None]
    return max(set(years), key=years.count) if years else None


def _begin(structure: Structure, text: str) -> int:
    """Where the first measure stands; the background is before it."""
    return min((m.start for p in structure.programmes for m in p.measures), default=len(text))


def _text_start(paragraph: Paragraph) -> int:
    heading = heading_of(paragraph.text)
    return paragraph.start + (heading.length if heading is not None else 0)


def _organisations(
    programmes: list[ProgrammeFacts], stated: dict[str, str]
) -> tuple[UnitFacts, ...]:
    names: dict[str, None] = {}
    for programme in programmes:
        for measure in programme.measures:
            names |= {part.unit: None for part in measure.units}
    return tuple(UnitFacts(name, unit_kind(name), stated.get(name, "")) for name in names)
