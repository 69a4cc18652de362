"""印证材料 on the disk: read whole and looked at, never run; taken out under a safe name.

Windows marks what came from the network by a stream beside the file (``Zone.Identifier``), by which
office programs open it in protected view. The mark is noted and set again, for the ledger must not
make a downloaded file look like one of the desk's own.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leqing_desktop.documents import file_in_use
from leqing_desktop.documents.safe_file import write_bytes
from leqing_desktop.documents.table_ole import BrokenContainer, OleFile
from leqing_desktop.domain import evidence
from leqing_desktop.domain.evidence import Content
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.errors import Refused

ZONE_STREAM = "Zone.Identifier"
_INTERNET_ZONE = 3
_MEMBERS_LIMIT = 2_000
_DIRECTORY_LIMIT = 2_000_000
"""Bytes of an archive's table of contents."""
_UNPACKED_LIMIT = 1_000_000_000
_VBA = ("_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError)
"""What a spoilt archive sets off; RuntimeError: a password, a packing that is not known."""
_OFFICE_STREAMS = frozenset(["WordDocument", "Workbook", "Book", "PowerPoint Document", "Contents"])


@dataclass(frozen=True, slots=True)
class ReadEvidence:
    """A file that may be kept; ``downloaded``: it carried the mark of a file from the network."""

    name: str
    content: bytes
    downloaded: bool


def read_evidence(path: Path, limit: int) -> ReadEvidence:
    """The file, looked at and found harmless; ``limit`` in megabytes.

    Refused in one sentence for what is no file, too large, a program or a disguised one.
    """
    try:
        name = evidence.check_name(path.name)
        content = _read(path, limit)
        evidence.check_size(path.name, len(content), limit)
        kind = evidence.check_content(name, content[: evidence.HEAD_BYTES])
        if kind is Content.ZIP:
            _check_zip(name, content)
        elif kind is Content.OLE:
            _check_ole(name, content)
    except ValueError as error:
        # The rules speak in sentences; whatever else a spoilt archive sets off does not.
        if not str(error).endswith("。"):
            raise _unreadable(path.name) from error
        raise Refused(str(error)) from error
    return ReadEvidence(name, content, is_downloaded(path))


def write_evidence(folder: Path, name: str, content: bytes, *, downloaded: bool) -> Path:
    """Put a kept file into ``folder`` under a safe name that nothing bears yet; where it lies.

    A downloaded file gets its mark again where the system knows one. Nothing is opened or run.
    """
    path = _reserve(folder, *_parts(name))
    try:
        write_bytes(path, content)
        if downloaded and os.name == "nt":
            _set_mark(path)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def is_downloaded(path: Path) -> bool:
    """Whether the system's mark says that a file came from the network."""
    try:
        with Path(f"{path}:{ZONE_STREAM}").open("rb") as stream:
            words = stream.read(4096).decode("utf-8", "replace")
    except OSError:
        return False
    for line in words.splitlines():
        key, _, value = line.partition("=")
        if key.strip().lower() == "zoneid":
            number = value.strip()
            return number.isascii() and number.isdigit() and int(number[:3]) >= _INTERNET_ZONE
    return False


def _parts(name: str) -> tuple[str, str]:
    """Stem and ending under which a kept file may lie on the disk."""
    try:
        suffix = evidence.suffix_of(evidence.check_name(name))
    except ValueError:
        # A ledger comes from outside: what no clerk could have attached gets an ending that
        # nothing starts.
        return name, ".bin"
    return name[: -len(suffix)], suffix


def _set_mark(path: Path) -> None:
    # Media without streams (FAT sticks) cannot carry it.
    with suppress(OSError):
        Path(f"{path}:{ZONE_STREAM}").write_bytes(
            f"[ZoneTransfer]\r\nZoneId={_INTERNET_ZONE}\r\n".encode()
        )


def _reserve(folder: Path, stem: str, suffix: str) -> Path:
    """An empty file of a name that was free, so that nothing else can be overwritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 10_000):
            mark = "" if number == 1 else f"（{number}）"
            path = folder / safe_file_name(stem, mark + suffix)
            try:
                path.open("xb").close()
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise Refused(f"“{folder.name}”里不能保存文件，请换一个文件夹。") from error
    raise Refused(f"“{folder.name}”里同名文件太多，请换一个文件夹。")


def _read(path: Path, limit: int) -> bytes:
    shown = evidence.shown_name(path.name)
    try:
        if not path.is_file():
            missing = "是文件夹，请选里面的文件" if path.is_dir() else "找不到，请检查是否还在原处"
            raise Refused(f"“{shown}”{missing}。")
        evidence.check_size(path.name, path.stat().st_size, limit)
        with path.open("rb") as stream:
            # One byte more tells a file that grew meanwhile.
            return stream.read(limit * 1_000_000 + 1)
    except OSError as error:
        raise Refused(
            file_in_use.told(path, error)
            or f"读不了“{shown}”，请检查文件是否被占用或没有读取权限。"
        ) from error


def _check_zip(name: str, content: bytes) -> None:
    """An archive or a packed office file: nothing in it may be a program."""
    if not _is_small_directory(content):
        raise _unreadable(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > _MEMBERS_LIMIT or sum(i.file_size for i in infos) > _UNPACKED_LIMIT:
                raise ValueError(
                    f"“{evidence.shown_name(name)}”里的文件太多或解开后过大，请分成几个再附。"
                )
            _check_members(name, archive, infos)
    except _BROKEN as error:
        raise _unreadable(name) from error


def _check_members(name: str, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    names = {info.filename.rpartition("/")[2].lower() for info in infos}
    if "vbaproject.bin" in names:
        raise evidence.macros_inside(name)
    if evidence.suffix_of(name) != ".zip":
        return
    if any(info.flag_bits & 1 for info in infos):
        raise ValueError(f"“{evidence.shown_name(name)}”有密码，看不到里面是什么，请去掉密码再附。")
    evidence.check_members(name, (info.filename for info in infos))
    for info in infos:
        with archive.open(info) as stream:
            head = stream.read(evidence.HEAD_BYTES)
        if evidence.content_of(head) is Content.PROGRAM:
            raise evidence.program_inside(name, info.filename)


def _check_ole(name: str, content: bytes) -> None:
    try:
        names = OleFile(content).names()
    except (BrokenContainer, struct.error, IndexError, KeyError, ValueError) as error:
        raise _unreadable(name) from error
    if any(part in names for part in _VBA):
        raise evidence.macros_inside(name)
    # Installers are containers of the same kind.
    if not _OFFICE_STREAMS & set(names) and "EncryptedPackage" not in names:
        raise _unreadable(name)


def _is_small_directory(content: bytes) -> bool:
    """Whether the table of contents is read quickly, found as zipfile finds it (APPNOTE 4.3.16)."""
    at = len(content) - 22
    if at < 0:
        return False
    if content[at : at + 4] != b"PK\x05\x06" or content[-2:] != b"\0\0":
        at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        return False
    # A file of this size needs no 64 bit table.
    if content[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        return False
    return int.from_bytes(content[at + 12 : at + 16], "little") <= _DIRECTORY_LIMIT


def _unreadable(name: str) -> Refused:
    return Refused(
        f"“{evidence.shown_name(name)}”已损坏或看不清里面是什么，请用原来的软件重新保存后再附。"
    )
