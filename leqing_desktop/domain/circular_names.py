"""Which units the text of a 通报 names for what, held against the lists that say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leqing_desktop.domain.circular import BoundParagraph, Figure, FigureRef, Piece, Prose
from leqing_desktop.domain.circular_check import Trouble, TroubleKind

_HOLE = "\x00"
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_ENDS = re.compile(r"(?<=[。；！？])")
_BRACKETS = re.compile(r"（[^（）]*）")
# Who is asked to see to it, or is excepted, is not said to be so.
_OTHERWISE = re.compile(r"督促|牵头|指导|协调|帮助|会同|除|没有|不存在|未出现|无(?:红灯|迟报|逾期)")


class Topic(StrEnum):
    """What a sentence may say of a unit; the value is how it is told."""

    MISSING = "未报送"
    LATE = "迟报"
    RED = "有红灯任务"
    OVERDUE = "有逾期任务"
    AHEAD = "超前序时进度"
    BEHIND = "落后序时进度"
    TOP = "排名靠前"
    BOTTOM = "排名靠后"


_SAYS = {
    Topic.MISSING: re.compile(r"未报送|没有报送|没报送"),
    Topic.LATE: re.compile(r"迟报|未按时报送|报送不及时|逾期报送"),
    Topic.RED: re.compile(r"红灯"),
    Topic.OVERDUE: re.compile(r"任务逾期|逾期(?:未完成)?的?任务"),
    Topic.AHEAD: re.compile(r"超前|典型做法"),
    Topic.BEHIND: re.compile(r"(?<!得分)(?<!排名)(?<!名次)(?:落后|滞后)"),
    Topic.TOP: re.compile(r"(?:得分|排名|名次)(?:靠前|领先|居前|前列)|名列前茅"),
    Topic.BOTTOM: re.compile(r"(?:得分|排名|名次)(?:靠后|落后|居后|垫底)"),
}
_KEYS = {Topic.MISSING: "units.missing", Topic.LATE: "units.late"}
_LISTS = re.compile(r"靠[前后]的(?:单位)?(?:是|有|为)")
_FEWEST = 3
"""Units that a text may name at an end of the ranking, however few there are."""
_WORDS = {"change": ("上升", "下降"), "distance": ("超前", "落后")}


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """What the snapshot says of the units.

    ``groups``: topic → the units it is true of; ``order``: the ranking's units and places, the best
    first; ``owners``: ``task:ID`` → its units; ``own_words``: words quoted from units and inspectors,
    in which a name is theirs.
    """

    units: tuple[str, ...]
    groups: Mapping[Topic, Collection[str]]
    order: tuple[tuple[str, int], ...]
    owners: Mapping[str, Collection[str]]
    own_words: Collection[str] = ()


def check_unit_names(
    prose: Prose, named: NamedUnits, figures: Mapping[str, Figure]
) -> list[Trouble]:
    """Where a unit stands before a number of another, or is said to be what it is not.

    The first is a fault; the second rests on the words of a sentence and is a warning. Names in
    quotation marks, and those of no unit, are left alone.
    """
    pattern = re.compile("|".join(map(re.escape, sorted(named.units, key=len, reverse=True))))
    if not named.units:
        return []
    found: list[Trouble] = []
    for at, paragraph in enumerate(prose.paragraphs):
        plain = _without_quotes(paragraph, named.own_words)
        for sentence in _sentences(plain):
            for words in _bound(sentence, pattern, named, figures):
                message = f"第 {at + 1} 段{words}，请改正。"
                found.append(Trouble(TroubleKind.DIFFERS, message, at))
            # A list beside its own count is compared name by name elsewhere.
            done = {topic for topic, key in _KEYS.items() if paragraph.keys == (key,)}
            for words in _said(sentence, pattern, named, done):
                message = f"第 {at + 1} 段{words}，请核对。"
                found.append(Trouble(TroubleKind.NAMED, message, at))
    return found


def _without_quotes(paragraph: BoundParagraph, own_words: Collection[str]) -> list[Piece]:
    """The pieces with what is quoted blanked, also where a number stands inside the marks."""
    # What is typed is checked before it is cleaned: a hole of its own is none of ours.
    plain = (p.replace(_HOLE, "") if isinstance(p, str) else _HOLE for p in paragraph.pieces)
    text = "".join(plain)
    keys = [p for p in paragraph.pieces if isinstance(p, FigureRef)]
    for words in own_words:
        text = text.replace(words, "…")
    text = _QUOTED.sub(lambda found: "“”" + _HOLE * found[0].count(_HOLE), text)
    pieces: list[Piece] = []
    for order, part in enumerate(text.split(_HOLE)):
        pieces += [part] if order == 0 else [keys[order - 1], part]
    return pieces


def _sentences(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    sentence: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, str):
            sentence.append(piece)
            continue
        *ended, rest = _ENDS.split(piece)
        for part in ended:
            yield [*sentence, part]
            sentence = []
        sentence.append(rest)
    yield sentence


def _bound(
    sentence: Sequence[Piece],
    pattern: re.Pattern[str],
    named: NamedUnits,
    figures: Mapping[str, Figure],
) -> Iterator[str]:
    """Numbers of one unit or task behind another's name, or behind the word for the opposite."""
    last, text = "", ""
    told: set[tuple[str, str]] = set()
    for piece in sentence:
        if isinstance(piece, str):
            text = piece
            names = pattern.findall(piece)
            last = names[-1] if names else last
            continue
        kind, _, rest = piece.key.partition(":")
        owner, _, what = rest.rpartition(":")
        own = {owner} if kind == "unit" else named.owners.get(f"{kind}:{owner}", ())
        if last and own and last not in own and (last, owner) not in told:
            told.add((last, owner))
            yield f"“{last}”后面的数字是{'、'.join(own)}的"
        if what in _WORDS and piece.key in figures:
            yield from _opposite(text, what, figures[piece.key])


def _opposite(text: str, what: str, figure: Figure) -> Iterator[str]:
    up, down = _WORDS[what]
    said = max((up, down), key=text.rfind)
    if said not in text:
        return
    truth = " ".join((figure.title, *figure.rows[0][-1:])) if figure.rows else figure.title
    wrong = down if said == up else up
    if wrong in truth and said not in truth:
        yield f"写的“{said}”，锁定数据是“{wrong}”"


def _said(
    sentence: Sequence[Piece], pattern: re.Pattern[str], named: NamedUnits, done: Collection[Topic]
) -> Iterator[str]:
    text = "".join(piece for piece in sentence if isinstance(piece, str))
    topics = _topics(text)
    # 甲得分靠前，乙得分靠后: each clause for itself.
    parts = _BRACKETS.sub("", text).split("，") if len(topics) > 1 else [text]
    for part in parts:
        if _OTHERWISE.search(part):
            continue
        names = list(dict.fromkeys(pattern.findall(part)))
        for topic in _topics(part) if names else ():
            if topic in (Topic.TOP, Topic.BOTTOM):
                yield from _placed(topic, names, named.order, listed=bool(_LISTS.search(part)))
            elif topic not in done:
                wrong = [name for name in names if name not in named.groups.get(topic, ())]
                if wrong:
                    yield f"把{'、'.join(wrong)}写成{topic.value}，锁定数据里不是"


def _topics(text: str) -> list[Topic]:
    return [topic for topic, says in _SAYS.items() if says.search(text)]


def _placed(
    topic: Topic, names: Sequence[str], order: Sequence[tuple[str, int]], *, listed: bool
) -> Iterator[str]:
    """Units at the wrong end of the ranking; a list of the best must leave none of them out."""
    line = list(order) if topic is Topic.TOP else list(reversed(order))
    places = dict(order)
    # Who shares the place of the last of a half is in it; a text may name three of four units.
    half = line[: max((len(line) + 1) // 2, _FEWEST)]
    ends = {place for _, place in half}
    half_names = {name for name, place in line if place in ends}
    wrong = [name for name in names if name not in half_names]
    if wrong:
        said = [f"{name}（第{places[name]}名）" if name in places else name for name in wrong]
        yield f"把{'、'.join(said)}写成{topic.value}"
    elif listed:
        worst = max(line.index((name, places[name])) for name in names)
        limit = line[worst][1]
        out = [name for name, place in line[:worst] if name not in names and place != limit]
        if out:
            yield f"{topic.value}的单位漏写了{'、'.join(out)}"
