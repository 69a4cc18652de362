"""附件1 of a 通报: the formula with its weights, shared places, change of place, and none before."""

from __future__ import annotations

from datetime import date

from leqing_desktop.domain.notice_document import AnnexTable
from leqing_desktop.domain.period import Period
from tests.ledgers import Q3, Desk


def annex(desk: Desk, period: Period) -> tuple[str, AnnexTable]:
    """The words over the ranking's table, and the table."""
    circular = desk.services.circular
    found = circular.preview(period, circular.draft(period)).annexes[0]
    assert found.table is not None
    return found.paragraphs[0].text, found.table


def test_the_first_quarter_shows_formula_ties_and_no_change(reported: Desk) -> None:
    reported.services.periods.lock(Q3)
    words, table = annex(reported, Q3)
    for part in ("报送40×", "亮灯40×", "督办20×", "50%", "同分同名次", "排名公式第1版"):
        assert part in words
    assert {row[-1] for row in table.rows} == {"—"}
    places = [int(row[0]) for row in table.rows]
    scores = [float(row[2]) for row in table.rows]
    assert len(set(places)) < len(places), "the sample has no tie"
    assert places == [1 + sum(other > score for other in scores) for score in scores]
    for row in table.rows:
        assert float(row[2]) == round(sum(map(float, row[3:6])), 1)
        assert int(row[6]) == sum(map(int, row[7:11]))


def test_the_next_quarter_says_who_moved(reported: Desk) -> None:
    services = reported.services
    services.periods.lock(Q3)
    before = {row[1]: int(row[0]) for row in annex(reported, Q3)[1].rows}
    following = Q3.next
    services.periods.set_period(following, date(2024, 12, 20), date(2025, 1, 15))
    reported.clock.set(date(2025, 1, 10))
    for at, row in enumerate(services.review.board(following)):
        sheet = services.reporting.sheet(following, row.unit_id)
        said = {each.task_id: {"progress": str(100 - 7 * at)} for each in sheet if not each.support}
        services.reporting.save_many(following, row.unit_id, said)
    services.periods.lock(following)
    _, table = annex(reported, following)
    for row in table.rows:
        won = before[row[1]] - int(row[0])
        word = "持平" if won == 0 else f"{'上升' if won > 0 else '下降'}{abs(won)}位"
        assert row[-1] == word
