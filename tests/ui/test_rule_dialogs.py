"""修改排名公式 and 修改督办规则: the real dialogs on a real ledger, and their cards in 设置."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.escalation import EscalationRule
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.ranking import RankingRule
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.escalation_rule import EscalationRuleDialog
from leqing_desktop.ui.dialogs.ranking_rule import RankingRuleDialog
from leqing_desktop.ui.dialogs.rule_dialog import RuleDialog
from leqing_desktop.ui.models.rule_trial_table import NOTICE_ROLE
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_page import SettingsPage
from leqing_desktop.ui.theme import theme

Q3 = Period(2024, 3)
TODAY = date(2024, 10, 17)
Opener = Callable[[type[RuleDialog], Any], Any]


@dataclass(frozen=True)
class Window:
    """An open ledger with what a dialog and a page need."""

    services: Services
    operations: Operations
    background: Background


WORKSPACE = Workspace(lambda: "王敏", lambda: datetime(2024, 10, 17, 9, 30))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The built-in plan; the first unit is far ahead and late, the others are behind."""
    path = tmp_path_factory.mktemp("reported") / "规划.leqing"
    WORKSPACE.create(path)
    services = WORKSPACE.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    first, second, *_ = services.review.board(Q3)
    for report, progress in ((first, "80"), (second, "30")):
        rows = [r for r in services.reporting.sheet(Q3, report.unit_id) if not r.support]
        said = {row.task_id: {"progress": progress} for row in rows}
        services.reporting.save_many(Q3, report.unit_id, said)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def window(reported: bytes, tmp_path: Path, light_look: None) -> Iterator[Window]:
    path = tmp_path / "规划.leqing"
    path.write_bytes(reported)
    services = WORKSPACE.open(path, keep_backups=False)
    background = Background()
    yield Window(services, Operations(background, services.journal), background)
    background.shutdown()
    services.ledger.close()


@pytest.fixture
def opened(window: Window, qtbot: QtBot) -> Opener:
    def open_dialog(kind: type[RuleDialog], rule: Any) -> Any:
        services = window.services
        ranks = kind is RankingRuleDialog
        service = services.ranking_rules if ranks else services.notice_rules
        made = kind(None, window.operations, service, Q3, rule, 2)
        qtbot.addWidget(made)
        made.show()
        rest(made, qtbot)
        return made

    return open_dialog


def rest(dialog: RuleDialog, qtbot: QtBot) -> None:
    def tried() -> bool:
        waiting = dialog._pause.isActive() or dialog._operations.background.busy
        return not waiting and "正在试算" not in dialog.trial.sentence.text()

    qtbot.waitUntil(tried, timeout=20_000)


def type_into(qtbot: QtBot, field: QSpinBox, text: str) -> None:
    edit = field.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(edit, text)


def cells(dialog: RuleDialog) -> list[list[str]]:
    table = dialog.trial.table
    return [
        [table.index(row, column).data() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_the_weights_are_summed_while_they_are_typed(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened(RankingRuleDialog, RankingRule())
    dialog.reason.setPlainText("试")
    assert dialog.save.isEnabled()
    assert dialog.sum.text() == "报送 40 + 亮灯 40 + 督办 20 = 100"
    type_into(qtbot, dialog.weights.fields["submissions"], "50")
    assert dialog.sum.text() == "报送 50 + 亮灯 40 + 督办 20 = 110，应为 100，多了 10。"
    assert not dialog.save.isEnabled()
    assert dialog.trial.sentence.text() == "三项权重合计 100 后再试算。"
    assert cells(dialog) == []
    assert dialog.sum.button.text() == "督办取 10"
    qtbot.mouseClick(dialog.sum.button, Qt.MouseButton.LeftButton)
    assert dialog.sum.text() == "报送 50 + 亮灯 40 + 督办 10 = 100"
    assert dialog.save.isEnabled()
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert dialog.draft == RankingRule(1, Q3.first_day)


def test_both_rankings_stand_side_by_side(opened: Opener, window: Window, qtbot: QtBot) -> None:
    dialog = opened(RankingRuleDialog, RankingRule())
    assert dialog.trial.sentence.text() == "名次和得分都不变。"
    now = window.services.status.status(Q3).ranking
    assert [row[:3] for row in cells(dialog)] == [
        [each.unit, str(each.place), f"{each.score:.1f}"] for each in now
    ]
    dialog.show_values(RankingRule(1, Q3.first_day, 0, 100, 0))
    rest(dialog, qtbot)
    assert [row[4] for row in cells(dialog)] == sorted(
        (row[4] for row in cells(dialog)), key=float, reverse=True
    )
    assert "亮灯 100 ×（绿灯数 + 黄灯数 × 50%）" in dialog.trial.consequences[0]
    assert "第 2 版" in dialog.trial.consequences[0]
    dialog.worth.show_values({"yellow_worth": 0})
    rest(dialog, qtbot)
    assert "黄灯数 × 0%" in dialog.trial.consequences[0]


def test_saving_the_formula_needs_a_reason(opened: Opener, window: Window, qtbot: QtBot) -> None:
    dialog = opened(RankingRuleDialog, RankingRule())
    dialog.show_values(RankingRule(1, Q3.first_day, 20, 60, 20, 40))
    assert not dialog.save.isEnabled() and dialog.save.toolTip() == "先写修改理由"
    dialog.reason.setFocus()
    qtbot.keyClicks(dialog.reason, "for the meeting")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    newest = window.services.ranking_rules.versions()[-1]
    assert newest.rule == RankingRule(2, Q3.first_day, 20, 60, 20, 40)
    assert (newest.reason, newest.clerk) == ("for the meeting", "王敏")


def test_a_day_in_a_locked_quarter_is_told(opened: Opener, window: Window, qtbot: QtBot) -> None:
    window.services.periods.set_period(Q3.previous)
    window.services.periods.lock(Q3.previous)
    for kind, rule in (
        (RankingRuleDialog, RankingRule()),
        (EscalationRuleDialog, EscalationRule()),
    ):
        dialog = opened(kind, rule)
        dialog.reason.setPlainText("试")
        dialog.since.setDate(QDate(2024, 6, 30))
        rest(dialog, qtbot)
        told = "2024年第二季度已锁定，新规则请从 2024-07-01 或以后生效。"
        assert dialog.since_note.text() == told and not dialog.save.isEnabled()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible() and not dialog.saved


def test_the_proposals_that_change_are_listed_with_their_signs(
    opened: Opener, window: Window, qtbot: QtBot
) -> None:
    task = window.services.supervision.proposals(Q3, TODAY)[0]
    edit = Edit(task.task_id, Column.DUE, "2024-10-10")
    window.services.decomposition.apply([edit])
    dialog = opened(EscalationRuleDialog, EscalationRule())
    assert dialog.trial.sentence.text() == "2024-10-17 的督办建议不变。"
    red = next(b for b in dialog.overdue.findChildren(QToolButton) if b.objectName() == "orange")
    red.setFocus()
    qtbot.keyClick(red, Qt.Key.Key_Space)
    type_into(qtbot, dialog.numbers.fields["red"], "3")
    rest(dialog, qtbot)
    assert cells(dialog) == [[task.number, task.title, task.unit, "红单", "→", "橙单"]]
    signs = [dialog.trial.table.index(0, column).data(NOTICE_ROLE) for column in (3, 4, 5)]
    assert signs == [NoticeColour.RED, None, NoticeColour.ORANGE]
    assert dialog.trial.changed_chip.text() == "1 件有变"
    assert "橙单 0 → 1、红单 1 → 0" in dialog.trial.consequences[0]
    assert dialog.trial.consequences[1] == (
        "2024-10-17 签发的红单，答复期限由 2024-10-24 改为 2024-10-22"
    )
    assert dialog.overdue_now.isVisible() and not dialog.further_now.isVisible()
    dialog.escalates.click()
    rest(dialog, qtbot)
    assert dialog.further_now.isVisible()
    assert "公文用语" in dialog.trial.consequences[-1]
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    rest(dialog, qtbot)
    assert dialog.draft == EscalationRule(1, Q3.first_day) and cells(dialog) == []


def test_saving_the_rule_for_notices(opened: Opener, window: Window, qtbot: QtBot) -> None:
    dialog = opened(EscalationRuleDialog, EscalationRule())
    wanted = EscalationRule(1, Q3.first_day, 15, NoticeDeadlines(8, 6, 4), False, NoticeColour.BLUE)
    dialog.show_values(wanted)
    assert dialog.draft == wanted
    dialog.reason.setPlainText("提前提醒")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    kept = window.services.notice_rules.versions()[-1]
    assert (kept.rule.to_values(), kept.reason) == (wanted.to_values(), "提前提醒")


@pytest.mark.parametrize("kind", [RankingRuleDialog, EscalationRuleDialog])
@pytest.mark.parametrize("zoom", [100, 150])
def test_the_editors_fit_at_every_size(
    opened: Opener, qtbot: QtBot, kind: type[RuleDialog], zoom: int
) -> None:
    theme().apply("light", "standard", zoom)
    rule = RankingRule() if kind is RankingRuleDialog else EscalationRule()
    dialog = opened(kind, rule)
    rest(dialog, qtbot)
    least = dialog.minimumSizeHint()
    assert least.width() <= 1280 * zoom // 100 and least.height() <= 680 * zoom // 100


@pytest.fixture
def page(window: Window, desk: DeskSettings, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(PageContext(window.services, window.operations, desk))
    window.operations.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.show()
    made.activate()
    made.set_period(Q3)
    qtbot.waitUntil(made.ranking_rule.change.isEnabled, timeout=20_000)
    qtbot.waitUntil(made.escalation_rule.change.isEnabled, timeout=20_000)
    return made


def test_the_formula_is_changed_from_its_card(page: SettingsPage, qtbot: QtBot) -> None:
    card = page.ranking_rule

    def change() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RankingRuleDialog)
        dialog.show_values(RankingRule(1, Q3.first_day, 30, 50, 20, 40))
        dialog.reason.setPlainText("突出进度")
        dialog.save.click()

    QTimer.singleShot(0, change)
    card.change.click()
    qtbot.waitUntil(lambda: card.table.rowCount() == 2, timeout=20_000)
    shown = [[card.table.index(r, c).data() for c in range(7)] for r in range(2)]
    assert shown == [
        ["第 2 版（本季）", "2024-07-01", "30", "50", "20", "40 %", "突出进度（王敏）"],
        ["第 1 版", "2024-01-01", "40", "40", "20", "50 %", "默认规则"],
    ]
    assert "第 2 版：报送 30 分、亮灯 50 分、督办 20 分" in card.now.text()
    page.operations.undo()
    qtbot.waitUntil(lambda: card.table.rowCount() == 1, timeout=20_000)


def test_the_rule_for_notices_is_changed_from_its_card(page: SettingsPage, qtbot: QtBot) -> None:
    card = page.escalation_rule

    def change() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EscalationRuleDialog)
        dialog.numbers.show_values({"near_days": 15})
        dialog.reason.setPlainText("提前提醒")
        dialog.save.click()

    QTimer.singleShot(0, change)
    card.change.click()
    qtbot.waitUntil(lambda: card.table.rowCount() == 2, timeout=20_000)
    shown = [card.table.index(0, c).data() for c in range(9)]
    assert shown == [
        "第 2 版（现行）", "2024-10-17", "15 天", "10 天", "7 天", "5 天", "是", "红单",
        "提前提醒（王敏）",
    ]  # fmt: skip
    assert "2024-10-17 按第 2 版：" in card.now.text()
    assert "不超过 15 个工作日发蓝单" in card.now.text()
    # A look back at an old quarter goes by the rule of its last day.
    page.set_period(Period(2023, 4))
    assert "2023-12-31 按第 1 版" in card.now.text()
