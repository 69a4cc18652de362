"""Where the program finds the Python for its children."""

from __future__ import annotations

from pathlib import Path

import pytest

from leqing_desktop import paths


def test_a_checkout_has_no_python_of_its_own() -> None:
    assert paths.child_python() is None


def test_the_installed_program_starts_the_python_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "乐清 规划督办" / "app" / "leqing_desktop.zip" / "leqing_desktop"
    monkeypatch.setattr(paths, "__file__", str(package / "paths.pyc"))
    assert paths.resources() == tmp_path / "乐清 规划督办" / "app" / "resources"
    assert paths.child_python() is None
    python = tmp_path / "乐清 规划督办" / "runtime" / "pythonw.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    assert paths.child_python() == python
