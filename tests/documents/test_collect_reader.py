"""A whole folder collected: every file one entry, nothing that one file does harms another."""

from __future__ import annotations

import hashlib
import io
import os
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from leqing_desktop.documents.collect_archive import FILE_LIMIT
from leqing_desktop.documents.collect_reader import collect
from leqing_desktop.documents.import_archive import MEMBERS_LIMIT
from leqing_desktop.domain.return_outcome import FileKind
from leqing_desktop.domain.return_reading import CollectedFile
from tests.documents import test_table_hostile as hostile
from tests.documents.test_return_reader import check_whole, filled, own_table


def workbook() -> bytes:
    stream = io.BytesIO()
    filled().save(stream)
    return stream.getvalue()


GOOD = workbook()


def gathered(folder: Path, *paths: Path) -> dict[str, CollectedFile]:
    """What ``collect`` says, by the shown place."""
    files = collect(paths or (folder / "收表",), folder / "解开")
    assert len({each.shown for each in files}) == len(files)
    return {each.shown: each for each in files}


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / "收表" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def packed(members: dict[str, bytes], gbk: bool = False, utf8_unsaid: bool = False) -> bytes:
    """A zip as Windows (GBK names) or a Mac (UTF-8 without saying so) makes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # A stand-in of as many bytes, since zipfile itself writes no such name.
            raw = name.encode("gb18030" if gbk else "utf-8")
            archive.writestr("a" * len(raw) if gbk or utf8_unsaid else name, content)
    data = stream.getvalue()
    if gbk or utf8_unsaid:
        for name in members:
            raw = name.encode("gb18030" if gbk else "utf-8")
            data = data.replace(b"a" * len(raw), raw, 2)
    return data


def test_a_folder_of_everything(tmp_path: Path) -> None:
    put(tmp_path, "市经信局.xlsx", GOOD)
    put(tmp_path, "再发一次/市经信局.xlsx", GOOD)
    put(tmp_path, "坏.xlsx", GOOD[: len(GOOD) // 2])
    put(tmp_path, "乱.xlsx", random.Random(4).randbytes(3000))
    put(tmp_path, "~$市经信局.xlsx", b"x")
    put(tmp_path, "盖章.jpg", b"\xff\xd8\xff\xe0")
    put(tmp_path, "表.et", b"x")
    own_table(tmp_path, ["企业名称", "产值"], ["某公司", 20]).rename(
        tmp_path / "收表" / "名单.xlsx"
    )
    own_table(tmp_path, ["企业名称", "产值"], ["某公司", 20]).rename(
        tmp_path / "收表" / "1.2_名单.xlsx"
    )
    files = gathered(tmp_path)
    assert {name: each.kind for name, each in files.items()} == {
        "1.2_名单.xlsx": FileKind.EVIDENCE,
        "~$市经信局.xlsx": FileKind.TEMPORARY,
        "乱.xlsx": FileKind.BROKEN,
        "再发一次/市经信局.xlsx": FileKind.RETURN,
        "名单.xlsx": FileKind.OTHER,
        "坏.xlsx": FileKind.BROKEN,
        "市经信局.xlsx": FileKind.RETURN,
        "盖章.jpg": FileKind.STAMPED,
        "表.et": FileKind.RESAVE,
    }
    for each in files.values():
        assert (each.read is not None) == (each.kind == FileKind.RETURN) == (not each.problem)
        assert each.size == Path(each.path).stat().st_size
        if each.kind != FileKind.TEMPORARY:
            content = Path(each.path).read_bytes()
            assert each.sha256 == hashlib.sha256(content).hexdigest()
    first, second = (files[name] for name in ("市经信局.xlsx", "再发一次/市经信局.xlsx"))
    assert first.sha256 == second.sha256 and first.read == second.read
    assert first.read is not None
    check_whole(first.read)
    assert list(files) == [each.shown for each in collect([tmp_path / "收表"], tmp_path / "又")]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": hostile.bomb,
    "quiet bomb": hostile.quiet_bomb,
    "entities": hostile.entities,
    "wide": hostile.wide,
    "stray": hostile.stray,
    "one big merge": hostile.one_big_merge,
    "word": hostile.word,
    "archive": hostile.archive,
    "picture": hostile.picture,
    "container": lambda: hostile.ole("EncryptedPackage"),
}


def test_hostile_workbooks_harm_nobody(tmp_path: Path) -> None:
    for number, make in enumerate(HOSTILE.values()):
        put(tmp_path, f"{number:02}.xlsx", make())
        put(tmp_path, f"{number:02}好.xlsx", GOOD)
    files = gathered(tmp_path)
    assert len(files) == 2 * len(HOSTILE)
    for name, each in files.items():
        if "好" in name:
            assert each.read is not None
        else:
            assert each.read is None and each.problem.endswith("。") and "导入" not in each.problem


def test_a_zip_from_a_chat_is_opened(tmp_path: Path) -> None:
    members = {"收表/市经信局.xlsx": GOOD, "收表/盖章件.jpg": b"\xff\xd8\xff", "空.xlsx": b""}
    put(tmp_path, "微信.zip", packed(members))
    put(tmp_path, "甲.zip", packed({"市经信局.xlsx": GOOD}, gbk=True))
    put(tmp_path, "乙.zip", packed({"市经信局.xlsx": GOOD}, utf8_unsaid=True))
    files = gathered(tmp_path)
    assert {name: each.kind for name, each in files.items()} == {
        "乙.zip/市经信局.xlsx": "",
        "微信.zip/收表/市经信局.xlsx": "",
        "微信.zip/收表/盖章件.jpg": "stamped",
        "微信.zip/空.xlsx": "broken",
        "甲.zip/市经信局.xlsx": "",
    }
    empty = files["微信.zip/空.xlsx"]
    assert (empty.path, empty.sha256) == ("", "")
    for each in files.values():
        if each.read is not None:
            assert each.read.name == "市经信局.xlsx"
            assert Path(each.path).read_bytes() == GOOD
            assert (tmp_path / "解开") in Path(each.path).parents


def test_names_in_a_zip_lead_nowhere_else(tmp_path: Path) -> None:
    members = {
        "../../../逃.xlsx": GOOD,
        "C:\\Windows\\con.xlsx": GOOD,
        "市/县?.xlsx": GOOD,
        "里/~$a.xlsx": b"x",
        "__MACOSX/._市经信局.xlsx": b"x",
        "x" * 300 + ".xlsx": GOOD,
    }
    put(tmp_path, "包.zip", packed(members))
    files = gathered(tmp_path)
    assert len(files) == len(members)
    assert sum(each.read is not None for each in files.values()) == 4
    assert sum(each.kind == FileKind.TEMPORARY for each in files.values()) == 2
    written = list(tmp_path.rglob("*.xlsx"))
    assert len(written) == 4 and all(tmp_path / "解开" in path.parents for path in written)


def test_zips_that_are_not_opened_say_why(tmp_path: Path) -> None:
    put(tmp_path, "里外.zip", packed({"内.zip": packed({"a.xlsx": GOOD}), "好.xlsx": GOOD}))
    put(tmp_path, "断.zip", packed({"a.xlsx": GOOD})[:-200])
    put(tmp_path, "空.zip", packed({}))
    put(tmp_path, "多.zip", packed({f"{n}.tmp": b"" for n in range(MEMBERS_LIMIT + 1)}))
    put(tmp_path, "炸弹.zip", packed({"a.xlsx": bytes(FILE_LIMIT - 1)}))
    put(tmp_path, "大.zip", packed({"a.xlsx": bytes(FILE_LIMIT + 1), "好.xlsx": GOOD}))
    put(tmp_path, "其实是表.zip", GOOD)
    locked = bytearray(packed({"a.xlsx": GOOD}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + offset] |= 1
    put(tmp_path, "锁.zip", bytes(locked))
    files = gathered(tmp_path)
    said = {name: (each.kind, each.problem) for name, each in files.items() if each.read is None}
    assert {name for name, each in files.items() if each.read is not None} == {
        "里外.zip/好.xlsx",
        "大.zip/好.xlsx",
        "其实是表.zip",
    }
    for name, kind, word in (
        ("里外.zip/内.zip", "resave", "压缩包里的压缩包"),
        ("断.zip", "broken", "损坏"),
        ("空.zip", "broken", "空的"),
        ("多.zip", "broken", "2000"),
        ("炸弹.zip", "broken", "不正常"),
        ("大.zip/a.xlsx", "broken", "最多 50 MB"),
        ("锁.zip", "broken", "密码"),
    ):
        assert said[name][0] == kind and word in said[name][1], name


def test_a_spoilt_member_costs_itself_alone(tmp_path: Path) -> None:
    data = bytearray(packed({"a.xlsx": os.urandom(5000), "b.xlsx": GOOD}))
    at = data.find(b"a.xlsx") + 1000
    data[at : at + 20] = bytes(20)
    put(tmp_path, "包.zip", bytes(data))
    files = gathered(tmp_path)
    assert files["包.zip/a.xlsx"].kind == FileKind.BROKEN
    assert files["包.zip/b.xlsx"].read is not None


def test_two_thousand_files_are_told_with_progress(tmp_path: Path) -> None:
    for number in range(2000):
        put(tmp_path, f"{number:04}.{('txt', 'png', 'tmp', 'et')[number % 4]}", b"\x89PNG")
    put(tmp_path, "市经信局.xlsx", GOOD)
    steps: list[tuple[int, int]] = []
    files = collect([tmp_path / "收表"], tmp_path / "解开", lambda *step: steps.append(step))
    assert len(files) == 2001 and sum(each.read is not None for each in files) == 1
    assert steps == [(done, 2001) for done in range(2002)]


def test_cancelling_ends_the_reading(tmp_path: Path) -> None:
    import multiprocessing

    for number in range(5):
        put(tmp_path, f"{number}.xlsx", GOOD)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        collect([tmp_path / "收表"], tmp_path / "解开", stop)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="文件名按 POSIX 写")
def test_a_name_that_is_no_text_is_still_told(tmp_path: Path) -> None:
    folder = tmp_path / "收表"
    folder.mkdir()
    (folder / os.fsdecode(b"\xca\xd0.xlsx")).write_bytes(GOOD)
    (file,) = collect([folder], tmp_path / "解开")
    file.shown.encode("utf-8")
    assert file.read is not None
