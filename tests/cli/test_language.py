"""Help in Chinese, and the commands of later releases."""

from __future__ import annotations

import re

import click
import pytest

from leqing_desktop.cli.commands import LATER, leqing
from tests.console import Console, assert_refused

LATER_COMMANDS = [
    "export indicators",
    "export projects",
    "wallchart",
]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [path]
    for name, command in group.commands.items():
        here = (*path, name)
        if isinstance(command, click.Group):
            found += commands(command, here)
        elif command.add_help_option:
            found.append(here)
    return found


@pytest.mark.parametrize("path", commands(leqing), ids=" ".join)
def test_help_is_chinese_throughout(console: Console, path: tuple[str, ...]) -> None:
    said = console.done(*path, "--help").out
    assert said.startswith(f"写法：{' '.join(('leqing', *path))} ")
    assert "显示这段说明。" in said
    english = ("Usage", "Options", "Commands", "Show", "exit", "required", "PATH", "TEXT")
    # What to put where stands in the first line, named as in the design.
    assert not [word for word in english if word in said.partition("\n")[2]]
    # Every option and every command is explained.
    for line in re.findall(r"^  (?:--)?[a-z].*$", said, re.MULTILINE):
        assert re.search("[一-鿿]", line), line


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["--help"],
        ["L.leqing", "--period", "2024Q3", "--out", "X"],
        ["L.leqing", "FILE", "--dry-run", "--json"],
        ["--period", "2024Q5", "--", "-x", ""],
        ["-h", "--version", "--paper", "A9"],
    ],
)
@pytest.mark.parametrize("name", LATER_COMMANDS)
def test_what_comes_later_says_so_whatever_is_asked(
    console: Console, name: str, more: list[str]
) -> None:
    said = console(*name.split(), *more)
    assert_refused(said, LATER)


def test_the_commands_of_the_design_are_all_there() -> None:
    design = {
        *("demo", "init", "plan", "period", "returns", "status", "notices"),
        *("inspections", "circular", "export"),
        *("wallchart", "check", "backup", "restore"),
        # Issue 5: meeting decisions and instructions
        "items",
    }
    assert set(leqing.commands) == design
