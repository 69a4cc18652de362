"""拖入收表 and 下发 on the page: drops, pastes, outcomes, cancelling, stamped scans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from leqing_desktop.domain.return_form import TaskField
from leqing_desktop.domain.return_outcome import Outcome
from leqing_desktop.domain.return_review import BoardState, Punctuality
from leqing_desktop.ui.dialogs.attach_file import AttachFileDialog
from leqing_desktop.ui.models.collect_table import STAMP, sentence, way_of
from leqing_desktop.ui.widgets.return_card import REVIEW
from tests.ui.reporting.return_steps import BANKERS, TOWN, changed, collect, in_dialog
from tests.ui.reporting.steps import CONTROL, NOW, Desk, Key


@pytest.fixture(autouse=True)
def nothing_left_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    # What Python made and left there is taken apart after Python has ended, and falls.
    qapp.clipboard().clear()


def carried(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def board_row(desk: Desk, unit: str) -> Any:
    return next(each for each in desk.page.board.all_units if each.unit == unit)


def test_a_folder_dropped_on_the_page_is_taken_in(review_desk: Desk, back: Path) -> None:
    desk = review_desk
    assert board_row(desk, TOWN).issued_on is not None
    data = carried(back)
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.page, QDragEnterEvent(QPoint(5, 5), copy, data, button, held))
    assert desk.page.units.zone.property("over") is True
    QApplication.sendEvent(desk.page, QDropEvent(QPointF(5, 5), copy, data, button, held))
    traffic = desk.page.traffic
    desk.qtbot.waitUntil(lambda: traffic.result is not None, timeout=60_000)
    desk.settle()
    assert traffic.result is not None
    assert {each.outcome for each in traffic.result.model.rows} == {Outcome.ACCEPTED}
    traffic.result.accept()
    assert desk.state(TOWN) == desk.state(BANKERS) == BoardState.ACCEPTED
    assert "已报 2" in desk.page.subtitle.text()
    assert "已收到 2 家" in desk.page.units.rate.text()
    desk.unit(TOWN)
    assert desk.page.card.mode == REVIEW
    assert desk.page.rows.row_total() == 4


def test_copied_files_are_pasted_and_the_same_again_is_a_duplicate(
    review_desk: Desk, back: Path
) -> None:
    desk = review_desk
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    assert [each.outcome for each in collect(desk, path)] == [Outcome.ACCEPTED]
    QApplication.clipboard().setMimeData(carried(path))
    desk.page.units.view.setFocus()
    desk.press(Key.Key_V, CONTROL)
    desk.qtbot.waitUntil(lambda: desk.page.traffic.result is not None, timeout=60_000)
    (file,) = desk.page.traffic.result.model.rows
    assert file.outcome is Outcome.DUPLICATE
    assert "相同" in sentence(file)
    desk.page.traffic.result.accept()


def test_the_typed_sheet_hands_pasted_files_on(review_desk: Desk, back: Path) -> None:
    desk = review_desk
    desk.unit(BANKERS)
    QApplication.clipboard().setMimeData(carried(back))
    desk.page.view.setFocus()
    desk.page.view.paste_block()
    desk.qtbot.waitUntil(lambda: desk.page.traffic.result is not None, timeout=60_000)
    desk.settle()
    desk.page.traffic.result.accept()
    assert desk.state(BANKERS) == BoardState.ACCEPTED


def test_what_is_no_workbook_is_named_and_a_scan_goes_to_its_unit(
    review_desk: Desk, back: Path
) -> None:
    desk = review_desk
    scan = back / f"{TOWN}盖章扫描件.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    (back / f"~${TOWN}.xlsx").write_bytes(b"lock")
    traffic = desk.page.traffic
    traffic.take([back])
    desk.qtbot.waitUntil(lambda: traffic.result is not None, timeout=60_000)
    desk.settle()
    dialog = traffic.result
    assert dialog is not None
    by_name = {each.file.shown.split("/")[-1]: each for each in dialog.model.rows}
    assert by_name[f"~${TOWN}.xlsx"].outcome is Outcome.UNKNOWN
    assert way_of(by_name[scan.name]) == STAMP
    dialog.filters.choose("accepted")
    dialog._filter("accepted")
    assert len(dialog.model.rows) == 2
    dialog._filter("all")

    def attach(chooser: AttachFileDialog) -> None:
        assert chooser.choice.currentText() == TOWN
        chooser.go_button.click()

    in_dialog(AttachFileDialog, attach)
    dialog.way_wanted.emit(by_name[scan.name])
    desk.settle()
    assert any("已作为柳市镇的盖章件附上" in sentence(each) for each in dialog.model.rows)
    dialog.accept()
    desk.settle()
    assert board_row(desk, TOWN).stamped


def test_a_collection_stops_between_two_files(review_desk: Desk, back: Path) -> None:
    desk = review_desk
    collecting = desk.page.traffic.collecting
    collecting.progressed.connect(lambda *_: collecting.stop())
    files = collect(desk, back)
    assert len(files) == 1
    states = [desk.state(unit) for unit in (TOWN, BANKERS)]
    assert states.count(BoardState.ACCEPTED) == 1
    assert "收到这里为止" in desk.page.banner.text


def test_a_locked_quarter_takes_nothing_in(review_desk: Desk, back: Path) -> None:
    desk = review_desk
    from tests.ledgers import lock

    lock(desk.services.ledger.info().path, NOW, NOW.last_day)
    desk.page.set_period(NOW)
    desk.settle()
    desk.page.traffic.take([back])
    desk.qtbot.waitUntil(lambda: not desk.page.traffic.collecting.busy, timeout=60_000)
    assert "已锁定" in desk.page.banner.text
    assert desk.page.traffic.result is None


def test_workbooks_go_out_and_the_board_says_to_whom(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "下发"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(out))
    assert all(unit.issued_on is None for unit in desk.page.board.all_units)
    desk.page.traffic.issue.click()
    desk.qtbot.waitUntil(lambda: "已下发" in desk.page.banner.text, timeout=60_000)
    desk.settle()
    assert len(list(out.glob("*.xlsx"))) == len(desk.page.board.all_units)
    assert all(unit.issued_on is not None for unit in desk.page.board.all_units)
    assert desk.page.traffic.issue.isEnabled()


def test_two_different_returns_are_compared_and_one_is_used(review_desk: Desk, back: Path) -> None:
    from leqing_desktop.ui.dialogs.choose_return import ChooseReturnDialog

    desk = review_desk
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    changed(path, 0, TaskField.PROGRESS, 88, "另一份.xlsx")
    files = collect(desk, back)
    assert sum(each.outcome is Outcome.FAULTY for each in files) == 2
    desk.unit(TOWN)
    assert "2 份不同的表" in desk.page.card.review.banner.text
    assert not desk.page.card.accept.isEnabled()

    def use(dialog: ChooseReturnDialog) -> None:
        (difference,) = dialog.table.table.rows
        assert difference.label == "本季进度（%）"
        assert "88" in difference.texts
        dialog.buttons[difference.texts.index("88")].click()

    in_dialog(ChooseReturnDialog, use)
    desk.page.review.choose_return()
    desk.qtbot.waitUntil(lambda: not desk.page.card.review.banner.text, timeout=5000)
    desk.settle()
    assert desk.page.rows.row(0).progress == 88


def test_another_return_after_one_was_taken_is_compared_with_it(
    review_desk: Desk, back: Path
) -> None:
    from leqing_desktop.ui.dialogs.choose_return import ChooseReturnDialog

    desk = review_desk
    collect(desk, back)
    path = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    changed(path, 0, TaskField.PROGRESS, 88, "另一份.xlsx")
    (file,) = collect(desk, back / "另一份.xlsx")
    assert sentence(file) == "与已收的第 1 版内容不同，请选定用哪一份；选定前各行都不入账。"
    desk.unit(TOWN)
    assert "2 份不同的表" in desk.page.card.review.banner.text

    def use_the_first(dialog: ChooseReturnDialog) -> None:
        (difference,) = dialog.table.table.rows
        dialog.buttons[difference.texts.index("100")].click()

    in_dialog(ChooseReturnDialog, use_the_first)
    desk.page.review.choose_return()
    desk.qtbot.waitUntil(lambda: not desk.page.card.review.banner.text, timeout=5000)
    desk.settle()
    assert desk.state(TOWN) == BoardState.ACCEPTED
    assert desk.page.rows.row(0).progress == 100


def test_the_day_it_came_counts_and_not_the_day_it_was_dropped(
    review_desk: Desk, back: Path
) -> None:
    desk = review_desk
    desk.services.periods.set_period(NOW, date(2024, 9, 20), date(2024, 10, 8))
    field = desk.page.units.received
    assert field.day is None and field.edit.maximumDate() == QDate.currentDate()
    town = next(each for each in back.glob("*.xlsx") if TOWN in each.name)
    field.edit.setDate(QDate(2024, 9, 1))
    desk.page.traffic.take([town])
    desk.qtbot.waitUntil(lambda: not desk.page.traffic.collecting.busy, timeout=60_000)
    assert "早于下发日 2024-09-20" in desk.page.banner.text
    assert board_row(desk, TOWN).received_on is None
    field.edit.setDate(QDate(2024, 10, 8))
    collect(desk, town)
    assert board_row(desk, TOWN).received_on == date(2024, 10, 8)
    assert board_row(desk, TOWN).quarters[-1] is Punctuality.ON_TIME
    assert field.day is None
    collect(desk, next(each for each in back.glob("*.xlsx") if BANKERS in each.name))
    assert board_row(desk, BANKERS).received_on == date(2024, 10, 10)
    assert board_row(desk, BANKERS).quarters[-1] is Punctuality.LATE
