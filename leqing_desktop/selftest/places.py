"""Shows that ledgers and files are written, or refused in words, whatever the path is."""

from __future__ import annotations

import contextlib
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leqing_desktop.child_processes import spawn_context
from leqing_desktop.db import guard_medium
from leqing_desktop.documents.safe_file import write_bytes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.errors import Refused
from leqing_desktop.selftest.record import NOT_HERE, Failed, require
from leqing_desktop.selftest.system import wine_version
from leqing_desktop.services.bundle import Workspace

if TYPE_CHECKING:
    from leqing_desktop.child_processes import PipeEnd

LONG = 300
"""Characters of the long path; Windows' old limit is 260, SQLite's is 512 bytes on Linux."""
_PATIENCE = 20.0
_EVERYONE = "*S-1-1-0"
"""By number: the name is another in each language, and accounts of a domain have two."""
_NAMES = (
    "CON",
    "nul.2024",
    "COM1",
    "LPT³",
    "尾点...",
    " 首尾空格 ",
    "市发改局/市经信局",
    "a:b?*|<>",
)


def workspace() -> Workspace:
    """A desk of the self-test."""
    return Workspace(lambda: "自检", datetime.now)


def chinese_path(folder: Path) -> str:
    """A folder and a ledger with Chinese, blanks and signs in their names."""
    return _make_and_open(folder / "乐清 规划（督办）#1%20&" / "产业集群 2026年 台账.leqing")


def long_path(folder: Path) -> str:
    """More than 260 characters: it works, or it is refused in words."""
    deep = folder
    while len(str(deep)) < LONG:
        deep /= "very-long-folder-name-很长的名"
    path = deep / "台账.leqing"
    try:
        return f"{len(str(path))} 个字符：{_make_and_open(path)}"
    except (Refused, OSError) as error:
        if sys.platform != "win32" or _long_paths_enabled():
            raise
        if isinstance(error, Refused) and "太长" in str(error):
            return f"这台电脑没有打开长路径，已说明：{error}"
        try:
            write_bytes(path, b"x")
        except Refused as refused:
            return f"这台电脑没有打开长路径，已说明：{refused}"
        raise Failed(f"{len(str(path))} 个字符的路径没有说清原因：{error}") from error


def reserved_names(folder: Path) -> str:
    """Device names, trailing dots and blanks, forbidden signs: every file is there by its name."""
    made = []
    for text in _NAMES:
        name = safe_file_name(text, ".txt")
        write_bytes(folder / name, text.encode())
        made.append(name)
    listed = sorted(each.name for each in folder.iterdir())
    require(listed == sorted(made), f"写成的文件名变了：{'、'.join(listed)}")
    for text, name in zip(_NAMES, made, strict=True):
        require((folder / name).read_bytes() == text.encode(), f"“{name}”读不回来。")
    return "、".join(made)


def read_only_file(folder: Path) -> str:
    """A ledger with the read-only attribute opens to look at."""
    path = folder / "只读.leqing"
    _make_and_open(path)
    path.chmod(stat.S_IREAD)
    try:
        services = workspace().open(path, keep_backups=False)
        why = services.ledger.info().why_read_only
        services.ledger.close()
    finally:
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
    require(why == guard_medium.READ_ONLY_FILE, f"没有认出只读文件：{why or '可以写入'}")
    return why


def read_only_folder(folder: Path) -> str:
    """A folder that takes no files: nothing is written, and it is said why."""
    path = folder / "锁住的文件夹"
    path.mkdir()
    if not _forbid(path):
        return f"{NOT_HERE}管不住写入（管理员，或系统不执行权限）。"
    try:
        write_bytes(path / "文件.txt", b"x")
    except Refused as refused:
        return str(refused)
    finally:
        _allow(path)
    raise Failed("写进了不能写入的文件夹。")


def file_in_use(folder: Path) -> str:
    """A workbook that another program has open is named, with what to do."""
    if sys.platform != "win32":
        return f"{NOT_HERE}打开的文件也能替换。"
    path = folder / "打开着的表.xlsx"
    path.write_bytes(b"old")
    with _held_alone(path):
        try:
            write_bytes(path, b"new")
        except Refused as refused:
            require(path.name in str(refused), f"没有说出文件名：{refused}")
            require("关闭" in str(refused), f"没有说该怎么办：{refused}")
            # Wine says of no file who has it open.
            known = "打开着" in str(refused) or bool(wine_version())
            require(known, f"没有认出打开它的程序：{refused}")
            return str(refused)
    raise Failed("替换了正被打开的文件。")


def synchronised_folder(folder: Path) -> str:
    """A ledger in a folder that a cloud drive copies is told of in one sentence."""
    path = folder / "OneDrive - 单位" / "台账.leqing"
    path.parent.mkdir()
    workspace().create(path, "empty")
    services = workspace().open(path, keep_backups=False)
    said = "".join(services.ledger.info().warnings)
    services.ledger.close()
    require("OneDrive" in said, "没有提醒同步文件夹。")
    return said


def _make_and_open(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    desk = workspace()
    desk.create(path, "empty")
    services = desk.open(path)
    why = services.ledger.info().why_read_only
    services.ledger.close()
    require(not why, why)
    return "能新建、打开、写入。"


def _forbid(folder: Path) -> bool:
    """Take the right to write in a folder; False where that has no effect."""
    if sys.platform == "win32":
        _icacls(folder, "/deny", f"{_EVERYONE}:(WD,AD)")
    else:
        folder.chmod(0o555)
    try:
        (folder / "试.tmp").touch()
    except OSError:
        return True
    (folder / "试.tmp").unlink()
    _allow(folder)
    return False


def _allow(folder: Path) -> None:
    if sys.platform == "win32":
        _icacls(folder, "/remove:d", _EVERYONE)
    else:
        folder.chmod(0o755)


def _icacls(folder: Path, *arguments: str) -> None:
    if sys.platform == "win32":
        # Where there is no such command (Wine), the right to write stays and the check says so.
        with contextlib.suppress(OSError):
            subprocess.run(
                ["icacls", str(folder), *arguments],
                capture_output=True,
                check=False,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )


def _long_paths_enabled() -> bool:
    """Whether this computer lets programs use long paths at all (a policy since Windows 10 1607)."""
    if sys.platform != "win32":
        return True
    import winreg

    key = r"SYSTEM\CurrentControlSet\Control\FileSystem"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            return bool(winreg.QueryValueEx(opened, "LongPathsEnabled")[0])
    except OSError:
        return False


@contextlib.contextmanager
def _held_alone(path: Path) -> Iterator[None]:
    """Have another process keep a file open as a spreadsheet program does."""
    context = spawn_context()
    here, there = context.Pipe()
    child = context.Process(target=hold, args=(path, there), daemon=True)
    child.start()
    there.close()
    try:
        require(here.poll(_PATIENCE) and here.recv(), "另一个进程打不开文件。")
        yield
    finally:
        here.close()
        child.join(_PATIENCE)
        child.kill()


def hold(path: Path, pipe: PipeEnd) -> None:
    """Keep a file open, so that others may neither write nor replace it, until the pipe is closed."""
    if sys.platform != "win32":
        return
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    share_read, open_existing, generic_read = 1, 3, ctypes.c_uint32(0x80000000)
    handle = kernel.CreateFileW(str(path), generic_read, share_read, None, open_existing, 0, None)
    pipe.send(handle != ctypes.c_void_p(-1).value)
    with contextlib.suppress(EOFError, OSError):
        pipe.recv()
