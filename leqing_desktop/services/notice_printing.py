"""打印稿: the notices of a round for the printer, in one PDF or one file each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_files import file_name

Progress = Callable[[int, int], None]


def print_together_job(
    documents: Sequence[NoticeDocument], path: Path, *, duplex: bool
) -> FileJob[Path]:
    """One PDF of all notices, in the order given; ``duplex``: each begins a sheet of its own."""
    return FileJob(print_together, (tuple(documents), path, duplex), reports=True)


def print_each_job(documents: Sequence[NoticeDocument], folder: Path) -> FileJob[Path]:
    """A PDF for each notice under its own name, replacing what stood there; the last one's path."""
    return FileJob(print_each, (tuple(documents), folder), reports=True)


def print_together(
    documents: Sequence[NoticeDocument],
    path: Path,
    duplex: bool,
    progress: Progress | None = None,
) -> Path:
    """Draw all notices on one canvas and write the file whole; runs in the child process or here."""
    from leqing_desktop.documents.notice_batch import render_together
    from leqing_desktop.documents.safe_file import write_bytes

    return write_bytes(path, render_together(documents, duplex=duplex, progress=progress))


def print_each(
    documents: Sequence[NoticeDocument], folder: Path, progress: Progress | None = None
) -> Path:
    """Draw and write one notice after the other; Refused at the first that fails."""
    from leqing_desktop.documents.notice_batch import named_refusal
    from leqing_desktop.documents.notice_pdf import render_notice
    from leqing_desktop.documents.safe_file import write_bytes

    path = folder
    for at, document in enumerate(documents, 1):
        with named_refusal(document):
            pdf = render_notice(document)
        path = write_bytes(folder / file_name(document), pdf)
        if progress is not None:
            progress(at, len(documents))
    return path


def together_name(documents: Sequence[NoticeDocument]) -> str:
    """What to call the file: 督办单打印稿 乐电专督〔2024〕1号等3份.pdf."""
    more = f"等{len(documents)}份" if len(documents) > 1 else ""
    return safe_file_name(f"督办单打印稿 {documents[0].number}{more}", ".pdf")
