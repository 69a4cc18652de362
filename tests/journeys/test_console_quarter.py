"""A quarter at the command line, each step a process of its own, as a script would do it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.console import run, tree


def test_from_the_demonstration_to_a_second_round_of_notices(tmp_path: Path) -> None:
    """demo with the window's real pictures → next round → register → backup → restore → check."""
    made = run("demo", "演示", cwd=tmp_path)
    assert (made.code, made.err) == (0, "")
    folder = tmp_path / "演示"
    told = [folder.parent / line.split("：", 1)[1] for line in made.out.splitlines()]
    pictures = [path for path in told if path.suffix == ".png"]
    assert pictures and all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    whole = tree(folder)
    again = run("demo", "演示", cwd=tmp_path)
    assert again.code == 0 and tree(folder) == whole

    (ledger,) = folder.glob("*.leqing")
    period = ("--period", "2024Q4")
    before = run("notices", "propose", ledger, *period, "--date", "2025-01-20", "--json").json
    out = folder / "第四季度督办单"
    issued = run(
        *("notices", "issue", ledger, *period, "--out", out, "--date", "2025-01-20", "--json"),
        *("--as", "王敏"),
    )
    assert (issued.code, issued.err) == (0, "")
    numbers = [notice["number"] for notice in issued.json["notices"]]
    assert len(numbers) == len(before["notices"]) > 10
    assert numbers == [f"乐电专督〔2025〕{n}号" for n in range(1, len(numbers) + 1)]
    after = run("notices", "propose", ledger, *period, "--date", "2025-01-20", "--json").json
    assert after == {"notices": []}

    register = folder / "督办台账（2025）.xlsx"
    assert run("export", "notices", ledger, "--out", register).code == 0
    cells = {v for row in load_workbook(register).active.iter_rows(values_only=True) for v in row}
    assert set(numbers) <= cells

    backup = run("backup", ledger).out.removeprefix("已备份：").strip()
    restored = folder / "恢复.leqing"
    assert run("restore", backup, "--to", restored).code == 0
    status = [run("status", each, *period, "--json").out for each in (ledger, restored)]
    assert status[0] == status[1]
    assert run("check", restored).out.endswith("台账完好。\n")
