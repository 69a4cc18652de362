"""收反馈 at the window: forms dragged onto the 督办 page, and 登记反馈 filled from one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.documents.reply_workbook import COLUMNS
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.notice_reply import ReplyField
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.supervision import draw_all
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.notice_action import NoticeActionDialog
from leqing_desktop.ui.dialogs.reply_result import ReplyResultDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.supervision import SupervisionPage

Q3 = Period(2024, 3)
NOW = datetime(2024, 10, 16, 9, 0)
SIGNED = date(2024, 10, 14)
WAIT = 60_000


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Path]]:
    """A ledger with two signed notices, and the forms that went out with them."""
    folder = tmp_path_factory.mktemp("signed")
    path = folder / "督办.leqing"
    maker = Workspace(lambda: "王敏", lambda: NOW)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    chosen = services.supervision.proposals(Q3)[:2]
    issued = services.supervision.issue(Q3, chosen, SIGNED, folder / "公文", draw_all)
    services.ledger.close()
    return path.read_bytes(), [each.files[2] for each in issued]


@pytest.fixture
def services(signed: tuple[bytes, list[Path]], tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "督办.leqing"
    path.write_bytes(signed[0])
    opened = Workspace(lambda: "王敏", lambda: NOW).open(path, keep_backups=False)
    yield opened
    opened.ledger.close()


@pytest.fixture
def page(qtbot: QtBot, services: Services, desk: DeskSettings) -> Iterator[SupervisionPage]:
    background = Background()
    operations = Operations(background, services.journal)
    made = SupervisionPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(made.on_changed)
    made.resize(1400, 800)
    made.set_width(1600)
    made.set_period(Q3)
    made.show()
    made.activate()
    settle(qtbot, made)
    yield made
    background.shutdown()


def fill(form: Path, target: Path, **words: Any) -> Path:
    """Fill the first row of a form as a unit does; ``by`` and ``on`` go to the signatures."""
    book = load_workbook(form)
    sheet = book.worksheets[0]
    for name, value in words.items():
        if name in ("by", "on"):
            place = "D" if name == "by" else "I"
            sheet[f"{place}{sign_row(sheet)}"] = value
        else:
            sheet.cell(5, COLUMNS[ReplyField(name)]).value = value
    book.save(target)
    return target


def sign_row(sheet: Any) -> int:
    return next(row for row in range(1, 40) if sheet.cell(row, 3).value == "填报人")


def settle(qtbot: QtBot, page: SupervisionPage) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=WAIT)


def drop(qtbot: QtBot, page: SupervisionPage, *paths: Path) -> ReplyResultDialog:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(30, 30), *how))
    QApplication.sendEvent(page, QDropEvent(QPointF(30, 30), *how))
    qtbot.waitUntil(lambda: page.notices.replies.result is not None, timeout=WAIT)
    dialog = page.notices.replies.result
    assert dialog is not None
    return dialog


def states(services: Services) -> list[NoticeState]:
    return [row.state for row in reversed(services.supervision.register())]


def test_what_is_dragged_in_is_shown_first_and_registered_when_wanted(
    qtbot: QtBot,
    page: SupervisionPage,
    services: Services,
    signed: tuple[bytes, list[Path]],
    tmp_path: Path,
) -> None:
    folder = tmp_path / "收到的反馈"
    folder.mkdir()
    first, second = signed[1]
    fill(first, folder / "一.xlsx", cause="缺人", measures="抽调三人", progress=60, by="李明")
    fill(second, folder / "二.xlsx", cause="<b>缺</b>{钱}", measures="追加", progress="快了")
    load_workbook(first).save(folder / "三（空）.xlsx")
    (folder / "四.xlsx").write_bytes(b"no workbook")
    dialog = drop(qtbot, page, folder)
    said = {file.file.shown: file.outcome.label for file in dialog.model.rows}
    assert said == {
        "一.xlsx": "可登记",
        "二.xlsx": "可登记",
        "三（空）.xlsx": "不能登记",
        "四.xlsx": "打不开",
    }
    assert states(services) == [NoticeState.ISSUED, NoticeState.ISSUED]
    assert "进度不改季度报送" in dialog.note.text()
    assert dialog.go_button.text() == "登记 2 份"
    qtbot.keyClick(dialog.go_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.go_button.text() == "完成", timeout=WAIT)
    settle(qtbot, page)
    assert states(services) == [NoticeState.REPLIED, NoticeState.REPLIED]
    assert dialog.head.text().startswith("共 4 个文件：") and "已登记 2" in dialog.head.text()
    steps = services.notice_life.steps(services.supervision.register()[-1].id)
    assert steps[-1].person == "李明" and "当前进度 60%（自报）" in steps[-1].note
    assert [name for _, name in steps[-1].files] == ["一.xlsx"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.notices.replies.result is None, timeout=WAIT)
    again = drop(qtbot, page, folder / "一.xlsx")
    assert [file.outcome.label for file in again.model.rows] == ["重复"]
    assert "已经登记过" in again.detail.toPlainText()
    qtbot.keyClick(again, Qt.Key.Key_Escape)


def test_a_doubtful_reply_is_registered_only_by_itself(
    qtbot: QtBot,
    page: SupervisionPage,
    services: Services,
    signed: tuple[bytes, list[Path]],
    tmp_path: Path,
) -> None:
    form = fill(signed[1][0], tmp_path / "改名.xlsx", cause="缺人", measures="抽调", progress=160)
    dialog = drop(qtbot, page, form)
    assert dialog.go_button.text() == "完成"
    assert "0 到 100" in dialog.detail.toPlainText()
    dialog.one_button.click()
    qtbot.waitUntil(lambda: "已登记 1" in dialog.head.text(), timeout=WAIT)
    settle(qtbot, page)
    assert states(services)[0] is NoticeState.REPLIED
    dialog.reject()
    page.operations.undo()
    settle(qtbot, page)
    assert states(services)[0] is NoticeState.ISSUED


def open_reply_dialog(qtbot: QtBot, page: SupervisionPage) -> NoticeActionDialog:
    page.notices.register.table.show_row(len(page.notices.register.model.rows) - 1)
    settle(qtbot, page)
    page.notices.panel.buttons[NoticeAction.REPLY].click()

    def shown() -> bool:
        return any(each.isVisible() for each in page.findChildren(NoticeActionDialog))

    qtbot.waitUntil(shown, timeout=WAIT)
    return next(each for each in page.findChildren(NoticeActionDialog) if each.isVisible())


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_the_dialog_is_filled_from_the_units_form(
    qtbot: QtBot,
    page: SupervisionPage,
    services: Services,
    signed: tuple[bytes, list[Path]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = fill(
        signed[1][0],
        tmp_path / "我的.xlsx",
        cause="缺人",
        done="已抽调",
        by="赵",
        on=date(2024, 10, 15),
    )
    other = fill(signed[1][1], tmp_path / "别的.xlsx", cause="不相干", measures="无")
    dialog = open_reply_dialog(qtbot, page)
    choose(monkeypatch, other)
    dialog.form_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form_told.text()), timeout=WAIT)
    settle(qtbot, page)
    assert "不是这份督办单的" in dialog.form_told.text() and not dialog.note
    choose(monkeypatch, mine)
    dialog.form_button.click()
    qtbot.waitUntil(lambda: bool(dialog.note), timeout=WAIT)
    assert (dialog.person, dialog.on, dialog.files) == ("赵", date(2024, 10, 15), (mine,))
    assert "整改进展：已抽调" in dialog.note
    dialog.go_button.click()
    settle(qtbot, page)
    assert states(services)[0] is NoticeState.REPLIED


def test_the_form_is_saved_again_from_the_panel(
    qtbot: QtBot,
    page: SupervisionPage,
    signed: tuple[bytes, list[Path]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.notices.register.table.show_row(len(page.notices.register.model.rows) - 1)
    settle(qtbot, page)
    target = tmp_path / "再存.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.notices.panel.preview.save_wanted.emit("reply_book", ".xlsx")
    settle(qtbot, page)
    qtbot.waitUntil(target.exists, timeout=WAIT)
    assert target.read_bytes() == signed[1][0].read_bytes()
