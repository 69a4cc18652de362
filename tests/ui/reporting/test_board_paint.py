"""Every state of a unit as it is really painted: on the board, and in the list of whom to hurry."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.ui.dialogs.reminders import RemindersDialog
from leqing_desktop.ui.models.reporting_board import STATE_AT, TONES, BoardModel
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import CHIP_TOKENS
from leqing_desktop.ui.widgets.report_board import BoardCard

UNITS = tuple(BoardRow(at, f"单位{at}", state, 5, 3) for at, state in enumerate(BoardState))


@pytest.mark.parametrize("narrow", [False, True])
def test_a_chip_in_its_own_tint_for_every_state(qtbot: QtBot, narrow: bool) -> None:
    model = BoardModel()
    model.set_due(date(2024, 10, 15), date(2024, 10, 17))
    model.set_units(UNITS)
    desk = QWidget()
    qtbot.addWidget(desk)
    card = BoardCard(model, desk)
    card.resize(600, 700)
    card.set_room(narrow, not narrow)
    desk.resize(card.size())
    with qtbot.waitExposed(desk):
        desk.show()
    picture = card.view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    for row, unit in enumerate(UNITS):
        cell = card.view.visualRect(model.index(row, STATE_AT))
        left, right = round(cell.left() * ratio), round(cell.right() * ratio)
        level = round(cell.center().y() * ratio)
        found = {picture.pixelColor(x, level).name() for x in range(left, right)}
        ground, _ink = CHIP_TOKENS[TONES[unit.state]]
        assert theme().colour(ground).name() in found, unit.state


def test_the_list_of_whom_to_hurry_is_painted(qtbot: QtBot) -> None:
    dialog = RemindersDialog(None, Period(2024, 3), date(2024, 10, 15), UNITS)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert not dialog.grab().isNull()
