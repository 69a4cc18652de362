"""The two tool rows of the decomposition page: outline level, undo, adding, quick filters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from leqing_desktop.domain.level import Level
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.pages.decomposition_filters import QUICK
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.segmented import Segmented

HINT = "Enter 下一行 · Ctrl+D 向下填充 · F2 编辑 · Alt+←→ 折叠展开"


class TreeBar(QWidget):
    """Second row: quick filters at the left, what the keys do at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.quick = Segmented(QUICK, self)
        self.clear_button = QPushButton("清除筛选", self)
        self.clear_button.setProperty("k", "link")
        self.clear_button.setIcon(icon("x", "accent"))
        self.clear_button.hide()
        self._hint = PlainLabel(HINT, self)
        self._hint.setProperty("k", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.quick)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        row.addWidget(self._hint)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many rows each quick choice shows."""
        for key, words in QUICK:
            self.quick.set_text(key, f"{words} {counts[key]}")

    def set_compact(self, compact: bool) -> None:
        """A narrow window leaves the hint out."""
        self._hint.setVisible(not compact)


class HeadTools(QWidget):
    """The tools in the page's head; it only lays them out, the page connects them."""

    expanded = Signal(object)

    def __init__(self, page: Page, add_actions: list[QAction], columns: QMenu) -> None:
        super().__init__(page)
        self._label = PlainLabel("展开到", page)
        self._label.setProperty("k", "label")
        self.levels = Segmented([(str(int(level)), str(int(level))) for level in Level], page)
        self.levels.setToolTip("展开到第几级：1 工程，2 举措，3 任务，4 里程碑")
        page.head.addWidget(self._label)
        page.head.addWidget(self.levels)
        page.head.addSpacing(4)
        self.undo = page.add_tool("edit.undo")
        self.redo = page.add_tool("edit.redo")
        self.add = page.add_button("新增")
        self.add.setIcon(icon("plus"))
        self.add.setProperty("menu", "true")
        menu = QMenu(self.add)
        menu.addActions(add_actions)
        self.add.setMenu(menu)
        self.batch = page.add_button("批量修改", "paintbrush")
        self.columns = page.add_button("列", "columns-3")
        self.columns.setProperty("menu", "true")
        self.columns.setMenu(columns)
        self.export = page.add_button("导出", "file-spreadsheet")
        self.submit = page.add_button("提交", "save", "primary")
        self.submit.setToolTip("提交已改的格  Ctrl+Enter")
        self.levels.chosen.connect(self._chosen)
        self.setFixedSize(0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_unsent(self, count: int) -> None:
        """The primary button counts what it would send."""
        self.submit.setText(f"提交 {count} 处修改" if count else "提交")
        self.submit.setEnabled(count > 0)

    def set_compact(self, compact: bool) -> None:
        """A narrow window leaves the label of the levels out."""
        self._label.setVisible(not compact)

    def _chosen(self, key: str) -> None:
        self.expanded.emit(Level(int(key)))
