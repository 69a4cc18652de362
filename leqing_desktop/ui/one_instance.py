"""One window a desk: a second start hands what it was given to the running one and ends.

The right to be the one is a lock on a file in the desk's folder, which ends with its process; the
way to the one is a local socket, on Windows a named pipe. A desk is a user and a folder of
settings, so that two users of one computer, or a second folder on a USB stick, do not meet.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "window.lock"
PATIENCE_SECONDS = 8.0
"""How long a running window may take to answer; one that opens a big ledger needs a few."""
_TRY_MS = 100
_MESSAGE_LIMIT = 100_000
_TAKEN = b"ok\n"

_log = logging.getLogger(__name__)


class OneInstance(QObject):
    """``asked(Path or None)``: somebody started the program again, with a file or without one.

    ``claim`` first, then ``hand_over`` where that failed, or ``listen`` once the window is shown.
    """

    asked = Signal(object)

    def __init__(self, desk: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lock: TextIO | None = None
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the one; False where another runs. A desk that takes no file is always free."""
        if self._lock is not None:
            return True
        try:
            self._desk.mkdir(parents=True, exist_ok=True)
            lock = (self._desk / LOCK).open("a", encoding="ascii")
        except OSError:
            return True
        if not _taken(lock):
            lock.close()
            return False
        self._lock = lock
        return True

    def hand_over(self, file: Path | None, patience: float = PATIENCE_SECONDS) -> bool:
        """Give a file to the one that runs and bring it to the front; False if it does not answer.

        ``patience`` in seconds; the one may only just have been started.
        """
        from PySide6.QtNetwork import QLocalSocket

        _let_others_come_to_front()
        message = json.dumps({"file": str(file.absolute()) if file is not None else ""}) + "\n"
        until = time.monotonic() + patience
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self._name())
            if socket.waitForConnected(_TRY_MS):
                socket.write(message.encode())
                if _answered(socket, until):
                    return True
            if self.claim():
                # The other ended meanwhile: this start is the one.
                return False
            time.sleep(_TRY_MS / 1000)
        return False

    def listen(self) -> bool:
        """Take what later starts hand over; False for a second window, or where there is no socket.

        Who opened a window because the one did not answer must not take its place: Windows would
        give the starts now to one of them, now to the other.
        """
        if self._lock is None:
            return False
        from PySide6.QtNetwork import QLocalServer

        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._greet)
        # The lock is ours, so a socket of that name was left by a crash.
        QLocalServer.removeServer(self._name())
        if server.listen(self._name()):
            return True
        _log.warning("no second start will find this one: %s", server.errorString())
        return False

    def stop_listening(self) -> None:
        """Take nothing more: a start from here on waits for ``release`` and then is the one."""
        if self._server is not None:
            self._server.close()

    def release(self) -> None:
        """Let the next start be the one."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _greet(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._hear)
            socket.disconnected.connect(socket.deleteLater)
            self._take(socket)

    def _hear(self) -> None:
        socket = cast("QLocalSocket", self.sender())
        self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MESSAGE_LIMIT:
                socket.abort()
            return
        line = bytes(socket.readLine(_MESSAGE_LIMIT).data())
        try:
            name = json.loads(line)["file"]
            file = Path(name) if name else None
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        _log.info("a second start %s", "gave a file" if file else "asked for the window")
        # The answer goes out first: what follows may ask the clerk something.
        QTimer.singleShot(0, self, lambda: self.asked.emit(file))

    def _name(self) -> str:
        """The socket's name: the same for every start at this desk, unlike any other desk's."""
        import hashlib

        # The folder alone, for it is what the lock lies in; shells differ in what they call the user.
        desk = os.path.normcase(self._desk.absolute())
        mark = hashlib.sha256(desk.encode("utf-8", "surrogateescape")).hexdigest()
        return f"leqing-{mark[:24]}"


def _taken(lock: TextIO) -> bool:
    """Lock an open file for this process without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _answered(socket: QLocalSocket, until: float) -> bool:
    connected = socket.state()
    socket.waitForBytesWritten(_TRY_MS)
    while not socket.canReadLine() and time.monotonic() < until:
        if not socket.waitForReadyRead(_TRY_MS) and socket.state() != connected:
            return False
    return socket.canReadLine()


def _let_others_come_to_front() -> None:
    """Windows lets only the program that the clerk has just started give away the foreground."""
    if sys.platform == "win32":
        import ctypes

        any_process = ctypes.c_uint32(0xFFFFFFFF)  # ASFW_ANY
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
