"""Run by the shipped Python: seconds from starting a program to its first painting, ours beside a bare script.

python measure_start.py ROUNDS OURS… -- BARE…
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time


def seconds_to_paint(command: list[str]) -> float:
    """Start a program that says ``painted`` on its output; RuntimeError where it does not."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - began
        process.communicate()
    if line.strip() != "painted":
        raise RuntimeError(f"{command[0]} 没有画出表格：{line}")
    return taken


def main(arguments: list[str]) -> None:
    """Print cold (the first start of each) and warm (the medians of the others), as JSON."""
    rounds, words = int(arguments[0]), arguments[1:]
    at = words.index("--")
    ours, bare = words[:at], words[at + 1 :]
    pairs = [(seconds_to_paint(ours), seconds_to_paint(bare)) for _ in range(rounds + 1)]
    warm = [statistics.median(each) for each in zip(*pairs[1:], strict=True)]
    found = {
        "cold": {"ours": pairs[0][0], "bare": pairs[0][1], "ratio": pairs[0][0] / pairs[0][1]},
        "warm": {"ours": warm[0], "bare": warm[1], "ratio": warm[0] / warm[1]},
        "rounds": rounds,
    }
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
