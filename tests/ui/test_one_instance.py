"""A second start hands over its file; real locks and sockets, the running side in this process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from leqing_desktop.ui.one_instance import LOCK, OneInstance

ROOT = Path(__file__).parents[2]
SECOND = """
import sys
from pathlib import Path
from leqing_desktop.ui.one_instance import OneInstance
one = OneInstance(Path(sys.argv[1]))
print(one.claim(), one.hand_over(Path(sys.argv[2]) if len(sys.argv) > 2 else None, 20.0))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "王敏 的设置"


@pytest.fixture
def running(desk: Path, qtbot: QtBot) -> Iterator[OneInstance]:
    one = OneInstance(desk)
    assert one.claim() and one.listen()
    yield one
    one.stop_listening()
    one.release()


def start_again(desk: Path, *file: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(desk), *file],
        stdout=subprocess.PIPE,
        text=True,
        cwd=desk,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize("given", ["", "二季度 台账（终稿）.leqing"])
def test_a_second_start_gives_what_it_got(
    given: str, running: OneInstance, desk: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(running.asked, timeout=60_000) as asked:
        second = start_again(desk, *([given] if given else []))
    assert asked.args == [desk / given if given else None]
    out, _ = second.communicate(timeout=60)
    assert out.split() == ["False", "True"]


def test_two_desks_do_not_meet(running: OneInstance, tmp_path: Path) -> None:
    other = OneInstance(tmp_path / "另一个人的设置")
    assert other.claim()
    other.release()


def test_a_window_beside_one_that_hangs_takes_nothing_from_it(
    running: OneInstance, desk: Path, qtbot: QtBot
) -> None:
    beside = OneInstance(desk)
    assert not beside.claim() and not beside.listen()
    with qtbot.waitSignal(running.asked, timeout=60_000):
        third = start_again(desk)
    assert third.communicate(timeout=60)[0].split() == ["False", "True"]


def test_the_shell_that_starts_it_does_not_matter(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = OneInstance(desk)._name()
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("USER", "somebody")
    assert OneInstance(desk)._name() == name


def test_nonsense_from_elsewhere_is_dropped(running: OneInstance, qtbot: QtBot) -> None:
    for nonsense in (b"GET / HTTP/1.0\n", b'{"file": 7}\n', b"[]\n", b"\xff\n"):
        socket = QLocalSocket()
        socket.connectToServer(running._name())
        socket.write(nonsense)
        with qtbot.assertNotEmitted(running.asked):
            qtbot.waitUntil(
                lambda s=socket: s.state() == QLocalSocket.LocalSocketState.UnconnectedState
            )


def test_a_desk_that_takes_no_file_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    assert OneInstance(tmp_path / "文件" / "desk").claim()


def test_who_does_not_answer_is_not_waited_for_forever(desk: Path) -> None:
    silent = OneInstance(desk)
    assert silent.claim()
    second = OneInstance(desk)
    assert not second.claim()
    assert not second.hand_over(None, 0.5)
    silent.release()
    assert second.claim() and (desk / LOCK).exists()
    second.release()
