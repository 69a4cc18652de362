"""What the self-test says of the machine: system, encodings, folders, drives."""

from __future__ import annotations

import ctypes
import locale
import os
import platform
import string
import sys
from pathlib import Path

from leqing_desktop import paths
from leqing_desktop.documents.guarded_child import read_guarded
from leqing_desktop.selftest.record import NOT_HERE, require

SENTENCE = "乐清电气产业集群 〔2026〕1号 ①④ 镕㛃"
"""Characters of GBK and beyond it."""


def facts() -> dict[str, object]:
    """What a report of a fault needs to know of the machine."""
    child = paths.child_python()
    return {
        "system": platform.platform(),
        "machine": platform.machine(),
        "wine": wine_version(),
        "python": platform.python_version(),
        "executable": sys.executable,
        "program": str(paths.project_root()),
        "child_python": str(child) if child else "",
        "code_page": code_page(),
        "locale_encoding": locale.getencoding(),
        "preferred_encoding": locale.getpreferredencoding(False),
        "filesystem_encoding": sys.getfilesystemencoding(),
        "utf8_mode": sys.flags.utf8_mode,
        "user_data": str(paths.user_data()),
        "working_folder": str(Path.cwd()),
    }


def encodings(folder: Path) -> str:
    """Chinese goes through names, files and children whatever the machine's code page is."""
    require(sys.getfilesystemencoding() == "utf-8", "文件名的编码不是 UTF-8。")
    if sys.platform == "win32":
        require(sys.flags.utf8_mode == 1, "没有以 UTF-8 方式启动。")
    path = folder / f"{SENTENCE}.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    require([each.name for each in folder.iterdir()] == [path.name], "中文文件名变了样。")
    require(path.read_bytes() == SENTENCE.encode(), "中文内容变了样。")
    seen, encoding = read_guarded(child_sees, "编码", folder)
    require(seen == [path.name], f"子进程看到的文件名变了样：{seen}")
    require(encoding.lower() == "utf-8", f"子进程的编码是 {encoding}。")
    return (
        f"代码页 {code_page() or '无'}，区域编码 {locale.getencoding()}，"
        f"utf8_mode={sys.flags.utf8_mode}"
    )


def child_sees(folder: Path) -> tuple[list[str], str]:
    """The names in a folder and the encoding of text files, to a process that this one starts."""
    return [each.name for each in folder.iterdir()], locale.getpreferredencoding(False)


def desk_folder(usual: Path, chosen: bool) -> str:
    """The desk's folder for settings and log can be written; unless chosen, it does not roam."""
    if sys.platform == "win32" and not chosen:
        local = os.environ.get("LOCALAPPDATA", "")
        require(local and usual.is_relative_to(local), f"“{usual}”不在 %LOCALAPPDATA% 里。")
    made = usual.exists()
    usual.mkdir(parents=True, exist_ok=True)
    trial = usual / f"selftest-{os.getpid()}.tmp"
    trial.write_text(SENTENCE, encoding="utf-8")
    trial.unlink()
    if not made:
        usual.rmdir()
    return str(usual)


def drives(_folder: Path) -> str:
    """Every drive letter with its kind; a mapped drive is taken for the network that it is."""
    from leqing_desktop.db.guard_medium import DRIVE_REMOTE, is_unc, on_network

    require(is_unc(Path(r"\\server\share")) or sys.platform != "win32", "认不出网络路径。")
    if sys.platform != "win32":
        return f"{NOT_HERE}没有盘符。"
    require(on_network(Path(r"\\localhost\share\台账.leqing")), "认不出网络路径。")
    found = []
    for letter in string.ascii_uppercase:
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{letter}:\\")
        if kind > 1:  # 0 unknown, 1 no such drive
            found.append(f"{letter}:{_KINDS.get(kind, kind)}")
            mapped = kind == DRIVE_REMOTE
            require(on_network(Path(f"{letter}:\\")) == mapped, f"{letter}: 盘认错了。")
    return "，".join(found)


_KINDS = {2: "可移动", 3: "本机", 4: "网络", 5: "光盘", 6: "内存盘"}


def code_page() -> int:
    """The ANSI code page of this process, 0 where there is none."""
    if sys.platform != "win32":
        return 0
    return int(ctypes.windll.kernel32.GetACP())


def wine_version() -> str:
    """The version of Wine where it stands in for Windows; some of its limits do nothing."""
    if sys.platform != "win32":
        return ""
    try:
        ask = ctypes.CDLL("ntdll").wine_get_version
    except (OSError, AttributeError):
        return ""
    ask.restype = ctypes.c_char_p
    return str(ask().decode("ascii", "replace"))
