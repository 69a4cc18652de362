"""修改亮灯规则: the three bands and the ruler that shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.light_rule import LightRule
from leqing_desktop.ui.dialogs.rule_dialog import Call, RuleDialog
from leqing_desktop.ui.widgets.rule_bands import RuleBands
from leqing_desktop.ui.widgets.rule_ruler import RuleRuler
from leqing_desktop.ui.widgets.rule_trial import RuleTrialPane

DEFAULT = LightRule()


class LightRuleDialog(RuleDialog):
    """The ruler and the bands say the same; either may be changed."""

    noun, section, paused = "亮灯规则", "分档", "界限改好后再试算。"

    @property
    def draft(self) -> LightRule | None:
        """The bands as a rule."""
        return self.bands.rule

    def show_limits(self, yellow: float, red: float) -> None:
        """Put two limits into the bands and the ruler."""
        self.bands.show_limits(yellow, red)

    def show_usual(self) -> None:
        """Put the default limits into the bands and the ruler."""
        self.show_limits(DEFAULT.yellow_over, DEFAULT.red_over)

    def _make_editor(self) -> list[QWidget]:
        rule: LightRule = self.rule
        self.ruler = RuleRuler(rule.yellow_over, rule.red_over, self)
        self.bands = RuleBands(rule, self)
        return [self.ruler, self.bands]

    def _make_trial(self) -> RuleTrialPane:
        return RuleTrialPane(self._period, self)

    def _usual_words(self) -> str:
        return f"恢复默认 {DEFAULT.yellow_over:g} / {DEFAULT.red_over:g}"

    def _connect(self) -> None:
        super()._connect()
        self.ruler.moved.connect(self.show_limits)
        self.bands.changed.connect(self._judge)

    def _judge(self) -> None:
        rule = self.bands.rule
        if rule is not None:
            self.ruler.show_limits(rule.yellow_over, rule.red_over)
        super()._judge()

    def _trial_call(self, rule: LightRule) -> Call:
        given = (self._period, rule.yellow_over, rule.red_over, self.effective_from)
        return self._service.trial, given

    def _save_call(self, rule: LightRule, reason: str) -> Call:
        given = (rule.yellow_over, rule.red_over, self.effective_from, reason)
        return self._service.save_light_rule, given
