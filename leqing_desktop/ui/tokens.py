"""The colours and sizes of the window as frozen data, one set for light and one for dark."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme; every value is ``#RRGGBB``."""

    name: str
    ground: str
    surface: str
    alt: str
    head: str
    line: str
    line2: str
    ctl: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    on_accent: str
    soft: str
    selected: str
    hover: str
    rail: str
    rail_text: str
    rail_active: str
    rail_on: str
    badge: str
    on_badge: str
    green: str
    green_text: str
    green_tint: str
    yellow: str
    yellow_edge: str
    yellow_text: str
    yellow_tint: str
    red: str
    red_text: str
    red_tint: str
    grey: str
    grey_text: str
    grey_tint: str
    blue_notice: str
    blue_notice_tint: str
    orange_notice: str
    orange_notice_tint: str
    red_notice: str
    red_notice_tint: str
    uncommitted: str
    corner: str
    outside: str
    outside_frame: str
    toast: str
    toast_text: str
    toast_action: str

    def colours(self) -> dict[str, str]:
        """Every colour by its token name, for the style sheet."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}


CHIP_TOKENS: dict[str, tuple[str, str]] = {
    "neutral": ("alt", "text2"),
    "accent": ("soft", "accent"),
    "green": ("green_tint", "green_text"),
    "yellow": ("yellow_tint", "yellow_text"),
    "red": ("red_tint", "red_text"),
    "grey": ("grey_tint", "grey_text"),
    "orange": ("orange_notice_tint", "orange_notice"),
    "demo": ("outside", "outside_frame"),
}
"""Tone of a chip → its ground and its ink, for the style sheet and for what is painted."""

LIGHT = Tokens(
    name="light",
    ground="#E9EDF0",
    surface="#FFFFFF",
    alt="#F4F6F8",
    head="#EDF1F3",
    line="#D9DFE3",
    line2="#B4BEC5",
    ctl="#7F8C95",
    text="#17212B",
    text2="#45535E",
    text3="#606D77",
    disabled="#98A3AB",
    accent="#0E5A78",
    on_accent="#FFFFFF",
    soft="#DCEAF0",
    selected="#CFE3EC",
    hover="#EFF5F8",
    rail="#123241",
    rail_text="#C3D3DB",
    rail_active="#1F4C60",
    rail_on="#FFFFFF",
    badge="#E8B04A",
    on_badge="#17212B",
    green="#1A7A48",
    green_text="#12623A",
    green_tint="#E3F2E9",
    yellow="#E9A400",
    yellow_edge="#8A5A00",
    yellow_text="#7A4B00",
    yellow_tint="#FFF3D1",
    red="#C22A2A",
    red_text="#A81F1F",
    red_tint="#FCE6E4",
    grey="#7F8C95",
    grey_text="#56636D",
    grey_tint="#EEF1F3",
    blue_notice="#1F5FBF",
    blue_notice_tint="#E2ECFA",
    orange_notice="#A34800",
    orange_notice_tint="#FDEBDA",
    red_notice="#B3201F",
    red_notice_tint="#FBE3E2",
    uncommitted="#FFF8DC",
    corner="#B07A00",
    outside="#F1E6FA",
    outside_frame="#7A3FA8",
    toast="#1D2B36",
    toast_text="#FFFFFF",
    toast_action="#8FD0E8",
)

DARK = Tokens(
    name="dark",
    ground="#10171C",
    surface="#182127",
    alt="#1D272E",
    head="#222D35",
    line="#2C3840",
    line2="#46545E",
    ctl="#74828C",
    text="#E6ECF0",
    text2="#B4C0C8",
    text3="#93A1AB",
    disabled="#5D6A73",
    accent="#6DBBD9",
    on_accent="#06222E",
    soft="#1B3A48",
    selected="#1F4657",
    hover="#1F2B33",
    rail="#0B1216",
    rail_text="#A9B8C1",
    rail_active="#1B3A48",
    rail_on="#FFFFFF",
    badge="#E8B04A",
    on_badge="#17212B",
    green="#4CB87F",
    green_text="#6FD09B",
    green_tint="#17352A",
    yellow="#F0B93A",
    yellow_edge="#F0B93A",
    yellow_text="#F3C75C",
    yellow_tint="#3A3014",
    red="#EF6B63",
    red_text="#FF8F87",
    red_tint="#43201F",
    grey="#8A98A2",
    grey_text="#AAB7BF",
    grey_tint="#27323A",
    blue_notice="#7FB0F2",
    blue_notice_tint="#1C2F4A",
    orange_notice="#F0A060",
    orange_notice_tint="#40290F",
    red_notice="#F58C85",
    red_notice_tint="#471F1E",
    uncommitted="#39321A",
    corner="#E0B04A",
    outside="#34263F",
    outside_frame="#C79BEA",
    toast="#2C3A44",
    toast_text="#E6ECF0",
    toast_action="#6DBBD9",
)

# Type sizes in logical pixels: 12 is the smallest allowed anywhere.
PX_SMALL, PX_BODY, PX_CARD, PX_TITLE, PX_NUMBER = 12, 13, 14, 16, 28

# Breakpoints of the client width in logical pixels.
COMPACT_BELOW = 1500
PANEL_CLOSED_BELOW = 1320

# Table row heights in logical pixels by the clerk's choice of density.
ROW_HEIGHTS = {"compact": 24, "standard": 28, "roomy": 34}


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0–1, as WCAG 2 defines it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _channel(red) + 0.7152 * _channel(green) + 0.0722 * _channel(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21, as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
