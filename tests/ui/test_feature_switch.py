"""PySide6's feature switch, in a process of its own: it is taken off for good."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import builtins, inspect
read = []
own, inspect.getsource = inspect.getsource, lambda module: read.append(module) or own(module)
from leqing_desktop.ui import feature_switch
import leqing_desktop.errors
assert read, "PySide6 no longer reads the text of what is imported: delete feature_switch"
feature_switch.take_off()
read.clear()
from PySide6.QtCore import QObject, Signal
import leqing_desktop.domain.period
assert not read, read
class Bell(QObject):
    rung = Signal(str)
bell = Bell()
bell.rung.connect(print)
bell.rung.emit("rung")
"""


def test_nothing_reads_the_text_of_what_is_imported_and_qt_works() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("rung\n", "")
