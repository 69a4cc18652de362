from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from leqing_desktop.ui.actions import ACTIONS, listed, make_action, shown_key, spec, tool_tip
from leqing_desktop.ui.dialogs.shortcuts import rows
from leqing_desktop.ui.page_table import PLACES


def test_no_key_does_two_things() -> None:
    keys = [key for row in ACTIONS for key in row.keys] + [place.key for place in PLACES]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [row for row, count in Counter(row.id for row in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize(
    "key", [key for row in ACTIONS for key in row.keys] + [place.key for place in PLACES]
)
def test_qt_understands_every_key(key: str) -> None:
    assert QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def test_the_keyboard_table_of_the_design() -> None:
    wanted = {
        "view.search": "Ctrl+F",
        "table.filter": "Ctrl+Shift+L",
        "cell.edit": "F2",
        "cell.restore": "Esc",
        "cell.next_row": "Return",
        "cell.next": "Tab",
        "edit.fill_down": "Ctrl+D",
        "edit.copy": "Ctrl+C",
        "edit.paste": "Ctrl+V",
        "edit.undo": "Ctrl+Z",
        "edit.redo": "Ctrl+Y",
        "tree.collapse": "Alt+Left",
        "tree.expand": "Alt+Right",
        "cell.choices": "Alt+Down",
        "cell.tick": "Space",
        "cell.history": "Shift+F2",
        "table.panel": "F4",
        "finding.next": "F8",
        "finding.previous": "Shift+F8",
        "page.primary": "Ctrl+Return",
        "page.send_back": "Ctrl+Backspace",
        "page.next_unit": "Ctrl+Down",
        "page.print": "Ctrl+P",
        "view.meeting": "F11",
    }
    assert {name: spec(name).keys[0] for name in wanted} == wanted
    assert [place.key for place in PLACES] == [f"Ctrl+{n}" for n in (*range(1, 10), 0)]


def test_an_action_has_all_its_keys_and_says_them(qapp: QApplication) -> None:
    parent = QObject()
    action = make_action("edit.redo", parent)
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+Y", "Ctrl+Shift+Z"]
    assert "重做" in action.toolTip()
    assert "Ctrl+Y" in action.toolTip()
    assert not action.icon().isNull()


def test_keys_are_written_as_on_the_keyboard() -> None:
    assert shown_key("Ctrl+Return") == "Ctrl+Enter"
    assert shown_key("Alt+Left") == "Alt+←"
    assert shown_key("Ctrl++") == "Ctrl++"
    assert tool_tip("edit.batch").startswith("批量修改  Ctrl+Shift+E")


def test_the_list_of_keys_shows_every_working_key_once(qapp: QApplication) -> None:
    shown = rows()
    assert len(shown) == len(list(listed())) + 1
    assert ("编辑", "Ctrl+Z", "撤销") in shown
    assert all("F11" not in keys for _, keys, _ in shown)
