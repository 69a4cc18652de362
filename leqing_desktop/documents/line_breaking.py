"""Where a line of Chinese official text may break: 避头尾, whole words, whole numbers with units."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# GB/T 15834-2011, 5.1: closing marks never begin a line, opening marks never end one; the dash
# and the ellipsis are not cut in two. The dash, the ellipsis and the connecting marks are kept
# from the beginning of a line as well, as offices do.
NO_START = frozenset(
    "、。，．：；！？·・‧•…⋯—―–⸺～〜〃々〻ー＿﹏／＼％‰‱℃℉°′″"
    "）］｝〕】》〉」』〗〙〛｠﹚﹜﹞”’〞〟﹂﹄﹐﹑﹒﹔﹕﹖﹗"
    ",.:;!?)]}%»›"
)
NO_END = frozenset("（［｛〔【《〈「『〖〘〚｟﹙﹛﹝“‘〝﹁﹃([{«‹＄￥￡№＃§$¥£€#")

OPENING = frozenset("（［｛〔【《〈「『〖〘〚“‘〝")
"""Full-width marks with their blank half in front."""
CLOSING_BRACKETS = frozenset("）］｝〕】》〉」』〗〙〛”’〞〟")
CLOSING = CLOSING_BRACKETS | frozenset("、。，．：；！？")
"""Full-width marks with their blank half behind."""

_NUMBER = r"\d(?:[\d,.:/\-－–—―~～〜％%‰×+＋−]*\d)?(?:\s\d{3,4}(?!\d))*"
_UNIT = (
    r"万?亿?(?:千瓦时|平方公里|平方千米|平方米|立方米|千瓦|公里|千米|公顷|公斤|千克|人次|"
    r"美元|欧元|元|人|吨|亩|家|户|个百分点|百分点|个工作日|工作日|个月|个|台|套|件|项|条|座|"
    r"处|次|批|倍|成|名|位|期|级|周|天|日|年|月|小时|分钟|米|克|号)?(?:[/／]\w{1,3})?"
)
# A number with the sign before it and the unit after it, blanks between them included.
_QUANTITY = re.compile(
    rf"(?:(?:附件|附表|图|表|[第≥≤<>＞＜≈≒≧≦±+＋−\-~～约])\s?)?{_NUMBER}(?:\s[A-Za-zμΩ]{{1,6}}(?![A-Za-z])|\s?{_UNIT})"
)


def break_points(text: str) -> bytearray:
    """For each position i of the text, 1 where a line may end before ``text[i]``, else 0.

    Position 0 is always 0. A space belongs to the end of the line before it. Rules: NO_START and
    NO_END; Latin words and numbers are whole; a number keeps its sign and its unit (2026年, 45%,
    85 %, 3-5 个, 1790.5亿元, 附件2); a bracketed year keeps to its 机关代字 and number.
    """
    allowed = bytearray(len(text))
    allowed[1:] = bytes(_may_break(before, after) for before, after in pairwise(text))
    for match in _QUANTITY.finditer(text):
        start, end = match.span()
        allowed[start + 1 : end] = bytes(end - start - 1)
    return allowed


@lru_cache(maxsize=65536)
def _may_break(before: str, after: str) -> bool:
    if after in NO_START or after.isspace() or before in NO_END:
        return False
    if before.isspace():
        return True
    if before in "〕" and after.isdigit():
        return False
    if is_wide(before) or is_wide(after):
        return not (before.isdigit() or after == "〔")
    return False


@lru_cache(maxsize=65536)
def is_wide(character: str) -> bool:
    """Whether a character takes a whole cell of the grid (hanzi, kana, full-width marks)."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE6F
        or 0xFF00 <= code <= 0xFF60
        or 0xFFE0 <= code <= 0xFFE6
        or 0x20000 <= code <= 0x3FFFF
        or character in _WIDE_SIGNS
    )


# Signs that the fonts of the bundle draw in a full em and that stand among hanzi.
_WIDE_SIGNS = frozenset(
    "“”‘’…⋯—―‖※§×÷±≈≠≤≥≡∞∴∵∶∷√∑∏∫∮∝∠⊥⌒⊙∥∧∨∩∪∈℃№"
    "○●◎◇◆□■△▲☆★→←↑↓〓♂♀"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑"
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
)
