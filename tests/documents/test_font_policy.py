"""The computer's fonts before the bundled ones: used where they are whole, told where they are not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from leqing_desktop import paths
from leqing_desktop.documents.font_policy import SYSTEM_FILES, use_fonts
from leqing_desktop.documents.fonts import FILES, face_for, font_file
from leqing_desktop.documents.notice_pdf import placed_runs, render_notice
from tests.documents.gongwen_samples import LONG, SHORT, pdf_text
from tests.ledgers import is_sentence


@pytest.fixture(autouse=True)
def bundled_again() -> Iterator[None]:
    yield
    use_fonts("bundled")


def put(folder: Path, name: str, key: str) -> Path:
    return Path(shutil.copyfile(paths.resources() / "fonts" / FILES[key], folder / name))


def test_the_computers_font_prints_and_the_bundled_one_what_it_lacks(tmp_path: Path) -> None:
    before = render_notice(LONG)
    own = put(tmp_path, "SimFang.TTF", "KT")
    told = use_fonts("system", [tmp_path])
    assert face_for("FS", "国").name == "LQ-OWN-FS"
    assert font_file("LQ-OWN-FS") == str(own) and font_file("LQ-HT") == FILES["HT"]
    assert face_for("FS", "㙘").name == "LQ-SUP"
    assert len(told) == len(SYSTEM_FILES) - 1 and all(map(is_sentence, told))
    assert any(run.font == "LQ-OWN-FS" for page in placed_runs(SHORT) for run in page)
    assert pdf_text(render_notice(LONG)).replace(" ", "") == pdf_text(before).replace(" ", "")
    assert use_fonts("bundled") == ()
    assert render_notice(LONG) == before


@pytest.mark.parametrize("damage", ["empty", "noise", "cut", "torn", "hanzi"])
def test_a_broken_font_is_told_and_the_bundled_one_prints(tmp_path: Path, damage: str) -> None:
    before = render_notice(SHORT)
    path = put(tmp_path, "simfang.ttf", "FS")
    whole = path.read_bytes()
    content = {
        "empty": b"",
        "noise": b"\x00\x01\x00\x00" + bytes(range(256)) * 40,
        "cut": whole[:5000],
        "torn": whole[: len(whole) // 3],
        "hanzi": "这不是字体".encode(),
    }[damage]
    path.write_bytes(content)
    told = use_fonts("system", [tmp_path])
    assert [each for each in told if "simfang.ttf" in each and "自带" in each]
    assert all(map(is_sentence, told))
    assert render_notice(SHORT) == before


def test_a_computer_without_fonts_prints_with_the_bundled_ones(tmp_path: Path) -> None:
    before = render_notice(SHORT)
    told = use_fonts("system", [tmp_path / "没有", tmp_path])
    assert len(told) == len(SYSTEM_FILES) and all("没有找到" in each for each in told)
    assert render_notice(SHORT) == before
