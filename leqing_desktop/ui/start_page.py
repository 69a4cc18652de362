"""The start page: 新建, 打开, 最近, 导入, and the note that nothing secret belongs here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.dialogs.about import NOT_SECRET
from leqing_desktop.ui.file_drops import FileDrops, is_ledger
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.plain_text import PlainLabel, plain_tip
from leqing_desktop.ui.theme import theme

READABLE = (
    "规划文件（.docx .pdf .txt）或任务表（.xlsx .xls .ods），读成一份新台账；也可以把文件拖到这里"
)


class StartPage(QWidget):
    """Signals: ``create_wanted("builtin" | "empty")``, ``open_wanted()``, ``recent_wanted(Path)``,
    ``import_wanted(Path | None)``, ``forget_wanted(Path)``, ``clerk_wanted()``, ``closed()``.
    """

    create_wanted = Signal(str)
    open_wanted = Signal()
    recent_wanted = Signal(object)
    import_wanted = Signal(object)
    forget_wanted = Signal(object)
    clerk_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("乐清规划督办")
        self._build()
        self._lay_out()
        self.resize(theme().px(940), theme().px(600))
        self.setMinimumSize(760, 500)
        self._connect_signals()

    def show_recent(self, ledgers: Sequence[Path]) -> None:
        """List the ledgers opened last; a file that is gone says so."""
        self.recent.clear()
        for path in ledgers:
            gone = not path.exists()
            words = f"{path.stem}{'（文件不在了）' if gone else ''}\n{path.parent}"
            item = QListWidgetItem(icon("hard-drive", "disabled" if gone else "accent"), words)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(plain_tip(str(path)))
            self.recent.addItem(item)
        self._recent_stack.setCurrentIndex(0 if ledgers else 1)
        if ledgers:
            self.recent.setCurrentRow(0)
            self.recent.setFocus()

    def show_clerk(self, name: str) -> None:
        """Name who works here."""
        self._clerk.setText(f"经办人：{name}" if name else "填写经办人…")

    def set_busy(self, sentence: str) -> None:
        """Say what is under way and take no further click; empty when it is over."""
        for widget in (self.builtin, self.empty, self.open, self.load, self.recent):
            widget.setEnabled(not sentence)
        if sentence:
            self.banner.say("info", sentence)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Tell the shell, which may end the program."""
        event.accept()
        self.closed.emit()

    def _build(self) -> None:
        self.banner = Banner(self)
        self.builtin = QPushButton(icon("file-plus", "on_accent"), "新建：内置规划…", self)
        self.builtin.setProperty("k", "primary")
        self.builtin.setToolTip("乐清电气产业集群规划：9 工程、26 举措已录入，可直接分解、报送")
        self.empty = QPushButton(icon("file-plus"), "新建：空白台账…", self)
        self.open = QPushButton(icon("folder-open"), "打开台账…", self)
        self.open.setToolTip("打开台账  Ctrl+O")
        self.load = QPushButton(icon("import"), "导入规划…", self)
        self.load.setToolTip(f"{READABLE}  Ctrl+I")
        self.drops = FileDrops(self)
        self.recent = QListWidget(self)
        self.recent.setObjectName("recent")
        self.recent.setAccessibleName("最近打开的台账")
        self._nothing = PlainLabel(
            "还没有打开过台账。\n先从左边新建一个，或打开已有的 .leqing 文件。", self
        )
        self._nothing.setProperty("k", "label")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._clerk = QPushButton(icon("user", "accent"), "", self)
        self._clerk.setProperty("k", "link")
        self._clerk.setToolTip("更改经办人")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 30, 40, 18)
        column.setSpacing(14)
        name = PlainLabel("乐清规划督办", self)
        name.setProperty("k", "hero")
        line = PlainLabel("把产业规划分解到单位、按季报送、逐项督办", self)
        line.setProperty("k", "label")
        column.addWidget(name)
        column.addWidget(line)
        column.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._doors_card())
        middle.addWidget(self._recent_card(), 1)
        column.addLayout(middle, 1)
        shield = PlainLabel(parent=self)
        shield.setPixmap(icon("info", "text2").pixmap(16, 16))
        note = PlainLabel(f"{NOT_SECRET}。涉及国家秘密的内容，请勿录入。", self)
        note.setProperty("k", "label")
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(shield)
        foot.addWidget(note)
        foot.addStretch(1)
        foot.addWidget(self._clerk)
        column.addLayout(foot)

    def _doors_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("k", "card")
        card.setFixedWidth(theme().px(250))
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(_heading("开始", card))
        for button in (self.builtin, self.empty, self.open, self.load):
            column.addWidget(button)
        hint = PlainLabel("规划文件、任务表也可以直接拖进来", card)
        hint.setProperty("k", "hint")
        column.addWidget(hint)
        column.addStretch(1)
        return card

    def _recent_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("k", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 8, 8)
        column.setSpacing(10)
        column.addWidget(_heading("最近", card))
        holder = QWidget(card)
        self._recent_stack = QStackedLayout(holder)
        self._recent_stack.addWidget(self.recent)
        self._recent_stack.addWidget(self._nothing)
        column.addWidget(holder, 1)
        return card

    def _connect_signals(self) -> None:
        self._clerk.clicked.connect(self.clerk_wanted)
        self.builtin.clicked.connect(self._wants_builtin)
        self.empty.clicked.connect(self._wants_empty)
        self.open.clicked.connect(self.open_wanted)
        self.recent.itemActivated.connect(self._wants_recent)
        self.recent.itemClicked.connect(self._wants_recent)
        self.load.clicked.connect(self._wants_import)
        self.drops.dropped.connect(self.take_file)
        self.drops.refused.connect(self._refuses)
        for action_id, slot in (
            ("file.new", self._wants_builtin),
            ("file.open", self.open.click),
            ("file.import", self.load.click),
        ):
            action = make_action(action_id, self)
            action.triggered.connect(slot)
            self.addAction(action)

    def _wants_builtin(self) -> None:
        self.create_wanted.emit("builtin")

    def _wants_empty(self) -> None:
        self.create_wanted.emit("empty")

    def _wants_import(self) -> None:
        self.import_wanted.emit(None)

    def take_file(self, path: Path) -> None:
        """A ledger is opened, anything else imported; nothing while something is under way."""
        if not self.load.isEnabled():
            return
        if is_ledger(path):
            self.recent_wanted.emit(path)
        else:
            self.import_wanted.emit(path)

    def _refuses(self, sentence: str) -> None:
        self.banner.say("warn", sentence)

    def _wants_recent(self, item: QListWidgetItem) -> None:
        path: Path = item.data(Qt.ItemDataRole.UserRole)
        if path.exists():
            self.recent_wanted.emit(path)
        else:
            self.banner.say(
                "warn",
                f"找不到“{path.name}”，可能移走了或改了名。",
                ("从列表中去掉", _Forget(self, path)),
            )


class _Forget:
    """Takes one missing ledger off the list when called."""

    def __init__(self, page: StartPage, path: Path) -> None:
        self._page = page
        self._path = path

    def __call__(self) -> None:
        self._page.banner.clear()
        self._page.forget_wanted.emit(self._path)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = PlainLabel(text, parent)
    label.setProperty("k", "card")
    return label
