"""The files of a unit's return: attached, saved out, taken off; the original and the 退回稿."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from leqing_desktop.domain.evidence import EvidenceKind
from leqing_desktop.ui.dialogs.return_evidence import ReturnEvidenceDialog
from tests.ledgers import lock
from tests.ui.reporting.return_steps import TOWN, collect, faulty
from tests.ui.reporting.steps import NOW, Desk

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def town(review_desk: Desk) -> Desk:
    review_desk.unit(TOWN)
    return review_desk


def opened(desk: Desk) -> ReturnEvidenceDialog:
    desk.page.card.files.evidence.trigger()
    found = desk.page.findChild(ReturnEvidenceDialog)
    assert isinstance(found, ReturnEvidenceDialog)
    desk.settle()
    return found


def kept(desk: Desk) -> Any:
    unit_id = desk.page._reader.unit_id
    return desk.services.evidence.list(NOW, unit_id)


def test_files_are_attached_to_a_task_saved_out_and_taken_off(
    town: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof, out = tmp_path / "验收单.pdf", tmp_path / "取出"
    proof.write_bytes(PDF)
    out.mkdir()
    dialog = opened(town)
    assert dialog.empty.isVisible() and not dialog.save_out.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(proof)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(out))
    dialog.target.setCurrentIndex(1)
    dialog.ask_files(EvidenceKind.EVIDENCE)
    town.settle()
    (row,) = kept(town)
    assert row.item_id == dialog.target.currentData() and "已附上" in dialog.banner.text
    assert dialog.model.data(dialog.model.index(0, 2)) == dialog.target.currentText().strip()
    assert town.page.card.files.text() == "材料 1"
    dialog.save_out.click()
    town.settle()
    assert (out / "验收单.pdf").read_bytes() == PDF
    dialog.remove.click()
    town.settle()
    assert not kept(town) and dialog.empty.isVisible()
    dialog._undo()
    town.settle()
    assert len(kept(town)) == 1 and dialog.table.isVisible()
    dialog.accept()


def test_dropped_files_are_attached_and_a_program_is_refused_in_words(
    town: Desk, tmp_path: Path
) -> None:
    scan, program = tmp_path / "现场.pdf", tmp_path / "看图.exe"
    scan.write_bytes(PDF)
    program.write_bytes(b"MZ\0")
    dialog = opened(town)
    for path in (scan, program):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        held = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(dialog, QDragEnterEvent(QPoint(5, 5), copy, data, button, held))
        QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), copy, data, button, held))
        town.settle()
    assert [each.name for each in kept(town)] == ["现场.pdf"]
    assert "程序" in dialog.banner.text
    dialog.accept()


def test_a_locked_quarter_shows_its_files_only(town: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(PDF)
    dialog = opened(town)
    dialog.attach_files([scan], EvidenceKind.STAMPED)
    town.settle()
    dialog.accept()
    lock(town.services.ledger.info().path, NOW, NOW.last_day)
    town.page.set_period(NOW)
    town.settle()
    dialog = opened(town)
    assert len(dialog.model.rows) == 1 and "已锁定" in dialog.banner.text
    assert dialog.save_out.isEnabled()
    assert not dialog.attach.isVisible() and not dialog.remove.isVisible()
    dialog.accept()


def test_the_original_and_the_sent_back_copy_are_saved(
    review_desk: Desk, back: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = review_desk
    desk.unit(TOWN)
    assert not desk.page.card.files.original.isEnabled()
    path = faulty(back)
    collect(desk, path)
    desk.unit(TOWN)
    target = tmp_path / "原件.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    desk.page.card.files.original.trigger()
    desk.settle()
    assert target.read_bytes() == path.read_bytes()
    assert "已存好 原件.xlsx" in desk.page.banner.text
    copy = tmp_path / "稿.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(copy), ""))
    desk.page.card.files.copy.trigger()
    desk.qtbot.waitUntil(lambda: "稿.xlsx" in desk.page.banner.text, timeout=60_000)
    assert "退回说明" in "".join(load_workbook(copy).sheetnames)
