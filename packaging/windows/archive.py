"""Folders as archives whose bytes depend on their content alone."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path


def files_of(folder: Path) -> list[Path]:
    """Every file below a folder, in one order on every machine."""
    return sorted(
        (path for path in folder.rglob("*") if path.is_file()),
        key=lambda path: path.relative_to(folder).as_posix(),
    )


def set_times(folder: Path, epoch: int) -> None:
    """Give every file and folder the same time, in seconds since 1970."""
    for path in folder.rglob("*"):
        os.utime(path, (epoch, epoch))


def write_zip(target: Path, folder: Path, top: str, epoch: int) -> Path:
    """A zip with one folder ``top``; Chinese names are marked as UTF-8, which Explorer reads."""
    moment = time.gmtime(epoch)[:6]
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in files_of(folder):
            entry = zipfile.ZipInfo(f"{top}/{path.relative_to(folder).as_posix()}", moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            package.writestr(entry, path.read_bytes())
    partial.replace(target)
    return target
