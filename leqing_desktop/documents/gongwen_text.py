"""Make any text printable on one line or in paragraphs: its visible characters and nothing else."""

from __future__ import annotations

import re

from leqing_desktop.errors import Refused

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BLANK = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f]")
# Characters without a shape of their own: controls, bidi marks, joiners, fillers, variation
# selectors, tags (Unicode's Default_Ignorable_Code_Point with Cc).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_EDGES = " \u3000"


def paragraphs(text: str) -> list[str]:
    """The text's lines, each cleaned and without blanks at its ends; empty lines are left out.

    Tabs and odd spaces become a space; characters that cannot be seen are taken out, because a
    font would print a box for them. Markup, formulas and braces are ordinary text.
    """
    cleaned = (_clean(line) for line in _BREAK.split(text))
    return [line for line in cleaned if line]


def single_line(text: str) -> str:
    """The text as one line: a line break becomes a space between two Latin words, else nothing."""
    joined = ""
    for line in paragraphs(text):
        gap = " " if joined and joined[-1].isascii() and line[0].isascii() else ""
        joined += gap + line
    return joined


def copy_number(text: str) -> str:
    """份号 as it is printed: six figures, with zeros in front (7.2.1); no text, no 份号.

    Raises Refused for anything else than up to six figures.
    """
    shown = single_line(text)
    if not shown:
        return ""
    if not re.fullmatch("[0-9]{1,6}", shown) or not int(shown):
        raise Refused("份号只能是不超过6位的阿拉伯数字，请填写000001这样的号码。")
    return shown.zfill(6)


def _clean(line: str) -> str:
    line = _PAIR.sub(_join, line)
    return _INVISIBLE.sub("", _BLANK.sub(" ", line)).strip(_EDGES)


def _join(pair: re.Match[str]) -> str:
    """Two surrogates that lost each other's company in a file are one character."""
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")
