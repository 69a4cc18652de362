"""The three bands of 亮灯规则 as a table to type into, with the sentence whether they cover everything."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from leqing_desktop.domain.light_rule import Band, Light, LightRule, rule_from_bands
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.chip import restyle
from leqing_desktop.ui.widgets.side_panel import LightLabel
from leqing_desktop.ui.widgets.tone_line import ToneLine

COVERED = "没有空档，没有重叠：任何进度都恰好对应一种灯。"
ROW, WIDTH, CORNER = 28, 96, 6
_HEADS = ("灯", "落后大于", "不超过", "另外")
_MORE = {Light.RED: "或已过期限仍未完成", Light.GREY: "没到启动时间，或已挂起、取消"}


class LimitEdit(QLineEdit):
    """One limit; tint and corner mark one that differs from the rule in force (``usual``)."""

    def __init__(self, words: str, usual: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.usual = usual
        self.setProperty("k", "limit")
        self.setAccessibleName(words)
        self.setMaxLength(6)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> float | None:
        """The number typed, None for an empty cell; ValueError for anything else."""
        text = self.text().strip().removesuffix("点").removesuffix("%")
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{self.accessibleName()}“{text}”不是数，请填落后多少点。") from None

    def show_state(self, *, wrong: bool) -> None:
        """Tint the cell: wrong, changed, or as it is in force."""
        try:
            changed = self.value() != self.usual
        except ValueError:
            changed = True
        restyle(self, "state", "wrong" if wrong else "edited" if changed else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The field, and the corner of an edited cell."""
        super().paintEvent(event)
        if self.property("state") != "edited":
            return
        side, right = theme().px(CORNER), self.width()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("corner"))
        corner = [QPointF(right - side, 0), QPointF(right, 0), QPointF(right, side)]
        painter.drawPolygon(QPolygonF(corner))
        painter.end()


class RuleBands(QWidget):
    """``changed`` whenever another rule, or none, stands there; ``rule`` is None while it is faulty."""

    changed = Signal()

    def __init__(self, rule: LightRule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule: LightRule | None = None
        yellow, red = rule.yellow_over, rule.red_over
        self.green_up = LimitEdit("绿灯不超过", yellow, self)
        self.yellow_over = LimitEdit("黄灯大于", yellow, self)
        self.yellow_up = LimitEdit("黄灯不超过", red, self)
        self.red_over = LimitEdit("红灯大于", red, self)
        self.edits = (self.green_up, self.yellow_over, self.yellow_up, self.red_over)
        self._last = self.green_up
        self.cover = ToneLine(self)
        self._cells: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._table())
        column.addWidget(self.cover)
        for edit in self.edits:
            edit.textEdited.connect(self._typed)
        self.cover.remedy.connect(self._align)
        theme().changed.connect(self._measure)
        self._measure()
        self.show_limits(yellow, red)

    def show_limits(self, yellow: float, red: float) -> None:
        """Put two limits into all four cells."""
        for edit, value in zip(self.edits, (yellow, yellow, red, red), strict=True):
            edit.setText(f"{value:g}")
        self._judge()

    def _typed(self) -> None:
        edit = self.sender()
        if isinstance(edit, LimitEdit):
            self._last = edit
        self._judge()

    def _align(self) -> None:
        """Give the neighbour of the cell typed last the same limit."""
        self._other().setText(self._last.text())
        self._last.setFocus()
        self._judge()

    def _other(self) -> LimitEdit:
        """The cell that holds the same limit as the one typed last."""
        return self.edits[self.edits.index(self._last) ^ 1]

    def _judge(self) -> None:
        self.rule = None
        try:
            self.rule = rule_from_bands(1, date.min, self._bands())
            self.cover.say("ok", COVERED)
        except ValueError as error:
            self.cover.say("error", str(error), self._remedy())
        pairs = (self.edits[:2], self.edits[2:])
        apart = [edit for pair in pairs if not _agree(*pair) for edit in pair]
        for edit in self.edits:
            edit.show_state(wrong=self.rule is None and (edit in apart or not apart))
        self.changed.emit()

    def _bands(self) -> tuple[Band, Band, Band]:
        return (
            Band(Light.GREEN, None, self.green_up.value()),
            Band(Light.YELLOW, self.yellow_over.value(), self.yellow_up.value()),
            Band(Light.RED, self.red_over.value(), None),
        )

    def _remedy(self) -> str:
        """Words for making the two cells of a limit alike, where that would help."""
        try:
            value = self._last.value()
        except ValueError:
            return ""
        helps = value is not None and not _agree(self._last, self._other())
        return f"两档都取 {value:g}" if helps else ""

    def _table(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("bands")
        grid = QGridLayout(frame)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(1)
        for at, words in enumerate(_HEADS):
            grid.addWidget(self._cell(words, "bandHead", right=at in (1, 2)), 0, at)
        over_up: dict[Light, tuple[LimitEdit | None, LimitEdit | None]] = {
            Light.GREEN: (None, self.green_up),
            Light.YELLOW: (self.yellow_over, self.yellow_up),
            Light.RED: (self.red_over, None),
            Light.GREY: (None, None),
        }
        for row, (light, pair) in enumerate(over_up.items(), start=1):
            grid.addWidget(_light_cell(light, frame), row, 0)
            for at, edit in enumerate(pair, start=1):
                cell = edit if edit is not None else self._cell("—", "band", right=True)
                grid.addWidget(cell, row, at)
                self._cells.append(cell)
            grid.addWidget(self._cell(_MORE.get(light, ""), "band"), row, 3)
        grid.setColumnStretch(3, 1)
        return frame

    def _cell(self, words: str, kind: str, *, right: bool = False) -> PlainLabel:
        label = PlainLabel(words, self)
        label.setProperty("k", kind)
        if right:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _measure(self) -> None:
        for cell in self._cells:
            cell.setFixedSize(theme().px(WIDTH), theme().px(ROW))


def _light_cell(light: Light, parent: QWidget) -> QFrame:
    frame = QFrame(parent)
    frame.setProperty("k", "band")
    shown = LightLabel(frame)
    shown.set_light(light)
    column = QVBoxLayout(frame)
    column.setContentsMargins(theme().px(8), 0, theme().px(16), 0)
    column.addWidget(shown, 0, Qt.AlignmentFlag.AlignVCenter)
    return frame


def _agree(one: LimitEdit, other: LimitEdit) -> bool:
    try:
        value = one.value()
        return value is not None and value == other.value()
    except ValueError:
        return False
