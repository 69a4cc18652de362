"""举措小结: read, edit, save by keyboard; what a sentence comes from; what is lost is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from leqing_desktop.services.bundle import Services
from leqing_desktop.ui.dialogs.summaries import SummariesDialog
from leqing_desktop.ui.dialogs.unsaved_summaries import UnsavedDialog
from leqing_desktop.ui.models.summary_tables import DRAFT, OWN, STALE, UNSAVED
from leqing_desktop.ui.theme import theme
from tests.ledgers import lock as lock_period
from tests.ui.reporting.return_steps import TOWN
from tests.ui.reporting.steps import CONTROL, NOW, Desk, Key, compose, fill

BANKERS = "市金融服务中心"


def say(services: Services, unit: str, *texts: str) -> None:
    """What a unit is taken to have reported this quarter, task by task."""
    known = next(each for each in services.review.board(NOW) if each.unit == unit)
    rows = [each for each in services.reporting.sheet(NOW, known.unit_id) if not each.support]
    cells = {
        row.task_id: {"progress": "75", "done": text}
        for row, text in zip(rows, texts, strict=False)
    }
    services.reporting.save_many(NOW, known.unit_id, cells)


def reported(services: Services) -> None:
    fill(services)
    say(services, BANKERS, "辅导3家企业完成股改。新增报会企业1家。", "促成2宗并购，金额4亿元。")
    say(services, TOWN, "盘活低效用地60亩。")


@pytest.fixture
def desk(make_desk: Any) -> Desk:
    found: Desk = make_desk(prepare=reported)
    found.window.set_period(NOW)
    found.settle()
    return found


@pytest.fixture
def dialog(desk: Desk) -> Iterator[SummariesDialog]:
    yield opened(desk)
    QApplication.clipboard().clear()


def opened(desk: Desk) -> SummariesDialog:
    desk.page.results.show_summaries()
    found = desk.page.findChild(SummariesDialog)
    assert isinstance(found, SummariesDialog)
    desk.settle()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    return found


def state(dialog: SummariesDialog, at: int) -> str:
    return str(dialog.measures.rows[at].state)


def at_end(dialog: SummariesDialog) -> None:
    dialog.editor.text.moveCursor(QTextCursor.MoveOperation.End)


def amber(dialog: SummariesDialog) -> list[str]:
    """The stretches of the text that stand out in amber, the selection apart."""
    ground = theme().colour("yellow_tint")
    marks: list[Any] = dialog.editor.text.extraSelections()
    return [m.cursor.selectedText() for m in marks if m.format.background().color() == ground]


def chosen(dialog: SummariesDialog) -> list[str]:
    ground = theme().colour("selected")
    marks: list[Any] = dialog.editor.text.extraSelections()
    return [m.cursor.selectedText() for m in marks if m.format.background().color() == ground]


def test_words_are_typed_saved_and_taken_back(desk: Desk, dialog: SummariesDialog) -> None:
    assert dialog.editor.text.hasFocus()
    assert [state(dialog, at) for at in range(2)] == [DRAFT, DRAFT]
    drafted = dialog.editor.text.toPlainText()
    assert "辅导3家企业完成股改" in drafted and not amber(dialog)
    at_end(dialog)
    compose("总体好于预期。")
    assert state(dialog, 0) == UNSAVED and dialog.save.isEnabled()
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert state(dialog, 0) == OWN and not dialog.save.isEnabled()
    assert dialog.editor.text.textCursor().atEnd()
    kept = desk.services.summaries.summaries(NOW)[0]
    assert kept.own and kept.words == f"{drafted}总体好于预期。"
    desk.window.operations.undo()
    desk.settle()
    assert not desk.services.summaries.summaries(NOW)[0].own
    assert state(dialog, 0) == DRAFT and dialog.editor.text.toPlainText() == drafted
    dialog.reject()


def test_the_next_measure_is_a_key_away_and_what_is_left_is_saved(
    desk: Desk, dialog: SummariesDialog
) -> None:
    first, second = (each.words for each in desk.services.summaries.summaries(NOW)[:2])
    at_end(dialog)
    compose("好。")
    desk.press(Key.Key_Down, CONTROL)
    assert dialog.editor.text.toPlainText() == second
    desk.settle()
    assert [state(dialog, at) for at in range(2)] == [OWN, DRAFT]
    assert dialog.editor.text.toPlainText() == second
    desk.press(Key.Key_Up, CONTROL)
    assert dialog.editor.text.toPlainText() == f"{first}好。"
    assert desk.services.journal.undo_label() == "修改举措小结"


def test_every_sentence_tells_its_source_and_stands_out_when_chosen(
    desk: Desk, dialog: SummariesDialog
) -> None:
    rows = dialog.editor.sentences.rows
    assert all(BANKERS in each.source for each in rows)
    assert "8.4 推动企业股改上市" in rows[0].source and "8.5" in rows[2].source
    dialog.editor.sources.setFocus()
    dialog.editor.sources.show_row(2)
    (marked,) = chosen(dialog)
    assert "2宗并购" in marked
    dialog.editor.text.setFocus()
    dialog.editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    assert dialog.editor.sources.chosen_rows() == [0]


def test_what_stands_in_no_report_is_amber(desk: Desk, dialog: SummariesDialog) -> None:
    text = dialog.editor.text
    words = text.toPlainText().replace("4亿元", "5亿元").replace("完成股改", "实现股改")
    text.put_words(f"{words}领导批示肯定。𠮷田公司落户，投资99亿元。")
    lines = dialog.editor.sentences
    desk.qtbot.waitUntil(lambda: len(lines.rows) == 5)
    verdicts = [each.verdict for each in lines.rows]
    assert verdicts == ["有改动", "", "数字无出处", "自拟", "数字无出处"]
    marked = amber(dialog)
    assert "5" in marked and "99" in marked and "4" not in marked
    assert any("实现股改" in each for each in marked)
    assert not any("批示" in each or "报会" in each for each in marked)


def test_the_draft_comes_back(desk: Desk, dialog: SummariesDialog) -> None:
    drafted = dialog.editor.text.toPlainText()
    assert not dialog.editor.draft.isEnabled()
    dialog.editor.text.put_words("另写一段。")
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert state(dialog, 0) == OWN
    dialog.editor.draft.click()
    assert dialog.editor.text.toPlainText() == drafted and state(dialog, 0) == UNSAVED
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert state(dialog, 0) == DRAFT
    assert not desk.services.summaries.summaries(NOW)[0].own


def test_a_report_that_came_after_is_told(desk: Desk) -> None:
    first = desk.services.summaries.summaries(NOW)[0]
    desk.services.summaries.save(NOW, first.measure_id, "改写过的一段。")
    say(desk.services, BANKERS, "辅导5家企业完成股改。")
    dialog = opened(desk)
    assert state(dialog, 0) == STALE
    assert "报送有变 1 条" in dialog.counts.text()
    assert "恢复草稿" in dialog.editor.note.text()
    dialog.reject()


def answering(act: Callable[[UnsavedDialog], None], tries: int = 250) -> None:
    """Answer the question that the dialog will ask."""
    asked = QApplication.activeModalWidget()
    if isinstance(asked, UnsavedDialog):
        act(asked)
    elif tries:
        QTimer.singleShot(20, partial(answering, act, tries - 1))


def leave(dialog: SummariesDialog, act: Callable[[UnsavedDialog], None]) -> None:
    answering(act)
    dialog.reject()


def test_esc_asks_about_what_is_not_saved(desk: Desk, dialog: SummariesDialog) -> None:
    at_end(dialog)
    compose("好。")
    leave(dialog, lambda asked: asked.stay_button.click())
    assert dialog.isVisible() and state(dialog, 0) == UNSAVED
    answering(lambda asked: asked.save_button.click())
    desk.qtbot.keyClick(dialog.editor.text, Key.Key_Escape)
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.findChild(SummariesDialog) is None)
    assert desk.services.summaries.summaries(NOW)[0].words.endswith("好。")


def test_what_is_thrown_away_is_not_kept(desk: Desk, dialog: SummariesDialog) -> None:
    compose("不要。")
    leave(dialog, lambda asked: asked.drop_button.click())
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.findChild(SummariesDialog) is None)
    assert not desk.services.summaries.summaries(NOW)[0].own


def test_words_that_may_not_be_kept_stay_in_the_editor(desk: Desk, dialog: SummariesDialog) -> None:
    dialog.editor.text.put_words("机密★1年 不能写进台账。")
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert "没有保存" in dialog.banner.text
    assert state(dialog, 0) == UNSAVED
    leave(dialog, lambda asked: asked.save_button.click())
    desk.settle()
    assert dialog.isVisible() and "没有保存" in dialog.banner.text
    leave(dialog, lambda asked: asked.drop_button.click())


def test_everything_is_copied_for_a_document(desk: Desk, dialog: SummariesDialog) -> None:
    at_end(dialog)
    compose("未保存的也在。")
    dialog.copy_all.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("8 加大龙头骨干企业引领\n") and "未保存的也在。\n\n" in copied
    assert "盘活低效用地60亩" in copied
    leave(dialog, lambda asked: asked.drop_button.click())


def test_without_anything_accepted_the_next_step_is_named(make_desk: Any) -> None:
    desk: Desk = make_desk()
    desk.window.set_period(NOW)
    desk.settle()
    dialog = opened(desk)
    assert dialog.empty.isVisible() and not dialog.copy_all.isEnabled()
    dialog.empty.button.click()
    assert not dialog.isVisible()


def test_a_locked_quarter_is_read_only(desk: Desk) -> None:
    lock_period(desk.services.ledger.info().path, NOW, NOW.last_day)
    desk.page.set_period(NOW)
    desk.settle()
    dialog = opened(desk)
    assert dialog.editor.text.isReadOnly() and "已锁定" in dialog.banner.text
    assert not dialog.save.isVisible() and not dialog.editor.draft.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
