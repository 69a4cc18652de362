"""Reads a task table in a child process with limits on memory and time, without Qt.

A broken or hostile file may make a native reader ask for more memory than there is and abort, which
nothing in the same process can catch. Linux limits the child's memory and processor time;
everywhere the parent ends it after a while. What remains is one sentence for the clerk.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.domain.table_proposal import ProposedTable
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MEMORY_LIMIT = 500_000_000
"""Bytes of address space of the child."""
CPU_SECONDS = 40
WALL_SECONDS = 60.0


def read_table_guarded(
    path: Path,
    mapping: TableMapping | None = None,
    default_year: int | None = None,
    seconds: float = WALL_SECONDS,
) -> ProposedTable:
    """As ``read_table``, in a child of its own that is ended after ``seconds``.

    Inside the window's worker (a daemon, which may have no child) the same limits are put on that
    process for as long as it reads.
    """
    if multiprocessing.current_process().daemon:
        with limited():
            return _read(path, mapping, default_year)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(there, path, mapping, default_year), daemon=True)
    child.start()
    there.close()
    try:
        answer = here.recv() if here.poll(seconds) else None
    except (EOFError, OSError):
        child.join(5)
        raise Refused(_gave_up(path)) from None
    finally:
        here.close()
        if child.is_alive():
            child.kill()
        child.join(5)
    if answer is None:
        raise Refused(
            f"“{path.name}”读了 {seconds:.0f} 秒还没有读完，请把任务表复制到新建工作簿，另存为 .xlsx 再导入。"
        )
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, ProposedTable)
    return answer


def _gave_up(path: Path) -> str:
    return f"“{path.name}”的内容过大或已损坏，读不下去，请把任务表复制到新建工作簿，另存为 .xlsx 再导入。"


def _serve(
    pipe: Connection, path: Path, mapping: TableMapping | None, default_year: int | None
) -> None:
    # What a dying native reader says belongs to no clerk's screen.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    answer: Any
    with limited(), contextlib.suppress(OSError):
        try:
            answer = _read(path, mapping, default_year)
        except Refused as error:
            answer = error
        pipe.send(answer)


def _read(path: Path, mapping: TableMapping | None, default_year: int | None) -> ProposedTable:
    try:
        return read_table(path, mapping, default_year)
    except MemoryError:
        raise Refused(_gave_up(path)) from None
    except RecursionError:
        raise Refused(_gave_up(path)) from None


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Limit this process's memory and processor time on Linux; elsewhere do nothing."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    memory = resource.getrlimit(resource.RLIMIT_AS)
    cpu = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (_lower(MEMORY_LIMIT, memory[1]), memory[1]))
    resource.setrlimit(resource.RLIMIT_CPU, (_lower(seconds, cpu[1]), cpu[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_CPU, cpu)


def _lower(wanted: int, hard: int) -> int:
    return wanted if hard < 0 else min(wanted, hard)
