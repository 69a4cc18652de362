"""Looks into a zip-packed workbook before anything reads it: sizes, ratios, forbidden XML.

The limits are far above any office's table and far below what would hurt: a workbook of 20,000
tasks unpacks to some 20 MB.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from leqing_desktop.errors import Refused

FILE_LIMIT = 50_000_000
"""Bytes of a file."""
MEMBER_LIMIT = 64_000_000
"""Unpacked bytes of one part that is read."""
TOTAL_LIMIT = 160_000_000
"""Unpacked bytes of all parts that are read."""
MEMBERS_LIMIT = 5_000
_SMALL = 4_000_000
RATIO_LIMIT = 150
"""Unpacked to packed, for parts above a megabyte; a sheet of equal cells reaches about 80."""

_TOO_BIG = "“{name}”解开后过大（像压缩炸弹或含有大量无用内容），请把任务表复制到新建工作簿，另存为 .xlsx 再导入。"
_DAMAGED = "“{name}”不完整或已损坏，请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。"
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_ELEMENT = re.compile(rb"<[^?!]")
_PICTURES = re.compile(r"(?i)\.(?:png|jpe?g|gif|emf|wmf|bmp|bin|tiff?|svg|vml|ttf|otf)$")


def too_big(name: str) -> Refused:
    """The refusal of a workbook that unpacks to more than a table holds."""
    return Refused(_TOO_BIG.format(name=name))


def damaged(name: str) -> Refused:
    """The refusal of a file that is cut short or spoilt."""
    return Refused(_DAMAGED.format(name=name))


class Archive:
    """A zip whose parts are unpacked under limits; Refused where a limit is broken."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged(self.name) from error
        if len(infos) > MEMBERS_LIMIT:
            raise too_big(self.name)
        self._infos = {info.filename: info for info in infos}
        self._total = 0
        self._check_sizes(infos)

    def close(self) -> None:
        """Release the file."""
        self._zip.close()

    def __contains__(self, member: str) -> bool:
        return member in self._infos

    def names(self) -> list[str]:
        """The parts' names."""
        return list(self._infos)

    def read(self, member: str) -> bytes:
        """One part, unpacked piece by piece so that a lying size cannot fill the memory."""
        info = self._infos.get(member)
        if info is None:
            raise damaged(self.name)
        whole = self._at_once(info)
        if whole is not None:
            return whole
        pieces: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(1 << 20):
                    pieces.append(piece)
                    self._total += len(piece)
                    if len(pieces) << 20 > MEMBER_LIMIT or self._total > TOTAL_LIMIT:
                        raise too_big(self.name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise damaged(self.name) from error
        except RuntimeError as error:
            raise Refused(f"“{self.name}”有密码，请先去掉密码另存后再导入。") from error
        return b"".join(pieces)

    def _at_once(self, info: zipfile.ZipInfo) -> bytes | None:
        """An ordinary small part in one go; None where anything about it is not ordinary.

        The streams of ``zipfile`` take longer to set up than most parts take to unpack.
        """
        stream = self._zip.fp
        ordinary = info.compress_type == zipfile.ZIP_DEFLATED and not info.flag_bits & 1
        if not ordinary or stream is None or max(info.compress_size, info.file_size) > _SMALL:
            return None
        try:
            stream.seek(info.header_offset)
            head = stream.read(30)
            if head[:4] != b"PK\x03\x04":
                return None
            stream.seek(int.from_bytes(head[26:28], "little"), 1)
            stream.seek(int.from_bytes(head[28:30], "little"), 1)
            packed = stream.read(info.compress_size)
            data = zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
        except (zlib.error, OSError, ValueError):
            return None
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            return None
        self._total += len(data)
        if self._total > TOTAL_LIMIT:
            raise too_big(self.name)
        return data

    def xml(self, member: str) -> bytes:
        """One XML part in UTF-8; Refused where it declares entities (office programs never do)."""
        data = self.read(member)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:64]:
            try:
                data = data.decode("utf-16").encode()
            except UnicodeDecodeError as error:
                raise damaged(self.name) from error
        # A declaration stands before the first element; only where a comment stands there as well
        # is the whole part searched.
        first = _ELEMENT.search(data)
        if b"<!" in data[: first.start() if first else None] and _DECLARES.search(data):
            raise Refused(
                f"“{self.name}”里有不安全的内容（实体声明），请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。"
            )
        return data

    def check_all_xml(self) -> None:
        """Refuse entity declarations in the small parts that calamine will read as well."""
        for member, info in self._infos.items():
            if member.endswith((".xml", ".rels")) and info.file_size < 2_000_000:
                self.xml(member)

    def _check_sizes(self, infos: list[zipfile.ZipInfo]) -> None:
        total = 0
        for info in infos:
            if _PICTURES.search(info.filename):
                continue
            total += info.file_size
            ratio = info.file_size / max(1, info.compress_size)
            if info.file_size > MEMBER_LIMIT or (
                info.file_size > 1_000_000 and ratio > RATIO_LIMIT
            ):
                raise too_big(self.name)
        if total > TOTAL_LIMIT:
            raise too_big(self.name)
