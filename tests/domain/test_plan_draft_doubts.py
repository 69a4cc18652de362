from __future__ import annotations

from dataclasses import replace

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan import Finding
from leqing_desktop.domain.plan_draft import Doubt
from leqing_desktop.domain.plan_draft_doubts import agree, rival, stranger, strangers
from tests.domain.drafts import draft, key_of


def test_two_values_of_one_indicator_are_made_one() -> None:
    made = draft()
    one, other = key_of(made, "平台1"), key_of(made, "平台2")
    assert rival(made, one) is None
    made = editing.rename(made, other, "平 台1")
    found = rival(made, one)
    assert found is not None and found.key == other
    same = agree(made, other, one)
    facts = same.node(other).facts
    assert isinstance(facts, Indicator)
    assert (facts.value, facts.name) == (10, "平 台1")
    assert same.node(other).edited and rival(same, one) is None
    assert rival(editing.redate(made, other, "2030"), one) is None
    assert rival(made, key_of(made, "举措1")) is None


def test_the_unit_that_the_organisation_list_lacks() -> None:
    made = draft()
    doubt = Doubt(Finding("单位不在名单", "单位名单里没有“市财政局”，请核对名称或加入名单。"))
    assert stranger(made, doubt) == "市财政局"
    renamed = editing.rename_unit(made, "市财政局", "市国资办")
    assert stranger(renamed, doubt) == ""
    assert strangers(renamed, ("市经信局",)) == ("市国资办",)
    assert strangers(renamed, ()) == ()
    left_out = editing.take(renamed, [n.key for n in renamed.nodes], False)
    assert strangers(left_out, ("市经信局",)) == ()
    assert strangers(replace(made, units=()), ("市经信局", "市财政局")) == ()
