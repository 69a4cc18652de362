"""A unit's or an inspector's own words as the 通报 quotes them: whole sentences, not too many."""

from __future__ import annotations

from leqing_desktop.services.notice_wording import set_solid

_MOST_WORDS = 90


def first_words(text: str) -> str:
    """Whole sentences up to 90 characters, without the last stop; the first one cut where longer."""
    plain = set_solid(" ".join(text.split()))
    kept = ""
    for sentence in plain.replace("；", "；\n").replace("。", "。\n").split("\n"):
        if len(kept + sentence) > _MOST_WORDS:
            break
        kept += sentence
    return (kept or plain[:_MOST_WORDS]).rstrip("；。，、 ")
