"""The computer's fonts before the bundled ones: used where they are whole, told where they are not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from leqing_desktop import paths
from leqing_desktop.documents import font_note
from leqing_desktop.documents.font_policy import SYSTEM_FILES, lacking, use_fonts
from leqing_desktop.documents.fonts import FILES, face_for, font_file
from leqing_desktop.documents.notice_pdf import placed_runs, render_notice
from leqing_desktop.documents.paper_form_pdf import render_draft_sheet, render_reply_form
from leqing_desktop.domain.paper_forms import DraftSheet, ReplyForm
from tests.documents.gongwen_samples import LONG, SHORT, pdf_text
from tests.ledgers import is_sentence

OWN_SHORT = replace(SHORT, fonts="system")


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a computer's fonts, empty as yet."""
    folder = tmp_path / "Fonts"
    folder.mkdir()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    font_note._told.clear()
    font_note.take()
    yield folder
    use_fonts("bundled")
    font_note.take()


def put(folder: Path, name: str, key: str) -> Path:
    return Path(shutil.copyfile(paths.resources() / "fonts" / FILES[key], folder / name))


def test_the_computers_font_prints_and_the_bundled_one_what_it_lacks(computer: Path) -> None:
    before = render_notice(LONG)
    own = put(computer, "SimFang.TTF", "KT")
    after = render_notice(replace(LONG, fonts="system"))
    assert face_for("FS", "国").name == "LQ-OWN-FS"
    assert font_file("LQ-OWN-FS") == str(own) and font_file("LQ-HT") == FILES["HT"]
    assert face_for("FS", "㙘").name == "LQ-SUP"
    assert any(run.font == "LQ-OWN-FS" for page in placed_runs(OWN_SHORT) for run in page)
    assert pdf_text(after).replace(" ", "") == pdf_text(before).replace(" ", "")
    assert after != before
    told = font_note.take()
    assert is_sentence(told) and "仿宋" not in told
    assert all(name in told for name in ("小标宋", "黑体", "楷体", "宋体"))
    render_notice(OWN_SHORT)
    assert font_note.take() == ""


def test_each_document_prints_with_the_fonts_it_asks_for(computer: Path) -> None:
    before = render_notice(LONG), render_notice(SHORT)
    put(computer, "simfang.ttf", "KT")
    own = render_notice(OWN_SHORT)
    assert (render_notice(LONG), render_notice(SHORT)) == before
    assert render_notice(OWN_SHORT) == own != before[1]
    form = ReplyForm("市创建专班", "市经信局", "", "标题", "事项", fonts="system")
    day, sheet = SHORT.issued_on, DraftSheet()
    ours = render_reply_form(replace(form, fonts="bundled"), day), render_draft_sheet(SHORT, sheet)
    theirs = render_reply_form(form, day), render_draft_sheet(OWN_SHORT, sheet)
    assert ours[0] != theirs[0] and ours[1] != theirs[1]
    use_fonts("bundled")
    assert render_reply_form(form, day) == theirs[0]
    assert render_draft_sheet(SHORT, sheet) == ours[1]


def test_a_font_put_in_while_the_program_runs_is_found(computer: Path) -> None:
    render_notice(OWN_SHORT)
    assert face_for("FS", "国").name == "LQ-FS"
    put(computer, "simfang.ttf", "KT")
    render_notice(OWN_SHORT)
    assert face_for("FS", "国").name == "LQ-OWN-FS"


@pytest.mark.parametrize("damage", ["empty", "noise", "cut", "torn", "hanzi"])
def test_a_broken_font_is_told_and_the_bundled_one_prints(computer: Path, damage: str) -> None:
    before = render_notice(SHORT)
    path = put(computer, "simfang.ttf", "FS")
    whole = path.read_bytes()
    content = {
        "empty": b"",
        "noise": b"\x00\x01\x00\x00" + bytes(range(256)) * 40,
        "cut": whole[:5000],
        "torn": whole[: len(whole) // 3],
        "hanzi": "这不是字体".encode(),
    }[damage]
    path.write_bytes(content)
    assert render_notice(OWN_SHORT) == before
    told = font_note.take()
    assert "仿宋（simfang.ttf）字体不能用" in told and "自带" in told
    assert is_sentence(told) and told == lacking()


def test_a_broken_font_gives_way_to_the_next_of_its_role(computer: Path) -> None:
    (computer / "simfang.ttf").write_bytes(b"")
    good = put(computer, "STFANGSO.TTF", "KT")
    use_fonts("system")
    assert font_file(face_for("FS", "国").name) == str(good)
    assert "仿宋" not in lacking()


def test_a_computer_without_fonts_prints_with_the_bundled_ones(computer: Path) -> None:
    before = render_notice(SHORT)
    shutil.rmtree(computer)
    assert render_notice(OWN_SHORT) == before
    told = font_note.take()
    assert is_sentence(told) and "没有找到" in told
    assert len(SYSTEM_FILES) == told.count("、") + 1
