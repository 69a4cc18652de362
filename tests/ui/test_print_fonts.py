"""The computer's fonts reach the child that draws and the preview; what is lacking is told once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from leqing_desktop import paths
from leqing_desktop.documents import font_note
from leqing_desktop.documents.font_policy import use_fonts
from leqing_desktop.documents.fonts import FILES
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.services.notice_files import pdf_job, preview_pages_job
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.ledger_view import LedgerView
from leqing_desktop.ui.main_window import MainWindow
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.page_table import PageEntry
from leqing_desktop.ui.pages.base import Page, PageContext
from leqing_desktop.ui.widgets.notice_paper import draw_page
from tests.documents.gongwen_samples import SHORT, pdf_text, sheets
from tests.ledgers import is_sentence

OWN = replace(SHORT, fonts="system")


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a computer's fonts with one: its 仿宋 is another font here, to be told apart."""
    folder = tmp_path / "Windows" / "Fonts"
    folder.mkdir(parents=True)
    shutil.copyfile(paths.resources() / "fonts" / FILES["KT"], folder / "simfang.ttf")
    monkeypatch.setenv("WINDIR", str(folder.parent))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    font_note._told.clear()
    font_note.take()
    yield folder
    use_fonts("bundled")
    font_note.take()


def plain_page(context: PageContext) -> Page:
    return Page(context, "督办")


@pytest.fixture
def window(
    computer: Path,
    workspace: Workspace,
    ledger: Path,
    desk: DeskSettings,
    qtbot: QtBot,
    light_look: None,
) -> Iterator[MainWindow]:
    services = workspace.open(ledger, keep_backups=False)
    background = Background()
    operations = Operations(background, services.journal)
    pages = (PageEntry("supervision", plain_page),)
    made = MainWindow(LedgerView.read(services), operations, desk, pages)
    made.show()
    qtbot.addWidget(made)
    yield made
    background.shutdown()
    services.ledger.close()


def at_rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.operations.background.busy, timeout=30_000)


def test_the_child_draws_with_the_computers_fonts_and_says_what_it_lacks(
    window: MainWindow, qtbot: QtBot
) -> None:
    drawn: list[list[bytes]] = []
    background, banner = window.operations.background, window.page.banner
    background.run_job("排版", pdf_job([SHORT]), done=drawn.append)
    at_rest(window, qtbot)
    assert banner.text == ""
    background.run_job("排版", pdf_job([OWN]), done=drawn.append)
    qtbot.waitUntil(lambda: "自带的字体" in banner.text, timeout=30_000)
    assert is_sentence(banner.text) and "仿宋" not in banner.text and "小标宋" in banner.text
    (bundled,), (own,) = drawn
    assert pdf_text(bundled).replace(" ", "") == pdf_text(own).replace(" ", "")
    fonts = {char["fontname"] for char in sheets(own)[0].page.chars if char["text"] == "反"}
    assert fonts != {c["fontname"] for c in sheets(bundled)[0].page.chars if c["text"] == "反"}


def test_it_is_told_once_whoever_draws(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    operations = window.operations
    operations.noted.connect(told.append)
    operations.read(preview_pages_job([OWN]).run)
    operations.background.run_job("排版", pdf_job([OWN]))
    operations.background.run_job("排版", pdf_job([OWN, SHORT, OWN]))
    at_rest(window, qtbot)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    operations.read(preview_pages_job([OWN]).run)
    at_rest(window, qtbot)
    assert len(told) == 1


def test_the_preview_is_drawn_with_the_font_of_the_pdf(computer: Path, qtbot: QtBot) -> None:
    (own,), (bundled,) = preview_pages_job([OWN]).run(), preview_pages_job([SHORT]).run()
    files = {run.font for run in own.runs}
    assert str(computer / "simfang.ttf") in files and FILES["XBS"] in files
    assert FILES["FS"] not in files
    assert {run.font for run in bundled.runs} <= set(FILES.values())
    texts: tuple[Any, ...] = tuple([run.text for run in page.runs] for page in (own, bundled))
    assert "".join(texts[0]) == "".join(texts[1])
    assert draw_page(own, 2.0) != draw_page(bundled, 2.0)
