"""修改公文用语: typed, looked at, refused in words, saved, put back and left, all with the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.wording_editor import STALE, WordingDialog
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_wording import WordingCard
from leqing_desktop.ui.theme import theme

Q3 = Period(2024, 3)
BLUE = "notice_blue"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the built-in plan and one period."""
    path = tmp_path_factory.mktemp("planned") / "规划.leqing"
    maker = Workspace(lambda: "王敏", datetime.now)
    maker.create(path)
    made = maker.open(path, keep_backups=False)
    made.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    made.ledger.close()
    return path


@pytest.fixture
def services(workspace: Workspace, planned: Path, tmp_path: Path) -> Iterator[Any]:
    path = Path(shutil.copy(planned, tmp_path / "规划.leqing"))
    made = workspace.open(path, keep_backups=False)
    yield made
    made.ledger.close()


@pytest.fixture
def operations(services: Any, qtbot: QtBot) -> Iterator[Operations]:
    background = Background()
    yield Operations(background, services.journal)
    background.shutdown()


@pytest.fixture
def dialog(services: Any, operations: Operations, qtbot: QtBot, light_look: None) -> WordingDialog:
    made = opened(services, operations, qtbot)
    qtbot.waitUntil(lambda: bool(shown(made)), timeout=20_000)
    return made


def opened(services: Any, operations: Operations, qtbot: QtBot) -> WordingDialog:
    wording = next(each for each in services.wordings.read() if each.kind.key == BLUE)
    made = WordingDialog(None, operations, services.wordings, wording)
    qtbot.addWidget(made, before_close_func=lambda each: each.done(0))
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(dialog: WordingDialog) -> list[str]:
    """The lines of the preview."""
    return [line for line in dialog.preview.toPlainText().split("\n") if line]


def stored(services: Any) -> str:
    return str(next(each.text for each in services.wordings.read() if each.kind.key == BLUE))


def put_cursor(dialog: WordingDialog, line: int) -> None:
    """Behind the last letter of a line, from 1."""
    cursor = QTextCursor(dialog.edit.document().findBlockByNumber(line - 1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    dialog.edit.setTextCursor(cursor)


def type_words(dialog: WordingDialog, words: str) -> None:
    """Type as a Chinese keyboard does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(QApplication.focusWidget() or dialog.edit, event)


def answer(pressed: str) -> list[str]:
    """Press a button of the question that is about to come up; says what was asked."""
    asked: list[str] = []

    def press() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, ConfirmDialog):
            asked.append(question.windowTitle())
            {"stay": question.stay_button, "go": question.go_button}[pressed].click()

    QTimer.singleShot(0, press)
    return asked


def test_the_preview_is_the_notice_of_a_real_proposal(dialog: WordingDialog, services: Any) -> None:
    proposal = services.supervision.proposals(Q3)[0]
    notice = services.supervision.preview(Q3, proposal, services.supervision.today())
    body = [paragraph.text for paragraph in notice.paragraphs]
    assert shown(dialog) == [*notice.title.split("\n"), f"{notice.to}：", *body]
    first = dialog.preview.document().firstBlock()
    assert first.blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter
    assert dialog.preview.document().lastBlock().blockFormat().textIndent() > 0
    assert proposal.title in dialog.source.text()


def test_typing_shows_at_once_and_ctrl_enter_saves_one_step(
    dialog: WordingDialog, services: Any, qtbot: QtBot
) -> None:
    assert not dialog.save.isEnabled()
    put_cursor(dialog, 4)
    type_words(dialog, "请注意。")
    assert shown(dialog)[3].endswith("加快推进。请注意。")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    assert not dialog.isVisible()
    assert "加快推进。请注意。" in stored(services)
    assert services.journal.undo_label() == "修改公文用语：督办通知单（蓝）"


def test_a_place_is_put_in_with_enter_and_typing_goes_on(
    dialog: WordingDialog, qtbot: QtBot
) -> None:
    put_cursor(dialog, 4)
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Tab)
    assert dialog.places.hasFocus()
    qtbot.keyClick(dialog.places, Qt.Key.Key_Right)
    assert dialog.hint.text().startswith("{事项} ")
    qtbot.keyClick(dialog.places, Qt.Key.Key_Return)
    assert dialog.edit.hasFocus()
    type_words(dialog, "!")
    assert dialog.text.split("\n")[3].endswith("加快推进。{事项}!")
    assert dialog.isVisible()


def test_a_place_is_put_in_with_a_double_click(dialog: WordingDialog, qtbot: QtBot) -> None:
    put_cursor(dialog, 1)
    at = dialog.places.visualItemRect(dialog.places.item(2)).center()
    button = Qt.MouseButton.LeftButton
    qtbot.mouseClick(dialog.places.viewport(), button, pos=at)
    qtbot.mouseDClick(dialog.places.viewport(), button, pos=at)
    assert dialog.text.split("\n")[0] == "关于“{事项}”的{举措}"


def test_a_fault_names_its_line_and_cannot_be_saved(dialog: WordingDialog, qtbot: QtBot) -> None:
    before = shown(dialog)
    put_cursor(dialog, 6)
    type_words(dialog, "{")
    assert "第 6 行" in dialog.fault.text() and dialog.fault.property("k") == "error"
    assert not dialog.save.isEnabled()
    assert [each.cursor.blockNumber() for each in dialog.edit.extraSelections()] == [5]
    assert (shown(dialog), dialog.source.text()) == (before, STALE)
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible() and not dialog.saved
    type_words(dialog, "单位}")
    assert dialog.save.isEnabled()
    assert dialog.fault.property("k") == "hint" and not dialog.edit.extraSelections()


def test_a_text_without_its_deadline_is_advised_and_saved(
    dialog: WordingDialog, qtbot: QtBot
) -> None:
    dialog.edit.setPlainText("关于{事项}\n\n{理由}，请抓紧。")
    assert "{答复期限}" in dialog.fault.text() and dialog.fault.property("k") == "label"
    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)


def test_esc_asks_only_when_something_would_be_lost(
    dialog: WordingDialog, services: Any, qtbot: QtBot
) -> None:
    before = stored(services)
    put_cursor(dialog, 4)
    type_words(dialog, "x")
    asked = answer("stay")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == ["放弃修改"] and dialog.isVisible()
    asked = answer("go")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == ["放弃修改"] and not dialog.isVisible()
    assert stored(services) == before


def test_esc_leaves_what_is_unchanged_without_asking(dialog: WordingDialog, qtbot: QtBot) -> None:
    asked = answer("stay")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asked == []


def test_the_default_comes_back_and_can_be_taken_back(
    services: Any, operations: Operations, qtbot: QtBot, light_look: None
) -> None:
    default = stored(services)
    services.wordings.save(BLUE, "题\n\n请{单位}办。")
    dialog = opened(services, operations, qtbot)
    dialog.usual.click()
    assert dialog.text == default and not dialog.usual.isEnabled()
    dialog.edit.undo()
    assert dialog.text == "题\n\n请{单位}办。"
    dialog.usual.click()
    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    assert stored(services) == default


def test_words_are_shown_letter_by_letter(dialog: WordingDialog) -> None:
    dialog.edit.setPlainText("<b>题</b>\n\n<img src=x>&amp;{{单位}}")
    assert shown(dialog)[0] == "<b>题</b>"
    assert shown(dialog)[-1] == "<img src=x>&amp;{单位}"


def test_the_preview_follows_the_look(dialog: WordingDialog) -> None:
    before = shown(dialog)
    theme().apply("dark")
    block = dialog.preview.document().lastBlock()
    colour = block.begin().fragment().charFormat().foreground().color()
    assert colour == theme().colour("text")
    assert shown(dialog) == before


@pytest.fixture
def card(
    services: Any, operations: Operations, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> WordingCard:
    made = WordingCard(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(lambda *_: made.read())
    made.show()
    made.read()
    qtbot.waitUntil(lambda: len(made.changes) > 0, timeout=20_000)
    return made


def test_the_card_says_what_was_changed_and_puts_it_back(
    card: WordingCard, services: Any, operations: Operations, qtbot: QtBot
) -> None:
    assert set(card.states.values()) == {"默认用语"}
    assert not any(each.isVisible() for each in card.restores.values())
    operations.run(services.wordings.save, BLUE, "题\n\n请{单位}办。")
    qtbot.waitUntil(lambda: card.states[BLUE] == "已改", timeout=20_000)
    assert card.restores[BLUE].isVisible()
    card.restores[BLUE].click()
    qtbot.waitUntil(lambda: card.states[BLUE] == "默认用语", timeout=20_000)
    operations.undo()
    qtbot.waitUntil(lambda: card.states[BLUE] == "已改", timeout=20_000)


def test_the_card_opens_the_editor_of_its_line(card: WordingCard, qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        editor = QApplication.activeModalWidget()
        if isinstance(editor, WordingDialog):
            seen.append(editor.windowTitle())
            editor.reject()

    QTimer.singleShot(0, look)
    card.changes["notice_red"].click()
    assert seen == ["修改公文用语：督办通知单（红）"]


def test_a_ledger_that_cannot_be_written_changes_no_wording(
    services: Any, operations: Operations, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> None:
    context = PageContext(services, operations, desk, why_read_only="台账只能看。")
    made = WordingCard(context)
    qtbot.addWidget(made)
    made.read()
    qtbot.waitUntil(lambda: len(made.changes) > 0, timeout=20_000)
    assert not any(each.isEnabled() for each in made.changes.values())
