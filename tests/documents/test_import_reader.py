from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from leqing_desktop.documents.import_reader import SourceKind, kind_of, read_import
from leqing_desktop.errors import Refused
from tests.ledgers import is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice
from tests.plan_texts import PLAN


def workbook() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.append(["序号", "工作任务", "责任单位", "完成时限"])
    book.active.append([1, "建设平台", "市科技局", "2025-06-30"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed(path: Path, files: dict[str, bytes], flag: int | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read_import(path)
    assert is_sentence(str(caught.value)), str(caught.value)
    return str(caught.value)


def test_a_plan_and_a_table_are_told_by_their_content(tmp_path: Path) -> None:
    text, table = tmp_path / "甲.txt", tmp_path / "乙.xlsx"
    text.write_text(PLAN, encoding="utf-8")
    table.write_bytes(workbook())
    assert read_import(text).text is not None
    assert read_import(table).table is not None
    renamed = tmp_path / "丙.docx"
    renamed.write_bytes(workbook())
    assert read_import(renamed).table is not None


def test_a_zip_with_one_file_is_that_file(tmp_path: Path) -> None:
    files = {
        "资料/分解表.xlsx": workbook(),
        "资料/说明.jpg": b"\xff\xd8\xff",
        "__MACOSX/资料/._分解表.xlsx": b"x",
        "资料/~$分解表.xlsx": b"x",
    }
    read = read_import(packed(tmp_path / "微信文件.zip", files))
    assert read.name == "分解表.xlsx" and read.table is not None
    read = read_import(packed(tmp_path / "a.zip", {"../../计划.txt": PLAN.encode()}))
    assert read.name == "计划.txt" and read.text is not None
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip", "微信文件.zip"]


def test_a_name_packed_in_gbk_is_shown_as_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    name = "分解表.txt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("X" * len(name.encode("gb18030")), PLAN.encode())
    raw = path.read_bytes().replace(b"X" * len(name.encode("gb18030")), name.encode("gb18030"))
    path.write_bytes(raw)
    assert read_import(path).name == name


def test_a_zip_with_several_or_none_or_a_zip_is_refused(tmp_path: Path) -> None:
    two = packed(tmp_path / "a.zip", {"甲.txt": PLAN.encode(), "乙.xlsx": workbook()})
    assert "“甲.txt”、“乙.xlsx”" in refusal(two) and "解压" in refusal(two)
    assert "没有可以导入的文件" in refusal(packed(tmp_path / "b.zip", {"a.jpg": b"x"}))
    inner = packed(tmp_path / "c.zip", {"a.txt": PLAN.encode()}).read_bytes()
    # A zip that calls itself a workbook is told by its content too.
    assert "压缩包" in refusal(packed(tmp_path / "d.zip", {"e.xlsx": inner}))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "a.zip", {"a.txt": b"\n" * 300_000_000})
    assert "大得不正常" in refusal(bomb)
    small = packed(tmp_path / "b.zip", {"a.txt": b"\n" * 30_000_000})
    assert "大得不正常" in refusal(small)


def test_a_zip_that_is_cut_short_or_locked(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"a.txt": PLAN.encode() * 20}).read_bytes()
    for length in (5, 40, len(whole) // 2, len(whole) - 3):
        (tmp_path / "b.zip").write_bytes(whole[:length])
        refusal(tmp_path / "b.zip")
    spoilt = bytearray(whole)
    # The flag of an encrypted member, in its own and in the directory's head.
    spoilt[6] |= 1
    spoilt[whole.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "c.zip").write_bytes(bytes(spoilt))
    assert "密码" in refusal(tmp_path / "c.zip")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        ("a.rar", b"Rar!\x1a\x07\x00" + b"x" * 50, "解压"),
        ("a.csv", "工作任务,责任单位\n建设,市经信局\n".encode(), ".xlsx"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n", "PDF"),
        ("a.txt", b"", "空"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 90, "文字识别"),
        ("a.xlsx", b"", "空"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_way_out(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refusal(path)


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path)
    refusal(tmp_path / "没有.txt")


@needs_libreoffice
def test_what_libreoffice_writes_is_told(tmp_path: Path, libreoffice: LibreOffice) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook())
    for source, kind in (("a.txt", "doc"), ("a.txt", "odt"), ("a.txt", "docx"), ("b.xlsx", "ods")):
        libreoffice.convert(kind, tmp_path, tmp_path / source)
    assert ".docx" in refusal(tmp_path / "a.doc")
    assert ".docx" in refusal(tmp_path / "a.odt")
    assert kind_of(tmp_path / "b.ods") is SourceKind.TABLE
    proposed = read_import(tmp_path / "a.docx").text
    assert proposed is not None and len(proposed.facts.programmes) == 2
