"""Runs a reader of files from outside in a child process with limits on memory and time, without Qt.

A broken or hostile file may make a native reader ask for more memory than there is and abort, which
nothing in the same process can catch. Linux (resource limits) and Windows (a Job Object) limit
the child's memory and processor time; everywhere the parent ends it after a while. What remains is
one sentence for the clerk.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from leqing_desktop.child_processes import spawn_context
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.child_processes import PipeEnd

MEMORY_LIMIT = 500_000_000
"""Bytes of address space of the child; on Windows those it has committed."""
CPU_SECONDS = 40
WALL_SECONDS = 60.0

Answer = TypeVar("Answer")


def read_guarded(
    reader: Callable[..., Answer],
    name: str,
    *arguments: Any,
    seconds: float = WALL_SECONDS,
) -> Answer:
    """``reader(*arguments)`` in a child of its own that is ended after ``seconds``.

    ``reader`` is a function of a module, arguments and answer can be pickled, ``name`` is the file
    as the clerk knows it. ``Refused`` passes through; whatever ends the child becomes one. Inside
    the window's worker (a daemon, which may have no child) the same limits are put on that process
    for as long as it reads.
    """
    if multiprocessing.current_process().daemon:
        with limited():
            return _read(reader, name, arguments)
    context = spawn_context()
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(there, reader, name, arguments), daemon=True)
    child.start()
    there.close()
    try:
        answer = here.recv() if here.poll(seconds) else None
    except (EOFError, OSError):
        child.join(5)
        raise _gave_up(name) from None
    finally:
        here.close()
        if child.is_alive():
            child.kill()
        child.join(5)
    if answer is None:
        raise Refused(
            f"“{name}”读了 {seconds:.0f} 秒还没有读完，请只留下要导入的内容，另存一份再导入。"
        )
    outcome, failure = answer
    if failure is not None:
        raise failure
    result: Answer = outcome
    return result


def _gave_up(name: str) -> Refused:
    return Refused(f"“{name}”的内容过大或已损坏，读不下去，请只留下要导入的内容，另存一份再导入。")


def _serve(
    pipe: PipeEnd, reader: Callable[..., Any], name: str, arguments: tuple[Any, ...]
) -> None:
    be_quiet()
    with limited(), contextlib.suppress(OSError):
        answer: tuple[Any, Exception | None]
        try:
            answer = (_read(reader, name, arguments), None)
        except Exception as error:
            if not isinstance(error, Refused):
                # A fault of the program: its trace would be lost with this process.
                error.add_note(traceback.format_exc())
            answer = (None, error)
        pipe.send(answer)


def be_quiet() -> None:
    """What a dying native reader says belongs to no clerk's screen."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)


def _read(reader: Callable[..., Answer], name: str, arguments: tuple[Any, ...]) -> Answer:
    try:
        return reader(*arguments)
    except (MemoryError, RecursionError):
        raise _gave_up(name) from None


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Limit this process's memory and processor time; on a system that cannot, do nothing."""
    if sys.platform == "win32":
        from leqing_desktop.documents import guarded_job

        guarded_job.OWN.put(MEMORY_LIMIT, CPU_SECONDS)
        try:
            yield
        finally:
            guarded_job.OWN.put(0, 0)
    elif sys.platform.startswith("linux"):
        with _resource_limits():
            yield
    else:
        yield


if sys.platform != "win32":

    @contextlib.contextmanager
    def _resource_limits() -> Iterator[None]:
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
