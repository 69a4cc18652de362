"""Compiles the two small programs that start Python on ours: for the window and for the console."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from build_error import BuildError

_PREFIX = "x86_64-w64-mingw32-"
_RESOURCES = """\
#pragma code_page(65001)
1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {commas}
PRODUCTVERSION {commas}
FILEFLAGSMASK 0x3fL
FILEFLAGS 0
FILEOS 0x40004L
FILETYPE 0x1L
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "080404b0"
    BEGIN
      VALUE "CompanyName", "乐清规划督办"
      VALUE "FileDescription", "{title}"
      VALUE "FileVersion", "{version}"
      VALUE "InternalName", "{name}"
      VALUE "OriginalFilename", "{name}.exe"
      VALUE "ProductName", "乐清规划督办"
      VALUE "ProductVersion", "{version}"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x0804, 1200
  END
END
"""


@dataclass(frozen=True, slots=True)
class Program:
    """A launcher: its name, the script of ``app`` that it runs, and Python's library by name."""

    name: str
    script: str
    console: bool
    version: str
    python_dll: str

    @property
    def four_numbers(self) -> str:
        """The version as Windows counts it."""
        numbers = [part for part in self.version.split("+")[0].split(".") if part.isdigit()]
        return ",".join([*numbers, "0", "0", "0", "0"][:4])


def tools() -> tuple[str, str]:
    """The compilers of code and of resources; BuildError where they are missing, asked before a long build."""
    return _tool("gcc"), _tool("windres")


def build(program: Program, tree: Path, here: Path, work: Path) -> None:
    """Put a launcher into the tree; BuildError where the compiler is missing or refuses."""
    compiler, resource_compiler = tools()
    work.mkdir(parents=True, exist_ok=True)
    source, resources = work / f"{program.name}.rc", work / f"{program.name}.o"
    text = _RESOURCES.format(
        icon=(here / "leqing.ico").as_posix(),
        manifest=(here / "launcher.manifest").as_posix(),
        commas=program.four_numbers,
        version=program.version,
        name=program.name,
        title="乐清规划督办（命令行）" if program.console else "乐清规划督办",
    )
    source.write_text(text, encoding="utf-8")
    _call(resource_compiler, "--codepage=65001", str(source), str(resources))
    options = ["-Os", "-s", "-Wall", "-Werror", "-municode", "-static", "-Wl,--no-insert-timestamp"]
    options += ["-Wl,--dynamicbase,--nxcompat,--high-entropy-va"]
    options += ["-mconsole", "-DCONSOLE"] if program.console else ["-mwindows"]
    options += [f'-DPYTHON_DLL=L"{program.python_dll}"', f'-DSCRIPT=L"{program.script}"']
    target = tree / f"{program.name}.exe"
    _call(compiler, *options, str(here / "launcher.c"), str(resources), "-o", str(target))


def _tool(name: str) -> str:
    """A tool of mingw-w64: under its full name, on Windows also under its short one."""
    names = (_PREFIX + name, name) if os.name == "nt" else (_PREFIX + name,)
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        raise BuildError(
            "缺少编译启动程序的 mingw-w64：Debian 请安装软件包 gcc-mingw-w64-x86-64，"
            "Windows 请安装 w64devkit 并把它的 bin 加入 PATH，再运行。"
        )
    return found


def _call(*command: str) -> None:
    if subprocess.run(command, check=False).returncode:
        raise BuildError(f"{command[0]} 没有编译成功，原因见上面的输出。")
