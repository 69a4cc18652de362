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
    command line calls ``run``.
    """

    function: Callable[..., Result]
    arguments: tuple[Any, ...]

    def run(self) -> Result:
        """Do the work in this process."""
        return self.function(*self.arguments)
