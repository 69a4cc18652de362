"""A task table beside what is read from it: its sheets as they are, and what the columns mean."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.domain.table_proposal import ProposedTable
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.models.preview_facts import HEADER_MOST, SheetFacts, sheet_facts
from leqing_desktop.ui.models.preview_model import PreviewModel
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.preview_view import PreviewView
from leqing_desktop.ui.widgets.skipped_list import SkippedList

AS_HEADER = "以此行为表头"
NO_HEADER_SENTENCE = "没有找到表头：请选中表头所在的行，再按“以此行为表头”"
BUSY_AFTER_MS = 300


class SheetPanel(QFrame):
    """The left side of the review of a task table.

    ``mapping_changed(TableMapping)``: the clerk set a column, a header or whether a sheet is taken;
    whoever reads the file again answers with ``show_table``. ``row_chosen(sheet, row from 1)``.
    """

    mapping_changed = Signal(object)
    row_chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "card")
        self.setProperty("part", True)
        self._table: ProposedTable | None = None
        self._mapping = TableMapping()
        self._facts: dict[str, SheetFacts] = {}
        self._name = ""
        self._busy = False
        self.model = PreviewModel(self)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._measure()
        theme().changed.connect(self._measure)

    # What the page calls

    def show_table(self, table: ProposedTable) -> None:
        """Show a table as read; the sheet, row and column looked at stay where they are."""
        self._table, self._mapping, self._facts = table, table.mapping, {}
        self._fill_tabs()
        self._stack.setCurrentIndex(1 if table.sheets else 0)
        names = [each.name for each in table.sheets]
        if not names:
            return
        used = [each.sheet for each in table.mapping.sheets if each.used]
        wanted = self._name if self._name in names else (used or names)[0]
        self.tabs.setCurrentIndex(names.index(wanted))
        self._show_sheet(wanted)

    def show_row(self, sheet: str, row: int) -> None:
        """Choose a row (from 1) of a sheet and bring it into view, without ``row_chosen``."""
        names = self._names()
        if sheet not in names:
            return
        if sheet != self._name:
            self.tabs.setCurrentIndex(names.index(sheet))
        self.view.show_row(row - 1)

    def set_busy(self, busy: bool) -> None:
        """The file is being read again: nothing more is changed, the grid stays in view."""
        self._busy = busy
        self.view.head.locked = busy
        self._busy_timer.start() if busy else self._busy_timer.stop()
        if not busy:
            self.progress.hide()
        self._tell_choice()
        self._tell_use()
        self.view.head.viewport().update()

    # Building

    def _make_parts(self) -> None:
        self.title = PlainLabel("原表", self)
        self.title.setProperty("k", "card")
        self.hint = PlainLabel("各列含义在导入时记住，同样的表下次自动套用", self)
        self.hint.setProperty("k", "hint")
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("工作表")
        self.use = QCheckBox("导入这张表", self)
        self.summary = PlainLabel(parent=self)
        self.summary.setProperty("k", "label")
        self.skipped = QPushButton(self)
        self.skipped.setProperty("k", "link")
        self.skipped_list = SkippedList(self)
        self.banner = Banner(self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("正在按新的列对应重新识别")
        self.progress.hide()
        self.view = PreviewView(self.model, self)
        self.as_header = QPushButton(AS_HEADER, self)
        self.as_header.setIcon(icon("columns-3"))
        self.chosen_hint = PlainLabel(parent=self)
        self.chosen_hint.setProperty("k", "hint")
        self.empty = EmptyState(self)
        self.empty.say("file-spreadsheet", "还没有读入任务表", "选好文件后，这里照原样显示表格。")
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER_MS)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.hint)
        self._head.addStretch(1)
        self._sheets = QHBoxLayout()
        self._sheets.addWidget(self.tabs)
        self._line = QHBoxLayout()
        for part in (self.use, self.summary, self.skipped):
            self._line.addWidget(part)
        self._line.addStretch(1)
        foot_frame = QFrame(self)
        foot_frame.setObjectName("panelFoot")
        self._foot = QHBoxLayout(foot_frame)
        self._foot.addWidget(self.as_header)
        self._foot.addWidget(self.chosen_hint)
        self._foot.addStretch(1)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._sheets)
        column.addLayout(self._line)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(self.view, 1)
        column.addWidget(foot_frame)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(filled)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_changed)
        self.use.clicked.connect(self._use_clicked)
        self.skipped.clicked.connect(self._list_skipped)
        self.skipped_list.row_wanted.connect(self._go_to)
        self.as_header.clicked.connect(self.take_as_header)
        self.view.row_chosen.connect(self._row_chosen)
        self.view.chosen_changed.connect(self._tell_choice)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.head.meaning_chosen.connect(self._meaning_chosen)
        self._busy_timer.timeout.connect(self.progress.show)

    def _measure(self) -> None:
        px = theme().px
        self._head.setContentsMargins(px(12), 0, px(12), 0)
        self._head.setSpacing(px(8))
        self._head.addStrut(px(36))
        self._sheets.setContentsMargins(px(12), 0, px(12), 0)
        self._line.setContentsMargins(px(10), px(4), px(12), px(4))
        self._line.setSpacing(px(10))
        self._foot.setContentsMargins(px(12), px(7), px(12), px(7))
        self._foot.setSpacing(px(8))

    # What is shown

    def _names(self) -> list[str]:
        return [each.name for each in self._table.sheets] if self._table is not None else []

    def _fill_tabs(self) -> None:
        assert self._table is not None
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(self._table.sheets):
            self.tabs.removeTab(self.tabs.count() - 1)
        for at, sheet in enumerate(self._table.sheets):
            if at == self.tabs.count():
                self.tabs.addTab("")
            mapping = self._mapping.of(sheet.name)
            used = mapping is not None and mapping.used
            marks = "，".join(["隐藏"] * sheet.hidden + ["不导入"] * (not used))
            name = sheet.name.replace("&", "&&")
            self.tabs.setTabText(at, f"{name}（{marks}）" if marks else name)
            self.tabs.setTabIcon(
                at, icon("check", "green_text") if used else icon("minus", "text3")
            )
            why = mapping.why if mapping is not None else ""
            self.tabs.setTabToolTip(at, plain_tip(f"{sheet.name}：{why or '导入'}"))
        self.tabs.setVisible(len(self._table.sheets) > 1)
        self.tabs.blockSignals(False)

    def _tab_changed(self, at: int) -> None:
        names = self._names()
        if 0 <= at < len(names):
            self._show_sheet(names[at])

    def _show_sheet(self, name: str) -> None:
        assert self._table is not None
        if name not in self._facts:
            preview = self._table.sheets[self._names().index(name)]
            self._facts[name] = sheet_facts(self._table, preview)
        self._name = name
        self.view.show_facts(self._facts[name])
        self._tell_use()
        self._tell_banner()
        self._tell_choice()

    @property
    def _shown(self) -> SheetFacts | None:
        return self._facts.get(self._name)

    def _tell_use(self) -> None:
        facts = self._shown
        if facts is None:
            return
        mapping = self._mapping.of(self._name) or facts.mapping
        self.use.setChecked(mapping.used)
        self.use.setEnabled(mapping.has_header and not self._busy)
        self.use.setToolTip("" if mapping.has_header else "先选中表头所在的行")
        words = [facts.header_words]
        if facts.mapping.used and facts.mapping.has_header:
            words += [f"把握 {round(facts.mapping.confidence * 100)} %", f"{facts.tasks} 行任务"]
        elif facts.mapping.has_header:
            words.append(facts.mapping.why)
        self.summary.setText(" · ".join(words))
        self.skipped.setText(f"跳过 {len(facts.reasons)} 行")
        self.skipped.setVisible(bool(facts.reasons))

    def _tell_banner(self) -> None:
        facts = self._shown
        if facts is not None and not facts.mapping.has_header:
            self.banner.say("warn", NO_HEADER_SENTENCE)
        else:
            self.banner.clear()

    def _tell_choice(self) -> None:
        """What the button would take as header."""
        block = self._header_block()
        self.as_header.setEnabled(block is not None and not self._busy)
        chosen = self.view.chosen_rows
        if block is not None:
            first, last = block[0] + 1, block[1] + 1
            words = f"第 {first} 行" if first == last else f"第 {first}–{last} 行"
        elif chosen is None:
            words = "先选中一到三行"
        else:
            words = f"表头最多 {HEADER_MOST} 行"
        self.chosen_hint.setText(words)

    def _header_block(self) -> tuple[int, int] | None:
        chosen, facts = self.view.chosen_rows, self._shown
        if chosen is None or facts is None or chosen[1] - chosen[0] >= HEADER_MOST:
            return None
        return facts.header_block(*chosen)

    # What the clerk does

    def take_as_header(self) -> None:
        """The chosen rows are the header."""
        block = self._header_block()
        if block is not None and not self._busy:
            self.view.setFocus()
            self._change(self._mapping.with_header(self._name, *block))

    def _use_clicked(self, used: bool) -> None:
        self._change(self._mapping.with_use(self._name, used))

    def _meaning_chosen(self, column: int, meaning: Meaning) -> None:
        mapping = self._mapping.with_meaning(self._name, column, meaning)
        chosen = mapping.of(self._name)
        if chosen is not None:
            # Seen at once; the rows follow when the file has been read again.
            self.model.choose(chosen)
        self._change(mapping)

    def _change(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self.mapping_changed.emit(mapping)

    def _row_chosen(self, row: int) -> None:
        self.row_chosen.emit(self._name, row + 1)

    def _go_to(self, row: int) -> None:
        self.view.show_row(row)
        self.view.setFocus()
        self._row_chosen(row)

    def _list_skipped(self) -> None:
        facts = self._shown
        if facts is not None:
            below = self.skipped.mapToGlobal(QPoint(0, self.skipped.height() + 2))
            self.skipped_list.open(facts.reasons, below)

    def context_menu(self) -> QMenu:
        """What can be done with the chosen rows and the current column."""
        menu = QMenu(self)
        header = QAction(icon("columns-3"), AS_HEADER, menu)
        header.setEnabled(self._header_block() is not None and not self._busy)
        header.triggered.connect(self.take_as_header)
        menu.addAction(header)
        meaning = QAction("改这一列的含义…\tAlt+↓", menu)
        column = self.view.currentIndex().column()
        known = column >= 0 and self.model.head(column).meaning is not None
        meaning.setEnabled(known and not self._busy)
        meaning.triggered.connect(self.view.open_choices)
        menu.addAction(meaning)
        menu.addSeparator()
        copy = make_action("edit.copy", menu)
        copy.triggered.connect(self.view.copy_rows)
        menu.addAction(copy)
        return menu

    def _menu(self, at: QPoint) -> None:
        menu = self.context_menu()
        menu.exec(self.view.viewport().mapToGlobal(at))
        menu.deleteLater()
