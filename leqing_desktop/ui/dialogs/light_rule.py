"""修改亮灯规则: the bands at the left, what they would change (规则试算) at the right, before saving."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leqing_desktop.domain.light_rule import Band, Light, LightRule, rule_from_bands
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import LeqingError
from leqing_desktop.ui.models.rule_trial_table import RuleTrialTable
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.light_bars import LightBars
from leqing_desktop.ui.widgets.rule_ruler import RuleRuler

PAUSE = 250
DEFAULT = LightRule()


class LightRuleDialog(QDialog):
    """``saved`` is True once the new version stands in the ledger."""

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        service: Any,
        period: Period,
        rule: LightRule,
        next_version: int,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改亮灯规则")
        self._operations, self._service, self._period = operations, service, period
        self._rule: LightRule | None = None
        self._asked = 0
        self.saved = False
        self._make_bands(rule, next_version, period)
        self._make_trial()
        self._make_buttons(next_version)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self.show_limits(rule.yellow_over, rule.red_over)

    def show_limits(self, yellow: float, red: float) -> None:
        """Put two limits into the bands and the ruler."""
        for edit, value in (
            (self.green_up, yellow),
            (self.yellow_over, yellow),
            (self.yellow_up, red),
            (self.red_over, red),
        ):
            edit.setText(f"{value:g}")
        self._judge()

    def _connect(self) -> None:
        self.ruler.moved.connect(self.show_limits)
        for edit in (self.green_up, self.yellow_over, self.yellow_up, self.red_over):
            edit.textEdited.connect(self._judge)
        self.since.dateChanged.connect(self._judge)
        self.reason.textChanged.connect(self._show_save)
        self._pause.timeout.connect(self._try)
        self.usual.clicked.connect(lambda: self.show_limits(DEFAULT.yellow_over, DEFAULT.red_over))
        self.stay.clicked.connect(self.reject)
        self.save.clicked.connect(self._store)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save.click)

    @property
    def effective_from(self) -> date:
        """The day from which the new version holds."""
        day = self.since.date()
        return date(day.year(), day.month(), day.day())

    # Judging what is typed

    def _judge(self) -> None:
        self._rule = None
        try:
            bands = (
                Band(Light.GREEN, None, _value(self.green_up)),
                Band(Light.YELLOW, _value(self.yellow_over), _value(self.yellow_up)),
                Band(Light.RED, _value(self.red_over), None),
            )
            self._rule = rule_from_bands(1, self.effective_from, bands)
            self.cover.setText("没有空档，没有重叠：任何进度都恰好对应一种灯。")
            self.ruler.show_limits(self._rule.yellow_over, self._rule.red_over)
            self._pause.start()
        except ValueError as error:
            self.cover.setText(str(error))
            self._pause.stop()
        self.cover.setProperty("k", "" if self._rule is not None else "error")
        self.cover.style().polish(self.cover)
        self._show_save()

    def _show_save(self) -> None:
        ready = self._rule is not None and bool(self.reason.toPlainText().strip())
        self.save.setEnabled(ready)

    def _try(self) -> None:
        if self._rule is None:
            return
        self._asked += 1
        asked = self._asked
        self._operations.read(
            self._service.trial,
            self._period,
            self._rule.yellow_over,
            self._rule.red_over,
            self.effective_from,
            done=lambda trial: self._show_trial(asked, trial),
        )

    def _show_trial(self, asked: int, trial: Any) -> None:
        if asked != self._asked:
            return
        self.table.set_changes(trial.changes)
        self.bars.show_counts(("现行", trial.old_counts), ("试算", trial.new_counts))
        self.sentence.setText(trial.sentence)
        self.consequences.setText("\n".join(_consequences(trial)))

    def _store(self) -> None:
        if self._rule is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        self._operations.run(
            self._service.save_light_rule,
            self._rule.yellow_over,
            self._rule.red_over,
            self.effective_from,
            self.reason.toPlainText(),
            done=self._stored,
            failed=self._refused,
            toast="已保存亮灯规则",
        )

    def _stored(self, _changes: object) -> None:
        self.saved = True
        self.accept()

    def _refused(self, error: LeqingError) -> None:
        self.fault.setText(str(error))
        self._show_save()

    # Layout

    def _make_bands(self, rule: LightRule, next_version: int, period: Period) -> None:
        self.version = PlainLabel(f"第 {rule.version} 版 → 第 {next_version} 版草稿", self)
        self.version.setProperty("k", "hint")
        self.ruler = RuleRuler(rule.yellow_over, rule.red_over, self)
        self.green_up, self.yellow_over, self.yellow_up, self.red_over = (
            _figure(self, words) for words in ("绿灯不超过", "黄灯大于", "黄灯不超过", "红灯大于")
        )
        self.cover = PlainLabel(parent=self)
        self.cover.setWordWrap(True)
        self.since = QDateEdit(self)
        self.since.setDisplayFormat("yyyy-MM-dd")
        self.since.setCalendarPopup(True)
        first = period.first_day
        self.since.setDate(QDate(first.year, first.month, first.day))
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("修改理由")
        self.reason.setFixedHeight(theme().px(56))

    def _make_trial(self) -> None:
        self.bars = LightBars(self)
        self.table = RuleTrialTable(self)
        self.view = self._table_view()
        self.sentence = PlainLabel(parent=self)
        self.sentence.setWordWrap(True)
        self.consequences = PlainLabel(parent=self)
        self.consequences.setWordWrap(True)
        self.fault = PlainLabel(parent=self)
        self.fault.setProperty("k", "error")
        self.fault.setWordWrap(True)

    def _make_buttons(self, next_version: int) -> None:
        self.usual = QPushButton(f"恢复默认 {DEFAULT.yellow_over:g} / {DEFAULT.red_over:g}", self)
        self.usual.setAutoDefault(False)
        self.stay = QPushButton("取消", self)
        self.stay.setAutoDefault(False)
        self.save = QPushButton(f"保存为第 {next_version} 版", self)
        self.save.setProperty("k", "primary")
        self.save.setAutoDefault(False)
        self.save.setToolTip("Ctrl+Enter")

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addLayout(self._left(), 1)
        both.addLayout(self._right(), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.usual)
        buttons.addWidget(self.fault, 1)
        buttons.addWidget(self.stay)
        buttons.addWidget(self.save)
        head = QHBoxLayout()
        title = PlainLabel(self.windowTitle(), self)
        title.setProperty("k", "title")
        head.addWidget(title)
        head.addWidget(self.version)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(both, 1)
        column.addLayout(buttons)
        self.resize(theme().px(1080), theme().px(600))

    def _left(self) -> QVBoxLayout:
        since = QHBoxLayout()
        since.addWidget(PlainLabel("自", self))
        since.addWidget(self.since)
        since.addWidget(PlainLabel("起，已锁定的季度不变", self))
        since.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(_title("分档", self))
        left.addWidget(self.ruler)
        left.addLayout(self._bands())
        left.addWidget(self.cover)
        left.addWidget(_title("生效", self))
        left.addLayout(since)
        left.addWidget(PlainLabel("修改理由（必填，写入历史）", self))
        left.addWidget(self.reason)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(_title(f"规则试算　{self._period.label}", self))
        right.addWidget(self.bars)
        right.addWidget(self.view, 1)
        right.addWidget(self.sentence)
        right.addWidget(_title("连带影响", self))
        right.addWidget(self.consequences)
        return right

    def _bands(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for at, words in enumerate(("灯", "落后大于", "不超过", "另外")):
            head = PlainLabel(words, self)
            head.setProperty("k", "label")
            grid.addWidget(head, 0, at)
        rows: tuple[tuple[str, QWidget | None, QWidget | None, str], ...] = (
            ("● 绿", None, self.green_up, ""),
            ("▲ 黄", self.yellow_over, self.yellow_up, ""),
            ("■ 红", self.red_over, None, "或已过期限仍未完成"),
            ("○ 灰", None, None, "还没到启动时间，或挂起、取消"),
        )
        for row, (light, over, up, more) in enumerate(rows, start=1):
            grid.addWidget(PlainLabel(light, self), row, 0)
            grid.addWidget(over or PlainLabel("—", self), row, 1)
            grid.addWidget(up or PlainLabel("—", self), row, 2)
            grid.addWidget(PlainLabel(more, self), row, 3)
        grid.setColumnStretch(3, 1)
        return grid

    def _table_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().row_height)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        for at, wide in enumerate((44, 0, 110, 62, 56, 66)):
            if wide:
                header.resizeSection(at, theme().px(wide))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return view


def _consequences(trial: Any) -> list[str]:
    lines = []
    old, new = sum(trial.old_notices.values()), sum(trial.new_notices.values())
    if old != new:
        moves = "、".join(
            f"{colour.label}单 {trial.old_notices[colour]} → {trial.new_notices[colour]}"
            for colour in NoticeColour
            if trial.old_notices[colour] != trial.new_notices[colour]
        )
        lines.append(f"督办建议由 {old} 件变为 {new} 件（{moves}）")
    for each in trial.places[:4]:
        verb = "升" if each.new < each.old else "降"
        lines.append(f"{each.unit}排名由第 {each.old} {verb}到第 {each.new}")
    if len(trial.places) > 4:
        lines.append(f"另有 {len(trial.places) - 4} 个单位排名变化")
    return lines or ["督办建议和排名都不变。"]


def _figure(parent: QWidget, words: str) -> QLineEdit:
    edit = QLineEdit(parent)
    edit.setAccessibleName(words)
    edit.setFixedWidth(theme().px(72))
    edit.setMaxLength(6)
    edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    return edit


def _value(edit: QLineEdit) -> float | None:
    text = edit.text().strip().removesuffix("%")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{edit.accessibleName()}“{text}”不是数，请填落后多少点。") from None


def _title(words: str, parent: QWidget) -> PlainLabel:
    label = PlainLabel(words, parent)
    label.setProperty("k", "heading")
    return label
