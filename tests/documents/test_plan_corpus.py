"""Plans that a stranger wrote with the answer a clerk would enter, without knowing the reader.

All of them were looked at afterwards and the rules made to read them, so these figures show that
nothing is lost again and not what a new plan gets. They came in three rounds. When the reader first
saw the nine plans p1 to p9 (fifteen files) it had: programmes 0.93/0.90 (precision/recall), measures
0.75/0.70, units 0.71/0.69, indicators 0.74/0.74. When it had learned from those and first saw the
other nine: programmes 1.00/0.97, measures 0.99/0.97, units 0.97/0.82, indicators 0.91/0.97; what it
did not know was 主办：/协办： without 单位, units said once for 本章, 会同 in front of a name without 市 or
县, and conditions and caps that it took for targets. The last nine, c1 to c9, it first saw with
programmes 1.00/1.00, measures 1.00/0.98, units 0.99/0.97, indicators 0.93/0.97: the nearest to what a
new plan gets. ``plan_reader_held_out.py`` and the sentences
marked H in ``target_cases.txt`` are still held out.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from leqing_desktop.documents.plan_reader import read_plan
from tests.documents.plan_scoring import Score, score

CORPUS = Path(__file__).parent / "corpus" / "plans"
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".json")
EXACT = ("programme", "measure", "unit", "open", "goal", "indicator")


@cache
def scored(path: Path) -> Score:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return score(read_plan(path).facts, gold)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_plan_as_a_clerk_enters_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = scored(path)
    with capsys.disabled():
        print(f"\n{path.name}: {result}", end="")
    wrong = [miss for miss in result.misses if not miss.startswith("~")]
    assert wrong == []
    assert result.tallies["name"].recall > 0.4


def test_precision_and_recall_in_all(capsys: pytest.CaptureFixture[str]) -> None:
    result = sum(map(scored, FILES), Score())
    with capsys.disabled():
        print(f"\n{len(FILES)} files: {result}")
    for kind in EXACT:
        assert result.tallies[kind].precision >= 0.99
        assert result.tallies[kind].recall >= 0.99
    # A clerk's wording differs: 建成示范村 or 示范村, 增速 or 增长.
    assert result.tallies["name"].recall > 0.6
    assert result.tallies["kind"].recall > 0.8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_printed_title(path: Path) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert read_plan(path).facts.title.replace(" ", "") == gold["title"].replace(" ", "")


FORMS = sorted((Path(__file__).parent / "corpus" / "forms").glob("*.txt"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_one_form_of_a_plan(path: Path) -> None:
    """Short texts for the forms that offices use; whoever wrote the rules wrote and checked these."""
    result = scored(path)
    assert result.misses == []
