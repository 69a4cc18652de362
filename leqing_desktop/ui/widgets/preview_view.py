"""The grid of a task table as the clerk knows it: letters, numbers, merged cells, whole rows chosen."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from leqing_desktop.domain.table_mapping import SheetMapping
from leqing_desktop.ui.models.preview_facts import Merge, SheetFacts
from leqing_desktop.ui.models.preview_model import Index, PreviewModel
from leqing_desktop.ui.models.tree_clipboard import format_block
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.preview_delegate import PreviewDelegate
from leqing_desktop.ui.widgets.preview_header import MeaningHeader, RowNumbers

NARROWEST, WIDEST = 64, 260
_SAMPLES = 80
_WIDE_ENOUGH = 0.9
"""So many of a column's texts fit into it, where it is not wider than ``WIDEST``."""
_MOST_LINES = 3
_SPANS_SHOWN = 5000
"""Merged ranges that are shown as one cell; in more of them scrolling would stutter."""
_Move = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag


class PreviewView(QTableView):
    """``row_chosen(row)`` from 0, by pointer or key, never by ``show_row``."""

    row_chosen = Signal(int)
    chosen_changed = Signal()

    def __init__(self, model: PreviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.sheet = model
        self._silent = 0
        self._tall = range(0)
        self._joins: list[Merge] = []
        self._delegate = PreviewDelegate(model, self)
        self.setAccessibleName("任务表原样")
        self.head = MeaningHeader(model, self._delegate.cursor, self)
        self.numbers = RowNumbers(model, self._delegate.cursor, self)
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(self.numbers)
        self.setItemDelegate(self._delegate)
        self._dress()
        self.setModel(model)
        self.head.closed.connect(self.setFocus)
        theme().changed.connect(self.refit)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        per_pixel = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setVerticalScrollMode(per_pixel)
        self.setHorizontalScrollMode(per_pixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    # What is shown

    def show_facts(self, facts: SheetFacts) -> None:
        """Show a sheet; the same one shown anew keeps cursor and place."""
        fresh = self.sheet.show(facts)
        if not fresh:
            self.head.updateGeometry()
            self._join_cells(facts)
            self._header_rows()
            return
        self._set_cursor(-1, -1)
        self._joins = []
        self.refit()
        self.scrollToTop()
        self.chosen_changed.emit()

    def refit(self) -> None:
        """Widths, heights and merged cells of the sheet at the present size."""
        facts = self.sheet.facts
        self.numbers.setMinimumSectionSize(theme().px(16))
        self.numbers.setDefaultSectionSize(theme().row_height)
        self.head.updateGeometry()
        if facts is None:
            return
        self._join_cells(facts)
        self.numbers.fit()
        for column, width in enumerate(self._widths(facts)):
            self.setColumnWidth(column, width)
        self._header_rows()

    def _join_cells(self, facts: SheetFacts) -> None:
        """Show merged cells as one, and titles over the empty cells behind them."""
        joins = [*facts.preview.merges, *facts.running_texts][:_SPANS_SHOWN]
        if joins == self._joins:
            return
        self._joins = joins
        self.clearSpans()
        for top, left, bottom, right in joins:
            if (top, left) != (bottom, right):
                self.setSpan(top, left, bottom - top + 1, right - left + 1)

    def _widths(self, facts: SheetFacts) -> list[int]:
        look = theme()
        metrics = QFontMetrics(look.font())
        wide = {
            (row, column)
            for row, left, _bottom, right in self._joins
            for column in range(left, right + 1)
            if right > left
        }
        widths = []
        first = max(0, facts.mapping.last + 1)
        for column in range(facts.width):
            texts = (
                (row, self.sheet.text(row, column)) for row in range(first, len(facts.preview.rows))
            )
            sample: list[int] = []
            for row, text in texts:
                if text and (row, column) not in wide:
                    sample.append(max(map(metrics.horizontalAdvance, text[:60].split("\n"))))
                    if len(sample) >= _SAMPLES:
                        break
            text_width = sorted(sample)[ceil(_WIDE_ENOUGH * len(sample)) - 1] if sample else 0
            wanted = min(look.px(WIDEST), max(look.px(NARROWEST), text_width + look.px(18)))
            heading = self._heading_width(facts.mapping, column)
            widths.append(max(wanted, heading, self.head.needed_width(facts.heads[column])))
        return widths

    def _heading_width(self, mapping: SheetMapping, column: int) -> int:
        """Room for a short heading on one line, for a longer one on two."""
        texts = [each.heading for each in mapping.columns if each.column == column]
        leaf = texts[0].rpartition("›")[2].strip() if texts else ""
        wide = QFontMetrics(theme().font(bold=True)).horizontalAdvance(leaf)
        pad = theme().px(20)
        return wide + pad if len(leaf) <= 8 else min(theme().px(WIDEST), wide * 3 // 5 + pad)

    def _header_rows(self) -> None:
        """Give the header's rows the height that their headings need, all others the usual one."""
        facts = self.sheet.facts
        if facts is None:
            return
        usual = theme().row_height
        for row in self._tall:
            if row < self.sheet.rowCount():
                self.setRowHeight(row, usual)
        self._tall = range(0)
        mapping = facts.mapping
        if not mapping.has_header:
            return
        self._tall = range(mapping.first, min(mapping.last + 1, self.sheet.rowCount()))
        line = QFontMetrics(theme().font()).lineSpacing()
        for row in self._tall:
            lines = max((self._lines(row, column) for column in range(facts.width)), default=1)
            if lines > 1:
                self.setRowHeight(row, min(lines, _MOST_LINES) * line + theme().px(8))

    def _lines(self, row: int, column: int) -> int:
        """The lines of a heading that stands in one row; a merged one has room below."""
        text = self.sheet.text(row, column)
        if not text or self.rowSpan(row, column) > 1:
            return 1
        span = self.columnSpan(row, column)
        width = sum(self.columnWidth(at) for at in range(column, column + span))
        return self._delegate.lines_of(text, width)

    # The cursor

    @property
    def chosen_rows(self) -> tuple[int, int] | None:
        """First and last of the selected rows, from 0."""
        parts = self.selectionModel().selection()
        if parts.isEmpty():
            return None
        ranges = [parts.at(at) for at in range(parts.count())]
        return min(part.top() for part in ranges), max(part.bottom() for part in ranges)

    def show_row(self, row: int) -> None:
        """Choose a row and bring it into view, without ``row_chosen``."""
        if not 0 <= row < self.sheet.rowCount():
            return
        index = self.sheet.index(row, max(0, self._delegate.cursor.column))
        self._silent += 1
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self._silent -= 1
        bar = self.horizontalScrollBar()
        before = bar.value()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        bar.setValue(before)

    def open_choices(self) -> bool:
        """Open the list of the current column's meaning."""
        column = self._delegate.cursor.column
        if column < 0:
            return False
        self.scrollTo(self.currentIndex())
        return self.head.open_choices(column)

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard as Excel does."""
        chosen = self.chosen_rows
        if chosen is not None:
            columns = range(self.sheet.columnCount())
            texts = [
                [self.sheet.text(row, column) for column in columns]
                for row in range(chosen[0], chosen[1] + 1)
            ]
            QGuiApplication.clipboard().setText(format_block(texts))

    # What Qt calls

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Keep the delegate's cursor and tell the row."""
        super().currentChanged(current, previous)
        row = self._delegate.cursor.row
        self._set_cursor(current.row(), current.column())
        if current.isValid() and current.row() != row and not self._silent:
            self.row_chosen.emit(current.row())

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """↑ and ↓ go from row to row, also beside merged cells, which Qt would leave as a whole."""
        step = {_Move.MoveUp: -1, _Move.MoveDown: 1}.get(action, 0)
        index = self.currentIndex()
        if not step or not index.isValid():
            return super().moveCursor(action, modifiers)
        row = min(max(0, index.row() + step), self.sheet.rowCount() - 1)
        return self.sheet.index(row, index.column())

    def selectionChanged(self, selected: object, deselected: object) -> None:  # noqa: N802
        """Tell that other rows are selected."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.chosen_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click tells its row, also that of the row that was current before."""
        self._silent += 1
        super().mousePressEvent(event)
        self._silent -= 1
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.row_chosen.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt+↓ opens the meaning of the current column."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt:
            self.open_choices()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Start at the first row, so that the arrow keys work at once."""
        if not self.currentIndex().isValid() and self.sheet.rowCount():
            facts = self.sheet.facts
            assert facts is not None
            start = facts.mapping.last + 1 if facts.mapping.has_header else 0
            self.show_row(min(start, self.sheet.rowCount() - 1))
        super().focusInEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Texts of merged cells stay in view: shifting the painted picture would smear them."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The delegate must know which part of a merged cell is in view."""
        self._delegate.window = self.viewport().rect()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """As above, for tooltips."""
        self._delegate.window = self.viewport().rect()
        return super().viewportEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Typing jumps nowhere."""

    def _set_cursor(self, row: int, column: int) -> None:
        cursor = self._delegate.cursor
        if (cursor.row, cursor.column) != (row, column):
            cursor.row, cursor.column = row, column
            self.head.viewport().update()
            self.numbers.viewport().update()
