"""退回: the note that goes back to the unit, drafted from what was found wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.return_review import ReviewRow, UnitReview
from leqing_desktop.ui.models.review_columns import shown_title
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

NAMED = 4


class SendBackDialog(QDialog):
    """``note`` is the 退回说明; ``copy_wanted`` says that the 退回稿 is saved next."""

    def __init__(
        self, parent: QWidget | None, review: UnitReview, rows: Sequence[ReviewRow]
    ) -> None:
        super().__init__(parent)
        whole = len(rows) == len(review.rows)
        what = "整份报送表" if whole else f"{len(rows)} 条" if rows else "补报缺的行"
        self.setWindowTitle(f"退回{review.unit} {what}")
        head = PlainLabel(self.windowTitle(), self)
        head.setProperty("k", "title")
        names = "、".join(f"“{shown_title(row)[:24]}”" for row in rows[:NAMED])
        more = f"等 {len(rows)} 条" if len(rows) > NAMED else ""
        text = PlainLabel(f"退回{names}{more}，等单位重报；已审核通过的其他行不动。", self)
        if not rows:
            lacking = "、".join(f"“{each[:24]}”" for each in review.missing[:NAMED])
            text.setText(f"请单位补报{lacking}等 {len(review.missing)} 项；已审核通过的行不动。")
        elif whole:
            text.setText("整份退回，已审核通过的行也从账里取出，等单位重报。")
        text.setProperty("k", "label")
        text.setWordWrap(True)
        label = PlainLabel("退回说明（随退回稿发给单位，可以改）", self)
        self.edit = QPlainTextEdit(drafted_note(review, rows), self)
        self.edit.setAccessibleName("退回说明")
        self.edit.setTabChangesFocus(True)
        self.copy_box = QCheckBox("接着另存退回稿：单位自己的表，问题标黄并加批注", self)
        self.copy_box.setChecked(True)
        self.stay_button = QPushButton("取消", self)
        words = "整份退回" if whole else f"退回 {what}" if rows else "退回补报"
        self.go_button = QPushButton(words, self)
        self.go_button.setProperty("k", "primary")
        self.go_button.setDefault(True)
        self.go_button.setToolTip("退回  Ctrl+Enter")
        self._lay_out(head, text, label)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._go)
        self.edit.textChanged.connect(self._typed)
        self.stay_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.accept)
        self._typed()
        self.edit.setFocus()

    def _lay_out(self, *above: QWidget) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stay_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self.edit, 1)
        column.addWidget(self.copy_box)
        column.addLayout(buttons)
        self.resize(theme().px(620), theme().px(440))

    @property
    def note(self) -> str:
        """What is written to the unit."""
        return self.edit.toPlainText().strip()

    @property
    def copy_wanted(self) -> bool:
        """Whether the 退回稿 is to be saved."""
        return self.copy_box.isChecked()

    def _typed(self) -> None:
        self.go_button.setEnabled(bool(self.note))

    def _go(self) -> None:
        if self.go_button.isEnabled():
            self.accept()


def drafted_note(review: UnitReview, rows: Sequence[ReviewRow]) -> str:
    """The questions of the findings, numbered; a polite line where nothing was found."""
    whole = review.shown.findings if review.shown is not None else ()
    asked = [each.question or each.message for each in whole if each.row is None]
    for row in rows:
        asked.extend(each.question or each.message for each in row.findings)
        if not row.findings:
            asked.append(f"“{shown_title(row)}”请核实后重报。")
    lines = list(dict.fromkeys(asked))
    numbered = "\n".join(f"{at}. {line}" for at, line in enumerate(lines, start=1))
    return f"{review.unit}：\n请按以下意见核实、补正后重新报送。\n{numbered}".rstrip()
