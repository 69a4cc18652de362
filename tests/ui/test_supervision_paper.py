"""The preview on screen against the PDF itself: the same ink at the same places."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.services.notice_files import draw_all, preview_pages_job
from leqing_desktop.ui.widgets.notice_paper import NoticePaper, draw_page

SCALE = 2.0
DOCUMENT = NoticeDocument(
    sender="乐清市电气产业集群创建工作专班",
    number="乐电专督〔2024〕6号",
    title="关于加快推进企业绿色制造转型的督办通知单（橙）",
    to="市经信局",
    paragraphs=(
        Paragraph("截至2024年第三季度末，完成41%，序时75%，落后34点。现予警告，立即整改。"),
        Paragraph("一、查明原因", 1),
        *(
            Paragraph("说明进度滞后的具体原因、已做的工作和存在的困难，附印证材料。")
            for _ in range(20)
        ),
    ),
    signer="乐清市电气产业集群创建工作专班",
    issued_on=date(2024, 9, 27),
    colour=NoticeColour.ORANGE,
    printed_by="乐清市电气产业集群创建工作专班",
)


@pytest.mark.parametrize("page", [0, 1])
def test_the_preview_puts_every_stroke_where_the_pdf_has_it(qapp: QApplication, page: int) -> None:
    pages = preview_pages_job((DOCUMENT,)).run()
    image = draw_page(pages[page], SCALE)
    seen = Image.frombuffer(
        "RGB",
        (image.width(), image.height()),
        bytes(image.constBits()),
        "raw",
        "BGRX",
        image.bytesPerLine(),
        1,
    ).convert("L")
    with pdfplumber.open(BytesIO(draw_all((DOCUMENT,))[0])) as pdf:
        assert len(pdf.pages) == len(pages)
        printed = pdf.pages[page].to_image(resolution=72 * SCALE).original.convert("L")
    printed = printed.resize(seen.size)
    # Two renderers shade edges differently; what is shifted by two pixels is no longer the same.
    assert _apart(seen, printed) < 0.35
    for aside in ((2, 0), (-2, 0), (0, 2), (0, -2)):
        assert _apart(ImageChops.offset(seen, *aside), printed) > 0.35


def _apart(one: Image.Image, other: Image.Image) -> float:
    """Difference of two pages as a share of the ink on them."""
    soft = ImageFilter.GaussianBlur(1.5)
    apart = ImageChops.difference(one.filter(soft), other.filter(soft))
    ink = 255 - ImageStat.Stat(other).mean[0]
    return float(ImageStat.Stat(apart).mean[0] / ink)


def test_zooming_keeps_the_page_and_fits_again(qtbot: QtBot) -> None:
    paper = NoticePaper()
    qtbot.addWidget(paper)
    paper.resize(400, 500)
    paper.show()
    told: list[tuple[int, int]] = []
    paper.page_changed.connect(lambda page, count: told.append((page, count)))
    pages = preview_pages_job((DOCUMENT,)).run()
    paper.show_pages(pages)
    assert told[-1] == (1, len(pages))
    fitted = paper.sheets.width()
    assert fitted <= paper.width()
    paper.go_to(2)
    paper.zoom_in()
    assert paper.page == 2
    assert paper.sheets.width() > fitted
    paper.fit_width()
    assert paper.sheets.width() == fitted
    paper.show_pages(())
    assert told[-1] == (0, 0)
