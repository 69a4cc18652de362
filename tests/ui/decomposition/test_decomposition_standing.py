"""The menu 任务状态 of the decomposition page and its dialog."""

from datetime import date

from PySide6.QtCore import Qt

from leqing_desktop.domain.standing import Standing
from leqing_desktop.ui.pages.decomposition_actions import STANDINGS
from tests.ui.decomposition.steps import stored


def choose(page, standing):
    page.actions_of_table.by_id[STANDINGS[standing]].trigger()


def test_a_task_is_suspended_with_its_reason_and_comes_back(page, services, tasks, qtbot):
    page.view.go_to(tasks[0])
    choose(page, Standing.SUSPENDED)
    dialog = page.rows.standing_dialog
    assert dialog.since == date.today()
    assert not dialog.go_button.isEnabled()
    qtbot.keyClicks(dialog.reason_edit, "  ")
    assert not dialog.go_button.isEnabled()
    dialog.reason_edit.setPlainText("土地未批")
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    page.idle()
    assert stored(services, tasks[0]).standing is Standing.SUSPENDED
    assert services.journal.undo_label().startswith("挂起任务")
    qtbot.waitUntil(
        lambda: page.model.cell(page.model.row_of(tasks[0]), 1).text.endswith("（挂起）")
    )
    choose(page, Standing.ACTIVE)
    page.idle()
    assert stored(services, tasks[0]).standing is Standing.ACTIVE


def test_done_needs_no_reason_and_the_dialog_can_be_left(page, services, tasks, qtbot):
    page.view.go_to(tasks[1])
    choose(page, Standing.DONE)
    qtbot.keyClick(page.rows.standing_dialog, Qt.Key.Key_Escape)
    page.idle()
    assert stored(services, tasks[1]).standing is Standing.ACTIVE
    choose(page, Standing.DONE)
    assert page.rows.standing_dialog.go_button.isEnabled()
    page.rows.standing_dialog.accept()
    page.idle()
    assert stored(services, tasks[1]).standing is Standing.DONE


def test_without_a_task_the_page_says_what_to_choose(page):
    page.view.selectionModel().clear()
    choose(page, Standing.CANCELLED)
    assert page.rows.standing_dialog is None
    assert "任务" in page.banner.text
