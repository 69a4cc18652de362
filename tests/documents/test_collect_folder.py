"""What is found in a dragged folder, and what each thing is before anything is read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.documents.collect_folder import FILES_LIMIT, FoundFile, find_files
from leqing_desktop.documents.collect_kinds import FILE_LIMIT, told_by_content, told_by_name
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.errors import Refused

PNG, JPEG, PDF = b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"%PDF-1.4"


def put(folder: Path, name: str, content: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(path: Path) -> FoundFile:
    (found,) = find_files([path])
    return found


@pytest.mark.parametrize(
    ("name", "content", "kind", "word"),
    [
        ("市经信局.xlsx", b"x", FileKind.RETURN, ""),
        ("市经信局.XLS", b"x", FileKind.RETURN, ""),
        ("市经信局.ods", b"x", FileKind.RETURN, ""),
        ("没有后缀", b"PK\x03\x04", FileKind.RETURN, ""),
        ("~$市经信局.xlsx", b"x", FileKind.TEMPORARY, "临时文件"),
        ("~$市经信局.xlsx", b"", FileKind.TEMPORARY, "临时文件"),
        (".~市经信局.xlsx", b"x", FileKind.TEMPORARY, "临时文件"),
        ("._市经信局.xlsx", b"x", FileKind.TEMPORARY, "临时文件"),
        ("Thumbs.db", b"x", FileKind.TEMPORARY, "临时文件"),
        (".DS_Store", b"x", FileKind.TEMPORARY, "临时文件"),
        ("desktop.ini", b"x", FileKind.TEMPORARY, "临时文件"),
        ("市经信局.xlsx.crdownload", b"x", FileKind.TEMPORARY, "临时文件"),
        ("市经信局.xlsx.lnk", b"L\0\0\0", FileKind.OTHER, "快捷方式"),
        ("网址.url", b"[InternetShortcut]", FileKind.OTHER, "快捷方式"),
        ("报送表.xlsx.exe", b"MZ", FileKind.OTHER, "程序"),
        ("报送表", b"MZ\x90", FileKind.OTHER, "程序"),
        ("空.xlsx", b"", FileKind.BROKEN, "空文件"),
        ("表.et", b"\xd0\xcf\x11\xe0", FileKind.RESAVE, "另存为 .xlsx"),
        ("表.csv", b"a,b", FileKind.RESAVE, "另存为 .xlsx"),
        ("包.rar", b"Rar!", FileKind.RESAVE, "先解压"),
        ("包.7z", b"7z", FileKind.RESAVE, "先解压"),
        ("文.doc", b"x", FileKind.RESAVE, "报送表"),
        ("文.wps", b"x", FileKind.RESAVE, "报送表"),
        ("盖章.jpg", JPEG, FileKind.STAMPED, "盖章件"),
        ("盖章.jpg", PNG, FileKind.STAMPED, "盖章件"),
        ("盖章.PDF", PDF, FileKind.STAMPED, "盖章件"),
        ("IMG_0001", JPEG, FileKind.STAMPED, "盖章件"),
        ("盖章.jpg", b"<script>", FileKind.OTHER, "不符"),
        ("1.2_验收意见.pdf", PDF, FileKind.EVIDENCE, "1.2"),
        ("3、现场照片.jpg", JPEG, FileKind.EVIDENCE, "3"),
        ("1.2 说明.docx", b"PK\x03\x04", FileKind.EVIDENCE, "1.2"),
        ("2024年第三季度.pdf", PDF, FileKind.STAMPED, "盖章件"),
        ("说明.docx", b"PK\x03\x04", FileKind.OTHER, "不是报送表"),
        ("笔记.txt", b"abc", FileKind.OTHER, "不是报送表"),
        ("什么.xyz", b"\0\1\2", FileKind.OTHER, "不是报送表"),
    ],
)
def test_what_a_file_is(
    name: str, content: bytes, kind: FileKind, word: str, tmp_path: Path
) -> None:
    found = only(put(tmp_path, name, content))
    assert (found.kind, found.shown, found.size) == (kind, name, len(content))
    assert word in found.problem
    assert bool(found.problem) == (kind is not FileKind.RETURN)
    assert not found.problem or found.problem.endswith("。")


def test_a_zip_waits_to_be_unpacked(tmp_path: Path) -> None:
    assert only(put(tmp_path, "收表.zip", b"PK\x03\x04")).archive


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = put(tmp_path, "大.xlsx")
    os.truncate(path, FILE_LIMIT + 1)
    found = only(path)
    assert found.kind is FileKind.BROKEN and "最多 50 MB" in found.problem


def test_folders_are_walked_in_order_and_every_file_stands_once(tmp_path: Path) -> None:
    for name in ("乙.xlsx", "甲/b.xlsx", "甲/A.xlsx", "甲/里/c.xlsx", "B.xlsx", "a.xlsx"):
        put(tmp_path, name)
    found = find_files([tmp_path, tmp_path / "甲", tmp_path / "a.xlsx"])
    prefix = tmp_path.name
    assert [each.shown for each in found] == [
        f"{prefix}/{name}"
        for name in ("a.xlsx", "B.xlsx", "乙.xlsx", "甲/A.xlsx", "甲/b.xlsx", "甲/里/c.xlsx")
    ]
    assert find_files([tmp_path])[0].shown == "a.xlsx"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    found = only(tmp_path / "没有.xlsx")
    assert found.kind is FileKind.BROKEN and "找不到" in found.problem


@pytest.mark.skipif(sys.platform == "win32", reason="建链接要权限")
def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "外面/秘.xlsx")
    inside = tmp_path / "收表"
    inside.mkdir()
    real = put(inside, "乙.xlsx")
    (inside / "a.xlsx").symlink_to(outside)
    (inside / "b").symlink_to(outside.parent, target_is_directory=True)
    (inside / "c.xlsx").symlink_to(real)
    (inside / "d").symlink_to(inside, target_is_directory=True)
    (inside / "e.xlsx").symlink_to(inside / "没有")
    found = find_files([inside])
    assert [each.shown for each in found if each.kind is FileKind.RETURN] == ["乙.xlsx"]
    links = [each for each in found if each.kind is FileKind.OTHER]
    assert len(links) == 5 and all("链接" in each.problem and each.closed for each in links)


@pytest.mark.skipif(sys.platform == "win32", reason="没有管道文件")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "表.xlsx")
    assert only(tmp_path / "表.xlsx").kind is FileKind.OTHER


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="权限管不住管理员")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    put(tmp_path, "图.png").chmod(0)
    (tmp_path / "锁").mkdir(mode=0)
    assert {each.kind for each in find_files([tmp_path])} == {FileKind.BROKEN}


def test_a_whole_disk_is_refused(tmp_path: Path) -> None:
    for number in range(FILES_LIMIT + 1):
        (tmp_path / f"{number}.tmp").touch()
    with pytest.raises(Refused, match="5000"):
        find_files([tmp_path])


def test_a_folder_within_folders_without_end_is_left(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(35):
        deep /= "a"
    put(deep, "表.xlsx")
    (found,) = find_files([tmp_path])
    assert found.kind is FileKind.OTHER and "太深" in found.problem


@given(st.text(max_size=30), st.binary(max_size=16), st.integers(0, 10**9))
def test_every_name_and_beginning_is_told(name: str, head: bytes, size: int) -> None:
    kind, problem = told_by_name(name, size) or told_by_content(name, head)
    assert bool(problem) == (kind is not FileKind.RETURN)
