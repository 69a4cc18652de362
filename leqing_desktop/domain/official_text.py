"""Text hygiene: what may stand in a ledger and on a printed document, and what is refused."""

from __future__ import annotations

import re
import unicodedata

TITLE_LIMIT = 300
"""Characters in a title or a name."""
TEXT_LIMIT = 20_000
"""Characters in one field; a spreadsheet cell holds 32,767."""

_NEWLINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What Word, WPS and web pages leave behind without anybody having typed it: byte order marks,
# zero-width blanks, word joiners, soft hyphens. Joiners inside emoji and rare forms stay.
_LITTER = re.compile("[\ufeff\u200b\u2060\u00ad]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_FORBIDDEN = (_SURROGATE, _CONTROL, _BIDI, _NO_CHARACTER)


def strip_hidden(text: str) -> str:
    """Text from a file without any character that cannot be seen or could mislead the eye.

    Line ends become ``\\n``; control and bidi characters, lone surrogates and litter go.
    """
    text = _LITTER.sub("", _NEWLINES.sub("\n", text))
    for pattern in _FORBIDDEN:
        text = pattern.sub("", text)
    return text


def clean_text(text: str, what: str = "内容", limit: int = TEXT_LIMIT) -> str:
    """Typed or pasted text, trimmed and fit to keep; ValueError with one sentence where it is not.

    ``what`` is the field's Chinese name. Litter and odd line ends are put right silently; control
    and bidi characters and lone surrogates are refused, since text must appear as it stands; so is
    a classification marking, and more than ``limit`` characters.
    """
    text = _LITTER.sub("", _NEWLINES.sub("\n", text)).strip()
    # What is printable to the last character has nothing forbidden in it, and nearly all texts are.
    looked_for = () if text.isprintable() else _FORBIDDEN
    for pattern, kind in zip(
        looked_for, ("残缺的", "控制", "改变文字方向的", "无效"), strict=False
    ):
        found = pattern.search(text)
        if found is not None:
            raise ValueError(
                f"{what}第 {found.start() + 1} 个字处有{kind}字符（U+{ord(found[0]):04X}），"
                "请删去后重新输入。"
            )
    if len(text) > limit:
        raise ValueError(f"{what}有 {len(text)} 个字，最多 {limit} 个字，请删减。")
    refuse_classified(text)
    return text


def clean_line(text: str, what: str = "名称", limit: int = TITLE_LIMIT) -> str:
    """As ``clean_text``, for a title or name: line ends and tabs become one blank each."""
    return clean_text(" ".join(re.split(r"[\n\t]+", _NEWLINES.sub("\n", text))), what, limit)


_GAP = r"[^\S\n]{0,8}"
_GRADE = rf"(?:绝{_GAP}密|[机機]{_GAP}密|秘{_GAP}密|絕{_GAP}密)级?"
_SPAN = r"(?:长期|[0-9一二三四五六七八九十]{1,3}(?:年|个月))"
_TERM = rf"(?:{_GAP}[★☆*·・]?{_GAP}{_SPAN}|{_GAP}[★☆*])?"
_MARKINGS = (
    # As GB/T 9704-2012 7.2.2 prints it: 机密★1年.
    re.compile(rf"{_GRADE}{_GAP}[★☆]"),
    re.compile(rf"密{_GAP}级{_GAP}[:为是]{_GAP}{_GRADE}"),
    # Nothing but the word in brackets: （机密）, 【秘密】, [绝密*1年].
    re.compile(rf"[(【\[〔]{_GAP}{_GRADE}{_TERM}{_GAP}[)】\]〕]"),
)
_ALONE = re.compile(rf"\W*{_GRADE}(?:文件|件)?{_TERM}\W*")
_LONGEST_ALONE = 40


def refuse_classified(text: str) -> None:
    """ValueError where a 密级 marking stands: the program is for unclassified matter only.

    A marking is the word with its star, after 密级：, alone in brackets, or alone on a line (or as
    the whole text). A mere mention (商业秘密, 国家秘密, 保密, 密封件) is ordinary text.
    """
    if "密" not in text:
        return
    plain = unicodedata.normalize("NFKC", strip_hidden(text))
    lines = (line for line in plain.splitlines() if "密" in line and len(line) <= _LONGEST_ALONE)
    if any(pattern.search(plain) for pattern in _MARKINGS) or any(map(_ALONE.fullmatch, lines)):
        raise ValueError(
            "这段文字带有密级标志（绝密、机密、秘密），本程序仅处理非涉密信息，不能录入。"
        )
