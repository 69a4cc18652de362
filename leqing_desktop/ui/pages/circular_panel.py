"""At the right of the 通报: the list that the number at the cursor counts."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from leqing_desktop.domain.circular import Figure
from leqing_desktop.ui.models.circular_figures import FigureRows, figure_words
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.card import Card

WIDEST = 220
_HINT = "点正文里带底色的数字，这里列出它数的是哪些记录。"


class FigurePanel(Card):
    """Title and value of a figure, how it came about, and its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("数字来源", "", parent, padded=False)
        self.rows = FigureRows()
        self.name_label = PlainLabel(parent=self)
        self.name_label.setProperty("k", "title")
        self.name_label.setWordWrap(True)
        self.basis_label = PlainLabel(_HINT, self)
        self.basis_label.setProperty("k", "label")
        self.basis_label.setWordWrap(True)
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
        text.addWidget(self.name_label)
        text.addWidget(self.basis_label)
        self.body.addLayout(text)
        self.body.addWidget(self.view, 1)
        # Holds the words at the top while no table is there.
        self.body.addStretch(0)
        self.show_figure(None)

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
        self.view.resizeColumnsToContents()
        for column in range(self.rows.columnCount()):
            if self.view.columnWidth(column) > theme().px(WIDEST):
                self.view.setColumnWidth(column, theme().px(WIDEST))
        header.setStretchLastSection(True)
