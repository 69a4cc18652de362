"""Where a ledger lies: network shares and read-only places are known before anything is written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from leqing_desktop.db import guard_medium
from leqing_desktop.db.ledger_file import create_ledger, open_ledger
from leqing_desktop.errors import LedgerReadOnly, Refused

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/nfs nfs4 rw,vers=4.2 0 0
//pc/share /mnt/共享\040文件夹 cifs rw 0 0
tmpfs /mnt/nfs/local tmpfs rw 0 0
//pc/again /mnt/twice cifs rw 0 0
/dev/sdb1 /mnt/twice vfat rw 0 0
user@host: /srv/a/ssh fuse.sshfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/a/x.leqing", "ext4"),
        ("/mnt/nfs/x.leqing", "nfs4"),
        ("/mnt/nfs2/x.leqing", "ext4"),
        ("/mnt/nfs/local/x.leqing", "tmpfs"),
        ("/mnt/共享 文件夹/a/x.leqing", "cifs"),
        ("/mnt/twice/x.leqing", "vfat"),
        ("/srv/a/ssh/x.leqing", "fuse.sshfs"),
    ],
)
def test_the_innermost_last_mount_counts(path: str, kind: str) -> None:
    assert guard_medium.file_system(MOUNTS, PurePosixPath(path)) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_drives_of_other_computers(kind: str) -> None:
    assert kind in guard_medium.NETWORK_TYPES


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "tmpfs", "vfat", "overlay", "9p", "fuseblk", ""])
def test_drives_of_this_computer(kind: str) -> None:
    assert kind not in guard_medium.NETWORK_TYPES


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\server\share\a.leqing", True),
        ("//server/share/a.leqing", True),
        (r"\\?\UNC\server\share\a.leqing", True),
        (r"\\wsl.localhost\Debian\home\a.leqing", True),
        (r"C:\台账\a.leqing", False),
        (r"\\?\C:\台账\a.leqing", False),
        (r"a.leqing", False),
    ],
)
def test_windows_names_of_other_computers(path: str, network: bool) -> None:
    assert guard_medium.is_unc(PureWindowsPath(path)) is network


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, where the test may mount one."""
    place = tmp_path / "U盘"
    place.mkdir()
    if sys.platform != "linux" or not mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)):
        pytest.skip("mounting needs Linux and root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def mounted(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def test_a_read_only_medium_is_read_and_not_written(medium: Path) -> None:
    path = medium / "a.leqing"
    create_ledger(path)
    assert mounted("-o", "remount,ro", str(medium))
    with open_ledger(path) as ledger:
        assert ledger.read_only
        with pytest.raises(LedgerReadOnly, match="不能写入"):
            ledger.require_writable()
    with pytest.raises(Refused, match="不能写入"):
        create_ledger(medium / "b.leqing")
    assert [p.name for p in medium.iterdir()] == ["a.leqing"]


def test_a_crash_left_on_a_read_only_medium_is_explained(medium: Path) -> None:
    path = medium / "a.leqing"
    create_ledger(path)
    crash = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE t AS SELECT zeroblob(99999) AS x")
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", crash, str(path)], check=False)
    assert mounted("-o", "remount,ro", str(medium))
    with pytest.raises(Refused, match="没有正常关闭"):
        open_ledger(path)
