"""Folders as archives whose bytes depend on their content alone."""

from __future__ import annotations

import os
import shutil
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


def pack_code(package: Path, minor: int, epoch: int) -> Path:
    """A package's folder of compiled code becomes ``NAME.zip`` beside it, which Python imports from.

    One file to open and to be looked through by the antivirus, where a start would read hundreds.
    The compiled code lies uncompressed, for speed; its text comes along for the reports of crashes.
    """
    target = package.with_suffix(".zip")
    moment = time.gmtime(epoch)[:6]
    tag = f".cpython-3{minor}"
    with zipfile.ZipFile(target, "w") as packed:
        for path in files_of(package):
            inside = path.relative_to(package.parent)
            compiled = path.parent.name == "__pycache__"
            if compiled:
                inside = inside.parent.parent / path.name.replace(tag, "")
            entry = zipfile.ZipInfo(inside.as_posix(), moment)
            entry.compress_type = zipfile.ZIP_STORED if compiled else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            packed.writestr(entry, path.read_bytes(), compresslevel=9)
    shutil.rmtree(package)
    return target
