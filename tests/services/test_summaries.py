"""A measure's words are drafted from its reports, edited, and kept apart from them."""

from __future__ import annotations

import pytest

from leqing_desktop.errors import Refused
from leqing_desktop.services.summaries import MeasureSummary
from tests.ledgers import Q3, Desk


@pytest.fixture
def reported(desk: Desk) -> Desk:
    reporting = desk.services.reporting
    desk.services.periods.set_period(Q3)
    unit = next(each for each in desk.services.review.board(Q3) if each.unit == "市经信局")
    rows = [row for row in reporting.sheet(Q3, unit.unit_id) if not row.support][:2]
    texts = ("新登记软件著作权65件，累计720件。持续推进。", "软件业营收达到28亿元。")
    cells = {
        row.task_id: {"progress": "75", "done": text} for row, text in zip(rows, texts, strict=True)
    }
    reporting.save_many(Q3, unit.unit_id, cells)
    return desk


def first(desk: Desk) -> MeasureSummary:
    return desk.services.summaries.summaries(Q3)[0]


def test_the_draft_tells_what_was_reported_and_by_whom(reported: Desk) -> None:
    summary = first(reported)
    assert not summary.own and "65件" in summary.words and "28亿元" in summary.words
    assert "持续推进" not in summary.words
    assert {s.unit for each in summary.traced for s in each.sources} == {"市经信局"}


def test_the_clerks_words_stand_apart_and_can_be_taken_back(reported: Desk) -> None:
    summaries = reported.services.summaries
    drafted = first(reported)
    words = drafted.words + "总体好于预期。"
    summaries.save(Q3, drafted.measure_id, words)
    now = first(reported)
    assert (now.words, now.own, now.stale) == (words, True, False)
    assert now.traced[-1].sources == () and now.traced[0].sources
    sheet = reported.services.reporting.sheet(Q3, reported.unit("市经信局"))
    assert "总体好于预期" not in "".join(row.entry.done for row in sheet if row.entry)
    reported.services.journal.undo()
    assert first(reported) == drafted


def test_saving_nothing_or_the_draft_shows_the_draft_again(reported: Desk) -> None:
    summaries, drafted = reported.services.summaries, first(reported)
    summaries.save(Q3, drafted.measure_id, "改写。")
    summaries.save(Q3, drafted.measure_id, "")
    assert first(reported) == drafted
    summaries.save(Q3, drafted.measure_id, drafted.words)
    assert not first(reported).own


def test_a_report_that_changed_since_is_told(reported: Desk) -> None:
    summaries, drafted = reported.services.summaries, first(reported)
    summaries.save(Q3, drafted.measure_id, "改写。")
    unit = reported.unit("市经信局")
    row = next(r for r in reported.services.reporting.sheet(Q3, unit) if not r.support)
    reported.services.reporting.save(Q3, unit, row.task_id, "done", "累计登记 730 件。")
    assert first(reported).stale


def test_a_measure_without_reports_has_no_summary(reported: Desk) -> None:
    with pytest.raises(Refused, match="还没有审核通过的报送"):
        reported.services.summaries.save(Q3, -1, "说点什么")
