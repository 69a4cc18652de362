"""Plan documents as they come: kinds told by content, text with page and line, refusals in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leqing_desktop import paths
from leqing_desktop.documents.plan_reader import read_plan
from leqing_desktop.documents.plan_source import decode_text, read_source
from leqing_desktop.errors import Refused

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3．"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/>
</w:numPr></w:pPr></w:style></w:styles>"""


def paragraph(text: str, level: int | None = None, style: str = "") -> str:
    marks = (
        "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{marks}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(path: Path, *blocks: str, **parts: str) -> Path:
    body = f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>"
    files = {"numbering": NUMBERING, "styles": STYLES, "document": body, **parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def pdf(path: Path, pages: list[list[str]]) -> Path:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = paths.resources() / "fonts" / "NotoSerifSC-Regular.8105.ttf"
    pdfmetrics.registerFont(TTFont("plan", str(font)))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        canvas.setFont("plan", 14)
        for row, line in enumerate(page):
            canvas.drawString(80, 780 - 24 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def texts(path: Path) -> list[str]:
    return [line.text for line in read_source(path).lines]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_every_writing(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes("一、现状\n2020 年达到 5％".encode(codec))
    assert texts(path) == ["一、现状", "2020 年达到 5％"]


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    path = tmp_path / "规划.txt"
    path.write_text("一\f二\n三", encoding="utf-8")
    found = [(line.text, line.page, line.number) for line in read_source(path).lines]
    assert found == [("一", 1, 1), ("二", 2, 2), ("三", 2, 3)]


def test_word_prints_its_automatic_numbers(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docx",
        paragraph("现状", 0),
        paragraph("任务", 0),
        paragraph("实施工程", 1),
        paragraph("研发", 2),
        paragraph("招商", 2),
        paragraph("另一工程", style="2"),
        paragraph("人才", 2),
        paragraph("正文"),
    )
    assert texts(path) == [
        "一、现状", "二、任务", "（一）实施工程", "1．研发", "2．招商", "（二）另一工程", "1．人才", "正文",
    ]  # fmt: skip


def test_tables_breaks_and_deleted_words_of_a_docx(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in ("序号", "任务"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    changed = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
    )
    assert texts(docx(tmp_path / "a.docx", changed, table)) == ["甲", "乙增", "序号\t任务"]


def test_a_text_box_is_read_once_and_hidden_words_and_contents_are_not(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    twin = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    anchored = f"<w:p><w:r><w:t>正文</w:t></w:r><w:r>{twin}</w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>露</w:t></w:r></w:p>"
    styles = f'<w:styles {W}><w:style w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>'
    path = docx(
        tmp_path / "a.docx", paragraph("第一章 现状 3", style="9"), anchored, hidden, styles=styles
    )
    assert texts(path) == ["正文", "框内", "露"]


def test_a_table_of_tasks_is_told_as_running_text(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    def merged(text: str, goes_on: bool) -> str:
        mark = "" if goes_on else ' w:val="restart"'
        return f"<w:tcPr><w:vMerge{mark}/></w:tcPr>{paragraph(text)}"

    p = paragraph
    table = (
        "<w:tbl>"
        + "".join(
            (
                row(p("类别"), p("主要任务"), p("责任单位"), p("完成时限"), p("备注")),
                row(
                    merged("设施", False),
                    p("修路"),
                    p("市交通局") + p("市财政局"),
                    p("6月底"),
                    p(""),
                ),
                row(
                    merged("", True), p("架桥。建桥3座"), merged("市住建局", False), p(""), p("急")
                ),
                row(p("其他"), p("植树"), merged("", True), p(""), p("")),
            )
        )
        + "</w:tbl>"
    )
    assert texts(docx(tmp_path / "a.docx", table)) == [
        "（一）设施",
        "1．修路。（责任单位：市交通局、市财政局；完成时限：6月底）",
        "2．架桥。建桥3座。（责任单位：市住建局）",
        "（二）其他",
        "3．植树。（责任单位：市住建局）",
    ]  # fmt: skip


def table(*rows: list[tuple[str, ...]], spans: dict[str, int] | None = None) -> str:
    """A table of cells given as their paragraphs; ``spans``: how many columns a text goes over."""

    def cell(said: tuple[str, ...]) -> str:
        width = (spans or {}).get("".join(said), 1)
        return (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>'
            + "".join(map(paragraph, said))
            + "</w:tc>"
        )

    return (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"
    )


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    tasks = table(
        [("序号",), ("重点任务",), ("责任分工",), ("完成时限",)],
        [("",), ("",), ("牵头单位",), ("配合单位",), ("",)],
        [("1",), ("修建道路",), ("县交通局",), ("县财政局", "县水利局"), ("2025年10月底前",)],
        spans={"责任分工": 2},
    )
    assert texts(docx(tmp_path / "a.docx", tasks)) == [
        "1．修建道路。（牵头单位：县交通局；配合单位：县财政局、县水利局；完成时限：2025年10月底前）"
    ]


def test_cells_that_name_the_roles_themselves(tmp_path: Path) -> None:
    tasks = table(
        [("序号",), ("工作任务",), ("责任单位",)],
        [("1",), ("修建道路",), ("牵头单位：县交通局", "配合单位：县财政局、各乡镇")],
        [("2",), ("整治河道",), ("县水利局", "县财政局")],
    )
    assert texts(docx(tmp_path / "a.docx", tasks)) == [
        "1．修建道路。（牵头单位：县交通局；配合单位：县财政局、各乡镇）",
        "2．整治河道。（责任单位：县水利局、县财政局）",
    ]


def test_a_heading_above_the_header_of_a_table(tmp_path: Path) -> None:
    tasks = table(
        [("重点任务清单",)],
        [("一、设施提升行动",)],
        [("序号",), ("任务",), ("责任单位",)],
        [("1",), ("修建道路",), ("县交通局",)],
        [("二、生态提升行动",)],
        [("2",), ("植树造林",), ("县林业局",)],
        spans={"重点任务清单": 3, "一、设施提升行动": 3, "二、生态提升行动": 3},
    )
    assert texts(docx(tmp_path / "a.docx", tasks)) == [
        "一、设施提升行动",
        "1．修建道路。（责任单位：县交通局）",
        "二、生态提升行动",
        "2．植树造林。（责任单位：县林业局）",
    ]


def test_a_pdf_has_pages(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [["一、现状", "发展良好。"], ["二、任务"]])
    found = [(line.text, line.page) for line in read_source(path).lines]
    assert found == [("一、现状", 1), ("发展良好。", 1), ("二、任务", 2)]


def test_a_renamed_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert texts(pdf(tmp_path / "a.txt", [["一、现状"]])) == ["一、现状"]


REFUSED = {
    "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
    "旧.wps": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
    "密.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "密码",
    ),
    "包.rar": (b"Rar!\x1a\x07\x00" + bytes(60), "先解压"),
    "图.png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "文字识别"),
    "图.jpg": (b"\xff\xd8\xff\xe0" + bytes(60), "文字识别"),
    "页.txt": ("<html><body>一、任务</body></html>".encode(), "另存为 .docx"),
    "乱.txt": (b"\x00\x01\x02\xff\xfe\x00\x00\x07\x01\x81" * 40, "编码"),
    "空.txt": (b" \n", "空的"),
    "断.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "损坏"),
    "断.docx": (b"PK\x03\x04" + bytes(40), "损坏"),
    "密.txt": ("机密★10年\n一、任务".encode(), "密级"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, name: str) -> None:
    content, words = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=words):
        read_source(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="打不开"):
        read_source(tmp_path / "没有.txt")


def test_a_scan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="文字识别"):
        read_source(pdf(tmp_path / "a.pdf", [[], []]))


def test_a_pdf_cut_short_is_refused_and_not_read_in_part(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [["一、现状"], ["二、任务"], ["三、保障"]])
    content = path.read_bytes()
    for share in (0.4, 0.8, 0.97):
        path.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(Refused, match="不完整"):
            read_source(path)


def test_a_page_without_text_is_told(tmp_path: Path) -> None:
    plan = read_plan(pdf(tmp_path / "a.pdf", [["某市产业规划"], [], ["二、任务"]]))
    (told,) = [f for f in plan.facts.findings if f.kind == "没有文字"]
    assert told.message.startswith("第 2 页没有读到文字") and told.place == "第 2 页"


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(80, 700, "plan")
    canvas.save()
    with pytest.raises(Refused, match="密码"):
        read_source(path)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    swollen = docx(tmp_path / "a.docx", paragraph("甲"), numbering=" " * 40_000_000)
    with pytest.raises(Refused, match="大得不正常"):
        read_source(swollen)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE b [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, head: str) -> None:
    body = f"{head}<w:document {W}><w:body>{paragraph('&a;')}</w:body></w:document>"
    with pytest.raises(Refused, match="损坏"):
        read_source(docx(tmp_path / "a.docx", document=body))


def test_other_archives_are_named(tmp_path: Path) -> None:
    for inner, words in (
        ("xl/workbook.xml", "任务表"), ("规划.txt", "解压"), ("OFD.xml", "PDF"), ("ppt/a.xml", "docx"),
    ):  # fmt: skip
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inner, "甲")
        with pytest.raises(Refused, match=words):
            read_source(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        assert "\0" not in decode_text(content)
    except Refused as refused:
        assert str(refused).endswith("。")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(st.integers(0, 1200), st.binary(min_size=1, max_size=6))
def test_a_damaged_docx_is_read_or_refused(tmp_path: Path, at: int, damage: bytes) -> None:
    path = docx(tmp_path / "a.docx", paragraph("甲", 0))
    content = io.BytesIO(path.read_bytes())
    content.seek(at)
    content.write(damage)
    path.write_bytes(content.getvalue())
    try:
        read_source(path)
    except Refused as refused:
        assert str(refused).endswith("。")
