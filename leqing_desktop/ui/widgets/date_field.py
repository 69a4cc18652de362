"""A day to choose: the one look and the one reading of every date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QWidget


def date_edit(day: date, parent: QWidget) -> QDateEdit:
    """A date field with calendar, as 2024-10-16."""
    edit = QDateEdit(QDate(day.year, day.month, day.day), parent)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    return edit


def chosen_day(edit: QDateEdit) -> date:
    """The day a date field shows."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
