"""File names that Windows, its archive tools and a USB stick take, made of any unit's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 100
"""UTF-16 units of a whole name: Windows takes 255 in a name but 260 in the whole path."""
LONGEST_BYTES = 240
"""UTF-8 bytes of a whole name: Linux and many USB sticks take 255."""
UNNAMED = "未命名"
# Naming files, paths, and namespaces (Microsoft Learn): these, also with an extension, are devices.
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in range(10)]
)
_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")


def safe_file_name(text: str, suffix: str) -> str:
    """``text`` as a file's name that ends in ``suffix`` (``.xlsx``, ``_2024Q3.xlsx``).

    What Windows forbids becomes the full-width sign (市/县 → 市／县); what cannot be seen goes;
    a device's name (CON, COM1) gets a mark before it; a long name is cut, never the suffix.
    ValueError for a suffix that is itself no safe ending.
    """
    return _fit(_clean(text), "", suffix)


def distinct_names(texts: Iterable[str], suffix: str) -> tuple[str, ...]:
    """A safe name for each text, in order, no two of them the same file on Windows or macOS.

    Names that fall together are numbered （2）, （3） … from the second on.
    """
    made: list[str] = []
    taken: set[str] = set()
    for text in texts:
        stem = _clean(text)
        name, number = _fit(stem, "", suffix), 1
        while _same(name) in taken:
            number += 1
            name = _fit(stem, f"（{number}）", suffix)
        taken.add(_same(name))
        made.append(name)
    return tuple(made)


def _clean(text: str) -> str:
    """A stem without what a name may not hold; not yet cut."""
    seen = unicodedata.normalize("NFC", "".join(_visible(ch) for ch in text))
    # Blanks and dots at the ends are dropped by Windows; ~$ begins the lock file of an open workbook.
    stem = " ".join(seen.translate(_FORBIDDEN).split()).strip(" .").lstrip("~$ .")
    # A device is named by what stands before the first dot; ² and ３ count as digits there.
    first = unicodedata.normalize("NFKC", stem.split(".")[0]).strip().upper()
    return f"_{stem}" if first in _DEVICES else stem or UNNAMED


def _visible(ch: str) -> str:
    kind = unicodedata.category(ch)
    if kind in ("Zs", "Zl", "Zp") or ch in "\t\n\r\x0b\x0c":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Cn") else ch


def _fit(stem: str, number: str, suffix: str) -> str:
    """Stem, number and suffix as one name, the stem cut to what there is room for."""
    if not suffix or suffix != suffix.strip(" ") or _clean(f"a{suffix}") != f"a{suffix}":
        raise ValueError("文件名的结尾含有不能用的字符，请换一个结尾，例如 .xlsx。")
    tail = number + suffix
    while stem and not _short_enough(stem + tail):
        stem = stem[:-1]
    return (stem.rstrip(" .") or UNNAMED) + tail


def _short_enough(name: str) -> bool:
    return len(name.encode("utf-16-le")) <= 2 * LONGEST and len(name.encode()) <= LONGEST_BYTES


def _same(name: str) -> str:
    """What two names share that are one file where case or the way of accents does not count."""
    return unicodedata.normalize("NFKC", name.upper().casefold())
