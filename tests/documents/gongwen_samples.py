"""Notices and a ruler for the tests of the official documents: places on the paper in millimetres."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pdfplumber
import pypdfium2
from PIL import Image

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph

MM = 72 / 25.4
DPI = 400

SHORT = NoticeDocument(
    sender="乐清市电气产业集群创建工作专班",
    number="乐电专督〔2024〕6号",
    title="督办通知单（橙）",
    to="市经信局",
    colour=NoticeColour.ORANGE,
    paragraphs=(
        Paragraph("截至2024年第三季度，举措7完成41%，序时进度75%，现予警告。"),
        Paragraph("请于10月25日前书面反馈落后原因和完成时限。"),
    ),
    signer="市创建专班",
    issued_on=date(2024, 9, 27),
    copies_to="市委办公室，市府办公室",
    printed_by="市创建专班",
    printed_on=date(2024, 9, 28),
)
FULL = replace(SHORT, paragraphs=(Paragraph("国" * 28 * 40),))
"""Nothing but one hanzi with ink to all sides: fills a whole page between first and last."""

_SENTENCE = (
    "到2025年底实现规模以上工业总产值2000亿元以上，年均增长8%左右，培育“小巨人”企业20家、"
    "单项冠军3-5个，研发经费占比达到4.5 %；落后10个百分点以上的，要说明原因（附证明材料）。"
)
LONG = replace(
    SHORT,
    title="关于限期办结强化项目空间平台建设等三项重点任务的督办通知单",
    urgency="特急",
    colour=NoticeColour.RED,
    paragraphs=(
        Paragraph("一、基本情况", 1),
        Paragraph(_SENTENCE * 3),
        Paragraph("（一）空间平台方面。" + _SENTENCE * 2, 2),
        Paragraph("二、整改要求", 1),
        Paragraph("1.限期整改。" + _SENTENCE * 3, 3),
        Paragraph("（1）明确责任。" + _SENTENCE * 3, 4),
    ),
    attachments=("落后任务清单", "整改情况反馈单及有关证明材料目录（请逐项填写并加盖公章后报送）"),
    note="联系人：张三，电话：0577-62881234",
)
"""Three pages with everything a notice can have."""


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF: its text objects, and its ink as a picture."""

    page: Any
    picture: Image.Image

    def ink(
        self, *, top: float, bottom: float, left: float = 0, right: float = 210
    ) -> tuple[float, ...]:
        """Left, top, right and bottom edge of the ink inside a window, all in mm."""
        scale = DPI / 25.4
        window = tuple(round(edge * scale) for edge in (left, top, right, bottom))
        box = self.picture.crop(window).getbbox()
        assert box is not None, "nothing is printed here"
        across, down = window[0], window[1]
        shift = (across, down, across, down)
        return tuple((edge + moved) / scale for edge, moved in zip(box, shift, strict=True))

    def lines(self) -> list[list[dict[str, Any]]]:
        """Characters line by line from the top, each line from the left."""
        found: dict[int, list[dict[str, Any]]] = {}
        for char in self.page.chars:
            middle = round((float(char["top"]) + float(char["bottom"])) / 2)
            key = next((k for k in (middle - 1, middle, middle + 1) if k in found), middle)
            found.setdefault(key, []).append(char)
        return [sorted(found[key], key=lambda char: char["x0"]) for key in sorted(found)]

    def text(self) -> str:
        """The characters in the order they were drawn."""
        return "".join(char["text"] for char in self.page.chars)


def sheets(pdf: bytes, *, pictures: bool = False) -> list[Sheet]:
    """The pages of a PDF; with ``pictures`` also as ink, black and coloured alike."""
    blank = Image.new("1", (1, 1))
    document = pypdfium2.PdfDocument(pdf) if pictures else None
    result = []
    for index, page in enumerate(pdfplumber.open(io.BytesIO(pdf)).pages):
        picture = blank
        if document is not None:
            grey = document[index].render(scale=DPI / 72).to_pil().convert("L")
            picture = grey.point(lambda value: 255 if value < 190 else 0)
        result.append(Sheet(page, picture))
    return result


def pdf_text(pdf: bytes) -> str:
    """All characters of a PDF in the order they were drawn."""
    return "".join(sheet.text() for sheet in sheets(pdf))
