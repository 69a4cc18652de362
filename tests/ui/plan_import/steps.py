"""What the tests of the review do and look up again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.plan_draft import DraftNode, NodeKind
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.models.draft_doubts import Choice
from leqing_desktop.ui.pages.plan_import import PlanImportPage
from leqing_desktop.ui.widgets.tree_editors import CellEdit

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
WAIT = 20_000
Asked = TypeVar("Asked", bound=QDialog)

PLAN = """滨海县现代渔业发展三年行动计划（2024—2026年）

一、总体要求
坚持生态优先。

二、发展目标
到2026年，全县新增深水网箱300口以上，水产品加工产值达到20亿元。

三、主要任务

（一）实施养殖提升工程
1．发展深远海养殖。支持企业建设大型养殖工船。到2026年，新增深水网箱260口以上，建成养殖基地5个。（责任单位：县农业农村局、县发改局）
2．改造传统池塘。推广循环水养殖。到2026年，改造池塘8000亩。（牵头单位：县农业农村局；配合单位：县财政局）

（二）实施加工增值工程
3．壮大加工龙头。到2026年，培育年产值超亿元企业6家。

四、保障措施
县政府要建立渔业发展联席会议制度，每季度研究一次。
"""
AMENDED = (
    PLAN.replace("改造池塘8000亩", "改造池塘9500亩")
    .replace("，建成养殖基地5个", "")
    .replace(
        "四、保障措施", "4．办好渔市。到2026年，建成渔市3个。（责任单位：县发改局）\n\n四、保障措施"
    )
)


class Reviewer:
    """A clerk before the review page."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.bot = qtbot

    def read(self, path: Path) -> None:
        self.window.import_plan(path)
        self.rest()

    def rest(self) -> None:
        work = self.window.operations.background
        self.bot.waitUntil(lambda: not work.busy and not self.page_is_reading(), timeout=WAIT)

    def page_is_reading(self) -> bool:
        page = self.window.page
        return isinstance(page, PlanImportPage) and page.reader.busy

    @property
    def page(self) -> PlanImportPage:
        page = self.window.page
        assert isinstance(page, PlanImportPage)
        return page

    def node(self, title: str, kind: NodeKind | None = None) -> DraftNode:
        nodes = self.page.session.draft.nodes
        [found] = [n for n in nodes if n.title == title and kind in (None, n.kind)]
        return found

    def text(self, key: int, column: int) -> str:
        model = self.page.panes.model
        return model.cell(model.row_of(key), column).text

    def go(self, title: str, column: int, kind: NodeKind | None = None) -> int:
        key = self.node(title, kind).key
        self.page.panes.view.setFocus()
        assert self.page.panes.view.go_to(key, column)
        return key

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        if not (QApplication.activeModalWidget() or QApplication.activePopupWidget()):
            # Without a window manager nobody gives the keys back when a dialog has closed.
            self.window.activateWindow()
            self.bot.waitUntil(self.window.isActiveWindow, timeout=WAIT)
        target: QWidget | None = QApplication.focusWidget()
        assert target is not None
        self.bot.keyClick(target, key, held)

    def type_over(self, text: str) -> None:
        """F2, another text, Enter."""
        view = self.page.panes.view
        self.press(Key.Key_F2)
        editor = view.findChildren(CellEdit)[-1]
        editor.selectAll()
        editor.insert(text)
        editor.setModified(True)
        self.bot.keyClick(editor, Key.Key_Return)

    def mark(self, words: str) -> None:
        """Choose words in the source."""
        text = self.page.panes.source.text
        at = text.toPlainText().index(words)
        cursor = QTextCursor(text.document())
        cursor.setPosition(at)
        cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)

    def doubt(self, kind: str) -> int:
        doubts = self.page.session.draft.doubts
        return next(n for n, doubt in enumerate(doubts) if doubt.finding.kind == kind)

    def choose(self, number: int, words: str) -> None:
        """Click on a link of a doubt."""
        view = self.page.panes.doubt_card.view
        view.show_row(number)
        area = view.visualRect(view.doubts.index(number, 2))
        links: list[tuple[Choice, object]] = view._delegate.links(area, number)  # type: ignore[assignment]
        [box] = [box for choice, box in links if choice.words == words]
        point: QPoint = box.center()  # type: ignore[attr-defined]
        self.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def answer(
        self, kind: type[Asked], how: Callable[[Asked], object], act: Callable[[], object]
    ) -> None:
        """Do what brings up a dialog, and answer the dialog."""
        answered: list[bool] = []
        timer = QTimer()
        timer.setInterval(10)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                timer.stop()
                try:
                    how(dialog)
                    answered.append(True)
                finally:
                    if not answered:
                        dialog.reject()

        timer.timeout.connect(look)
        timer.start()
        act()
        assert answered

    def bring_in(self) -> None:
        self.press(Key.Key_Return, CTRL)
        self.rest()
