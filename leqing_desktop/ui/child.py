"""The reusable child process for parsing and writing files; it must never import PySide6."""

from __future__ import annotations

import pickle
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leqing_desktop.errors import LeqingError, Refused
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.print_fonts import fonts_note

if TYPE_CHECKING:
    from leqing_desktop.child_processes import PipeEnd


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: ``done`` of ``total`` (0: unknown), and what is in hand."""

    done: int
    total: int
    what: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that ended in an error; ``trace`` is empty for a refusal in words."""

    error: Exception
    trace: str


@dataclass(frozen=True, slots=True)
class Success:
    """A job that ended well; ``note`` is what the clerk should know of it, mostly nothing."""

    result: Any
    note: str = ""


def serve(pipe: PipeEnd) -> None:
    """Do one job after the other until the window closes the pipe."""
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(_outcome(job, pipe))
        except OSError:
            return


def _outcome(job: FileJob[Any], pipe: PipeEnd) -> Success | Failure:
    def tell(done: int, total: int, what: str = "") -> None:
        pipe.send(Progress(done, total, what))

    try:
        outcome = Success(job.run(tell), fonts_note())
        pickle.dumps(outcome)
        return outcome
    except LeqingError as error:
        return Failure(_sendable(error), "")
    except Exception as error:
        return Failure(RuntimeError(repr(error)), traceback.format_exc())


def _sendable(error: LeqingError) -> LeqingError:
    """The refusal itself if it survives the pipe, else its sentence."""
    try:
        copy = pickle.loads(pickle.dumps(error))
    except Exception:
        return Refused(str(error))
    return error if isinstance(copy, LeqingError) else Refused(str(error))
