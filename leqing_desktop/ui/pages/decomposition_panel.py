"""The side panel of the decomposition page: an item's details, history, check-ins and origin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QTextBrowser, QWidget

from leqing_desktop.domain.decomposition import Column, Row, columns_of
from leqing_desktop.domain.item_origin import ItemOrigin
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.models.tree_cells import LightCell, counting_words, typed_text
from leqing_desktop.ui.models.tree_model import TreeModel
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import literal_html as _text
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.side_panel import SidePanel

READ_PAUSE_MS = 80
MOST_ENTRIES = 200
_DETAILS, _HISTORY, _CHECK_INS, _ORIGIN = range(4)
_TABS = ("详情", "历史", "报送", "原文")
_TYPED = "没有原文：这一行是在台账里填写的，不是从文件导入的。"


class HistoryLine(Protocol):
    """One operation on an item, as the journal tells it."""

    at: Any
    clerk: str
    label: str
    lines: Any


class ItemPanel(SidePanel):
    """Shows one item; ``stepped(±1)`` asks for the row above or below."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = [_text_page(self) for _name in _TABS]
        for page, name in zip(self.pages, _TABS, strict=True):
            self.tabs.addTab(page, name)
        self._bodies = [""] * len(_TABS)
        self.foot.addStretch(1)
        for name, tip, step in (("arrow-up", "上一行", -1), ("arrow-down", "下一行", 1)):
            button = QPushButton(self.foot_row)
            button.setProperty("k", "ghost")
            button.setIcon(icon(name))
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(self._up if step < 0 else self._down)
            self.foot.addWidget(button)
        theme().changed.connect(self._render)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No row is current."""
        self.show_head("", "点选一行，这里显示它的详情", None)
        self.tabs.setTabText(_HISTORY, "历史")
        self.tabs.setTabText(_CHECK_INS, "报送")
        self._fill([""] * len(_TABS))

    def show_item(self, row: Row, light: LightCell) -> None:
        """The head of an item, at once; the tabs follow when they are read."""
        self.show_head(
            f"{row.level.label} {row.number}".rstrip(), row.title, light.light, light.why
        )

    def show_read(self, row: Row, detail: Any, history: Sequence[HistoryLine]) -> None:
        """Details, history, check-ins and origin as read."""
        self.tabs.setTabText(_HISTORY, f"历史 {len(history)}" if history else "历史")
        reports = detail.check_ins
        self.tabs.setTabText(_CHECK_INS, f"报送 {len(reports)}" if reports else "报送")
        bodies = [_details(row, detail), _history(history), _check_ins(reports)]
        self._fill([*bodies, _origin(detail.origin)])

    def show_history(self) -> None:
        """Bring the history to the front."""
        self.tabs.setCurrentIndex(_HISTORY)

    def _fill(self, bodies: list[str]) -> None:
        self._bodies = bodies
        self._render()

    def _render(self) -> None:
        t = theme().tokens
        sheet = (
            f"body {{ color: {t.text}; }} .k {{ color: {t.text3}; }} .o {{ color: {t.text3}; }}"
            f" .q {{ background-color: {t.soft}; color: {t.text}; }}"
            f" .w {{ color: {t.text2}; }} td {{ padding: 3px 0; }} p {{ margin: 0; }}"
        )
        for page, body in zip(self.pages, self._bodies, strict=True):
            page.document().setDefaultFont(theme().font())
            page.document().setDefaultStyleSheet(sheet)
            page.setHtml(body or '<p class="k">这里还没有内容。</p>')

    def _up(self) -> None:
        self.stepped.emit(-1)

    def _down(self) -> None:
        self.stepped.emit(1)


class PanelReader(QObject):
    """Reads what the panel shows, after a pause, so that running through rows stays fast."""

    def __init__(
        self, panel: ItemPanel, model: TreeModel, operations: Operations, services: Any
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._model = model
        self._operations = operations
        self._services = services
        self._item_id = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_PAUSE_MS)
        self._timer.timeout.connect(self._read)

    def show(self, item_id: int) -> None:
        """Another row is current; nothing is read while the panel is closed."""
        self._item_id = item_id
        if not self._panel.isVisible():
            return
        row = self._model.item_of(item_id)
        if row is None:
            self._panel.show_nothing()
            return
        self._panel.show_item(row, self._model.light(item_id))
        self._timer.start()

    def again(self) -> None:
        """Something changed or the panel was opened: show the same row anew."""
        self.show(self._item_id)

    def _read(self) -> None:
        self._operations.read(self._ask, self._item_id, done=self._answered)

    def _ask(self, item_id: int) -> tuple[int, Any, Any]:
        detail = self._services.decomposition.detail(item_id)
        return item_id, detail, self._services.journal.history(item_id)

    def _answered(self, answer: tuple[int, Any, Any]) -> None:
        item_id, detail, history = answer
        row = self._model.item_of(item_id)
        if item_id == self._item_id and row is not None:
            self._panel.show_read(row, detail, history[:MOST_ENTRIES])


def _text_page(parent: QWidget) -> QTextBrowser:
    page = QTextBrowser(parent)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setOpenLinks(False)
    page.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    page.setStyleSheet("QTextBrowser { border: none; padding: 6px 8px; }")
    return page


def _details(row: Row, detail: Any) -> str:
    parts = []
    if detail.path:
        parts.append(f'<p class="k">{_text(detail.path)}</p><p style="font-size: 6px">&nbsp;</p>')
    lines = []
    for column in Column:
        if column in (Column.NUMBER, Column.TITLE) or column not in columns_of(row.level):
            continue
        shown = _shown(row, column)
        lines.append(
            f'<tr><td class="k" width="{theme().px(76)}">{column.label}</td><td>{_text(shown) or "—"}</td></tr>'
        )
    if row.origin is not None:
        lines.append(_source(row.origin))
    if lines:
        parts.append(f'<table width="100%" cellspacing="0">{"".join(lines)}</table>')
    if detail.indicators:
        listed = "".join(f"<li>{_text(line)}</li>" for line in detail.indicators)
        parts.append(
            f'<p><b>量化目标 {len(detail.indicators)} 项</b></p><ul type="disc">{listed}</ul>'
        )
    return "".join(parts)


def _source(origin: ItemOrigin) -> str:
    """Where the task comes from, and the words of the meeting or the leader."""
    words = f'<p class="w">“{_text(origin.wording)}”</p>' if origin.wording else ""
    return (
        f'<tr><td class="k" width="{theme().px(76)}">来源</td><td>{_text(origin.kind.label)}：'
        f"{_text(origin.note)}{words}</td></tr>"
    )


def _shown(row: Row, column: Column) -> str:
    if column is Column.LEAD and counting_words(row):
        return counting_words(row)
    if row.inherited and column in (Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT):
        value = str(getattr(row, column.value))
        return f"{value}（随上级）" if value else ""
    if column is Column.DUE and row.due is not None and row.due_text:
        return f"{row.due.isoformat()}（{row.due_text}）"
    return typed_text(row, column)


def _history(entries: Sequence[HistoryLine]) -> str:
    return "".join(_entry(entry) for entry in entries)


def _entry(entry: HistoryLine) -> str:
    lines = "".join(
        f'<p><span class="k">{_text(name)}</span> {_old(old)} → <b>{_text(new) or "空"}</b></p>'
        for name, old, new in entry.lines
    )
    head = f"{entry.at:%Y-%m-%d %H:%M}　{_text(entry.clerk)}"
    return f'<p class="k">{head}</p><p><b>{_text(entry.label)}</b></p>{lines}<p>&nbsp;</p>'


def _old(value: str) -> str:
    return f'<s class="o">{_text(value)}</s>' if value else '<span class="o">空</span>'


def _check_ins(reports: Sequence[Any]) -> str:
    parts = []
    for report in reports:
        figure = "未填" if report.progress is None else f"{report.progress:g} %"
        parts.append(
            f"<p><b>{_text(str(report.period.label))}</b>　{_text(report.unit)}　{figure}</p>"
        )
        for name, text in (
            ("进展", report.done),
            ("问题", report.problems),
            ("下一步", report.next_step),
        ):
            if text:
                parts.append(f'<p><span class="k">{name}</span> {_text(text)}</p>')
        parts.append("<p>&nbsp;</p>")
    return "".join(parts)


def _origin(origin: Any) -> str:
    """The file and the place, and the words with some of what stands around them."""
    if origin is None:
        return f'<p class="k">{_TYPED}</p>'
    head = f'<p><b>{_text(origin.name)}</b></p><p class="k">{_text(origin.place)}</p>'
    if not origin.words:
        return head
    return (
        f'{head}<p style="font-size: 6px">&nbsp;</p><p class="w">{_text(origin.before)}'
        f'<span class="q"><b>{_text(origin.words)}</b></span>{_text(origin.after)}</p>'
    )
