from __future__ import annotations

import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qCritical, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leqing_desktop.ui.crash import CrashReporter, make_report

NOW = datetime(2026, 3, 4, 9, 30)


@pytest.fixture
def crashes(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> Iterator[CrashReporter]:
    made = CrashReporter()
    hook = sys.excepthook
    made.install()
    yield made
    made.uninstall()
    sys.excepthook = hook
    if made.dialog is not None:
        made.dialog.close()


def shown(crashes: CrashReporter, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: crashes.dialog is not None, timeout=5_000)
    assert crashes.dialog is not None
    return crashes.dialog.report.toPlainText()


def boom() -> None:
    raise ZeroDivisionError("a slot failed")


def caught() -> tuple[type[BaseException], BaseException, object]:
    try:
        boom()
    except ZeroDivisionError:
        return sys.exc_info()  # type: ignore[return-value]
    raise AssertionError


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_reaches_the_dialog(crashes: CrashReporter, qtbot: QtBot) -> None:
    QTimer.singleShot(0, boom)
    text = shown(crashes, qtbot)
    assert "ZeroDivisionError: a slot failed" in text
    assert "Python" in text
    assert "Qt 6" in text


@pytest.mark.qt_no_exception_capture
def test_an_error_on_another_thread_reaches_the_dialog(
    crashes: CrashReporter, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    assert "a slot failed" in shown(crashes, qtbot)


@pytest.mark.qt_no_exception_capture
def test_qts_critical_messages_are_shown_and_warnings_are_not(
    crashes: CrashReporter, qtbot: QtBot
) -> None:
    qWarning("only a warning")
    qCritical("something broke in Qt")
    text = shown(crashes, qtbot)
    assert "something broke in Qt" in text
    assert "only a warning" not in text


@pytest.mark.qt_no_exception_capture
def test_a_second_error_joins_the_open_dialog(crashes: CrashReporter, qtbot: QtBot) -> None:
    crashes.tell(None, "first\n")
    shown(crashes, qtbot)
    first = crashes.dialog
    crashes.tell(None, "second\n")
    qtbot.waitUntil(lambda: "second" in shown(crashes, qtbot))
    assert crashes.dialog is first


@pytest.mark.qt_no_exception_capture
def test_the_report_can_be_copied_and_work_goes_on(crashes: CrashReporter, qtbot: QtBot) -> None:
    crashes.tell(None, "ZeroDivisionError: x\n")
    text = shown(crashes, qtbot)
    dialog = crashes.dialog
    assert dialog is not None
    dialog.copy_button.click()
    assert QApplication.clipboard().text() == text
    dialog.close_button.click()
    assert crashes.dialog is None


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    hook = sys.excepthook
    reporter = CrashReporter()
    reporter.install()
    assert sys.excepthook != hook
    reporter.uninstall()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook = hook


def test_a_report_keeps_a_ledgers_values_to_itself() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        f'  File "{Path.home()}/x.py", line 1, in f\n    g()\n'
        "IntegrityError: constraint failed\n"
        "[SQL: INSERT INTO item VALUES (?)]\n[parameters: ('机密标题',)]\n"
    )
    report = make_report(trace, NOW)
    assert "机密标题" not in report
    assert "constraint failed" in report
    assert str(Path.home()) not in report.replace("~", "")
    assert "时间 2026-03-04 09:30:00" in report


def test_a_long_message_is_cut_but_not_the_frames() -> None:
    frames = "".join(f'  File "m{n}.py", line {n}, in f\n' for n in range(40))
    report = make_report(
        f"Traceback (most recent call last):\n{frames}ValueError: {'长' * 900}\n", NOW
    )
    assert "m39.py" in report
    assert report.count("长") < 400


DIES = """
import sys, ctypes
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from leqing_desktop.ui.crash import CrashReporter
app = QCoreApplication([])
crashes = CrashReporter()
crashes.watch_native(Path(sys.argv[1]))
ctypes.string_at(0)
"""


@pytest.mark.qt_no_exception_capture
def test_a_crash_below_python_is_told_at_the_next_start(
    crashes: CrashReporter, qtbot: QtBot, tmp_path: Path
) -> None:
    trace = tmp_path / "native-crash.txt"
    ended = subprocess.run([sys.executable, "-c", DIES, str(trace)], check=False)
    assert ended.returncode != 0
    assert trace.read_text(encoding="utf-8")
    try:
        crashes.watch_native(trace)
        assert "上次运行意外退出" in shown(crashes, qtbot)
        crashes.uninstall()
        assert not trace.exists()
    finally:
        faulthandler.enable(sys.__stderr__)
