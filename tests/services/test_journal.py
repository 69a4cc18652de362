"""Undo over a restart, and the history of an item in the clerk's words."""

from __future__ import annotations

from datetime import date

import pytest

from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.errors import Refused
from tests.ledgers import CLERK, Q3, Clock, Desk, is_sentence, tables, workspace


def test_undo_survives_a_restart(small: Desk) -> None:
    before = small.tables
    table = small.services.decomposition
    table.apply([Edit(small.row("1.1").id, Column.TITLE, "改了")])
    table.delete([small.row("2").id])
    after = small.tables
    small.services.ledger.close()
    again = workspace(Clock()).open(small.path, keep_backups=False)
    try:
        assert again.journal.undo_label() == "删除 举措“培育品牌”"
        again.journal.undo()
        again.journal.undo()
        assert tables(small.engine) == before
    finally:
        again.ledger.close()
    third = workspace(Clock()).open(small.path, keep_backups=False)
    try:
        assert third.journal.redo_label() == "修改“工程 / 举措 / 任务”"
        third.journal.redo()
        third.journal.redo()
        assert tables(small.engine) == after
        with pytest.raises(Refused):
            third.journal.redo()
    finally:
        third.ledger.close()


def test_the_making_of_a_ledger_cannot_be_undone(desk: Desk) -> None:
    assert desk.services.journal.undo_label() is None
    with pytest.raises(Refused) as caught:
        desk.services.journal.undo()
    assert "建立台账" in str(caught.value)
    assert is_sentence(str(caught.value))


def test_the_history_tells_what_was_what(small: Desk) -> None:
    item = small.row("1.1").id
    table = small.services.decomposition
    table.apply([Edit(item, Column.TARGET, "1000个"), Edit(item, Column.DUE, "2025-12-31")])
    small.clock.set(date(2024, 9, 23))
    table.apply([Edit(item, Column.SUPPORT, "市财政局")])
    small.services.reporting.save(Q3, small.unit("市经信局"), item, "progress", "72.5")
    table.delete([item])
    small.services.journal.undo()
    told = small.services.journal.history(item)
    assert [entry.label for entry in told[:5]] == [
        "撤销：删除 任务“新增软件著作权”",
        "删除 任务“新增软件著作权”",
        "填写市经信局2024年第三季度报送 1 格",
        "修改“配合单位”",
        "修改 2 处",
    ]
    assert {entry.clerk for entry in told} == {CLERK}
    lines = [entry.lines for entry in told[:5]]
    assert lines[0] == (("所在", "回收站", "分解表"),)
    assert lines[1] == (("所在", "分解表", "回收站"),)
    assert lines[2] == (("完成进度", "", "72.5 %"),)
    assert ("配合单位", "", "市财政局") in lines[3]
    assert set(lines[4]) == {("目标", "", "1000个"), ("期限", "", "2025-12-31")}
    assert told[3].at.date() == date(2024, 9, 23)


def test_a_changed_role_is_told_as_one(small: Desk) -> None:
    item = small.row("1").id
    table = small.services.decomposition
    table.apply([Edit(item, Column.LEAD, "市科技局")])
    lines = small.services.journal.history(item)[0].lines
    assert set(lines) == {("市科技局的角色", "责任", "牵头"), ("牵头单位", "市经信局", "")}


def test_a_row_added_and_undone_leaves_its_story(small: Desk) -> None:
    row = NewRow(Level.TASK, small.row("2").id, None, {Column.TITLE: "新任务"})
    added = small.services.decomposition.add(row)
    (item,) = added.ids("item")
    small.services.journal.undo()
    last, first = small.services.journal.history(item)
    assert first.lines == (("名称", "", "新任务"),)
    assert ("名称", "新任务", "") in last.lines


def test_steps_of_a_notice_are_undone_up_to_its_signature(desk: Desk) -> None:
    on = date(2024, 10, 8)
    service = desk.services.supervision
    service.sign(Q3, service.prepare(Q3, service.proposals(Q3)[:1], on), on)
    signed = desk.tables
    (notice,) = service.register()
    desk.services.notice_life.act(notice.id, NoticeAction.REPLY, on)
    desk.services.notice_life.act(notice.id, NoticeAction.CLOSE, on)
    desk.services.journal.undo()
    desk.services.journal.undo()
    assert desk.tables == signed
    with pytest.raises(Refused):
        desk.services.journal.undo()
    desk.services.journal.redo()
    assert service.register()[0].state_label == "已反馈，待销号"
