"""A 通报 as a document: the prose with its numbers in place, the tables as annexes, 数据依据."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leqing_desktop.domain.circular import Figure, Prose, used
from leqing_desktop.domain.circular_figures import RECORD
from leqing_desktop.domain.indicator import plain_number
from leqing_desktop.domain.notice_document import Annex, AnnexTable, NoticeDocument, Paragraph
from leqing_desktop.services.circular_facts import LIGHTS, CircularFacts, change_words, task_row
from leqing_desktop.services.circular_inspections import problem_annex
from leqing_desktop.services.circular_wording import PROGRAMMES, RANKING, RED
from leqing_desktop.services.notice_wording import on_office_paper, set_solid
from leqing_desktop.services.office import Office

BASIS = "数据依据"
_PROGRAMME = "programme:"
DEMO_NOTE = "演示文件，内容均为虚构，不作为通报依据"
_UNITS_KEPT, _NAMES_KEPT = 5, 3
"""Units, else rows of a figure that 数据依据 names; more are in the other annexes or on the screen."""


def document_of(
    prose: Prose,
    facts: CircularFacts,
    office: Office,
    number: str,
    issued_on: date,
    *,
    basis: bool,
    demo: bool,
) -> NoticeDocument:
    """The circular as it is printed; ValueError with a sentence for a number that is gone."""
    values = {key: figure.value for key, figure in facts.figures.items()}
    document = NoticeDocument(
        sender=office.sender,
        number=number,
        title=prose.title,
        to=prose.to,
        paragraphs=tuple(Paragraph(each.text(values), each.level) for each in prose.paragraphs),
        signer=office.sender,
        issued_on=issued_on,
        printed_by=office.printed_by or office.sender,
        printed_on=issued_on,
        annexes=annexes(prose, facts, basis=basis),
    )
    document = on_office_paper(document, office)
    if demo:
        title = f"{document.title}（演示）"
        return replace(document, title=title, note=DEMO_NOTE)
    return document


def annexes(prose: Prose, facts: CircularFacts, *, basis: bool) -> tuple[Annex, ...]:
    """Ranking, by programme; red tasks and problems where there are any; 数据依据 if asked."""
    found = [ranking_annex(facts), programme_annex(facts)]
    if facts.red:
        found.append(red_annex(facts))
    if facts.problems:
        found.append(problem_annex(facts.record))
    if basis:
        found.append(basis_annex(used(prose, facts.figures)))
    return tuple(found)


def ranking_annex(facts: CircularFacts) -> Annex:
    """Every ranked unit with its score, its parts, its lights and its change of place.

    Upright: with twelve columns it still fits, and a county's units stand on one page.
    """
    head = (
        "名次",
        "单位",
        "得分",
        "报送",
        "亮灯",
        "督办",
        "任务",
        "绿",
        "黄",
        "红",
        "灰",
        "较上季度",
    )
    rows = []
    for score in facts.record.ranking:
        own = f"unit:{score.unit}:tasks."
        counts = (_cell(facts, own + key) for key in ("total", *(x.value for x, _ in LIGHTS)))
        parts = (score.score, score.parts.submissions, score.parts.lights, score.parts.notices)
        rows.append(
            (
                str(score.place),
                score.unit,
                *map(plain_number, parts),
                *counts,
                change_words(score.change),
            )
        )
    weights = (7, 24, 7, 7, 7, 7, 7, 5, 5, 5, 5, 12)
    table = AnnexTable(head, tuple(rows), weights, tuple(range(2, 11)), landscape=False)
    formula = set_solid(f"{facts.record.ranking_rule.formula}。")
    return Annex(RANKING, (Paragraph(formula),), table)


def red_annex(facts: CircularFacts) -> Annex:
    """Every red task: the overdue first, then what is furthest behind."""
    head = ("序号", "责任单位", "任务", "完成", "序时", "落后", "完成期限")
    rows = []
    for at, each in enumerate(facts.red, 1):
        _, title, unit, progress, schedule, _, _ = task_row(each)
        behind = each.assessment.behind
        rows.append(
            (
                str(at),
                unit,
                title,
                progress if each.assessment.reported else "未报",
                schedule,
                f"{plain_number(behind)}点" if behind > 0 else "—",
                each.task.due.isoformat() if each.task.due else each.task.due_text or "—",
            )
        )
    weights = (7, 16, 26, 8, 8, 8, 16)
    return Annex(RED, (), AnnexTable(head, tuple(rows), weights, (3, 4, 5), landscape=False))


def programme_annex(facts: CircularFacts) -> Annex:
    """Every programme with its tasks by light, and the sum of them."""
    head = ("工程", "任务", *(title for _, title in LIGHTS), "逾期", "绿灯率")
    names = ("total", *(light.value for light, _ in LIGHTS), "overdue", "rate")
    rows = [
        (title, *(_cell(facts, f"programme:{key}:tasks.{name}") for name in names))
        for key, title in facts.record.programmes.items()
    ]
    rows.append(("合计", *(_cell(facts, f"tasks.{name}") for name in names)))
    table = AnnexTable(
        head, tuple(rows), (30, 7, 7, 7, 7, 7, 7, 9), tuple(range(1, 8)), landscape=False
    )
    return Annex(PROGRAMMES, (), table)


def basis_annex(figures: Sequence[Figure]) -> Annex:
    """Every number of the text: what it is, its value, what it counts.

    The numbers of one programme stand in one row, as do the facts of one task or unit, in the order
    in which the row's source names them.
    """
    rows: list[tuple[str, str, str]] = []
    programmes: dict[str, list[Figure]] = {}
    facts: dict[tuple[str, ...], list[Figure]] = {}
    for each in figures:
        if each.basis == RECORD:
            facts.setdefault(each.rows[0], []).append(each)
        elif each.key.startswith(_PROGRAMME):
            programmes.setdefault(each.title.rpartition(" ")[0], []).append(each)
        else:
            rows.append((each.title, each.value, _counts(each)))
    for name, theirs in programmes.items():
        rates = "".join(f"，{each.basis}" for each in theirs if each.basis)
        rows.append((name, _values(theirs), f"{_names(theirs)}：附件2这一行{rates}"))
    rows += [(row[1], _values(each), f"{_names(each)}：{RECORD}") for row, each in facts.items()]
    numbered = tuple((str(at), *row) for at, row in enumerate(rows, 1))
    head = ("序号", "数字", "数值", "数据来源")
    return Annex(BASIS, (), AnnexTable(head, numbered, (12, 52, 34, 58), landscape=False))


def _values(figures: Sequence[Figure]) -> str:
    return "、".join(each.value for each in figures)


def _names(figures: Sequence[Figure]) -> str:
    return "、".join(each.title.rpartition(" ")[2] for each in figures)


def _counts(figure: Figure) -> str:
    if figure.basis:
        return figure.basis
    units = figure.heads[:1] == ("单位",)
    names = Counter(row[0 if units else 1] for row in figure.rows)
    if len(names) > (_UNITS_KEPT if units else _NAMES_KEPT):
        return f"{next(iter(names))}等{len(figure.rows)}条，名单见附件或程序"
    said = (f"{name}（{times}）" if times > 1 else name for name, times in names.items())
    return "、".join(said) or "无"


def _cell(facts: CircularFacts, key: str) -> str:
    figure = facts.figures.get(key)
    return "0" if figure is None else figure.value
