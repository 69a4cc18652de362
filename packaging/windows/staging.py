"""Lays out the program's folder: the wheels that the lock names, trimmed, and the program itself."""

from __future__ import annotations

import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import archive
import compiler
from build_error import BuildError
from runtime import PROGRAM, Runtime

# What of Qt is used: the modules that the program imports and what these load themselves.
_QT_KEPT = (
    *("__init__.py", "_config.py", "_git_pyside_version.py", "support/*.py"),
    *("pyside6.abi3.dll", "QtCore.pyd", "QtGui.pyd", "QtWidgets.pyd", "QtSvg.pyd"),
    *("QtNetwork.pyd", "Qt6Core.dll", "Qt6Gui.dll", "Qt6Widgets.dll", "Qt6Svg.dll"),
    *("Qt6Network.dll", "msvcp140*.dll", "vcruntime140*.dll", "concrt140.dll"),
    *("plugins/platforms/qwindows.dll", "plugins/platforms/qoffscreen.dll"),
    *("plugins/styles/*.dll", "plugins/iconengines/qsvgicon.dll"),
    *("plugins/imageformats/qjpeg.dll", "plugins/imageformats/qico.dll"),
    *("plugins/imageformats/qgif.dll", "plugins/imageformats/qsvg.dll"),
    "translations/qtbase_zh_CN.qm",
)
_DROPPED = (
    *("*.pyi", "*.pyx", "*.pxd", "*.c", "*.h", "*.hpp", "*/py.typed", "*.dist-info/RECORD"),
    *("*/tests/*", "*/testing/*", "sqlalchemy/dialects/mysql/*", "sqlalchemy/dialects/oracle/*"),
    *("sqlalchemy/dialects/mssql/*", "sqlalchemy/ext/mypy/*", "alembic/templates/*"),
    *("PIL/_avif*", "PIL/_webp*", "PIL/_imagingtk*", "PIL/_imagingcms*", "PIL/ImageTk.py"),
    *(
        "reportlab/graphics/samples/*",
        "setuptools/*",
        "_distutils_hack/*",
        "distutils-precedence.pth",
    ),
    *("pkg_resources/*", "setuptools-*", "*/__pycache__/*", "pypdfium2_cli/*"),
    # Qt comes under the LGPL here.
    "*/LicenseRef-Qt-Commercial.txt",
)


def download_wheels(lock: Path, python: Runtime, folder: Path) -> list[Path]:
    """The wheels of the lock for 64-bit Windows, their hashes checked by pip."""
    # One folder a lock: wheels of an earlier one must not come along.
    folder = folder / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--platform", "win_amd64", "--python-version", f"3.{python.minor}"]
    command += ["--implementation", "cp", "--only-binary", ":all:", "--require-hashes"]
    command += ["--no-deps", "--requirement", str(lock), "--dest", str(folder)]
    if subprocess.run(command, check=False).returncode:
        raise BuildError("没有取齐 Windows 的依赖包：原因见上面的输出，检查网络后再运行。")
    return sorted(folder.glob("*.whl"))


def unpack_wheels(wheels: list[Path], target: Path) -> None:
    """Unpack what is used of the wheels."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            for entry in package.infolist():
                if not entry.is_dir() and is_kept(entry.filename):
                    path = target / entry.filename
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(package.read(entry))


def is_kept(name: str) -> bool:
    """Whether a wheel's file is shipped."""
    if name.startswith("PySide6/"):
        return any(fnmatch.fnmatch(name[len("PySide6/") :], kept) for kept in _QT_KEPT)
    return not any(fnmatch.fnmatch(name, dropped) for dropped in _DROPPED)


def copy_program(root: Path, target: Path, here: Path) -> None:
    """The program's own code, data and migrations, and the scripts that the launchers start."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in (PROGRAM, "resources", "migrations"):
        shutil.copytree(root / name, target / name, ignore=leave)
    for name in ("start_window.py", "start_console.py"):
        shutil.copy(here / name, target / name)


def copy_licences(root: Path, tree: Path) -> None:
    """The program's licence and, beside each library, its own (they lie in the dist-info folders)."""
    shutil.copy(root / "LICENSE", tree / "LICENSE.txt")


def compile_all(tree: Path, python: Runtime, epoch: int) -> None:
    """Compile beforehand: the clerk may not write into the program's folder.

    Only with a Python of the runtime's version; without one the program starts slower.
    Libraries keep the compiled form alone; the program's code becomes one archive.
    """
    minor = python.minor
    magic = compiler.magic_of(tree / "runtime" / f"python3{minor}.zip")
    command = compiler.find(minor, magic)
    if command is None:
        print(
            f"本机没有 Python 3.{minor}，不预先编译，程序每次启动会慢一些：装上它再运行就会编译。"
        )
        return
    libraries = sorted((tree / "lib").rglob("*.py"))
    jobs = [_job(source, source.with_suffix(".pyc"), tree) for source in libraries]
    for source in sorted((tree / "app").rglob("*.py")):
        cached = source.parent / "__pycache__" / f"{source.stem}.cpython-3{minor}.pyc"
        jobs.append(_job(source, cached, tree))
    if not compiler.compile_files(command, jobs):
        raise BuildError("程序没有编译成功，原因见上面的输出。")
    for source in libraries:
        source.unlink()
    archive.pack_code(tree / "app" / PROGRAM, minor, epoch)


def _job(source: Path, target: Path, tree: Path) -> compiler.Job:
    shown = source.relative_to(tree).as_posix().replace("/", "\\")
    return compiler.Job(str(source), str(target), shown)


def tree_size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(
        (Path(at) / name).stat().st_size for at, _, names in os.walk(folder) for name in names
    )
