"""A user's text where Qt would read HTML: tooltips, labels and pages show it letter by letter."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QToolTip, QWidget


def literal_html(text: str) -> str:
    """A text as a piece of HTML that shows it as it stands, line breaks kept."""
    # Imported with the first such text: the program starts without it.
    from html import escape

    return escape(text).replace("\n", "<br>")


def plain_tip(text: str) -> str:
    """A tooltip that shows ``text`` as it stands; Qt guesses from < and & whether it is HTML."""
    if "<" in text or "&" in text:
        return f"<qt>{literal_html(text)}</qt>"
    return text


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a text as tooltip at a place of the screen; an empty one takes it away."""
    if text:
        QToolTip.showText(at, plain_tip(text), widget)
    else:
        QToolTip.hideText()


class PlainLabel(QLabel):
    """A label that never takes what it shows for HTML."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
