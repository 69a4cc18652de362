"""The decomposition page on a very large ledger: start, scroll steps, filter letters."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from ledgers import desk, large_ledger
from rounds import Pairs, show_time
from start import HERE, TIMEOUT_SECONDS, compare, surroundings

WANTED = 2.0
LIMIT_SECONDS = 0.1
TASKS = 20_000
ROUNDS = 9
STEPS = {"scroll": "滚动一格（3 行）", "page": "翻一页", "filter": "筛选框里多一个字"}


def run(tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print all figures; whether every one is kept."""
    with desk() as folder:
        ledger = large_ledger(folder, tasks)
        title = f"large　启动到画出可用的分解表（{tasks} 项任务）"
        kept = compare(title, folder, ledger, WANTED, rounds)
        for name, pairs in steps(folder, ledger).items():
            kept &= show_time(f"large　{STEPS[name]}（{tasks} 项任务）", pairs, LIMIT_SECONDS)
        return kept


def steps(folder: Path, ledger: Path) -> dict[str, Pairs]:
    """Times of the steps in a window of its own process, the bare table's beside them."""
    done = subprocess.run(
        [sys.executable, str(HERE / "page_steps.py"), str(ledger)],
        capture_output=True,
        text=True,
        env=surroundings(folder),
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"page_steps.py 没有量完：{done.stderr}")
    found = json.loads(done.stdout)
    return {name: Pairs(tuple(ours), tuple(bare)) for name, (ours, bare) in found.items()}
