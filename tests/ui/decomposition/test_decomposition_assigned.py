"""交办事项 on the decomposition page: entered by key, marked, filtered, given a source, pressed for."""

from datetime import date

from PySide6.QtCore import Qt

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.item_origin import OriginKind
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.period import Period
from leqing_desktop.services.assigned_items import TypedOrigin
from leqing_desktop.ui.models.tree_columns import TITLE_AT
from leqing_desktop.ui.pages.decomposition_filters import ASSIGNED
from tests.ui.decomposition.steps import put_on_clipboard, stored

Q3 = Period(2024, 3)
MEETING = TypedOrigin(OriginKind.DECISION, "市长办公会议", "纪要〔2024〕3号", "2024-03-05", "原话")
TABLE = (
    "序号\t事项\t牵头单位\t配合单位\t完成期限\n"
    "1\t建设检测中心\t市经信局\t市科技局\t长期\n2\t办好展会\t\t\t2099-06-30\n"
)


def trigger(page, name):
    page.actions_of_table.by_id[name].trigger()
    page.idle()


def opened(page):
    trigger(page, "row.assigned")
    return page.assigned.items.dialog


def entered(services):
    return [row for row in services.decomposition.tree() if row.origin is not None]


def fill(dialog, **texts):
    for name, text in texts.items():
        field = getattr(dialog, name, None) or dialog.fields[Column(name)]
        field.setText(text)


def test_a_meetings_decisions_are_entered_in_a_row_by_key(page, services, qtbot):
    dialog = opened(page)
    assert dialog.source_edit.hasFocus() or dialog.focusWidget() is dialog.source_edit
    fill(dialog, source_edit="市长办公会议", title="建设检测中心", lead="市经信局")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.idle()
    assert dialog.isVisible()
    assert (dialog.source_edit.text(), dialog.fields[Column.TITLE].text()) == ("市长办公会议", "")
    assert dialog.focusWidget() is dialog.fields[Column.TITLE]
    assert "已登记 1 件" in dialog.said.text()
    fill(dialog, title="办好展会", lead="市经信局")
    qtbot.keyClick(dialog.fields[Column.TITLE], Qt.Key.Key_Return)
    page.idle()
    assert page.assigned.items.dialog is None
    assert [row.title for row in entered(services)] == ["建设检测中心", "办好展会"]
    assert page.view.item_id == entered(services)[-1].id


def test_escape_leaves_without_writing(page, services, qtbot):
    dialog = opened(page)
    fill(dialog, source_edit="市长办公会议", title="建设检测中心")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    page.idle()
    assert entered(services) == []
    assert page.assigned.items.dialog is None


def test_what_is_wrong_is_said_in_the_dialog_at_its_field(page, services, qtbot):
    dialog = opened(page)
    fill(dialog, title="建设检测中心", lead="市经信局")
    dialog.go_button.click()
    page.idle()
    assert "请填写会议名称" in dialog.problem.text()
    assert dialog.focusWidget() is dialog.source_edit
    fill(dialog, source_edit="市长办公会议", due="6月31日")
    dialog.go_button.click()
    page.idle()
    assert dialog.focusWidget() is dialog.fields[Column.DUE]
    assert entered(services) == []
    dialog.fields[Column.DUE].clear()
    dialog.go_button.click()
    page.idle()
    assert [row.title for row in entered(services)] == ["建设检测中心"]


def test_a_table_is_pasted_and_entered_as_one_step(page, services, qtbot):
    dialog = opened(page)
    fill(dialog, source_edit="市长办公会议", lead="市发改局")
    put_on_clipboard(TABLE)
    qtbot.keyClick(dialog.fields[Column.TITLE], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.pasted.table.rowCount() == 2
    assert dialog.go_button.text() == "登记 2 件"
    dialog.go_button.click()
    page.idle()
    first, second = entered(services)
    assert (first.title, first.lead, first.support) == ("建设检测中心", "市经信局", "市科技局")
    assert (second.lead, second.due) == ("市发改局", date(2099, 6, 30))
    services.journal.undo()
    assert entered(services) == []


def test_pasted_rows_can_be_let_go(page, qtbot):
    dialog = opened(page)
    put_on_clipboard(TABLE)
    qtbot.keyClick(dialog.fields[Column.TITLE], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog.pasted.drop_button.click()
    assert dialog.fields[Column.TITLE].isEnabled()
    assert dialog.go_button.text() == "登记"
    put_on_clipboard("一行字")
    qtbot.keyClick(dialog.fields[Column.TITLE], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.fields[Column.TITLE].text() == "一行字"
    dialog.reject()


def test_unknown_units_are_asked_about_and_chosen(page, services, qtbot):
    dialog = opened(page)
    fill(dialog, source_edit="市长办公会议", title="建设检测中心", lead="经信局")
    dialog.go_button.click()
    page.idle()
    units = page.assigned.items.units_dialog
    units.choose("经信局", "市经信局")
    units.accept()
    page.idle()
    assert [row.lead for row in entered(services)] == ["市经信局"]


def test_the_kind_changes_the_words_and_the_place(page, services, qtbot):
    dialog = opened(page)
    qtbot.mouseClick(dialog.kinds._buttons["instruction"], Qt.MouseButton.LeftButton)
    assert "领导批示" in dialog.measure_box.currentText()
    fill(dialog, source_edit="张某副市长", title="核查用电", lead="市经信局")
    dialog.go_button.click()
    page.idle()
    (row,) = entered(services)
    assert row.origin.kind is OriginKind.INSTRUCTION


def test_the_row_shows_where_it_comes_from(page, services, qtbot):
    services.assigned_items.enter(
        MEETING, [{Column.TITLE: "建设检测中心", Column.LEAD: "市经信局"}]
    )
    page.reading.read_rows()
    page.idle()
    (row,) = entered(services)
    page.open_at(row.id)
    cell = page.model.cell(page.model.row_of(row.id), TITLE_AT)
    assert (cell.text, cell.typed) == ("〔议〕建设检测中心", "建设检测中心")
    assert "市长办公会议议定（纪要〔2024〕3号" in cell.tip
    page.panel.show()
    page._reader.again()
    qtbot.waitUntil(lambda: "市长办公会议议定" in page.panel.pages[0].toPlainText(), timeout=5000)
    assert "原话" in page.panel.pages[0].toPlainText()


def test_the_name_is_copied_without_its_mark(page, services):
    services.assigned_items.enter(
        MEETING, [{Column.TITLE: "建设检测中心", Column.LEAD: "市经信局"}]
    )
    page.reading.read_rows()
    page.idle()
    from leqing_desktop.ui.models.tree_paste import copied_block

    at = page.model.row_of(entered(services)[0].id)
    assert copied_block(page.model, [at], [TITLE_AT]) == [["建设检测中心"]]


def test_only_what_was_given_out_is_shown(page, services):
    services.assigned_items.enter(
        MEETING, [{Column.TITLE: "建设检测中心", Column.LEAD: "市经信局"}]
    )
    page.reading.read_rows()
    page.idle()
    page.filters.set_quick(ASSIGNED)
    page.idle()
    shown = [page.model.item(row).title for row in range(page.model.rowCount())]
    assert shown == ["交办事项", "议定事项", "建设检测中心"]


def test_a_source_is_given_to_a_task_and_taken_away(page, services, tasks, qtbot):
    page.view.go_to(tasks[0])
    trigger(page, "row.source")
    dialog = page.assigned.items.dialog
    fill(dialog, source_edit="市长办公会议")
    qtbot.keyClick(dialog.source_edit, Qt.Key.Key_Return)
    page.idle()
    assert stored(services, tasks[0]).origin.source == "市长办公会议"
    trigger(page, "row.no_source")
    assert stored(services, tasks[0]).origin is None
    trigger(page, "row.no_source")
    assert "没有登记来源" in page.banner.text


def test_one_task_is_pressed_for_from_its_row(page, services, tasks, qtbot):
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    page.set_period(Q3)
    page.idle()
    page.view.go_to(tasks[3])
    trigger(page, "row.press")
    dialog = page.assigned.hand.dialog
    assert dialog.task.task_id == tasks[3]
    dialog.choose(NoticeColour.RED)
    assert not dialog.go_button.isEnabled()
    dialog.reason_edit.setPlainText("市领导要求本周办结")
    assert dialog.go_button.isEnabled()
    with qtbot.waitSignal(page.page_wanted) as went:
        dialog.go_button.click()
        page.idle()
    assert went.args == ["supervision", tasks[3]]
    assert services.hand_notices.asked(Q3) == {tasks[3]}


def test_without_a_period_or_a_task_the_page_says_so(page):
    trigger(page, "row.press")
    assert "报送期" in page.banner.text
    page.view.selectionModel().clear()
    trigger(page, "row.source")
    assert "任务" in page.banner.text
