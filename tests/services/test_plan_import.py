from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan import PlanFacts
from leqing_desktop.domain.plan_draft import Change, Draft, DraftNode, NodeKind
from leqing_desktop.domain.plan_import import ImportReview
from leqing_desktop.domain.table_columns import Meaning
from leqing_desktop.errors import Refused
from tests.ledgers import Clock, Desk, opened, workspace
from tests.plan_texts import AMENDED, PLAN


@pytest.fixture(scope="module")
def empty_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "空.leqing"
    workspace(Clock()).create(path, "empty")
    return path


@pytest.fixture
def empty(empty_master: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    yield from opened(Path(shutil.copy(empty_master, tmp_path / "空.leqing")), clock)


def read(desk: Desk, path: Path) -> ImportReview:
    service = desk.services.plan_import
    return service.review(service.reading(path).run())


def bring_in(desk: Desk, path: Path) -> tuple[Draft, Changes]:
    review = read(desk, path)
    return review.draft, desk.services.plan_import.apply(review)


def text_file(folder: Path, text: str, name: str = "三年行动计划.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table_file(folder: Path, rows: list[list[object]], name: str = "分解表.xlsx") -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


def plan(desk: Desk) -> PlanFacts:
    return desk.services.ledger.plan()


def node(draft: Draft, title: str, kind: NodeKind | None = None) -> DraftNode:
    [found] = [n for n in draft.nodes if n.title == title and kind in (None, n.kind)]
    return found


def test_a_text_comes_into_an_empty_ledger_as_one_step(empty: Desk, tmp_path: Path) -> None:
    before = empty.tables
    draft, changes = bring_in(empty, text_file(tmp_path, PLAN))
    assert changes.label.startswith("导入“三年行动计划.txt”：新增 2 个工程、3 项举措、")
    got, wanted = plan(empty), draft.facts()
    assert (got.title, got.start_year, got.end_year) == (wanted.title, 2024, 2026)
    assert (got.goals, got.programmes) == (wanted.goals, wanted.programmes)
    assert got.findings == wanted.findings and got.findings
    assert {unit.name for unit in got.units} >= {"市科技局", "各镇街", "市教育局"}
    empty.services.journal.undo()
    assert empty.tables == before
    empty.services.journal.redo()
    assert plan(empty) == got


def test_importing_the_same_text_again_changes_nothing(empty: Desk, tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAN)
    bring_in(empty, path)
    before = empty.tables
    draft, changes = bring_in(empty, path)
    assert changes.operation_id is None and empty.tables == before
    assert {n.change for n in draft.nodes} == {Change.SAME}


def test_an_amended_text_changes_what_it_amends_and_nothing_else(
    empty: Desk, tmp_path: Path
) -> None:
    bring_in(empty, text_file(tmp_path, PLAN))
    # The clerk has made the plan his own meanwhile.
    [platform] = [r for r in empty.rows if r.title == "建设公共技术平台"]
    [tackle] = [r for r in empty.rows if r.title == "突破关键技术"]
    service = empty.services.decomposition
    service.apply([Edit(platform.id, Column.SUPPORT, "市财政局")])
    task = next(r for r in empty.rows if r.parent_id == platform.id)
    service.apply([Edit(task.id, Column.PERSON, "李工"), Edit(task.id, Column.TITLE, "检测中心")])
    before = {row.id: row for row in empty.rows}
    draft, changes = bring_in(empty, text_file(tmp_path, AMENDED))
    assert "新增 1 项举措" in changes.label and "更新" in changes.label
    after = {row.id: row for row in empty.rows}
    # What the document did not change stays as the clerk has it.
    assert after[platform.id].support == "市财政局"
    assert (after[task.id].title, after[task.id].person) == ("检测中心", "李工")
    assert after[tackle.id].responsible == "市科技局、市教育局、市人社局"
    [target] = after[platform.id].indicators
    assert target.endswith("≥15 个")
    new = [row for key, row in after.items() if key not in before]
    assert "拓展应用场景" in {row.title for row in new}
    assert not [r for r in new if r.parent_id == platform.id and r.level is Level.TASK]
    assert node(draft, "拓展应用场景").change is Change.NEW
    empty.services.journal.undo()
    assert {row.id: row for row in empty.rows} == before


def test_what_an_amended_text_lacks_stays_unless_the_clerk_sends_it_to_the_bin(
    empty: Desk, tmp_path: Path
) -> None:
    bring_in(empty, text_file(tmp_path, AMENDED))
    path = text_file(tmp_path, PLAN)
    draft, _ = bring_in(empty, path)
    gone = node(draft, "拓展应用场景", NodeKind.MEASURE)
    assert gone.change is Change.GONE and not gone.taken
    assert any(d.finding.kind == "新稿没有" and d.key == gone.key for d in draft.doubts)
    assert "拓展应用场景" in {row.title for row in empty.rows}
    review = read(empty, path)
    key = node(review.draft, "拓展应用场景", NodeKind.MEASURE).key
    discarded = review.with_draft(editing.take(review.draft, [key], True))
    changes = empty.services.plan_import.apply(discarded)
    assert "移入回收站" in changes.label
    assert "拓展应用场景" not in {row.title for row in empty.rows}
    assert "拓展应用场景" in {row.title for row in empty.services.decomposition.bin()}


def test_only_what_is_taken_is_written(empty: Desk, tmp_path: Path) -> None:
    review = read(empty, text_file(tmp_path, PLAN))
    draft = editing.take(review.draft, [node(review.draft, "壮大龙头企业").key], False)
    draft = editing.rename(draft, node(draft, "突破关键技术").key, "攻克关键技术")
    empty.services.plan_import.apply(review.with_draft(draft))
    titles = [row.title for row in empty.rows if row.level is Level.MEASURE]
    assert titles == ["建设公共技术平台", "攻克关键技术"]
    nothing = editing.take(review.draft, [n.key for n in review.draft.nodes], False)
    with pytest.raises(Refused, match="至少勾选一项"):
        empty.services.plan_import.apply(review.with_draft(nothing))


def test_the_built_in_plan_takes_no_second_set_of_tasks(desk: Desk, tmp_path: Path) -> None:
    """A ledger whose tasks the clerk wrote gets none by rule; a new measure brings its own."""
    measure = next(r for r in desk.rows if r.level is Level.MEASURE)
    text = (
        "乐清市计划（2021—2025年）\n\n一、主要任务\n\n（一）" + "实施产品高端化工程\n"
        f"1．{measure.title}。开展样机研制。到2025年，新增省级新产品900项。（责任单位：市科技局）\n"
        "2．共建中试基地。推进基地建设。（责任单位：市科技局）\n"
    )
    before = {row.id for row in desk.rows}
    draft, _ = bring_in(desk, text_file(tmp_path, text))
    assert node(draft, measure.title).change in (Change.SAME, Change.CHANGED)
    assert not node(draft, "开展样机研制").taken
    new = [row for row in desk.rows if row.id not in before]
    assert {row.title for row in new if row.parent_id == measure.id} == set()
    assert "共建中试基地" in {row.title for row in new}


def test_a_deletion_during_the_review_is_refused_in_words(empty: Desk, tmp_path: Path) -> None:
    bring_in(empty, text_file(tmp_path, PLAN))
    review = read(empty, text_file(tmp_path, AMENDED))
    gone = next(row for row in empty.rows if row.title == "突破关键技术")
    empty.services.decomposition.delete([gone.id])
    before = empty.tables
    with pytest.raises(Refused, match="重新选择文件"):
        empty.services.plan_import.apply(review)
    assert empty.tables == before


HEAD: list[object] = ["序号", "工作任务", "具体举措", "责任单位", "责任人", "完成时限", "目标值"]


def test_a_table_comes_in_and_its_next_edition_updates_it(empty: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["2025年重点任务分解表"],
        HEAD,
        [1, "培育企业", "开展走访服务", "市经信局", "张三", "2025年6月底前", "50家以上"],
        [2, "培育企业", "兑现扶持政策", "市财政局", "", "全年", ""],
        [3, "建设平台", "建成检测中心", "市科技局、市经信局", "", "2025-09-30", "1个"],
    ]
    draft, changes = bring_in(empty, table_file(tmp_path, rows))
    assert not draft.waiting() and "3 项任务" in changes.label
    facts = plan(empty)
    assert facts.title == "2025年重点任务分解表"
    [programme] = facts.programmes
    assert programme.title is None and [m.title for m in programme.measures] == [
        "培育企业",
        "建设平台",
    ]
    assert bring_in(empty, table_file(tmp_path, rows))[1].operation_id is None
    rows[2][3:6] = ["市商务局", "", "2025年8月底前"]
    rows.append([4, "建设平台", "引进运营团队", "市投促局", "", "12月底", ""])
    draft, changes = bring_in(empty, table_file(tmp_path, rows))
    assert changes.label.endswith("新增 1 项任务，更新 1 处")
    visit = node(draft, "开展走访服务", NodeKind.TASK)
    assert [each.field for each in visit.differences] == ["单位", "期限"]
    assert [d.finding.kind for d in draft.waiting()] == ["单位不在名单", "单位不在名单"]
    [stored] = [r for r in empty.rows if r.title == "开展走访服务"]
    # An empty cell of somebody's table takes nothing away.
    assert (stored.person, stored.responsible, str(stored.due)) == (
        "张三",
        "市商务局",
        "2025-08-31",
    )


def test_a_mapping_once_chosen_serves_the_next_table_of_the_shape(
    empty: Desk, tmp_path: Path
) -> None:
    head: list[object] = ["序号", "事项", "甲栏", "责任单位", "完成时限"]
    path = table_file(tmp_path, [head, [1, "建设一号厂房", "科技科", "市经信局", "2025-06-30"]])
    service = empty.services.plan_import
    file = service.reading(path).run()
    assert file.mapping is not None
    sheet = file.mapping.sheets[0].sheet
    chosen = file.mapping.with_meaning(sheet, 2, Meaning.SECTION)
    service.apply(service.review(service.reading(path, chosen).run()))
    assert [r.section for r in empty.rows if r.level is Level.TASK] == ["科技科"]
    path = table_file(tmp_path, [head, [1, "建设二号厂房", "规划科", "市经信局", "2025-06-30"]])
    bring_in(empty, path)
    assert [r.section for r in empty.rows if r.level is Level.TASK] == ["科技科", "规划科"]


SHEET: list[list[object]] = [
    ["2025年任务清单"],
    ["序号", "工程", "举措", "重点任务", "责任单位", "完成时限"],
    [1, "甲工程", "招商", "开展驻点招商", "市商务局", "2025-06-30"],
    [2, "甲工程", "招商", "举办推介会", "市商务局", "2025-09-30"],
    [3, "甲工程", "招商", "兑现奖励", "市财政局", "2025-12-31"],
]


def test_a_row_that_the_next_edition_of_a_table_lacks_is_told_and_stays(
    empty: Desk, tmp_path: Path
) -> None:
    bring_in(empty, table_file(tmp_path, SHEET))
    draft, _ = bring_in(empty, table_file(tmp_path, SHEET[:4]))
    assert node(draft, "兑现奖励").change is Change.GONE
    [doubt] = draft.waiting()
    assert doubt.finding.kind == "新稿没有" and "兑现奖励" in doubt.finding.message
    assert "兑现奖励" in {row.title for row in empty.rows}


def test_a_programme_under_another_name_is_the_same_programme(empty: Desk, tmp_path: Path) -> None:
    bring_in(empty, table_file(tmp_path, SHEET))
    renamed = [SHEET[0], SHEET[1], *([r[0], "招大引强行动", *r[2:]] for r in SHEET[2:])]
    _, changes = bring_in(empty, table_file(tmp_path, renamed))
    assert changes.label.endswith("更新 1 处")
    assert [r.title for r in empty.rows if r.level is Level.PROGRAMME] == ["招大引强行动"]


def test_a_target_that_the_clerk_corrected_stays_when_the_text_comes_again(
    empty: Desk, tmp_path: Path
) -> None:
    path = text_file(tmp_path, PLAN)
    review = read(empty, path)
    key = next(n.key for n in review.draft.nodes if n.title.endswith("市级以上平台"))
    corrected = editing.retarget(review.draft, key, "18个以上")
    # The task that serves the target says the new number too.
    twin = next(n for n in corrected.nodes if n.kind is NodeKind.TASK and "平台" in n.title)
    assert getattr(twin.facts, "target", "") == "≥18 个"
    empty.services.plan_import.apply(review.with_draft(corrected))
    assert bring_in(empty, path)[1].operation_id is None
    assert "≥18 个" in "".join(t for row in empty.rows for t in row.indicators)


def test_a_file_that_says_nothing_is_refused_in_its_own_words(empty: Desk, tmp_path: Path) -> None:
    review = read(empty, text_file(tmp_path, "今天天气很好。", "随笔.txt"))
    with pytest.raises(Refused, match="没有读到举措或任务"):
        empty.services.plan_import.apply(review)
