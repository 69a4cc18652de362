"""Many inputs in one guarded child: what ends the child costs one input alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leqing_desktop.documents.guarded_batch import Failing, read_each_guarded
from leqing_desktop.documents.guarded_child import MEMORY_LIMIT
from leqing_desktop.errors import Refused


def act(what: str, folder: str = "") -> str:
    """Answers, refuses, breaks, or ends its process in one way or another."""
    if what == "refuse":
        raise Refused("不收。")
    if what == "fault":
        raise KeyError("丢了")
    if what == "die":
        os.kill(os.getpid(), signal.SIGTERM)
    if what == "hang":
        time.sleep(600)
    if what == "swell":
        return str(len(bytearray(4 * MEMORY_LIMIT)))
    if what == "die once":
        mark = Path(folder) / "died"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGTERM)
    return f"{what} {os.getpid()}"


def told(*inputs: str, folder: str = "", seconds: float = 20.0) -> list[str]:
    """Each input's outcome in a word."""
    words = []
    for outcome in read_each_guarded(act, [(each, folder) for each in inputs], seconds):
        if outcome.failing is not None:
            words.append(outcome.failing.value)
        elif outcome.refusal is not None:
            words.append(str(outcome.refusal))
        else:
            words.append(str(outcome.answer).split()[0])
    return words


def test_answers_come_in_order_and_refusals_are_answers() -> None:
    assert told("a", "refuse", "fault", "b") == ["a", "不收。", "fault", "b"]


def test_nothing_to_read_starts_nothing() -> None:
    assert told() == []


def test_one_child_serves_all() -> None:
    outcomes = list(read_each_guarded(act, [("a",), ("b",), ("c",)]))
    children = {str(each.answer).split()[1] for each in outcomes}
    assert len(children) == 1 and str(os.getpid()) not in children


@pytest.mark.skipif(sys.platform == "win32", reason="信号按 POSIX 写")
def test_a_child_that_dies_or_hangs_costs_one_input() -> None:
    words = told("a", "die", "b", "hang", "c", seconds=3.0)
    assert words == ["a", "died", "b", "late", "c"]


@pytest.mark.skipif(sys.platform == "win32", reason="信号按 POSIX 写")
def test_what_the_others_used_up_is_given_again(tmp_path: Path) -> None:
    assert told("a", "die once", "b", folder=str(tmp_path)) == ["a", "die", "b"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="内存上限只在 Linux 上设置")
def test_memory_is_limited_for_each() -> None:
    assert told("swell", "a") == ["died", "a"]


def test_a_fault_keeps_its_trace() -> None:
    (outcome,) = read_each_guarded(act, [("fault",)])
    assert outcome.failing is Failing.FAULT and "KeyError" in outcome.trace


def test_closing_ends_the_child() -> None:
    outcomes = read_each_guarded(act, [("a",), ("hang",)])
    assert str(next(outcomes).answer).startswith("a ")
    outcomes.close()
    assert not multiprocessing.active_children()


def test_a_child_that_cannot_start_blames_no_file(tmp_path: Path) -> None:
    # What is read from standard input cannot be imported again by a child.
    script = (
        "from tests.documents.test_guarded_batch import told\n"
        "from leqing_desktop.errors import Refused\n"
        "if __name__ == '__main__':\n"
        "    try:\n        told('a', 'b')\n"
        "    except Refused as error:\n        print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-"],
        input=script,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
    )
    assert "启动不了" in done.stdout


def serve_as_daemon(queue: multiprocessing.Queue[list[str]]) -> None:
    queue.put([*told("a", "refuse", "b"), str(next(read_each_guarded(act, [("c",)])).answer)])


def test_inside_a_daemon_everything_is_read_there() -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    worker = context.Process(target=serve_as_daemon, args=(queue,), daemon=True)
    worker.start()
    *words, last = queue.get(timeout=60)
    worker.join(20)
    assert words == ["a", "不收。", "b"] and last == f"c {worker.pid}"
