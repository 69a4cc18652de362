"""The side panel beside the table: it tells what the cells tell, letter by letter."""

import openpyxl
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.tree_columns import TITLE_AT, position_of
from leqing_desktop.ui.theme import theme
from tests.plan_texts import PLAN
from tests.ui.decomposition.steps import cell

TITLE = "<b>粗</b> R&D " + "很长的名称" * 12


def test_panel_and_cell_say_whose_figure_counts_without_naming_a_lead(page, qtbot):
    row = next(row for row in page.model.outline.rows if row.counts_first and not row.lead)
    page.panel.show()
    page.view.go_to(row.id, TITLE_AT)
    why = f"文件未列牵头单位，责任单位中排首位的{row.counts_first}的数字计分。"
    qtbot.waitUntil(lambda: why in page.panel.pages[0].toPlainText(), timeout=10_000)
    shown = cell(page, row.id, position_of(Column.LEAD))
    assert (shown.text, shown.typed, shown.tip) == ("", "", why)


def test_a_name_with_tags_is_shown_letter_by_letter(page, tasks, qtbot):
    page.panel.show()
    page.view.go_to(tasks[0], TITLE_AT)
    page.model.type_into(tasks[0], Column.TITLE, TITLE)
    page.edits.submit()
    page.idle()
    index = page.model.index(page.model.row_of(tasks[0]), TITLE_AT)
    option = QStyleOptionViewItem()
    option.rect = page.view.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), page.view.mapToGlobal(QPoint(1, 1)))
    assert page.view.itemDelegate().helpEvent(event, page.view, option, index)
    told = QTextDocument()
    told.setHtml(QToolTip.text())
    assert told.toPlainText() == TITLE
    qtbot.waitUntil(lambda: TITLE in page.panel.pages[1].toPlainText(), timeout=10_000)


ORIGIN = 3


def bring_in(page, services, path):
    service = services.plan_import
    page.on_changed(service.apply(service.review(service.reading(path).run())), None)
    page.idle()


def wait_for_origin(page, qtbot, row, start):
    """The tab 原文 of a row, read once it begins with these words."""
    page.panel.show()
    page.panel.tabs.setCurrentIndex(ORIGIN)
    page.view.go_to(row.id, TITLE_AT)
    shown = page.panel.pages[ORIGIN]
    qtbot.waitUntil(lambda: shown.toPlainText().startswith(start), timeout=10_000)
    return shown.toPlainText()


def row_of(page, title, level):
    rows = page.model.outline.rows
    return next(row for row in rows if row.title == title and row.level is level)


def test_what_was_typed_has_no_origin(page, tasks, qtbot):
    assert page.panel.tabs.tabText(ORIGIN) == "原文"
    row = page.model.item_of(tasks[0])
    wait_for_origin(page, qtbot, row, "没有原文：这一行是在台账里填写的，不是从文件导入的。")


def test_the_words_that_a_measure_was_read_from_stand_out(page, services, tmp_path, qtbot):
    path = tmp_path / "行动计划 <二>.txt"
    path.write_text(PLAN, encoding="utf-8")
    bring_in(page, services, path)
    row = row_of(page, "壮大龙头企业", Level.MEASURE)
    said = wait_for_origin(page, qtbot, row, "行动计划 <二>.txt\n第 16 行\n")
    assert "\n……到2026年，建成" in said and "3．壮大龙头企业。开展一企一策服务。" in said
    assert said.rstrip().endswith("定期研究重大事项。")
    bold = page.panel.pages[ORIGIN].document().find("壮大龙头企业").charFormat()
    assert bold.fontWeight() > 400 and bold.background().color() == theme().colour("soft")
    around = page.panel.pages[ORIGIN].document().find("一企一策").charFormat()
    assert around.fontWeight() == 400


def test_a_row_of_a_table_names_file_sheet_and_row_also_for_its_milestones(
    page, services, tmp_path, qtbot
):
    book = openpyxl.Workbook()
    book.active.title = "分工"
    book.active.append(["工作任务", "责任单位", "关键节点"])
    book.active.append(["建成检测中心", "市科技局", "2025年6月底前完成选址"])
    book.save(tmp_path / "任务.xlsx")
    bring_in(page, services, tmp_path / "任务.xlsx")
    page.model.expand_to(Level.MILESTONE)
    place = "任务.xlsx\n分工 第 2 行"
    for title, level in (("建成检测中心", Level.TASK), ("完成选址", Level.MILESTONE)):
        page.panel.show_nothing()
        assert wait_for_origin(page, qtbot, row_of(page, title, level), place) == place
