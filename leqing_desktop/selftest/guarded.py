"""Shows that a hostile file ends in its guarded child, and the program goes on."""

from __future__ import annotations

import multiprocessing
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leqing_desktop.documents.guarded_child import MEMORY_LIMIT, read_guarded
from leqing_desktop.documents.import_reader import read_import
from leqing_desktop.errors import Refused
from leqing_desktop.selftest.record import NOT_HERE, Failed, require
from leqing_desktop.selftest.system import wine_version

BOMB_BYTES = 300_000_000
_STEP = 20_000_000
_PATIENCE = 2.0


def zip_bomb(folder: Path) -> str:
    """A workbook of a few hundred kilobytes that unpacks to hundreds of megabytes."""
    path = folder / "压缩炸弹.xlsx"
    _make_bomb(path)
    return f"{path.stat().st_size // 1024} KB 展开为 {BOMB_BYTES // 1_000_000} MB：" + _refusal(
        read_import, path
    )


def memory_eater(_folder: Path) -> str:
    """A reader that asks for ever more memory, as a native parser does on a hostile file."""
    try:
        return _refusal(read_guarded, eat, "吃内存的文件", MEMORY_LIMIT + 5 * _STEP)
    except Failed:
        if wine_version():
            return f"{NOT_HERE}Wine 接受作业对象，但不执行其内存上限。"
        raise


def endless_reader(_folder: Path) -> str:
    """A reader that comes to no end is ended by the clock."""
    patience = {"seconds": _PATIENCE}
    return _refusal(read_guarded, spin, "读不完的文件", **patience)


def eat(limit: int) -> int:
    """Take memory until somebody forbids it, or the limit in bytes is reached."""
    taken: list[bytes] = []
    while len(taken) * _STEP < limit:
        taken.append(b"\1" * _STEP)
    return len(taken) * _STEP


def spin() -> None:
    """Come to no end."""
    while True:
        pass


def _refusal(call: Callable[..., Any], *arguments: Any, **more: Any) -> str:
    """The sentence of the refusal; no child is left behind it."""
    try:
        call(*arguments, **more)
    except Refused as refused:
        left = multiprocessing.active_children()
        require(not left, f"子进程还在：{left}")
        return str(refused)
    raise Failed("没有被拦住。")


def _make_bomb(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["工作任务", "责任单位", "完成时限"])
    book.save(path)
    block = b" " * 1_000_000
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings2.xml", "w") as part,
    ):
        for _ in range(BOMB_BYTES // len(block)):
            part.write(block)
