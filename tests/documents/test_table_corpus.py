"""Tables of many kinds of offices, made by somebody who did not know the reader, with gold answers.

The reader was put right on these files, so the figures say that nothing has become worse, not how a
new table will be read.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.table_scoring import Score, score

FOLDER = Path(__file__).parent / "corpus" / "tables"
GOLDS = sorted(FOLDER.glob("*.json"))
LEAST = 0.99


def scored(gold: Path) -> Score:
    [table] = (each for each in FOLDER.glob(f"{gold.stem}.*") if each != gold)
    return score(table, json.loads(gold.read_text(encoding="utf-8")))


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.stem)
def test_a_table_of_the_corpus_is_read_as_its_gold_says(gold: Path) -> None:
    read = scored(gold)
    print(f"{gold.stem}：准确率 {read.precision:.3f}，召回率 {read.recall:.3f}")
    assert min(read.precision, read.recall) >= LEAST, (read.missed, read.invented)


def test_precision_and_recall_over_the_corpus_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    total = sum(map(scored, GOLDS), Score())
    with capsys.disabled():
        wanted = total.right + len(total.missed)
        print(
            f"\n任务表语料（{len(GOLDS)} 个文件，{wanted} 项，已用于调整）："
            f"准确率 {total.precision:.3f}，召回率 {total.recall:.3f}"
        )
    assert min(total.precision, total.recall) >= LEAST
