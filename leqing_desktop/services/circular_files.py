"""The files of a 通报: PDF and .docx drawn aside, then put in place."""

from __future__ import annotations

from pathlib import Path

from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.errors import Refused
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_files import draw_all

Drawn = tuple[bytes, bytes]
_PROBE = "通报（试写）.pdf"
_ENDINGS = (".pdf", ".docx")


def draw(document: NoticeDocument) -> Drawn:
    """The circular's PDF and .docx; the same document gives the same bytes."""
    from leqing_desktop.documents.gongwen_docx import render_docx

    return draw_all((document,))[0], render_docx(document)


def draw_for(document: NoticeDocument, folder: Path) -> Drawn:
    """Draw, and make sure that the folder takes the files, before a number is spent."""
    drawn = draw(document)
    require_room(folder, document, drawn)
    return drawn


def draw_job(document: NoticeDocument, folder: Path) -> FileJob[Drawn]:
    """``draw_for`` in the child process or here."""
    return FileJob(draw_for, (document, folder))


def write_files(folder: Path, document: NoticeDocument, drawn: Drawn) -> tuple[Path, ...]:
    """Put both files into a folder under the circular's own name; replaces what stood there."""
    from leqing_desktop.documents.safe_file import write_bytes

    return tuple(
        write_bytes(folder / name, content)
        for name, content in zip(file_names(document), drawn, strict=True)
    )


def write_job(folder: Path, document: NoticeDocument, drawn: Drawn) -> FileJob[tuple[Path, ...]]:
    """``write_files`` in the child process or here."""
    return FileJob(write_files, (folder, document, drawn))


def require_room(folder: Path, document: NoticeDocument, drawn: Drawn) -> None:
    """Refused where the folder cannot take the files or holds another circular of this name."""
    from leqing_desktop.documents.safe_file import try_out

    for name in file_names(document):
        if (folder / name).exists():
            raise Refused(f"文件夹里已有“{name}”，请换一个文件夹，或先把它移走。")
    try_out(folder / _PROBE, b"".join(drawn))


def file_names(document: NoticeDocument) -> tuple[str, str]:
    """乐电专督〔2024〕9号 关于2024年第三季度规划任务推进情况的通报, as .pdf and .docx."""
    title = "".join(document.title.split())
    pdf, word = (safe_file_name(f"{document.number} {title}".strip(), end) for end in _ENDINGS)
    return pdf, word
