"""The files of notices: drawn aside, put in place, and the same pages as data for the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from leqing_desktop.errors import Refused
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_wording import without_number
from leqing_desktop.services.reply_books import SealedBook

if TYPE_CHECKING:
    from leqing_desktop.documents.gongwen_page import Page

_PROBE = "督办通知单（试写）.pdf"
WORD = ".docx"
REPLY_BOOK = " 反馈表.xlsx"
_WORD_ROOM = 64_000
"""Bytes set aside for a notice's Word file and its form, drawn when written; most take a fifth."""


class PageRun(NamedTuple):
    """Text whose baseline begins at (x, y) points from the paper's lower left corner.

    ``font`` is a file of ``resources/fonts`` or a whole path, ``spacing`` is added after each character, ``ink``
    is red, green and blue from 0 to 255. ``turned`` text runs upwards from its place.
    """

    x: float
    y: float
    font: str
    size: float
    spacing: float
    text: str
    ink: tuple[int, int, int]
    turned: bool = False


class PageRule(NamedTuple):
    """A rule in points, ``width`` to the right or, where that is 0, ``height`` upwards."""

    x: float
    y: float
    width: float
    thickness: float
    ink: tuple[int, int, int]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One laid-out page; ``width`` and ``height`` are the paper's, in points."""

    width: float
    height: float
    runs: tuple[PageRun, ...]
    rules: tuple[PageRule, ...]


def pdf_job(documents: Sequence[NoticeDocument]) -> FileJob[list[bytes]]:
    """The PDFs of notices, to be rendered here or in the child process."""
    return FileJob(draw_all, (tuple(documents),))


def draw_job(documents: Sequence[NoticeDocument], folder: Path) -> FileJob[list[bytes]]:
    """The PDFs of notices about to be signed; Refused where ``folder`` could not take them."""
    return FileJob(draw_for, (tuple(documents), folder))


def write_files_job(
    folder: Path,
    documents: Sequence[NoticeDocument],
    pdfs: Sequence[bytes],
    books: Sequence[SealedBook],
) -> FileJob[tuple[Path, ...]]:
    """Put drawn PDFs under the notices' own names, each with its Word file and its 整改反馈表."""
    return FileJob(write_files, (folder, tuple(documents), tuple(pdfs), tuple(books)))


def save_notice_job(document: NoticeDocument, path: Path) -> FileJob[Path]:
    """Write one notice into a file of the clerk's choice, .docx as Word's, anything else as PDF."""
    return FileJob(save_notice, (document, path))


def save_reply_form_job(form: ReplyForm, day: date, path: Path) -> FileJob[Path]:
    """Write the 整改反馈单 that goes with a notice, .docx as Word's, anything else as PDF."""
    return FileJob(save_reply_form, (form, day, path))


def save_reply_book_job(reply: SealedBook, path: Path) -> FileJob[Path]:
    """Write the 整改反馈表 that the unit fills in and sends back."""
    return FileJob(save_reply_book, (reply, path))


def preview_pages_job(documents: Sequence[NoticeDocument]) -> FileJob[tuple[PaperPage, ...]]:
    """The pages of notices, one after the other, exactly as the PDF has them."""
    return FileJob(lay_out_pages, (tuple(documents),))


def draw_all(documents: Sequence[NoticeDocument]) -> list[bytes]:
    """The PDFs of notices; a function of its own, so that the child process can be handed it."""
    from leqing_desktop.documents.notice_batch import named_refusal
    from leqing_desktop.documents.notice_pdf import render_notice

    finished: list[bytes] = []
    for document in documents:
        with named_refusal(document):
            finished.append(render_notice(document))
    return finished


def draw_for(documents: Sequence[NoticeDocument], folder: Path) -> list[bytes]:
    """Draw, once it is sure that the folder can be written and holds no file of these names.

    Asked before signing: a folder that refuses must not cost a number, and a file with a number
    that is not given yet belongs to another ledger.
    """
    require_place(documents, folder)
    pdfs = draw_all(documents)
    require_room(pdfs, folder)
    return pdfs


def require_place(documents: Sequence[NoticeDocument], folder: Path) -> None:
    """Refused where the folder cannot be written or holds a file of a name that is needed."""
    from leqing_desktop.documents.safe_file import try_out

    for document in documents:
        for name in file_names(document):
            if (folder / name).exists():
                raise Refused(f"文件夹里已有“{name}”，请换一个文件夹，或先把它移走。")
    try_out(folder / _PROBE, b"")


def require_room(pdfs: Sequence[bytes], folder: Path) -> None:
    """Refused where the disk cannot take all of the files: said before numbers are spent."""
    from leqing_desktop.documents.safe_file import try_out

    words = bytes(_WORD_ROOM * len(pdfs))
    try_out(folder / _PROBE, b"".join(pdfs) + words)


def write_files(
    folder: Path,
    documents: Sequence[NoticeDocument],
    pdfs: Sequence[bytes],
    books: Sequence[SealedBook],
) -> tuple[Path, ...]:
    """Write notices to print, to write on in and to answer; Refused at the first that fails."""
    parts = zip(documents, pdfs, books, strict=True)
    return tuple(path for each in parts for path in write_notice(folder, *each))


def write_notice(
    folder: Path, document: NoticeDocument, pdf: bytes, reply: SealedBook
) -> tuple[Path, Path, Path]:
    """Write one notice's PDF, its Word file and its 整改反馈表, each whole or not at all."""
    from leqing_desktop.documents.gongwen_docx import render_docx
    from leqing_desktop.documents.safe_file import write_bytes

    printed, word, form = file_names(document)
    words = render_docx(document)
    return (
        write_bytes(folder / printed, pdf),
        write_bytes(folder / word, words),
        save_reply_book(reply, folder / form),
    )


def save_reply_book(reply: SealedBook, path: Path) -> Path:
    """Write a notice's 整改反馈表 to ``path``, replacing what stood there."""
    from leqing_desktop.documents.reply_workbook import write_reply_book

    return write_reply_book(reply.book, reply.key, path)


def save_notice(document: NoticeDocument, path: Path) -> Path:
    """Draw a notice and write it to ``path``, replacing what stood there."""
    from leqing_desktop.documents.gongwen_docx import render_docx
    from leqing_desktop.documents.safe_file import write_bytes

    wants_word = path.suffix.lower() == WORD
    return write_bytes(path, render_docx(document) if wants_word else draw_all((document,))[0])


def save_reply_form(form: ReplyForm, day: date, path: Path) -> Path:
    """Draw a 整改反馈单 and write it to ``path``, replacing what stood there."""
    from leqing_desktop.documents.paper_form_docx import reply_form_docx
    from leqing_desktop.documents.paper_form_pdf import render_reply_form
    from leqing_desktop.documents.safe_file import write_bytes

    draw = reply_form_docx if path.suffix.lower() == WORD else render_reply_form
    return write_bytes(path, draw(form, day))


def lay_out_pages(documents: Sequence[NoticeDocument]) -> tuple[PaperPage, ...]:
    """The notices' pages with every string at its place; nothing is drawn."""
    from leqing_desktop.documents.notice_pdf import sheets

    return _on_paper(page for document in documents for part in sheets(document) for page in part)


def lay_out_reply_form(form: ReplyForm) -> tuple[PaperPage, ...]:
    """The pages of a 整改反馈单."""
    from leqing_desktop.documents.paper_form_pdf import reply_pages

    return _on_paper(reply_pages(form))


def lay_out_drafts(documents: Sequence[NoticeDocument], sheet: DraftSheet) -> tuple[PaperPage, ...]:
    """The pages of 送签稿: a 发文稿纸 and the draft behind it for each, without number."""
    from leqing_desktop.documents.paper_form_pdf import draft_pages

    return _on_paper(
        page for each in documents for page in draft_pages(without_number(each), sheet)
    )


def _on_paper(pages: Iterable[Page]) -> tuple[PaperPage, ...]:
    """Laid-out pages as data for the window."""
    from leqing_desktop.documents.fonts import font_file
    from leqing_desktop.documents.gongwen_page import PAPER_HEIGHT, PAPER_WIDTH

    return tuple(
        PaperPage(
            PAPER_WIDTH,
            PAPER_HEIGHT,
            tuple(
                PageRun(
                    run.x,
                    run.y,
                    font_file(run.font),
                    run.size,
                    run.charspace,
                    run.text,
                    _on_screen(run.fill),
                    run.turned,
                )
                for run in page.runs
            ),
            tuple(
                PageRule(
                    rule.x,
                    rule.y,
                    rule.width,
                    rule.thickness,
                    _on_screen(rule.fill),
                    rule.height,
                )
                for rule in page.rules
            ),
        )
        for page in pages
    )


def file_name(document: NoticeDocument) -> str:
    """A notice's file: 乐电专督〔2024〕1号 市经信局.pdf, safe on Windows for any unit's name."""
    kept = "".join("_" if ch in '<>:"/\\|?*' or ord(ch) < 32 else ch for ch in document.to)
    return f"{document.number} {kept.strip(' .')[:60]}".strip() + ".pdf"


def file_names(document: NoticeDocument) -> tuple[str, str, str]:
    """A notice's files: the PDF, Word's, and the 整改反馈表."""
    stem = file_name(document).removesuffix(".pdf")
    return f"{stem}.pdf", stem + WORD, stem + REPLY_BOOK


def _on_screen(ink: tuple[float, float, float, float]) -> tuple[int, int, int]:
    """Printing inks (cyan, magenta, yellow, black) as screen colours, without a profile."""
    cyan, magenta, yellow, black = ink
    red, green, blue = (round(255 * (1 - part) * (1 - black)) for part in (cyan, magenta, yellow))
    return red, green, blue
