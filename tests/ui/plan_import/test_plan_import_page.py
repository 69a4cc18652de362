"""A plan in running text through the review into the ledger, and what the screen says on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from leqing_desktop.domain.level import Level
from leqing_desktop.domain.plan_draft import Change, NodeKind
from leqing_desktop.services.bundle import Services
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.messages import ConfirmDialog
from leqing_desktop.ui.models.draft_cells import CHECK_AT, DUE_AT, TITLE_AT, UNITS_AT, VALUE_AT
from leqing_desktop.ui.models.draft_model import CHANGED
from leqing_desktop.ui.pages.decomposition import DecompositionPage
from leqing_desktop.ui.pages.plan_import import PlanImportPage
from tests.ui.plan_import.steps import AMENDED, CTRL, SHIFT, Key, Reviewer

Write = Callable[..., Path]


def test_a_plan_is_read_for_review_and_nothing_is_written(
    reviewer: Reviewer, services: Services, window: MainWindow
) -> None:
    page = reviewer.page
    assert page.panes.isVisible()
    assert page.panes.source.text.toPlainText().startswith("滨海县现代渔业")
    assert page.head_parts.go.text() == "导入 18 项，留 3 处待定"
    assert "2 工程 · 3 举措" in page.head_parts._counts.text()
    assert page.panes.doubt_card.title_label.text() == "待定 3 处"
    assert services.decomposition.tree() == ()
    # The review has no place of its own on the rail.
    assert window.rail._buttons["decomposition"].isChecked()


def test_the_import_is_one_step_that_can_be_taken_back(
    reviewer: Reviewer, services: Services, window: MainWindow
) -> None:
    reviewer.bring_in()
    assert isinstance(window.page, DecompositionPage)
    titles = [row.title for row in services.decomposition.tree()]
    assert titles[:3] == ["实施养殖提升工程", "发展深远海养殖", "支持企业建设大型养殖工船"]
    assert window.page.model.rowCount() == len(titles)
    assert "新增 2 个工程、3 项举措" in window.toast.text
    reviewer.press(Key.Key_Z, CTRL)
    reviewer.rest()
    assert services.decomposition.tree() == ()
    assert window.page.model.rowCount() == 0


def test_what_is_typed_comes_into_the_ledger(reviewer: Reviewer, services: Services) -> None:
    reviewer.go("建成养殖基地", VALUE_AT, NodeKind.INDICATOR)
    reviewer.type_over("≥6 个")
    reviewer.go("支持企业建设大型养殖工船", TITLE_AT)
    reviewer.type_over("建造养殖工船")
    reviewer.go("建造养殖工船", DUE_AT)
    reviewer.type_over("2025年6月底")
    key = reviewer.go("壮大加工龙头", UNITS_AT)
    reviewer.type_over("牵头 县经信局；配合 县商务局")
    assert reviewer.page.panes.card.filter._buttons["edited"].text() == "我改过的 4"
    assert reviewer.text(key, UNITS_AT) == "牵头 县经信局；配合 县商务局"
    # Naming units answers the doubt that asked for them.
    assert reviewer.page.panes.doubt_card.title_label.text() == "待定 2 处"
    reviewer.bring_in()
    rows = {row.title: row for row in services.decomposition.tree()}
    assert rows["建造养殖工船"].due is not None
    assert rows["建造养殖工船"].due.isoformat() == "2025-06-30"
    assert (rows["壮大加工龙头"].lead, rows["壮大加工龙头"].support) == ("县经信局", "县商务局")
    assert "建成养殖基地 ≥6 个" in " ".join(rows["发展深远海养殖"].indicators)


def test_what_cannot_be_read_stays_in_its_cell(reviewer: Reviewer, services: Services) -> None:
    key = reviewer.go("改造池塘", VALUE_AT, NodeKind.INDICATOR)
    reviewer.type_over("很多很多")
    model, page = reviewer.page.panes.model, reviewer.page
    cell = model.cell(model.row_of(key), VALUE_AT)
    assert (cell.text, bool(cell.error)) == ("很多很多", True)
    assert "看不懂“很多很多”" in page.banner.text
    reviewer.bring_in()
    assert page.banner.text.startswith("还有 1 格填写有误")
    assert services.decomposition.tree() == ()
    page.panes.view.setFocus()
    reviewer.go("改造池塘", VALUE_AT, NodeKind.INDICATOR)
    reviewer.press(Key.Key_Escape)
    assert reviewer.text(key, VALUE_AT) == "8000 亩"


def test_tab_goes_to_the_next_cell_and_a_locked_one_says_why(
    reviewer: Reviewer, window: MainWindow
) -> None:
    view = reviewer.page.panes.view
    reviewer.go("发展深远海养殖", TITLE_AT)
    reviewer.press(Key.Key_Tab)
    assert view.currentIndex().column() == UNITS_AT
    reviewer.press(Key.Key_Tab)
    assert reviewer.page.session.draft.node(view.key).title == "支持企业建设大型养殖工船"
    reviewer.press(Key.Key_Backtab, SHIFT)
    assert view.currentIndex().column() == UNITS_AT
    told: list[str] = []
    reviewer.page.hint_changed.connect(told.append)
    reviewer.go("发展深远海养殖", VALUE_AT)
    reviewer.press(Key.Key_5)
    assert told == ["举措没有“数值、目标”，请写到指标、任务上"]


def test_ticks_take_the_whole_branch(reviewer: Reviewer, services: Services) -> None:
    key = reviewer.go("改造传统池塘", TITLE_AT)
    reviewer.press(Key.Key_Space)
    draft, model = reviewer.page.session.draft, reviewer.page.panes.model
    assert not any(draft.node(k).taken for k in draft.below(key))
    assert reviewer.page.head_parts.go.text().startswith("导入 14 项")
    assert model.tick(model.row_of(reviewer.node("实施养殖提升工程").key)) is None
    reviewer.page.panes.commands.take_none()
    assert reviewer.page.head_parts.go.text() == "没有要导入的"
    assert not reviewer.page.head_parts.go.isEnabled()
    reviewer.page.panes.view.go_to(reviewer.node("推广循环水养殖").key)
    reviewer.page.panes.commands.take_only()
    reviewer.bring_in()
    measures = [r.title for r in services.decomposition.tree() if r.level is Level.MEASURE]
    assert measures == ["改造传统池塘"]


def test_merge_split_and_convert_and_take_it_all_back(reviewer: Reviewer) -> None:
    page, view = reviewer.page, reviewer.page.panes.view
    before = page.session.draft
    first, second = (
        reviewer.node(title, NodeKind.TASK).key for title in ("新增深水网箱", "建成养殖基地")
    )
    view.choose([first, second])
    view.setFocus()
    reviewer.press(Key.Key_M, CTRL)
    assert second not in page.session.draft.index()
    reviewer.go("新增深水网箱", TITLE_AT, NodeKind.TASK)
    reviewer.press(Key.Key_M, CTRL | SHIFT)
    assert reviewer.node("新增深水网箱", NodeKind.MEASURE).key == view.key
    reviewer.go("推广循环水养殖", TITLE_AT)
    reviewer.press(Key.Key_I, CTRL | SHIFT)
    assert "没有带数值的目标" in page.banner.text
    reviewer.go("改造池塘", TITLE_AT, NodeKind.INDICATOR)
    reviewer.press(Key.Key_T, CTRL | SHIFT)
    tasks = [n for n in page.session.draft.nodes if n.title == "改造池塘"]
    assert [n.kind for n in tasks] == [NodeKind.TASK, NodeKind.TASK]
    after = page.session.draft
    for _ in range(3):
        reviewer.press(Key.Key_Z, CTRL)
    assert page.session.draft == before
    assert not reviewer.window.acts["edit.undo"].isEnabled()
    for _ in range(3):
        reviewer.press(Key.Key_Y, CTRL)
    assert page.session.draft == after


def test_a_task_is_split_into_several(reviewer: Reviewer) -> None:
    from leqing_desktop.ui.dialogs.draft_texts import SplitTaskDialog

    reviewer.go("推广循环水养殖", TITLE_AT)

    def write(dialog: SplitTaskDialog) -> None:
        dialog.field.setPlainText("推广循环水养殖\n\n建设尾水处理设施")
        dialog.go_button.click()

    reviewer.answer(SplitTaskDialog, write, reviewer.page.acts["draft.split_task"].trigger)
    assert reviewer.node("建设尾水处理设施").parent == reviewer.node("改造传统池塘").key
    reviewer.go("改造传统池塘", TITLE_AT)
    reviewer.page.acts["draft.split_task"].trigger()
    assert "请先选中要拆开的任务" in reviewer.page.banner.text


def test_an_amended_plan_shows_what_changed(
    reviewer: Reviewer, services: Services, file: Write
) -> None:
    reviewer.bring_in()
    reviewer.read(file(AMENDED, "修订稿.txt"))
    panes = reviewer.page.panes
    pond = reviewer.node("改造池塘", NodeKind.INDICATOR)
    assert pond.change is Change.CHANGED
    model = panes.model
    assert "8000 亩 → 9500 亩" in model.check(model.row_of(pond.key)).text
    # What is different comes first; the rest is one click away.
    assert panes.card.filter.key == CHANGED
    shown = [model.node(row).title for row in range(model.rowCount())]
    assert "办好渔市" in shown and "推广循环水养殖" not in shown
    base = reviewer.node("建成养殖基地", NodeKind.INDICATOR)
    assert (base.change, base.taken) == (Change.GONE, False)
    assert model.check(model.row_of(base.key)).text == "新稿没有"
    reviewer.bring_in()
    rows = {row.title: row for row in services.decomposition.tree()}
    assert "改造池塘 9500 亩" in " ".join(rows["改造传统池塘"].indicators)
    assert "建成养殖基地 5 个" in " ".join(rows["发展深远海养殖"].indicators)
    assert rows["办好渔市"].responsible == "县发改局"


def test_the_same_plan_again_has_nothing_to_bring(reviewer: Reviewer, file: Write) -> None:
    reviewer.bring_in()
    reviewer.read(file())
    assert reviewer.page.head_parts.go.text() == "没有要导入的"


def test_a_file_nobody_can_read_is_refused_in_words(
    window: MainWindow, reviewer: Reviewer, tmp_path: Path
) -> None:
    scan = tmp_path / "扫描.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    reviewer.read(scan)
    page = reviewer.page
    assert "先做文字识别" in page.banner.text
    assert page.stages.start.isVisible() and not page.session.open
    assert any(b.text() == "换文件…" for b in page.banner.findChildren(QPushButton))


def test_a_ledger_that_cannot_be_written_refuses(
    services: Services, window: MainWindow, file: Write
) -> None:
    from dataclasses import replace

    info = replace(window.view.info, why_read_only="只读。")
    window.view = replace(window.view, info=info)
    window.acts["file.import"].trigger()
    assert "不能导入规划" in window.page.banner.text
    assert not isinstance(window.page, PlanImportPage)


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(400, 400), copy, data, button, held)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 400), copy, data, button, held))


def test_a_file_dropped_onto_the_window_is_read(
    window: MainWindow, qtbot: object, file: Write, reviewer: Reviewer
) -> None:
    reviewer.page._give_up()
    drop(window, file(), file(AMENDED, "乙.txt"))
    assert "一次导入一个文件" in window.page.banner.text
    drop(window, file())
    reviewer.rest()
    assert reviewer.page.session.open


def test_leaving_a_changed_review_asks_once(reviewer: Reviewer, window: MainWindow) -> None:
    key = reviewer.go("推广循环水养殖", TITLE_AT)
    reviewer.press(Key.Key_Space)

    def stay(dialog: ConfirmDialog) -> None:
        dialog.stay_button.click()

    reviewer.answer(ConfirmDialog, stay, lambda: window.show_page("settings"))
    assert not reviewer.page.session.draft.node(key).taken
    assert window.rail._buttons["decomposition"].isChecked()

    def go(dialog: ConfirmDialog) -> None:
        dialog.go_button.click()

    page = reviewer.page
    reviewer.answer(ConfirmDialog, go, lambda: window.show_page("settings"))
    assert window.stack.current_id == "settings"
    assert not page.session.open


def test_leaving_an_untouched_review_asks_nothing(reviewer: Reviewer, window: MainWindow) -> None:
    window.show_page("settings")
    assert window.stack.current_id == "settings"


def test_reading_can_be_stopped(window: MainWindow, reviewer: Reviewer, file: Write) -> None:
    reviewer.page._give_up()
    window.import_plan(file())
    page = window.page
    assert isinstance(page, PlanImportPage)
    page._stop()
    reviewer.rest()
    assert page.stages.start.isVisible() and not page.session.open
    # Stopped in the status bar, once the file is being read.
    work = window.operations.background
    with reviewer.bot.waitSignal(work.started, timeout=20_000):
        window.import_plan(file())
    work.cancel()
    reviewer.rest()
    assert page.stages.start.isVisible() and not page.session.open
    with reviewer.bot.waitSignal(work.started, timeout=20_000):
        window.import_plan(file())
    reviewer.bot.keyClick(page, Key.Key_Escape)
    reviewer.rest()
    assert page.stages.start.isVisible() and not page.session.open


def test_a_file_is_chosen_in_a_dialog(
    reviewer: Reviewer, file: Write, monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    path = file(AMENDED, "选的.txt")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    reviewer.page.head_parts.other.click()
    reviewer.rest()
    assert reviewer.page.panes.source.hint_label.text() == "选的.txt"
    assert reviewer.node("办好渔市")
    assert window.page.context.settings.get("import.folder") == str(path.parent)


def test_a_row_and_its_words_light_up_together(reviewer: Reviewer) -> None:
    panes = reviewer.page.panes
    text = panes.source.text
    reviewer.go("改造池塘", CHECK_AT, NodeKind.INDICATOR)
    [span] = text._chosen
    assert text.toPlainText()[span.start : span.end] == "8000亩"
    where = text.toPlainText().index("6家")
    spot = text.cursorRect(cursor_at(text, where)).center() + QPoint(4, 0)
    reviewer.bot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert panes.view.key == reviewer.node("培育年产值超亿元企业", NodeKind.INDICATOR).key
    # By keyboard: the cursor of the text, and Enter.
    text.setFocus()
    text.setTextCursor(cursor_at(text, text.toPlainText().index("改造传统池塘") + 1))
    reviewer.press(Key.Key_Return)
    assert panes.view.key == reviewer.node("改造传统池塘").key


def cursor_at(text: object, offset: int) -> object:
    from PySide6.QtGui import QTextCursor

    cursor = QTextCursor(text.document())  # type: ignore[attr-defined]
    cursor.setPosition(offset)
    return cursor


def test_words_become_records_of_the_measure_they_stand_in(reviewer: Reviewer) -> None:
    acts = reviewer.page.acts
    assert not acts["mark.task"].isEnabled()
    reviewer.go("壮大加工龙头", TITLE_AT)
    reviewer.mark("推广循环水养殖")
    assert acts["mark.task"].isEnabled()
    assert reviewer.page.panes.commands.measure() == reviewer.node("改造传统池塘").key
    acts["mark.drop"].trigger()
    assert not reviewer.node("推广循环水养殖").taken
    reviewer.go("壮大加工龙头", TITLE_AT)
    reviewer.mark("超亿元企业6家")
    acts["mark.indicator"].trigger()
    assert reviewer.page.banner.text == ""
    made = reviewer.page.session.draft.node(reviewer.page.panes.view.key)
    assert (made.kind, made.parent) == (NodeKind.INDICATOR, reviewer.node("壮大加工龙头").key)
    reviewer.mark("县政府")
    reviewer.go("壮大加工龙头", TITLE_AT)
    acts["mark.unit"].trigger()
    key = reviewer.node("壮大加工龙头").key
    assert reviewer.text(key, UNITS_AT) == "县政府"
    reviewer.mark("建立渔业发展联席会议制度")
    acts["mark.measure"].trigger()
    assert reviewer.node("建立渔业发展联席会议制度").kind is NodeKind.MEASURE


def test_everything_by_keyboard(reviewer: Reviewer, services: Services) -> None:
    """Read, untick, rename, filter the doubts, settle one, import: no mouse."""
    view = reviewer.page.panes.view
    assert view.hasFocus()
    for _ in range(3):
        reviewer.press(Key.Key_Down)
    assert reviewer.page.session.draft.node(view.key).title == "实施养殖提升工程"
    reviewer.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    reviewer.press(Key.Key_Down)
    assert reviewer.page.session.draft.node(view.key).title == "实施加工增值工程"
    reviewer.press(Key.Key_Space)
    reviewer.press(Key.Key_F8)
    assert reviewer.page.panes.doubt_card.view.hasFocus()
    reviewer.press(Key.Key_F8)
    reviewer.press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    reviewer.bot.keyClick(menu, Key.Key_Return)
    assert reviewer.page.panes.doubt_card.title_label.text() == "待定 2 处"
    reviewer.bring_in()
    titles = [row.title for row in services.decomposition.tree()]
    assert "改造传统池塘" in titles and "壮大加工龙头" not in titles
