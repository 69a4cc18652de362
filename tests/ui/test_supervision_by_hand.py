"""督办一件 and 登记交办事项 on the 督办 page, up to the signed notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.supervision import INSPECTIONS, SupervisionPage

Q3 = Period(2024, 3)
NOW = datetime(2024, 10, 16, 9, 0)
WAIT = 60_000


@pytest.fixture(scope="module")
def in_time(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The built-in plan; every unit reported that it is in time, so the rule asks for nothing."""
    path = tmp_path_factory.mktemp("hand") / "督办.leqing"
    maker = Workspace(lambda: "王敏", lambda: NOW)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for report in services.review.board(Q3):
        sheet = [row for row in services.reporting.sheet(Q3, report.unit_id) if not row.support]
        cells = {row.task_id: {"progress": "90"} for row in sheet}
        services.reporting.save_many(Q3, report.unit_id, cells)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def services(in_time: bytes, tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "督办.leqing"
    path.write_bytes(in_time)
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


def settle(qtbot: QtBot, page: SupervisionPage) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=WAIT)


def ask(qtbot: QtBot, page: SupervisionPage, words: str, reason: str) -> None:
    page.notices.press_button.click()
    settle(qtbot, page)
    dialog = page.notices.hand.dialog
    assert dialog is not None
    dialog.search.setText(words)
    dialog.choose(NoticeColour.ORANGE)
    assert not dialog.go_button.isEnabled()
    dialog.reason_edit.setPlainText(reason)
    dialog.go_button.click()
    settle(qtbot, page)


def titles(page: SupervisionPage) -> list[str]:
    return [row.title for row in page.notices.proposals.proposals.rows]


def test_a_notice_by_hand_is_found_by_words_reasoned_and_signed(
    qtbot: QtBot, page: SupervisionPage, services: Services, tmp_path: Path
) -> None:
    assert titles(page) == []
    ask(qtbot, page, "软件著作权", "市领导要求加快")
    qtbot.waitUntil(lambda: titles(page) == ["新增软件著作权"], timeout=WAIT)
    page.notices.proposals.table.show_row(0)
    qtbot.keyClick(page.notices.proposals.table, Qt.Key.Key_Space)
    page.notices.proposals.issue_button.click()

    def shown() -> None:
        assert any(each.isVisible() for each in page.findChildren(IssueNoticesDialog))

    qtbot.waitUntil(shown, timeout=WAIT)
    dialog = next(each for each in page.findChildren(IssueNoticesDialog) if each.isVisible())
    dialog.folder_edit.setText(str(tmp_path / "发文"))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=WAIT)
    settle(qtbot, page)
    (row,) = services.supervision.register()
    assert (row.colour, row.why) == (NoticeColour.ORANGE, "市领导要求加快。")
    assert titles(page) == []


def test_it_is_taken_back_from_the_menu(
    qtbot: QtBot, page: SupervisionPage, services: Services
) -> None:
    ask(qtbot, page, "软件著作权", "市领导要求加快")
    qtbot.waitUntil(lambda: titles(page) != [], timeout=WAIT)
    assert not page.notices.proposals.drop.isEnabled()
    page.notices.proposals.proposals.toggle([0])
    assert page.notices.proposals.drop.isEnabled()
    page.notices.proposals.drop.trigger()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: titles(page) == [], timeout=WAIT)
    assert services.hand_notices.asked(Q3) == frozenset()


def test_a_search_without_a_task_offers_nothing(qtbot: QtBot, page: SupervisionPage) -> None:
    page.notices.press_button.click()
    settle(qtbot, page)
    dialog = page.notices.hand.dialog
    assert isinstance(dialog, QDialog)
    dialog.search.setText("没有这样的任务")
    assert dialog.task is None
    assert "没有找到" in dialog.stand.text()
    assert not dialog.go_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.notices.hand.dialog is None


def test_the_arrows_move_in_the_list_while_one_types(qtbot: QtBot, page: SupervisionPage) -> None:
    page.notices.press_button.click()
    settle(qtbot, page)
    dialog = page.notices.hand.dialog
    assert dialog is not None
    first = dialog.task
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.task is not None
    assert dialog.task != first
    dialog.reject()


def test_an_item_is_entered_from_this_page(
    qtbot: QtBot, page: SupervisionPage, services: Services
) -> None:
    page.notices.assign_button.click()
    settle(qtbot, page)
    dialog = page.notices.assigned.dialog
    assert dialog is not None
    dialog.source_edit.setText("市长办公会议")
    dialog.day_edit.setText("2024-03-05")
    for column, text in (
        (Column.TITLE, "建设检测中心"),
        (Column.LEAD, "市经信局"),
        (Column.DUE, "8月底"),
    ):
        dialog.fields[column].setText(text)
    dialog.go_button.click()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: titles(page) == ["建设检测中心"], timeout=WAIT)
    assert services.assigned_items.all(Q3)[0].origin.note.startswith("市长办公会议议定")


def test_without_a_period_the_page_says_what_to_do(qtbot: QtBot, page: SupervisionPage) -> None:
    page.set_period(None)
    settle(qtbot, page)
    page.notices.press_button.click()
    assert page.notices.hand.dialog is None
    assert "报送期" in page.banner.text


def test_its_keys_rest_while_the_inspections_are_on_show(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    pressed: list[str] = []
    page.notices._assign.triggered.disconnect()
    page.notices._assign.triggered.connect(lambda: pressed.append("交办"))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_J, keys)
    assert pressed == ["交办"]
    other = next(b for b in page.kinds.children() if b.objectName() == INSPECTIONS)
    other.click()
    settle(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_J, keys)
    assert pressed == ["交办"]
