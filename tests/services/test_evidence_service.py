"""Files kept as proof: attached whole or not at all, undone, taken out byte for byte, never run."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from leqing_desktop.documents import evidence_file
from leqing_desktop.domain.evidence import EvidenceKind
from leqing_desktop.errors import Refused
from tests.ledgers import Q3, Desk, is_sentence, lock

PDF = b"%PDF-1.4\n" + b"x" * 2000


@pytest.fixture
def ready(small: Desk) -> Desk:
    small.services.periods.set_period(Q3, date(2024, 9, 1), date(2024, 10, 10))
    return small


def put(folder: Path, name: str, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_what_is_attached_comes_out_byte_for_byte(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    task = ready.row("1.1").id
    changes = service.attach(Q3, unit, [put(tmp_path, "验收意见.pdf")], task)
    assert changes.touches("evidence")
    (row,) = service.list(Q3, unit)
    assert (row.name, row.size, row.item_id) == ("验收意见.pdf", len(PDF), task)
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    assert row.kind is EvidenceKind.EVIDENCE
    assert not row.downloaded
    out = tmp_path / "取出"
    first, second = (service.extract(row.id, out) for _ in range(2))
    assert first.read_bytes() == second.read_bytes() == PDF
    assert sorted(path.name for path in out.iterdir()) == ["验收意见.pdf", "验收意见（2）.pdf"]
    assert not first.stat().st_mode & 0o111


def test_removing_is_one_step_of_undo(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    service.attach(Q3, unit, [put(tmp_path, "盖章.pdf")], kind=EvidenceKind.STAMPED)
    (row,) = service.list(Q3)
    service.remove(row.id)
    assert service.list(Q3) == ()
    ready.services.journal.undo()
    assert service.list(Q3) == (row,)
    assert service.extract(row.id, tmp_path / "x").read_bytes() == PDF


def test_one_bad_file_and_nothing_is_attached(ready: Desk, tmp_path: Path) -> None:
    before = ready.tables
    good, bad = put(tmp_path, "好.pdf"), put(tmp_path, "坏.pdf", b"MZ\0\0")
    with pytest.raises(Refused, match="坏") as caught:
        ready.services.evidence.attach(Q3, ready.unit("市经信局"), [good, bad])
    assert is_sentence(str(caught.value))
    assert ready.tables == before


def test_the_same_file_is_attached_once_to_one_thing(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    one, copy = put(tmp_path, "一.pdf"), put(tmp_path, "一样.pdf")
    service.attach(Q3, unit, [one, copy])
    service.attach(Q3, unit, [one], ready.row("1.1").id)
    assert len(service.list(Q3)) == 2
    with pytest.raises(Refused, match="已经附"):
        service.attach(Q3, unit, [copy])


def test_the_ledger_s_limit_is_told(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    assert service.limit() == 20
    service.set_limit(1)
    path = put(tmp_path, "大.pdf", b"%PDF-" + b"x" * 1_000_000)
    with pytest.raises(Refused, match=r"最多 1 MB"):
        service.attach(Q3, unit, [path])
    service.set_limit(2)
    service.attach(Q3, unit, [path])
    with pytest.raises(Refused):
        service.set_limit(0)


def test_a_locked_quarter_keeps_its_evidence(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    path = put(tmp_path, "一.pdf")
    service.attach(Q3, unit, [path])
    (row,) = service.list(Q3)
    lock(ready.path, Q3, date(2024, 10, 20))
    with pytest.raises(Refused, match="已锁定"):
        service.attach(Q3, unit, [put(tmp_path, "二.pdf", PDF + b"2")])
    with pytest.raises(Refused, match="已锁定"):
        service.remove(row.id)
    assert service.extract(row.id, tmp_path / "x").read_bytes() == PDF


def test_what_is_not_there_is_refused_in_words(ready: Desk, tmp_path: Path) -> None:
    service, unit = ready.services.evidence, ready.unit("市经信局")
    path = put(tmp_path, "一.pdf")
    measure = ready.row("1.1").parent_id
    attempts: list[Callable[[], object]] = [
        lambda: service.attach(Q3.next, unit, [path]),
        lambda: service.attach(Q3, 999_999, [path]),
        lambda: service.attach(Q3, unit, [path], 999_999),
        lambda: service.attach(Q3, unit, [path], measure),
        lambda: service.attach(Q3, unit, [tmp_path / "没有.pdf"]),
        lambda: service.attach(Q3, unit, [put(tmp_path, "空.pdf", b"")]),
        lambda: service.remove(999_999),
        lambda: service.extract(999_999, tmp_path),
    ]
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert is_sentence(str(caught.value))
    folder = tmp_path / "夹.pdf"
    folder.mkdir()
    with pytest.raises(Refused, match="文件夹"):
        service.attach(Q3, unit, [folder])


def test_the_mark_of_a_download_is_noted(ready: Desk, tmp_path: Path) -> None:
    path = put(tmp_path, "网上.pdf")
    # On Windows this is the file's own stream; elsewhere it is what a copied stream becomes.
    Path(f"{path}:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    service = ready.services.evidence
    service.attach(Q3, ready.unit("市经信局"), [path])
    (row,) = service.list(Q3)
    assert row.downloaded
    taken = service.extract(row.id, tmp_path / "x")
    assert evidence_file.is_downloaded(taken) is (os.name == "nt")


@pytest.mark.parametrize("words", [b"", b"ZoneId=", b"ZoneId=0", b"\xff\xfe\0", b"ZoneId=\xb2"])
def test_a_mark_that_says_nothing_is_none(tmp_path: Path, words: bytes) -> None:
    path = put(tmp_path, "a.pdf")
    Path(f"{path}:Zone.Identifier").write_bytes(words)
    assert not evidence_file.is_downloaded(path)


def test_archives_and_office_files_are_looked_into(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    good = {"表.xlsx": stream.getvalue(), "包.zip": packed(**{"a/1.txt": b"x", "2.pdf": PDF})}
    for name, content in good.items():
        read = evidence_file.read_evidence(put(tmp_path, name, content), 20)
        assert read.content == content
    bad = {
        "一.zip": packed(**{"a/安装.exe": b"x"}),
        "二.zip": packed(**{"看着是图.jpg": b"MZ\x90\0\0"}),
        "三.zip": packed(**{"里.zip": packed(a=b"x")}),
        "四.xlsx": packed(**{"xl/vbaProject.bin": b"x"}),
        "五.zip": b"PK\x03\x04" + b"\0" * 100,
        "六.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "七.zip": packed(**{f"{at}.txt": b"" for at in range(2_001)}),
        "八.zip": packed(**{"一.txt": b"x"})[:-5],
    }
    for name, content in bad.items():
        with pytest.raises(Refused) as caught:
            evidence_file.read_evidence(put(tmp_path, name, content), 20)
        assert is_sentence(str(caught.value)), name


def test_a_place_that_takes_no_file_is_named_and_left_clean(ready: Desk, tmp_path: Path) -> None:
    service = ready.services.evidence
    service.attach(Q3, ready.unit("市经信局"), [put(tmp_path, "一.pdf")])
    (row,) = service.list(Q3)
    blocked = tmp_path / "是文件"
    blocked.write_text("")
    with pytest.raises(Refused) as caught:
        service.extract(row.id, blocked)
    assert is_sentence(str(caught.value))


def test_a_program_in_a_ledger_from_outside_comes_out_as_nothing_that_starts(
    tmp_path: Path,
) -> None:
    for name in ("安装.exe", "照片\u202egpj.exe", "../../x.bat", "", "a.pdf:b.exe"):
        taken = evidence_file.write_evidence(tmp_path / "x", name, b"MZ", downloaded=True)
        assert taken.parent == tmp_path / "x"
        assert taken.suffix == ".bin"
