"""One unit under two names in a document: 科技局 and 市科技局, 市经信局 and 市经济和信息化局."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

_STATED = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,34})[（(]以下(?:统一|均)?(?:简称|称)为?[:：]?[“\"‘]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"’]?[)）]"
)
_VERB = re.compile(
    r"^.*(?:成立|组建|设立|依托|委托|配合|会同|协助|支持|联合|明确|授权|提请)|^(?:由|为|即|和|与|及|以及|向|报|是|经(?!济|信|发|开))"
)
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}(?=[省市县区州旗]))?[省市县区州旗]委?")
_LEVEL = re.compile(r"[省市县区州旗]委?")
_ENDING = re.compile("(?:办公室|委员会|管理局|管委会|中心|公司|集团|[局委办院厅部处站会])$")
_ALIKE = {"办公室": "办", "委员会": "委", "管理局": "局"}
# What may be left out at the end of a department's name although the rest stands together.
_LEFT_OUT = re.compile(r"(?:运输|农村|环境|管理|服务|保障)$")


def stated_full_names(text: str) -> dict[str, str]:
    """Short names with the full name that the text itself gives them: X（以下简称“Y”）."""
    found: dict[str, str] = {}
    for match in _STATED.finditer(text):
        full = _VERB.sub("", match["full"])
        if _shortens(match["short"], full):
            found.setdefault(match["short"], full)
    return found


def short_forms(names: Sequence[str]) -> dict[str, str]:
    """Which of the names surely is another of them cut short; nothing where two would fit."""
    pairs: dict[str, list[str]] = {}
    for short in names:
        longer = [name for name in names if len(name) > len(short)]
        fits = [name for name in longer if _same_without_place(short, name)]
        fits = fits or [name for name in longer if _abbreviates(short, name)]
        if fits:
            pairs[short] = fits
    return {short: fits[0] for short, fits in pairs.items() if len(fits) == 1}


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a name most likely means, None where none is near."""
    names = list(known)
    fits = [each for each in names if _same_without_place(name, each) or _abbreviates(name, each)]
    close = fits or get_close_matches(name, names, 1, 0.72)
    return close[0] if close else None


def _same_without_place(short: str, full: str) -> bool:
    """科技局 and 市科技局, 宣传部 and 市委宣传部; never 市科技局 and 温州市科技局, which may be two."""
    if len(short) < 3 or not full.endswith(short) or _LEVEL.match(short):
        return False
    return _PLACE.fullmatch(full[: -len(short)]) is not None


def _abbreviates(short: str, full: str) -> bool:
    """市经信局 and 市经济和信息化局: same level, same kind, the letters of one within the other."""
    (level, core, kind), (full_level, full_core, full_kind) = _parts(short), _parts(full)
    if level != full_level or kind != full_kind or len(core) < 2 or len(full_core) <= len(core):
        return False
    if re.findall(r"\d+", core) != re.findall(r"\d+", full_core):
        return False  # 第2中学 and 第12中学
    if core in full_core:
        return full_core.startswith(core) and bool(_LEFT_OUT.fullmatch(full_core[len(core) :]))
    return _shortens(core, full_core)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, str, str]:
    """Level, core and kind of a name: 市, 经信, 局."""
    level = _LEVEL.match(name)
    rest = name[level.end() :] if level else name
    ending = _ENDING.search(rest)
    kind = ending[0] if ending else ""
    core = rest[: len(rest) - len(kind)]
    return level[0] if level else "", core, _ALIKE.get(kind, kind)


def _shortens(short: str, full: str) -> bool:
    """The letters of ``short`` stand in ``full`` in the same order."""
    letters = iter(full)
    return len(short) < len(full) and all(letter in letters for letter in short)
