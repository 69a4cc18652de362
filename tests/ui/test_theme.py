from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from leqing_desktop.ui.theme import SYSTEM_FAMILY, Theme, style_sheet, theme
from leqing_desktop.ui.tokens import DARK, LIGHT


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    found = theme()
    found.apply("light")
    yield found
    found.apply("light")


def test_there_is_one_theme(look: Theme) -> None:
    assert theme() is look


def test_dark_and_back_at_run_time(look: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    with qtbot.waitSignal(look.changed):
        look.apply("dark")
    assert look.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert DARK.surface in qapp.styleSheet()
    with qtbot.waitSignal(look.changed):
        look.apply("light")
    assert look.colour("surface").name().upper() == LIGHT.surface


def test_the_same_look_again_says_nothing(look: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.apply("light")


def test_density_and_zoom_measure_the_rows(look: Theme) -> None:
    heights = []
    for density in ("compact", "standard", "roomy"):
        look.apply("light", density)
        heights.append(look.row_height)
    assert heights == [24, 28, 34]
    look.apply("light", "standard", 150)
    assert look.row_height == 42
    assert look.font(12).pixelSize() == 18


def test_zoom_widens_measures_but_no_hairline() -> None:
    plain, wide = style_sheet(LIGHT), style_sheet(LIGHT, 200)
    assert "font-size: 13px" in plain
    assert "font-size: 26px" in wide
    assert wide.count("border: 1px solid") == plain.count("border: 1px solid")


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_no_token_is_left_unfilled(tokens: object) -> None:
    assert "$" not in style_sheet(tokens)  # type: ignore[arg-type]


def test_the_window_has_a_chinese_font_in_two_weights(look: Theme) -> None:
    family = QFontInfo(look.font()).family()
    assert family == look.font().family()
    assert QFontInfo(look.font(13, bold=True)).bold()
    assert family == SYSTEM_FAMILY or QFontDatabase.WritingSystem.SimplifiedChinese in (
        QFontDatabase.writingSystems(family)
    )


def test_buttons_are_as_high_as_designed(look: Theme, qtbot: QtBot) -> None:
    button = QPushButton("次要")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 28
