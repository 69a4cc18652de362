"""What a printer adds to a text: page numbers, running headers and footers, table of contents."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from leqing_desktop.documents.plan_source_text import SourceText

_DASHED = re.compile(r"[-—–―－‐_·.•~～]{1,3}\d{1,4}[-—–―－‐_·.•~～]{1,3}")
_WORDED = re.compile(
    r"(?:第)?\d{1,4}页(?:[,，/]?共\d{1,4}页)?|第\d{1,4}页.{0,3}共\d{1,4}页|(?:P|Page)\.?\d{1,4}",
    re.IGNORECASE,
)
_HEAD_NUMBER = re.compile(r"(\d{1,4})[^\d].{1,40}|.{1,40}[^\d](\d{1,4})")
_FRACTION = re.compile(r"\d{1,4}/\d{1,4}")
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,5}")
_LEADER = re.compile(r"(?:[.…·．。]\s*){3,}\s*[-—–－(（]?\s*\d{1,4}\s*[-—–－)）]?$|…+$")
_CONTENTS = re.compile(r"目(?:录|次)|contents", re.IGNORECASE)
_TAIL = re.compile(r"[.…·．\s]*[-—–－(（]?\d{0,4}[-—–－)）]?$")
_WORK = re.compile(r"责任|牵头|负责|配合|单位[：:]|[。；;，,：:]")


def is_furniture(source: SourceText) -> set[int]:
    """Indices of the lines that are no running text."""
    squeezed = [_squeeze(line.text) for line in source.lines]
    dropped = _page_numbers(source, squeezed)
    dropped |= _running_heads(source, squeezed, dropped)
    return dropped | _contents(squeezed, dropped)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:400]))


def _page_numbers(source: SourceText, squeezed: list[str]) -> set[int]:
    found = {
        index
        for index, text in enumerate(squeezed)
        if _DASHED.fullmatch(text) or _WORDED.fullmatch(text) or _FRACTION.fullmatch(text)
    }
    edges = _edges(source, squeezed, 1)
    bare = [i for i, text in enumerate(squeezed) if _BARE.fullmatch(text)]
    found |= {index for index in bare if index in edges}
    found |= _numbered_heads(source, squeezed, edges)
    # Without pages, numbers alone on a line that count up by one are page numbers too.
    values = [(i, int(squeezed[i])) for i in bare if squeezed[i].isdecimal()]
    for (first, one), (second, two) in pairwise(values):
        if two == one + 1 and second - first > 8:
            found |= {first, second}
    return found


def _numbered_heads(source: SourceText, squeezed: list[str], edges: set[int]) -> set[int]:
    """Heads and feet that carry the page's number: 规划文件汇编 12, on left and right pages others.

    The number counts with the pages, whatever it began with.
    """
    counted: dict[int, list[int]] = {}
    for index in edges:
        text, page = squeezed[index], source.lines[index].page
        number = _HEAD_NUMBER.fullmatch(text)
        if number is not None and page is not None and not _WORK.search(text):
            counted.setdefault(int(number[1] or number[2]) - page, []).append(index)
    return {index for indices in counted.values() if len(indices) > 1 for index in indices}


def _edges(source: SourceText, squeezed: list[str], depth: int) -> set[int]:
    """The first and last printed lines of every page, where the file has pages."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(source.lines):
        if line.page is not None and squeezed[index]:
            pages.setdefault(line.page, []).append(index)
    return {i for lines in pages.values() for i in (*lines[:depth], *lines[-depth:])}


def _running_heads(source: SourceText, squeezed: list[str], numbers: set[int]) -> set[int]:
    """Short lines that come again and again at the edges of pages (or beside page numbers)."""
    bare = ["" if i in numbers else text for i, text in enumerate(squeezed)]
    edges = _edges(source, bare, 2)
    if not edges:
        printed = [i for i, text in enumerate(squeezed) if text]
        near = {n for n, i in enumerate(printed) if i in numbers}
        edges = {
            printed[n + step]
            for n in near
            for step in (-2, -1, 1, 2)
            if 0 <= n + step < len(printed)
        } - numbers
    keys = {i: re.sub(r"\d+", "0", text) for i, text in enumerate(bare) if 2 <= len(text) <= 50}
    counts = Counter(keys.values())
    # A line of the title page, or one right beside page numbers, is a running head when it comes
    # again; another one from the third time.
    titles = {keys[i] for i in list(keys)[:3]}
    beside = _beside(squeezed, numbers)
    apart = {keys[i] for i in keys if i not in beside}
    found = {
        i
        for i in edges & keys.keys()
        if counts[keys[i]] >= (2 if keys[i] in titles or keys[i] not in apart else 3)
        and not _WORK.search(keys[i])
    }
    # The head of the first page is the title itself, unless the title follows it.
    first = [i for i, text in enumerate(bare) if text][:2]
    titled = len(first) == 2 and len(bare[first[1]]) >= 4 and bare[first[1]] in bare[first[0]]
    return (found | {first[0]}) - {first[1]} if titled else found - set(first[:1])


def _beside(squeezed: list[str], numbers: set[int]) -> set[int]:
    """Lines right before or behind a page number, blank lines aside."""
    printed = [i for i, text in enumerate(squeezed) if text]
    found: set[int] = set()
    for one, two in pairwise(printed):
        if one in numbers:
            found.add(two)
        if two in numbers:
            found.add(one)
    return found


def _contents(squeezed: list[str], dropped: set[int]) -> set[int]:
    """Lines with leaders and a page number, and all from 目录 to where its first entry comes again."""
    found = {
        i
        for i, text in enumerate(squeezed)
        if len(text) <= 80 and _LEADER.search(text) and not text.startswith(("…", "."))
    }
    heads = [i for i, text in enumerate(squeezed) if _CONTENTS.fullmatch(text) and i not in dropped]
    for head in heads[:3]:
        body = [i for i in range(head + 1, len(squeezed)) if squeezed[i] and i not in dropped]
        if not body:
            continue
        first = _entry(squeezed[body[0]])
        again = next(
            (i for i in body[1:400] if len(first) >= 2 and _entry(squeezed[i]) == first), None
        )
        found.add(head)
        if again is not None:
            found |= set(range(head, again))
    return found


def _entry(text: str) -> str:
    return _TAIL.sub("", text)
