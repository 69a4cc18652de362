"""The editor of 亮灯规则: bands without hole or overlap, the trial beside them, saving with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.operations import Operations

Q3 = Period(2024, 3)


@pytest.fixture
def dialog(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot, light_look: None
) -> Iterator[LightRuleDialog]:
    path = tmp_path / "规划.leqing"
    workspace.create(path)
    services = workspace.open(path, keep_backups=False)
    reporting = services.reporting
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    report = reporting.board(Q3)[0]
    rows = [row for row in reporting.sheet(Q3, report.unit_id) if not row.support]
    cells = {row.task_id: {"progress": str((row.schedule or 8) - 8)} for row in rows}
    reporting.save_many(Q3, report.unit_id, cells)
    background = Background()
    operations = Operations(background, services.journal)
    made = LightRuleDialog(None, operations, services.rules, Q3, LightRule(), 2)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.sentence.text() != "", timeout=20_000)
    yield made
    background.shutdown()
    services.ledger.close()


def type_into(qtbot: QtBot, edit: object, text: str) -> None:
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, text)


def test_holes_and_overlaps_are_told_and_cannot_be_saved(
    dialog: LightRuleDialog, qtbot: QtBot
) -> None:
    dialog.reason.setPlainText("试")
    assert dialog.save.isEnabled()
    type_into(qtbot, dialog.yellow_over, "12")
    assert "有空档" in dialog.cover.text() and not dialog.save.isEnabled()
    type_into(qtbot, dialog.yellow_over, "8")
    assert "重叠" in dialog.cover.text() and not dialog.save.isEnabled()
    type_into(qtbot, dialog.yellow_over, "x")
    assert "不是数" in dialog.cover.text() and not dialog.save.isEnabled()
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert "没有空档" in dialog.cover.text() and dialog.save.isEnabled()


def test_a_limit_moved_by_key_is_tried_out_at_once(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    assert dialog.sentence.text() == "没有一项任务变灯。"
    dialog.ruler.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.ruler, Qt.Key.Key_Left)
    assert (dialog.green_up.text(), dialog.yellow_over.text()) == ("7", "7")
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0, timeout=20_000)
    assert "由绿变黄" in dialog.sentence.text()
    qtbot.keyClick(dialog.ruler, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.ruler, Qt.Key.Key_Right)
    assert dialog.red_over.text() == "31"


def test_dragging_never_crosses_the_other_limit(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    ruler = dialog.ruler
    start = ruler.rect().center()
    start.setX(int(ruler._x(10)))
    end = ruler.rect().center()
    end.setX(int(ruler._x(55)))
    qtbot.mousePress(ruler, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(ruler, end)
    qtbot.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=end)
    assert float(dialog.green_up.text()) < float(dialog.red_over.text())


def test_saving_needs_a_reason_and_closes(
    dialog: LightRuleDialog, qtbot: QtBot, qapp: QApplication
) -> None:
    assert not dialog.save.isEnabled()
    dialog.reason.setPlainText("例会要求")
    dialog.show_limits(7, 25)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    history = dialog._service.light_rules()
    assert [(each.rule.yellow_over, each.reason) for each in history][-1] == (7, "例会要求")
