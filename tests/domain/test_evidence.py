"""Which names and contents may be kept as proof: papers and pictures, never what could be run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain import evidence
from leqing_desktop.domain.evidence import Content
from tests.ledgers import is_sentence

SENTENCE = r"。$"
GOOD = [
    "1.2_验收意见.pdf",
    "现场 照片.JPG",
    "台账.xlsx",
    "说明.txt",
    "材料.zip",
    "公文.ofd",
    "旧.et",
]
PROGRAMS = [
    "安装.exe",
    "照片.jpg.exe",
    "照片.jpg          .exe",
    "照片.exe.pdf",
    "a.exe.",
    "a.exe ",
    "a．exe",
    "a.EXE",
    "宏.xlsm",
    "宏.docm",
    "x.bat",
    "x.cmd",
    "x.ps1",
    "x.vbs",
    "x.js",
    "x.jar",
    "x.msi",
    "快捷方式.lnk",
    "x.scr",
    "x.hta",
    "网页.html",
    "发票\u202efdp.exe",
    "发票\u202eexe.pdf",
    "a\0.pdf",
]


@pytest.mark.parametrize("name", GOOD)
def test_papers_and_pictures_are_taken_under_their_names(name: str) -> None:
    assert evidence.check_name(name) == name


@pytest.mark.parametrize("name", [*PROGRAMS, "压缩.rar", "无后缀", "", ".pdf.", "x.qqq"])
def test_programs_and_disguises_are_refused_in_words(name: str) -> None:
    with pytest.raises(ValueError, match=SENTENCE) as caught:
        evidence.check_name(name)
    assert is_sentence(str(caught.value))
    assert "\u202e" not in str(caught.value)


@given(st.text(max_size=40), st.sampled_from(["exe", "bat", "vbs", "msi", "lnk", "xlsm"]))
def test_no_stem_makes_a_program_good(stem: str, suffix: str) -> None:
    with pytest.raises(ValueError, match=SENTENCE):
        evidence.check_name(f"{stem}.{suffix}")


@given(st.binary(max_size=300))
def test_whatever_a_file_begins_with_has_one_answer(head: bytes) -> None:
    kind = evidence.content_of(head)
    if head.startswith((b"\x7fELF", b"#!")):
        assert kind is Content.PROGRAM
    if kind is not Content.PDF:
        with pytest.raises(ValueError, match=SENTENCE):
            evidence.check_content("x.pdf", head)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", Content.IMAGE),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", Content.IMAGE),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0", Content.IMAGE),
        ("a.pdf", b"\n%PDF-1.7\n", Content.PDF),
        ("a.docx", b"PK\x03\x04....", Content.ZIP),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content.OLE),
        ("a.txt", "BM是部门的缩写。".encode(), Content.TEXT),
        ("a.txt", b"MZ", Content.TEXT),
        ("a.csv", "序号,任务".encode("gb18030"), Content.TEXT),
        ("a.txt", "文字".encode("utf-16"), Content.TEXT),
    ],
)
def test_contents_that_suit_their_names(name: str, head: bytes, kind: Content) -> None:
    assert evidence.check_content(name, head) is kind


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("a.pdf", b"MZ\x90\0\x03\0%PDF-1.4", "程序"),
        ("a.jpg", b"\x7fELF\x02\x01", "程序"),
        ("a.txt", b"#!/bin/sh\nrm", "程序"),
        ("a.doc", b"L\0\0\0\x01\x14\x02\0\0\0", "程序"),
        ("a.jpg", b"%PDF-1.4", "PDF"),
        ("a.pdf", b"PK\x03\x04", "压缩包"),
        ("a.txt", b"\0\1\2", "别的文件"),
    ],
)
def test_contents_that_belie_their_names(name: str, head: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=SENTENCE) as caught:
        evidence.check_content(name, head)
    assert said in str(caught.value)
    assert is_sentence(str(caught.value))


def test_the_limit_is_kept_to_the_byte_and_told() -> None:
    evidence.check_size("a.pdf", 20_000_000, 20)
    with pytest.raises(ValueError, match=r"有 20\.1 MB，每个文件最多 20 MB"):
        evidence.check_size("a.pdf", 20_000_001, 20)
    with pytest.raises(ValueError, match="空文件"):
        evidence.check_size("a.pdf", 0, 20)


@pytest.mark.parametrize("value", [None, "20", 0, -3, 10_000, True, 2.5])
def test_a_setting_that_makes_no_sense_is_the_default(value: object) -> None:
    assert evidence.evidence_limit(value) == evidence.DEFAULT_LIMIT


def test_an_archive_is_judged_by_what_is_in_it() -> None:
    evidence.check_members("a.zip", ["照片/1.jpg", "说明.txt", "表.xlsx"])
    for member in ["目录/安装.exe", "目录\\x.vbs", "表.xlsm", "里面.zip", "里面.rar"]:
        with pytest.raises(ValueError, match=SENTENCE) as caught:
            evidence.check_members("a.zip", ["1.jpg", member])
        assert is_sentence(str(caught.value))
