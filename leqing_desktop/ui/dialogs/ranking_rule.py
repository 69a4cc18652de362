"""修改排名公式: three weights with their live sum, and what a yellow light is worth."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leqing_desktop.domain.ranking import RankingRule
from leqing_desktop.ui.dialogs.rule_dialog import RuleDialog
from leqing_desktop.ui.widgets.rule_numbers import RuleNumber, RuleNumbers
from leqing_desktop.ui.widgets.rule_trial import RankingTrialPane
from leqing_desktop.ui.widgets.tone_line import ToneLine

DEFAULT = RankingRule()
FULL = 100
_NAMES = {"submissions": "报送", "lights": "亮灯", "notices": "督办"}
_HINTS = {
    "submissions": "按时报送数 / 应报送数",
    "lights": "（绿灯 + 折算的黄灯）/ 绿黄红灯总数",
    "notices": "已答复数 / 应答复数",
}


class RankingRuleDialog(RuleDialog):
    """Weights that do not make 100 are told, with one press to mend them."""

    noun, section, paused = "排名公式", "三项权重", "三项权重合计 100 后再试算。"

    @property
    def draft(self) -> RankingRule | None:
        """The numbers as a rule, None where the weights do not make 100."""
        if self.total != FULL:
            return None
        weight = self.weights.value
        return RankingRule(
            1,
            self.effective_from,
            weight("submissions"),
            weight("lights"),
            weight("notices"),
            self.worth.value("yellow_worth"),
        )

    @property
    def total(self) -> int:
        """The sum of the three weights."""
        return sum(self.weights.value(key) for key in _NAMES)

    def show_usual(self) -> None:
        """Put the default into the editor."""
        self.show_values(DEFAULT)

    def show_values(self, rule: RankingRule) -> None:
        """Put a rule's numbers into the editor."""
        values = rule.to_values()
        self.worth.show_values({"yellow_worth": values.pop("yellow_worth")})
        self.weights.show_values(values)

    def _make_editor(self) -> list[QWidget]:
        now: dict[str, int] = self.rule.to_values()
        rows = [RuleNumber(k, name, now[k], 0, FULL, "", _HINTS[k]) for k, name in _NAMES.items()]
        self.weights = RuleNumbers(rows, self)
        self.sum = ToneLine(self)
        hint = "一盏黄灯抵多少盏绿灯"
        worth = RuleNumber("yellow_worth", "黄灯折算", now["yellow_worth"], 0, FULL, " %", hint)
        self.worth = RuleNumbers([worth], self)
        return [self.weights, self.sum, self.worth]

    def _make_trial(self) -> RankingTrialPane:
        return RankingTrialPane(self._period, self)

    def _usual_words(self) -> str:
        return f"恢复默认 {DEFAULT.submissions} / {DEFAULT.lights} / {DEFAULT.notices}"

    def _connect(self) -> None:
        super()._connect()
        self.weights.changed.connect(self._judge)
        self.worth.changed.connect(self._judge)
        self.sum.remedy.connect(self._mend)

    def _judge(self) -> None:
        weights = " + ".join(f"{name} {self.weights.value(k)}" for k, name in _NAMES.items())
        if self.total == FULL:
            self.sum.say("ok", f"{weights} = 100")
        else:
            gap = FULL - self.total
            words = f"还差 {gap}" if gap > 0 else f"多了 {-gap}"
            told = f"{weights} = {self.total}，应为 100，{words}。"
            self.sum.say("error", told, self._remedy())
        super()._judge()

    def _remedy(self) -> str:
        found = self._fitting()
        return "" if found is None else f"{_NAMES[found[0]]}取 {found[1]}"

    def _fitting(self) -> tuple[str, int] | None:
        """The last weight that was not typed just now and can take up the rest, and its number."""
        gap = FULL - self.total
        for key in reversed(_NAMES):
            fitting = self.weights.value(key) + gap
            if key != self.weights.last and 0 <= fitting <= FULL:
                return key, fitting
        return None

    def _mend(self) -> None:
        found = self._fitting()
        if found is not None:
            self.weights.show_values(dict((found,)))
            self.weights.setFocus()
