"""The day a return came in: on paper it may be days before the clerk drops the file."""

from __future__ import annotations

from datetime import date


def check_received(day: date, issued_on: date | None, today: date) -> date:
    """A day on which a return can have come in; ValueError in words for any other."""
    if day > today:
        raise ValueError(f"收到日期 {day} 还没有到，请改成今天或以前的日期。")
    if issued_on is not None and day < issued_on:
        raise ValueError(f"收到日期 {day} 早于下发日 {issued_on}，请核对后重填。")
    return day
