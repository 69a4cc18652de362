"""The same plans printed in other ways: whatever the printer did, the plan read is the same.

The plans c1 to c9 came last and are read as they were written only: in another print c2 (measures
without numbers, wrapped at 24 columns or without indents) and c1 (a list of persons behind it, as
the annex of a notice) are not read whole yet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from leqing_desktop.documents.plan_reader import propose, read_plan
from leqing_desktop.documents.plan_reader_cleaning import clean
from leqing_desktop.documents.plan_source import read_source, text_source
from tests.documents.plan_reader_samples import broken_at
from tests.documents.plan_scoring import score

CORPUS = Path(__file__).parent / "corpus" / "plans"
FILES = sorted(path for path in CORPUS.glob("*.txt") if not re.match(r"c\d_", path.name))
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF_WIDTH = str.maketrans("（），；：", "(),;:")


def lines(paragraphs: list[str], columns: int, indent: str = "　　") -> list[str]:
    """Paragraphs with hard line ends; a short one stays as it is."""
    broken: list[str] = []
    for text in paragraphs:
        broken += broken_at(indent + text, columns) if len(text) > columns - 4 else [text]
    return broken


def in_pages(printed: list[str], rows: int) -> list[str]:
    """A page number in mid-sentence and a running head behind it, every ``rows`` lines."""
    shown: list[str] = []
    for at in range(0, len(printed), rows):
        shown += [*printed[at : at + rows], "", f"— {at // rows + 1} —", "", "某某市人民政府公报"]
    return shown


PRINTED: dict[str, Callable[[list[str]], str]] = {
    "one line a paragraph": "\n".join,
    "24 columns": lambda texts: "\n".join(lines(texts, 24)),
    "33 columns": lambda texts: "\n".join(lines(texts, 33)),
    "40 columns, no indents": lambda texts: "\n".join(lines(texts, 40, "")),
    "blank lines between": lambda texts: "\n\n".join(lines(texts, 28)),
    "page numbers and heads": lambda texts: "\n".join(in_pages(lines(texts, 30), 17)),
    "blanks between letters": lambda texts: "\n".join(" ".join(line) for line in lines(texts, 30)),
    "full-width letters": lambda texts: "\n".join(texts).translate(_FULL_WIDTH),
    "Windows line ends": lambda texts: "\r\n".join(lines(texts, 30)),
    "half-width signs": lambda texts: "\n".join(
        re.sub(r"(?<=\d),(?=\d)", "，", text.translate(_HALF_WIDTH)) for text in texts
    ),
}


@pytest.mark.parametrize("way", PRINTED)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_printed_in_another_way(path: Path, way: str) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    texts = [paragraph.text for paragraph in clean(read_source(path)).paragraphs()]
    result = score(propose(text_source(PRINTED[way](texts))).facts, gold)
    assert [miss for miss in result.misses if not miss.startswith("~")] == []


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_plan_in_another_encoding(codec: str, tmp_path: Path) -> None:
    text = FILES[0].read_text(encoding="utf-8")
    path = tmp_path / FILES[0].name
    path.write_bytes(text.replace("\n", "\r\n").encode(codec))
    assert read_plan(path).facts == read_plan(FILES[0]).facts


NOTICE = "关于印发方案的通知\n各有关单位：\n现将方案印发给你们，请认真贯彻落实。\n{list}某某局\n2025年3月1日\n附件\n"


@pytest.mark.parametrize("listed", ["", "附件：重点工作方案\n"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_that_is_the_annex_of_a_notice(path: Path, listed: str) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = NOTICE.format(list=listed) + path.read_text(encoding="utf-8")
    facts = propose(text_source(text)).facts
    assert [miss for miss in score(facts, gold).misses if not miss.startswith("~")] == []
    assert facts.title == gold["title"].replace(" ", "")
