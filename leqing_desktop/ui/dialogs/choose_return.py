"""待选: two returns of one unit that differ, side by side; one of them is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leqing_desktop.domain.return_form import IndicatorField, TaskField
from leqing_desktop.domain.return_review import ReturnVersion, ReviewRow, UnitReview
from leqing_desktop.ui.models.review_columns import shown_title
from leqing_desktop.ui.models.supervision_tables import NoticeCell, NoticeColumn, NoticeTableModel
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import NoticeTable


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that the returns fill differently: whose row, which column, each return's words."""

    title: str
    label: str
    texts: tuple[str, ...]


class ChooseReturnDialog(QDialog):
    """``chosen_id`` is the file to use."""

    def __init__(self, parent: QWidget | None, reviews: Sequence[UnitReview]) -> None:
        super().__init__(parent)
        files = [each.shown for each in reviews if each.shown is not None]
        unit = reviews[0].unit
        self.chosen_id = 0
        self.setWindowTitle(f"选用{unit}的报送表")
        head = PlainLabel(f"{unit}交来 {len(files)} 份不同的表，用哪一份？", self)
        head.setProperty("k", "title")
        found = differences(reviews)
        text = PlainLabel(f"下面是填得不一样的 {len(found)} 格；没选用的仍作为旧版留存。", self)
        text.setProperty("k", "label")
        self.table = NoticeTable(_model(files, found, self), "两份表的差别", self)
        self.buttons = [self._button(each) for each in files]
        cancel = QPushButton("以后再选", self)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        for button in self.buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in (head, text):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.resize(theme().px(900), theme().px(520))
        cancel.setFocus()

    def _button(self, file: ReturnVersion) -> QPushButton:
        name = file.name if len(file.name) <= 18 else f"{file.name[:17]}…"
        button = QPushButton(f"选用 v{file.version}（{name}）", self)
        button.setToolTip(f"{file.name}，{file.received_on} 收到")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._chosen, file.id))
        return button

    def _chosen(self, file_id: int) -> None:
        self.chosen_id = file_id
        self.accept()


def differences(reviews: Sequence[UnitReview]) -> tuple[Difference, ...]:
    """The cells that differ between returns of one unit, in the order of the first one's rows."""
    rows: dict[tuple[bool, int | None, int], list[ReviewRow | None]] = {}
    for at, review in enumerate(reviews):
        for row in review.rows:
            key = (row.indicator, row.subject_id, row.row if row.subject_id is None else 0)
            rows.setdefault(key, [None] * len(reviews))[at] = row
    found = []
    for each in rows.values():
        first = next(row for row in each if row is not None)
        for field in first.fields:
            texts = tuple(
                row.fields.get(field, "") if row is not None else "（没有这一行）" for row in each
            )
            if len(set(texts)) > 1:
                found.append(Difference(shown_title(first), _label(first, field), texts))
    return tuple(found)


def _label(row: ReviewRow, field: str) -> str:
    return IndicatorField(field).label if row.indicator else TaskField(field).label


def _model(
    files: Sequence[ReturnVersion], found: Sequence[Difference], parent: QDialog
) -> NoticeTableModel:
    columns = [NoticeColumn("任务", 150, 2), NoticeColumn("栏目", 110)]
    columns += [NoticeColumn(f"v{each.version} {each.name}", 160, 3) for each in files]
    model = NoticeTableModel(columns, _cells, parent)
    model.show_rows(found, 0)
    return model


def _cells(each: Difference, _year: int) -> tuple[NoticeCell, ...]:
    texts = [NoticeCell(text or "（空）", text) for text in each.texts]
    return (NoticeCell(each.title, each.title, bold=True), NoticeCell(each.label), *texts)
