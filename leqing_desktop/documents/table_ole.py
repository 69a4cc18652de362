"""Opens an OLE container ([MS-CFB]) far enough to tell what it holds and to take out one stream."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks (free, end of chain, FAT, DIFAT)."""
_STREAM, _ROOT = 2, 5


class BrokenContainer(ValueError):
    """The container is cut short or its chains make no sense."""


class OleFile:
    """The streams of a container, by name."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or data[:8] != MAGIC:
            raise BrokenContainer
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise BrokenContainer
        self._size = 1 << shift
        fats, first_dir = struct.unpack_from("<II", data, 44)
        (self._cutoff, mini_first, mini_count) = struct.unpack_from("<III", data, 56)
        self._fat = self._table(self._fat_sectors(fats))
        self.entries = self._directory(self._chain(first_dir))
        mini = self._chain(mini_first) if mini_count else b""
        self._mini_fat = struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4])

    def names(self) -> set[str]:
        """The names of all streams and storages."""
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        """A stream's bytes."""
        kind, first, size = self.entries[name]
        if kind != _STREAM or size > len(self._data):
            raise BrokenContainer
        if size >= self._cutoff:
            return self._chain(first)[:size]
        return self._mini(first)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise BrokenContainer
        return self._data[start : start + self._size]

    def _fat_sectors(self, count: int) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        following, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while following < _END and seen <= len(self._data) // self._size:
            block = self._sector(following)
            more = struct.unpack(f"<{len(block) // 4}I", block)
            numbers += more[:-1]
            following, seen = more[-1], seen + 1
        return [number for number in numbers if number < _END][:count]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        raw = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _chain(self, first: int) -> bytes:
        pieces: list[bytes] = []
        number = first
        while number < _END:
            if number >= len(self._fat) or len(pieces) > len(self._fat):
                raise BrokenContainer
            pieces.append(self._sector(number))
            number = self._fat[number]
        return b"".join(pieces)

    def _mini(self, first: int) -> bytes:
        root = next((e for e in self.entries.values() if e[0] == _ROOT), None)
        if root is None:
            raise BrokenContainer
        box = self._chain(root[1])
        pieces: list[bytes] = []
        number = first
        while number < _END:
            if number >= len(self._mini_fat) or len(pieces) > len(self._mini_fat):
                raise BrokenContainer
            pieces.append(box[number * 64 : number * 64 + 64])
            number = self._mini_fat[number]
        return b"".join(pieces)

    @staticmethod
    def _directory(raw: bytes) -> dict[str, tuple[int, int, int]]:
        """Name → kind, first sector, size."""
        entries: dict[str, tuple[int, int, int]] = {}
        for start in range(0, len(raw) - 127, 128):
            length = min(64, struct.unpack_from("<H", raw, start + 64)[0])
            kind = raw[start + 66]
            if not kind or length < 2:
                continue
            name = raw[start : start + length - 2].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", raw, start + 116)
            entries.setdefault(name, (kind, first, size))
        return entries
