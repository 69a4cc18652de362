"""Measure two ways of doing one thing in turn, and say how they compare."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Seconds = Callable[[], float]
"""Does the work once and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Times in seconds of the program and of the bare way, the n-th of each taken side by side."""

    ours: tuple[float, ...]
    bare: tuple[float, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Program by bare way, pair by pair, so that a drift of the machine falls out."""
        return tuple(a / b for a, b in zip(self.ours, self.bare, strict=True))


def alternate(ours: Seconds, bare: Seconds, rounds: int) -> Pairs:
    """Both once to warm up, then in turn; every other round begins with the other one."""
    ours()
    bare()
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        order = ((ours, mine), (bare, theirs))
        for call, times in order if number % 2 == 0 else reversed(order):
            times.append(call())
    return Pairs(tuple(mine), tuple(theirs))


def show_ratio(title: str, pairs: Pairs, wanted: float) -> bool:
    """Print both rows and the ratio against ``wanted``; whether the median keeps it."""
    print(title)
    _row("本程序", pairs.ours, "s")
    _row("裸基准", pairs.bare, "s")
    kept = statistics.median(pairs.ratios) <= wanted
    _row("比值", pairs.ratios, "", f"要求 ≤ {wanted:g}　{verdict(kept)}")
    return kept


def show_time(title: str, pairs: Pairs, limit: float) -> bool:
    """Print times in milliseconds against an absolute limit in seconds, the ratio for context."""
    print(title)
    kept = statistics.median(pairs.ours) <= limit
    _row("本程序", _ms(pairs.ours), "ms", f"要求 ≤ {limit * 1000:g} ms　{verdict(kept)}")
    _row("裸基准", _ms(pairs.bare), "ms")
    _row("比值", pairs.ratios, "", "只作参照")
    return kept


def verdict(kept: bool) -> str:
    """The word for a figure that keeps its limit or not."""
    return "达到" if kept else "未达到"


def _ms(times: Sequence[float]) -> list[float]:
    return [each * 1000 for each in times]


def _row(name: str, figures: Sequence[float], uom: str, tail: str = "") -> None:
    digits = 1 if uom == "ms" else 2 if not uom else 3
    least, middle = min(figures), statistics.median(figures)
    padded = name + "　" * (3 - len(name))
    line = (
        f"  {padded}  最小 {least:8.{digits}f} {uom:2}  中位 {middle:8.{digits}f} {uom:2}  {tail}"
    )
    print(line.rstrip(), flush=True)
    sys.stdout.flush()
