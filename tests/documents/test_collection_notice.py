"""报送通知 as PDF and DOCX: the same words in both, the measures of the standard, nothing of the desk."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest

from leqing_desktop.documents.collection_notice import write_collection_notice
from leqing_desktop.documents.gongwen_docx import render_docx
from leqing_desktop.documents.plan_source_docx import read_docx
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services.return_wording import Collection, collection_notice
from tests.documents.gongwen_samples import LONG, SHORT, pdf_text
from tests.ledgers import is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKED = Collection(
    Period(2024, 3),
    "电气产业集群建设三年行动方案",
    "乐清市电气产业集群创建工作专班",
    ("市经信局", "市科技局", "市财政局", "市商务局", "市发改局", "市市场监管局", "柳市镇"),
    date(2024, 9, 20),
    date(2024, 10, 15),
    contact="王敏，电话0577-62881234",
    printed_by="乐清市电气产业集群创建工作专班",
)
NOTICE = collection_notice(ASKED)


def part(content: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))


def docx_lines(content: bytes) -> list[str]:
    return [line.text.strip() for line in read_docx(content).lines if line.text.strip()]


def test_both_files_say_the_same(tmp_path: Path) -> None:
    pdf, docx = write_collection_notice(NOTICE, tmp_path / "通知", "2024年第三季度报送通知")
    assert [path.name for path in (pdf, docx)] == [
        "2024年第三季度报送通知.pdf",
        "2024年第三季度报送通知.docx",
    ]
    drawn = pdf_text(pdf.read_bytes()).replace(" ", "")
    lines = docx_lines(docx.read_bytes())
    assert lines[:4] == [ASKED.sender, *NOTICE.title.split("\n"), "各有关单位："]
    for line in lines:
        assert "".join(line.split()) in drawn
    for wanted in ("2024年10月15日前", "共7家", "2024年9月30日", "王敏", "2024年9月20日印发"):
        assert any(wanted in line for line in lines), wanted


def test_the_page_is_the_standard_s() -> None:
    root = part(render_docx(NOTICE))
    margins = next(root.iter(f"{W}pgMar"))
    edges = {name: int(margins.get(f"{W}{name}", "0")) / 1440 * 25.4 for name in ("top", "left")}
    assert edges == pytest.approx({"top": 37, "left": 28}, abs=0.05)
    size = next(root.iter(f"{W}pgSz"))
    right = int(margins.get(f"{W}right", "0"))
    block = int(size.get(f"{W}w", "0")) - int(margins.get(f"{W}left", "0")) - right
    assert block / 1440 * 25.4 == pytest.approx(156, abs=0.15)
    # 28 characters of 16 points, each a little tighter, fill the line and no more.
    body = next(run for run in root.iter(f"{W}r") if "为及时掌握" in "".join(run.itertext()))
    tight = next(body.iter(f"{W}spacing")).get(f"{W}val", "0")
    assert 28 * (16 * 20 + int(tight)) <= block < 29 * (16 * 20 + int(tight))
    pitch = int(next(root.iter(f"{W}docGrid")).get(f"{W}linePitch", "0")) / 20
    assert 21 * pitch + 16 == pytest.approx(225 / 25.4 * 72, abs=0.5)
    fonts = {each.get(f"{W}eastAsia") for each in root.iter(f"{W}rFonts")}
    assert fonts == {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"}


def test_a_notice_with_everything_has_everything() -> None:
    lines = docx_lines(render_docx(LONG))
    assert LONG.colour is not None and LONG.urgency is not None
    assert lines[0].startswith(LONG.urgency) and LONG.colour.label in lines[0]
    for wanted in (LONG.number, "抄送：市委办公室，市府办公室。", f"（{LONG.note}）"):
        assert wanted in lines
    assert any(line.startswith("附件：1.落后任务清单") for line in lines)
    for paragraph in LONG.paragraphs:
        assert paragraph.text in lines


@pytest.mark.parametrize(
    "text", ["<b>粗</b>", "甲&乙&amp;丙", "]]>", "{{}}%s", '"引号"', "控\x07制\x00", "半\ud800"]
)
def test_words_of_any_kind_are_words(text: str) -> None:
    notice = replace(NOTICE, paragraphs=(Paragraph(f"始{text}终"),), title=text, to=text)
    lines = docx_lines(render_docx(notice))
    shown = text.replace("\x07", "").replace("\x00", "").replace("\ud800", "\ufffd")
    assert f"始{shown}终" in lines


def test_nothing_of_the_desk_stands_in_the_file() -> None:
    content = render_docx(NOTICE)
    assert render_docx(NOTICE) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        words = b"".join(package.read(name) for name in package.namelist()).decode()
    assert "2024-09-20T00:00:00Z" in words
    assert words.count("T00:00:00Z") == 2
    assert "/home" not in words and "lastModifiedBy" not in words


def test_missing_parts_are_asked_for() -> None:
    for lacking in (replace(NOTICE, sender=" "), replace(NOTICE, title="\n")):
        with pytest.raises(Refused, match="请先填写") as caught:
            render_docx(lacking)
        assert is_sentence(str(caught.value))
    with pytest.raises(Refused, match="没有正文"):
        render_docx(replace(NOTICE, paragraphs=(Paragraph(" "),)))


def test_a_character_that_no_font_has_keeps_nobody_from_issuing(tmp_path: Path) -> None:
    asked = replace(ASKED, units=("测试😀局\ud800", "市经信局"))
    pdf, docx = write_collection_notice(collection_notice(asked), tmp_path, "通知")
    assert "测试〓局〓、市经信局：" in pdf_text(pdf.read_bytes())
    assert "测试😀局\ufffd、市经信局：" in docx_lines(docx.read_bytes())


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "是文件").write_text("")
    with pytest.raises(Refused) as caught:
        write_collection_notice(NOTICE, tmp_path / "是文件", "通知")
    assert is_sentence(str(caught.value))


@needs_libreoffice
@pytest.mark.parametrize(
    ("notice", "pages"),
    [(NOTICE, {2}), (replace(SHORT, colour=NoticeColour.RED), {1}), (LONG, {3, 4})],
    ids=["asked", "short", "long"],
)
def test_a_word_processor_prints_it_as_it_should_be(
    tmp_path: Path, notice: NoticeDocument, pages: set[int], libreoffice: LibreOffice
) -> None:
    source = tmp_path / "通知.docx"
    source.write_bytes(render_docx(notice))
    (printed,) = libreoffice.convert("pdf", tmp_path, source)
    with pdfplumber.open(printed) as pdf:
        # Where the fonts are absent a long notice may run over.
        assert len(pdf.pages) in pages
        last = pdf.pages[-1]
        assert f"— {len(pdf.pages)} —" in (last.extract_text() or "")
        # 版记 ends on the lower edge of the page block, 35 mm above the paper's.
        printed = [word for word in last.extract_words() if "印发" in word["text"]]
        assert float(last.height) - printed[-1]["bottom"] == pytest.approx(35 / 25.4 * 72, abs=8)
