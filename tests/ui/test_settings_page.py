from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_check import CheckRule
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_page import SettingsPage
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import DARK


@pytest.fixture
def page(
    workspace: Workspace, ledger: Path, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[SettingsPage]:
    services = workspace.open(ledger, keep_backups=False)
    background = Background()
    operations = Operations(background, services.journal)
    made = SettingsPage(PageContext(services, operations, desk))
    operations.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    yield made
    background.shutdown()
    services.ledger.close()


def press(page: SettingsPage, key: str) -> None:
    page.findChild(QToolButton, key).click()


def at_rest(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=20_000)


def test_the_look_changes_at_once_and_is_kept(page: SettingsPage, desk: DeskSettings) -> None:
    press(page, "dark")
    press(page, "roomy")
    assert theme().tokens is DARK
    assert theme().row_height == 34
    assert (desk.theme, desk.density) == ("dark", "roomy")


def test_the_clerks_name_is_never_lost(
    page: SettingsPage, desk: DeskSettings, qtbot: QtBot
) -> None:
    page.clerk.selectAll()
    page.clerk.insert("李楠")
    qtbot.keyClick(page.clerk, Qt.Key.Key_Return)
    assert desk.clerk == "李楠"
    page.clerk.clear()
    qtbot.keyClick(page.clerk, Qt.Key.Key_Return)
    assert page.clerk.text() == desk.clerk == "李楠"


def test_the_backup_folder_can_be_set_back(
    page: SettingsPage, desk: DeskSettings, tmp_path: Path
) -> None:
    page._set_folder(tmp_path)
    assert desk.backup_folder == tmp_path
    page.beside.click()
    assert desk.backup_folder is None
    assert page.folder.text() == ""


def days_of(page: SettingsPage, qtbot: QtBot) -> Any:
    at_rest(page, qtbot)
    return page.context.services.work_days.read()


def test_a_holiday_is_added_as_one_step_and_taken_out(page: SettingsPage, qtbot: QtBot) -> None:
    card = page.own_days
    assert "年为止" in card.reach.text() and card.none.isVisible()
    card.first.setDate(QDate(2027, 2, 6))
    card.last.setDate(QDate(2027, 2, 12))
    card.add.click()
    assert [each.days for each in days_of(page, qtbot).own.spans()] == [7]
    qtbot.waitUntil(lambda: len(card.removes) == 1, timeout=20_000)
    assert card.lines == ("放假", "2027-02-06（周六）至 2027-02-12（周五）", "7 天")
    card.kind.setCurrentText("补班")
    card.first.setDate(QDate(2027, 2, 14))
    card.add.click()
    qtbot.waitUntil(lambda: len(card.removes) == 2, timeout=20_000)
    card.removes[0].click()
    qtbot.waitUntil(lambda: card.lines[:2] == ("补班", "2027-02-14（周日）"), timeout=20_000)
    page.operations.undo()
    qtbot.waitUntil(lambda: len(card.removes) == 2, timeout=20_000)


def test_a_holiday_that_ends_before_it_begins_is_refused_in_words(
    page: SettingsPage, qtbot: QtBot
) -> None:
    card = page.own_days
    card.first.setDate(QDate(2027, 2, 12))
    card.last.setDate(QDate(2027, 2, 6))
    with qtbot.waitSignal(page.operations.refused, timeout=20_000) as refused:
        card.add.click()
    assert "早于第一天" in refused.args[0]
    assert days_of(page, qtbot).own.spans() == ()


def test_the_time_to_report_is_typed(page: SettingsPage, qtbot: QtBot) -> None:
    days = page.return_days.days
    days.selectAll()
    qtbot.keyClicks(days, "7")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert days_of(page, qtbot).return_days == 7
    page.operations.undo()
    qtbot.waitUntil(lambda: days.value() == 10, timeout=20_000)


def test_a_check_is_switched_and_tuned_each_as_one_step(page: SettingsPage, qtbot: QtBot) -> None:
    rules, checks = page.context.services.rules, page.checks
    checks.switches[CheckRule.COPIED].click()
    limit = checks.limits[CheckRule.TENFOLD]
    limit.selectAll()
    qtbot.keyClicks(limit, "20")
    qtbot.keyClick(limit, Qt.Key.Key_Return)
    at_rest(page, qtbot)
    kept = rules.check_settings()
    assert not kept.on(CheckRule.COPIED) and kept.limit(CheckRule.TENFOLD) == 20
    page.operations.undo()
    qtbot.waitUntil(lambda: limit.text() == "10", timeout=20_000)
    assert not checks.switches[CheckRule.COPIED].isChecked()


def test_a_limit_that_makes_no_sense_is_put_back(page: SettingsPage, qtbot: QtBot) -> None:
    limit = page.checks.limits[CheckRule.TENFOLD]
    for typed, words in (("0", "界限要在"), ("abc", "不是数")):
        limit.selectAll()
        qtbot.keyClicks(limit, typed)
        with qtbot.waitSignal(page.operations.refused, timeout=20_000) as refused:
            qtbot.keyClick(limit, Qt.Key.Key_Return)
        assert words in refused.args[0] and limit.text() == "10"


def test_the_versions_are_listed_and_the_one_of_the_quarter_is_marked(
    page: SettingsPage, qtbot: QtBot
) -> None:
    card = page.light_rule
    page.set_period(Period(2024, 3))
    save = page.context.services.rules.save_light_rule
    page.operations.run(save, 5, 25, date(2024, 7, 1), "收紧")
    page.operations.run(save, 3, 20, date(2025, 1, 1), "明年再收紧")
    qtbot.waitUntil(lambda: card.table.rowCount() == 3, timeout=20_000)
    shown = [[card.table.index(r, c).data() for c in range(5)] for r in range(3)]
    assert shown == [
        ["第 3 版", "2025-01-01", "3 点", "20 点", "明年再收紧"],
        ["第 2 版（本季）", "2024-07-01", "5 点", "25 点", "收紧"],
        ["第 1 版", "2024-01-01", "10 点", "30 点", "默认规则"],
    ]
    assert "第 2 版：落后不超过 5 点绿灯" in card.now.text()
    page.set_period(Period(2025, 1))
    assert "2025年第一季度按第 3 版" in card.now.text()


def test_the_editor_opens_on_the_rule_of_the_quarter(page: SettingsPage, qtbot: QtBot) -> None:
    card = page.light_rule
    page.set_period(Period(2024, 3))
    qtbot.waitUntil(card.change.isEnabled, timeout=20_000)
    seen: list[tuple[str, str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LightRuleDialog)
        seen.append((dialog.bands.green_up.text(), dialog.save.text()))
        dialog.show_limits(4, 30)
        dialog.reason.setPlainText("例会要求")
        dialog.save.click()

    QTimer.singleShot(0, look)
    card.change.click()
    assert seen == [("10", "保存为第 2 版")]
    qtbot.waitUntil(lambda: card.table.rowCount() == 2, timeout=20_000)
    assert "第 2 版：落后不超过 4 点绿灯" in card.now.text()


def test_the_largest_size_of_a_file_is_a_setting_of_the_ledger(
    page: SettingsPage, qtbot: QtBot
) -> None:
    at_rest(page, qtbot)
    assert page.evidence.limit.value() == 20
    page.evidence.limit.setValue(50)
    page.leave()
    at_rest(page, qtbot)
    assert page.context.services.evidence.limit() == 50
    page.operations.undo()
    qtbot.waitUntil(lambda: page.evidence.limit.value() == 20, timeout=20_000)
