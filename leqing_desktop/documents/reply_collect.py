"""Reads the reply forms that were dragged in, each in the guarded child, one entry a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leqing_desktop.documents.collect_folder import FoundFile
from leqing_desktop.documents.collect_reader import Progress, digest_of, read_all
from leqing_desktop.documents.reply_reader import read_reply
from leqing_desktop.documents.return_reader import NoReturn
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.errors import Refused

_WORDS = {
    FileKind.STAMPED: "像是盖章件（扫描件或照片），请在登记反馈时作为材料附上。",
    FileKind.EVIDENCE: "像是佐证材料，请在登记反馈时附上。",
}
_OF_RETURNS = (
    ("请按规划文件导入，或", "请"),
    ("后按规划文件导入", "后重新填在反馈表里"),
    ("请在“导入规划”中按规划文件导入，或把表格", "请把表格"),
    ("请导入 ", "请改报 "),
    ("佐证材料的，请附到对应的任务", "佐证材料的，请在登记反馈时附上"),
    ("校验页和格式都丢了", "校验页丢了"),
    ("任务表", "整改反馈表"),
    ("报送表", "整改反馈表"),
    ("再导入", "再收一次"),
)


def collect_replies(
    paths: Sequence[Path], unpack_folder: Path, progress: Progress | None = None
) -> tuple[CollectedFile, ...]:
    """Every file under ``paths`` read as a reply form; the rest as ``collect`` says."""
    return read_all(read_found_reply, paths, unpack_folder, progress)


def read_found_reply(found: FoundFile) -> CollectedFile:
    """One file read in this process; what is refused is told in the entry."""
    kind, problem, read = found.kind, found.problem, None
    if kind is FileKind.RETURN:
        try:
            read = read_reply(found.path)
        except NoReturn as refusal:
            kind, problem = FileKind.OTHER, str(refusal)
        except Refused as refusal:
            kind, problem = FileKind.BROKEN, str(refusal)
    digest, trouble = digest_of(found, kind)
    if trouble:
        read, kind, problem = None, FileKind.BROKEN, trouble
    path = "" if found.closed else str(found.path)
    return CollectedFile(
        found.shown, path, digest, found.size, None, kind.value, _told(kind, problem), read
    )


def _told(kind: FileKind, problem: str) -> str:
    """What is wrong, in the words of replies, where nobody reports a quarter."""
    if kind in _WORDS:
        return _WORDS[kind]
    if "季度报送" in problem:
        return problem
    for old, new in _OF_RETURNS:
        problem = problem.replace(old, new)
    return problem
