"""The look of the window: palette, style sheet and fonts from the tokens, switchable at run time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from leqing_desktop import paths
from leqing_desktop.ui import tokens as tk
from leqing_desktop.ui.style_sheet import SHEET

SYSTEM_FAMILY = "Microsoft YaHei UI"
BUNDLED_FILES = ("NotoSansSC-Regular.8105.ttf", "NotoSansSC-Bold.8105.ttf")
BUNDLED_FAMILY = "Noto Sans SC"

_PIXELS = re.compile(r"\b(\d+)px")
_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


class Theme(QObject):
    """Colours, sizes and fonts now in force; ``changed`` says that all of them may be new."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._choice = "light"
        self._density = "standard"
        self._zoom = 100
        self._family = _family()
        self.tokens: tk.Tokens = tk.LIGHT
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._applied = False

    def follow_system(self) -> None:
        """Watch the desktop's own light/dark switch, which counts under the choice ``system``."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def apply(self, choice: str, density: str = "standard", zoom: int = 100) -> None:
        """Put a look in force: ``light``/``dark``/``system``, row density, size in percent."""
        self._choice, self._density, self._zoom = choice, density, zoom
        hints = QGuiApplication.styleHints()
        if hints.colorScheme() != _SCHEMES[choice] or choice == "system":
            hints.setColorScheme(_SCHEMES[choice])
        self._refresh()

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self.tokens is tk.DARK

    @property
    def zoom(self) -> int:
        """Size of everything in percent."""
        return self._zoom

    @property
    def row_height(self) -> int:
        """Height of a table row in logical pixels, by density and zoom."""
        return self.px(tk.ROW_HEIGHTS[self._density])

    def px(self, value: float) -> int:
        """A measure of the design in logical pixels at the present zoom."""
        return round(value * self._zoom / 100)

    def colour(self, token: str) -> QColor:
        """The colour of a token in the scheme in force (shared: do not alter it)."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(getattr(self.tokens, token))
        return found

    def font(self, px: int = tk.PX_BODY, bold: bool = False) -> QFont:
        """A font of the design's size at the present zoom (shared: do not alter it)."""
        found = self._fonts.get((px, bold))
        if found is None:
            found = QFont(self._family)
            found.setPixelSize(self.px(px))
            found.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            self._fonts[(px, bold)] = found
        return found

    def _scheme_changed(self) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system_dark)
        state = (dark, self._density, self._zoom)
        if self._applied and state == getattr(self, "_state", None):
            return
        self._state = state
        self._applied = True
        self.tokens = tk.DARK if dark else tk.LIGHT
        self._colours.clear()
        self._fonts.clear()
        self._app.setFont(self.font())
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self._zoom))
        self.changed.emit()


def theme() -> Theme:
    """The application's theme; made light on first use, so that a single widget can be tested."""
    app = QCoreApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    found = app.property("theme")
    if isinstance(found, Theme):
        return found
    made = Theme(app)
    app.setProperty("theme", made)
    app.setStyle("Fusion")
    made.apply("light")
    return made


def palette(t: tk.Tokens) -> QPalette:
    """Fusion's palette from the tokens."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: t.ground,
        role.WindowText: t.text,
        role.Base: t.surface,
        role.AlternateBase: t.alt,
        role.Text: t.text,
        role.Button: t.surface,
        role.ButtonText: t.text,
        role.BrightText: t.red_text,
        role.Light: t.surface,
        role.Midlight: t.head,
        role.Mid: t.line2,
        role.Dark: t.ctl,
        role.Shadow: t.line2,
        role.Highlight: t.selected,
        role.HighlightedText: t.text,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.PlaceholderText: t.text3,
        role.ToolTipBase: t.toast,
        role.ToolTipText: t.toast_text,
        role.Accent: t.accent,
    }
    made = QPalette()
    for key, value in colours.items():
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(group.Disabled, key, QColor(t.disabled))
    return made


def style_sheet(t: tk.Tokens, zoom: int = 100) -> str:
    """The one style sheet; measures above 2 px grow with the zoom, hairlines stay."""
    icons = (paths.resources() / "icons" / "controls").as_posix()
    text = Template(SHEET).substitute(
        t.colours(), icons=icons, scheme=t.name, chips=_chip_rules(t.colours())
    )
    if zoom == 100:
        return text

    def grow(found: re.Match[str]) -> str:
        value = int(found.group(1))
        return found.group(0) if value <= 2 else f"{round(value * zoom / 100)}px"

    return _PIXELS.sub(grow, text)


def _chip_rules(colours: Mapping[str, str]) -> str:
    rules = (
        f'QLabel[chip="{tone}"] {{ background: {colours[ground]}; color: {colours[ink]}; }}'
        for tone, (ground, ink) in tk.CHIP_TOKENS.items()
    )
    return "\n".join(rules)


def _family() -> str:
    """The window's font family: the system's YaHei UI, else the bundled Noto Sans SC."""
    if QFontDatabase.hasFamily(SYSTEM_FAMILY):
        return SYSTEM_FAMILY
    folder: Path = paths.resources() / "fonts"
    family = ""
    for name in BUNDLED_FILES:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    return family or BUNDLED_FAMILY
