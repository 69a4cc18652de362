from __future__ import annotations

import re

import pytest

from leqing_desktop import paths
from leqing_desktop.ui.tokens import DARK, LIGHT, Tokens, contrast

# (foreground, ground, light, dark): the contrast table of the design, one decimal.
TABLE = [
    ("text", "surface", 16.3, 13.7),
    ("text", "selected", 12.3, 8.5),
    ("text2", "surface", 7.9, 8.8),
    ("text3", "surface", 5.3, 6.2),
    ("text3", "ground", 4.5, 6.8),
    ("text3", "selected", 4.0, 3.8),
    ("accent", "surface", 7.6, 7.6),
    ("accent", "selected", 5.8, 4.7),
    ("on_accent", "accent", 7.6, 7.6),
    ("rail_text", "rail", 8.8, 9.3),
]


@pytest.mark.parametrize(("front", "back", "light", "dark"), TABLE)
def test_the_contrast_table_of_the_design(front: str, back: str, light: float, dark: float) -> None:
    for tokens, expected in ((LIGHT, light), (DARK, dark)):
        found = contrast(getattr(tokens, front), getattr(tokens, back))
        assert found == pytest.approx(expected, abs=0.06), tokens.name


@pytest.mark.parametrize(("tokens", "least"), [(LIGHT, 6.2), (DARK, 7.4)])
def test_the_letters_of_lights_are_legible(tokens: Tokens, least: float) -> None:
    for name in ("green_text", "yellow_text", "red_text", "grey_text"):
        assert contrast(getattr(tokens, name), tokens.surface) >= least - 0.05, name


@pytest.mark.parametrize(("tokens", "least"), [(LIGHT, 5.1), (DARK, 6.0)])
def test_chips_are_legible_on_their_tints(tokens: Tokens, least: float) -> None:
    for name in ("green", "yellow", "red", "grey"):
        front, back = getattr(tokens, f"{name}_text"), getattr(tokens, f"{name}_tint")
        assert contrast(front, back) >= least - 0.05, name
    for name in ("blue", "orange", "red"):
        front = getattr(tokens, f"{name}_notice")
        assert contrast(front, getattr(tokens, f"{name}_notice_tint")) >= least - 0.05, name


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_shapes_and_borders_are_seen(tokens: Tokens) -> None:
    for name in ("green", "red", "grey", "ctl", "yellow_edge"):
        assert contrast(getattr(tokens, name), tokens.surface) >= 3.35, name


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_toasts_and_badges_are_legible(tokens: Tokens) -> None:
    assert contrast(tokens.toast_text, tokens.toast) >= 4.5
    assert contrast(tokens.toast_action, tokens.toast) >= 4.5
    assert contrast(tokens.on_badge, tokens.badge) >= 4.5
    assert contrast(tokens.outside_frame, tokens.outside) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_every_colour_is_written_in_full(tokens: Tokens) -> None:
    for name, value in tokens.colours().items():
        assert re.fullmatch(r"#[0-9A-F]{6}", value), name


def test_the_drawn_controls_have_the_colours_of_their_scheme() -> None:
    folder = paths.resources() / "icons" / "controls"
    for tokens in (LIGHT, DARK):
        chevron = (folder / f"chevron-{tokens.name}.svg").read_text(encoding="utf-8")
        check = (folder / f"check-{tokens.name}.svg").read_text(encoding="utf-8")
        assert tokens.text2 in chevron
        assert tokens.on_accent in check
