"""A chip: one or two words on a tint, such as 演示数据 or 待审."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from leqing_desktop.ui.plain_text import PlainLabel


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet selects by, and have it looked at again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class Chip(PlainLabel):
    """A tinted label; ``tone``: neutral accent green yellow red grey orange demo."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None):
        super().__init__(text, parent)
        self.setProperty("chip", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_state(self, text: str, tone: str) -> None:
        """Say another word in another tint."""
        self.setText(text)
        restyle(self, "chip", tone)
