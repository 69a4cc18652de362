"""A file that Excel or WPS has open is named, with what to do; as far as any system can show it."""

from __future__ import annotations

import ctypes
import errno
from pathlib import Path
from typing import BinaryIO

import pytest

from leqing_desktop.documents import file_in_use
from leqing_desktop.documents.safe_file import write_file
from leqing_desktop.errors import Refused


def windows_error(number: int) -> PermissionError:
    """What Windows raises; elsewhere its number is an attribute that nobody sets."""
    error = PermissionError(errno.EACCES, "…")
    error.winerror = number
    return error


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_in_use_is_named(number: int, tmp_path: Path) -> None:
    path = tmp_path / "督办台账.xlsx"
    path.write_bytes(b"old")

    def fill(stream: BinaryIO) -> None:
        raise windows_error(number)

    with pytest.raises(Refused) as caught:
        write_file(path, fill)
    assert str(caught.value) == (
        "“督办台账.xlsx”正被其他程序打开，请在 Excel 或 WPS 里关闭它，再做一次。"
    )
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (("Microsoft Excel",), "正在 Excel 里打开着，请在 Excel 里关闭它"),
        (("WPS Spreadsheets", "Kingsoft Office"), "正在 WPS 里打开着"),
        (("七彩看图",), "正在 七彩看图 里打开着"),
    ],
)
def test_the_program_is_named_where_windows_says(
    told: tuple[str, ...], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_in_use, "programs_with", lambda _path: told)
    assert sentence in file_in_use.sentence(Path("a.xlsx"))
    assert file_in_use.is_in_use(Path("a.xlsx"), windows_error(5))


def test_a_path_too_long_for_this_windows_says_so(tmp_path: Path) -> None:
    def fill(stream: BinaryIO) -> None:
        error = FileNotFoundError(errno.ENOENT, "…")
        error.winerror = 206
        raise error

    long = tmp_path.joinpath(*["long-folder-name"] * 16)
    with pytest.raises(Refused, match=r"路径有 \d{3} 个字符"):
        write_file(long / "表.xlsx", fill)
    with pytest.raises(Refused, match="换一个位置"):
        write_file(Path(tmp_path.anchor, "tmp", f"{tmp_path.name}.xlsx"), fill)


def test_no_right_to_write_is_not_in_use(tmp_path: Path) -> None:
    assert not file_in_use.is_in_use(tmp_path, windows_error(5))
    assert not file_in_use.is_in_use(tmp_path, PermissionError(errno.EACCES, "…"))


def test_what_windows_fills_has_its_size_and_its_text() -> None:
    assert ctypes.sizeof(file_in_use.ProcessInfo) == 668
    info = file_in_use.ProcessInfo()
    for place, unit in enumerate((0x8868, 0x683C, 0xD83D, 0xDE00)):
        info.strAppName[place] = unit
    assert file_in_use.text_of(info.strAppName) == "表格😀"
