"""修改督办规则: what counts as near, the days to answer, whether notices escalate, what is overdue."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from leqing_desktop.domain.escalation import EscalationRule
from leqing_desktop.domain.notice import NoticeColour, NoticeDeadlines
from leqing_desktop.ui.dialogs.rule_dialog import RuleDialog
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.widgets.rule_numbers import RuleNumber, RuleNumbers
from leqing_desktop.ui.widgets.rule_trial import NoticeTrialPane
from leqing_desktop.ui.widgets.segmented import Segmented

DEFAULT = EscalationRule()
MOST = 250
_UNIT = " 个工作日"
_COLOURS = tuple((colour.value, f"{colour.label}单") for colour in NoticeColour)


class EscalationRuleDialog(RuleDialog):
    """Everything in it is a sound rule: each field keeps to its range."""

    noun, section, paused = "督办规则", "提出和升级", ""

    @property
    def draft(self) -> EscalationRule:
        """What stands in the editor as a rule."""
        days = self.numbers.value
        return EscalationRule(
            1,
            self.effective_from,
            days("near_days"),
            NoticeDeadlines(days("blue"), days("orange"), days("red")),
            self.escalates.isChecked(),
            NoticeColour(self.overdue.key),
        )

    def show_usual(self) -> None:
        """Put the default into the editor."""
        self.show_values(DEFAULT)

    def show_values(self, rule: EscalationRule) -> None:
        """Put a rule into the editor."""
        days = {colour.value: rule.deadlines.of(colour) for colour in NoticeColour}
        self.escalates.setChecked(rule.escalates)
        self.overdue.choose(rule.overdue.value)
        self.numbers.show_values(days | {"near_days": rule.near_days})
        self._judge()

    def _make_editor(self) -> list[QWidget]:
        rule: EscalationRule = self.rule
        rows = [
            RuleNumber(
                "near_days",
                "临近期限",
                rule.near_days,
                0,
                MOST,
                _UNIT,
                "完成期限在这些天之内，发蓝单",
            ),
            *(
                RuleNumber(
                    colour.value,
                    f"{colour.label}单答复",
                    rule.deadlines.of(colour),
                    1,
                    MOST,
                    _UNIT,
                    f"{colour.meaning}，自签发次日起算",
                )
                for colour in NoticeColour
            ),
        ]
        self.numbers = RuleNumbers(rows, self)
        self.escalates = QCheckBox("到期未反馈的逐级升级：蓝单升橙单，橙单升红单", self)
        self.escalates.setChecked(rule.escalates)
        self.further_now = _now("升级" if rule.escalates else "不升级", self)
        self.overdue_now = _now(f"{rule.overdue.label}单", self)
        self.overdue = Segmented(_COLOURS, self)
        self.overdue.choose(rule.overdue.value)
        name = PlainLabel("已过完成期限，发", self)
        name.setProperty("k", "label")
        further = _row(self, self.escalates, None, self.further_now)
        return [self.numbers, further, _row(self, name, self.overdue, None, self.overdue_now)]

    def _make_trial(self) -> NoticeTrialPane:
        return NoticeTrialPane(self._period, self)

    def _usual_words(self) -> str:
        days = " / ".join(str(DEFAULT.deadlines.of(colour)) for colour in NoticeColour)
        return f"恢复默认 {DEFAULT.near_days}，{days}"

    def _since_words(self) -> str:
        return "起提出和签发的督办单按新规则，已签发的不变"

    def _judge(self) -> None:
        rule: EscalationRule = self.rule
        self.further_now.setVisible(self.escalates.isChecked() != rule.escalates)
        self.overdue_now.setVisible(self.overdue.key != rule.overdue.value)
        super()._judge()

    def _connect(self) -> None:
        super()._connect()
        self.numbers.changed.connect(self._judge)
        self.escalates.toggled.connect(self._judge)
        self.overdue.chosen.connect(self._judge)


def _row(parent: QWidget, *parts: QWidget | None) -> QWidget:
    """The parts in one line; None is the spare room."""
    row = QWidget(parent)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return row


def _now(words: str, parent: QWidget) -> PlainLabel:
    """What is in force, shown beside a field that says something else."""
    label = PlainLabel(f"现行 {words}", parent)
    label.setProperty("chip", "yellow")
    label.hide()
    return label
