from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from leqing_desktop.documents.fonts import face
from leqing_desktop.documents.gongwen_flow import BLANK, Row, paginate
from leqing_desktop.documents.gongwen_rows import title_rows
from leqing_desktop.documents.line_layout import Run
from leqing_desktop.documents.notice_pdf import placed_runs, render_notice
from leqing_desktop.domain.notice_document import NoticeDocument, Paragraph
from leqing_desktop.errors import Refused
from tests.documents.gongwen_samples import LONG, SHORT, pdf_text, sheets
from tests.documents.test_gongwen_fonts import hanzi_of_8105


def with_body(*texts: str) -> NoticeDocument:
    return replace(SHORT, paragraphs=tuple(Paragraph(text) for text in texts))


def lines_of(runs: list[Run]) -> list[str]:
    return ["".join(run.text for run in row.runs) for row in runs]


@pytest.mark.parametrize(
    "text",
    ["<b>粗</b>", "x<y 且 y>z", "甲&乙&amp;丙", "=1+1", "</para>", "{{督办}}{0}%s", "(括号)\\反斜杠\\n",
     '<img src="/etc/passwd"/>', "“引号”‘单’——……", "ǎ café Ω ㎡ ① ★"],
)  # fmt: skip
def test_text_of_any_kind_appears_literally(text: str) -> None:
    notice = replace(with_body(f"始{text}终"), title=text, signer=text, note=text)
    assert pdf_text(render_notice(notice)).count(text) >= 4


def test_extracted_text_is_the_text_put_in_on_every_page() -> None:
    body = "".join(paragraph.text for paragraph in LONG.paragraphs).replace(" ", "")
    pages = [sheet.text().replace(" ", "") for sheet in sheets(render_notice(LONG))]
    drawn = "".join(re.sub("—[0-9]+—$", "", text) for text in pages)
    assert f"市经信局：{body}附件：1.落后任务清单2.整改情况" in drawn
    assert drawn.endswith("抄送：市委办公室，市府办公室。市创建专班2024年9月28日印发")


def test_hanzi_beyond_the_basic_plane_are_copied_right() -> None:
    codes = [code for code in range(0x20000, 0x33480) if face("ST").has(chr(code))]
    rare = "".join(map(chr, codes))
    assert len(rare) >= 196
    drawn = pdf_text(render_notice(with_body(*(rare[i : i + 20] for i in range(0, len(rare), 20)))))
    assert all(character in drawn for character in rare)


def test_all_of_the_8105_are_printed_and_copied_in_every_type_of_the_text() -> None:
    hanzi = "".join(hanzi_of_8105())
    notice = replace(
        SHORT,
        number="",
        title="8105",
        paragraphs=(Paragraph(hanzi), Paragraph(hanzi, 1), Paragraph(hanzi, 2)),
    )
    missing = [
        run.text
        for page in placed_runs(notice)
        for run in page
        for character in run.text
        if not face(run.font.removeprefix("LQ-")).has(character)
    ]
    assert len(hanzi) >= 8105 and missing == []
    drawn = "".join(
        re.sub("—.[0-9]+.—$", "", sheet.text()) for sheet in sheets(render_notice(notice))
    )
    assert drawn.count(hanzi) == 3


def test_ten_thousand_characters_run_over_as_many_pages_as_they_need() -> None:
    text = "督办事项" * 2500
    pages = sheets(render_notice(with_body(text)))
    drawn = "".join("".join(run.text for run in page[:-1]) for page in placed_runs(with_body(text)))
    assert text in drawn
    assert len(pages) == 18


@pytest.mark.parametrize(
    "field", ["title", "to", "signer", "note", "number", "copies_to", "printed_by"]
)
def test_a_character_that_no_font_has_is_refused_wherever_it_stands(field: str) -> None:
    with pytest.raises(Refused, match=r"U\+1F600"):
        render_notice(replace(SHORT, **{field: "督办😀"}))


@pytest.mark.parametrize("field", ["sender", "number", "urgency", "copies_to", "printed_by"])
def test_text_too_long_for_its_place_is_refused_in_one_sentence(field: str) -> None:
    with pytest.raises(Refused, match=r"太长|太多") as caught:
        render_notice(replace(SHORT, **{field: "长" * 10_000}))
    assert str(caught.value).count("。") == 1


@pytest.mark.parametrize("field", ["title", "to", "signer", "note"])
def test_ten_thousand_characters_in_a_field_are_printed(field: str) -> None:
    notice = replace(SHORT, **{field: "长" * 10_000})
    drawn = [run.text for page in placed_runs(notice) for run in page]
    assert "".join(drawn).count("长") == 10_000


@pytest.mark.parametrize("field", ["sender", "title"])
def test_missing_parts_are_asked_for(field: str) -> None:
    with pytest.raises(Refused, match="请先填写"):
        render_notice(replace(SHORT, **{field: " \n"}))
    with pytest.raises(Refused, match="没有正文"):
        render_notice(with_body("  ", "\n"))


def test_draft_without_number_colophon_and_colour_is_a_document() -> None:
    draft = replace(SHORT, number="", colour=None, copies_to="", printed_by="", signer="")
    (page,) = sheets(render_notice(draft))
    assert len(page.page.lines) == 1
    assert page.text().startswith(SHORT.sender + SHORT.title)


def test_same_notice_same_bytes_in_this_process_and_in_another() -> None:
    first = render_notice(LONG)
    assert [render_notice(each) for each in (SHORT, LONG)][1] == first
    program = (
        "import sys; from tests.documents.gongwen_samples import LONG;"
        "from leqing_desktop.documents.notice_pdf import render_notice;"
        "sys.stdout.buffer.write(render_notice(LONG))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert other.stdout == first


def test_metadata_is_the_documents_own() -> None:
    info = sheets(render_notice(LONG))[0].page.pdf.metadata
    assert (info["Title"], info["Author"]) == (LONG.title, LONG.sender)
    assert info["CreationDate"].startswith("D:20240927")


def test_typesetter_is_loaded_only_when_used() -> None:
    program = (
        "import sys, leqing_desktop.documents.notice_pdf;"
        "sys.exit(any(name.startswith('reportlab') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_levels_have_their_fonts() -> None:
    fonts = {}
    for page in placed_runs(LONG):
        for run in page:
            fonts.setdefault(run.font, []).append(run.text)
    assert "一、基本情况" in fonts["LQ-HT"]
    assert fonts["LQ-KT"] == ["（一）空间平台方面。"]
    assert "1.限期整改。" in "".join(fonts["LQ-FS"])


def test_one_attachment_is_not_numbered_and_wraps_align_with_the_name() -> None:
    one = placed_runs(replace(SHORT, attachments=("清单",)))[-1]
    assert [run.text for run in one if "附件" in run.text or run.text == "清单"] == [
        "附件：",
        "清单",
    ]
    runs = placed_runs(LONG)[-1]
    start = next(index for index, run in enumerate(runs) if run.text == "2.")
    assert runs[start + 1].x == pytest.approx(runs[start + 2].x, abs=0.2)


def test_heading_goes_over_with_its_text() -> None:
    for filler in range(1, 30):
        texts = [Paragraph("国")] * filler + [Paragraph("一、标题", 1), Paragraph("正文。")]
        for page in placed_runs(replace(SHORT, paragraphs=tuple(texts))):
            body = [run.text for run in page if "—" not in run.text]
            assert body[-1] != "一、标题"


def test_last_page_has_body_text_beside_signature_and_colophon() -> None:
    for filler in range(1, 50):
        notice = with_body(*(["国"] * filler))
        last = [run.text for run in placed_runs(notice)[-1]]
        assert last.count("国") >= min(2, filler)
        assert "2024年9月28日印发" in last


def test_long_signer_stays_inside_the_page_block() -> None:
    for sealed in (True, False):
        page = sheets(render_notice(replace(SHORT, signer="乐" * 60, sealed=sealed)))[-1]
        names = [char for char in page.page.chars if char["text"] == "乐"]
        assert min(char["x0"] for char in names) >= 28 * 72 / 25.4 - 0.3
        assert max(char["x1"] for char in names) <= 184 * 72 / 25.4 + 0.3


def test_clerks_own_title_breaks_win() -> None:
    rows = title_rows(["督办通知单（橙）", "关于第三季度落后任务的提醒"])
    assert lines_of(rows) == ["督办通知单（橙）", "关于第三季度落后任务的提醒"]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于加快推进企业绿色制造转型工作的督办通知单",
         ["关于加快推进企业绿色制造", "转型工作的督办通知单"]),
        ("乐清市人民政府办公室关于印发乐清市电气产业集群2025年度重点工作推进计划的通知",
         ["乐清市人民政府办公室", "关于印发乐清市电气产业集群", "2025年度重点工作推进计划的通知"]),
        ("关于强化项目空间平台建设的督办通知单", ["关于强化项目空间平台建设的督办通知单"]),
    ],
)  # fmt: skip
def test_titles_break_by_meaning_into_a_shape(title: str, lines: list[str]) -> None:
    assert lines_of(title_rows([title])) == lines


def test_blank_rows_do_not_begin_a_page() -> None:
    text = Row((Run(0, 0, "F", 0, "字"),))
    pages = paginate(
        [text, text, BLANK, text, text], first=2, other=3, reserved_first=1, reserved_other=0
    )
    assert pages == [[text, text], [text, text]]
