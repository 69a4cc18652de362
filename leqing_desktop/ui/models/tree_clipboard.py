"""A block of cells as text on the clipboard, quoted the way Excel and WPS do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_NEEDS_QUOTES = ("\t", "\n", "\r", '"')


def format_block(block: Iterable[Sequence[str]]) -> str:
    """Rows of cells as tab-separated text, each row ended by a line break.

    A cell with a tab, a line break or a quote is wrapped in quotes and its quotes are doubled, as
    Excel puts it on the clipboard.
    """
    lines = ("\t".join(_quoted(cell) for cell in row) for row in block)
    return "".join(f"{line}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    if not any(mark in cell for mark in _NEEDS_QUOTES):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def parse_block(text: str) -> list[list[str]]:
    """The cells of a copied block; every row has the same number of cells.

    A cell that begins with a quote but never closes it is taken as it stands: people do copy
    plain text that begins with a quotation mark.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    text = text.removesuffix("\x00")
    while at < len(text):
        cell, at = _cell(text, at)
        row.append(cell)
        if at < len(text) and text[at] == "\t":
            at += 1
            if at < len(text):
                continue
            row.append("")
        elif at < len(text):
            at += 2 if text.startswith("\r\n", at) else 1
        rows.append(row)
        row = []
    width = max((len(cells) for cells in rows), default=0)
    return [cells + [""] * (width - len(cells)) for cells in rows]


def _cell(text: str, start: int) -> tuple[str, int]:
    """One cell from ``start`` and the place of the mark that ends it."""
    if text.startswith('"', start):
        closed = _closing_quote(text, start + 1)
        if closed is not None:
            return text[start + 1 : closed].replace('""', '"'), closed + 1
    end = start
    while end < len(text) and text[end] not in "\t\r\n":
        end += 1
    return text[start:end], end


def _closing_quote(text: str, start: int) -> int | None:
    at = text.find('"', start)
    while at >= 0:
        if text.startswith('""', at):
            at = text.find('"', at + 2)
        elif at + 1 == len(text) or text[at + 1] in "\t\r\n":
            return at
        else:
            return None
    return None
