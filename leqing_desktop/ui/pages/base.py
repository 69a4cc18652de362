"""What every page is: a head with title and one primary action, a banner, a body, and its hooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.period import Period
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.messages import Banner
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.plain_text import PlainLabel
from leqing_desktop.ui.theme import theme

# A head without buttons is as high as one with them, so that titles stand in the same place.
HEAD_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page is given: the services of the open ledger, the gate to them, the desk.

    ``actions`` are the window's own (``edit.undo``, ``edit.redo`` …), to be shown by a page's
    buttons; their shortcuts stay the window's. ``parent`` is where the page will stand: a page
    moved there when it is finished would be styled twice. ``why_read_only``: the sentence that
    stands on every page of a ledger that cannot be written, empty for the usual one.
    """

    services: Any
    operations: Operations
    settings: DeskSettings
    actions: Mapping[str, QAction] = field(default_factory=dict)
    parent: QWidget | None = None
    why_read_only: str = ""


class Page(QWidget):
    """Base of all pages. Override the hooks at the end; each does nothing here.

    Signals to the window: ``badge_changed(count)`` on the rail, ``hint_changed(text)`` and
    ``selection_changed(text)`` in the status bar, ``edits_pending(count)`` for the saved state,
    ``page_wanted(page id, argument)`` to go elsewhere, ``steps_changed()`` when ``own_steps`` may
    be others.
    """

    badge_changed = Signal(int)
    hint_changed = Signal(str)
    selection_changed = Signal(str)
    edits_pending = Signal(int)
    page_wanted = Signal(str, object)
    steps_changed = Signal()

    def __init__(self, context: PageContext, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent if parent is not None else context.parent)
        self.setObjectName("page")
        self.context = context
        self.operations = context.operations
        self.compact = False
        self.title_label = PlainLabel(title, self)
        self.title_label.setProperty("k", "title")
        self.subtitle = PlainLabel(parent=self)
        self.subtitle.setProperty("k", "hint")
        self.banner = Banner(self)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title_label)
        self.head.addWidget(self.subtitle)
        self.head.addStretch(1)
        self.head.addStrut(theme().px(HEAD_HEIGHT))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._compact_buttons: list[tuple[QPushButton, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(self.head)
        if context.why_read_only:
            # Its own banner: what else is said on the page must not take its place.
            self.read_only = Banner(self)
            self.read_only.say("locked", context.why_read_only)
            self._column.addWidget(self.read_only)
        self._column.addWidget(self.banner)
        self._column.addLayout(self.body, 1)
        self._pad()
        theme().changed.connect(self._pad)

    def add_button(self, text: str, icon_name: str = "", kind: str = "") -> QPushButton:
        """A button at the right of the head, in call order; ``kind`` primary, danger or plain.

        Below 1500 px plain buttons with an icon show the icon alone and the words as tooltip.
        """
        button = QPushButton(text, self)
        if kind:
            button.setProperty("k", kind)
        if icon_name:
            token = {"primary": "on_accent", "danger": "red_text"}.get(kind, "text2")
            button.setIcon(icon(icon_name, token))
        if icon_name and not kind:
            self._compact_buttons.append((button, text))
        self.head.addWidget(button)
        return button

    def add_tool(self, action_id: str) -> QToolButton:
        """An icon-only button of the head: the window's action, else one of its own.

        ``.defaultAction()`` gives it; the page connects one of its own only.
        """
        button = QToolButton(self)
        button.setProperty("k", "box")
        shared = self.context.actions.get(action_id)
        button.setDefaultAction(shared if shared is not None else make_action(action_id, button))
        self.head.addWidget(button)
        return button

    def set_compact(self, compact: bool) -> None:
        """The window crossed 1500 px; called once before the first show."""
        self.compact = compact
        for button, text in self._compact_buttons:
            button.setText("" if compact else text)
            button.setToolTip(text if compact else "")
        self._pad()

    def _pad(self) -> None:
        side = theme().px(12 if self.compact else 16)
        self._column.setContentsMargins(side, theme().px(12), side, theme().px(12))

    # The hooks that a page fills in.

    def activate(self) -> None:
        """The page came into view; load what is not loaded."""

    def leave(self) -> bool:
        """The page goes out of view; commit pending edits, False keeps the page in view."""
        return True

    def let_go(self) -> bool:
        """After ``leave``, before another page comes or the ledger is closed: ask about what would
        be lost; False keeps the page in view."""
        return True

    def own_steps(self) -> tuple[str, str] | None:
        """The names of what undo and redo would do on this page alone, empty for nothing.

        None, as usual, leaves both keys to the ledger's own steps.
        """
        return None

    def take_back(self) -> None:
        """Undo the page's own last step."""

    def do_again(self) -> None:
        """Redo the page's own step taken back last."""

    def set_period(self, period: Period | None) -> None:
        """Another period was chosen on top; called once before the first ``activate``."""

    def on_changed(self, changes: Changes, initiator: object) -> None:
        """Something was written, by this page (``initiator is self``) or another."""

    def set_search(self, text: str) -> None:
        """The search box on top says another text; empty shows all again."""

    def set_width(self, width: int) -> None:
        """The window's client width in logical pixels at zoom 100 changed."""

    def open_at(self, argument: object) -> None:
        """Another page asked for this one, naming e.g. an item id."""
