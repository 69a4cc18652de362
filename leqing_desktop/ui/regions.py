"""F6: from one part of the window to the next, out of a table where Tab means the next cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.pages.base import Page
from leqing_desktop.ui.widgets.rail import Rail
from leqing_desktop.ui.widgets.status_bar import StatusBar
from leqing_desktop.ui.widgets.top_bar import TopBar

_PARTS = (Banner, TopBar, Rail, StatusBar, Page)
PART = "part"
"""The property of a panel that is a part of its own."""


def step_region(window: QWidget, backwards: bool = False) -> None:
    """Give the keys to the first widget of the next part, in the order of Tab."""
    start = QApplication.focusWidget()
    if start is None or not window.isAncestorOf(start):
        return
    here, widget = _part(start), _beside(start, backwards)
    while widget is not None and widget is not start:
        if _part(widget) is not here and _takes_keys(widget, window):
            reason = (
                Qt.FocusReason.BacktabFocusReason if backwards else Qt.FocusReason.TabFocusReason
            )
            widget.setFocus(reason)
            return
        widget = _beside(widget, backwards)


def _beside(widget: QWidget, backwards: bool) -> QWidget | None:
    return widget.previousInFocusChain() if backwards else widget.nextInFocusChain()


def _takes_keys(widget: QWidget, window: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return (
        by_tab and widget.isEnabled() and widget.isVisibleTo(window) and window.isAncestorOf(widget)
    )


def _part(widget: QWidget) -> QWidget | None:
    """The table around a widget, heads and frozen columns included, else the innermost part."""
    around = [widget]
    while (parent := around[-1].parentWidget()) is not None:
        around.append(parent)
    tables = [each for each in around if isinstance(each, QAbstractItemView)]
    if tables:
        return tables[-1]
    return next((each for each in around if isinstance(each, _PARTS) or each.property(PART)), None)
