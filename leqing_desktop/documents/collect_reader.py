"""Reads everything that was dragged in: every file gets one entry, read or with what to do."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from leqing_desktop.documents.collect_archive import unpack
from leqing_desktop.documents.collect_folder import (
    CANNOT_OPEN,
    FILES_LIMIT,
    FoundFile,
    find_files,
)
from leqing_desktop.documents.collect_kinds import FILE_LIMIT, evidence
from leqing_desktop.documents.guarded_batch import Failing, Outcome, read_each_guarded
from leqing_desktop.documents.return_reader import NoReturn, read_return
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.errors import Refused

Progress = Callable[[int, int], None]
"""``progress(done, total)`` in files; an exception from it ends the reading."""

SECONDS = 60.0
"""Granted to one file."""
_FAILINGS = {
    Failing.DIED: "内容过大或已损坏，读不下去，请单位用 WPS 或 Excel 另存一份再报。",
    Failing.LATE: f"读了 {SECONDS:.0f} 秒还没有读完，请单位用下发的报送表另存一份再报。",
    Failing.FAULT: "读的时候出了差错，没有收，请单位用 WPS 或 Excel 另存为 .xlsx 再报。",
}
_log = logging.getLogger(__name__)


def collect(
    paths: Sequence[Path], unpack_folder: Path, progress: Progress | None = None
) -> tuple[CollectedFile, ...]:
    """Every file under ``paths`` read in guarded children, in a stable order, one entry each.

    Files of zips are unpacked into ``unpack_folder``, which stays until the caller has kept what it
    wants. A file that cannot be read costs nobody else anything. Refused for more than 5,000 files.
    """
    return read_all(read_found, paths, unpack_folder, progress)


def read_all(
    reader: Callable[[FoundFile], CollectedFile],
    paths: Sequence[Path],
    unpack_folder: Path,
    progress: Progress | None = None,
) -> tuple[CollectedFile, ...]:
    """``collect`` with a reader of its own, a function of a module."""
    found = _with_archives(find_files(paths), unpack_folder)
    collected: list[CollectedFile] = []
    if progress is not None:
        progress(0, len(found))
    outcomes = read_each_guarded(reader, [(each,) for each in found], SECONDS)
    try:
        for each, outcome in zip(found, outcomes, strict=True):
            collected.append(outcome.answer or _failed(each, outcome))
            if progress is not None:
                progress(len(collected), len(found))
    finally:
        outcomes.close()
    return tuple(collected)


def _with_archives(found: list[FoundFile], folder: Path) -> list[FoundFile]:
    """The files with each archive replaced by what is in it, or told why it was not opened."""
    archives = [each for each in found if each.archive]
    inputs = [(each, folder / f"{at:04}") for at, each in enumerate(archives)]
    outcomes = read_each_guarded(unpack, inputs, SECONDS) if archives else iter(())
    total = len(found)
    whole: list[FoundFile] = []
    for each in found:
        if not each.archive:
            whole.append(each)
            continue
        outcome = next(outcomes)
        members = outcome.answer
        if members is None:
            members = [_closed(each, _words(each, outcome))]
        elif total + len(members) > FILES_LIMIT:
            words = f"连同里面的文件超过 {FILES_LIMIT} 个，请先解压，只拖入报送表。"
            members = [_closed(each, words)]
        total += len(members) - 1
        whole += members
    return whole


def _closed(archive: FoundFile, words: str) -> FoundFile:
    return FoundFile(archive.shown, archive.path, archive.size, FileKind.BROKEN, words)


def read_found(found: FoundFile) -> CollectedFile:
    """One file read in this process; what is refused is told in the entry."""
    kind, problem, read = found.kind, found.problem, None
    if kind is FileKind.RETURN:
        try:
            read = read_return(found.path)
        except NoReturn as refusal:
            kind, problem = evidence(found.name) or (FileKind.OTHER, str(refusal))
        except Refused as refusal:
            kind, problem = FileKind.BROKEN, _for_a_return(str(refusal))
    digest, trouble = digest_of(found, kind)
    if trouble:
        read, kind, problem = None, FileKind.BROKEN, trouble
    path = "" if found.closed else str(found.path)
    return CollectedFile(found.shown, path, digest, found.size, read, kind.value, problem)


def digest_of(found: FoundFile, kind: FileKind) -> tuple[str, str]:
    """The SHA-256 of a file that may be kept, "" of others; and what hinders reading it."""
    if (
        found.closed
        or kind is FileKind.TEMPORARY
        or found.size > FILE_LIMIT
        or not found.path.is_file()
    ):
        return "", ""
    try:
        with found.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest(), ""
    except OSError:
        return "", CANNOT_OPEN


def _failed(found: FoundFile, outcome: Outcome[Any]) -> CollectedFile:
    return CollectedFile(
        found.shown,
        str(found.path),
        size=found.size,
        kind=FileKind.BROKEN.value,
        problem=_words(found, outcome),
    )


def _words(found: FoundFile, outcome: Outcome[Any]) -> str:
    if outcome.refusal is not None:
        return str(outcome.refusal)
    failing = outcome.failing or Failing.FAULT
    if outcome.trace:
        _log.error("collecting %s failed:\n%s", found.name, outcome.trace)
    return _FAILINGS[failing]


def _for_a_return(sentence: str) -> str:
    """A table reader's refusal in the words of collecting, where nobody imports anything."""
    for old, new in (
        ("请按规划文件导入，或", "请"),
        ("后按规划文件导入", "后重新填在报送表里"),
        ("请在“导入规划”中按规划文件导入，或把表格", "请把表格"),
        ("请导入 ", "请改报 "),
        ("任务表", "报送表"),
        ("再导入", "再收一次"),
    ):
        sentence = sentence.replace(old, new)
    return sentence
