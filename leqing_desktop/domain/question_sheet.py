"""One row of the list of questions (疑问清单) that a quarter's returns leave open, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question to a unit. ``place`` is where in its workbook (第 7 行 F7, 全表); ``subject`` the
    task or indicator with its number. ``serious``: must be mended, else to be looked at.
    """

    unit: str
    version: int
    received: date | None
    place: str
    subject: str
    question: str
    serious: bool = True
