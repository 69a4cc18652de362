"""At the right of the 通报: the list that the number at the cursor counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.circular import Figure
from leqing_desktop.ui.models.circular_figures import FigureRows, figure_words
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card

WIDEST, ROW = 220, 28
_HINT = "点正文里带底色的数字，这里列出它数的是哪些记录。"


class FigurePanel(Card):
    """Title and value of a figure, how it came about, and its rows.

    ``insert_wanted(key)`` when one was looked up to be put into the text.
    """

    insert_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("数字来源", "", parent, padded=False)
        self.rows = FigureRows()
        self.name_label = PlainLabel(parent=self)
        self.name_label.setProperty("k", "title")
        self.name_label.setWordWrap(True)
        self.basis_label = PlainLabel(_HINT, self)
        self.basis_label.setProperty("k", "label")
        self.basis_label.setWordWrap(True)
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText("查找数字，插到正文光标处，如 未报单位数")
        self.finder.setAccessibleName("查找数字插入正文")
        self.finder.setClearButtonEnabled(True)
        self._known = QStandardItemModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        self._completer.activated[QModelIndex].connect(self._found)  # type: ignore[index]
        self.finder.setCompleter(self._completer)
        self.view = QTableView(self)
        self.view.setModel(self.rows)
        self.view.setAccessibleName("数字来源清单")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.verticalHeader().hide()
        self.view.setShowGrid(True)
        self.view.setTabKeyNavigation(False)
        text = QVBoxLayout()
        text.setContentsMargins(12, 4, 12, 8)
        text.setSpacing(4)
        text.addWidget(self.finder)
        text.addWidget(self.name_label)
        text.addWidget(self.basis_label)
        self.body.addLayout(text)
        self.body.addWidget(self.view, 1)
        # Holds the words at the top while no table is there.
        self.body.addStretch(0)
        self.show_figure(None)

    def show_known(self, figures: Mapping[str, Figure], writable: bool) -> None:
        """The figures that can be put into the text."""
        self.finder.setVisible(writable)
        self._known.clear()
        for figure in figures.values():
            item = QStandardItem(f"{figure.title}  {figure.value}")
            item.setData(figure.key, Qt.ItemDataRole.UserRole)
            self._known.appendRow(item)

    def _found(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.insert_wanted.emit(str(index.data(Qt.ItemDataRole.UserRole)))
        self.finder.clear()

    def show_figure(self, figure: Figure | None) -> None:
        """Show another number, or none."""
        self.rows.show_figure(figure)
        self.name_label.setVisible(figure is not None)
        self.view.setVisible(figure is not None and bool(figure.rows))
        if figure is None:
            self.basis_label.setText(_HINT)
            return
        self.name_label.setText(f"{figure.title}  {figure.value}")
        self.basis_label.setText(figure_words(figure))
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self.view.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            if self.view.columnWidth(column) > theme().px(WIDEST):
                self.view.setColumnWidth(column, theme().px(WIDEST))
        header.setStretchLastSection(True)
