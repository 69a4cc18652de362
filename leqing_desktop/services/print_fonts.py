"""The sentence about fonts that a drawing left behind in this process."""

from __future__ import annotations

from leqing_desktop.documents import font_note


def fonts_note() -> str:
    """What the computer lacked when documents were drawn here with its fonts; told once, else empty."""
    return font_note.take()
