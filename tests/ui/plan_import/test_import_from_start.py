"""From the start page straight into the review: by button, by key, by dropping a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.crash import CrashReporter
from leqing_desktop.ui.page_table import PAGES
from leqing_desktop.ui.pages.plan_import import PlanImportPage
from leqing_desktop.ui.shell import LedgerDoors, Shell
from leqing_desktop.ui.start_page import StartPage
from tests.ui.plan_import.steps import CTRL, WAIT, Key

Write = Callable[..., Path]


@pytest.fixture
def shell(
    doors: LedgerDoors, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[Shell]:
    made = Shell(doors, desk, PAGES, CrashReporter())
    made.start()
    yield made
    if made.window is not None:
        made.window._agreed = True
        made.window.close()
    if made.start_page is not None:
        made.start_page.close()
    made.shutdown()


@pytest.fixture
def new_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the clerk puts the new ledger; the name proposed is noted beside it."""
    path = tmp_path / "渔业.leqing"

    def choose(_parent: object, _title: str, proposed: str, *_rest: object) -> tuple[str, str]:
        path.with_suffix(".proposed").write_text(Path(proposed).name, encoding="utf-8")
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return path


def page_of(shell: Shell, qtbot: QtBot) -> PlanImportPage:
    qtbot.waitUntil(lambda: shell.window is not None, timeout=WAIT)
    assert shell.window is not None
    page = shell.window.page
    assert isinstance(page, PlanImportPage)
    work = shell.background
    qtbot.waitUntil(lambda: not work.busy and not page.reader.busy, timeout=WAIT)
    return page


def start_of(shell: Shell) -> StartPage:
    assert shell.start_page is not None
    return shell.start_page


def drop(target: QWidget, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(300, 300), copy, data, button, held))
    QApplication.sendEvent(target, QDropEvent(QPointF(300, 300), copy, data, button, held))


def test_a_file_chosen_at_the_start_becomes_a_ledger_under_review(
    shell: Shell, file: Write, new_ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    start = start_of(shell)
    start.activateWindow()
    qtbot.waitUntil(start.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(QApplication.focusWidget() or start, Key.Key_I, CTRL)
    page = page_of(shell, qtbot)
    assert new_ledger.with_suffix(".proposed").read_text(encoding="utf-8") == "行动计划.leqing"
    assert page.session.open and new_ledger.exists()
    assert page.head_parts.go.text() == "导入 18 项，留 3 处待定"
    page.bring_in()
    work = shell.background
    qtbot.waitUntil(lambda: not work.busy, timeout=WAIT)
    assert shell.window is not None
    assert shell.window.stack.current_id == "decomposition"
    # The ledger takes the plan's title.
    qtbot.waitUntil(
        lambda: (
            shell.window is not None
            and shell.window.view.info.title == "滨海县现代渔业发展三年行动计划（2024—2026年）"
        ),
        timeout=WAIT,
    )


def test_a_file_dropped_on_the_start_page_does_the_same(
    shell: Shell, file: Write, new_ledger: Path, qtbot: QtBot
) -> None:
    start = start_of(shell)
    drop(start, file(), file(name="乙.txt"))
    assert "一次导入一个文件" in start.banner.text
    drop(start, file())
    assert page_of(shell, qtbot).session.open


def test_without_a_place_for_the_ledger_nothing_happens(
    shell: Shell, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    drop(start_of(shell), file())
    assert shell.window is None and start_of(shell).isVisible()
    assert start_of(shell).load.isEnabled()


def test_a_ledger_dropped_on_the_start_page_is_opened(
    shell: Shell, ledger: Path, qtbot: QtBot
) -> None:
    drop(start_of(shell), ledger)
    qtbot.waitUntil(lambda: shell.window is not None, timeout=WAIT)
    assert shell.window is not None
    assert shell.window.view.info.path.name == ledger.name


def test_a_file_that_cannot_be_read_leaves_an_empty_ledger_and_a_reason(
    shell: Shell, new_ledger: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    scan = tmp_path / "扫描.jpg"
    scan.write_bytes(b"\xff\xd8\xff" + bytes(64))
    drop(start_of(shell), scan)
    page = page_of(shell, qtbot)
    assert "先做文字识别" in page.banner.text and not page.session.open
