"""An exported 分解表 that comes back: what was changed in it is changed, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain import plan_draft_editing as editing
from leqing_desktop.domain.decomposition import Column, Edit, NewRow
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan_draft import Change, NodeKind
from leqing_desktop.domain.table_columns import Meaning
from tests.ledgers import Clock, Desk, fill_small, opened, workspace
from tests.libreoffice import LibreOffice, needs_libreoffice
from tests.services.returned_tables import (
    HEADER,
    Sheet,
    bring_back,
    exported,
    kinds,
    milestones,
    review_of,
    task,
)

# The file


def test_the_last_column_is_hidden_and_not_printed(desk: Desk, tmp_path: Path) -> None:
    page = Sheet(exported(desk, tmp_path)).page
    assert page.cell(HEADER, 15).value == "编号（程序用）"
    assert page.column_dimensions["O"].hidden
    assert page.print_area == f"'分解表'!$A$1:$N${page.max_row}"
    assert page.auto_filter.ref == f"A3:N{page.max_row}"
    assert {str(ref) for ref in page.merged_cells.ranges} >= {"A1:N1", "A2:N2"}
    ids = [page.cell(row, 15).value for row in range(HEADER + 1, page.max_row + 1)]
    tasks = [row.id for row in desk.rows if row.level is Level.TASK]
    assert [int(str(each).partition("-")[2]) for each in ids] == tasks


def test_the_reader_knows_the_column(desk: Desk, tmp_path: Path) -> None:
    table = read_table(exported(desk, tmp_path))
    [sheet] = table.mapping.sheets
    assert {each.confidence for each in sheet.columns} == {1.0}
    named = {each.heading: each.meaning for each in sheet.columns}
    assert (named["举措"], named["重点任务"]) == (Meaning.MEASURE, Meaning.TASK)
    assert (named["目标（指标）"], named["编号（程序用）"]) == (Meaning.MEASURE_TARGET, Meaning.ID)
    assert all(place.id for place in table.places)


def test_our_own_table_is_known_below_a_row_more_and_when_hardly_filled(
    small: Desk, tmp_path: Path
) -> None:
    """What its columns mean is not guessed from what stands in them."""
    for row in [row for row in small.rows if row.level is Level.TASK][1:]:
        small.services.decomposition.delete([row.id])
    sheet = Sheet(exported(small, tmp_path))
    sheet.unmerge()
    for merge in list(sheet.page.merged_cells.ranges):
        sheet.page.unmerge_cells(str(merge))
    sheet.page.insert_rows(1)
    draft, changes = bring_back(small, sheet.save())
    assert changes.operation_id is None and kinds(draft) == []


# Untouched


def test_an_untouched_file_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = exported(desk, tmp_path)
    before = desk.tables
    draft, changes = bring_back(desk, path)
    assert changes.operation_id is None and desk.tables == before
    assert kinds(draft) == [] and draft.doubts == ()
    assert sum(n.kind is NodeKind.TASK for n in draft.nodes) == 143
    assert sum(row.level is Level.MILESTONE for row in desk.rows) == 197


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_saved_by_another_program_it_is_still_the_same(
    desk: Desk, tmp_path: Path, kind: str, libreoffice: LibreOffice
) -> None:
    (path,) = libreoffice.convert(kind, tmp_path / "另存", exported(desk, tmp_path))
    draft, changes = bring_back(desk, path)
    assert changes.operation_id is None
    assert kinds(draft) == [] and draft.doubts == ()


def test_the_file_of_another_ledger_is_somebody_elses(desk: Desk, tmp_path: Path) -> None:
    clock = Clock(datetime(2024, 9, 21, 8, 15))
    path = tmp_path / "另一本.leqing"
    workspace(clock).create(path, "empty")
    fill_small(path)
    for other in opened(path, clock):
        draft, _ = bring_back(other, exported(desk, tmp_path))
        tasks = [n for n in draft.nodes if n.kind is NodeKind.TASK]
        known = [n for n in tasks if n.change is not Change.NEW]
        # Only by its name, as of any table.
        assert [n.title for n in known] == ["新增软件著作权"] and len(tasks) == 143


# Edited cells


def edit_cells(desk: Desk, sheet: Sheet) -> Callable[[], None]:
    """Change a cell of each kind; gives what to check afterwards."""
    one, two = task(desk, 0), task(desk, 5)
    nodes = milestones(desk, two.id)
    assert nodes and nodes[0].due
    lines = str(sheet.page.cell(sheet.row(two.title), sheet.columns["里程碑"]).value).split("\n")
    lines[0] = lines[0].replace(nodes[0].due.isoformat(), "2025-11-30")
    lines.append(f"{len(lines) + 1}. 召开推进会（2025-10-31；会议纪要）")
    sheet.set(two.title, "里程碑", "\n".join(lines))
    sheet.set(one.title, "任务目标", "66家")
    sheet.set(one.title, "牵头单位", "市发改局")
    sheet.set(one.title, "责任科室", "规划科")
    sheet.set(one.title, "责任人", "王某")
    sheet.set(one.title, "完成时限", datetime(2025, 11, 15))
    sheet.set(one.title, "重点任务", "换了说法的任务")

    def check() -> None:
        now = desk.by_id(one.id)
        assert (now.title, now.target, now.section) == ("换了说法的任务", "66家", "规划科")
        assert (now.lead, now.person, now.due) == ("市发改局", "王某", date(2025, 11, 15))
        assert now.start == one.start
        after = milestones(desk, two.id)
        assert [row.title for row in after] == [*(r.title for r in nodes), "召开推进会"]
        assert after[0].due == date(2025, 11, 30) and after[0].id == nodes[0].id
        assert (after[0].evidence, after[-1].evidence) == (nodes[0].evidence, "会议纪要")
        assert after[-1].due == date(2025, 10, 31)
        changed = {one.id, two.id, nodes[0].id, after[-1].id}
        same = {row.id: row for row in before if row.id not in changed}
        assert {row.id: row for row in desk.rows if row.id not in changed} == same

    before = desk.rows
    return check


def test_what_was_edited_in_the_file_is_edited_in_the_ledger(desk: Desk, tmp_path: Path) -> None:
    sheet = Sheet(exported(desk, tmp_path))
    check = edit_cells(desk, sheet)
    before = desk.rows
    draft, changes = bring_back(desk, sheet.save())
    assert changes.label == "导入“分解表.xlsx”：更新 2 处"
    check()
    [first, second] = [n for n in draft.nodes if n.change is Change.CHANGED]
    assert [d.field for d in first.differences] == [
        *("名称", "单位", "责任科室", "责任人", "目标", "期限")
    ]
    assert [d.field for d in second.differences] == ["里程碑"]
    desk.services.journal.undo()
    assert desk.rows == before


@needs_libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_edits_come_back_in_other_formats(
    desk: Desk, tmp_path: Path, kind: str, libreoffice: LibreOffice
) -> None:
    sheet = Sheet(exported(desk, tmp_path))
    check = edit_cells(desk, sheet)
    (path,) = libreoffice.convert(kind, tmp_path / "另存", sheet.save())
    bring_back(desk, path)
    check()


def test_a_cleared_cell_empties_its_field(desk: Desk, tmp_path: Path) -> None:
    one = task(desk)
    edits = [Edit(one.id, Column.PERSON, "李某"), Edit(one.id, Column.SUPPORT, "市财政局")]
    desk.services.decomposition.apply(edits)
    sheet = Sheet(exported(desk, tmp_path))
    cleared = ("任务目标", "牵头单位", "责任单位", "配合单位", "责任人", "完成时限", "里程碑")
    for heading in cleared:
        sheet.set(one.title, heading, None)
    _, changes = bring_back(desk, sheet.save())
    assert changes.label.endswith("更新 1 处")
    now = desk.by_id(one.id)
    assert (now.target, now.person, now.due, now.due_text) == ("", "", None, "")
    assert now.inherited and milestones(desk, one.id) == []


def test_an_impossible_date_leaves_the_old_one_and_says_so(desk: Desk, tmp_path: Path) -> None:
    one = task(desk)
    sheet = Sheet(exported(desk, tmp_path))
    sheet.set(one.title, "完成时限", "2025年13月底")
    draft, changes = bring_back(desk, sheet.save())
    assert changes.operation_id is None
    assert desk.by_id(one.id) == one
    [doubt] = draft.doubts
    assert doubt.finding.kind == "日期有误" and draft.node(doubt.key or 0).match == one.id


def test_a_target_of_the_measure_is_changed_and_not_doubled(desk: Desk, tmp_path: Path) -> None:
    measure = next(row for row in desk.rows if row.level is Level.MEASURE and row.indicators)
    sheet = Sheet(exported(desk, tmp_path))
    at = sheet.columns["目标（指标）"]
    cell = next(
        sheet.page.cell(row, at)
        for row in range(HEADER + 1, sheet.page.max_row + 1)
        if measure.indicators[0] in str(sheet.page.cell(row, at).value)
    )
    name, _, figure = measure.indicators[0].rpartition(" ")
    cell.value = str(cell.value).replace(
        measure.indicators[0], f"{name.rsplit(' ', 1)[0]} 777 {figure}"
    )
    _, changes = bring_back(desk, sheet.save())
    assert changes.label.endswith("更新 1 处")
    now = desk.by_id(measure.id).indicators
    assert len(now) == len(measure.indicators) and "777" in now[0]
    assert now[1:] == measure.indicators[1:]


# Rows


def test_rows_may_be_sorted_otherwise(desk: Desk, tmp_path: Path) -> None:
    sheet = Sheet(exported(desk, tmp_path))
    at = sheet.columns["重点任务"] - 1
    sheet.put(sorted(sheet.values(), key=lambda row: str(row[at])))
    draft, changes = bring_back(desk, sheet.save())
    assert changes.operation_id is None
    assert kinds(draft) == [] and draft.doubts == ()


def test_sorted_rows_whose_measures_were_lost_stay_under_their_measures(
    desk: Desk, tmp_path: Path
) -> None:
    """Where cells are unmerged only the first one keeps the measure's name in some programs."""
    sheet = Sheet(exported(desk, tmp_path))
    rows = sheet.values()
    seen: set[str] = set()
    for row in rows:
        for at in (1, 2, 3):
            if row[at] in seen:
                row[at] = None
            elif row[at]:
                seen.add(row[at])
    task_at = sheet.columns["重点任务"] - 1
    sheet.put(sorted(rows, key=lambda row: str(row[task_at])))
    before = desk.rows
    draft, changes = bring_back(desk, sheet.save())
    assert changes.operation_id is None and desk.rows == before
    assert {n.kind for n in draft.nodes if n.change is Change.NEW} == set()
    [doubt] = draft.doubts
    assert doubt.finding.kind == "写在别处"
    assert doubt.finding.message.startswith("“建立互访机制和发展论坛”等 ")


def test_a_new_row_is_a_new_task_and_a_missing_one_stays(desk: Desk, tmp_path: Path) -> None:
    one, two, gone = task(desk, 0), task(desk, 1), task(desk, 7)
    sheet = Sheet(exported(desk, tmp_path))
    rows = sheet.values()
    at = sheet.row(one.title) - HEADER - 1
    fresh = [*rows[at][:4], "开展回头看", "2次", None, None, "市经信局", *[None] * 6]
    rows.insert(at + 1, fresh)
    rows = [row for row in rows if row[4] != gone.title]
    sheet.put(rows)
    draft, changes = bring_back(desk, sheet.save())
    assert changes.label == "导入“分解表.xlsx”：新增 1 项任务、1 个指标"
    assert kinds(draft) == [
        ("开展回头看", Change.NEW),
        ("开展回头看", Change.NEW),
        (gone.title, Change.GONE),
    ]
    assert [d.finding.kind for d in draft.doubts] == ["新稿没有"]
    titles = [row.title for row in desk.rows if row.parent_id == one.parent_id]
    assert titles[:3] == [one.title, "开展回头看", two.title]
    assert desk.by_id(gone.id) == gone


def test_a_copied_row_is_a_new_task_wherever_it_stands(desk: Desk, tmp_path: Path) -> None:
    one = task(desk)
    sheet = Sheet(exported(desk, tmp_path))
    rows = sheet.values()
    copy = list(rows[0])
    copy[4], copy[6] = "照抄一行改名", None
    sheet.put([copy, *rows])
    bring_back(desk, sheet.save())
    assert desk.by_id(one.id) == one
    assert sum(row.title == "照抄一行改名" for row in desk.rows) == 1
    assert sum(row.level is Level.TASK for row in desk.rows) == 144


def test_a_missing_row_goes_to_the_bin_where_the_clerk_says_so(desk: Desk, tmp_path: Path) -> None:
    gone = task(desk, 3)
    sheet = Sheet(exported(desk, tmp_path))
    sheet.put([row for row in sheet.values() if row[4] != gone.title])
    review = review_of(desk, sheet.save())
    [node] = [n for n in review.draft.nodes if n.change is Change.GONE]
    draft = editing.take(review.draft, [node.key], True)
    desk.services.plan_import.apply(review.with_draft(draft))
    assert gone.id not in {row.id for row in desk.rows}


def test_a_measure_renamed_in_all_its_rows_is_renamed_and_in_some_it_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    sheet = Sheet(exported(desk, tmp_path))
    one = task(desk)
    measure = desk.by_id(one.parent_id or 0)
    rows = sheet.values()
    named = rows[0][2]
    for row in rows:
        if row[2] == named:
            row[2] = f"{measure.number}、换个名字的举措"
    sheet.put(rows)
    draft, _ = bring_back(desk, sheet.save())
    assert draft.doubts == ()
    assert desk.by_id(measure.id).title == "换个名字的举措"
    rows[0][2] = "99、另一个举措"
    sheet.put(rows)
    draft, changes = bring_back(desk, sheet.save())
    assert changes.operation_id is None
    [doubt] = draft.doubts
    assert doubt.finding.kind == "写在别处" and "分解表里移动" in doubt.finding.message
    assert desk.by_id(one.id).parent_id == measure.id


# Whatever the clerk has typed


def test_marks_of_our_own_print_are_no_changes(small: Desk, tmp_path: Path) -> None:
    """Measures without tasks, targets in words, evidence without a date, equal titles."""
    service = small.services.decomposition
    one = task(small)
    [node] = milestones(small, one.id)
    measure = small.by_id(one.parent_id or 0)
    alone = NewRow(Level.MEASURE, measure.parent_id, None, {Column.TITLE: "还没有任务的举措"})
    twice = [NewRow(Level.MILESTONE, one.id, None, {Column.TITLE: "登记过半"}) for _ in range(2)]
    service.apply([], [alone, *twice])
    bare = next(row for row in small.rows if row.title == "还没有任务的举措")
    service.apply(
        [
            Edit(bare.id, Column.PERSON, "赵某"),
            Edit(bare.id, Column.DUE, "2025-06-30"),
            Edit(bare.id, Column.TARGET, "新增企业50家"),
            Edit(measure.id, Column.TARGET, "新增企业80家"),
            Edit(measure.id, Column.NUMBER, "7-1"),
            Edit(one.id, Column.TITLE, "（1）建成5号厂房；共3个（含食堂）"),
            Edit(one.id, Column.TARGET, "120家"),
            Edit(node.id, Column.EVIDENCE, "竣工（验收）报告；照片\n两份"),
        ]
    )
    before = small.tables
    draft, changes = bring_back(small, exported(small, tmp_path))
    assert kinds(draft) == []
    assert changes.operation_id is None and small.tables == before


def test_a_task_written_into_the_row_of_a_measure_without_tasks_is_new(
    small: Desk, tmp_path: Path
) -> None:
    programme = next(row for row in small.rows if row.level is Level.PROGRAMME)
    new = NewRow(Level.MEASURE, programme.id, None, {Column.TITLE: "等着分解的举措"})
    small.services.decomposition.apply([], [new])
    [measure] = [row for row in small.rows if row.title == "等着分解的举措"]
    sheet = Sheet(exported(small, tmp_path))
    at = next(
        row
        for row in range(HEADER + 1, sheet.page.max_row + 1)
        if measure.title in str(sheet.page.cell(row, sheet.columns["举措"]).value)
    )
    sheet.page.cell(at, sheet.columns["重点任务"]).value = "先做一件"
    _, changes = bring_back(small, sheet.save())
    assert changes.label.endswith("新增 1 项任务")
    [made] = [row for row in small.rows if row.title == "先做一件"]
    assert made.parent_id == measure.id
