"""Tells a ledger that lies in a folder which a cloud drive copies behind the program's back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath

# How the drives call their folders on a disk; a name may go on (“OneDrive - 单位”), not begin earlier.
_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("nutstore", "坚果云"),
    ("wps云盘", "WPS云盘"),
    ("wpsdrive", "WPS云盘"),
    ("wps cloud files", "WPS云盘"),
    ("baidusyncdisk", "百度网盘同步空间"),
    ("百度网盘同步空间", "百度网盘同步空间"),
    ("微云同步", "腾讯微云"),
    ("dropbox", "Dropbox"),
    ("iclouddrive", "iCloud"),
    ("google drive", "Google Drive"),
)
_MORE = " -_（(0123456789"
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables by which Windows names OneDrive's folders, which may be called anything."""


def synchronised_by(path: PurePath, variables: Mapping[str, str]) -> str:
    """The cloud drive that copies a path's folder, by its name; empty where none is recognised."""
    for name in _ONEDRIVE:
        root = variables.get(name, "")
        if root and type(path)(root) in path.parents:
            return "OneDrive"
    for part in path.parts[:-1]:
        folder = part.casefold()
        for beginning, drive in _FOLDERS:
            if folder.startswith(beginning) and folder[len(beginning) :][:1] in ("", *_MORE):
                return drive
    return ""


def warning(path: Path) -> str:
    """The sentence for a ledger in such a folder; empty elsewhere."""
    drive = synchronised_by(path, os.environ)
    if not drive:
        return ""
    return (
        f"台账放在{drive}的同步文件夹里，同步时可能损坏台账或生出冲突副本；"
        "请把台账移到不同步的本机文件夹，只把备份放在这里。"
    )
