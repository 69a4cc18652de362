"""The side panel beside the table: it tells what the cells tell, letter by letter."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.ui.models.tree_columns import TITLE_AT, position_of
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
