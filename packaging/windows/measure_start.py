"""Run by the shipped Python: seconds from starting a program to its first painting, ours beside a bare script.

python measure_start.py ROUNDS OURS… -- BARE…
python measure_start.py once PROGRAM…
"""

from __future__ import annotations

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
    """Print one program's seconds, or the medians of so many pairs after one that warms up."""
    if arguments[0] == "once":
        print(f"{seconds_to_paint(arguments[1:]):.3f}")
        return
    rounds, words = int(arguments[0]), arguments[1:]
    at = words.index("--")
    programs = (words[:at], words[at + 1 :])
    pairs = [[seconds_to_paint(each) for each in programs] for _ in range(rounds + 1)]
    ours, bare = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
    print(f"{ours:.2f} s : {bare:.2f} s = {ours / bare:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
