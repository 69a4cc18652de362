"""What is doubtful about a whole return stays on the board until the clerk has settled it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leqing_desktop.domain.return_outcome import Outcome, RowState
from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.errors import Refused
from leqing_desktop.services.return_judging import JudgedFile
from tests.ledgers import Q3, Desk
from tests.returned import Sheet, open_return

UNIT = "市经信局"


@pytest.fixture
def sheet(small: Desk, tmp_path: Path) -> Sheet:
    """The unit's workbook, filled by a careful clerk."""
    issue = small.services.return_issue
    files = issue.issuing(Q3, tmp_path).run()
    issue.record(Q3, files)
    opened = open_return(next(each.path for each in files if each.unit == UNIT))
    opened.fill()
    return opened


def collect(desk: Desk, path: Path) -> JudgedFile:
    service = desk.services.collect
    found = service.collecting(Q3, [path]).run()
    result = service.take_all(Q3, found.files)
    found.clean_up()
    (file,) = result.files
    return file


def on_board(desk: Desk) -> BoardRow:
    return next(row for row in desk.services.review.board(Q3) if row.unit == UNIT)


def test_a_deleted_row_waits_until_its_figure_is_there(small: Desk, sheet: Sheet) -> None:
    gone = sheet.task_rows[0]
    mark = int(str(sheet.sheet.cell(gone, 1).value)[1:])
    sheet.sheet.delete_rows(gone)
    assert collect(small, sheet.save()).outcome is Outcome.FAULTY
    row = on_board(small)
    assert (row.state, row.serious) == (BoardState.WAITING, 1)
    assert row.filled == row.expected - 1
    assert f"{UNIT} 1 家单位的报送表还没有审核完。" in small.services.periods.lock_warnings(Q3)

    unit_id = small.unit(UNIT)
    small.services.reporting.save(Q3, unit_id, mark, "progress", "75")
    row = on_board(small)
    assert (row.state, row.serious) == (BoardState.ACCEPTED, 0)


def test_a_deleted_row_is_no_doubt_of_a_return_that_went_back(small: Desk, sheet: Sheet) -> None:
    sheet.sheet.delete_rows(sheet.task_rows[0])
    collect(small, sheet.save())
    small.services.review.send_back(Q3, small.unit(UNIT), note="请补报缺少的一行。")
    row = on_board(small)
    assert (row.state, row.serious) == (BoardState.SENT_BACK, 0)


@pytest.mark.parametrize("words", ["", "1"])
def test_without_a_whole_seal_every_row_waits(small: Desk, sheet: Sheet, words: str) -> None:
    if words:
        hidden = sheet.book["校验"]
        hidden.cell(hidden.max_row, 2).value = words
    else:
        del sheet.book["校验"]
    file = collect(small, sheet.save())
    assert file.outcome is Outcome.FAULTY
    assert {row.state for row in file.rows} == {RowState.WAITING}
    assert on_board(small).state is BoardState.WAITING
    assert on_board(small).filled == 0
    small.services.review.accept(Q3, small.unit(UNIT))
    assert on_board(small).state is BoardState.ACCEPTED
    assert on_board(small).filled == len(sheet.task_rows)


def test_only_the_missing_row_is_asked_for(small: Desk, sheet: Sheet, tmp_path: Path) -> None:
    whole = sheet.save(tmp_path / "补全.xlsx")
    sheet.sheet.delete_rows(sheet.task_rows[0])
    collect(small, sheet.save(tmp_path / "缺一行.xlsx"))
    before = on_board(small).filled
    small.services.review.send_back(Q3, small.unit(UNIT), [], "请补报缺少的一行。")
    row = on_board(small)
    assert (row.state, row.filled) == (BoardState.SENT_BACK, before)
    # What comes back is the better version, not a rival of the first one.
    assert collect(small, whole).outcome is Outcome.ACCEPTED
    row = on_board(small)
    assert (row.state, row.filled, row.version) == (BoardState.ACCEPTED, before + 1, 2)
    with pytest.raises(Refused, match="没有选中要退回的行"):
        small.services.review.send_back(Q3, small.unit(UNIT), [])


def test_a_workbook_without_its_seal_is_never_accepted_in_bulk(small: Desk, sheet: Sheet) -> None:
    del sheet.book["校验"]
    collect(small, sheet.save())
    small.services.review.accept_clean(Q3)
    assert on_board(small).filled == 0
    small.services.review.accept(Q3, small.unit(UNIT))
    assert on_board(small).state is BoardState.ACCEPTED


def test_a_row_of_the_units_own_is_struck_and_comes_back_by_undo(small: Desk, sheet: Sheet) -> None:
    last = sheet.task_rows[-1]
    sheet.sheet.insert_rows(last)
    for column in range(2, 15):
        sheet.sheet.cell(last, column).value = "我局新增工作"
    collect(small, sheet.save())
    review = small.services.review.review(Q3, small.unit(UNIT))
    (own,) = (row for row in review.rows if row.subject_id is None)
    known = next(row for row in review.rows if row.subject_id is not None)
    with pytest.raises(Refused, match="已对上任务"):
        small.services.review.strike(known.id)
    small.services.review.strike(own.id)
    assert on_board(small).state is BoardState.ACCEPTED
    small.services.journal.undo()
    assert on_board(small).state is BoardState.WAITING
