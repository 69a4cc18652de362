"""The editor of 亮灯规则: bands without hole or overlap, the trial beside them, saving with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.light_rule import LightRuleDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.theme import theme

Q3 = Period(2024, 3)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The built-in plan; one unit is eight points behind, the others reported nothing."""
    path = tmp_path_factory.mktemp("reported") / "规划.leqing"
    workspace = Workspace(lambda: "王敏", datetime.now)
    workspace.create(path)
    services = workspace.open(path, keep_backups=False)
    reporting = services.reporting
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    report = services.review.board(Q3)[0]
    rows = [row for row in reporting.sheet(Q3, report.unit_id) if not row.support]
    cells = {row.task_id: {"progress": str((row.schedule or 8) - 8)} for row in rows}
    reporting.save_many(Q3, report.unit_id, cells)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def dialog(
    reported: bytes, workspace: Workspace, tmp_path: Path, qtbot: QtBot, light_look: None
) -> Iterator[LightRuleDialog]:
    path = tmp_path / "规划.leqing"
    path.write_bytes(reported)
    services = workspace.open(path, keep_backups=False)
    background = Background()
    operations = Operations(background, services.journal)
    made = LightRuleDialog(None, operations, services.rules, Q3, LightRule(), 2)
    made.services = services  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: tried(made), timeout=20_000)
    yield made
    background.shutdown()
    services.ledger.close()


def tried(dialog: LightRuleDialog) -> bool:
    """Whether the trial of what stands there has been answered."""
    waiting = dialog._pause.isActive() or dialog._operations.background.busy
    return not waiting and "正在试算" not in dialog.trial.sentence.text()


def type_into(qtbot: QtBot, edit: object, text: str) -> None:
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, text)


def test_holes_and_overlaps_are_told_and_cannot_be_saved(
    dialog: LightRuleDialog, qtbot: QtBot
) -> None:
    bands = dialog.bands
    dialog.reason.setPlainText("试")
    assert dialog.save.isEnabled()
    type_into(qtbot, bands.yellow_over, "12")
    assert "有空档" in bands.cover.text() and not dialog.save.isEnabled()
    type_into(qtbot, bands.yellow_over, "8")
    assert "重叠" in bands.cover.text() and not dialog.save.isEnabled()
    type_into(qtbot, bands.yellow_over, "x")
    assert "不是数" in bands.cover.text() and not dialog.save.isEnabled()
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert "没有空档" in bands.cover.text() and dialog.save.isEnabled()


def test_a_hole_is_closed_with_one_press(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    bands = dialog.bands
    type_into(qtbot, bands.green_up, "6")
    assert bands.cover.button.text() == "两档都取 6"
    wrong = {edit.accessibleName() for edit in bands.edits if edit.property("state") == "wrong"}
    assert wrong == {"绿灯不超过", "黄灯大于"}
    qtbot.mouseClick(bands.cover.button, Qt.MouseButton.LeftButton)
    assert bands.rule is not None and bands.rule.yellow_over == 6
    assert bands.green_up.property("state") == "edited"
    assert bands.red_over.property("state") == ""


def test_limits_that_cross_cannot_be_saved(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    dialog.reason.setPlainText("试")
    for edit in (dialog.bands.green_up, dialog.bands.yellow_over):
        type_into(qtbot, edit, "40")
    assert "黄灯界限必须小于红灯界限" in dialog.bands.cover.text()
    assert not dialog.save.isEnabled()


def test_nothing_is_tried_while_the_limits_are_faulty(
    dialog: LightRuleDialog, qtbot: QtBot
) -> None:
    dialog.show_limits(5, 25)
    qtbot.waitUntil(lambda: dialog.trial.table.rowCount() > 0, timeout=20_000)
    # The answer to 1 / 25 is under way when the next cell makes a hole.
    dialog.show_limits(1, 25)
    dialog._try()
    type_into(qtbot, dialog.bands.red_over, "50")
    qtbot.waitUntil(lambda: tried(dialog), timeout=20_000)
    assert dialog.trial.table.rowCount() == 0
    assert dialog.trial.sentence.text() == "界限改好后再试算。"


def test_a_limit_moved_by_key_is_tried_out_at_once(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    assert dialog.trial.sentence.text() == "没有一项任务变灯。"
    assert dialog.trial.consequences == ("督办建议和排名都不变",)
    dialog.ruler.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.ruler, Qt.Key.Key_Left)
    assert (dialog.bands.green_up.text(), dialog.bands.yellow_over.text()) == ("7", "7")
    qtbot.waitUntil(lambda: dialog.trial.table.rowCount() > 0, timeout=20_000)
    assert "由绿变黄" in dialog.trial.sentence.text()
    assert "项变灯" in dialog.trial.changed_chip.text()
    assert "督办建议由" in dialog.trial.consequences[0]
    qtbot.keyClick(dialog.ruler, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.ruler, Qt.Key.Key_Right)
    assert dialog.bands.red_over.text() == "31"
    qtbot.keyClick(dialog.ruler, Qt.Key.Key_PageUp)
    assert dialog.bands.red_over.text() == "36"


def test_dragging_never_crosses_the_other_limit(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    ruler = dialog.ruler
    start = ruler.rect().center()
    start.setX(int(ruler._x(10)))
    end = ruler.rect().center()
    end.setX(int(ruler._x(55)))
    qtbot.mousePress(ruler, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(ruler, end)
    qtbot.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=end)
    assert (dialog.bands.green_up.text(), dialog.bands.red_over.text()) == ("29", "30")


def test_a_limit_beyond_the_scale_stretches_it(dialog: LightRuleDialog) -> None:
    dialog.show_limits(70, 90)
    ruler = dialog.ruler
    assert ruler._x(70) < ruler._x(90) < ruler.width()
    dialog.show_limits(89, 90)
    flags = [ruler._flag_place(place) for place in (0, 1)]
    assert not flags[0].intersects(flags[1])


def test_saving_needs_a_reason_and_closes(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    assert not dialog.save.isEnabled()
    dialog.show_limits(7, 25)
    dialog.reason.setFocus()
    qtbot.keyClicks(dialog.reason, "for the meeting")
    assert dialog.save.isEnabled()
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.saved, timeout=20_000)
    history = dialog._service.versions()
    newest = history[-1]
    assert (newest.rule.yellow_over, newest.reason) == (7, "for the meeting")
    assert newest.rule.effective_from == Q3.first_day


def test_escape_leaves_everything_as_it_was(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    dialog.show_limits(7, 25)
    dialog.reason.setPlainText("试")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and not dialog.saved
    assert len(dialog._service.versions()) == 1


def test_a_day_inside_a_locked_quarter_is_told_before_saving(
    dialog: LightRuleDialog, qtbot: QtBot
) -> None:
    locked = Period(2024, 2)
    dialog.services.periods.set_period(locked)  # type: ignore[attr-defined]
    dialog.services.periods.lock(locked)  # type: ignore[attr-defined]
    dialog.reason.setPlainText("试")
    dialog.since.setDate(QDate(2024, 6, 30))
    qtbot.waitUntil(lambda: not dialog.save.isEnabled(), timeout=20_000)
    told = "2024年第二季度已锁定，新规则请从 2024-07-01 或以后生效。"
    assert dialog.since_note.text() == told
    dialog.since.setDate(QDate(2024, 7, 1))
    assert dialog.save.isEnabled() and "2024年第三季度起算" in dialog.since_words.text()


def test_a_later_version_is_named(dialog: LightRuleDialog, qtbot: QtBot) -> None:
    dialog._service.save_light_rule(3, 20, date(2025, 1, 1), "明年收紧")
    dialog.show_limits(5, 25)
    qtbot.waitUntil(lambda: dialog.since_note.text() != "", timeout=20_000)
    assert dialog.since_note.text() == "2025-01-01 起仍按第 2 版，新规则只管到它的前一天。"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [100, 150])
def test_the_editor_fits_at_every_size(
    dialog: LightRuleDialog, qtbot: QtBot, scheme: str, zoom: int
) -> None:
    theme().apply(scheme, "standard", zoom)
    dialog.show_limits(5, 25)
    qtbot.waitUntil(lambda: tried(dialog), timeout=20_000)
    least = dialog.minimumSizeHint()
    assert least.width() <= 1280 * zoom // 100 and least.height() <= 680 * zoom // 100
