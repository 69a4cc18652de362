"""Takes PySide6's feature switch off the import statement."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  (puts the switch on)


def take_off() -> None:
    """Let the import statement import, for the whole process.

    The switch serves ``from __feature__ import snake_case``, which this program does not use, and
    for that it reads the text of every module that is ever imported: a fifth of all files that a
    start touches. PySide6 keeps what it replaced in ``builtins``; where a later version does not,
    nothing happens.
    """
    replaced = getattr(builtins, "__orig_import__", None)
    if replaced is not None:
        builtins.__import__ = replaced
