"""Two programs at one ledger at the same time, and one that is killed at its work."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.errors import LedgerBusy, LedgerReadOnly
from leqing_desktop.services.office import Office
from tests.ledgers import CLERK, Q3, Clock, Desk, is_sentence, tables, workspace

ROOT = Path(__file__).parents[2]
EACH = 6

SIGN = f"""
import sys, time
from datetime import date
from pathlib import Path
from leqing_desktop.errors import LedgerBusy, Refused
from leqing_desktop.services.supervision import SupervisionService
from tests.ledgers import Clock, Q3, access, workspace

path, how, mine = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
clock, on = Clock(), date(2024, 10, 8)

def sign(service):
    chosen = service.proposals(Q3)
    chosen = [p for p in chosen if p.task_id % 2 == mine][:1]
    service.sign(Q3, service.prepare(Q3, chosen, on), on)

print("ready", flush=True)
sys.stdin.readline()
signed = 0
while signed < {EACH}:
    try:
        if how == "rows":
            sign(SupervisionService(access(path, clock)))
        else:
            services = workspace(clock).open(path, keep_backups=False)
            try:
                sign(services.supervision)
            finally:
                services.ledger.close()
    except (LedgerBusy, Refused):
        time.sleep(0.01)
        continue
    signed += 1
"""

CRASH = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from leqing_desktop.domain.decomposition import Column, Edit
from tests.ledgers import Clock, workspace

services = workspace(Clock()).open(Path(sys.argv[1]), keep_backups=False)
rows = services.decomposition.tree()
edits = [Edit(row.id, Column.TITLE, "改" * 300) for row in rows]
engine = services.decomposition._access.engine

@event.listens_for(engine, "commit")
def killed(connection):
    # Everything is written, nothing is committed.
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

@event.listens_for(engine, "begin")
def small_cache(connection):
    # So that changed pages reach the file before the end.
    connection.exec_driver_sql("PRAGMA cache_size = 1")

services.decomposition.apply(edits)
"""


def program(text: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("how", ["rows", "file"])
def test_two_who_sign_at_once_never_share_a_number(desk: Desk, how: str) -> None:
    desk.services.ledger.close()
    both = [program(SIGN, desk.path, how, mine) for mine in (0, 1)]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    for each in both:
        _, errors = each.communicate(timeout=120)
        assert each.returncode == 0, errors
    numbers = sorted(row["number"] for row in desk.tables["notice"])
    assert numbers == list(range(1, 2 * EACH + 1))
    assert len({row["item_id"] for row in desk.tables["notice_item"]}) == 2 * EACH


def test_a_crash_in_the_middle_leaves_the_ledger_as_it_was(desk: Desk) -> None:
    before = desk.tables
    desk.services.ledger.close()
    crashed = program(CRASH, desk.path)
    _, errors = crashed.communicate(timeout=120)
    assert crashed.returncode != 0
    assert errors == ""
    left = desk.path.with_name(desk.path.name + "-journal")
    assert left.stat().st_size > 0
    services = workspace(Clock()).open(desk.path, keep_backups=False)
    try:
        assert services.ledger.info().why_read_only == ""
        assert not left.exists()
        assert tables(desk.engine) == before
        with closing(sqlite3.connect(desk.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        services.ledger.close()


def test_a_ledger_opened_to_look_refuses_every_change(desk: Desk, tmp_path: Path) -> None:
    before = desk.tables
    reader = workspace(Clock()).open(desk.path, write=False, keep_backups=False)
    task, unit = desk.row("1.1").id, desk.unit("市经信局")
    on = date(2024, 10, 8)
    chosen = reader.supervision.proposals(Q3)[:1]
    prepared = reader.supervision.prepare(Q3, chosen, on)
    assert reader.decomposition.tree() == desk.rows
    assert reader.status.lights(Q3)
    assert reader.review.board(Q3)
    assert reader.exports.decomposition(tmp_path / "表.xlsx").run().stat().st_size > 0
    for change in (
        lambda: reader.decomposition.apply([Edit(task, Column.TITLE, "改")]),
        lambda: reader.decomposition.delete([task]),
        lambda: reader.decomposition.shift([task], 1),
        lambda: reader.reporting.save(Q3, unit, task, "progress", "50"),
        lambda: reader.periods.set_period(Q3),
        lambda: reader.supervision.sign(Q3, prepared, on),
        lambda: reader.notice_life.act(1, NoticeAction.REPLY, on),
        lambda: reader.supervision.issue(Q3, chosen, on, tmp_path, lambda _: [b"pdf"]),
        lambda: reader.office.save(Office("专班")),
        reader.journal.undo,
        reader.journal.redo,
    ):
        with pytest.raises(LedgerReadOnly) as caught:
            change()
        assert is_sentence(str(caught.value))
    assert desk.tables == before
    assert not list(tmp_path.glob("*.pdf"))


def test_a_second_window_is_told_who_holds_the_ledger(desk: Desk) -> None:
    with pytest.raises(LedgerBusy) as caught:
        workspace(Clock()).open(desk.path)
    assert CLERK in str(caught.value)
    assert is_sentence(str(caught.value))
