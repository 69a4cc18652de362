from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from leqing_desktop.errors import LeqingError, Refused
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.ui.background import Background
from tests.ui import file_work


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.shutdown()


def at_rest(qtbot: QtBot, background: Background) -> None:
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)


def refuse() -> None:
    raise Refused("请先填写经办人。")


def crash() -> None:
    raise ZeroDivisionError("nobody expected this")


def test_calls_run_in_order_on_one_other_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    answers: list[int] = []

    def call(number: int) -> int:
        seen.append((number, threading.get_ident()))
        return number

    for number in range(20):
        background.run(call, number, done=answers.append)
    at_rest(qtbot, background)
    assert [number for number, _ in seen] == answers == list(range(20))
    assert len({thread for _, thread in seen}) == 1
    assert seen[0][1] != threading.get_ident()


def test_answers_arrive_on_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[int] = []
    background.run(int, done=lambda _: threads.append(threading.get_ident()))
    at_rest(qtbot, background)
    assert threads == [threading.get_ident()]


def test_a_refusal_goes_to_the_caller_or_to_everyone(background: Background, qtbot: QtBot) -> None:
    errors: list[LeqingError] = []
    background.run(refuse, failed=errors.append)
    at_rest(qtbot, background)
    assert str(errors[0]) == "请先填写经办人。"
    with qtbot.waitSignal(background.refused) as told:
        background.run(refuse)
    assert told.args == ["请先填写经办人。"]


def test_what_nobody_expected_is_reported_and_work_goes_on(
    background: Background, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(background.crashed) as told:
        background.run(crash, failed=lambda _: None)
    assert "nobody expected this" in told.args[1]
    answers: list[int] = []
    background.run(lambda: 5, done=answers.append)
    at_rest(qtbot, background)
    assert answers == [5]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(
    background: Background, qtbot: QtBot
) -> None:
    gate = threading.Event()
    label = QLabel()
    background.run(lambda: gate.wait(10) and "late", done=label.setText)
    label.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(label))
    gate.set()
    with qtbot.assertNotEmitted(background.crashed):
        at_rest(qtbot, background)


def test_shutdown_finishes_what_was_queued(qtbot: QtBot) -> None:
    background = Background()
    done: list[int] = []
    for number in range(50):
        background.run(done.append, number)
    background.shutdown()
    assert done == list(range(50))


def test_file_work_uses_one_child_without_qt(background: Background, qtbot: QtBot) -> None:
    answers: list[object] = []
    background.run_file("看", file_work.qt_loaded, done=answers.append)
    background.run_file("看", file_work.process_id, done=answers.append)
    background.run_job("看", FileJob(file_work.process_id, ()), done=answers.append)
    at_rest(qtbot, background)
    assert answers[0] is False
    assert answers[1] == answers[2]


def test_progress_is_told_on_the_way(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[str, int, int]] = []
    background.progressed.connect(lambda *args: told.append(args))
    answers: list[int] = []
    background.run_file("生成报送表", file_work.count, 3, done=answers.append, reports=True)
    at_rest(qtbot, background)
    assert told == [(f"生成报送表 第 {n} 个", n, 3) for n in (1, 2, 3)]
    assert answers == [3]


def test_refusals_cross_the_process_as_sentences(background: Background, qtbot: QtBot) -> None:
    errors: list[LeqingError] = []
    background.run_file("读", file_work.refuse, failed=errors.append)
    background.run_file("读", file_work.refuse_cells, failed=errors.append)
    at_rest(qtbot, background)
    assert [str(error) for error in errors] == ["文件已加密，请先解密。", "请写成 2025-06-30。"]


@pytest.mark.parametrize("call", [file_work.fail, file_work.unpicklable])
def test_faults_of_the_child_are_reported(
    background: Background, qtbot: QtBot, call: object
) -> None:
    with qtbot.waitSignal(background.crashed, timeout=20_000) as told:
        background.run_file("读", call)  # type: ignore[arg-type]
    assert "Traceback" in told.args[1]


def test_a_child_that_dies_is_told_and_replaced(background: Background, qtbot: QtBot) -> None:
    errors: list[LeqingError] = []
    answers: list[int] = []
    background.run_file("读取报送表", file_work.die, failed=errors.append)
    background.run_file("读", file_work.process_id, done=answers.append)
    at_rest(qtbot, background)
    assert "读取报送表没有完成" in str(errors[0])
    assert answers[0] > 0


def test_cancel_ends_the_work_in_hand_and_goes_on(
    background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    answers: list[object] = []
    background.run_file("等", file_work.wait_for, str(tmp_path / "never"), done=answers.append)
    background.run_file("读", file_work.process_id, done=answers.append)
    assert background.work_title == "等"
    with qtbot.waitSignal(background.finished):
        background.cancel()
    at_rest(qtbot, background)
    assert len(answers) == 1
    assert background.work_title == ""


def test_a_receiver_that_lives_is_called(background: Background, qtbot: QtBot) -> None:
    class Owner(QObject):
        got: int = 0

        def take(self, value: int) -> None:
            self.got = value

    owner = Owner()
    background.run(lambda: 3, done=owner.take)
    at_rest(qtbot, background)
    assert owner.got == 3


def test_what_is_asked_after_the_shutdown_begins_no_thread(
    background: Background, qtbot: QtBot
) -> None:
    background.run(lambda: 1)
    at_rest(qtbot, background)
    background.shutdown()
    before = set(threading.enumerate())
    asked: list[object] = []
    background.run(lambda: 2, done=asked.append)
    background.run_file("读", file_work.process_id, done=asked.append)
    assert set(threading.enumerate()) == before
    assert not background.busy
    assert asked == []
