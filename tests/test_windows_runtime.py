"""The embeddable Python as the Windows build unpacks it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

WINDOWS = Path(__file__).parents[1] / "packaging" / "windows"


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(WINDOWS))
    import runtime as module

    return module


def embeddable(folder: Path, *names: str) -> tuple[Path, str]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, name)
    path = folder / "python-3.13.0-embed-amd64.zip"
    path.write_bytes(made.getvalue())
    return path, hashlib.sha256(made.getvalue()).hexdigest()


def test_it_keeps_its_licence_and_sees_nothing_of_the_clerks_computer(
    runtime: ModuleType, tmp_path: Path
) -> None:
    names = ("python313.dll", "python3.dll", "pythonw.exe", "python313._pth", "LICENSE.txt")
    given, sha256 = embeddable(tmp_path, *names, "_msi.pyd")
    python = runtime.unpack(tmp_path / "runtime", given, sha256.upper(), tmp_path)
    assert (python.minor, python.dll) == (13, "python313.dll")
    assert {path.name for path in (tmp_path / "runtime").iterdir()} == set(names)
    paths = (tmp_path / "runtime" / "python313._pth").read_text(encoding="utf-8").split()
    assert paths == ["python313.zip", ".", "..\\lib", "..\\app"]


def test_another_zip_is_told(runtime: ModuleType, tmp_path: Path) -> None:
    given, sha256 = embeddable(tmp_path, "python.exe", "LICENSE.txt")
    for wrong in (sha256, "0" * 64, None):
        with pytest.raises(Exception, match=r"[\u4e00-\u9fff].*。$"):
            runtime.unpack(tmp_path / "runtime", given, wrong, tmp_path)
