"""A produced notice measured against GB/T 9704-2012, on its text objects and on its ink."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from leqing_desktop.documents.notice_pdf import render_notice
from leqing_desktop.domain.notice_document import Paragraph
from tests.documents.gongwen_annexes import ANNEXED
from tests.documents.gongwen_samples import DPI, FULL, LONG, MM, SHORT, Sheet, sheets

TOLERANCE = 0.3  # mm
STRIP = 2 * 24.0 / MM + 8 / MM
"""Two rows of 版记 and the air above them, in mm: left free beside a table that lies across."""


@pytest.fixture(scope="module")
def full() -> list[Sheet]:
    return sheets(render_notice(FULL), pictures=True)


def mm(points: float) -> float:
    return float(points) / MM


def rules(sheet: Sheet) -> list[tuple[float, float, float, float]]:
    """Height, left edge, width and thickness of the rules, from the top, in mm."""
    found = [
        (mm(line["top"]), mm(line["x0"]), mm(line["width"]), mm(line["linewidth"]))
        for line in sheet.page.lines
    ]
    return sorted(found)


def head_measures(sheet: Sheet) -> list[tuple[str, float, float]]:
    """Wanted and got on a first page without urgency and tag."""
    mark = sheet.ink(top=45, bottom=84)
    rule = sheet.ink(top=mark[3] + 28, bottom=mark[3] + 34, left=29, right=33)
    number = sheet.ink(top=mark[3] + 10, bottom=rule[1] - 1)
    title = sheet.ink(top=rule[3] + 10, bottom=rule[3] + 29)
    return [
        ("mark: ink top", 72.0, mark[1]),
        ("mark: centre", 106.0, (mark[0] + mark[2]) / 2),
        ("mark to number", 20.89, number[1] - mark[3]),
        ("number: centre", 106.0, (number[0] + number[2]) / 2),
        ("number to rule", 4.0, rule[1] - number[3]),
        ("rule: width", 156.0, rules(sheet)[0][2]),
        ("rule: left", 28.0, rules(sheet)[0][1]),
        ("rule to title", 20.89, title[1] - rule[3]),
        ("title: centre", 106.0, (title[0] + title[2]) / 2),
    ]


def grid_measures(sheet: Sheet) -> list[tuple[str, float, float]]:
    """Wanted and got on a page full of text, page 2."""
    lines = sheet.lines()[:-1]
    second = lines[1]
    dash = sheet.ink(top=264, bottom=275, left=32, right=36)
    folio = sheet.lines()[-1]
    return [
        ("lines", 22, len(lines)),
        ("characters", 28, min(len(line) for line in lines)),
        ("character pitch", 5.571, mm(second[27]["x0"] - second[0]["x0"]) / 27),
        ("line pitch", 10.446, mm(lines[21][0]["top"] - lines[0][0]["top"]) / 21),
        ("dash under the block", 7.0, dash[1] - 262.0),
        ("even page number: left", 28 + 4.94, mm(folio[0]["x0"])),
    ]


def foot_measures(sheet: Sheet) -> list[tuple[str, float, float]]:
    """Wanted and got on the last page, page 3, sealed."""
    lines = {"".join(char["text"] for char in line): line for line in sheet.lines()}
    date_line = next(line for text, line in lines.items() if text == "2024年9月27日")
    signer = next(line for text, line in lines.items() if text == "市创建专班")
    folio = next(line for text, line in lines.items() if text == "— 3 —")
    copies = next(line for text, line in lines.items() if text.startswith("抄送"))
    printed = next(line for text, line in lines.items() if text.endswith("印发"))
    centre = (signer[0]["x0"] + signer[-1]["x1"] - date_line[0]["x0"] - date_line[-1]["x1"]) / 2
    upper, middle, lower = rules(sheet)
    return [
        ("date: right edge", 184 - 4 * 5.571, mm(date_line[-1]["x1"])),
        ("signer: off the date's centre", 0.0, mm(centre)),
        ("odd page number: right", 184 - 4.94, mm(folio[-1]["x1"])),
        ("copies to: left", 28 + 4.94, mm(copies[0]["x0"])),
        ("printed on: right", 184 - 4.94, mm(printed[-1]["x1"])),
        ("last rule", 262.0, lower[0]),
        ("rules: width", 156.0, min(upper[2], middle[2], lower[2])),
    ]


def annex_measures(pages: list[Sheet]) -> list[tuple[str, float, float]]:
    """Wanted and got on the first page of annex 1, upright, and on those of annex 3, across."""
    starts = [at for at, sheet in enumerate(pages) if re.match(r"附件\d", sheet.text())]
    upright, across = pages[starts[0]], pages[starts[2]]
    label = upright.ink(top=36, bottom=44, left=27, right=60)
    title = upright.ink(top=55, bottom=67)
    turned = across.page.lines
    folio = [char for char in across.page.chars if char["upright"]]
    cells = [char for char in across.page.chars if not char["upright"]]
    mark = next(char for char in cells if char["text"] == "附")
    last = pages[-1]
    return [
        ("annex label: ink left", 28.2, label[0]),
        ("annex label: first line", 37.0 + 2.82, (label[1] + label[3]) / 2),
        ("annex title: third line", 37.0 + 2 * 10.446 + 2.82, (title[1] + title[3]) / 2),
        ("annex title: centre", 106.0, (title[0] + title[2]) / 2),
        ("turned table: head at the left", 28 + 4 * 10.446, mm(min(li["x0"] for li in turned))),
        ("turned table: foot of its rows", 262.0 - STRIP, mm(max(li["bottom"] for li in turned))),
        ("turned table: top of the block", 37.0, mm(min(li["top"] for li in turned))),
        ("turned label: line 1 at the left", 28.0 + 2.82, mm(mark["x0"] + mark["x1"]) / 2),
        ("turned page: dash under the block", 7.0, dash_top(across) - 262.0),
        ("turned page: number's right", 184 - 4.94, mm(max(char["x1"] for char in folio))),
        ("last page: dash under the block", 7.0, dash_top(last) - 262.0),
        ("last page: last rule", 262.0, max(rule[0] for rule in rules(last) if rule[2] > 150)),
    ]


def corner_measures(sheet: Sheet) -> list[tuple[str, float, float]]:
    """Wanted and got of 份号, 紧急程度 and 签发人, on a first page with all of them."""
    lines = {"".join(char["text"] for char in line): line for line in sheet.lines()}
    copy, urgency = lines["000012"], lines["特急"]
    numbered = next(line for text, line in lines.items() if text.startswith("乐电专督"))
    signers = next(line for text, line in lines.items() if text.startswith("签发人："))
    second = next(char for char in numbered if char["text"] == "李")
    red = next(rule for rule in rules(sheet) if rule[2] > 150)
    ink = sheet.ink(top=red[0] - 11, bottom=red[0] - 1, left=30, right=100)
    mark = sheet.ink(top=60, bottom=84)
    return [
        ("copy number: left", 28.0, mm(copy[0]["x0"])),
        ("urgency: a line lower", 10.446, mm(middle(urgency[0]) - middle(copy[0]))),
        ("mark: ink top with both", 72.0, mark[1]),
        ("number beside: left", 28 + 5.571, mm(numbered[0]["x0"])),
        ("signers: right", 184 - 5.571, mm(signers[-1]["x1"])),
        ("signers: second line under first", 0.0, mm(second["x0"] - signers[4]["x0"])),
        ("signers: line pitch", 10.446, mm(middle(second) - middle(signers[4]))),
        ("number to rule", 4.0, red[0] - 0.25 - ink[3]),
    ]


def dash_top(sheet: Sheet) -> float:
    """Upper edge of the ink of the page number's last dash."""
    dash = [char for char in sheet.page.chars if char["text"] == "—" and char["upright"]][-1]
    return sheet.ink(top=264, bottom=275, left=mm(dash["x0"]), right=mm(dash["x1"]))[1]


def middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def test_annexes_and_corners_within_a_third_of_a_millimetre() -> None:
    annexed = sheets(render_notice(ANNEXED), pictures=True)
    upward = replace(
        SHORT,
        colour=None,
        urgency="特急",
        copy_number="12",
        approved_by=("王敏", "欧阳建国", "李四"),
        title="关于建设情况的报告",
    )
    table = annex_measures(annexed)
    table += corner_measures(sheets(render_notice(upward), pictures=True)[0])
    for name, want, got in table:
        print(f"{name:36}{want:9.2f}{got:9.2f}")
    assert not [row for row in table if abs(row[1] - row[2]) > TOLERANCE]


def test_places_of_the_standard_within_a_third_of_a_millimetre(full: list[Sheet]) -> None:
    plain = replace(SHORT, colour=None, title="督办通知单")
    first = sheets(render_notice(plain), pictures=True)[0]
    table = head_measures(first) + grid_measures(full[1]) + foot_measures(full[2])
    for name, want, got in table:
        print(f"{name:32}{want:9.2f}{got:9.2f}")
    wrong = [row for row in table if abs(row[1] - row[2]) > TOLERANCE]
    assert not wrong


def test_full_page_keeps_its_ink_inside_the_page_block(full: list[Sheet]) -> None:
    left, top, right, bottom = full[1].ink(top=0, bottom=264)
    assert left >= 28 and right <= 184
    assert 37 <= top < 38.5 and 260.5 < bottom <= 262


def test_rules_of_the_colophon_have_their_thickness(full: list[Sheet]) -> None:
    thickness = [round(rule[3], 2) for rule in rules(full[-1])]
    assert thickness == [0.35, 0.25, 0.35]
    assert all(not sheet.page.lines for sheet in full[1:-1])


def test_body_lines_are_indented_by_two_characters_and_wrap_flush() -> None:
    line = next(line for line in sheets(render_notice(FULL))[0].lines() if line[0]["text"] == "国")
    assert mm(line[0]["x0"]) == pytest.approx(28 + 2 * 5.571, abs=0.1)
    assert len(line) == 26


def test_unsealed_date_begins_two_characters_right_of_a_longer_signer() -> None:
    signer = "乐清市电气产业集群创建工作专班"
    page = sheets(render_notice(replace(SHORT, signer=signer, sealed=False)))[0]
    lines = {"".join(char["text"] for char in line): line for line in page.lines()}
    name, day = lines[signer][-1], lines["2024年9月27日"]
    body_signer = [line for line in page.lines() if "".join(c["text"] for c in line) == signer][-1]
    assert mm(name["x1"]) <= 184
    assert mm(body_signer[-1]["x1"]) == pytest.approx(184 - 2 * 5.571, abs=TOLERANCE)
    shift = mm(day[0]["x0"] - body_signer[0]["x0"])
    assert shift == pytest.approx(2 * 5.571, abs=TOLERANCE)


def test_unsealed_date_longer_than_the_signer_stands_two_characters_from_the_edge() -> None:
    page = sheets(render_notice(replace(SHORT, signer="市专班", sealed=False)))[0]
    lines = {"".join(char["text"] for char in line): line for line in page.lines()}
    day, name = lines["2024年9月27日"], lines["市专班"]
    assert mm(day[-1]["x1"]) == pytest.approx(184 - 2 * 5.571, abs=TOLERANCE)
    assert mm(day[0]["x0"] - name[0]["x0"]) == pytest.approx(2 * 5.571, abs=TOLERANCE)


def test_every_font_is_embedded_and_page_numbers_run_through() -> None:
    pages = sheets(render_notice(LONG))
    fonts = {char["fontname"] for sheet in pages for char in sheet.page.chars}
    assert all("+" in name for name in fonts)
    assert [sheet.text().rsplit("—", 2)[1].strip() for sheet in pages] == ["1", "2", "3"]


def test_the_two_halves_of_a_dash_meet_in_every_font() -> None:
    body = (Paragraph("甲——乙", 1), Paragraph("甲——乙", 2), Paragraph("甲——乙"))
    notice = replace(SHORT, colour=None, title="甲——乙", paragraphs=body, signer="甲——乙")
    sheet = sheets(render_notice(notice), pictures=True)[0]
    found = 0
    for line in sheet.lines():
        if "".join(char["text"] for char in line) != "甲——乙":
            continue
        found += 1
        left, right = mm(line[1]["x0"]), mm(line[3]["x0"])
        top, bottom = mm(line[1]["top"]), mm(line[1]["bottom"])
        scale, seam = DPI / 25.4, (left + right) / 2
        window = tuple(round(edge * scale) for edge in (seam - 1, top, seam + 1, bottom))
        columns = sheet.picture.crop(window).resize(
            (window[2] - window[0], 1), Image.Resampling.BOX
        )
        assert min(columns.tobytes()) > 0, "a gap in the dash"
    assert found == 5
