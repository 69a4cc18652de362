"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import BinaryIO

import pytest

from leqing_desktop.documents.safe_file import write_bytes, write_file
from leqing_desktop.errors import Refused


def refused(path: Path, error: OSError | None = None) -> str:
    def fill(stream: BinaryIO) -> None:
        stream.write(b"half")
        if error is not None:
            raise error

    with pytest.raises(Refused) as caught:
        write_file(path, fill)
    sentence = str(caught.value)
    assert re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*。", sentence)
    return sentence


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "新" / "文件 #%&.bin"
    assert write_bytes(path, b"one") == path
    assert write_bytes(path, b"two") == path
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, "换一个位置"),
        (errno.EROFS, "换一个位置"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, number: int, word: str
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    assert word in refused(path, OSError(number, "…"))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, tries, replace = tmp_path / "表.xlsx", [], Path.replace

    def held(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "…")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    write_bytes(path, b"new")
    assert tries == [path] * 3
    assert path.read_bytes() == b"new" and list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_held_is_told_and_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "…")

    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", held)
    assert "关闭" in refused(path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_fault_of_the_writer_stays_one(tmp_path: Path) -> None:
    def fill(stream: BinaryIO) -> None:
        raise KeyError("fault")

    with pytest.raises(KeyError):
        write_file(tmp_path / "a.bin", fill)
    assert list(tmp_path.iterdir()) == []


def test_places_that_take_no_file(tmp_path: Path) -> None:
    file = tmp_path / "文件"
    file.write_text("")
    folder = tmp_path / "文件夹"
    folder.mkdir()
    assert "文件夹" in refused(folder)
    assert "不是文件夹" in refused(file / "a.bin")
    assert "不是文件夹" in refused(file / "b" / "a.bin")
    assert "太长" in refused(tmp_path / ("长" * 300))
    refused(tmp_path / "a\0b")
    assert sorted(tmp_path.rglob("*")) == sorted([file, folder])
