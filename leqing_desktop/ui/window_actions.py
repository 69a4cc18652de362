"""The window's own actions: their menus, and the dialogs of 帮助 and of a new period."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from leqing_desktop.ui.actions import make_action
from leqing_desktop.ui.plain_text import plain_tip

WINDOW_ACTIONS = (
    "file.new",
    "file.open",
    "file.import",
    "file.backup",
    "file.close",
    "edit.undo",
    "edit.redo",
    "view.search",
    "view.region",
    "view.region_back",
    "view.zoom_in",
    "view.zoom_out",
    "help.keys",
    "help.about",
)


class WindowActions:
    """The actions by id, added to the window so that their keys work everywhere in it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.by_id: dict[str, QAction] = {
            name: make_action(name, window) for name in WINDOW_ACTIONS
        }
        window.addActions(list(self.by_id.values()))
        self.show_labels("", "")

    def __getitem__(self, action_id: str) -> QAction:
        """One action of the table above."""
        return self.by_id[action_id]

    def ledger_menu(self) -> QMenu:
        """The menu under the ledger's name."""
        menu = QMenu(self._window)
        menu.addActions([self["file.new"], self["file.open"]])
        menu.addSeparator()
        menu.addAction(self["file.import"])
        menu.addSeparator()
        menu.addActions([self["file.backup"], self["file.close"]])
        return menu

    def help_menu(self) -> QMenu:
        """The menu under the question mark."""
        menu = QMenu(self._window)
        menu.addActions([self["help.keys"], self["help.about"]])
        return menu

    def show_labels(self, undo: str, redo: str) -> None:
        """Name what undo and redo would do; an empty name turns them off."""
        for action_id, verb, label in (("edit.undo", "撤销", undo), ("edit.redo", "重做", redo)):
            action = self[action_id]
            bare = label.removeprefix(f"{verb}：")
            action.setEnabled(bool(label))
            action.setText(f"{verb}：{bare}" if bare else verb)
            action.setToolTip(plain_tip(f"{action.text()}  {action.shortcut().toString()}"))

    def show_keys(self) -> None:
        """帮助 › 快捷键."""
        from leqing_desktop.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window).open()

    def show_about(self) -> None:
        """帮助 › 关于."""
        from leqing_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
