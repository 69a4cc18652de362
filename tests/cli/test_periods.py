"""The console locks and unlocks a period."""

from __future__ import annotations

import json
from pathlib import Path

from tests.console import Console, assert_refused


def test_a_locked_period_says_what_is_left_out_and_keeps_its_status(
    console: Console, quarter: Path
) -> None:
    dates = "--issue", "2024-09-20", "--due", "2024-10-15"
    console.done("period", "set", quarter, "2024Q3", *dates)
    before = json.loads(console.done("status", quarter, "--period", "2024Q3", "--json").out)
    said = console("period", "lock", quarter, "2024Q3", "--as", "王敏")
    assert (said.code, said.out) == (1, "已锁定 2024年第三季度\n")
    assert said.err == "市人才办 1 家单位还没有报全。\n"
    after = json.loads(console.done("status", quarter, "--period", "2024Q3", "--json").out)
    assert after == before
    assert_refused(console("period", "lock", quarter, "2024Q3"), "2024年第三季度已经锁定。")
    changed = console("period", "set", quarter, "2024Q3", "--due", "2024-12-01")
    assert_refused(changed, "2024年第三季度已锁定，不能再改；要改请先解锁并写明理由。")


def test_unlocking_needs_a_reason(console: Console, quarter: Path) -> None:
    console("period", "lock", quarter, "2024Q3")
    told = "请写明解锁理由，它会写入操作记录。"
    assert_refused(console("period", "unlock", quarter, "2024Q3"), told)
    assert_refused(console("period", "unlock", quarter, "2024Q3", "--reason", " "), told)
    console.done("period", "unlock", quarter, "2024Q3", "--reason", "补报数据")
    again = console("period", "unlock", quarter, "2024Q3", "--reason", "补报数据")
    assert_refused(again, "2024年第三季度没有锁定，不用解锁。")


def test_a_period_that_is_not_there_is_refused(console: Console, quarter: Path) -> None:
    sentence = "台账里还没有2030年第一季度这个报送期，请先新增报送期。"
    assert_refused(console("period", "lock", quarter, "2030Q1"), sentence)
    assert_refused(console("period", "unlock", quarter, "2030Q1", "--reason", "理由"), sentence)
