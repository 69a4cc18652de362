"""Where a task comes from that no plan holds: a meeting's decision (议定事项) or a leader's instruction (批示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leqing_desktop.domain.official_text import clean_line, clean_text
from leqing_desktop.domain.printed_date import chinese_date

SOURCE_LIMIT = 100
DOCUMENT_LIMIT = 60
WORDING_LIMIT = 2000
ASSIGNED_PROGRAMME = "交办事项"
"""The programme under which tasks stand that belong to no measure of the plan."""


class OriginKind(StrEnum):
    """What the task was given out by."""

    DECISION = "decision"
    INSTRUCTION = "instruction"

    @property
    def label(self) -> str:
        """议定事项, 批示."""
        return {"decision": "议定事项", "instruction": "批示"}[self.value]

    @property
    def mark(self) -> str:
        """One character before the task's name: 议, 批."""
        return self.label[0]

    @property
    def source_label(self) -> str:
        """What the source is: 会议, 批示领导."""
        return {"decision": "会议名称", "instruction": "批示领导"}[self.value]

    @property
    def document_label(self) -> str:
        """What the document is called: 纪要文号, 批示件文号."""
        return {"decision": "纪要文号", "instruction": "批示件文号"}[self.value]

    @property
    def measure(self) -> str:
        """The measure under which such tasks stand where the clerk names none."""
        return {"decision": "议定事项", "instruction": "领导批示"}[self.value]


@dataclass(frozen=True, slots=True)
class ItemOrigin:
    """The source of a task. ``source`` is the meeting or the leader, ``document`` the minutes or the
    paper it stands in (may be empty), ``on_day`` the day of the meeting or the instruction.

    ``wording`` is what was decided or written, as it stands there.
    """

    kind: OriginKind
    source: str
    document: str = ""
    on_day: date | None = None
    wording: str = ""

    @property
    def note(self) -> str:
        """The source in a cell: 市长办公会议定（纪要〔2026〕3号，2026年3月5日）."""
        return f"{self._given_by}{self._where}"

    @property
    def grounds(self) -> str:
        """The source as a document's grounds: 根据市长办公会议定（…）."""
        return f"根据{self.note}"

    @property
    def clause(self) -> str:
        """The source as a clause behind a task's name: ，系市长办公会议定事项（…）."""
        kind = {"decision": "事项", "instruction": "交办事项"}[self.kind.value]
        return f"，系{self._given_by}{kind}{self._where}"

    @property
    def _given_by(self) -> str:
        if self.kind is OriginKind.INSTRUCTION:
            return self.source if self.source.endswith("批示") else f"{self.source}批示"
        return self.source if self.source.endswith("议定") else f"{self.source}议定"

    @property
    def _where(self) -> str:
        day = chinese_date(self.on_day) if self.on_day else ""
        known = "，".join(part for part in (self.document, day) if part)
        return f"（{known}）" if known else ""


def item_origin(
    kind: OriginKind, source: str, document: str = "", on_day: date | None = None, wording: str = ""
) -> ItemOrigin:
    """A source out of typed texts; ValueError with the clerk's sentence where one cannot be kept."""
    named = clean_line(source, kind.source_label, SOURCE_LIMIT)
    if not named:
        raise ValueError(f"请填写{kind.source_label}，说明这件事由谁交办。")
    return ItemOrigin(
        kind,
        named,
        # （纪要〔2026〕3号） is printed in brackets of our own.
        _bare(clean_line(document, kind.document_label, DOCUMENT_LIMIT)),
        on_day,
        clean_text(wording, f"{kind.label}原文", WORDING_LIMIT),
    )


def _bare(document: str) -> str:
    inner = document[1:-1]
    whole = document[:1] in "(（" and document[-1:] in ")）" and len(document) > 2
    return inner.strip() if whole and not set(inner) & set("()（）") else document
