"""Files dragged in are read where they lie; the program that gave them keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.ui.file_drops import FileDrops

NO_MODIFIER, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction


@pytest.mark.parametrize("held", [NO_MODIFIER, SHIFT])
def test_a_file_is_copied_out_of_the_hand_never_moved(
    held: Qt.KeyboardModifier, tmp_path: Path, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    drops = FileDrops(host)
    file = tmp_path / "报送表 #1.xlsx"
    file.write_bytes(b"")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    button, possible = Qt.MouseButton.LeftButton, COPY | MOVE
    enter = QDragEnterEvent(QPoint(5, 5), possible, data, button, held)
    drop = QDropEvent(QPointF(5, 5), possible, data, button, held)
    for event in (enter, drop):
        event.setDropAction(MOVE)
    with qtbot.waitSignal(drops.dropped) as dropped:
        QApplication.sendEvent(host, enter)
        QApplication.sendEvent(host, drop)
    assert dropped.args == [file]
    for event in (enter, drop):
        assert event.isAccepted() and event.dropAction() is COPY
