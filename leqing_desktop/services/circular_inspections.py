"""专项督查 in the 通报: its figures, its paragraphs and its list of problems, from the locked snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from leqing_desktop.domain.circular import BoundParagraph, Figure, FigureRef, Piece, tidy
from leqing_desktop.domain.circular_figures import count
from leqing_desktop.domain.inspection import (
    FindingResult,
    FindingState,
    InspectionArea,
    InspectionResult,
    Verdict,
)
from leqing_desktop.domain.notice_document import Annex, AnnexTable
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.services.circular_quoting import first_words
from leqing_desktop.services.notice_wording import as_quotation, set_solid
from leqing_desktop.services.period_snapshot import PeriodRecord

PROBLEMS = "专项督查问题清单"
NAMED = 10
"""Problems that the text names; all of them stand in the annex."""
INSPECTION_HEADS = ("文号", "专项督查", "单位", "清单要点", "问题")
INSPECTED_HEADS = ("单位", "核查", "问题")
FINDING_HEADS = ("单位", "方面", "督查要点", "结论", "情况", "整改要求", "整改期限", "整改状态")
_WIDTHS = (11, 30, 18, 32, 18, 39, 30, 23, 24)
"""Millimetres of the columns of the list of problems, across the sheet."""
_UNDER_WAY = (FindingState.OPEN, FindingState.REPORTED, FindingState.REJECTED)

Finding = FindingResult


def problems(record: PeriodRecord) -> tuple[Finding, ...]:
    """What an inspection found wanting: the overdue first, then 未落实 before 部分落实."""
    found = [each for each in _findings(record) if _is_wanting(each)]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                not is_overdue(each, record.taken_on),
                each.verdict is not Verdict.UNMET,
            ),
        )
    )


def is_overdue(finding: Finding, on: date) -> bool:
    """Whether its 整改 was due before a day and is not closed."""
    return finding.state in _UNDER_WAY and finding.due is not None and finding.due < on


def put_figures(record: PeriodRecord, figures: dict[str, Figure]) -> None:
    """Add every figure of the quarter's inspections; where there is none they are 0."""
    results, on = record.inspections, record.taken_on
    rows = [_inspection_row(each) for each in results]
    _put(figures, "inspections.total", "专项督查次数", INSPECTION_HEADS, rows)
    inspected = list(dict.fromkeys(name for each in results for name in each.units))
    theirs = [_inspected_row(record, name) for name in inspected]
    _put(figures, "inspections.units", "专项督查单位数", INSPECTED_HEADS, theirs)
    figures["inspections.points"] = _points(results, rows)
    _put_findings(figures, "findings.", "专项督查", _findings(record), on)
    for each in results:
        own = f"inspection:{each.number}:"
        figures[f"{own}points"] = _points([each], [_inspection_row(each)], each.number)
        named = [_inspected_row(record, name, each) for name in each.units]
        _put(figures, f"{own}units", f"{each.number} 督查单位数", INSPECTED_HEADS, named)
        wanting = [f for f in each.findings if _is_wanting(f)]
        listed = [finding_row(f, on) for f in wanting]
        _put(figures, f"{own}problems", f"{each.number} 问题数", FINDING_HEADS, listed)


def paragraphs(record: PeriodRecord, annex: int) -> Iterator[BoundParagraph]:
    """专项督查情况; nothing where the quarter had no inspection. ``annex``: the number of its list."""
    if not record.inspections:
        return
    yield _general()
    if len(record.inspections) > 1:
        for each in record.inspections:
            yield _one(each)
    found = problems(record)
    if not found:
        return
    yield _problems(record, annex, len(found))
    for finding in found[:NAMED]:
        yield _named(finding, record.taken_on)


def problem_annex(record: PeriodRecord) -> Annex:
    """Every problem with its demand, its day and where its 整改 stands; across the sheet."""
    head = ("序号", *FINDING_HEADS)
    rows = tuple(
        (str(at), *finding_row(each, record.taken_on))
        for at, each in enumerate(problems(record), 1)
    )
    return Annex(PROBLEMS, (), AnnexTable(head, rows, _WIDTHS, landscape=True))


def finding_row(finding: Finding, on: date) -> tuple[str, ...]:
    """A finding's row in the list that a figure counts."""
    state = finding.state.label + ("，已逾期" if is_overdue(finding, on) else "")
    return (
        finding.unit,
        finding.area.label,
        set_solid(finding.question),
        finding.verdict.label,
        set_solid(finding.wording) or "—",
        set_solid(finding.demand) or "—",
        finding.due.isoformat() if finding.due else "—",
        state,
    )


def quoted(record: PeriodRecord) -> set[str]:
    """Names and words of the inspections; digits inside them are no counts."""
    found = {each.title for each in record.inspections}
    for each in _findings(record):
        found |= {each.question, each.unit, first_words(each.wording)}
    return found


def _findings(record: PeriodRecord) -> list[Finding]:
    return [finding for each in record.inspections for finding in each.findings]


def _put(
    figures: dict[str, Figure],
    key: str,
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
) -> None:
    figures[key] = count(key, title, heads, rows)


def _put_findings(
    figures: dict[str, Figure], prefix: str, owner: str, found: Sequence[Finding], on: date
) -> None:
    rows = {id(each): finding_row(each, on) for each in found}

    def put(name: str, title: str, wanted: Callable[[Finding], bool]) -> None:
        listed = [rows[id(each)] for each in found if wanted(each)]
        _put(figures, prefix + name, owner + title, FINDING_HEADS, listed)

    put("total", "核查数", lambda each: True)  # noqa: ARG005
    for verdict in Verdict:
        put(verdict.value, f"{verdict.label}数", partial(_stands, verdict))
    put("problems", "问题数", _is_wanting)
    for area in InspectionArea:
        put(area.value, f"{area.label}方面问题数", partial(_wanting_in, area))
    put("asked", "需整改数", lambda each: each.state is not FindingState.SETTLED)
    put("closed", "已销号整改数", lambda each: each.state is FindingState.CLOSED)
    put("open", "未销号整改数", lambda each: each.state in _UNDER_WAY)
    put("overdue", "逾期整改数", lambda each: is_overdue(each, on))


def _is_wanting(finding: Finding) -> bool:
    return finding.verdict is not Verdict.MET


def _wanting_in(area: InspectionArea, finding: Finding) -> bool:
    return finding.area is area and _is_wanting(finding)


def _stands(verdict: Verdict, finding: Finding) -> bool:
    return finding.verdict is verdict


def _points(
    results: Sequence[InspectionResult], rows: Sequence[tuple[str, ...]], owner: str = "专项督查"
) -> Figure:
    """The points of the checklists: a sum, for the rows are the inspections."""
    sums = "＋".join(str(each.points) for each in results) or "0"
    total = str(sum(each.points for each in results))
    key = "inspections.points" if owner == "专项督查" else f"inspection:{owner}:points"
    title = f"{owner}清单要点数" if owner == "专项督查" else f"{owner} 清单要点数"
    return Figure(key, total, title, INSPECTION_HEADS, tuple(rows), basis=f"各次清单要点：{sums}")


def _inspection_row(each: InspectionResult) -> tuple[str, ...]:
    wanting = sum(map(_is_wanting, each.findings))
    counts = (str(len(each.units)), str(each.points), str(wanting))
    return (each.number, each.title, *counts)


def _inspected_row(
    record: PeriodRecord, name: str, only: InspectionResult | None = None
) -> tuple[str, ...]:
    found = only.findings if only else _findings(record)
    own = [each for each in found if each.unit == name]
    return (name, str(len(own)), str(sum(map(_is_wanting, own))))


def _say(*pieces: Piece) -> BoundParagraph:
    return BoundParagraph(tidy(pieces))


def _f(key: str) -> FigureRef:
    return FigureRef(key)


def _general() -> BoundParagraph:
    pieces: list[Piece] = ["本季度开展专项督查", _f("inspections.total"), "次，督查单位"]
    pieces += [_f("inspections.units"), "家，对照清单要点", _f("inspections.points"), "项，核查"]
    pieces += [_f("findings.total"), "项次，其中"]
    for at, verdict in enumerate(Verdict):
        pieces += ["、" if at else "", verdict.label, _f(f"findings.{verdict.value}"), "项次"]
    return _say(*pieces, "。")


def _one(each: InspectionResult) -> BoundParagraph:
    own = f"inspection:{each.number}:"
    return _say(
        f"“{as_quotation(each.title)}”（{each.number}）：督查单位", _f(f"{own}units"),
        "家，清单要点", _f(f"{own}points"), "项，发现问题", _f(f"{own}problems"), "个。",
    )  # fmt: skip


def _problems(record: PeriodRecord, annex: int, found: int) -> BoundParagraph:
    pieces: list[Piece] = ["发现问题", _f("findings.problems"), "个，其中"]
    for at, area in enumerate(InspectionArea):
        pieces += ["、" if at else "", f"{area.label}方面", _f(f"findings.{area.value}"), "个"]
    pieces += [
        "。需要整改的",
        _f("findings.asked"),
        f"个，截至{chinese_date(record.taken_on)}已销号",
    ]
    pieces += [_f("findings.closed"), "个，未销号", _f("findings.open"), "个，其中逾期未完成整改"]
    pieces += [_f("findings.overdue"), "个。"]
    pieces.append("主要问题如下，" if found > NAMED else "问题如下，")
    return _say(*pieces, f"全部清单见附件{annex}。")


def _named(finding: Finding, on: date) -> BoundParagraph:
    words = f"{finding.unit}“{as_quotation(set_solid(finding.question))}”：{finding.verdict.label}"
    said = first_words(finding.wording)
    words += f"，{said}" if said else ""
    if finding.state is FindingState.CLOSED:
        words += "。整改已销号。"
    elif is_overdue(finding, on) and finding.due is not None:
        words += f"。整改期限{chinese_date(finding.due)}已过，{finding.state.label}。"
    elif finding.due is not None:
        words += f"。整改期限为{chinese_date(finding.due)}，{finding.state.label}。"
    else:
        words += "。"
    return _say(words)
