"""Every way out of a doubt does what its words say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leqing_desktop.domain.indicator import Indicator
from leqing_desktop.domain.plan_draft import NodeKind
from leqing_desktop.services.bundle import Services
from leqing_desktop.ui.dialogs.draft_texts import PlanTitleDialog
from leqing_desktop.ui.dialogs.unknown_units import UnknownUnitsDialog
from leqing_desktop.ui.models.draft_cells import TITLE_AT
from leqing_desktop.ui.widgets.tree_editors import CellEdit
from tests.ui.plan_import.steps import AMENDED, PLAN, Key, Reviewer

Write = Callable[..., Path]


def values(reviewer: Reviewer) -> list[float]:
    facts = [n.facts for n in reviewer.page.session.draft.nodes if n.title == "新增深水网箱"]
    return [each.value for each in facts if isinstance(each, Indicator)]


def settled(reviewer: Reviewer, number: int) -> str:
    return reviewer.page.session.draft.doubts[number].settled


def test_two_values_are_kept_or_made_one(reviewer: Reviewer) -> None:
    number = reviewer.doubt("数字不一致")
    reviewer.choose(number, "两处都留")
    assert (values(reviewer), settled(reviewer, number)) == ([300, 260], "两处都留")
    reviewer.choose(number, "重新考虑")
    assert settled(reviewer, number) == ""
    reviewer.choose(number, "都用 ≥260 口")
    assert values(reviewer) == [260, 260]
    reviewer.page.take_back()
    reviewer.choose(number, "都用 ≥300 口")
    assert values(reviewer) == [300, 300]


def test_a_doubt_shows_its_row(reviewer: Reviewer) -> None:
    panes = reviewer.page.panes
    panes.doubt_card.view.show_row(reviewer.doubt("数字不一致"))
    node = reviewer.page.session.draft.node(panes.view.key)
    assert (node.title, node.kind) == ("新增深水网箱", NodeKind.INDICATOR)
    panes.doubt_card.view.show_row(reviewer.doubt("无人认领"))
    [span] = panes.source.text._chosen
    assert panes.source.text.toPlainText()[span.start :].startswith("县政府要建立")


def test_missing_units_are_typed_in_place(reviewer: Reviewer) -> None:
    number = reviewer.doubt("责任缺失")
    reviewer.choose(number, "填单位…")
    editor = reviewer.page.panes.view.findChildren(CellEdit)[-1]
    reviewer.bot.keyClicks(editor, "A")
    editor.insert("县商务局")
    reviewer.bot.keyClick(editor, Key.Key_Return)
    assert settled(reviewer, number) == "已填单位"


def test_a_sentence_nobody_covers_becomes_a_task(reviewer: Reviewer) -> None:
    number = reviewer.doubt("无人认领")
    reviewer.go("发展目标", TITLE_AT)
    reviewer.choose(number, "设为任务")
    assert "请先在上面的识别结果里选中" in reviewer.page.banner.text
    assert settled(reviewer, number) == ""
    reviewer.go("壮大加工龙头", TITLE_AT)
    reviewer.choose(number, "设为任务")
    made = reviewer.page.session.draft.node(reviewer.page.panes.view.key)
    assert made.title.startswith("县政府要建立渔业发展联席会议制度")
    assert made.parent == reviewer.node("壮大加工龙头").key
    assert settled(reviewer, number) == "设为任务"
    reviewer.page.take_back()
    assert settled(reviewer, number) == "" and made.key not in reviewer.page.session.draft.index()


def test_the_next_doubt_is_found_by_key(reviewer: Reviewer) -> None:
    view = reviewer.page.panes.doubt_card.view
    seen = []
    for _ in range(4):
        reviewer.press(Key.Key_F8)
        seen.append(view.currentIndex().row())
    assert seen == [0, 1, 2, 0]
    reviewer.page.acts["finding.previous"].trigger()
    assert view.currentIndex().row() == 2


def test_what_the_new_edition_lacks_is_kept_or_binned(
    reviewer: Reviewer, services: Services, file: Write
) -> None:
    reviewer.bring_in()
    reviewer.read(file(AMENDED, "修订稿.txt"))
    by_key = {doubt.key: n for n, doubt in enumerate(reviewer.page.session.draft.doubts)}
    task = reviewer.node("建成养殖基地", NodeKind.TASK).key
    indicator = reviewer.node("建成养殖基地", NodeKind.INDICATOR).key
    reviewer.choose(by_key[task], "移入回收站")
    assert reviewer.page.session.draft.node(task).taken
    reviewer.choose(by_key[indicator], "保留")
    assert not reviewer.page.session.draft.node(indicator).taken
    reviewer.bring_in()
    rows = {row.title: row for row in services.decomposition.tree()}
    assert "建成养殖基地" not in rows
    assert "建成养殖基地 5 个" in " ".join(rows["发展深远海养殖"].indicators)


def test_the_title_is_asked_for_where_none_is_printed(
    reviewer: Reviewer, file: Write, services: Services
) -> None:
    untitled = PLAN.partition("\n")[2]
    reviewer.read(file(untitled, "草稿.txt"))
    number = reviewer.doubt("题名")

    def write(dialog: PlanTitleDialog) -> None:
        dialog.field.setText("滨海渔业三年计划")
        dialog.go_button.click()

    reviewer.answer(PlanTitleDialog, write, lambda: reviewer.choose(number, "写题名…"))
    assert settled(reviewer, number) == "题名“滨海渔业三年计划”"
    reviewer.bring_in()
    assert services.ledger.info().title == "滨海渔业三年计划"


def test_units_the_list_lacks_are_asked_for_once(
    reviewer: Reviewer, services: Services, file: Write
) -> None:
    reviewer.bring_in()
    changed = AMENDED.replace("县财政局", "县财政和国资局").replace(
        "渔市3个。（责任单位：县发改局", "渔市3个。（责任单位：县商务局"
    )
    reviewer.read(file(changed, "改名.txt"))
    number = reviewer.doubt("单位不在名单")

    def rename(dialog: UnknownUnitsDialog) -> None:
        dialog.choose("县财政和国资局", "县财政局")
        dialog.go_button.click()

    reviewer.answer(UnknownUnitsDialog, rename, lambda: reviewer.choose(number, "改名或加入名单…"))
    assert settled(reviewer, number) == "改为县财政局"

    def add(dialog: UnknownUnitsDialog) -> None:
        assert list(dialog.answer) == ["县商务局"]
        dialog.choose("县商务局", "县商务局")
        dialog.go_button.click()

    reviewer.answer(UnknownUnitsDialog, add, reviewer.bring_in)
    rows = {row.title: row for row in services.decomposition.tree()}
    assert rows["改造传统池塘"].support == "县财政局"
    assert rows["办好渔市"].responsible == "县商务局"
