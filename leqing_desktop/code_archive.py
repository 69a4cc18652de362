"""Imports the installed program's own modules out of its archive, with the file held open.

Python's importer opens the archive twice for each module and decodes it twice; with an antivirus
on every opening, or under Wine, that is most of the time that the program's own code takes to load.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any
from zipimport import zipimporter

import leqing_desktop

_HEADER, _NAME_LENGTHS, _PYC_HEADER = 30, slice(26, 30), 16
_STORED = 0


def hold() -> None:
    """Import faster from here on; in a checkout nothing changes.

    What this finder does not know, Python's own importer finds in the same archive as before, so
    that a Python whose inner table of contents looks otherwise only starts slower.
    """
    own = leqing_desktop.__spec__.loader
    if isinstance(own, zipimporter) and isinstance(getattr(own, "_files", None), dict):
        sys.meta_path.insert(sys.meta_path.index(PathFinder), HeldArchive(own))


class HeldArchive(Loader):
    """A finder and loader for the compiled modules that lie uncompressed in a zip."""

    def __init__(self, own: zipimporter) -> None:
        self._own = own
        self._entries: dict[str, Any] = own._files  # type: ignore[attr-defined]
        self._archive = Path(own.archive)
        self._file = self._archive.open("rb", buffering=0)  # held as long as the process lives
        self._lock = threading.Lock()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec with its code as ``loader_state``; None for all that is not ours."""
        if not name.startswith("leqing_desktop."):
            return None
        inside = name.replace(".", os.sep)
        for ending in (".pyc", f"{os.sep}__init__.pyc"):
            entry = self._entries.get(inside + ending)
            if entry is not None and entry[1] == _STORED:
                return self._spec(name, inside, entry, is_package=ending != ".pyc")
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        """A module as usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        spec = module.__spec__
        assert spec is not None
        code, spec.loader_state = spec.loader_state, None
        exec(code, module.__dict__)

    def get_source(self, name: str) -> str | None:
        """The module's text, for the report of a crash; None where the archive has none."""
        inside = name.replace(".", os.sep)
        for file in (f"{inside}.py", str(Path(inside, "__init__.py"))):
            if file in self._entries:
                return self._own.get_data(file).decode("utf-8")
        return None

    def _spec(self, name: str, inside: str, entry: Any, *, is_package: bool) -> ModuleSpec:
        spec = ModuleSpec(name, self, origin=entry[0], is_package=is_package)
        spec.loader_state = self._code(entry)
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(str(self._archive / inside))
        return spec

    def _code(self, entry: Any) -> CodeType:
        size, start = entry[2], entry[4]
        with self._lock:
            self._file.seek(start)
            # The name and the extra field of the local header are as short as the archive has them.
            read = self._file.read(_HEADER + 2 * 260 + size)
        lengths = read[_NAME_LENGTHS]
        at = _HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        code: CodeType = marshal.loads(read[at + _PYC_HEADER : at + size])
        return code
