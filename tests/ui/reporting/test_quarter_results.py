"""What comes of the quarter: its tables as workbooks, from the menu of 季度报送."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.ui.dialogs.disagreements import DisagreementsDialog
from tests.ui.reporting.return_steps import BANKERS, TOWN, changed, collect, faulty
from tests.ui.reporting.steps import NOW, Desk


def chosen(desk: Desk, words: str) -> QAction:
    actions = desk.page.results.menu.actions()
    return next(each for each in actions if each.text() == words)


def exported(desk: Desk, words: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything that stands in the workbook made by a choice of the menu."""
    offered: list[str] = []

    def save_as(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_as)
    desk.page.banner.clear()
    chosen(desk, words).trigger()
    desk.qtbot.waitUntil(lambda: "已导出到" in desk.page.banner.text, timeout=60_000)
    assert offered and Path(offered[0]).name.startswith("2024年第三季度")
    made = path.with_name(f"{path.name}.xlsx") if path.suffix != ".xlsx" else path
    book = load_workbook(made)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )


def test_the_tables_of_the_quarter_are_written_as_workbooks(
    review_desk: Desk, back: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = review_desk
    faulty(back)
    collect(desk, back)
    progress = exported(desk, "导出季度进展汇总表…", tmp_path / "汇总.xlsx", monkeypatch)
    assert "按计划推进" in progress and TOWN in progress
    unreported = exported(desk, "导出未报送名单…", tmp_path / "未报", monkeypatch)
    assert "市经信局" in unreported and "市金融服务中心" not in unreported
    questions = exported(desk, "导出疑问清单…", tmp_path / "疑问.xlsx", monkeypatch)
    assert TOWN in questions and "（提升）" in questions
    assert Path(str(desk.page.context.settings.get("export.folder"))) == tmp_path


def test_what_cannot_be_written_is_said_in_words(
    review_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "文件").write_text("这里已有一个文件")
    path = tmp_path / "文件" / "名单.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    chosen(review_desk, "导出未报送名单…").trigger()
    review_desk.qtbot.waitUntil(lambda: bool(review_desk.page.banner.text), timeout=60_000)
    assert review_desk.page.banner.text.endswith("。")
    assert not path.exists()


def test_where_word_and_light_differ_is_listed_over_all_units(
    review_desk: Desk, back: Path
) -> None:
    desk = review_desk
    for path in back.glob("*.xlsx"):
        changed(path, 1, TaskField.PROGRESS, 20)
    collect(desk, back)
    for row in desk.services.review.board(NOW):
        if row.version:
            desk.services.review.accept(NOW, row.unit_id)
    desk.unit("市经信局")
    chosen(desk, "自评与亮灯不一致…").trigger()
    desk.settle()
    dialog = desk.page.findChild(DisagreementsDialog)
    assert isinstance(dialog, DisagreementsDialog)
    # The town's figure counts for none of its tasks: their lights rest on others' words.
    (row,) = dialog.model.rows
    assert row.unit == BANKERS and row.progress == 20
    assert dialog.model.data(dialog.model.index(dialog.model.rows.index(row), 5)) == "红"
    assert row.why and not row.why.startswith("单位")
    dialog.table.show_row(dialog.model.rows.index(row))
    dialog.go_button.click()
    desk.settle()
    table = desk.page.card.review.table
    assert desk.page.card.name.text() == BANKERS
    assert desk.page.rows.row(table.currentIndex().row()).subject_id == row.task_id


def test_without_a_difference_the_list_says_so(review_desk: Desk) -> None:
    chosen(review_desk, "自评与亮灯不一致…").trigger()
    review_desk.settle()
    dialog = review_desk.page.findChild(DisagreementsDialog)
    assert isinstance(dialog, DisagreementsDialog)
    assert dialog.empty.isVisible() and not dialog.go_button.isEnabled()
    dialog.reject()
