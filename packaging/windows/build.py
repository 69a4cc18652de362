"""Builds the Windows installer and the portable zip out of pinned parts; standard library only.

    python build.py [--runtime ZIP --sha256 HASH] [--out FOLDER] [--stage-only | --quick] [--measure]

Without ``--runtime`` the embeddable Python 3.11 is fetched as ``runtime.py`` says. Two runs on the same
inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import archive
import launcher
import runtime
import sizes
import staging
from build_error import BuildError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "乐清规划督办"
MEASURED = ("show_page", "bare_table")
"""Scripts of the bench that a build for measuring starts as the program is started."""
EPOCH = 1_767_225_600
"""The time that every file of a build bears, 2026-01-01 00:00 UTC; a build has no clock."""


def main(arguments: list[str]) -> int:
    """Build; 0 when both files are there, 1 with a sentence where something is missing."""
    asked = _arguments(arguments)
    version = project_version()
    out = asked.out.resolve()
    work = out / "work"
    try:
        tree = build_tree(work, version, asked)
        if asked.stage_only:
            print(f"程序目录：{tree}")
            return 0
        out.mkdir(parents=True, exist_ok=True)
        if asked.quick:
            made = [make_installer(work / "quick-setup.exe", tree, version, compressed=False)]
        else:
            made = [
                archive.write_zip(out / f"{NAME}-{version}-portable.zip", tree, NAME, EPOCH),
                make_installer(out / f"{NAME}-{version}-setup.exe", tree, version),
            ]
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for path in made:
        print(f"{path.stat().st_size / 1e6:7.1f} MB  {path}")
    sizes.report(tree)
    return 0


def project_version() -> str:
    """The version that pyproject.toml states."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def build_tree(work: Path, version: str, asked: argparse.Namespace) -> Path:
    """The program's folder as it will lie on the clerk's disk; returns its path."""
    launcher.tools()
    tree = work / NAME
    if tree.exists():
        shutil.rmtree(tree)
    tree.mkdir(parents=True)
    python = runtime.unpack(tree / "runtime", asked.runtime, asked.sha256, work / "fetched")
    wheels = staging.download_wheels(
        ROOT / "packaging" / "requirements.lock", python, work / f"wheels-{python.minor}"
    )
    staging.unpack_wheels(wheels, tree / "lib")
    staging.copy_program(ROOT, tree / "app", HERE)
    staging.copy_licences(ROOT, tree)
    launchers = {NAME: ("start_window.py", False), "leqing": ("start_console.py", True)}
    if asked.measure:
        for name in MEASURED:
            shutil.copy(ROOT / "packaging" / "bench" / f"{name}.py", tree / "app")
            launchers[name] = (f"{name}.py", True)
    staging.compile_all(tree, python, EPOCH)
    for name, (script, console) in launchers.items():
        program = launcher.Program(name, script, console, version, python.dll)
        launcher.build(program, tree, HERE, work / "launcher")
    archive.set_times(tree, EPOCH)
    return tree


def make_installer(target: Path, tree: Path, version: str, *, compressed: bool = True) -> Path:
    """The NSIS installer of a program's folder."""
    # On Windows NSIS does not put itself on the PATH.
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    compiler = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if compiler is None:
        raise BuildError("缺少 NSIS（makensis）：请安装 NSIS 3（Debian 软件包 nsis）后再运行。")
    four = ".".join((version.split("+")[0] + ".0.0.0").split(".")[:4])
    defines = {
        "SOURCE": tree,
        "TARGET": target,
        "VERSION": version,
        "VERSION4": four,
        "ICON": HERE / "leqing.ico",
        "WIZARD": HERE / "wizard.bmp",
        "KILOBYTES": sum(f.stat().st_size for f in tree.rglob("*") if f.is_file()) // 1024,
    }
    command = [compiler, "-V2", "-INPUTCHARSET", "UTF8", "-WX"]
    command += [] if compressed else ["-DUNCOMPRESSED"]
    command += [f"-D{name}={value}" for name, value in defines.items()]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8"}
    if subprocess.run(
        [*command, str(HERE / "installer.nsi")], env=environment, check=False
    ).returncode:
        raise BuildError("NSIS 没有做成安装程序，原因见上面的输出。")
    return target


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py build", description="做 Windows 安装程序和便携版")
    parser.add_argument("--runtime", type=Path, help="CPython 的 embeddable amd64 压缩包")
    parser.add_argument("--sha256", help="这个压缩包公布的 SHA-256，与 --runtime 一起给出")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="成品放在哪里")
    parser.add_argument("--measure", action="store_true", help="另放入测启动时间的两个小程序")
    parser.add_argument("--quick", action="store_true", help="不压缩：只看安装程序能不能做成")
    parser.add_argument("--stage-only", action="store_true", help="只铺好程序目录")
    asked = parser.parse_args(arguments)
    if (asked.runtime is None) != (asked.sha256 is None):
        parser.error("--runtime 和 --sha256 要一起给出")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
