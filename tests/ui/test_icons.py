from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from leqing_desktop import paths
from leqing_desktop.ui.actions import ACTIONS
from leqing_desktop.ui.icons import icon
from leqing_desktop.ui.page_table import PLACES
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.tokens import DARK, LIGHT


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    theme().apply("light")
    yield
    theme().apply("light")


def strongest(found: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """The colour of the most opaque pixel."""
    picture = found.pixmap(48, 48, mode).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(48) for y in range(48)]
    best: QColor = max(pixels, key=QColor.alpha)
    assert best.alpha() > 200
    return QColor(best.rgb()).name().upper()


def test_an_icon_has_its_tokens_colour_in_every_theme() -> None:
    flag = icon("flag", "accent")
    assert strongest(flag) == LIGHT.accent
    theme().apply("dark")
    assert strongest(flag) == DARK.accent


def test_a_disabled_icon_is_pale() -> None:
    assert strongest(icon("printer", "text"), QIcon.Mode.Disabled) == LIGHT.disabled


def test_the_same_icon_is_loaded_once() -> None:
    assert icon("save", "text2") is icon("save", "text2")


def test_an_icon_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_every_named_icon_is_bundled_with_its_licence() -> None:
    folder = paths.resources() / "icons"
    named = {spec.icon for spec in ACTIONS if spec.icon} | {place.icon for place in PLACES}
    assert named <= {path.stem for path in folder.glob("*.svg")}
    assert "ISC License" in (folder / "LICENSE").read_text(encoding="utf-8")
