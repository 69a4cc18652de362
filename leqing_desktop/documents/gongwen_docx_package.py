"""The .docx of an official document as a file: its parts in one package, the same for the same words."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from leqing_desktop.documents.gongwen_docx_foot import turned_footer
from leqing_desktop.documents.gongwen_docx_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELS,
    PACKAGE_RELS,
    SETTINGS,
    STYLES,
    W,
    core_properties,
    footer,
    footer_part,
)


def docx_package(body: str, title: str, author: str, day: date) -> bytes:
    """The .docx of a body of WordprocessingML that ends with its section."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELS,
        "docProps/core.xml": core_properties(title, author, day),
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/document.xml": (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f"<w:document {W}><w:body>{body}</w:body></w:document>"
        ),
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": footer(odd=True),
        "word/footer2.xml": footer(odd=False),
        "word/footer3.xml": turned_footer(odd=True),
        "word/footer4.xml": turned_footer(odd=False),
        "word/footer5.xml": footer_part("<w:p/>"),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, words.encode())
    return stream.getvalue()
