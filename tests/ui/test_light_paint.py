from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.ui.theme import Theme, theme
from leqing_desktop.ui.widgets.light_paint import (
    paint_counts,
    paint_light,
    paint_notice,
    paint_progress,
    paint_shape,
)

RECT = QRectF(0, 0, 160, 28)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    theme().apply("light")
    yield theme()
    theme().apply("light")


def painted(draw: Callable[[QPainter], object], width: int = 160, height: int = 28) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def grey(image: QImage) -> list[int]:
    """The picture as a black-and-white print, every pixel black or white."""
    return [
        int(image.pixelColor(x, y).lightness() < 200)
        for y in range(image.height())
        for x in range(image.width())
    ]


def columns(image: QImage, token: str, look: Theme) -> list[int]:
    """The columns in which a token's exact colour was painted."""
    wanted = look.colour(token).rgb()
    return [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) == wanted for y in range(image.height()))
    ]


def test_lights_differ_without_colour(look: Theme) -> None:
    box = QRectF(4, 4, 20, 20)
    prints = [
        tuple(grey(painted(lambda p, w=light: paint_shape(p, box, w, look), 28))) for light in Light
    ]
    assert len(set(prints)) == len(Light)


@pytest.mark.parametrize("light", list(Light))
def test_shape_and_letter_stand_beside_each_other(light: Light, look: Theme) -> None:
    widths: list[float] = []
    image = painted(lambda p: widths.append(paint_light(p, RECT, light, look)))
    assert columns(image, light.value, look)[0] < 12
    assert columns(image, f"{light.value}_text", look)[-1] > 14
    assert widths[0] == 29


def test_a_progress_bar_is_as_long_as_the_progress(look: Theme) -> None:
    image = painted(lambda p: paint_progress(p, RECT, 50, 75, Light.GREEN, look))
    bar = 160 - 42
    done = columns(image, "green", look)
    assert (done[0], done[-1]) == (0, bar // 2 - 1)
    tick = int(bar * 0.75)
    assert image.pixelColor(tick, 10).name() == look.colour("text").name()


@pytest.mark.parametrize("progress", [-5, 0, 100, 180])
def test_a_bar_never_leaves_its_cell(progress: float, look: Theme) -> None:
    image = painted(
        lambda p: paint_progress(p, RECT, progress, 100, Light.GREEN, look, figure=False)
    )
    done = columns(image, "green", look)
    assert len(done) == (158 if progress >= 100 else 0)


def test_what_is_not_reported_has_no_bar(look: Theme) -> None:
    image = painted(lambda p: paint_progress(p, RECT, None, 25, None, look))
    assert columns(image, "grey", look) == []


def test_counts_leave_out_zeros(look: Theme) -> None:
    counts = ((Light.GREEN, 2), (Light.YELLOW, 0), (Light.RED, 1))
    image = painted(lambda p: paint_counts(p, RECT, counts, look))
    assert columns(image, "green", look)
    assert columns(image, "red", look)
    assert not columns(image, "yellow", look)


def test_notices_differ_without_colour_and_only_red_is_filled(look: Theme) -> None:
    prints = {
        colour: painted(lambda p, c=colour: paint_notice(p, RECT, c, look), 40)
        for colour in NoticeColour
    }
    assert len({tuple(grey(image)) for image in prints.values()}) == 3
    inked = {colour: sum(grey(image)) for colour, image in prints.items()}
    assert inked[NoticeColour.RED] > 1.5 * inked[NoticeColour.BLUE]


def test_everything_grows_with_the_zoom(look: Theme) -> None:
    look.apply("light", "standard", 200)
    widths: list[float] = []
    painted(lambda p: widths.append(paint_light(p, RECT, Light.GREEN, look)))
    assert widths[0] == 58
