"""印证材料 of one unit's return: look through, attach, save out, take off. No file is ever opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.evidence import EvidenceKind, EvidenceRow
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.chosen_files import open_folder
from leqing_desktop.ui.file_drops import FileDrops
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.models.evidence_table import (
    WHOLE,
    EvidenceModel,
    Provable,
    provable_items,
    size_words,
)
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.places import used_last
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.empty_state import EmptyState
from leqing_desktop.ui.widgets.notice_table import NoticeTable

FROM_FOLDER, TO_FOLDER = "evidence.from", "export.folder"
_TABLE, _EMPTY = 0, 1


class ReturnEvidenceDialog(QDialog):
    """Every change is one step of undo; ``why_locked`` leaves looking and saving out."""

    def __init__(
        self,
        parent: QWidget,
        operations: Operations,
        services: Any,
        settings: DeskSettings,
        period: Period,
        unit: tuple[int, str],
        why_locked: str = "",
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._services = services
        self._settings = settings
        self._period = period
        self._unit_id, self._unit = unit
        self._why_locked = why_locked
        self.setWindowTitle(f"{self._unit}{period.label}印证材料")
        self.model = EvidenceModel(self)
        self.table = NoticeTable(self.model, "印证材料", self)
        self.banner = Banner(self)
        self.empty = EmptyState(self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        if why_locked:
            self.banner.say("locked", why_locked)
        self._read()

    def _make_buttons(self) -> None:
        self.target = QComboBox(self)
        self.target.setAccessibleName("附到")
        self.target.setMaxVisibleItems(20)
        self.target.addItem(WHOLE, None)
        self.attach = QPushButton(icon("paperclip"), "附上…", self)
        self.attach.setProperty("menu", "true")
        menu = QMenu(self.attach)
        for kind in EvidenceKind:
            menu.addAction(f"{kind.label}…", partial(self.ask_files, kind))
        self.attach.setMenu(menu)
        self.save_out = QPushButton(icon("save"), "另存…", self)
        self.remove = QPushButton(icon("trash-2", "red_text"), "移除", self)
        self.remove.setProperty("k", "danger")
        self.shut = QPushButton("关闭", self)
        self.shut.setProperty("k", "primary")
        self.shut.setDefault(True)
        for button in (self.attach, self.save_out, self.remove):
            button.setAutoDefault(False)
        for widget in (self.attach, self.target, self.remove):
            widget.setVisible(not self._why_locked)

    def _lay_out(self) -> None:
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        self.total = PlainLabel(parent=self)
        self.total.setProperty("k", "hint")
        top = QHBoxLayout()
        top.setSpacing(theme().px(10))
        top.addWidget(head)
        top.addWidget(self.total, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        to = PlainLabel("附到", self)
        to.setProperty("k", "label")
        to.setVisible(not self._why_locked)
        self.target.setMinimumWidth(theme().px(250))
        self.target.setMaximumWidth(theme().px(320))
        buttons = QHBoxLayout()
        for widget in (self.attach, to, self.target):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        for widget in (self.save_out, self.remove, self.shut):
            buttons.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        self.resize(theme().px(900), theme().px(460))

    def _connect(self) -> None:
        self.table.row_shown.connect(self._show_buttons)
        self.table.activated.connect(self._save_chosen)
        self.save_out.clicked.connect(self._save_chosen)
        self.remove.clicked.connect(self._remove_chosen)
        self.shut.clicked.connect(self.accept)
        if not self._why_locked:
            drops = FileDrops(self, many=True)
            drops.gathered.connect(self._dropped)
        self._show_buttons()

    # Reading

    def _read(self) -> None:
        self._operations.read(self._look, done=self._show, failed=self._refused)

    def _look(self) -> tuple[Sequence[EvidenceRow], Sequence[Provable]]:
        files = self._services.evidence.list(self._period, self._unit_id)
        sheet = self._services.reporting.sheet(self._period, self._unit_id)
        own = {row.task_id for row in sheet if not row.support}
        return files, provable_items(self._services.decomposition.tree(), own)

    def _show(self, found: tuple[Sequence[EvidenceRow], Sequence[Provable]]) -> None:
        files, items = found
        if self.target.count() == 1:
            for each in items:
                self.target.addItem(("　" if each.milestone else "") + each.words, each.item_id)
        self.model.name_items(items)
        at = max(0, min(self.table.currentIndex().row(), len(files) - 1))
        self.model.show_rows(files, 0)
        self._stack.setCurrentIndex(_TABLE if files else _EMPTY)
        size = size_words(sum(each.size for each in files))
        self.total.setText(f"{len(files)} 个文件，共 {size}" if files else "")
        if files:
            self.table.show_row(at)
            self.table.setFocus()
        else:
            hint = "" if self._why_locked else "点“附上…”，或把照片、扫描件、文件拖进这个窗口。"
            self.empty.say("paperclip", f"{self._unit}还没有印证材料", hint)
            self.attach.setFocus()
        self._show_buttons()

    def _show_buttons(self, _row: int = -1) -> None:
        some = bool(self.table.chosen_rows())
        for button in (self.save_out, self.remove):
            button.setEnabled(some)

    @property
    def _chosen(self) -> EvidenceRow | None:
        rows = self.table.chosen_rows()
        return self.model.rows[rows[0]] if rows else None

    # The verbs

    def ask_files(self, kind: EvidenceKind) -> None:
        """Choose files to attach."""
        start = str(used_last(self._settings, FROM_FOLDER))
        names, _ = QFileDialog.getOpenFileNames(self, f"选择要附上的{kind.label}", start)
        if names:
            self._settings.set(FROM_FOLDER, str(Path(names[0]).parent))
            self.attach_files([Path(name) for name in names], kind)

    def attach_files(self, paths: Sequence[Path], kind: EvidenceKind) -> None:
        """Keep files for what is chosen beside the button; a stamped scan is of the whole return."""
        whole = kind is EvidenceKind.STAMPED
        item_id = None if whole else self.target.currentData()
        words = f"已附上{self._unit}的{kind.label} {len(paths)} 个"
        evidence = self._services.evidence
        self._run(words, evidence.attach, self._period, self._unit_id, list(paths), item_id, kind)

    def _dropped(self, paths: list[Path]) -> None:
        self.attach_files(paths, EvidenceKind.EVIDENCE)

    def _remove_chosen(self) -> None:
        row = self._chosen
        if row is not None:
            self._run(f"已移除“{row.name}”", self._services.evidence.remove, row.id)

    def _save_chosen(self) -> None:
        row = self._chosen
        if row is None:
            return
        start = str(used_last(self._settings, TO_FOLDER))
        name = QFileDialog.getExistingDirectory(self, f"“{row.name}”另存到哪个文件夹", start)
        if name:
            self._settings.set(TO_FOLDER, name)
            self._operations.read(
                self._services.evidence.extract,
                row.id,
                Path(name),
                done=self._saved,
                failed=self._refused,
            )

    def _saved(self, path: Path) -> None:
        offer = ("打开文件夹", partial(open_folder, path.parent))
        self.banner.say("ok", f"已另存为 {path.name}；打开前请先确认来源可靠。", offer)

    def _run(self, words: str, verb: Callable[..., Any], *args: Any) -> None:
        done = partial(self._done, words)
        self._operations.run(verb, *args, done=done, failed=self._refused, toast=words)

    def _done(self, words: str, _changes: object) -> None:
        undo = ("撤销", self._undo)
        self.banner.say("ok", f"{words}。", undo)
        self._read()

    def _undo(self) -> None:
        self.banner.clear()
        self._operations.undo()
        self._read()

    def _refused(self, error: LeqingError) -> None:
        self.banner.say("error", str(error))
