"""What the review and the board show of their data: cells, pieces, findings, drafted notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_outcome import FileState, Finding, OutsideChange, RowState
from leqing_desktop.domain.return_review import (
    BoardRow,
    BoardState,
    Punctuality,
    ReturnVersion,
    ReviewRow,
    UnitReview,
)
from leqing_desktop.ui.dialogs.attach_file import named_in
from leqing_desktop.ui.dialogs.choose_return import differences
from leqing_desktop.ui.dialogs.send_back import drafted_note
from leqing_desktop.ui.models.finding_table import ASSIGN, CHECK, LOOK, SEND_BACK, lines_of
from leqing_desktop.ui.models.reporting_board import DAY_AT, HEALTH_AT, BoardModel
from leqing_desktop.ui.models.review_columns import AT, Mark, cells_of
from leqing_desktop.ui.models.review_model import DIFFERENT, ReviewModel
from leqing_desktop.ui.models.review_text import PieceKind, compared

FELL = Finding("fell", "第 5 行：进度下降。", 5, "进度为何下降？", "progress", "J5")
COPIED = Finding(
    "copied", "第 5 行：与上季相同。", 5, "请补充新进展。", "done", "L5", serious=False
)
RENAMED = OutsideChange("D5", 5, "title", "重点任务", "融通发展", "融通提升发展")
ROW = ReviewRow(
    1,
    5,
    RowState.WAITING,
    False,
    11,
    "4.1",
    "4 技改",
    "实施技改项目",
    {"progress": "48", "done": "完成702个项目。", "problems": "资金慢。"},
    {"progress": "55", "done": "完成640个项目。"},
    progress=48.0,
    last_progress=55.0,
    reported=ReportedStatus.NORMAL,
    light=Light.YELLOW,
    why="落后 27 点。",
)
FILE = ReturnVersion(7, 1, FileState.CURRENT, "柳市镇.xlsx", date(2024, 10, 14), "0" * 64)


def review(*rows: ReviewRow, file: ReturnVersion = FILE) -> UnitReview:
    return UnitReview(3, "柳市镇", (file,), file, rows)


def test_a_row_shows_last_and_this_quarter_with_the_difference() -> None:
    cells = cells_of(replace(ROW, findings=(FELL,)), Mark.SEND_BACK)
    assert [cells[AT[key]].text for key in ("last", "now", "difference")] == ["55", "48", "−7"]
    assert cells[AT["now"]].wave and cells[AT["now"]].tint == "red_tint"
    assert cells[AT["reported"]].light is Light.GREEN
    assert cells[AT["light"]].tint == "yellow_tint"
    assert "不一致" in cells[AT["light"]].tip
    assert cells[AT["mark"]].text == "退回本条"


def test_what_was_said_last_is_struck_and_what_is_new_is_marked() -> None:
    pieces = compared(ROW)
    assert [p.text for p in pieces if p.kind is PieceKind.DELETED] == ["640"]
    assert [p.text for p in pieces if p.kind is PieceKind.INSERTED] == ["702"]
    said = "".join(p.text for p in pieces if p.kind is not PieceKind.DELETED)
    assert said == "完成702个项目。\n问题：资金慢。"


def test_an_outside_change_frames_the_name_until_it_is_decided() -> None:
    open_ = cells_of(replace(ROW, changes=(RENAMED,)), Mark.WAIT)[AT["name"]]
    assert open_.outside and "原为“融通发展”" in open_.second
    done = replace(ROW, changes=(replace(RENAMED, taken=False),))
    assert not cells_of(done, Mark.WAIT)[AT["name"]].outside


def test_an_indicator_compares_its_values() -> None:
    row = replace(
        ROW,
        indicator=True,
        fields={"value": "720", "in_quarter": "65", "note": "含新登记"},
        last={"value": "655"},
        progress=720.0,
        last_progress=655.0,
    )
    cells = cells_of(row, Mark.ACCEPT)
    assert [cells[AT[key]].text for key in ("last", "now", "difference")] == ["655", "720", "+65"]


def test_a_fullwidth_or_wordy_value_breaks_nothing() -> None:
    row = replace(ROW, indicator=True, fields={"value": "约七百"}, last={}, progress=None)
    assert cells_of(row, Mark.WAIT)[AT["now"]].text == "约七百"
    assert cells_of(row, Mark.WAIT)[AT["difference"]].text == ""


@pytest.mark.usefixtures("qapp")
def test_marks_follow_the_findings_and_the_clerk(qapp: QApplication) -> None:
    clean, asked, unknown = (
        ROW,
        replace(ROW, id=2, findings=(FELL,)),
        replace(ROW, id=3, subject_id=None, number="", title=""),
    )
    model = ReviewModel()
    model.show_review(review(clean, asked, unknown))
    assert [model.mark(row) for row in (clean, asked, unknown)] == [
        Mark.ACCEPT,
        Mark.SEND_BACK,
        Mark.WAIT,
    ]
    model.set_mark([1], Mark.WAIT)
    assert model.marked_rows(Mark.ACCEPT) == ()
    model.show_review(review(clean, asked))
    assert model.mark(clean) is Mark.WAIT
    assert "指认" in model.why_not(unknown)
    model.set_filter(DIFFERENT)
    assert model.row_total() == 2
    newer = replace(FILE, id=8, version=2)
    model.show_review(review(clean, file=newer))
    assert model.mark(clean) is Mark.ACCEPT


def test_each_finding_names_its_way_out() -> None:
    unknown = replace(ROW, id=3, subject_id=None, findings=(Finding("match", "第 6 行：？", 6),))
    rows = (
        replace(ROW, findings=(FELL, COPIED), changes=(RENAMED,)),
        unknown,
        replace(ROW, id=4, state=RowState.ACCEPTED, findings=(COPIED,)),
    )
    lines = lines_of(review(*rows))
    assert [line.way for line in lines] == [SEND_BACK, LOOK, CHECK, ASSIGN]
    assert [line.place for line in lines] == ["J5", "L5", "D5", "第 6 行"]


def test_a_settled_choice_of_two_is_told_no_more() -> None:
    told = replace(FILE, findings=(Finding("two_versions", "有 2 份不同的表。"),))
    assert lines_of(review(ROW, file=told)) == ()
    assert len(lines_of(review(ROW, file=replace(told, state=FileState.RIVAL)))) == 1


def test_the_note_asks_what_the_findings_ask() -> None:
    rows = (replace(ROW, findings=(FELL, COPIED)), replace(ROW, id=2, number="4.2"))
    note = drafted_note(review(*rows), rows)
    assert note.splitlines()[0] == "柳市镇："
    assert "1. 进度为何下降？\n2. 请补充新进展。\n3. “4.2 实施技改项目”请核实后重报。" in note


def test_only_cells_that_differ_are_compared() -> None:
    other = replace(ROW, id=9, fields={**ROW.fields, "progress": "60"})
    (found,) = differences([review(ROW), review(other)])
    assert (found.label, found.texts) == ("本季进度（%）", ("48", "60"))


BOARD = (
    BoardRow(1, "市经信局", BoardState.WAITING, 5, 3, None, date(2024, 10, 15), 2, 2, 3),
    BoardRow(2, "市市场监管局", BoardState.OVERDUE, 4, 0, quarters=(Punctuality.LATE,)),
    BoardRow(3, "市场监管局", BoardState.SENT_BACK, 4, 4, version=1),
    BoardRow(4, "市发改局", BoardState.FILLING, 4, 1),
)


def test_the_board_tells_health_and_lateness(qapp: QApplication) -> None:
    model = BoardModel()
    model.set_due(date(2024, 10, 15), date(2024, 10, 17))
    model.set_units(BOARD)
    assert model.index(0, HEALTH_AT).data() == "✕2 !3"
    assert model.index(1, DAY_AT).data() == "逾期 2 日"
    assert model.index(1, HEALTH_AT).data() == "—"
    assert model.reported() == 2
    assert [model.count(key) for key in ("waiting", "sent_back", "missing", "reported")] == [
        1,
        1,
        2,
        0,
    ]
    assert "近五季：迟报" in model.about(BOARD[1])


def test_the_unit_with_the_longest_name_in_a_file_name_is_proposed() -> None:
    found = named_in("市市场监管局盖章.pdf", BOARD)
    assert found is not None and found.unit_id == 2
    assert named_in("扫描0001.pdf", BOARD) is None
