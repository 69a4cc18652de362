"""Work on files as data: a function with its arguments, to be run here or in the child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FileJob(Generic[Result]):
    """A module-level function of ``documents`` and its picklable arguments.

    The window hands it to its child process, so that a big file never freezes the window; the
    command line calls ``run``. With ``reports`` the function takes a keyword
    ``progress(done, total)``, to be called at times.
    """

    function: Callable[..., Result]
    arguments: tuple[Any, ...]
    reports: bool = False

    def run(self, progress: Callable[..., None] | None = None) -> Result:
        """Do the work in this process."""
        extra = {"progress": progress} if self.reports and progress is not None else {}
        return self.function(*self.arguments, **extra)
