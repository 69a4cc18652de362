"""Puts new ledger files in their place: whole or not at all, and never over another file."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from leqing_desktop.db.engine import in_words
from leqing_desktop.db.guard import open_to_read
from leqing_desktop.db.guard_medium import on_network
from leqing_desktop.errors import Refused

SUFFIX = ".leqing"
USUAL_PATH = 259
"""Characters of a path that Windows takes where long ones are not switched on (MAX_PATH)."""
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def require_new(path: Path) -> None:
    """Refuse a place where no new ledger can be made."""
    if path.suffix.lower() != SUFFIX:
        raise Refused(f"台账的文件名要以 {SUFFIX} 结尾，例如“{path.stem}{SUFFIX}”。")
    try:
        if path.is_symlink() or path.exists():
            raise Refused(f"“{path.name}”已经存在，不会覆盖它，请换一个文件名。")
        if not path.parent.is_dir():
            raise Refused(f"文件夹“{path.parent}”不存在，请先新建它或另选文件夹。")
        if on_network(path.parent):
            raise Refused("台账不能建在网络共享上，请选择本机的文件夹。")
    except (OSError, ValueError) as error:
        if len(str(path)) > USUAL_PATH:
            raise Refused(
                f"台账的路径有 {len(str(path))} 个字符，太长了，请选层次浅一些的文件夹，或换一个短些的文件名。"
            ) from error
        raise Refused("文件名不能用，请换一个短些的、不含特殊符号的文件名。") from error


def free_name(folder: Path, stem: str, now: datetime, mark: str = "") -> Path:
    """A dated file name that is not taken: ``<stem>-20260102-103000[-2][-mark].leqing``."""
    serial = 1
    while True:
        parts = [stem, f"{now:%Y%m%d-%H%M%S}", str(serial) if serial > 1 else "", mark]
        path = folder / ("-".join(part for part in parts if part) + SUFFIX)
        if not path.exists():
            return path
        serial += 1


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """An empty file beside the target to build the new one in; gone afterwards, come what may."""
    unfinished = target.with_name(f"~${target.name}.{os.getpid()}.tmp")
    with unfinished.open("xb"):
        pass
    try:
        yield unfinished
    finally:
        for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(unfinished: Path, target: Path) -> None:
    """Give the finished file its name, unless somebody was quicker."""
    to_disk(unfinished)
    try:
        with target.open("xb"):
            pass
    except FileExistsError:
        raise Refused(f"“{target.name}”已经存在，不会覆盖它，请换一个文件名。") from None
    unfinished.replace(target)


def copy(source: Path, target: Path) -> None:
    """Write one state of a ledger, which may be in use, into an empty file."""
    with closing(open_to_read(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    to_disk(target)


def to_disk(path: Path) -> None:
    """Have the system write out what it still holds of a file."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def told_about(folder: Path) -> Iterator[None]:
    """Turn the errors of writing new files into a folder into the clerk's words."""
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            raise Refused(
                f"磁盘已满，没有写成；请给“{folder}”所在的磁盘腾出空间后再做一次。"
            ) from error
        raise Refused(f"不能写入文件夹“{folder}”，请检查写入权限或另选文件夹。") from error
    except sqlite3.Error as error:
        known = in_words(error)
        if known is None:
            raise
        raise known from error
