"""The draft of a 通报: the clerk goes on from these words, the numbers in them are bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leqing_desktop.domain.circular import BoundParagraph, FigureRef, Piece, Prose, tidy
from leqing_desktop.domain.circular_template import fill_prose
from leqing_desktop.domain.inspection import FindingState
from leqing_desktop.domain.light import Ground
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.domain.ranking import UnitScore
from leqing_desktop.domain.return_review import BoardRow
from leqing_desktop.domain.wording_template import WordingTemplate, parse_template
from leqing_desktop.services import circular_inspections
from leqing_desktop.services.circular_facts import CircularFacts
from leqing_desktop.services.circular_inspections import PROBLEMS
from leqing_desktop.services.circular_places import GENERAL, KEYS
from leqing_desktop.services.judging import TaskStatus
from leqing_desktop.services.notice_wording import as_quotation, set_solid

TO = "各责任单位"
LEFT_OUT = "（没有这一项，印出时略去）"
GENERAL_TITLE = "总体情况"
NAMED, GOOD, TOP = 10, 5, 3
"""Red tasks and good cases named in the text, places named at each end of the ranking."""
_SECTIONS = "一二三四五六"
_LIGHT_KEYS = (("green", "绿灯"), ("yellow", "黄灯"), ("red", "红灯"), ("grey", "灰灯"))
RANKING, PROGRAMMES, RED = "责任单位排名", "各工程任务进展情况", "红灯任务清单"


def draft_prose(facts: CircularFacts, template: WordingTemplate, sender: str = "") -> Prose:
    """The whole circular as the program would write it, by the office's template.

    ``sender`` is the 发文机关, for a template that names it.
    """
    return fill_prose(template, TO, _words(facts, sender), KEYS, blocks_of(facts))


def blocks_of(facts: CircularFacts) -> dict[str, tuple[BoundParagraph, ...]]:
    """The program's own paragraphs by the place that they stand at; empty where there is nothing."""
    annex = annex_number(facts, PROBLEMS) if facts.problems else 0
    return {
        "总体情况": _general(facts),
        "各工程进展": tuple(_by_programme(facts)),
        "排名": tuple(_ranking(facts)),
        "典型做法": tuple(_good(facts)),
        "专项督查": tuple(circular_inspections.paragraphs(facts.record, annex)),
        "存在问题": tuple(_problems(facts)),
        "下一步要求": tuple(_demands(facts)),
    }


def sample_values(facts: CircularFacts, sender: str) -> dict[str, str]:
    """What stands at each place of the template, as plain text for a preview."""
    values = {key: figure.value for key, figure in facts.figures.items()}
    found = _words(facts, sender) | {name: values[key] for name, key in KEYS.items()}
    for name, paragraphs in blocks_of(facts).items():
        found[name] = "\n".join(each.text(values) for each in paragraphs) or LEFT_OUT
    return found


def _words(facts: CircularFacts, sender: str) -> dict[str, str]:
    plan = facts.record.plan.strip("《》")
    return {
        "季度": facts.record.period.label,
        "规划": f"《{plan}》" if plan else "规划",
        "发文机关": facts.record.sender or sender,
    }


def annex_number(facts: CircularFacts, title: str) -> int:
    """Which 附件 a table is: those of red tasks and of an inspection's problems may be missing."""
    return annex_titles(facts).index(title) + 1


def annex_titles(facts: CircularFacts) -> list[str]:
    """The titles of the annexes that every circular of this quarter has."""
    found = [RANKING, PROGRAMMES]
    found += [RED] if facts.red else []
    return [*found, PROBLEMS] if facts.problems else found


def _say(*pieces: Piece, level: int = 0) -> BoundParagraph:
    return BoundParagraph(tidy(pieces), level)


def _f(key: str) -> FigureRef:
    return FigureRef(key)


def _general(facts: CircularFacts) -> tuple[BoundParagraph, ...]:
    template = parse_template(f"{GENERAL_TITLE}\n\n{GENERAL}", ("季度", *KEYS))
    return fill_prose(template, TO, _words(facts, ""), KEYS, {}).paragraphs


def _by_programme(facts: CircularFacts) -> Iterator[BoundParagraph]:
    for key, title in facts.record.programmes.items():
        own = f"programme:{key}:tasks."
        if facts.figures[f"{own}total"].value == "0":
            continue
        number, _, name = title.partition(" ")
        pieces: list[Piece] = [f"{name or number}：任务", _f(f"{own}total"), "项，"]
        for at, (light, word) in enumerate(_LIGHT_KEYS):
            pieces += ["、" if at else "", word, _f(f"{own}{light}"), "项"]
        yield _say(*pieces, "，绿灯率为", _f(f"{own}rate"), "。")


def _ranking(facts: CircularFacts) -> Iterator[BoundParagraph]:
    scores = facts.record.ranking
    if not scores:
        return
    where = f"排名和公式见附件{annex_number(facts, RANKING)}。"
    yield _say("参加排名的责任单位有", _f("units.ranked"), f"家，配合事项不计分，{where}")
    best = [each for each in scores if each.place <= TOP][:NAMED]
    yield _say("得分靠前的是", *_scored(best), "。")
    worst = [each for each in scores if each.place > TOP][-TOP:]
    if worst:
        yield _say("得分靠后的是", *_scored(worst), "。")
    moved = sorted((s for s in scores if s.change), key=lambda s: -abs(s.change or 0))[:TOP]
    if moved:
        pieces: list[Piece] = ["与上季度相比，名次变化较大的是"]
        for at, each in enumerate(moved):
            word = "上升" if (each.change or 0) > 0 else "下降"
            own = f"unit:{each.unit}:change"
            pieces += ["、" if at else "", f"{each.unit}（{word}", _f(own), "位）"]
        yield _say(*pieces, "。")


def _scored(scores: Sequence[UnitScore]) -> list[Piece]:
    pieces: list[Piece] = []
    for at, each in enumerate(scores):
        own = f"unit:{each.unit}:"
        pieces += ["、" if at else "", f"{each.unit}（第", _f(f"{own}place"), "位，"]
        pieces += [_f(f"{own}score"), "分）"]
    return pieces


def _good(facts: CircularFacts) -> Iterator[BoundParagraph]:
    for each, words in facts.good[:GOOD]:
        own = f"task:{each.task.id}:"
        yield _say(
            f"{each.unit}“{as_quotation(each.task.title)}”：完成", _f(f"{own}progress"),
            "，超前序时进度", _f(f"{own}distance"), f"个百分点。{words}。",
        )  # fmt: skip


def _problems(facts: CircularFacts) -> Iterator[BoundParagraph]:
    parts = []
    if facts.red:
        parts.append(("进度滞后", list(_behind(facts))))
    if facts.late or facts.missing:
        parts.append(("报送不及时", list(_returns(facts))))
    for number, (title, paragraphs) in zip(_SECTIONS, parts, strict=False):
        yield _say(f"（{number}）{title}", level=2)
        yield from paragraphs


def _behind(facts: CircularFacts) -> Iterator[BoundParagraph]:
    where = f"全部清单见附件{annex_number(facts, RED)}。"
    more = len(facts.red) > NAMED
    yield _say(
        "红灯任务有", _f("tasks.red"), "项，其中逾期未完成", _f("tasks.overdue"),
        f"项。{'滞后较多的任务如下，' if more else '任务如下，'}{where}",
    )  # fmt: skip
    for each in facts.red[:NAMED]:
        yield _named(each)


def _named(each: TaskStatus) -> BoundParagraph:
    own, found = f"task:{each.task.id}:", each.assessment
    who = each.unit or "未明确责任单位的"
    said = "完成" if found.reported else "本期未报，按完成"
    pieces: list[Piece] = [f"{who}“{as_quotation(each.task.title)}”：{said}", _f(f"{own}progress")]
    if not found.reported:
        pieces.append("计")
    if found.ground is Ground.OVERDUE and each.task.due is not None:
        pieces.append(f"，完成期限{chinese_date(each.task.due)}已过仍未完成。")
    elif found.schedule is not None:
        pieces += ["，序时进度", _f(f"{own}schedule"), "，落后", _f(f"{own}distance")]
        pieces.append("个百分点。")
    else:
        pieces.append("。")
    return _say(*pieces)


def _returns(facts: CircularFacts) -> Iterator[BoundParagraph]:
    if facts.late:
        yield _say("迟报的单位有", _f("units.late"), f"家：{_names(facts.late)}。")
    if facts.missing:
        yield _say("未报送的单位有", _f("units.missing"), f"家：{_names(facts.missing)}。")


def _names(rows: Sequence[BoardRow]) -> str:
    return "、".join(set_solid(row.unit) for row in rows)


def _demands(facts: CircularFacts) -> Iterator[BoundParagraph]:
    if facts.red:
        yield _say(
            "红灯任务的责任单位要查明原因，制定整改措施，明确责任科室、责任人和完成时间，"
            "整改情况随下一次季度报送一并书面反馈。"
        )
    if facts.missing or facts.late:
        yield _say("未报送的单位要立即补报；迟报的单位要明确专人负责，按规定时间报送。")
    if any(each.state is not FindingState.CLOSED for each in facts.problems):
        yield _say("专项督查发现问题的单位要逐项整改，按期报送整改情况和印证材料。")
