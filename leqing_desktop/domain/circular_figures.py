"""Small builders for the figures of a 通报: counts, rates, and facts of one thing."""

from __future__ import annotations

from collections.abc import Sequence

from leqing_desktop.domain.circular import Figure

RECORD = "锁定数据中的记录"
"""The ``basis`` of a fact of one thing."""
Rows = Sequence[tuple[str, ...]]


def count(key: str, title: str, heads: tuple[str, ...], rows: Rows) -> Figure:
    """A figure that is the number of its rows."""
    return Figure(key, str(len(rows)), title, heads, tuple(rows), counted=True)


def rate(key: str, title: str, part: Figure, whole: Figure, words: str) -> Figure:
    """Part of a whole in per cent with at most one decimal, and the rows of the part.

    ``words`` say what is divided, such as 已报÷应报. ``—`` where the whole has none.
    """
    basis = f"{words}：{part.value}÷{whole.value}"
    return Figure(
        key, per_cent(len(part.rows), len(whole.rows)), title, part.heads, part.rows, basis=basis
    )


def fact(key: str, value: str, title: str, heads: tuple[str, ...], row: tuple[str, ...]) -> Figure:
    """A figure of one thing, such as a task's progress, with that thing as its row."""
    return Figure(key, value, title, heads, (row,), basis=RECORD)


def per_cent(part: int, whole: int) -> str:
    """``85.7%``, halves rounded up, a ``.0`` left out; ``—`` without a whole."""
    if not whole:
        return "—"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"
