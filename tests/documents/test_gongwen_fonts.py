from __future__ import annotations

import pytest

from leqing_desktop.documents.fonts import CENTRE, FALLBACK, FILES, face, face_for, to_unicode_cmap
from leqing_desktop.errors import Refused


def hanzi_of_8105() -> list[str]:
    """The bundled 宋体 was cut to 通用规范汉字表."""
    ranges = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))
    codes = [code for low, high in ranges for code in range(low, high + 1)]
    return [chr(code) for code in codes if face("ST").has(chr(code))]


@pytest.mark.parametrize("role", FALLBACK)
def test_every_role_covers_the_8105(role: str) -> None:
    characters = hanzi_of_8105()
    assert len(characters) >= 8105
    assert all(face_for(role, character) for character in characters)


def test_rare_hanzi_come_from_the_supplement_and_common_ones_from_the_role() -> None:
    assert face_for("FS", "国").name == "LQ-FS"
    assert face_for("FS", "㙘").name == "LQ-SUP"
    assert face_for("XBS", "\U0002b5af").name == "LQ-XBS"


@pytest.mark.parametrize("character", ["😀", "☑", "\ue000", "𠮷"])
def test_character_without_glyph_is_refused_by_name_and_code(character: str) -> None:
    with pytest.raises(Refused) as caught:
        face_for("FS", character)
    assert character in str(caught.value)
    assert f"U+{ord(character):04X}" in str(caught.value)


def test_half_a_surrogate_pair_is_refused_by_code() -> None:
    with pytest.raises(Refused, match=r"U\+D83D"):
        face_for("FS", "\ud83d")


@pytest.mark.parametrize("key", FILES)
def test_fonts_share_one_vertical_centre_after_their_shift(key: str) -> None:
    font = face(key)
    sample = [c for c in "国永田圆图阳团困回围" + "㙘䗪鲃鳚" if font.has(c)] or hanzi_of_8105()[
        -40:
    ]
    boxes = [box for c in sample if font.has(c) and (box := font.ink(c))]
    middle = sum((box.top + box.bottom) / 2 for box in boxes) / len(boxes)
    assert middle + font.rise == pytest.approx(CENTRE, abs=0.03)


def test_ink_is_read_from_the_outlines() -> None:
    box = face("XBS").ink("市")
    assert box is not None
    assert (box.top, box.bottom) == (0.851, -0.091)
    assert face("FS").ink(" ") is None


def test_tounicode_writes_utf16_in_sections_of_a_hundred() -> None:
    cmap = to_unicode_cmap("F", [0x20, 0x2B5AF] + [0x4E00] * 150)
    assert "<01> <D86DDDAF>" in cmap
    assert "100 beginbfchar" in cmap and "52 beginbfchar" in cmap
