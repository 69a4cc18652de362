"""The whole numbers of a rule, one a row, each with what it means and what it is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

NAME, FIELD = 84, 128


@dataclass(frozen=True, slots=True)
class RuleNumber:
    """A row: its key and name, the number in force, its range, its unit, and what it means."""

    key: str
    name: str
    now: int
    least: int
    most: int
    unit: str = ""
    hint: str = ""


class RuleNumbers(QWidget):
    """``changed`` whenever another number stands there; ``last`` is the key of the one typed last."""

    changed = Signal()

    def __init__(self, rows: Sequence[RuleNumber], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.last = rows[0].key
        self.fields: dict[str, QSpinBox] = {}
        self._now = {row.key: row.now for row in rows}
        self._was: dict[str, PlainLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        for at, row in enumerate(rows):
            self._add(at, row)
        self.setFocusProxy(self.fields[rows[0].key])
        theme().changed.connect(self._measure)
        self._measure()

    def value(self, key: str) -> int:
        """The number that stands in a row."""
        return self.fields[key].value()

    def show_values(self, values: Mapping[str, int]) -> None:
        """Put these numbers into their rows."""
        for key, value in values.items():
            self.fields[key].setValue(value)

    def _add(self, at: int, row: RuleNumber) -> None:
        name = PlainLabel(row.name, self)
        name.setProperty("k", "label")
        field = QSpinBox(self)
        field.setRange(row.least, row.most)
        field.setSuffix(row.unit)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(row.name)
        field.setAccessibleDescription(row.hint)
        field.setValue(row.now)
        name.setBuddy(field)
        hint = PlainLabel(row.hint, self)
        hint.setProperty("k", "hint")
        hint.setWordWrap(True)
        was = PlainLabel(f"现行 {row.now}", self)
        was.setProperty("chip", "yellow")
        was.hide()
        for column, widget in enumerate((name, field, hint, was)):
            self._grid.addWidget(widget, at, column)
        self.fields[row.key], self._was[row.key] = field, was
        field.valueChanged.connect(lambda _value, key=row.key: self._moved(key))

    def _moved(self, key: str) -> None:
        self.last = key
        self._was[key].setVisible(self.value(key) != self._now[key])
        self.changed.emit()

    def _measure(self) -> None:
        self._grid.setColumnMinimumWidth(0, theme().px(NAME))
        for field in self.fields.values():
            field.setFixedWidth(theme().px(FIELD))
