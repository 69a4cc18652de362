"""The 通报 page on a real ledger: locked, drafted, edited with its numbers whole, checked, signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.circular import CircularPage
from leqing_desktop.ui.pages.circular_dialogs import IssueDialog, PreviewDialog, VoidDialog
from leqing_desktop.ui.pages.circular_editor import HOLE

Q3 = Period(2024, 3)
NOW = datetime(2024, 10, 21, 9, 0)
WAIT = 60_000


@pytest.fixture(scope="module")
def locked_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("circular") / "通报.leqing"
    maker = Workspace(lambda: "王敏", lambda: NOW)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 25))
    for at, row in enumerate(services.review.board(Q3)):
        if row.unit in ("市发改局", "市生态环境局"):
            continue
        sheet = [each for each in services.reporting.sheet(Q3, row.unit_id) if not each.support]
        cells = {
            each.task_id: {"progress": str((30, 62, 78, 90)[(at + n) % 4]), "done": "已建机制。"}
            for n, each in enumerate(sheet)
        }
        services.reporting.save_many(Q3, row.unit_id, cells)
    services.periods.lock(Q3)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def services(locked_ledger: bytes, tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "通报.leqing"
    path.write_bytes(locked_ledger)
    opened = Workspace(lambda: "王敏", lambda: NOW).open(path, keep_backups=False)
    yield opened
    opened.ledger.close()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.shutdown()


@pytest.fixture
def page(
    qtbot: QtBot, services: Services, background: Background, desk: DeskSettings
) -> CircularPage:
    operations = Operations(background, services.journal)
    made = CircularPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(made.on_changed)
    made.resize(1400, 800)
    made.set_period(Q3)
    made.show()
    made.activate()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: CircularPage) -> None:
    page.operations.read(int)
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=WAIT)


def checked(qtbot: QtBot, page: CircularPage) -> str:
    """The 核对 line once it has looked at the text as it stands."""
    qtbot.waitUntil(lambda: not page._check_soon.isActive(), timeout=WAIT)
    settle(qtbot, page)
    return page.check_line.text()


def put_cursor(page: CircularPage, words: str) -> QTextCursor:
    """Behind some words."""
    cursor = page.editor.document().find(words)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd())
    page.editor.setTextCursor(cursor)
    return cursor


def test_an_open_period_says_what_to_do(
    qtbot: QtBot, page: CircularPage, services: Services
) -> None:
    services.periods.unlock(Q3, "补报")
    page.reload()
    settle(qtbot, page)
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty.button.click()
    assert wanted.args[0] == "reporting"
    assert not page.issue_button.isVisible()


def test_the_fresh_draft_agrees_and_a_number_opens_its_list(page: CircularPage) -> None:
    assert "数字全部一致" in page.check_line.text()
    put_cursor(page, "未报送的单位有")
    assert page.editor.current_key == "units.missing"
    assert page.panel.name_label.text() == "未报单位数  2"
    model = page.panel.rows
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == ["市生态环境局", "市发改局"]


def test_typing_around_a_number_keeps_it_and_delete_takes_it_whole(
    qtbot: QtBot, page: CircularPage
) -> None:
    before = page.prose
    put_cursor(page, "未报送的单位有")
    qtbot.keyClicks(page.editor, "ab")
    assert page.prose.keys == before.keys
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    text = "".join(str(p) for each in page.prose.paragraphs for p in each.pieces)
    assert "未报送的单位有ab" in text
    count = lambda prose: sum(len(each.keys) for each in prose.paragraphs)  # noqa: E731
    assert count(page.prose) == count(before) - 1
    page.editor.undo()
    page.editor.undo()
    assert page.prose == before


def test_a_number_is_looked_up_and_put_into_the_text(qtbot: QtBot, page: CircularPage) -> None:
    put_cursor(page, "附印证材料。")
    page.panel.finder.setFocus()
    qtbot.keyClicks(page.panel.finder, " ")
    page.panel.finder.setText("按时报送单位")
    completer = page.panel.finder.completer()
    completer.setCompletionPrefix("按时报送单位")
    assert completer.currentCompletion() == "按时报送单位数  10"
    completer.activated[QModelIndex].emit(completer.currentIndex())
    assert page.prose.keys.count("units.on_time") == 1
    assert page.prose.paragraphs[-1].keys == ("units.on_time",)
    assert "全部一致" in checked(qtbot, page)


def test_a_number_by_hand_is_said_and_gone_again(qtbot: QtBot, page: CircularPage) -> None:
    put_cursor(page, "附印证材料。")
    page.editor.insertPlainText("另有9家。")
    assert "有 1 处要处理" in checked(qtbot, page)
    assert page.sentences.count() == 1
    assert "“9”" in page.sentences.item(0).text()
    for _ in "另有9家。":
        qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert "全部一致" in checked(qtbot, page)
    assert not page.sentences.isVisible()


def test_copied_numbers_stay_bound_and_others_get_plain_words(
    qtbot: QtBot, page: CircularPage
) -> None:
    places = sum(len(each.keys) for each in page.prose.paragraphs)
    cursor = put_cursor(page, "未报送的单位有")
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    page.editor.copy()
    assert QGuiApplication.clipboard().text().startswith("未报送的单位有2家：")
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.editor.paste()
    assert sum(len(each.keys) for each in page.prose.paragraphs) == places + 1
    QGuiApplication.clipboard().setText(f"从别处{HOLE}来")
    page.editor.paste()
    assert page.prose.paragraphs[-1].pieces[-1].endswith("从别处来")  # type: ignore[union-attr]


def test_what_was_typed_is_kept_on_leaving_and_undone_with_the_ledger(
    qtbot: QtBot, page: CircularPage, services: Services
) -> None:
    fresh = services.circular.view(Q3).prose
    put_cursor(page, "附印证材料。")
    page.editor.insertPlainText("请抓紧。")
    assert page.leave()
    settle(qtbot, page)
    assert services.circular.view(Q3).prose == page.prose != fresh
    page.operations.undo()
    settle(qtbot, page)
    settle(qtbot, page)
    assert page.prose == fresh


def test_a_text_that_cannot_be_kept_keeps_the_page(qtbot: QtBot, page: CircularPage) -> None:
    put_cursor(page, "附印证材料。")
    page.editor.insertPlainText("密\u202e文")
    assert not page.leave()
    assert "改变文字方向" in page.banner.text
    assert page.own_steps() == ("修改通报正文", "")
    page.take_back()
    assert page.leave()
    settle(qtbot, page)
    assert page.own_steps() is None


def test_it_is_previewed_signed_written_and_voided(
    qtbot: QtBot, page: CircularPage, services: Services, tmp_path: Path
) -> None:
    page.preview_button.click()
    settle(qtbot, page)
    preview = page.findChild(PreviewDialog)
    assert preview is not None and len(preview.paper.pages) > 3
    preview.accept()
    put_cursor(page, "附印证材料。")
    page.editor.insertPlainText("另有9家。")
    page.issue_button.click()
    settle(qtbot, page)
    dialog = page.findChild(IssueDialog)
    assert dialog is not None
    assert "有 1 处要处理" in dialog.check_line.text()
    dialog.folder_edit.setText(str(tmp_path / "通报"))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: "已签发" in page.banner.text, timeout=WAIT)
    assert services.circular.view(Q3).number == "乐电专督〔2024〕1号"
    assert {each.suffix for each in (tmp_path / "通报").iterdir()} == {".pdf", ".docx"}
    assert page.editor.isReadOnly()
    assert not page.issue_button.isVisible()
    page.void_button.click()
    asked = page.findChild(VoidDialog)
    assert asked is not None and not asked.go_button.isEnabled()
    asked.reason_edit.setText("名单有误")
    asked.day_edit.setDate(QDate(2024, 10, 25))
    asked.go_button.click()
    settle(qtbot, page)
    settle(qtbot, page)
    assert "已作废 乐电专督〔2024〕1号（名单有误，2024年10月25日作废）" in page.subtitle.text()
    assert page.issue_button.isVisible()
    assert not page.editor.isReadOnly()


def test_a_draft_is_saved_as_word_without_number(
    qtbot: QtBot, page: CircularPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "征求意见稿"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target), "Word 文件 (*.docx)")
    )
    page.save_button.click()
    qtbot.waitUntil(lambda: "已存为" in page.banner.text, timeout=WAIT)
    assert target.with_name("征求意见稿.docx").read_bytes().startswith(b"PK")
