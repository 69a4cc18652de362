"""The columns of the review of a return, and what each cell shows of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.return_check_rules import CheckRule
from leqing_desktop.domain.return_outcome import Finding, OutsideChange, RowState
from leqing_desktop.domain.return_review import ReviewRow
from leqing_desktop.ui.models.reporting_columns import figure, short
from leqing_desktop.ui.models.review_text import (
    Piece,
    PieceKind,
    Pieces,
    compared,
    last_words,
    words,
)


class Mark(StrEnum):
    """What the clerk means to do with a row that waits."""

    ACCEPT = "accept"
    WAIT = "wait"
    SEND_BACK = "send_back"

    @property
    def label(self) -> str:
        """The word in the column 处理."""
        return {"accept": "通过", "wait": "待定", "send_back": "退回本条"}[self]


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column: head, least width in logical pixels, share of spare room, figures at the right.

    ``lines``: how many lines a wrapped text may take; ``narrow``: shown in a narrow window too.
    """

    key: str
    heading: str
    width: int
    share: float = 0
    right: bool = False
    lines: int = 1
    narrow: bool = True


COLUMNS = (
    ReviewColumn("row", "行", 40, right=True),
    ReviewColumn("name", "举措 · 任务", 176, 1.2, lines=2),
    ReviewColumn("last", "上季", 56, right=True),
    ReviewColumn("now", "本季", 60, right=True),
    ReviewColumn("difference", "差", 52, right=True),
    ReviewColumn("last_text", "上季文字", 120, 1.5, lines=4, narrow=False),
    ReviewColumn("text", "本季文字（与上季对照）", 200, 2.4, lines=6),
    ReviewColumn("reported", "自评灯", 60),
    ReviewColumn("light", "计算灯", 60),
    ReviewColumn("mark", "处理", 100),
)
AT = {column.key: at for at, column in enumerate(COLUMNS)}
FROZEN = 2
"""The row number and the name stay in place when the table is scrolled sideways."""


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """What the delegate paints in one cell.

    ``second``: a smaller line below; ``tint``: a token of the ground, "" for the usual one;
    ``outside``: the dashed frame of a change outside the input area; ``corner``: it differs from
    the version before; ``chip``: words on a tint with an icon instead of text.
    """

    text: str = ""
    second: str = ""
    second_tone: str = "text3"
    pieces: Pieces = ()
    tip: str = ""
    tone: str = "text"
    bold: bool = False
    tint: str = ""
    wave: bool = False
    hatched: bool = False
    outside: bool = False
    corner: bool = False
    light: Light | None = None
    chip: str = ""
    chip_icon: str = ""


def cells_of(row: ReviewRow, mark: Mark) -> tuple[ReviewCell, ...]:
    """The cells of a row in the order of ``COLUMNS``."""
    return (
        ReviewCell(f"{row.row}", tone="text3", tint="alt", tip=_before_words(row)),
        _name(row),
        _figure(row, row.last_progress, row.last.get(_value_field(row), "")),
        _this_figure(row),
        _difference(row),
        ReviewCell(pieces=_plain(last_words(row)), tone="text2", tint="alt", tip=last_words(row)),
        _text(row),
        _reported(row),
        _light(row),
        _mark(row, mark),
    )


def proposed(row: ReviewRow, is_clean: bool) -> Mark:
    """What the program proposes for a row that waits: clean rows pass, the others stay."""
    if is_clean:
        return Mark.ACCEPT
    asked = any(each.serious and each.question for each in row.findings)
    return Mark.SEND_BACK if asked and row.subject_id is not None else Mark.WAIT


def shown_title(row: ReviewRow) -> str:
    """A row as the clerk names it: number and title."""
    return f"{row.number} {row.title}".strip() or f"第 {row.row} 行"


def open_changes(row: ReviewRow) -> tuple[OutsideChange, ...]:
    """The outside changes that nobody has decided."""
    return tuple(each for each in row.changes if each.taken is None)


def _value_field(row: ReviewRow) -> str:
    return "value" if row.indicator else "progress"


def _plain(text: str) -> Pieces:
    return (Piece(text),) if text else ()


def _name(row: ReviewRow) -> ReviewCell:
    title = shown_title(row)
    if row.subject_id is None:
        what = "指标" if row.indicator else "任务"
        tip = f"{title}\n表上这一行对不上账里的{what}，指认以后才能审核。按 Enter 指认。"
        return ReviewCell(
            title, f"认不出是哪项{what}，请指认", "yellow_text", tip=tip, tint="yellow_tint"
        )
    found = open_changes(row)
    tip = "\n".join(part for part in (title, row.measure) if part)
    if found:
        first = found[0]
        more = f"等 {len(found)} 处" if len(found) > 1 else ""
        second = f"填报区外被改{more}：{first.label}原为“{short(first.sent, 60) or '空'}”"
        return ReviewCell(
            title, second, "outside_frame", tip=f"{tip}\n{second}", tint="outside", outside=True
        )
    return ReviewCell(title, row.measure, tip=tip)


def _figure(row: ReviewRow, progress: float | None, text: str) -> ReviewCell:
    shown = text if row.indicator else figure(progress) or text
    return ReviewCell(shown or "—", tone="text2", tint="alt")


def _this_figure(row: ReviewRow) -> ReviewCell:
    field = _value_field(row)
    typed = row.fields.get(field, "")
    faults = [each for each in row.findings if each.field == field]
    shown = figure(row.progress) if row.progress is not None and not row.indicator else typed
    return ReviewCell(
        shown or "—",
        bold=bool(shown),
        tone="red_text" if any(each.serious for each in faults) else "text",
        tint=_fault_tint(faults),
        wave=any(each.serious for each in faults),
        corner=field in row.before,
        tip="\n".join(each.message for each in faults) or _was(row, field),
    )


def _fault_tint(faults: Sequence[Finding]) -> str:
    if any(each.serious for each in faults):
        return "red_tint"
    return "yellow_tint" if faults else ""


def _difference(row: ReviewRow) -> ReviewCell:
    now, last = row.progress, row.last_progress
    if row.indicator and (now is None or last is None):
        now, last = _number(row.fields.get("value", "")), _number(row.last.get("value", ""))
    if now is None or last is None:
        return ReviewCell()
    gap = now - last
    tone = "green_text" if gap > 0 else "red_text" if gap < 0 else "text3"
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    return ReviewCell(f"{sign}{abs(round(gap, 4)):g}", tone=tone)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _text(row: ReviewRow) -> ReviewCell:
    pieces = list(compared(row))
    inputs = [each for each in row.findings if each.field not in ("", _value_field(row), "status")]
    serious = any(each.serious for each in inputs)
    warnings = list(dict.fromkeys(finding_label(each.kind) for each in inputs))
    if warnings:
        lead = "\n" if pieces else ""
        pieces.append(Piece(f"{lead}! {'、'.join(warnings)}", PieceKind.WARNING))
    fields = ("done", "problems", "next_step", "evidence", "note")
    changed = [field for field in fields if field in row.before]
    tips = [words(row), *(each.message for each in inputs), *(_was(row, f) for f in changed)]
    return ReviewCell(
        text=words(row),
        pieces=tuple(pieces),
        tip="\n".join(part for part in tips if part),
        tint="red_tint" if serious and not words(row) else "",
        corner=bool(changed),
    )


def _reported(row: ReviewRow) -> ReviewCell:
    faults = [each for each in row.findings if each.field == "status"]
    tip = "\n".join(each.message for each in faults) or _was(row, "status")
    wave, corner = any(each.serious for each in faults), "status" in row.before
    if row.reported is None:
        text = row.fields.get("status", "")
        return ReviewCell(text or "—", tone="text2", tip=tip, wave=wave, corner=corner)
    said = f"单位自评：{row.reported.label}"
    return ReviewCell(
        light=row.reported.light,
        tip=f"{said}\n{tip}".strip(),
        wave=wave,
        corner=corner,
    )


def _light(row: ReviewRow) -> ReviewCell:
    if row.light is None:
        return ReviewCell("—", tone="text2", tip=row.why)
    tint = f"{row.light.value}_tint" if row.disagrees else ""
    words_ = "与单位自评不一致\n" if row.disagrees else ""
    return ReviewCell(light=row.light, tip=f"{words_}{row.why}", tint=tint)


_DONE = {
    RowState.ACCEPTED: ("已通过", "green", "check", "已审核通过入账；按空格可重新审核"),
    RowState.SENT_BACK: ("已退回", "red", "reply", "已退回单位；按空格可重新审核"),
}
_MARKS = {
    Mark.ACCEPT: ("green", "check", "按 Ctrl+Enter 时审核通过；空格改为退回"),
    Mark.WAIT: ("neutral", "", "留着不动；空格改为通过"),
    Mark.SEND_BACK: ("red", "reply", "按 Ctrl+Backspace 时退回；空格改为通过"),
}


def _mark(row: ReviewRow, mark: Mark) -> ReviewCell:
    if row.state is not RowState.WAITING:
        text, tone, icon_name, tip = _DONE[row.state]
    elif row.subject_id is None:
        text, tone, icon_name, tip = "指认…", "accent", "search", "按 Enter 指认这是哪项任务"
    else:
        tone, icon_name, tip = _MARKS[mark]
        text = mark.label
    return ReviewCell(text, chip=tone, chip_icon=icon_name, tip=tip)


def _was(row: ReviewRow, field: str) -> str:
    return f"上一版：{short(row.before[field], 300) or '空'}" if field in row.before else ""


def _before_words(row: ReviewRow) -> str:
    return f"与上一版有 {len(row.before)} 格不同" if row.before else ""


_LABELS = {
    "match": "对不上任务",
    "not_owed": "不由本单位报",
    "resting": "本期不用报送",
    "outside": "填报区外改动",
    "seal_missing": "校验页缺失",
    "seal_broken": "校验页被改",
    "missing_row": "缺少任务",
    "two_versions": "两份不同的表",
    "text": "文字有误",
}


def finding_label(kind: str) -> str:
    """The few words that name a rule of the 报送体检, or another doubt about a return."""
    known = _LABELS.get(kind)
    return known if known is not None else CheckRule(kind).label
