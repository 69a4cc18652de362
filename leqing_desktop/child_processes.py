"""How the program starts Python processes of its own, also where it is installed on Windows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leqing_desktop import paths

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

    # The two ends of a pipe have other types there, with the same methods.
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection as Connection
    else:
        from multiprocessing.connection import Connection

    PipeEnd = Connection
    """One end of a pipe between two processes."""


def spawn_context() -> SpawnContext:
    """What processes are started with: afresh, and on Windows without a console that flashes up.

    multiprocessing is imported here, for the window's first paint needs none of it.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    runtime = paths.child_python() if sys.platform == "win32" else None
    if runtime is not None:
        context.set_executable(str(runtime))
    return context
