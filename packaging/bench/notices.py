"""Notices of three pages against bare reportlab drawing the same strings at the same places."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from notice_peers import PEERS, peer
from reportlab.pdfgen.canvas import Canvas
from rounds import alternate, show_ratio

from leqing_desktop.documents.gongwen_page import PAPER_HEIGHT, PAPER_WIDTH, PlacedRun
from leqing_desktop.documents.notice_pdf import placed_runs, render_notice
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph

WANTED = 1.6
NOTICES = 100
ROUNDS = 3
PAGES = 3
PEER_NOTICES = 10

_UNITS = ("市经信局", "市科技局", "市发改局", "市财政局", "市人力社保局", "柳市镇人民政府")
_COLOURS = tuple(NoticeColour)

Drawing = list[list[PlacedRun]]


def run(count: int = NOTICES, rounds: int = ROUNDS) -> bool:
    """Print the ratio; whether it is kept. Layout and drawing both count, the fonts' loading not."""
    documents = sample_notices(count)
    drawings = [placed_runs(document) for document in documents]
    pages = {len(drawing) for drawing in drawings}
    pairs = alternate(lambda: render(documents), lambda: draw_bare(drawings), rounds)
    title = f"notices　{count} 份督办通知单（每份 {'、'.join(map(str, sorted(pages)))} 页）存为 PDF"
    kept = show_ratio(title, pairs, WANTED)
    show_peers(documents[:PEER_NOTICES], rounds)
    return kept


def show_peers(documents: Sequence[NoticeDocument], rounds: int) -> None:
    """Print what WeasyPrint and typst take for the same words, for context, where they are there."""
    for name in PEERS:
        timed = peer(name)
        if timed is None:
            print(f"  {name}　没有安装，跳过")
            continue
        pairs = alternate(lambda: render(documents), lambda each=timed: each(documents), rounds)  # type: ignore[misc]
        ours, theirs = statistics.median(pairs.ours), statistics.median(pairs.bare)
        each = 1000 / len(documents)
        print(
            f"  {name}　每份 {theirs * each:.1f} ms，本程序 {ours * each:.1f} ms，"
            f"本程序用时为其 {ours / theirs:.2f} 倍（只作参照）"
        )


def render(documents: Sequence[NoticeDocument]) -> float:
    """Seconds the program takes from the words to the bytes of all PDFs."""
    began = time.perf_counter()
    for document in documents:
        render_notice(document)
    return time.perf_counter() - began


def draw_bare(drawings: Sequence[Drawing]) -> float:
    """Seconds reportlab alone takes for the same strings, their places being known."""
    began = time.perf_counter()
    for drawing in drawings:
        canvas = Canvas(BytesIO(), pagesize=(PAPER_WIDTH, PAPER_HEIGHT), pageCompression=1)
        for runs in drawing:
            canvas.drawText(_text(canvas, runs))
            canvas.showPage()
        canvas.save()
    return time.perf_counter() - began


def _text(canvas: Canvas, runs: Sequence[PlacedRun]) -> Any:
    """One text object a page, which is quicker than a drawString for every string."""
    text = canvas.beginText()
    font = spacing = fill = None
    for run in runs:
        if (run.font, run.size) != font:
            font = (run.font, run.size)
            text.setFont(*font)
        if run.charspace != spacing:
            spacing = run.charspace
            text.setCharSpace(spacing)
        if run.fill != fill:
            fill = run.fill
            text.setFillColorCMYK(*fill)
        text.setTextOrigin(run.x, run.y)
        text.textOut(run.text)
    return text


def sample_notices(count: int) -> list[NoticeDocument]:
    """Notices of three full pages with different units, figures and dates."""
    first = _sample(0, 1)
    while len(placed_runs(first)) < PAGES:
        first = _sample(0, len(first.paragraphs) + 1)
    return [_sample(number, len(first.paragraphs)) for number in range(count)]


def _sample(number: int, paragraphs: int) -> NoticeDocument:
    unit = _UNITS[number % len(_UNITS)]
    day = date(2024, 10, 8) + timedelta(days=number)
    notice = NoticeDocument(
        sender="乐清市电气产业集群创建工作专班",
        number=f"乐电专督〔2024〕{number + 1}号",
        title="关于限期办结空间平台建设等重点任务的督办通知单",
        to=unit,
        paragraphs=tuple(_paragraph(number, at, unit) for at in range(paragraphs)),
        signer="市创建工作专班",
        issued_on=day,
        colour=_COLOURS[number % len(_COLOURS)],
        copies_to="市委办公室，市府办公室",
        printed_by="市创建工作专班",
    )
    return replace(notice, attachments=("落后任务清单",))


def _paragraph(number: int, at: int, unit: str) -> Paragraph:
    if at % 5 == 0:
        return Paragraph(f"（{at // 5 + 1}）截至第三季度末的进展", 4)
    done = (number * 7 + at * 3) % 60
    return Paragraph(
        f"{unit}负责的第{number + at}项任务完成{done}%，序时进度75%，落后{75 - done}个百分点；"
        f"请于2024年11月{at % 28 + 1}日前书面说明原因，明确“责任科室、责任人、完成时限”三项内容，"
        f"逾期{at + 1}个工作日仍未反馈的，列入下一期通报。"
    )
