"""The files of a 专项督查通知: PDF and .docx, to all units together or to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leqing_desktop.domain.file_name import distinct_names
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.inspection_wording import to_one_unit
from leqing_desktop.services.notice_files import draw_all

Drawn = list[tuple[bytes, bytes]]
_PROBE = "专项督查通知（试写）.pdf"
_ENDINGS = (".pdf", ".docx")


def addressed(document: NoticeDocument, units: Sequence[str]) -> tuple[NoticeDocument, ...]:
    """The 通知 to all as it stands; with ``units`` one for each of them under the same number."""
    return tuple(to_one_unit(document, unit) for unit in units) or (document,)


def draw(documents: Sequence[NoticeDocument]) -> Drawn:
    """PDF and .docx of each; the same documents give the same bytes."""
    from leqing_desktop.documents.gongwen_docx import render_docx

    pdfs = draw_all(tuple(documents))
    return [(pdf, render_docx(each)) for pdf, each in zip(pdfs, documents, strict=True)]


def draw_for(documents: Sequence[NoticeDocument], folder: Path) -> Drawn:
    """Draw, and make sure that the folder takes the files, before a number is spent."""
    drawn = draw(documents)
    require_room(folder, drawn)
    return drawn


def draw_job(documents: Sequence[NoticeDocument], folder: Path) -> FileJob[Drawn]:
    """``draw_for`` in the child process or here."""
    return FileJob(draw_for, (tuple(documents), folder))


def write_job(
    folder: Path, documents: Sequence[NoticeDocument], drawn: Drawn
) -> FileJob[tuple[Path, ...]]:
    """``write_files`` in the child process or here."""
    return FileJob(write_files, (folder, tuple(documents), drawn))


def write_files(
    folder: Path, documents: Sequence[NoticeDocument], drawn: Drawn
) -> tuple[Path, ...]:
    """Put the files into a folder under names of their own; replaces what stood there."""
    from leqing_desktop.documents.safe_file import write_bytes

    contents = [content for pair in drawn for content in pair]
    return tuple(
        write_bytes(folder / name, content)
        for name, content in zip(file_names(documents), contents, strict=True)
    )


def require_room(folder: Path, drawn: Drawn) -> None:
    """Refused where the folder cannot take the files, said before a number is spent."""
    from leqing_desktop.documents.safe_file import try_out

    try_out(folder / _PROBE, b"".join(content for pair in drawn for content in pair))


def file_names(documents: Sequence[NoticeDocument]) -> tuple[str, ...]:
    """乐电专督〔2024〕9号 关于开展……的通知, as .pdf and .docx; with the unit where there are several."""
    several = len(documents) > 1
    texts = [
        " ".join(
            part
            for part in (each.number, each.to if several else "", "".join(each.title.split()))
            if part
        )
        for each in documents
    ]
    pdf, word = (distinct_names(texts, ending) for ending in _ENDINGS)
    return tuple(name for pair in zip(pdf, word, strict=True) for name in pair)
