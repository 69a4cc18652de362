"""What a user types is shown letter by letter: in tooltips, labels and lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QStringListModel, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from leqing_desktop.services.bundle import Workspace
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PAGES
from leqing_desktop.ui.plain_text import PlainLabel, literal_html, plain_tip
from leqing_desktop.ui.widgets.chip import Chip
from leqing_desktop.ui.widgets.tip_delegate import TipDelegate

AWKWARD = "<b>粗</b> 与 R&D\n完成 < 30 % &lt;"


def seen(tip: str) -> str:
    """What Qt's tooltip shows of a text: it takes for HTML what might be HTML."""
    page = QTextDocument()
    if tip.startswith("<qt>"):
        page.setHtml(tip)
    else:
        page.setPlainText(tip)
    return page.toPlainText()


@pytest.mark.parametrize("text", [AWKWARD, "<i>", "甲 & 乙", "&lt;b&gt;", "平常的话\n第二行", ""])
def test_a_tip_shows_every_letter(qapp: QApplication, text: str) -> None:
    assert seen(plain_tip(text)) == text


def test_a_text_stands_literally_inside_a_page(qapp: QApplication) -> None:
    page = QTextDocument()
    page.setHtml(f"<p>{literal_html(AWKWARD)}</p>")
    assert page.toPlainText() == AWKWARD


def test_labels_chips_and_banners_show_tags_as_letters(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    banner = Banner(holder)
    banner.say("warn", AWKWARD + "，这句话长得要用提示才能看全，所以也有提示。")
    assert PlainLabel(AWKWARD, holder).text() == AWKWARD
    Chip(AWKWARD, "green", holder)
    labels = holder.findChildren(QLabel)
    assert len(labels) >= 3
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    tips = [label.toolTip() for label in labels if label.toolTip()]
    assert len(tips) == 1 and seen(tips[0]).startswith(AWKWARD)


def test_the_pointer_over_a_cell_is_told_its_letters(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([AWKWARD, ""], view))
    delegate = TipDelegate(view)
    view.setItemDelegate(delegate)
    view.show()

    def point_at(row: int) -> bool:
        index = view.model().index(row, 0)
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), view.mapToGlobal(QPoint(2, 2)))
        return delegate.helpEvent(event, view, QStyleOptionViewItem(), index)

    assert point_at(0)
    assert seen(QToolTip.text()) == AWKWARD
    assert point_at(1)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_no_label_of_the_window_reads_html(
    qtbot: QtBot, workspace: Workspace, ledger: Path, desk: DeskSettings, light_look: None
) -> None:
    services = workspace.open(ledger)
    background = Background()
    operations = Operations(background, services.journal)
    window = MainWindow(LedgerView.read(services), operations, desk, PAGES)
    qtbot.addWidget(window)
    window.show()
    for entry in PAGES:
        window.show_page(entry.id)
        qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    labels = window.findChildren(QLabel)
    assert len(labels) > 40
    reads_html = [each.text() for each in labels if each.textFormat() != Qt.TextFormat.PlainText]
    background.shutdown()
    services.ledger.close()
    assert reads_html == []
