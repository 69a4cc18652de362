"""Files are written beside their place and put there whole: no half-written file is ever left."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from leqing_desktop.documents import file_in_use
from leqing_desktop.errors import Refused

_WINDOWS_PATH = 248
"""Characters of a folder's path on a Windows that has no long paths; a file's may have 260."""
_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between the tries to put a file where another program may just be looking at it."""
_NO_SUCH_PATH = (3, 206)
"""ERROR_PATH_NOT_FOUND, ERROR_FILENAME_EXCED_RANGE: what it says of a longer one."""


def write_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Let ``write`` fill a new file and put it at ``path``; Refused in words where that fails.

    The folder is made where it is missing, and taken away again if nothing was written; a file
    that stands at ``path`` is replaced only when the new one is complete.
    """
    if "\0" in str(path):
        raise Refused("文件名里有不能用的字符，请换一个文件名。")
    missing = _missing(path.parent)
    try:
        return _write_file(path, write)
    except BaseException:
        _take_away(missing)
        raise


def _write_file(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not tempfile: where a folder may not be written, Windows' refusal looks to it like a name
        # in use, and it tries all of the 2 147 483 647 names that it may (CPython issue 66305).
        unfinished = path.parent / f".leqing-{secrets.token_hex(4)}{path.suffix}"
        stream = unfinished.open("xb")
        try:
            with stream:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.chmod(0o644)
            _put(unfinished, path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused(_words(path, error)) from error
    return path


def _put(unfinished: Path, path: Path) -> None:
    """Give the finished file its name; on Windows a virus scanner may hold either for a moment."""
    for pause in _PAUSES:
        try:
            unfinished.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    unfinished.replace(path)


def write_bytes(path: Path, content: bytes) -> Path:
    """Put finished bytes at ``path``, whole or not at all."""

    def fill(stream: BinaryIO) -> None:
        stream.write(content)

    return write_file(path, fill)


def try_out(path: Path, content: bytes) -> None:
    """Write to a new name and leave nothing there: Refused where the place would not take it."""
    missing = _missing(path.parent)
    write_bytes(path, content).unlink()
    _take_away(missing)


def _missing(folder: Path) -> list[Path]:
    """The folders that are not there yet on the way to a folder, the innermost first."""
    try:
        return [each for each in (folder, *folder.parents) if not each.exists()]
    except (OSError, ValueError):
        return []


def _take_away(made: list[Path]) -> None:
    for each in made:
        with suppress(OSError):
            each.rmdir()


def _words(path: Path, error: OSError) -> str:
    if error.errno == errno.ENAMETOOLONG:
        return "文件名太长，请换一个短一些的名字。"
    if getattr(error, "winerror", None) in _NO_SUCH_PATH and len(str(path)) >= _WINDOWS_PATH:
        return f"路径有 {len(str(path))} 个字符，这台电脑打不开，请换一个浅一些的文件夹保存。"
    if path.is_dir():
        return f"“{path.name}”是一个文件夹，不能在那里写文件，请换一个文件名。"
    if isinstance(error, PermissionError):
        return file_in_use.told(path, error) or (
            f"写不了“{path.name}”：文件可能正被其他程序打开，或没有权限；请关闭它或换个位置。"
        )
    if isinstance(error, NotADirectoryError | FileExistsError):
        return f"“{path.parent}”不是文件夹，请换一个位置保存。"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘已满，“{path.name}”没有写成，请腾出空间后再做一次。"
    return f"写不了“{path.name}”，它的文件夹不能保存文件或磁盘出错，请换一个位置保存。"
