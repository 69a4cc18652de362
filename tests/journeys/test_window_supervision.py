"""A quarter's supervision on the demonstration, at the window: three colours, every step, the circular.

The papers are measured against GONGWEN's numbers, their Word files against the PDFs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.services import demo
from leqing_desktop.ui.dialogs.clerk_name import ClerkNameDialog
from tests.documents.gongwen_samples import MM, Sheet, sheets
from tests.journeys.clerk import CTRL, Clerk, Key
from tests.journeys.return_desk import ReturnDesk
from tests.journeys.supervision_desk import SupervisionDesk
from tests.libreoffice import PROGRAM, LibreOffice

Q4 = Period(2024, 4)
ACT, STATE = NoticeAction, NoticeState
BLUE, ORANGE, RED = NoticeColour
SIGNED, LAPSED = date(2025, 1, 16), date(2025, 2, 10)
TOLERANCE = 0.3  # mm


class Clock:
    """The desk's clock, set by the test."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, 0)


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    clerk = Clerk(qtbot)
    yield clerk
    if clerk.shell is not None:
        clerk.leave()


def test_a_quarter_of_supervision(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Blue to 销号 and back, an orange that is left unanswered, the red that follows, the circular."""
    demo.make(tmp_path / "演示", lambda *_: [])
    ledger = tmp_path / "演示" / demo.LEDGER_NAME
    papers = tmp_path / "督办单"
    clock = Clock(SIGNED)
    desk = SupervisionDesk(clerk, monkeypatch)
    begin(clerk, ledger, clock)
    ReturnDesk(clerk, monkeypatch).lock()
    desk.go()
    blues, orange = first_round(desk, papers, tmp_path / "送签")
    live_through(desk, blues, tmp_path)

    clerk.leave()
    clock.day = LAPSED
    clerk.start(ledger, clock)
    desk.go()
    red = escalate(desk, orange, papers)
    close_red(desk, red, tmp_path)
    number, files = desk.sign_circular(papers)
    assert number == "乐电专督〔2025〕5号" and len(files) == 2
    found = look_at_papers(papers, {*blues, orange, red}, number)
    if PROGRAM is not None:
        look_at_word_files(found, request.getfixturevalue("libreoffice"))


def begin(clerk: Clerk, ledger: Path, clock: Clock) -> None:
    """The demonstration's fourth quarter, at 季度报送."""

    def give_name(dialog: QDialog) -> None:
        clerk.type("王敏")
        clerk.press(Key.Key_Return)

    clerk.answer(ClerkNameDialog, give_name, lambda: clerk.start(ledger, clock))
    clerk.press(Key.Key_5, CTRL)
    clerk.rest()
    assert clerk.window.period == Q4


def first_round(desk: SupervisionDesk, papers: Path, drafts: Path) -> tuple[list[str], str]:
    """Two blue and one orange go for signature and are signed; three numbers of one sequence."""
    proposed = desk.proposed()
    assert set(proposed.values()) == {BLUE, ORANGE}
    blue = [title for title, colour in proposed.items() if colour is BLUE][:2]
    orange = next(title for title, colour in proposed.items() if colour is ORANGE)
    drafts.mkdir()
    desk.tick(*blue, orange)
    written = desk.submit(drafts)
    assert {path.suffix for path in drafts.rglob("*") if path.is_file()} == {".pdf", ".docx"}
    assert written
    desk.tick(*blue, orange)
    numbers = desk.sign(papers)
    assert numbers == [f"乐电专督〔2025〕{n}号" for n in (1, 2, 3)]
    colours = {number: desk.row(number).colour for number in numbers}
    assert sorted(colours.values(), key=lambda each: each.strength) == [BLUE, BLUE, ORANGE]
    # The orange takes further a blue of the autumn that nobody answered.
    assert STATE.ESCALATED in desk.states().values()
    lead = next(number for number, colour in colours.items() if colour is ORANGE)
    return [number for number in numbers if number != lead], lead


def live_through(desk: SupervisionDesk, blues: list[str], folder: Path) -> None:
    """用印, 送达, 延期, 反馈, 退回重办, 销号, 恢复办理; each a line of the timeline and undone once."""
    one, two = blues
    receipt = folder / "回执.jpg"
    receipt.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 64)
    day = [date(2025, 1, n) for n in range(16, 32)]
    desk.step(one, ACT.SEAL, day[0])
    desk.step(one, ACT.DELIVER, day[1], person="李工", proof=receipt)
    desk.step(one, ACT.ASK, day[4], "专家评审延后", until=date(2025, 2, 20))
    assert desk.row(one).deadline < date(2025, 2, 20)
    desk.step(one, ACT.EXTEND, day[5], "同意", person="周主任")
    assert desk.row(one).deadline == date(2025, 2, 20)
    desk.step(one, ACT.REPLY, day[8], "已制定措施", person="李工")
    desk.step(one, ACT.REJECT, day[9], "没有印证材料")
    assert desk.states()[one] is STATE.REJECTED
    desk.step(one, ACT.REPLY, day[12], "补报印证材料", person="李工", proof=receipt)
    desk.step(one, ACT.CLOSE, day[13], "核实完成", person="周主任")
    assert desk.states()[one] is STATE.CLOSED
    desk.clerk.press(Key.Key_Z, CTRL)
    desk.clerk.rest()
    assert desk.states()[one] is STATE.REPLIED
    desk.clerk.press(Key.Key_Y, CTRL)
    desk.clerk.rest()
    assert desk.timeline(one) == [
        *("送签", "签发", "用印", "登记送达", "登记延期申请", "批准延期"),
        *("登记反馈", "退回重办", "登记反馈", "销号"),
    ]
    desk.step(two, ACT.ASK, day[4], "人手不足", until=date(2025, 3, 1))
    desk.step(two, ACT.DENY, day[5], "期限充分", person="周主任")
    desk.step(two, ACT.REPLY, day[6], "已完成", person="陈科长")
    desk.step(two, ACT.CLOSE, day[7], "完成", person="周主任")
    desk.step(two, ACT.REOPEN, day[10], "现场核查不实")
    assert desk.states()[two] is STATE.REJECTED


def escalate(desk: SupervisionDesk, orange: str, papers: Path) -> str:
    """The orange was not answered in time: the rule asks for a red one."""
    title = desk.row(orange).title
    assert desk.proposed()[title] is RED
    desk.tick(title)
    (red,) = desk.sign(papers)
    assert red == "乐电专督〔2025〕4号"
    assert desk.row(red).colour is RED
    assert desk.states()[orange] is STATE.ESCALATED
    return red


def close_red(desk: SupervisionDesk, red: str, folder: Path) -> None:
    """The red one is answered with proof and closed with the approver's name and day."""
    desk.step(red, ACT.DELIVER, LAPSED, person="赵局长")
    desk.step(red, ACT.REPLY, LAPSED, "限期办结", person="赵局长", proof=folder / "回执.jpg")
    desk.step(red, ACT.CLOSE, LAPSED, "核实完成", person="周主任")
    assert desk.states()[red] is STATE.CLOSED
    assert desk.timeline(red)[-1] == "销号"


def look_at_papers(papers: Path, notices: set[str], circular: str) -> list[Path]:
    """Every paper on the places of the standard; returns the PDFs."""
    pdfs = {path.name.split("号")[0] + "号": path for path in papers.glob("*.pdf")}
    assert set(pdfs) == notices | {circular}
    table = []
    for number, path in sorted(pdfs.items()):
        pages = sheets(path.read_bytes(), pictures=True)
        assert number in pages[0].text()
        table += [(number, *row) for row in places(pages)]
    for number, name, want, got in table:
        print(f"{number:18}{name:24}{want:9.2f}{got:9.2f}")
    assert not [row for row in table if abs(row[2] - row[3]) > TOLERANCE]
    return list(pdfs.values())


def look_at_word_files(pdfs: list[Path], libreoffice: LibreOffice) -> None:
    """Every Word file with as many pages as its PDF, ± 1, and with the same letters."""
    for path in pdfs:
        word = path.with_suffix(".docx")
        (printed,) = libreoffice.convert("pdf", word.parent / "办公软件", word)
        assert abs(len(pypdfium2.PdfDocument(printed)) - len(pypdfium2.PdfDocument(path))) <= 1, (
            word.name
        )
        assert letters(printed) == letters(path), word.name


def places(pages: list[Sheet]) -> list[tuple[str, float, float]]:
    """Wanted and got, in mm, of what every paper with a red head and a 版记 has."""
    first, last = pages[0], pages[-1]
    wide = [line for line in first.page.lines if line["width"] > 150 * MM]
    red = min(wide, key=lambda line: line["top"])
    low = max(
        (line for line in last.page.lines if line["width"] > 150 * MM),
        key=lambda line: line["top"],
    )
    mark = first.ink(top=45, bottom=84)
    left, top, right, _ = first.ink(top=36, bottom=264, left=20, right=190)
    assert left >= 28 - TOLERANCE and right <= 184 + TOLERANCE and top >= 37
    table = [
        ("标志上边缘", 72.0, mark[1]),
        ("标志居中", 106.0, (mark[0] + mark[2]) / 2),
        ("红线左端", 28.0, red["x0"] / MM),
        ("红线长", 156.0, red["width"] / MM),
        ("版记末线", 262.0, low["top"] / MM),
    ]
    pitches = [pitch for sheet in pages for pitch in free_pitches(sheet)]
    assert pitches
    table += [("字距", 5.571, pitch) for pitch in (min(pitches), max(pitches))]
    line = [char for char in first.page.chars if char["text"] == "—"][-1]
    dash = first.ink(top=264, bottom=275, left=line["x0"] / MM, right=line["x1"] / MM)
    return [*table, ("页码一字线上边缘", 269.0, dash[1])]


def free_pitches(sheet: Sheet) -> Iterator[float]:
    """From hanzi to hanzi, in mm, where a line of 仿宋 ends early and so is not stretched."""
    for row in sheet.lines():
        body = [char for char in row if char["size"] == pytest.approx(16, abs=0.1)]
        if body and body[-1]["x1"] < 170 * MM and row[0]["x0"] < 34 * MM:
            for one, two in itertools.pairwise(body):
                if all("一" <= char["text"] <= "鿿" for char in (one, two)):
                    yield (two["x0"] - one["x0"]) / MM


def letters(pdf: Path) -> list[str]:
    """The hanzi and figures of a PDF, sorted: columns may be told in another order."""
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return sorted(re.findall(r"[\u4e00-\u9fff0-9]", text))
