"""What each cell of the review shows of a proposed record, and how it stands to the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.outline import programme_number
from leqing_desktop.domain.plan import MeasureFacts, TaskFacts
from leqing_desktop.domain.plan_draft import Change, Doubt, DraftNode, NodeFacts, NodeKind
from leqing_desktop.domain.plan_draft_units import units_text
from leqing_desktop.ui.models.tree_cells import Cell


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its head, width in logical pixels, share of spare room, figures at the right."""

    heading: str
    width: int
    stretch: int = 0
    right: bool = False


COLUMNS = (
    ShownColumn("导入", 42),
    ShownColumn("识别结果", 160, 4),
    ShownColumn("类别", 54),
    ShownColumn("数值、目标", 84, 1, right=True),
    ShownColumn("单位", 80, 3),
    ShownColumn("年份、期限", 86),
    ShownColumn("核对", 60, 5),
)
TICK_AT, TITLE_AT, KIND_AT, VALUE_AT, UNITS_AT, DUE_AT, CHECK_AT = range(len(COLUMNS))

KIND_TONES = {
    NodeKind.GOAL: "grey",
    NodeKind.PROGRAMME: "accent",
    NodeKind.MEASURE: "accent",
    NodeKind.INDICATOR: "green",
    NodeKind.TASK: "yellow",
}
_TYPED = {
    TITLE_AT: frozenset(NodeKind),
    VALUE_AT: frozenset({NodeKind.INDICATOR, NodeKind.TASK}),
    UNITS_AT: frozenset({NodeKind.MEASURE, NodeKind.TASK}),
    DUE_AT: frozenset({NodeKind.INDICATOR, NodeKind.TASK}),
}
KIND_WORDS = {kind: kind.label for kind in NodeKind} | {NodeKind.GOAL: "目标"}
UNTITLED = "（原文没有这一级）"


@dataclass(frozen=True, slots=True)
class Check:
    """The last column: an icon, its colour, a word or sentence; ``tip`` in full."""

    icon: str
    token: str
    text: str = ""
    tip: str = ""


def takes_typing(node: DraftNode, column: int) -> bool:
    """Whether a clerk may type into this cell; what is gone from the document stays as it is."""
    return node.kind in _TYPED.get(column, ()) and node.change is not Change.GONE


def locked_words(node: DraftNode, column: int) -> str:
    """Why nothing can be typed into a cell."""
    if node.change is Change.GONE:
        return "新稿没有的内容照台账保留，不在这里改；打勾则移入回收站"
    if column not in _TYPED:
        return "这一栏由程序填写；空格 勾选或去勾"
    fitting = "、".join(kind.label for kind in NodeKind if kind in _TYPED[column])
    return f"{node.kind.label}没有“{COLUMNS[column].heading}”，请写到{fitting}上"


def number_text(node: DraftNode) -> str:
    """The printed number as the office writes it: 二 for a programme, 7 for a measure."""
    number = "" if node.no is None else str(node.no)
    return programme_number(number) if node.kind is NodeKind.PROGRAMME else number


def cell_of(node: DraftNode, column: int, below: Counter[NodeKind]) -> Cell:
    """A cell ready to paint; ``below`` counts what is taken right below the node."""
    text = _text(node.facts, column)
    if column == TITLE_AT:
        return Cell(text or UNTITLED, text, edited=_edited(node, column), hint=not text)
    if not takes_typing(node, column):
        shown = text or (_counted(below) if column == VALUE_AT else "")
        return Cell(shown, text, hint=True, locked=True)
    return Cell(text.replace("\n", "；"), text, edited=_edited(node, column))


def _text(facts: NodeFacts, column: int) -> str:
    if column == TITLE_AT:
        return facts.name if isinstance(facts, Indicator) else facts.title or ""
    if column == VALUE_AT:
        if isinstance(facts, Indicator):
            return facts.target_text
        return facts.target if isinstance(facts, TaskFacts) else ""
    if column == UNITS_AT:
        return units_text(facts.units) if isinstance(facts, MeasureFacts | TaskFacts) else ""
    if column == DUE_AT:
        if isinstance(facts, Indicator):
            return str(facts.year or "")
        return _due(facts) if isinstance(facts, TaskFacts) else ""
    return ""


def _due(task: TaskFacts) -> str:
    return task.due.isoformat() if task.due is not None else task.due_text


def _edited(node: DraftNode, column: int) -> bool:
    """Whether the clerk made the cell say something else than the source."""
    stated = node.stated
    if not node.edited or stated is None or type(stated) is not type(node.facts):
        return False
    return _text(stated, column) != _text(node.facts, column)


def _counted(below: Counter[NodeKind]) -> str:
    return " ".join(f"{below[kind]} {kind.label}" for kind in NodeKind if below[kind])


def check_of(node: DraftNode, doubts: Sequence[Doubt], into_empty: bool) -> Check:
    """What needs the clerk's eye: a doubt first, then what he did, then the change in the ledger."""
    if node.change is Change.GONE:
        return _gone(node)
    if doubts:
        sentence = "\n".join(doubt.finding.message for doubt in doubts)
        return Check("triangle-alert", "yellow_text", doubts[0].finding.message, sentence)
    if node.edited:
        return Check("pencil", "corner", "已改" if node.stated is not None else "已加")
    if into_empty or node.change is Change.SAME:
        return Check("check", "green_text", "", "与台账相同" if not into_empty else "")
    if node.change is Change.CHANGED:
        words = "；".join(difference.text for difference in node.differences)
        return Check("square-pen", "accent", words, words)
    if node.taken:
        return Check("plus", "green_text", Change.NEW.label)
    why = "台账里这项举措已有任务、指标，或上次导入时没有要这一条；要导入就打勾"
    return Check("minus", "text3", "默认不导入", why)


def _gone(node: DraftNode) -> Check:
    if node.taken:
        return Check("trash-2", "red_text", "移入回收站", "新稿没有；导入后从回收站可以还原")
    return Check("circle-alert", "yellow_text", Change.GONE.label, "新稿里没有了，台账里的保留不动")
