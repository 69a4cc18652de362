"""A ledger in a folder of a cloud drive is told of; one beside it is not."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from leqing_desktop.db.guard_synchronised import synchronised_by
from leqing_desktop.db.ledger_file import create_ledger, open_ledger

HOME = "C:\\Users\\王敏\\"


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        ("OneDrive\\台账\\a.leqing", "OneDrive"),
        ("OneDrive - 乐清市经信局\\a.leqing", "OneDrive"),
        ("Nutstore\\1\\我的坚果云\\a.leqing", "坚果云"),
        ("Documents\\WPSDrive\\123456\\WPS云盘\\a.leqing", "WPS云盘"),
        ("WPS Cloud Files\\a.leqing", "WPS云盘"),
        ("BaiduSyncdisk\\a.leqing", "百度网盘同步空间"),
        ("BaiduNetdiskWorkspace\\台账\\a.leqing", "百度网盘工作空间"),
        ("微云同步助手\\12345\\a.leqing", "腾讯微云"),
        ("SynologyDrive\\a.leqing", "群晖 Drive"),
        ("Documents\\a.leqing", ""),
        ("Documents\\OneDrive.leqing", ""),
        ("Documents\\onedrives\\a.leqing", ""),
        ("坚果云计算项目\\a.leqing", ""),
    ],
)
def test_the_folders_of_cloud_drives(path: str, drive: str) -> None:
    assert synchronised_by(PureWindowsPath(HOME + path), {}) == drive


def test_onedrive_is_where_windows_says() -> None:
    named = {"OneDriveCommercial": "D:\\云文档"}
    assert synchronised_by(PureWindowsPath("D:\\云文档\\台账\\a.leqing"), named) == "OneDrive"
    assert synchronised_by(PureWindowsPath("D:\\云文档2\\a.leqing"), named) == ""


def test_a_drive_is_known_by_what_it_told_windows() -> None:
    told = {"E:\\单位盘": "NutstoreCFS", "E:\\云": "OneDrive", "E:\\无名": ""}
    assert synchronised_by(PureWindowsPath("e:\\单位盘\\台账\\a.leqing"), {}, told) == "NutstoreCFS"
    assert synchronised_by(PureWindowsPath("E:\\云\\a.leqing"), {}, told) == "OneDrive"
    assert synchronised_by(PureWindowsPath("E:\\无名\\a.leqing"), {}, told) == "网盘"
    assert synchronised_by(PureWindowsPath("E:\\单位盘2\\a.leqing"), {}, told) == ""


def test_opening_says_so_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "我的坚果云" / "台账.leqing"
    path.parent.mkdir()
    create_ledger(path)
    with open_ledger(path) as ledger:
        assert [warning for warning in ledger.warnings if "坚果云" in warning]
        assert not ledger.read_only
    beside = tmp_path / "台账.leqing"
    create_ledger(beside)
    with open_ledger(beside) as ledger:
        assert ledger.warnings == ()
