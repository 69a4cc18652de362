"""Compiles for the shipped runtime, with a Python of its version where this one is of another.

Bytecode holds for one minor version. Which one that is the runtime's own library tells: the first four bytes of its
compiled files. The found Python runs this same file, with the work on its standard input.
"""

from __future__ import annotations

import importlib.util
import json
import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from dataclasses import astuple, dataclass
from pathlib import Path

_ASK = "import importlib.util, sys; sys.stdout.write(importlib.util.MAGIC_NUMBER.hex())"


@dataclass(frozen=True, slots=True)
class Job:
    """A source file's path, where its compiled form goes, and the name that a traceback shows."""

    source: str
    target: str
    shown: str


def magic_of(library: Path) -> bytes:
    """The four bytes that compiled files of a runtime begin with, from its standard library's zip."""
    with zipfile.ZipFile(library) as package, package.open("encodings/__init__.pyc") as compiled:
        return compiled.read(4)


def find(minor: int, magic: bytes) -> list[str] | None:
    """The command of a Python 3.``minor`` whose compiled files begin with ``magic``; None where there is none."""
    if magic == importlib.util.MAGIC_NUMBER:
        return [sys.executable]
    named = [f"python3.{minor}"]
    known = [["py", f"-3.{minor}"], named, ["python"]] if os.name == "nt" else [named]
    for name, *rest in known:
        # In every folder: the first may be a stand-in that only says that this version is not chosen.
        for folder in os.get_exec_path():
            path = shutil.which(name, path=folder)
            if path and _answer([path, *rest]) == magic.hex():
                return [path, *rest]
    return None


def compile_files(command: list[str], jobs: list[Job]) -> bool:
    """Compile with the Python of ``find``; False where a file could not be compiled, said on standard error."""
    work = json.dumps([astuple(job) for job in jobs])
    done = subprocess.run(
        [*command, "-I", str(Path(__file__).resolve())],
        input=work.encode("ascii"),
        env=_environment(),
        check=False,
    )
    return done.returncode == 0


def _answer(command: list[str]) -> str:
    try:
        asked = subprocess.run(
            [*command, "-I", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("ascii", "replace") if asked.returncode == 0 else ""


def _environment() -> dict[str, str]:
    # The Windows launcher would fetch a version that is missing.
    return os.environ | {
        "PYTHON_MANAGER_AUTOMATIC_INSTALL": "false",
        "PYLAUNCHER_ALLOW_INSTALL": "",
    }


def _carry_out(work: list[list[str]]) -> None:
    for source, target, shown in work:
        py_compile.compile(
            source,
            target,
            shown,
            doraise=True,
            # The clerk may not write into the program's folder, and its files do not change.
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )


if __name__ == "__main__":
    _carry_out(json.load(sys.stdin))
