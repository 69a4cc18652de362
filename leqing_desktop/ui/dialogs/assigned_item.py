"""登记交办事项: a meeting's decision or a leader's instruction, and the tasks that it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.item_origin import ASSIGNED_PROGRAMME, ItemOrigin, OriginKind
from leqing_desktop.services.assigned_items import DAY, SOURCE, MeasureChoice, TypedOrigin
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.pasted_rows import PastedRows, RowsEdit
from leqing_desktop.ui.widgets.segmented import Segmented
from leqing_desktop.ui.widgets.tree_editors import UnitsEdit

_LABELS = {
    Column.TITLE: "事项（必填）",
    Column.TARGET: "要求或目标",
    Column.LEAD: "牵头单位",
    Column.RESPONSIBLE: "责任单位",
    Column.SUPPORT: "配合单位",
    Column.SECTION: "责任科室",
    Column.PERSON: "责任人",
    Column.DUE: "完成期限",
}
_UNITS = (Column.LEAD, Column.RESPONSIBLE, Column.SUPPORT)
_HINT = "从会议纪要的表格里复制几行，粘贴到“事项”：依次是事项、牵头单位、配合单位、完成期限。"


class AssignedItemDialog(QDialog):
    """``entered(typed, rows, measure_id, again)`` asks for the writing; the page answers.

    With ``known`` only the source of a task is asked for: ``entered`` carries no rows.
    """

    entered = Signal(object, object, object, bool)

    def __init__(
        self,
        parent: QWidget | None,
        unit_names: Sequence[str],
        measures: Sequence[MeasureChoice],
        known: ItemOrigin | None = None,
        source_only: str = "",
    ) -> None:
        super().__init__(parent)
        self.source_only = source_only
        self.setWindowTitle("任务来源" if source_only else "登记交办事项")
        self.kinds = Segmented([(kind.value, kind.label) for kind in OriginKind], self)
        self.source_edit = _line(self)
        self.document_edit = _line(self)
        self.day_edit = _line(self)
        self.day_edit.setPlaceholderText("如 3月5日、2026-03-05")
        self.wording_edit = QPlainTextEdit(self)
        self.wording_edit.setTabChangesFocus(True)
        self.wording_edit.setFixedHeight(theme().px(50))
        self.fields: dict[Column, QLineEdit] = {
            column: _field(column, unit_names, self) for column in _LABELS
        }
        self.fields[Column.DUE].setPlaceholderText("如 6月底、2026-06-30、长期")
        self.measure_box = QComboBox(self)
        self.measure_box.setAccessibleName("归入举措")
        self.pasted = PastedRows(self)
        self.problem = PlainLabel(parent=self)
        self.problem.setProperty("k", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._labels: dict[str, PlainLabel] = {}
        self._measures = measures
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.kinds.choose((known.kind if known else OriginKind.DECISION).value)
        self._kind_chosen()
        if known is not None:
            self._show(known)
        self.source_edit.setFocus()

    # What was typed

    @property
    def typed(self) -> TypedOrigin:
        """The source as typed."""
        return TypedOrigin(
            OriginKind(self.kinds.key),
            self.source_edit.text(),
            self.document_edit.text(),
            self.day_edit.text(),
            self.wording_edit.toPlainText(),
        )

    @property
    def rows(self) -> list[dict[Column, str]]:
        """The items: those pasted, else the one typed."""
        if self.pasted.rows:
            shared = {c: f.text() for c, f in self.fields.items() if c is not Column.TITLE}
            return [shared | {k: v for k, v in row.items() if v} for row in self.pasted.rows]
        return [{column: field.text() for column, field in self.fields.items()}]

    @property
    def measure_id(self) -> int | None:
        """The measure chosen; None for 交办事项."""
        chosen: int | None = self.measure_box.currentData()
        return chosen

    # What comes back

    def put_units(self, names: Mapping[str, str]) -> None:
        """Exchange unit names by what the clerk answered."""
        from leqing_desktop.ui.pages.decomposition_edits import renamed

        for column in _UNITS:
            self.fields[column].setText(renamed(self.fields[column].text(), dict(names)))
        self.pasted.rename(_UNITS, partial(renamed, names=dict(names)))

    def next_item(self, told: str) -> None:
        """The item is in the ledger; the source stays for the meeting's next one."""
        for column in (Column.TITLE, Column.TARGET, Column.SECTION, Column.PERSON):
            self.fields[column].clear()
        for column in _UNITS:
            self.fields[column].clear()
        self.pasted.clear()
        self.said.setText(told)
        self._say("")
        self.fields[Column.TITLE].setFocus()

    def refuse(self, sentence: str, problems: Mapping[tuple[int, str], str]) -> None:
        """Say what is wrong, and go to the first field that is."""
        self._say(sentence)
        fields: dict[str, QWidget] = {SOURCE: self.source_edit, DAY: self.day_edit}
        fields |= {column.value: field for column, field in self.fields.items()}
        for _, name in problems:
            if name in fields:
                fields[name].setFocus()
                break

    def set_busy(self, busy: bool) -> None:
        """Nothing is sent twice."""
        for button in (self.go_button, self.again_button):
            button.setEnabled(not busy)

    # Making

    def _make_buttons(self) -> None:
        self.said = PlainLabel(parent=self)
        self.said.setProperty("k", "hint")
        self.stay_button = QPushButton("关闭", self)
        self.again_button = QPushButton("登记并继续", self)
        self.again_button.setToolTip("登记并继续  Ctrl+Enter")
        self.go_button = QPushButton("保存来源" if self.source_only else "登记", self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        for button in (self.stay_button, self.again_button):
            button.setAutoDefault(False)
        self.again_button.setVisible(not self.source_only)

    def _lay_out(self) -> None:
        head = PlainLabel(self.source_only or "登记交办事项", self)
        head.setProperty("k", "title")
        head.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(head, 1)
        top.addWidget(self.kinds)
        column.addLayout(top)
        column.addLayout(self._source_grid())
        if not self.source_only:
            column.addWidget(_heading("要办的事", self))
            column.addLayout(self._item_grid())
            column.addWidget(self.pasted)
            hint = PlainLabel(_HINT, self)
            hint.setProperty("k", "hint")
            hint.setWordWrap(True)
            column.addWidget(hint)
        column.addStretch(1)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        for button in (self.stay_button, self.again_button, self.go_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        for widget in (self.measure_box, *self.fields.values()):
            widget.setVisible(not self.source_only)
        self.pasted.hide()
        self.setMinimumWidth(theme().px(680))

    def _source_grid(self) -> QGridLayout:
        grid = _grid()
        self._put(grid, 0, 0, "source", "", self.source_edit)
        self._put(grid, 0, 1, "document", "", self.document_edit)
        self._put(grid, 0, 2, "day", "交办日期", self.day_edit)
        self._put(grid, 2, 0, "wording", "原文", self.wording_edit, 3)
        return grid

    def _item_grid(self) -> QGridLayout:
        grid = _grid()
        places = {
            Column.TITLE: (0, 0, 2), Column.DUE: (0, 2, 1),
            Column.LEAD: (2, 0, 1), Column.RESPONSIBLE: (2, 1, 1), Column.SUPPORT: (2, 2, 1),
            Column.TARGET: (4, 0, 1), Column.SECTION: (4, 1, 1), Column.PERSON: (4, 2, 1),
        }  # fmt: skip
        for column, (row, at, span) in places.items():
            self._put(grid, row, at, column.value, _LABELS[column], self.fields[column], span)
        self._put(grid, 6, 0, "measure", "归入举措", self.measure_box, 3)
        for after, before in zip(list(places)[1:], list(places)[:-1], strict=True):
            self.setTabOrder(self.fields[before], self.fields[after])
        return grid

    def _put(
        self,
        grid: QGridLayout,
        row: int,
        at: int,
        key: str,
        words: str,
        field: QWidget,
        span: int = 1,
    ) -> None:
        label = PlainLabel(words, self)
        label.setProperty("k", "label")
        label.setBuddy(field)
        field.setAccessibleName(words)
        self._labels[key] = label
        grid.addWidget(label, row, at, 1, span)
        grid.addWidget(field, row + 1, at, 1, span)

    def _connect(self) -> None:
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._again)
        title = self.fields[Column.TITLE]
        assert isinstance(title, RowsEdit)
        title.pasted.connect(self._take_rows)
        self.pasted.emptied.connect(self._rows_gone)
        self.kinds.chosen.connect(self._kind_chosen)
        self.stay_button.clicked.connect(self.reject)
        self.again_button.clicked.connect(self._again)
        self.go_button.clicked.connect(self._go)

    def _kind_chosen(self, _key: str = "") -> None:
        kind = OriginKind(self.kinds.key)
        for key, words in (("source", kind.source_label), ("document", kind.document_label)):
            self._labels[key].setText(words + ("（必填）" if key == "source" else ""))
        self.source_edit.setAccessibleName(kind.source_label)
        self.document_edit.setAccessibleName(kind.document_label)
        decision = kind is OriginKind.DECISION
        self.source_edit.setPlaceholderText("如 市长办公会议" if decision else "如 张某某副市长")
        self.document_edit.setPlaceholderText("如 纪要〔2026〕3号" if decision else "可以不填")
        now = self.measure_id
        self.measure_box.clear()
        self.measure_box.addItem(f"{ASSIGNED_PROGRAMME} › {kind.measure}（规划以外）", None)
        for each in self._measures:
            self.measure_box.addItem(each.words, each.id)
        self.measure_box.setCurrentIndex(max(0, self.measure_box.findData(now)))

    def _show(self, origin: ItemOrigin) -> None:
        self.source_edit.setText(origin.source)
        self.document_edit.setText(origin.document)
        self.day_edit.setText(origin.on_day.isoformat() if origin.on_day else "")
        self.wording_edit.setPlainText(origin.wording)

    def _take_rows(self, text: str) -> None:
        self.pasted.take(text)
        self.fields[Column.TITLE].setEnabled(not self.pasted.rows)
        self.fields[Column.TITLE].setText(f"粘贴的 {len(self.pasted.rows)} 件")
        self.go_button.setText(f"登记 {len(self.pasted.rows)} 件")
        self.go_button.setFocus()

    def _rows_gone(self) -> None:
        self.fields[Column.TITLE].setEnabled(True)
        self.fields[Column.TITLE].clear()
        self.go_button.setText("登记")
        self.fields[Column.TITLE].setFocus()

    def _again(self) -> None:
        if self.again_button.isEnabled():
            self._send(again=not self.source_only)

    def _go(self) -> None:
        self._send(again=False)

    def _send(self, *, again: bool) -> None:
        self._say("")
        rows = [] if self.source_only else self.rows
        self.entered.emit(self.typed, rows, self.measure_id, again)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _line(parent: QWidget) -> QLineEdit:
    return QLineEdit(parent)


def _field(column: Column, unit_names: Sequence[str], parent: QWidget) -> QLineEdit:
    if column is Column.TITLE:
        return RowsEdit(parent)
    if column not in _UNITS:
        return QLineEdit(parent)
    edit = UnitsEdit(unit_names, parent)
    edit.setStyleSheet("")
    return edit


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for place in range(3):
        grid.setColumnStretch(place, 1)
    return grid


def _heading(words: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", "heading")
    return label
