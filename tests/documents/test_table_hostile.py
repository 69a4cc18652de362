"""Files that are no table, or want to do harm: one sentence, no traceback, memory within limits."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.errors import Refused

HEADS = ["工作任务", "责任单位", "完成时限"]
ROW = ["推进项目开工", "市发改局", "2024年6月底"]


def good() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADS)
    book.active.append(ROW)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(edit: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with its parts put through ``edit`` and further parts added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, edit(name, source.read(name)))
        for name, data in (more or {}).items():
            target.writestr(name, data)
    return stream.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    return changed(lambda name, data: data.replace(old, new) if "sheet1" in name else data)


def stray() -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return in_sheet(b"</sheetData>", cell + b"</sheetData>")


def styled_to_the_end() -> bytes:
    """What spreadsheet programs leave where whole columns were formatted: cells without content."""
    cell = b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    return in_sheet(b"</sheetData>", cell + b"</sheetData>")


def bomb() -> bytes:
    return changed(lambda _, data: data, {"xl/sharedStrings.xml": b"<sst>" + b" " * 300_000_000})


def quiet_bomb() -> bytes:
    """A bomb whose headers lie about its size."""
    data = bytearray(changed(lambda _, part: part, {"xl/styles2.xml": b"0" * 90_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        while at >= 0:
            (size,) = struct.unpack_from("<I", data, at + offset)
            if size == 90_000_000:
                struct.pack_into("<I", data, at + offset, 1000)
            at = data.find(mark, at + 4)
    return bytes(data)


def entities() -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    return in_sheet(b"<worksheet", bomb + b"<worksheet")


def entities_elsewhere() -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><a/>'
    return changed(lambda _, data: data, {"docProps/extra.xml": bomb})


def wide() -> bytes:
    cells = b"".join(
        f'<c r="{openpyxl.utils.get_column_letter(n)}9"><v>1</v></c>'.encode()
        for n in range(1, 16385)
    )
    return in_sheet(b"</sheetData>", b'<row r="9">' + cells + b"</row></sheetData>")


def ole(stream: str) -> bytes:
    """A small OLE container with one empty stream of that name."""
    head = bytearray(b"\xff" * 512)
    struct.pack_into(
        "<8s16xHHHHH6xIIIIIIIII", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    struct.pack_into("<I", head, 76, 0)
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    folder = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF).ljust(48, b"\0")
        + struct.pack("<III", 0xFFFFFFFE, 0, 0)
        for name, kind in (("Root Entry", 5), (stream, 2))
    )
    return bytes(head) + fat + folder.ljust(512, b"\0")


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (9, 9)).save(stream, "PNG")
    return stream.getvalue()


def workbook(*rows: list[str]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("任务表.xlsx", good())
    return stream.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "零散单元格": ("a.xlsx", stray, "XFD1048576"),
    "一万六千列": ("a.xlsx", wide, "零散单元格"),
    "压缩炸弹": ("a.xlsx", bomb, "解开后过大"),
    "实体炸弹": ("a.xlsx", entities, "实体声明"),
    "别处的实体": ("a.xlsx", entities_elsewhere, "实体声明"),
    "谎报大小": ("a.xlsx", quiet_bomb, "不完整"),
    "截断": ("a.xlsx", lambda: good()[:3000], "不完整"),
    "截断的旧格式": ("a.xls", lambda: ole("Workbook")[:700], "不完整"),
    "空的旧格式": ("a.xls", lambda: ole("Workbook"), "另存为"),
    "有密码": ("a.xlsx", lambda: ole("EncryptedPackage"), "密码"),
    "文档": ("a.xls", lambda: ole("WordDocument"), ".docx"),
    "改名的文本": ("a.xlsx", lambda: "工作任务,责任单位\n甲,乙\n".encode("gb18030"), "CSV"),
    "改名的网页": ("a.xls", lambda: b"<html><table><tr><td>1</td></tr></table>", "HTML"),
    "改名的图片": ("a.xlsx", picture, "图片"),
    "改名的压缩包": ("a.xlsx", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), "解压"),
    "压缩包": ("a.zip", archive, "解压"),
    "改名的文档": ("a.xlsx", word, "Word"),
    "WPS 表格": ("a.et", good, "另存为 .xlsx"),
    "空文件": ("a.xlsx", lambda: b"", "空文件"),
    "空白表": ("a.xlsx", lambda: workbook(), "空白表"),
    "空白模板": ("a.xlsx", lambda: workbook(["任务分解表"], HEADS, ["", "", ""]), "没有任务"),
    "没有表头": ("a.xlsx", lambda: workbook(["早上好", "你好"], ["1", "2"]), "表头"),
    "密级": ("a.xlsx", lambda: workbook(["机密★1年"], HEADS, ROW), "非涉密"),
    "乱字节": ("a.xlsx", lambda: bytes(range(256)) * 9, "另存为"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_bad_files_are_refused_in_one_sentence_that_says_what_to_do(
    case: str, tmp_path: Path
) -> None:
    name, make, word = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(Refused) as caught:
        read_table(path)
    sentence = str(caught.value)
    assert word in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "\n" not in sentence


def with_macro() -> bytes:
    def typed(name: str, data: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return data
        return data.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")

    return changed(typed, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})


def linked() -> bytes:
    link = (
        b'<Relationship Id="rIdX" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/>'
    )
    return changed(
        lambda name, data: (
            data.replace(b"</Relationships>", link + b"</Relationships>")
            if name == "xl/_rels/workbook.xml.rels"
            else data
        ),
        {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )


def many_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="E%d:F%d"/>' % (n, n) for n in range(1, 20_001))
    return in_sheet(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")


def one_big_merge() -> bytes:
    merge = b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    return in_sheet(b"</sheetData>", b"</sheetData>" + merge)


def strict() -> bytes:
    """ISO 29500 Strict, where openpyxl finds no sheet."""
    return changed(
        lambda _, data: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    )


READ = {
    "宏": ("a.xlsm", with_macro),
    "外部链接": ("a.xlsx", linked),
    "两万处合并": ("a.xlsx", many_merges),
    "一处巨大的合并": ("a.xlsx", one_big_merge),
    "格式刷到底": ("a.xlsx", styled_to_the_end),
    "严格格式": ("a.xlsx", strict),
    "改了后缀": ("a.xls", good),
    "尺寸写成 A1": ("a.xlsx", lambda: in_sheet(b'ref="A1:C2"', b'ref="A1"')),
}


@pytest.mark.parametrize("case", READ, ids=str)
def test_odd_files_are_read_right(case: str, tmp_path: Path) -> None:
    name, make = READ[case]
    path = tmp_path / name
    path.write_bytes(make())
    table = read_table(path)
    [task] = table.plan.programmes[0].measures[0].tasks
    assert task.title == ROW[0]
    assert task.units[0].unit == ROW[1]
    assert str(task.due) == "2024-06-30"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice，做不出带密码的 .ods")
def test_a_password_on_an_ods_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
        target.writestr("content.xml", b"\x01\x02")
    with pytest.raises(Refused, match="密码"):
        read_table(path)


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_bytes_never_give_more_than_a_refusal(seed: int, tmp_path: Path) -> None:
    luck = random.Random(seed)
    member = luck.choice(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])

    def spoilt(name: str, data: bytes) -> bytes:
        at = luck.randrange(len(data))
        if name != member:
            return data
        return data[:at] + bytes(luck.randrange(256) for _ in range(3)) + data[at + 9 :]

    path = tmp_path / "a.xlsx"
    path.write_bytes(changed(spoilt))
    try:
        titles = [place.sheet for place in read_table(path).places]
    except Refused as error:
        assert str(error).endswith("。")
    else:
        assert titles


LONG = ("甲", "市", "1", "（", "和市", "牵头", "2025年", "月底，", "，", "甲\n", "6月\n", "-", " ")


@pytest.mark.parametrize("piece", LONG, ids=repr)
def test_cells_as_long_as_a_spreadsheet_allows_take_no_time(piece: str, tmp_path: Path) -> None:
    heads = [
        "主要任务",
        "具体举措",
        "目标值",
        "责任单位",
        "责任人",
        "完成时限",
        "关键节点",
        "一季度",
    ]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(heads, ["任务", *[piece * (32_000 // len(piece))] * 7]))
    began = time.process_time()
    with contextlib.suppress(Refused):
        read_table(path)
    # A fault here takes minutes, a slow machine seconds.
    assert time.process_time() - began < 10
