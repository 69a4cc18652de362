"""``leqing circular``: refused while the period is open, signed once, written again as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from leqing_desktop.services.bundle import Workspace
from tests.console import NOW, Console, assert_refused, tree


@pytest.fixture
def out(folder: Path) -> Path:
    return folder / "通 报"


def test_an_open_period_is_refused_and_nothing_is_written(
    console: Console, quarter: Path, out: Path
) -> None:
    before = quarter.read_bytes()
    said = console("circular", quarter, "--period", "2024Q3", "--out", out)
    assert_refused(said, "请先锁定")
    assert not out.exists()
    assert quarter.read_bytes() == before


def test_it_is_signed_once_and_written_again_with_the_same_bytes(
    console: Console, quarter: Path, out: Path
) -> None:
    assert console("period", "lock", quarter, "2024Q3").code != 2
    said = console.done(
        "circular", quarter, "--period", "2024Q3", "--out", out, "--date", "2024-10-21"
    )
    assert "乐电专督〔2024〕1号" in said.out
    assert "数字全部一致" in said.out
    assert {path.suffix for path in out.iterdir()} == {".pdf", ".docx"}
    first, ledger = tree(out), quarter.read_bytes()
    console.done("circular", quarter, "--period", "2024Q3", "--out", out, "--date", "2025-01-02")
    assert tree(out) == first
    assert quarter.read_bytes() == ledger
    console.done("check", quarter)


def test_a_signed_one_is_written_while_a_window_holds_the_ledger(
    console: Console, quarter: Path, out: Path
) -> None:
    assert console("period", "lock", quarter, "2024Q3").code != 2
    holder = Workspace(lambda: "李工", lambda: NOW).open(quarter, keep_backups=False)
    try:
        assert_refused(console("circular", quarter, "--period", "2024Q3", "--out", out), "李工")
    finally:
        holder.ledger.close()
    console.done("circular", quarter, "--period", "2024Q3", "--out", out)
    holder = Workspace(lambda: "李工", lambda: NOW).open(quarter, keep_backups=False)
    try:
        console.done("circular", quarter, "--period", "2024Q3", "--out", out.with_name("再印"))
    finally:
        holder.ledger.close()
    assert len(list(out.with_name("再印").iterdir())) == 2
