"""The table of a return under review: names frozen, rows as tall as their texts, decided by key."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from leqing_desktop.domain.return_outcome import RowState
from leqing_desktop.domain.return_review import ReviewRow
from leqing_desktop.ui.models.review_columns import AT, COLUMNS, FROZEN, Mark
from leqing_desktop.ui.models.review_model import ReviewModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.review_delegate import ReviewDelegate

_Flag = QItemSelectionModel.SelectionFlag
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _dress(view: QTableView, delegate: ReviewDelegate) -> None:
    view.setItemDelegate(delegate)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)
    per_pixel = QAbstractItemView.ScrollMode.ScrollPerPixel
    view.setVerticalScrollMode(per_pixel)
    view.setHorizontalScrollMode(per_pixel)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows = view.verticalHeader()
    rows.hide()
    rows.setMinimumSectionSize(16)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setMinimumSectionSize(30)


class _FrozenNames(QTableView):
    """Row number and name over the table's left edge; the keys stay with the table."""

    def __init__(self, table: ReviewTable, delegate: ReviewDelegate) -> None:
        super().__init__(table)
        self._table = table
        _dress(self, delegate)
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        self.setFocusProxy(table)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(_NEVER)
        self.setHorizontalScrollBarPolicy(_NEVER)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at in range(FROZEN, len(COLUMNS)):
            self.setColumnHidden(at, True)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    def fit(self) -> None:
        """Lie exactly over the table's own first columns."""
        table = self._table
        width = 0
        for at in range(FROZEN):
            self.setColumnWidth(at, table.columnWidth(at))
            width += table.columnWidth(at)
        self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
        frame = table.frameWidth()
        height = table.viewport().height() + table.horizontalHeader().height()
        self.setGeometry(frame, frame, width, height)


class ReviewTable(QTableView):
    """``toggled(rows)`` on Space or a click on 处理; ``marked(rows, mark)`` by the menu;
    ``asked(row)``: Enter or a double click wants what stands behind a row; ``left()``: Esc;
    ``row_shown(row)``: the cursor came to another row.
    """

    toggled = Signal(list)
    marked = Signal(list, object)
    asked = Signal(object)
    left = Signal()
    row_shown = Signal(object)

    def __init__(self, model: ReviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = model
        self.setAccessibleName("报送审核表")
        self._narrow = False
        self._delegate = ReviewDelegate(model, self)
        _dress(self, self._delegate)
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.frozen = _FrozenNames(self, self._delegate)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._measure_rows)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.frozen.clicked.connect(self._clicked)
        self.frozen.doubleClicked.connect(self._double_clicked)
        self.horizontalHeader().sectionResized.connect(self._resized)
        model.modelReset.connect(self._measure_rows)
        model.dataChanged.connect(self._update_all)
        theme().changed.connect(self.fit)
        self.fit()

    # Rows

    def chosen_rows(self) -> list[ReviewRow]:
        """The selected rows, top down."""
        found = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.row(at) for at in found]

    def go_to(self, row: int, column: int = AT["mark"]) -> None:
        """Put the cursor on a row and bring it into view."""
        index = self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self.scrollTo(self.rows.index(row, FROZEN))

    def go_to_first_open(self) -> None:
        """Put the cursor on the first row that needs a thought, else on the first."""
        total = self.rows.row_total()
        if not total:
            return
        waiting = [
            at
            for at in range(total)
            if self.rows.row(at).state is RowState.WAITING
            and self.rows.mark(self.rows.row(at)) is not Mark.ACCEPT
        ]
        self.go_to(waiting[0] if waiting else 0)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Frame the cell with the cursor; tell the row."""
        self._delegate.current = (
            (current.row(), current.column()) if current.isValid() else (-1, -1)
        )
        self._update_all()
        if current.isValid() and current.row() != previous.row():
            self.row_shown.emit(self.rows.row(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space decides, Enter looks behind a row, Esc goes back to the units."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.toggled.emit(self.chosen_rows())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            rows = self.chosen_rows()
            if rows:
                self.asked.emit(rows[0])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Who comes by key finds a row chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_first_open()

    def _copy(self) -> None:
        shown = [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = [
            "\t".join(
                str(self.rows.index(at, each).data() or "").replace("\n", " ") for each in shown
            )
            for at in places
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _clicked(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if index.column() == AT["mark"] and row.state is RowState.WAITING:
            if row.subject_id is None:
                self.asked.emit(row)
            else:
                self.toggled.emit([row])

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != AT["mark"]:
            self.asked.emit(self.rows.row(index.row()))

    def _show_menu(self, point: object) -> None:
        rows = self.chosen_rows()
        if not rows:
            return
        menu = QMenu(self)
        for mark in Mark:
            action = menu.addAction(mark.label)
            action.setData(mark.value)
        chosen = menu.exec(self.viewport().mapToGlobal(point))  # type: ignore[call-overload]
        if chosen is not None:
            self.marked.emit(rows, Mark(chosen.data()))
        menu.deleteLater()

    # Measures

    def set_narrow(self, narrow: bool) -> None:
        """Hide what a narrow window has no room for."""
        self._narrow = narrow
        self.fit()

    def fit(self) -> None:
        """Share the width among the shown columns; rows grow with their texts."""
        look = theme()
        shown = [at for at, each in enumerate(COLUMNS) if each.narrow or not self._narrow]
        for at in range(len(COLUMNS)):
            self.setColumnHidden(at, at not in shown)
        least = {at: look.px(COLUMNS[at].width) for at in shown}
        spare = max(0, self.viewport().width() - sum(least.values()))
        shares = sum(COLUMNS[at].share for at in shown)
        for at in shown:
            self.setColumnWidth(at, least[at] + int(spare * COLUMNS[at].share / shares))
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit to the new width."""
        super().resizeEvent(event)
        self.fit()
        self.frozen.fit()

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if column < FROZEN:
            self.frozen.fit()
        self._soon.start()

    def _measure_rows(self) -> None:
        widths = {
            at: self.columnWidth(at) for at in range(len(COLUMNS)) if not self.isColumnHidden(at)
        }
        for row in range(self.rows.row_total()):
            height = self._delegate.height(row, widths)
            self.setRowHeight(row, height)
            self.frozen.setRowHeight(row, height)
        self.frozen.fit()
        self._update_all()

    def _update_all(self) -> None:
        self.viewport().update()
        self.frozen.viewport().update()
