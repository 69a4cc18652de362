"""Collecting that is killed in the middle: every file is in the ledger whole, or not at all."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.db.engine import make_engine
from tests.console import Console, command, environment
from tests.ledgers import tables
from tests.returned import filled

P = ("--period", "2024Q3")
RECEIVED = ("--received", "2024-10-08")
STOPS = {"while a file is written": 4, "between two files": 5}
"""At which place the program is killed, and how many files are in by then."""

COLLECT = """
import sys
from sqlalchemy import Engine, event
from leqing_desktop.app import console

def stop():
    print("here", flush=True)
    sys.stdin.readline()

def kept(connection):
    return connection.exec_driver_sql("SELECT count(*) FROM return_file").scalar()

after = False

@event.listens_for(Engine, "commit")
def committing(connection):
    global after
    if kept(connection) == 5:
        # Everything of the fifth file is written, nothing is committed.
        after = True
        WRITTEN

@event.listens_for(Engine, "begin")
def beginning(connection):
    # So that changed pages reach the file before the end.
    connection.exec_driver_sql("PRAGMA cache_size = 1")
    if after:
        stop()

sys.argv[0] = "leqing"
console()
"""


@pytest.fixture
def back(console: Console, ledger: Path, folder: Path) -> Path:
    """A dozen workbooks and more of 2024Q3, filled by careful clerks."""
    out = folder / "下发"
    console.done("returns", "issue", ledger, *P, "--out", out, "--date", "2024-09-20")
    for path in [*out.glob("*.pdf"), *out.glob("*.docx"), *out.glob("*.txt")]:
        path.unlink()
    assert len(list(filled(out))) >= 12
    return out


def killed(ledger: Path, folder: Path, script: str) -> None:
    """Start collecting in a process of its own, wait until it is at the place, and kill it."""
    arguments = ("returns", "collect", ledger, *P, folder, "--json", *RECEIVED)
    with subprocess.Popen(
        command(*arguments, script=script),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        process.kill()
        assert line == "here\n", process.stderr.read()
    assert process.returncode != 0


def collected(console: Console, ledger: Path, folder: Path) -> dict[str, str]:
    said: Any = console("returns", "collect", ledger, *P, folder, "--json", *RECEIVED).json
    assert said["missing"] == [] and said["late"] == []
    return {each["path"]: each["outcome"] for each in said["files"]}


@pytest.mark.parametrize("place", STOPS)
def test_a_kill_leaves_whole_files_and_the_rest_is_taken_in_later(
    console: Console, ledger: Path, back: Path, place: str
) -> None:
    undisturbed = Path(shutil.copy(ledger, ledger.with_name("不断.leqing")))
    names = sorted(path.name for path in back.iterdir())
    script = COLLECT.replace("WRITTEN", "stop()" if place.startswith("while") else "pass")
    killed(ledger, back, script)
    assert ledger.with_name(ledger.name + "-journal").exists() == place.startswith("while")

    with closing(sqlite3.connect(ledger)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        files = connection.execute("SELECT id, name, sha256, unit_id FROM return_file").fetchall()
        assert len(files) == STOPS[place]
        for file_id, name, sha256, unit_id in files:
            original = (back / name).read_bytes()
            query = "SELECT content FROM stored_file WHERE sha256 = ?"
            assert connection.execute(query, (sha256,)).fetchone() == (original,)
            assert hashlib.sha256(original).hexdigest() == sha256
            query = "SELECT item_id FROM return_row WHERE return_file_id = ? AND item_id NOT NULL"
            rows = connection.execute(query, (file_id,)).fetchall()
            query = (
                "SELECT item_id FROM check_in JOIN submission ON submission.id = submission_id "
                "WHERE unit_id = ?"
            )
            assert sorted(rows) == sorted(connection.execute(query, (unit_id,))) != []
        # Nothing is left of the file at which it fell.
        assert connection.execute("SELECT count(*) FROM stored_file").fetchone() == (len(files),)
        assert connection.execute("SELECT count(*) FROM submission").fetchone() == (len(files),)
    inside = {name for _, name, _, _ in files}

    outcomes = collected(console, ledger, back)
    assert outcomes == {name: "duplicate" if name in inside else "accepted" for name in names}
    assert set(collected(console, undisturbed, back).values()) == {"accepted"}
    assert tables(make_engine(ledger)) == tables(make_engine(undisturbed))
