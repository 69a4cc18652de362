"""拖入收表: every file of a folder judged, and taken in one by one."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import check_ins, periods, returns, stored_files
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.db.returns import NewRow
from leqing_desktop.domain.change import NOTHING, Changes
from leqing_desktop.domain.official_text import strip_hidden
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_day import check_received
from leqing_desktop.domain.return_outcome import FileState, Outcome, RowState
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.errors import Refused
from leqing_desktop.services import return_board, return_facts
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.return_judging import JudgedFile, ReturnJudge
from leqing_desktop.services.return_rows import JudgedRow, enter

SIGN_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Collected:
    """The files that a call found; ``folder`` is where archives were unpacked until all is taken in.

    Each file is packed by itself: the hundred thousand cells of a folder, all alive at once, would
    hold the window up while they come from the child process and whenever garbage is looked for.
    """

    packed: tuple[bytes, ...]
    folder: str

    @classmethod
    def of(cls, files: Iterable[CollectedFile], folder: str) -> Collected:
        """Pack what was read."""
        return cls(tuple(pickle.dumps(each, pickle.HIGHEST_PROTOCOL) for each in files), folder)

    @property
    def files(self) -> Iterator[CollectedFile]:
        """The files in order, to be gone through once."""
        return (pickle.loads(each) for each in self.packed)

    def clean_up(self) -> None:
        """Take the unpacked files away."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class CollectResult:
    """A whole call: every file's outcome, and which units are missing or late after it."""

    files: tuple[JudgedFile, ...]
    missing: tuple[str, ...]
    late: tuple[str, ...]

    @property
    def needs_clerk(self) -> bool:
        """Whether any file is something else than taken in whole, or seen before."""
        settled = (Outcome.ACCEPTED, Outcome.DUPLICATE)
        return any(each.outcome not in settled for each in self.files)


class CollectService:
    """收表. Reading is a job of its own, judging only reads, each file is taken in by itself."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def collecting(
        self, period: Period, paths: Sequence[Path], received_on: date | None = None
    ) -> FileJob[Collected]:
        """The job that reads everything under ``paths``.

        Refused for a locked or missing period, and for a day on which nothing can have come in.
        """
        with self._access.reading() as connection:
            stored = _open_period(connection, period)
            if received_on is not None:
                check_received(received_on, stored.issue_on, self._access.now().date())
        return FileJob(collect_files, (tuple(paths),), reports=True)

    def judge(self, period: Period, files: Iterable[CollectedFile]) -> tuple[JudgedFile, ...]:
        """Every file with its one outcome, in order; nothing is written."""
        with self._access.reading() as connection:
            facts = return_facts.read(connection, period)
            return ReturnJudge(connection, facts).judge(files)

    def take_all(
        self,
        period: Period,
        files: Iterable[CollectedFile],
        received_on: date | None = None,
        *,
        dry_run: bool = False,
    ) -> CollectResult:
        """Judge and, unless it is a dry run, take in every file, each in a transaction of its own."""
        judged = self.judge(period, files)
        if not dry_run:
            for each in judged:
                self.take_in(period, each, received_on)
        return self.result(period, judged, received_on)

    def result(
        self, period: Period, judged: Sequence[JudgedFile], received_on: date | None = None
    ) -> CollectResult:
        """Who is missing and who late once these files are in, whether or not they were kept."""
        day = received_on or self._access.now().date()
        with self._access.reading() as connection:
            came = return_board.received(connection, period)
            stored = periods.find(connection, period)
        brought = {each.unit for each in judged if each.state is not None}
        due = stored.due_on if stored is not None else None
        missing, late = [], []
        for unit, known in came.items():
            received = known or (day if unit in brought else None)
            if received is None:
                missing.append(unit)
            elif due is not None and received > due:
                late.append(unit)
        return CollectResult(tuple(judged), tuple(missing), tuple(late))

    def take_in(
        self, period: Period, judged: JudgedFile, received_on: date | None = None
    ) -> Changes:
        """Keep a file and take its clean rows into the ledger; one step of undo.

        Nothing for a file that is not to be kept. Refused where the file is no longer what was
        read, or the period was locked meanwhile.
        """
        if judged.state is None or judged.unit_id is None or judged.file.read is None:
            return NOTHING
        content = content_of(judged.file)
        day = received_on or self._access.now().date()
        read = judged.file.read
        with self._access.writing() as uow:
            period_id, unit_id = _open_period(uow.connection, period).id, judged.unit_id
            kept = returns.files(uow.connection, period_id, unit_id)
            if any(each.sha256 == judged.file.sha256 for each in kept):
                return NOTHING
            version = kept[0].version + 1 if kept else 1
            values = {
                "period_id": period_id,
                "unit_id": unit_id,
                "version": version,
                "state": judged.state.value,
                "name": strip_hidden(Path(judged.file.shown).name)[:200],
                "sha256": stored_files.put(uow.connection, content),
                "digest": judged.digest,
                "received_on": day,
                "filled_by": strip_hidden(read.filled_by)[:SIGN_LIMIT],
                "reviewed_by": strip_hidden(read.reviewed_by)[:SIGN_LIMIT],
                "filled_on": strip_hidden(read.filled_on)[:SIGN_LIMIT],
            }
            returns.add(uow, values, judged.findings, [_new_row(row) for row in judged.rows])
            if judged.state is FileState.CURRENT:
                older = [each.id for each in kept if each.state is not FileState.REPLACED]
                returns.set_files(
                    uow, {each: {"state": FileState.REPLACED.value} for each in older}
                )
            check_ins.receive(uow, period_id, unit_id, day)
            accepted = [row for row in judged.rows if row.state is RowState.ACCEPTED]
            rows = ((row.task_id, row.indicator_id, row.fields) for row in accepted)
            enter(uow, period_id, unit_id, rows, day)
            return uow.commit(f"收{judged.unit}{period.label}报送表（第 {version} 版）")


def collect_files(
    paths: Sequence[Path],
    progress: Callable[[int, int], None] | None = None,
    *,
    replies: bool = False,
) -> Collected:
    """Read everything, as returns or as replies to notices; runs in the child process or here."""
    import tempfile

    if replies:
        from leqing_desktop.documents.reply_collect import collect_replies as collect
    else:
        from leqing_desktop.documents.collect_reader import collect

    folder = tempfile.mkdtemp(prefix="leqing-")
    try:
        return Collected.of(collect(paths, Path(folder), progress), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _open_period(connection: Connection, period: Period) -> StoredPeriod:
    stored = return_facts.period_of(connection, period)
    if stored.locked:
        raise Refused(f"{period.label}已锁定，不能再收表；要收表请先解锁并写明理由。")
    return stored


def content_of(file: CollectedFile) -> bytes:
    """The bytes of a file that was read; Refused where they are gone or others by now."""
    try:
        content = Path(file.path).read_bytes()
    except OSError as error:
        raise Refused(f"“{file.shown}”读不到了，没有收；请放回原处再收一次。") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise Refused(f"“{file.shown}”刚刚又被改动，没有收；请等它存好再收一次。")
    return content


def _new_row(row: JudgedRow) -> NewRow:
    return NewRow(
        row.row,
        row.task_id,
        row.indicator_id,
        row.state,
        row.fields,
        row.findings,
        row.changes,
    )
