"""The one gate for work off the window's thread: a database worker and one child process."""

from __future__ import annotations

import queue
import threading
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from leqing_desktop.child_processes import spawn_context
from leqing_desktop.errors import LeqingError, Refused
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.print_fonts import fonts_note
from leqing_desktop.ui.child import Progress, Success, serve
from leqing_desktop.ui.garbage import MainThreadGarbage

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from leqing_desktop.child_processes import PipeEnd

Done = Callable[[Any], None]
Failed = Callable[[LeqingError], None]

JOIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _Task:
    call: Callable[..., Any]
    args: tuple[Any, ...]
    done: Done | None
    failed: Failed | None


@dataclass(slots=True)
class _FileTask:
    title: str
    job: FileJob[Any]
    done: Done | None
    failed: Failed | None


class Background(QObject):
    """Runs short database calls in order on one thread, and long file work in one child process.

    Results arrive on the thread of the window. A refusal goes to the caller's ``failed`` or, where
    there is none, to ``refused``; anything unexpected to ``crashed`` with its traceback.
    ``noted(sentence)`` tells, once, what the clerk should know although all went well.
    """

    refused = Signal(str)
    noted = Signal(str)
    crashed = Signal(object, str)
    started = Signal(str)
    progressed = Signal(str, int, int)
    finished = Signal()
    idle = Signal()
    _answer = Signal(object, object, str)
    _told = Signal(object)
    _note = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._garbage = MainThreadGarbage(self)
        self._calls: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0
        self._files: deque[_FileTask] = deque()
        self._current: _FileTask | None = None
        self._process: BaseProcess | None = None
        self._pipe: PipeEnd | None = None
        self._listener: threading.Thread | None = None
        self._closed = False
        self._answer.connect(self._take_answer, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._take_told, Qt.ConnectionType.QueuedConnection)
        self._note.connect(self._take_note, Qt.ConnectionType.QueuedConnection)
        self._notes: set[str] = set()

    @property
    def busy(self) -> bool:
        """Whether any call or file work is still under way."""
        return self._open > 0 or self._current is not None

    @property
    def work_title(self) -> str:
        """The title of the file work in hand, empty without any."""
        return self._current.title if self._current is not None else ""

    def run(
        self,
        call: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Queue a short database call; calls run one at a time in the order they came."""
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="database", daemon=True)
            self._thread.start()
        self._open += 1
        self._calls.put(_Task(call, args, done, failed))

    def run_file(
        self,
        title: str,
        call: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        reports: bool = False,
    ) -> None:
        """Queue file work for the child process; ``title`` is what the status bar says.

        ``call`` is a function of a module without Qt; with ``reports`` it gets ``progress=``.
        """
        self.run_job(title, FileJob(call, args, reports), done, failed)

    def run_job(
        self,
        title: str,
        job: FileJob[Any],
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Queue a job of a service for the child process."""
        if self._closed:
            return
        self._files.append(_FileTask(title, job, done, failed))
        self._next_file()

    def cancel(self) -> None:
        """End the file work in hand; its child process is ended with it."""
        if self._current is None:
            return
        self._current = None
        self._end_child()
        self.finished.emit()
        self._next_file()

    def shutdown(self) -> None:
        """Finish the queued database calls, end the child, and wait for both.

        What a window that is on its way out still asks for (a timer of its own) is passed over:
        a thread begun after this would speak to objects that are gone.
        """
        self._closed = True
        self._files.clear()
        self._current = None
        self._end_child()
        if self._thread is not None:
            self._calls.put(None)
            self._thread.join(JOIN_SECONDS)
            self._thread = None
        self._garbage.give_back()

    def _work(self) -> None:
        while (task := self._calls.get()) is not None:
            try:
                self._answer.emit(task, task.call(*task.args), "")
                # Behind the answer: what is said of it must not be overwritten by it.
                self._note.emit(fonts_note())
            except LeqingError as error:
                self._answer.emit(task, error, "refused")
            except Exception as error:
                self._answer.emit(task, error, traceback.format_exc())

    @Slot(object, object, str)
    def _take_answer(self, task: _Task, outcome: Any, trace: str) -> None:
        self._open -= 1
        try:
            self._deliver(task, outcome, trace)
        finally:
            if not self.busy:
                self.idle.emit()

    def _deliver(self, task: _Task | _FileTask, outcome: Any, trace: str) -> None:
        if trace == "refused":
            if task.failed is None:
                self.refused.emit(str(outcome))
            elif alive(task.failed):
                task.failed(outcome)
        elif trace:
            self.crashed.emit(outcome, trace)
        elif task.done is not None and alive(task.done):
            task.done(outcome)

    @Slot(str)
    def _take_note(self, note: str) -> None:
        """The child and the worker may both have one to tell; it is told once."""
        if note and note not in self._notes:
            self._notes.add(note)
            self.noted.emit(note)

    def _next_file(self) -> None:
        if self._current is not None or not self._files:
            return
        self._current = self._files.popleft()
        if self._pipe is None:
            self._start_child()
        assert self._pipe is not None
        self._pipe.send(self._current.job)
        self.started.emit(self._current.title)

    def _start_child(self) -> None:
        context = spawn_context()
        here, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._pipe = here
        self._listener = threading.Thread(
            target=self._listen, args=(here,), name="files", daemon=True
        )
        self._listener.start()

    def _listen(self, pipe: PipeEnd) -> None:
        # The one who reads closes: a number of a closed pipe could be the next one's already.
        with pipe:
            while True:
                try:
                    message = pipe.recv()
                except (EOFError, OSError):
                    message = None
                self._told.emit((pipe, message))
                if message is None:
                    return

    @Slot(object)
    def _take_told(self, told: tuple[PipeEnd, Any]) -> None:
        pipe, message = told
        task = self._current
        if pipe is not self._pipe or task is None:
            return
        if isinstance(message, Progress):
            text = f"{task.title} {message.what}".rstrip()
            self.progressed.emit(text, message.done, message.total)
            return
        self._current = None
        if message is None:
            self._end_child()
            sorry = Refused(f"{task.title}没有完成：处理文件的进程意外结束，请检查文件后重试。")
            self._deliver(task, sorry, "refused")
        elif isinstance(message, Success):
            self._deliver(task, message.result, "")
            self._note.emit(message.note)
        else:
            self._deliver(task, message.error, message.trace or "refused")
        self.finished.emit()
        self._next_file()
        if not self.busy:
            self.idle.emit()

    def _end_child(self) -> None:
        process, self._process = self._process, None
        listener, self._listener = self._listener, None
        self._pipe = None
        if process is not None:
            process.terminate()
            process.join(JOIN_SECONDS)
        if listener is not None:
            # It ends with the pipe; until then it speaks through this object, which must live on.
            listener.join(JOIN_SECONDS)


def alive(receiver: Callable[..., Any]) -> bool:
    """Whether the widget behind a bound method, also a partial one, still exists."""
    while isinstance(receiver, partial):
        receiver = receiver.func
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
