"""报送通知: the notice that asks the units for their returns, as PDF to print and DOCX to change."""

from __future__ import annotations

from pathlib import Path

from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.notice_pdf import render_notice
from leqing_desktop.documents.safe_file import write_bytes
from leqing_desktop.domain.file_name import safe_file_name
from leqing_desktop.domain.notice_document import NoticeDocument


def write_collection_notice(document: NoticeDocument, folder: Path, stem: str) -> tuple[Path, Path]:
    """Write ``stem``.pdf and ``stem``.docx into ``folder``; their paths.

    Both are drawn before either is written. Refused in words where a text cannot be printed or the
    folder takes no file.
    """
    pdf, docx = render_notice(document), render_docx(document)
    return (
        write_bytes(folder / safe_file_name(stem, ".pdf"), pdf),
        write_bytes(folder / safe_file_name(stem, ".docx"), docx),
    )
