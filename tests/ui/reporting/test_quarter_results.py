"""What comes of the quarter: its tables as workbooks, from the menu of 季度报送."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from tests.ui.reporting.return_steps import TOWN, collect, faulty
from tests.ui.reporting.steps import Desk


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
