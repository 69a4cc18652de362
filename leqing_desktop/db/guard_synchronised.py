"""Tells a ledger that lies in a folder which a cloud drive copies behind the program's back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
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
    ("baidunetdiskworkspace", "百度网盘工作空间"),
    ("百度网盘同步空间", "百度网盘同步空间"),
    ("微云同步", "腾讯微云"),
    ("微云同步助手", "腾讯微云"),
    ("微云同步盘", "腾讯微云"),
    ("dropbox", "Dropbox"),
    ("iclouddrive", "iCloud"),
    ("google drive", "Google Drive"),
    ("synologydrive", "群晖 Drive"),
    ("seafile", "Seafile"),
    ("nextcloud", "Nextcloud"),
)
_MORE = " -_（(0123456789"
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Variables by which Windows names OneDrive's folders, which may be called anything."""
_ROOTS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
"""Where Windows lists the folders of drives with files on demand: ``PROVIDER!SID!ACCOUNT``, below it
``UserSyncRoots``, a folder a user (learn.microsoft.com, "Integrate a Cloud Storage Provider")."""
NAMELESS = "网盘"


def synchronised_by(
    path: PurePath, variables: Mapping[str, str], registered: Mapping[str, str] | None = None
) -> str:
    """The cloud drive that copies a path's folder, by its name; empty where none is recognised.

    ``registered``: folders that Windows says are synchronised, with the provider's own name.
    """
    for name in _ONEDRIVE:
        root = variables.get(name, "")
        if root and type(path)(root) in path.parents:
            return "OneDrive"
    for part in path.parts[:-1]:
        folder = part.casefold()
        for beginning, drive in _FOLDERS:
            if folder.startswith(beginning) and folder[len(beginning) :][:1] in ("", *_MORE):
                return drive
    for root, provider in (registered or {}).items():
        if type(path)(root) in path.parents:
            return (
                "OneDrive" if provider.casefold().startswith("onedrive") else provider or NAMELESS
            )
    return ""


def warning(path: Path) -> str:
    """The sentence for a ledger in such a folder; empty elsewhere."""
    drive = synchronised_by(path, os.environ, dict(_registered()))
    if not drive:
        return ""
    return (
        f"台账放在{drive}的同步文件夹里，同步时可能损坏台账或生出冲突副本；"
        "请把台账移到不同步的本机文件夹，只把备份放在这里。"
    )


def _registered() -> Iterator[tuple[str, str]]:
    """Folder and provider of every drive that has told Windows of its folder."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _ROOTS) as manager:
            drives = [winreg.EnumKey(manager, n) for n in range(winreg.QueryInfoKey(manager)[0])]
    except OSError:
        return
    for drive in drives:
        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, rf"{_ROOTS}\{drive}\UserSyncRoots"
            ) as roots:
                for number in range(winreg.QueryInfoKey(roots)[1]):
                    yield str(winreg.EnumValue(roots, number)[1]), drive.split("!")[0]
        except OSError:
            continue
