"""专项督查 in the window: planned, signed, findings entered and mended, closed, voided, by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.domain.inspection_life import FindingAction, InspectionState
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.office import Office
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.inspection_decisions import (
    CloseInspectionDialog,
    IssueInspectionDialog,
    VoidInspectionDialog,
)
from leqing_desktop.ui.dialogs.inspection_finding import FindingDialog, FindingProposalsDialog
from leqing_desktop.ui.dialogs.inspection_plan import InspectionPlanDialog
from leqing_desktop.ui.dialogs.inspection_step import FindingStepDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.inspection_head import FINDINGS, NOTICE
from leqing_desktop.ui.pages.supervision import INSPECTIONS, SupervisionPage

Q3 = Period(2024, 3)
NOW = datetime(2024, 10, 16, 9, 0)
WAIT = 60_000
Kind = TypeVar("Kind", bound=QDialog)
ACT = FindingAction


@pytest.fixture(scope="module")
def behind_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The built-in plan; one unit is far behind, the others reported that they are in time."""
    path = tmp_path_factory.mktemp("inspected") / "督查.leqing"
    maker = Workspace(lambda: "王敏", lambda: NOW)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for report in services.review.board(Q3):
        sheet = [row for row in services.reporting.sheet(Q3, report.unit_id) if not row.support]
        late = report.unit == "市资规局"
        cells = {row.task_id: {"progress": "30" if late else "90"} for row in sheet}
        services.reporting.save_many(Q3, report.unit_id, cells)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def services(behind_ledger: bytes, tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "督查.leqing"
    path.write_bytes(behind_ledger)
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
) -> SupervisionPage:
    operations = Operations(background, services.journal)
    made = SupervisionPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(made.on_changed)
    made.resize(1500, 860)
    made.set_width(1600)
    made.set_period(Q3)
    made.show()
    made.activate()
    settle(qtbot, made)
    second = next(b for b in made.kinds.children() if b.objectName() == INSPECTIONS)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: SupervisionPage) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=WAIT)


def dialog_of(qtbot: QtBot, page: SupervisionPage, kind: type[Kind]) -> Kind:
    def shown() -> None:
        assert any(each.isVisible() for each in page.findChildren(kind))

    qtbot.waitUntil(shown, timeout=WAIT)
    return next(each for each in page.findChildren(kind) if each.isVisible())


def plan(qtbot: QtBot, page: SupervisionPage, title: str = "秋季专项督查") -> None:
    """新建: the whole kind by its button, one unit by Space, Enter to keep it."""
    page.inspections.new_button.click()
    dialog = dialog_of(qtbot, page, InspectionPlanDialog)
    dialog.title_edit.setText(title)
    dialog.team_edit.setText("市专班办公室督查组")
    next(b for b in dialog.kind_buttons if b.text().startswith("镇街")).click()
    names = [each.name for each in dialog.choices.rows]
    dialog.units.show_row(names.index("市资规局"))
    qtbot.keyClick(dialog.units, Qt.Key.Key_Space)
    assert dialog.count_label.text() == "已选 2 个单位"
    qtbot.keyClick(dialog.title_edit, Qt.Key.Key_Return)
    settle(qtbot, page)


def sign(qtbot: QtBot, page: SupervisionPage, folder: Path, *, each: bool = False) -> None:
    page.inspections.head.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueInspectionDialog)
    dialog.folder_edit.setText(str(folder))
    dialog.each_box.setChecked(each)
    dialog.go_button.click()
    settle(qtbot, page)


@pytest.fixture
def signed(qtbot: QtBot, page: SupervisionPage, tmp_path: Path) -> SupervisionPage:
    page.inspections.new_button.click()
    plan_dialog = dialog_of(qtbot, page, InspectionPlanDialog)
    plan_dialog.team_edit.setText("督查组")
    names = [each.name for each in plan_dialog.choices.rows]
    plan_dialog.choices.toggle([names.index("市资规局"), names.index("柳市镇")])
    plan_dialog.go_button.click()
    settle(qtbot, page)
    sign(qtbot, page, tmp_path / "公文")
    page.inspections.show_part(FINDINGS)
    return page


def record(
    qtbot: QtBot, page: SupervisionPage, wording: str, verdict: Verdict = Verdict.UNMET
) -> None:
    page.inspections.findings.record_button.click()
    dialog = dialog_of(qtbot, page, FindingDialog)
    dialog.verdict.choose(verdict.value)
    dialog.wording_edit.setPlainText(wording)
    dialog.demand_edit.setPlainText("逐项整改。")
    dialog.go_button.click()
    settle(qtbot, page)


def act(qtbot: QtBot, page: SupervisionPage, action: FindingAction, note: str) -> None:
    button = page.inspections.findings.detail.buttons[action]
    assert button.isVisible()
    button.click()
    dialog = dialog_of(qtbot, page, FindingStepDialog)
    dialog.note_edit.setPlainText(note)
    qtbot.keyClick(dialog.person_edit, Qt.Key.Key_Return)
    settle(qtbot, page)


def states(page: SupervisionPage) -> list[FindingState]:
    return [row.state for row in page.inspections.findings.card.model.rows]


def test_an_empty_period_says_what_to_do_and_enter_begins(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    board = page.inspections
    assert board.list.empty_words == "2024年第三季度还没有专项督查"
    assert page.subtitle.text() == "2024年第三季度 · 专项督查 0 次 · 待整改 0 条"
    board.list.empty.button.click()
    dialog = dialog_of(qtbot, page, InspectionPlanDialog)
    assert dialog.title_edit.text() == "2024年第三季度重点任务推进情况专项督查"
    assert all(edit.toPlainText() for edit in dialog.areas.values())
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, page)
    assert page.context.services.inspections.register() == ()


def test_ctrl_enter_is_the_next_step(qtbot: QtBot, page: SupervisionPage) -> None:
    """New where there is none, 签发 of a draft, a finding of what is signed."""
    for kind in (InspectionPlanDialog, IssueInspectionDialog, FindingDialog):
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        dialog = dialog_of(qtbot, page, kind)
        if isinstance(dialog, InspectionPlanDialog):
            dialog.team_edit.setText("督查组")
            dialog.choices.toggle([5])
        if isinstance(dialog, FindingDialog):
            dialog.reject()
        else:
            dialog.go_button.click()
        settle(qtbot, page)
    assert page.inspections.shown.number == "乐电专督〔2024〕1号"


def test_a_plan_is_made_changed_and_taken_back(qtbot: QtBot, page: SupervisionPage) -> None:
    plan(qtbot, page)
    board = page.inspections
    assert (board.shown.plan.title, board.shown.state) == ("秋季专项督查", InspectionState.DRAFT)
    assert board.shown.plan.units == ("市资规局", "柳市镇")
    assert [row.unit for row in board.units.model.rows] == ["市资规局", "柳市镇"]
    assert len(board.points.model.rows) == len(board.shown.points) == 12
    assert board.paper.pages
    board.head.change_button.click()
    dialog = dialog_of(qtbot, page, InspectionPlanDialog)
    dialog.areas[InspectionArea.POLICY].setPlainText("兑现情况\n\n兑现情况")
    dialog.go_button.click()
    assert "写了两次" in dialog.fault.text() and dialog.isVisible()
    dialog.areas[InspectionArea.POLICY].setPlainText("兑现情况")
    dialog.go_button.click()
    settle(qtbot, page)
    assert len(board.points.model.rows) == 7
    page.operations.undo()
    settle(qtbot, page)
    assert len(board.points.model.rows) == 12
    board.head.remove_button.click()
    settle(qtbot, page)
    assert board.shown is None and not board.head.isVisible()


def test_signing_spends_a_number_and_writes_a_copy_for_each_unit(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path, desk: DeskSettings
) -> None:
    plan(qtbot, page)
    board = page.inspections
    board.head.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueInspectionDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert board.shown.number == ""
    sign(qtbot, page, tmp_path / "公文", each=True)
    assert board.shown.number == "乐电专督〔2024〕1号"
    assert board.shown.state is InspectionState.ISSUED
    assert page.banner.text.startswith("已签发 乐电专督〔2024〕1号，2 份")
    names = sorted(path.name for path in (tmp_path / "公文").iterdir())
    assert [name.rsplit(" ", 1)[0] for name in names] == [
        f"乐电专督〔2024〕1号 {unit}" for unit in ("市资规局", "市资规局", "柳市镇", "柳市镇")
    ]
    assert desk.get("inspection_folder") == str(tmp_path / "公文")
    assert not board.head.issue_button.isVisible() and not board.head.change_button.isVisible()
    board.show_part(NOTICE)
    assert board.paper.isVisible() and len(board.paper.pages) >= 3


def test_what_refuses_before_signing_spends_no_number(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    plan(qtbot, page)
    blocked = tmp_path / "不是文件夹"
    blocked.write_text("x")
    sign(qtbot, page, blocked)
    assert page.banner.text
    page.context.services.office.save(Office("", "乐电专督"))
    page.inspections.head.issue_button.click()
    settle(qtbot, page)
    assert "发文机关" in page.banner.text
    (row,) = page.context.services.inspections.register()
    assert row.number == ""


def test_a_finding_is_entered_and_amended(qtbot: QtBot, signed: SupervisionPage) -> None:
    found = signed.inspections.findings
    assert found.card.empty_words == "还没有登记督查情况"
    record(qtbot, signed, "3项任务没有分解到人。")
    assert states(signed) == [FindingState.OPEN]
    assert found.detail.isVisible() and found.detail.wording.text() == "3项任务没有分解到人。"
    signed.inspections.head.close_button.click()
    settle(qtbot, signed)
    assert "还有 1 条问题没有销号" in signed.banner.text
    found.detail.change_button.click()
    dialog = dialog_of(qtbot, signed, FindingDialog)
    dialog.wording_edit.setPlainText("")
    dialog.go_button.click()
    assert "发现了什么" in dialog.fault.text()
    dialog.wording_edit.setPlainText("4项任务没有分解到人。")
    dialog.go_button.click()
    settle(qtbot, signed)
    assert found.detail.wording.text() == "4项任务没有分解到人。"


def test_a_finding_is_mended_proved_closed_and_reopened(
    qtbot: QtBot, signed: SupervisionPage, tmp_path: Path
) -> None:
    record(qtbot, signed, "3项任务没有分解到人。")
    found = signed.inspections.findings
    found.detail.buttons[ACT.REPORT].click()
    step = dialog_of(qtbot, signed, FindingStepDialog)
    proof = tmp_path / "整改报告.txt"
    proof.write_text("已整改", encoding="utf-8")
    step.proofs.add([proof])
    step.note_edit.setPlainText("已分解到人")
    step.go_button.click()
    settle(qtbot, signed)
    assert found.detail.files.text() == "材料 1"
    act(qtbot, signed, ACT.REJECT, "缺一项")
    assert states(signed) == [FindingState.REJECTED]
    act(qtbot, signed, ACT.REPORT, "补齐")
    act(qtbot, signed, ACT.CLOSE, "现场看过")
    words = [each.word for each in found.detail.timeline.steps]
    assert words == ["发现", "报整改", "退回重改", "报整改", "核实销号"]
    signed.operations.undo()
    settle(qtbot, signed)
    assert states(signed) == [FindingState.REPORTED]
    act(qtbot, signed, ACT.CLOSE, "现场看过")
    signed.inspections.head.close_button.click()
    dialog_of(qtbot, signed, CloseInspectionDialog).go_button.click()
    settle(qtbot, signed)
    assert signed.inspections.shown.state is InspectionState.CLOSED
    act(qtbot, signed, ACT.REOPEN, "复查不属实")
    assert signed.inspections.shown.state is InspectionState.ISSUED
    assert states(signed) == [FindingState.REJECTED]


def test_an_extension_moves_the_day(qtbot: QtBot, signed: SupervisionPage) -> None:
    record(qtbot, signed, "进度滞后。")
    found = signed.inspections.findings
    found.detail.buttons[ACT.EXTEND].click()
    dialog = dialog_of(qtbot, signed, FindingStepDialog)
    assert not dialog.go_button.isEnabled()
    dialog.note_edit.setPlainText("设备未到")
    dialog.until_edit.setDate(QDate(2024, 12, 2))
    dialog.go_button.click()
    settle(qtbot, signed)
    (row,) = found.card.model.rows
    assert (row.due, row.state) == (date(2024, 12, 2), FindingState.OPEN)


def test_behind_tasks_are_offered_and_the_rest_marked_as_met(
    qtbot: QtBot, signed: SupervisionPage
) -> None:
    found = signed.inspections.findings
    found.offers_button.click()
    dialog = dialog_of(qtbot, signed, FindingProposalsDialog)
    offered = len(dialog.chosen)
    assert offered and {each.unit for each in dialog.chosen} == {"市资规局"}
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert len(dialog.chosen) == offered - 1
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    settle(qtbot, signed)
    assert states(signed) == [FindingState.OPEN] * offered
    found.offers_button.click()
    settle(qtbot, signed)
    assert signed.banner.text == "督查对象没有尚未登记的红灯、黄灯任务。"
    assert not found.met_button.isEnabled()
    found.unit_box.setCurrentIndex(found.unit_box.findText("柳市镇"))
    assert found.card.empty_words == "没有符合筛选的情况"
    found.met_button.click()
    settle(qtbot, signed)
    assert states(signed) == [FindingState.SETTLED] * 12
    found.area_box.setCurrentIndex(1)
    assert len(states(signed)) == 6
    found.clear_filters()
    assert len(states(signed)) == 12 + offered
    signed.set_search("柳市镇 政策落实")
    assert len(states(signed)) == 6
    rows = {row.unit: (row.told, row.waiting) for row in signed.inspections.units.model.rows}
    assert rows == {"市资规局": (1, offered), "柳市镇": (12, 0)}


def test_the_problems_and_the_notice_are_saved_where_the_clerk_says(
    qtbot: QtBot, signed: SupervisionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(qtbot, signed, "=1+1 没有分解")
    record(qtbot, signed, "", Verdict.MET)
    assert "不能再记为落实" in signed.banner.text
    target = tmp_path / "清单"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    signed.inspections.findings.export_button.click()
    settle(qtbot, signed)
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("=1+1 没有分解" in cell for cell in cells)
    assert any("问题清单" in cell for cell in cells)
    signed.inspections.head.save_button.menu().actions()[1].trigger()
    settle(qtbot, signed)
    assert (tmp_path / "清单.docx").read_bytes().startswith(b"PK")


def test_a_void_inspection_keeps_its_number_in_sight(qtbot: QtBot, signed: SupervisionPage) -> None:
    record(qtbot, signed, "进度滞后。")
    signed.inspections.head.void_button.click()
    dialog = dialog_of(qtbot, signed, VoidInspectionDialog)
    assert not dialog.go_button.isEnabled()
    dialog.reason_edit.setText("对象选错")
    dialog.go_button.click()
    settle(qtbot, signed)
    board = signed.inspections
    cells = [board.list.model.cell(0, column).text for column in range(3)]
    assert cells == ["作废", "重点任务推进情况专项督查", "〔2024〕1号"]
    assert "对象选错" in board.head.about.text()
    assert not any(button.isVisible() for button in board.findings.detail.buttons.values())
    assert not board.findings.record_button.isVisible()


def test_the_arrows_change_the_inspection_and_the_switch_leads_back(
    qtbot: QtBot, signed: SupervisionPage
) -> None:
    signed.inspections.new_button.click()
    dialog_of(qtbot, signed, InspectionPlanDialog).go_button.click()
    settle(qtbot, signed)
    board = signed.inspections
    assert board.shown.number == ""
    first = board.list.model.rows[1].id
    board.list.table.setFocus()
    qtbot.keyClick(board.list.table, Qt.Key.Key_Down)
    settle(qtbot, signed)
    assert board.shown.id == first
    qtbot.keyClick(board.list.table, Qt.Key.Key_Up)
    settle(qtbot, signed)
    assert board.shown.state is InspectionState.DRAFT
    signed.open_at(None)
    settle(qtbot, signed)
    assert signed.notices.proposals.isVisible() and not board.isVisible()
    assert "建议" in signed.subtitle.text()
