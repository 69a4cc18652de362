"""What the Windows build takes on trust: its runtime, a Python that compiles for it, the launchers, build.ps1."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

WINDOWS = Path(__file__).resolve().parent.parent / "packaging" / "windows"
NAMES = ("build_error", "runtime", "compiler", "launcher", "build")
# All that build.py imports, so that no later test finds a module of ours under such a common name.
_FORGOTTEN = (*NAMES, "archive", "sizes", "staging")


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    monkeypatch.syspath_prepend(str(WINDOWS))
    yield {name: importlib.import_module(name) for name in NAMES}
    for name in _FORGOTTEN:
        sys.modules.pop(name, None)


def embeddable(minor: int, magic: bytes = b"\0\0\r\n", folder: str = "") -> bytes:
    """A made-up embeddable zip of 3.``minor``: what the build looks at, and no more."""
    library = io.BytesIO()
    with zipfile.ZipFile(library, "w") as package:
        package.writestr("encodings/__init__.pyc", magic + bytes(12))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name in (f"python3{minor}.dll", "python3.dll", "pythonw.exe", "winsound.pyd"):
            package.writestr(folder + name, b"MZ")
        package.writestr(folder + "LICENSE.txt", "PSF")
        package.writestr(f"{folder}python3{minor}._pth", "import site")
        package.writestr(f"{folder}python3{minor}.zip", library.getvalue())
    return whole.getvalue()


def unpacked(
    parts: dict[str, ModuleType], tmp_path: Path, content: bytes, sha256: str | None = None
) -> object:
    given = tmp_path / "python.zip"
    given.write_bytes(content)
    sha256 = sha256 or hashlib.sha256(content).hexdigest()
    return parts["runtime"].unpack(tmp_path / "runtime", given, sha256, tmp_path)


@pytest.mark.parametrize("minor", [11, 13])
@pytest.mark.parametrize("folder", ["", "cp3/"])
def test_a_given_runtime_searches_only_the_program_s_own_folders(
    parts: dict[str, ModuleType], tmp_path: Path, minor: int, folder: str
) -> None:
    runtime = unpacked(parts, tmp_path, embeddable(minor, folder=folder))
    assert (runtime.minor, runtime.dll) == (minor, f"python3{minor}.dll")  # type: ignore[attr-defined]
    there = {path.name for path in (tmp_path / "runtime").iterdir()}
    dll, library = f"python3{minor}.dll", f"python3{minor}.zip"
    assert {dll, library, "pythonw.exe", "LICENSE.txt"} <= there
    assert "winsound.pyd" not in there
    search = (tmp_path / "runtime" / f"python3{minor}._pth").read_bytes()
    assert search.decode().split("\r\n") == [
        f"python3{minor}.zip",
        "..\\app\\leqing_desktop.zip",
        *("..\\lib", ".", "..\\app", ""),
    ]


def test_a_runtime_that_is_not_the_one_named_is_not_used(
    parts: dict[str, ModuleType], tmp_path: Path
) -> None:
    with pytest.raises(parts["build_error"].BuildError, match=r"不符，没有使用。$"):
        unpacked(parts, tmp_path, embeddable(13), sha256="0" * 64)
    assert not (tmp_path / "runtime").exists()


def test_another_zip_is_told_from_the_embeddable_one(
    parts: dict[str, ModuleType], tmp_path: Path
) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("python/readme.txt", "no Python")
    with pytest.raises(parts["build_error"].BuildError, match="不是 CPython 的 embeddable"):
        unpacked(parts, tmp_path, other.getvalue())


def test_this_python_compiles_for_a_runtime_of_its_own_kind(
    parts: dict[str, ModuleType], tmp_path: Path
) -> None:
    compiler, minor = parts["compiler"], sys.version_info.minor
    unpacked(parts, tmp_path, embeddable(minor, importlib.util.MAGIC_NUMBER))
    magic = compiler.magic_of(tmp_path / "runtime" / f"python3{minor}.zip")
    command = compiler.find(minor, magic)
    assert command == [sys.executable]
    source, target = tmp_path / "源 文件.py", tmp_path / "lib" / "m.pyc"
    source.write_text("def seven():\n    return 7\n", encoding="utf-8")
    assert compiler.compile_files(command, [compiler.Job(str(source), str(target), "lib\\m.py")])
    spec = importlib.util.spec_from_file_location("m", target)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.seven() == 7
    assert module.seven.__code__.co_filename == "lib\\m.py"
    # Not held against its source's time: a zip or an installer sets that anew.
    assert target.read_bytes()[4:8] == b"\x01\0\0\0"


def test_a_file_that_does_not_compile_is_reported(
    parts: dict[str, ModuleType], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "m.py"
    source.write_text("def (:\n", encoding="utf-8")
    job = parts["compiler"].Job(str(source), str(tmp_path / "m.pyc"), "lib\\m.py")
    assert not parts["compiler"].compile_files([sys.executable], [job])
    assert "m.py" in capfd.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a stand-in for Python is a shell script here")
def test_a_python_of_another_kind_is_not_taken(
    parts: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    magic, answers = b"\x99\x0e\r\n", {"first": "cb0d0d0a", "second": "", "third": "990e0d0a"}
    for folder, answer in answers.items():
        stand_in = tmp_path / folder / "python3.99"
        stand_in.parent.mkdir()
        stand_in.write_text(f"#!/bin/sh\nprintf '%s' '{answer}'\n", encoding="utf-8")
        stand_in.chmod(0o755)
    find = parts["compiler"].find
    monkeypatch.setenv("PATH", os.pathsep.join(str(tmp_path / each) for each in answers))
    assert find(99, magic) == [str(tmp_path / "third" / "python3.99")]
    monkeypatch.setenv(
        "PATH", os.pathsep.join(str(tmp_path / each) for each in ("first", "second"))
    )
    assert find(99, magic) is None


@pytest.fixture
def launchers(parts: dict[str, ModuleType], tmp_path: Path) -> dict[bool, bytes]:
    """Both launchers' bytes, whether for the console."""
    if shutil.which("x86_64-w64-mingw32-gcc") is None:
        pytest.skip("mingw-w64 is missing: gcc-mingw-w64-x86-64")
    launcher, made = parts["launcher"], {}
    for console, name in ((False, "窗口"), (True, "leqing")):
        program = launcher.Program(name, "start.py", console, "1.2.3+4", "python313.dll")
        launcher.build(program, tmp_path, WINDOWS, tmp_path / "work")
        made[console] = (tmp_path / f"{name}.exe").read_bytes()
    return made


def test_the_launchers_say_in_chinese_why_they_do_not_start(launchers: dict[bool, bytes]) -> None:
    for console, content in launchers.items():
        (header,) = struct.unpack_from("<I", content, 0x3C)
        machine, subsystem = struct.unpack_from("<H", content, header + 4), content[header + 92]
        assert machine == (0x8664,)
        assert subsystem == (3 if console else 2)
        for words in (
            "Windows 10（1809）",
            "便携版请先全部解压",
            "\\runtime\\python313.dll",
            "1.2.3+4",
        ):
            assert words.encode("utf-16-le") in content, words
        # What the C runtime writes depends on its locale, where Chinese becomes an empty line.
        assert (b"WriteConsoleW" in content) is console
        assert b"fputws" not in content


def test_a_missing_compiler_is_named_before_anything_is_fetched(
    parts: dict[str, ModuleType],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert parts["build"].main(["--out", str(tmp_path / "out")]) == 1
    assert "gcc-mingw-w64-x86-64" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_launchers_are_the_same_bytes_again(
    parts: dict[str, ModuleType], launchers: dict[bool, bytes], tmp_path: Path
) -> None:
    program = parts["launcher"].Program("leqing", "start.py", True, "1.2.3+4", "python313.dll")
    parts["launcher"].build(program, tmp_path, WINDOWS, tmp_path / "work")
    assert (tmp_path / "leqing.exe").read_bytes() == launchers[True]


def test_the_script_for_a_windows_desk_hands_over_what_the_build_takes(
    parts: dict[str, ModuleType],
) -> None:
    content = (WINDOWS / "build.ps1").read_bytes()
    # PowerShell 5.1 reads a file without this mark in the computer's code page.
    assert content.startswith(b"\xef\xbb\xbf")
    script = content.decode("utf-8-sig")
    handed = re.findall(r"'(--[a-z0-9-]+)', ", script)
    assert handed == ["--runtime", "--sha256", "--out"]
    asked = parts["build"]._arguments(
        [word for name in handed for word in (name, "x")],
    )
    assert (asked.runtime, asked.sha256, asked.out) == (Path("x"), "x", Path("x"))


def test_the_probe_of_that_script_lets_this_python_pass() -> None:
    script = (WINDOWS / "build.ps1").read_text(encoding="utf-8-sig")
    found = re.search(r"^\$probe = '(.+)'$", script, re.MULTILINE)
    assert (
        found and '"' not in found[1]
    )  # PowerShell 5.1 hands quotation marks on without escaping.

    def code(probe: str) -> int:
        return subprocess.run([sys.executable, "-c", probe], check=False).returncode

    assert code(found[1].replace("import sys, pip", "import sys")) == 0
    assert code(found[1].replace("import sys, pip", "import sys").replace("3, 13", "3, 10")) == 1
