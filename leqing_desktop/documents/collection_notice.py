"""报送通知: the notice that asks the units for their returns, as PDF to print and DOCX to change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from leqing_desktop.documents.font_policy import use_fonts
from leqing_desktop.documents.fonts import printable
from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.gongwen_text import paragraphs
from leqing_desktop.documents.notice_pdf import render_notice
from leqing_desktop.documents.safe_file import write_bytes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import Annex, NoticeDocument


def write_collection_notice(document: NoticeDocument, folder: Path, stem: str) -> tuple[Path, Path]:
    """Write ``stem``.pdf and ``stem``.docx into ``folder``; their paths.

    Both are drawn before either is written. A character that no font has (in a unit's name,
    say) keeps nobody from issuing: the PDF shows the printers' 〓 in its place, the DOCX has it.
    Refused in words where the folder takes no file.
    """
    use_fonts(document.fonts)  # they say what can be printed
    pdf, docx = render_notice(_printable(document)), render_docx(document)
    return (
        write_bytes(folder / safe_file_name(stem, ".pdf"), pdf),
        write_bytes(folder / safe_file_name(stem, ".docx"), docx),
    )


def _printable(document: NoticeDocument) -> NoticeDocument:
    return replace(
        document,
        sender=_shown(document.sender),
        title=_shown(document.title),
        to=_shown(document.to),
        paragraphs=tuple(replace(each, text=_shown(each.text)) for each in document.paragraphs),
        signer=_shown(document.signer),
        attachments=tuple(map(_shown, document.attachments)),
        copies_to=_shown(document.copies_to),
        printed_by=_shown(document.printed_by),
        approved_by=tuple(map(_shown, document.approved_by)),
        annexes=tuple(map(_printable_annex, document.annexes)),
    )


def _printable_annex(annex: Annex) -> Annex:
    table = annex.table and replace(
        annex.table,
        head=tuple(map(_shown, annex.table.head)),
        rows=tuple(tuple(map(_shown, row)) for row in annex.table.rows),
    )
    text = tuple(replace(each, text=_shown(each.text)) for each in annex.paragraphs)
    return Annex(_shown(annex.title), text, table)


def _shown(text: str) -> str:
    """The text in paragraphs as it can be printed."""
    return "\n".join(map(printable, paragraphs(text)))
