"""LibreOffice for tests: started once in each test process, it takes every file that a test gives it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="没有安装 LibreOffice")
READY_SECONDS = 60


class LibreOffice:
    """The program with a document of its own open, for without one it ends after each order.

    An order to a program that is not there any more starts one of its own.
    """

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        self._command = [PROGRAM, profile, "--headless", "--norestore", "--nologo"]
        document = folder / "空.txt"
        document.write_text("空", encoding="utf-8")
        self._process = subprocess.Popen(
            [*self._command, str(document)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + READY_SECONDS
        # Its lock lies beside the document as soon as that is open.
        while not list(folder.glob(".~lock.*")) and time.monotonic() < end:
            time.sleep(0.05)

    def convert(self, kind: str, folder: Path, *sources: Path) -> list[Path]:
        """The files as LibreOffice saves them in another format, in their order."""
        order = ["--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
        subprocess.run([*self._command, *order], check=True, capture_output=True, timeout=180)
        return [folder / f"{source.stem}.{kind}" for source in sources]

    def end(self) -> None:
        """End it and what it has started."""
        if hasattr(os, "killpg"):
            os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    if PROGRAM is None:
        pytest.skip("没有安装 LibreOffice")
    made = LibreOffice(tmp_path_factory.mktemp("libreoffice"))
    yield made
    made.end()
