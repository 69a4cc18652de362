"""Says whether the place where a ledger lies can be written, and why not."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path, PurePath

NETWORK_TYPES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre"} | {
    f"{prefix}{name}"
    for prefix in ("", "fuse.")
    for name in ("davfs", "davfs2", "glusterfs", "gvfsd-fuse", "rclone", "sshfs")
}
DRIVE_REMOTE = 4  # https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
ON_NETWORK = (
    "台账在网络共享上，几台电脑同时写会损坏它，只能查看；要修改，请把它复制到本机的文件夹。"
)
READ_ONLY_FILE = "台账文件是只读的，只能查看；要修改，请去掉文件的只读属性。"
READ_ONLY_FOLDER = "台账所在的文件夹不能写入，只能查看；要修改，请把台账复制到可以写入的文件夹。"


def why_not_writable(path: Path) -> str:
    """The sentence for a ledger that can only be read where it lies; empty if it can be written."""
    if on_network(path):
        return ON_NETWORK
    if _marked_read_only(path.parent) or _on_read_only_medium(path.parent):
        return READ_ONLY_FOLDER
    if _marked_read_only(path):
        return READ_ONLY_FILE
    return ""


def _marked_read_only(path: Path) -> bool:
    # An administrator may write anything; a file without a single write bit still means "do not".
    # On Windows the attribute of a folder means nothing, and access() looks at the attribute only.
    if path.is_dir() and sys.platform == "win32":
        return False
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    return not path.stat().st_mode & writable or not os.access(path, os.W_OK)


def _on_read_only_medium(folder: Path) -> bool:
    if sys.platform == "win32":
        return False  # found out when the lock is taken
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def on_network(path: Path) -> bool:
    """Whether a path lies on a drive of another computer, where SQLite's locks cannot be trusted."""
    if sys.platform == "win32":
        return is_unc(path) or _remote_drive(path)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system(mounts, path.resolve()) in NETWORK_TYPES


def is_unc(path: PurePath) -> bool:
    r"""Whether a Windows path names another computer: ``\\server\share`` or ``\\?\UNC\…``."""
    drive = path.drive.replace("/", "\\").upper()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive.startswith("\\\\?\\UNC\\")
    return drive.startswith("\\\\")


def _remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    root = path.resolve().anchor
    return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == DRIVE_REMOTE)


def file_system(mounts: str, path: PurePath) -> str:
    """The file system's type of an absolute path, from the text of /proc/self/mounts (fstab(5))."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_unescape(fields[1]))
        # >=: a later line is mounted over an earlier one at the same place.
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _unescape(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)
