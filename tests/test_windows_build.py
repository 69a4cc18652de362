"""The parts of the Windows build that can be tried on any system."""

from __future__ import annotations

import py_compile
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    "__init__.py": '"""样本."""\n',
    "词.py": "WORD = '督办'\n",
    "inner/__init__.py": "",
    "inner/fails.py": "def fail() -> None:\n    raise ValueError('错')\n",
}

# As the program writes an error into its report.
ASKED = """
import sys, traceback
sys.path[:0] = [{archive!r}]
from sample import 词
from sample.inner import fails
print(词.WORD, 词.__file__[-5:])
try:
    fails.fail()
except ValueError:
    traceback.print_exc()
"""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "windows"))


def _package(folder: Path) -> Path:
    package = folder / "sample"
    _write(package, MODULES)
    return package


def _write(package: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        source = package / name
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), dfile=name, doraise=True, invalidation_mode=mode)


@pytest.mark.usefixtures("windows")
def test_python_runs_the_compiled_code_of_an_archive(tmp_path: Path) -> None:
    import archive

    packed = archive.pack_code(_package(tmp_path), sys.version_info.minor, 1_767_225_600)
    assert packed == tmp_path / "sample.zip"
    assert not (tmp_path / "sample").exists()
    asked = ASKED.format(archive=str(packed))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", asked],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # Compiled, and still with its text where something goes wrong.
    assert done.stdout == "督办 词.pyc\n"
    assert "raise ValueError('错')" in done.stderr


@pytest.mark.usefixtures("windows")
def test_an_archive_has_the_same_bytes_wherever_it_was_made(tmp_path: Path) -> None:
    import archive

    made = [
        archive.pack_code(_package(tmp_path / place), sys.version_info.minor, 1_767_225_600)
        for place in ("甲", "乙 丙")
    ]
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as packed:
        stored = {entry.filename: entry.compress_type for entry in packed.infolist()}
    assert stored["sample/inner/fails.pyc"] == zipfile.ZIP_STORED
    assert stored["sample/inner/fails.py"] == zipfile.ZIP_DEFLATED


HELD = """
import sys, traceback
sys.path[:0] = [{archive!r}]
from leqing_desktop import code_archive
code_archive.hold()
from leqing_desktop.inner import deep, fails
print(deep.__spec__.loader.__class__.__name__, deep.WORD, deep.__file__ == deep.__spec__.origin)
from leqing_desktop import late
print(late.__spec__.loader.__class__.__name__)
try:
    fails.fail()
except ValueError:
    traceback.print_exc()
try:
    import leqing_desktop.inner.nothing
except ModuleNotFoundError as error:
    print(error.name)
import json
print(json.dumps([1]))
"""


@pytest.mark.usefixtures("windows")
def test_the_program_imports_out_of_its_archive_held_open(tmp_path: Path) -> None:
    import archive

    package = tmp_path / "leqing_desktop"
    real = ROOT / "leqing_desktop"
    texts = MODULES | {
        "inner/deep.py": "WORD = '督办'\n",
        "code_archive.py": (real / "code_archive.py").read_text(encoding="utf-8"),
    }
    _write(package, texts)
    (package / "late.py").write_text("# never compiled\n", encoding="utf-8")
    packed = archive.pack_code(package, sys.version_info.minor, 1_767_225_600)
    # -S: the checkout itself is not on the path.
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-I", "-S", "-c", HELD.format(archive=str(packed))],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = ["HeldArchive 督办 True", "zipimporter", "leqing_desktop.inner.nothing", "[1]"]
    assert done.stdout.splitlines() == told, done.stderr
    assert "raise ValueError('错')" in done.stderr
