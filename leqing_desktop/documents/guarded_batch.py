"""Runs a reader over many files from outside in one guarded child that is replaced where it falls.

What ``guarded_child`` does for one file, at the price of one start for thousands: the limits hold
for each file by itself, and a file that ends the child costs nothing but itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from leqing_desktop.child_processes import spawn_context
from leqing_desktop.documents.guarded_child import WALL_SECONDS, be_quiet, limited
from leqing_desktop.errors import Refused

if TYPE_CHECKING:
    from leqing_desktop.child_processes import PipeEnd

Answer = TypeVar("Answer")

START_SECONDS = 60.0


class Failing(Enum):
    """How the reading of one input failed, beside a refusal in words."""

    DIED = "died"
    LATE = "late"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Answer]):
    """What became of one input: an answer, a refusal, or how it failed.

    ``trace`` is the traceback of a fault of the program.
    """

    answer: Answer | None = None
    refusal: Refused | None = None
    failing: Failing | None = None
    trace: str = ""


def read_each_guarded(
    reader: Callable[..., Answer],
    inputs: Sequence[tuple[Any, ...]],
    seconds: float = WALL_SECONDS,
) -> Generator[Outcome[Answer], None, None]:
    """``reader(*arguments)`` for each of ``inputs``, in order, in a child of its own.

    ``reader`` is a function of a module; arguments and answers can be pickled. ``seconds`` are
    granted to each input. Where an input ends a child that has read others before, it gets a
    second chance in a fresh one, for they may have used up what it needed. Closing the iterator
    ends the child; ``Refused`` where none can be started. Inside the window's worker (a daemon,
    which may have no child) the inputs are read right here under the same limits on memory and
    processor time.
    """
    if multiprocessing.current_process().daemon:
        for arguments in inputs:
            yield _read(reader, arguments)
        return
    done = 0
    while done < len(inputs):
        first = done
        stream = _stream(reader, inputs[first:], seconds)
        with contextlib.closing(stream):
            for outcome in stream:
                if outcome.failing is Failing.DIED and done > first:
                    break
                yield outcome
                done += 1


def _stream(
    reader: Callable[..., Answer], inputs: Sequence[tuple[Any, ...]], seconds: float
) -> Generator[Outcome[Answer], None, None]:
    """The outcomes from one child, up to the first input that it does not survive."""
    context = spawn_context()
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(there, reader, inputs), daemon=True)
    child.start()
    there.close()
    try:
        _await_start(here)
        for _ in inputs:
            outcome: Outcome[Answer] = _receive(here, seconds)
            yield outcome
            if outcome.failing in (Failing.DIED, Failing.LATE):
                return
    finally:
        here.close()
        if child.is_alive():
            child.kill()
        child.join(5)


def _await_start(pipe: PipeEnd) -> None:
    """A child that does not even start is no fault of a file."""
    with contextlib.suppress(EOFError, OSError):
        if pipe.poll(START_SECONDS) and pipe.recv() is None:
            return
    raise Refused("读表的进程启动不了，没有收；请关掉一些程序，重新打开本程序再收一次。")


def _receive(pipe: PipeEnd, seconds: float) -> Outcome[Any]:
    try:
        if not pipe.poll(seconds):
            return Outcome(failing=Failing.LATE)
        outcome: Outcome[Any] = pipe.recv()
    except (EOFError, OSError):
        return Outcome(failing=Failing.DIED)
    return outcome


def _serve(pipe: PipeEnd, reader: Callable[..., Any], inputs: Sequence[tuple[Any, ...]]) -> None:
    be_quiet()
    with contextlib.suppress(OSError):
        pipe.send(None)
        for arguments in inputs:
            outcome = _read(reader, arguments)
            pipe.send(outcome)
            if outcome.failing is Failing.DIED:
                return


def _read(reader: Callable[..., Answer], arguments: tuple[Any, ...]) -> Outcome[Answer]:
    try:
        with limited():
            return Outcome(reader(*arguments))
    except Refused as refusal:
        return Outcome(refusal=Refused(str(refusal)))
    except (MemoryError, RecursionError):
        return Outcome(failing=Failing.DIED)
    except Exception:
        return Outcome(failing=Failing.FAULT, trace=traceback.format_exc())
