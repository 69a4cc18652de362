"""The circular against itself: its text, its tables and the snapshot must tell the same numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leqing_desktop.domain.circular import Prose, lists_agree, used
from leqing_desktop.domain.circular_check import (
    Trouble,
    TroubleKind,
    check_names,
    check_prose,
    check_values,
)
from leqing_desktop.domain.circular_names import check_unit_names
from leqing_desktop.domain.inspection import InspectionArea, Verdict
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.services.circular_document import programme_annex, ranking_annex
from leqing_desktop.services.circular_facts import LIGHTS, CircularFacts
from leqing_desktop.services.circular_inspections import problem_annex
from leqing_desktop.services.circular_naming import named_units
from leqing_desktop.services.circular_wording import annex_titles


@dataclass(frozen=True, slots=True)
class CircularCheck:
    """How many places of the text hold a bound number, and every disagreement in a sentence."""

    places: int
    troubles: tuple[Trouble, ...]

    @property
    def faults(self) -> tuple[Trouble, ...]:
        """What keeps the circular from being signed; numbers by hand do not."""
        return tuple(each for each in self.troubles if each.kind.is_fault)

    @property
    def summary(self) -> str:
        """核对 in one line."""
        if not self.troubles:
            return f"核对：{self.places} 处数字全部一致"
        return f"核对：{self.places} 处数字，有 {len(self.troubles)} 处要处理"


def check_all(prose: Prose, facts: CircularFacts) -> CircularCheck:
    """The text against its figures, the figures against their lists, the tables and the snapshot."""
    figures = facts.figures
    troubles = check_prose(prose, figures, facts.quoted)
    for key in ("units.missing", "units.late"):
        troubles += check_names(prose, figures[key], figures["units.expected"])
    troubles += check_unit_names(prose, named_units(facts), figures)
    troubles += _annex_numbers(prose, facts)
    sentences = [*lists_agree(used(prose, figures)), *_tables(facts), *_snapshot(facts)]
    sentences += _inspections(facts)
    troubles += [Trouble(TroubleKind.DIFFERS, each) for each in dict.fromkeys(sentences)]
    return CircularCheck(sum(len(each.keys) for each in prose.paragraphs), tuple(troubles))


def check_printed(
    prose: Prose,
    said: dict[str, str],
    document: NoticeDocument,
    own: CircularFacts,
    now: CircularFacts | None,
) -> CircularCheck:
    """A signed circular: what was printed against its own numbers and its own snapshot.

    ``now`` is the snapshot in force, if the period is locked: it may be a later one.
    """
    troubles = check_values(said, own.figures)
    printed = [each.text for each in document.paragraphs]
    if not set(prose.keys) <= set(said) or printed != [p.text(said) for p in prose.paragraphs]:
        words = "印发的正文与它绑定的数字不一致，请与用印件核对。"
        troubles.append(Trouble(TroubleKind.DIFFERS, words))
    if now is not None and now.record is not own.record:
        troubles += check_values(said, now.figures)
    return CircularCheck(sum(len(each.keys) for each in prose.paragraphs), tuple(troubles))


def _tables(facts: CircularFacts) -> list[str]:
    """The columns of 附件2 must add up to its last row, 附件1 must have every ranked unit."""
    found = []
    table = programme_annex(facts).table
    assert table is not None
    *rows, total = table.rows
    for column, title in list(enumerate(table.head))[1:-1]:
        added = sum(int(row[column]) for row in rows)
        if added != int(total[column]):
            found.append(f"附件2“{title}”各工程合计 {added}，与全部任务 {total[column]} 不一致。")
    ranking = ranking_annex(facts).table
    assert ranking is not None
    ranked = facts.figures["units.ranked"].value
    if len(ranking.rows) != int(ranked):
        found.append(f"附件1有 {len(ranking.rows)} 家单位，正文写的是 {ranked} 家。")
    return found


def _inspections(facts: CircularFacts) -> list[str]:
    """What the inspections found must add up, and the list of problems must have each of them."""
    if not facts.record.inspections:
        return []
    sums = (
        ("total", [each.value for each in Verdict], "各种结论"),
        ("problems", ["partly", "unmet"], "部分落实、未落实"),
        ("problems", [each.value for each in InspectionArea], "各方面问题"),
        ("asked", ["closed", "open"], "已销号、未销号"),
    )
    found = []
    for whole, parts, words in sums:
        total = facts.figures[f"findings.{whole}"]
        added = sum(int(facts.figures[f"findings.{part}"].value) for part in parts)
        if str(added) != total.value:
            found.append(f"专项督查{words}合计 {added}，与“{total.title}”{total.value} 不一致。")
    listed = problem_annex(facts.record).table
    wanted = facts.figures["findings.problems"].value
    if listed is not None and str(len(listed.rows)) != wanted:
        found.append(f"专项督查问题清单有 {len(listed.rows)} 条，正文写的是 {wanted} 个。")
    return found


def _annex_numbers(prose: Prose, facts: CircularFacts) -> list[Trouble]:
    """附件 that the text points to and the circular has not got."""
    there = len(annex_titles(facts))
    found = []
    for at, paragraph in enumerate(prose.paragraphs):
        text = "".join(piece for piece in paragraph.pieces if isinstance(piece, str))
        for number in dict.fromkeys(re.findall(r"附件(\d{1,3})", text)):
            # 数据依据 stands behind them where it is printed.
            if not 1 <= int(number) <= there + 1:
                words = f"第 {at + 1} 段写了附件{number}，通报只有 {there} 个附件，请改正。"
                found.append(Trouble(TroubleKind.DIFFERS, words, at))
    return found


def _snapshot(facts: CircularFacts) -> list[str]:
    """The counts that the lock kept must be those of the tasks that it kept."""
    counts, found = facts.record.counts, []
    for light, title in LIGHTS:
        kept, now = getattr(counts, light.value), facts.figures[f"tasks.{light.value}"].value
        if str(kept) != now:
            found.append(f"{title}任务数 {now} 与锁定快照的 {kept} 不一致。")
    return found
