"""One writer a ledger, across processes; a crash leaves the ledger free."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from leqing_desktop.db import lock
from leqing_desktop.errors import LedgerBusy

NOW = datetime(2026, 1, 2, 10, 42)
HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from leqing_desktop.db import lock
held = lock.acquire(Path(sys.argv[1]), "王敏", datetime(2026, 1, 2, 10, 42))
print("held", flush=True)
sys.stdin.readline()
held.release()
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    folder.mkdir()
    path = folder / "乐清 电气.leqing"
    path.write_bytes(b"")
    return path


@contextmanager
def another_process(ledger: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ledger)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_the_second_process_is_told_who_holds_the_ledger(ledger: Path) -> None:
    with another_process(ledger) as process:
        with pytest.raises(LedgerBusy) as caught:
            lock.acquire(ledger, "李强", NOW)
        computer = lock.holder_of(ledger).computer
        assert str(caught.value) == (
            f"台账正由 王敏 在电脑 {computer} 上打开（10:42 起）；可以先查看，要修改请等对方关闭。"
        )
        process.communicate("\n")
    lock.acquire(ledger, "李强", NOW).release()
    assert [p.name for p in ledger.parent.iterdir()] == [ledger.name]


def test_the_lock_of_a_crashed_process_is_free(ledger: Path) -> None:
    with another_process(ledger) as process:
        process.kill()
    assert lock.lock_file(ledger).exists()
    held = lock.acquire(ledger, "李强", NOW)
    assert lock.holder_of(ledger).clerk == "李强"
    assert lock.holder_of(ledger).pid == os.getpid()
    held.release()
    assert [p.name for p in ledger.parent.iterdir()] == [ledger.name]


def test_a_second_window_of_the_same_process_is_refused(ledger: Path) -> None:
    held = lock.acquire(ledger, "王敏", NOW)
    with pytest.raises(LedgerBusy):
        lock.acquire(ledger, "王敏", NOW)
    held.release()
    held.release()
    lock.acquire(ledger, "王敏", NOW).release()


def test_one_that_was_let_go_late_does_not_free_the_next(ledger: Path) -> None:
    first = lock.acquire(ledger, "王敏", NOW)
    first.release()
    second = lock.acquire(ledger, "李强", NOW)
    first.release()
    with pytest.raises(LedgerBusy, match="李强"):
        lock.acquire(ledger, "王敏", NOW)
    second.release()


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ({"since": "2026-01-01T23:59:00"}, "台账正由 王敏 在电脑 PC-1 上打开（1月1日 23:59 起）；"),
        ({"clerk": ""}, "台账正在电脑 PC-1 上打开（09:00 起）；"),
        ({"clerk": "", "computer": "", "since": ""}, "台账正打开；"),
        ({"pid": "x"}, "台账正由另一个窗口或命令打开；"),
        (None, "台账正由另一个窗口或命令打开；"),
    ],
)
def test_the_sentence_makes_do_with_what_the_note_says(
    ledger: Path, note: dict[str, str] | None, sentence: str
) -> None:
    whole = {"clerk": "王敏", "computer": "PC-1", "pid": 7, "since": "2026-01-02T09:00:00"}
    held = lock.acquire(ledger, "王敏", NOW)
    text = "not json" if note is None else json.dumps(whole | note)
    lock.holder_file(ledger).write_text(text, encoding="utf-8")
    with pytest.raises(LedgerBusy) as caught:
        lock.acquire(ledger, "李强", NOW)
    assert str(caught.value) == sentence + "可以先查看，要修改请等对方关闭。"
    held.release()
