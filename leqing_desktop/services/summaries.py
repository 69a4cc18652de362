"""举措小结: a measure's quarter in words, drafted from its accepted reports, then the clerk's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from leqing_desktop.db import check_ins, periods, summaries, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.roll_up import (
    AcceptedText,
    RollUp,
    SourceSentence,
    TracedSentence,
    draft,
    sources_of,
)
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.period_snapshot import kept

WORDS_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    """A measure's words for a period; ``own``: the clerk's, otherwise the draft.

    ``traced`` are the sentences of ``words`` with whose report each comes from. ``stale``: the
    reports have changed since the clerk wrote, so that a new draft reads otherwise. ``draft`` is
    what the reports give now, ``tasks`` names every task it may come from, by id.
    """

    measure_id: int
    number: str
    title: str
    words: str
    own: bool
    traced: tuple[TracedSentence, ...]
    draft: RollUp
    tasks: Mapping[int, str]
    stale: bool = False


class SummaryService:
    """举措小结. The units' own texts are never touched."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def summaries(self, period: Period) -> tuple[MeasureSummary, ...]:
        """Every measure of which something was accepted, in the order of the plan."""
        with self._access.reading() as connection:
            stored = periods.find(connection, period)
            if stored is None:
                return ()
            record = kept(connection, period)
            written = None if record is None else record.summaries
            if written is None:
                written = summaries.of_period(connection, stored.id)
            return tuple(
                _summary(measure, texts, written.get(measure[0]))
                for measure, texts in _accepted(connection, period).items()
            )

    def save(self, period: Period, measure_id: int, words: str) -> Changes:
        """Write the clerk's words; empty words take them away and the draft shows again."""
        with self._access.writing() as uow:
            stored = periods.find(uow.connection, period)
            if stored is None:
                raise Refused(f"台账里还没有{period.label}这个报送期，请先下发报送表。")
            if stored.locked:
                raise Refused(f"{period.label}已锁定，不能再改；要改请先解锁并写明理由。")
            measures = {key[0]: texts for key, texts in _accepted(uow.connection, period).items()}
            if measure_id not in measures:
                raise Refused("这条举措本期还没有审核通过的报送，请先审核。")
            drafted = draft(measures[measure_id])
            clean = clean_text(words, "举措小结", WORDS_LIMIT)
            sources = [asdict(each) for each in drafted.sentences]
            if clean == drafted.words:
                clean = ""
            summaries.put(uow, stored.id, measure_id, clean, sources)
            return uow.commit("修改举措小结" if clean else "恢复举措小结的草稿")


_Measure = tuple[int, str, str]


def _accepted(connection: Connection, period: Period) -> dict[_Measure, list[AcceptedText]]:
    """Measure → the accepted texts on its tasks, task by task, the units in their order."""
    record = kept(connection, period)
    if record is None:
        listed, reports = tasks.all_tasks(connection), check_ins.of_period(connection, period)
    else:
        listed, reports = [each.task for each in record.tasks], list(record.check_ins)
    said = defaultdict(list)
    for each in reports:
        said[each.item_id].append(each)
    found: dict[_Measure, list[AcceptedText]] = defaultdict(list)
    for task in listed:
        order = [part.unit for part in task.units]
        mine = [each for each in said.get(task.id, ()) if each.unit in order]
        for each in sorted(mine, key=lambda each: order.index(each.unit)):
            measure = (task.measure_id, task.measure_number, task.measure_title)
            found[measure].append(
                AcceptedText(
                    task.id,
                    task.number,
                    task.title,
                    each.unit,
                    each.progress,
                    each.done,
                    each.problems,
                )
            )
    return found


def _summary(
    measure: _Measure, texts: Sequence[AcceptedText], written: summaries.StoredSummary | None
) -> MeasureSummary:
    drafted = draft(texts)
    names = {each.task_id: f"{each.number} {each.title}".strip() for each in texts}
    if written is None:
        traced = sources_of(drafted.words, drafted.sentences)
        return MeasureSummary(*measure, drafted.words, False, traced, drafted, names)
    before = tuple(SourceSentence(**each) for each in written.sources)
    traced = sources_of(written.words, before)
    stale = before != drafted.sentences
    return MeasureSummary(*measure, written.words, True, traced, drafted, names, stale)
