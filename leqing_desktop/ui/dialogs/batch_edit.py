"""批量修改: one column, one value, for all chosen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.ui.models.tree_columns import UNIT_COLUMNS
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.tree_editors import UnitsEdit


class BatchEditDialog(QDialog):
    """``column`` and ``text`` are the answer; the button says how many rows it will change.

    ``fitting`` tells for a column how many of the chosen rows have it.
    """

    def __init__(
        self,
        columns: Iterable[Column],
        fitting: Callable[[Column], int],
        unit_names: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量修改")
        self._fitting = fitting
        self._column = QComboBox(self)
        for column in columns:
            self._column.addItem(column.label, column)
        self._text = QLineEdit(self)
        self._units = UnitsEdit(unit_names, self)
        self._units.setStyleSheet("")
        self._fields = QStackedWidget(self)
        self._fields.addWidget(self._text)
        self._fields.addWidget(self._units)
        self._note = PlainLabel(parent=self)
        self._note.setProperty("k", "hint")
        self._cancel = QPushButton("取消", self)
        self.go_button = QPushButton(self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self._lay_out()
        self._column.currentIndexChanged.connect(self._chosen)
        self._cancel.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._chosen()

    def _lay_out(self) -> None:
        head = PlainLabel("批量修改所选行", self)
        head.setProperty("k", "title")
        column_label, text_label = _label("修改哪一栏", self._column), _label("改为", self._text)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        for widget in (head, column_label, self._column, text_label, self._fields, self._note):
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        self.setMinimumWidth(theme().px(420))

    @property
    def column(self) -> Column:
        """The column to change."""
        return Column(self._column.currentData())

    @property
    def text(self) -> str:
        """The value as typed; empty clears the cells."""
        field = self._fields.currentWidget()
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def choose(self, column: Column, text: str) -> None:
        """Fill in an answer."""
        self._column.setCurrentIndex(self._column.findData(column))
        field = self._fields.currentWidget()
        if isinstance(field, QLineEdit):
            field.setText(text)

    def _chosen(self) -> None:
        units = self.column in UNIT_COLUMNS
        self._fields.setCurrentIndex(1 if units else 0)
        count = self._fitting(self.column)
        self.go_button.setText(f"修改 {count} 行")
        self.go_button.setEnabled(count > 0)
        hint = "几个单位用、隔开；" if units else ""
        self._note.setText(f"{hint}留空则清空这一栏；可以撤销。")


def _label(text: str, buddy: QWidget) -> PlainLabel:
    label = PlainLabel(text, buddy.parentWidget())
    label.setProperty("k", "label")
    label.setBuddy(buddy)
    return label
