"""设置 › 发文: each field saved when it is left, each fault told under its field."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leqing_desktop import paths
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.services.office import Office
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_office import OfficeCard
from leqing_desktop.ui.pages.settings_page import SettingsPage
from tests.ledgers import is_sentence


@pytest.fixture
def page(
    workspace: Workspace, ledger: Path, desk: DeskSettings, qtbot: QtBot, light_look: None
) -> Iterator[SettingsPage]:
    services = workspace.open(ledger, keep_backups=False)
    background = Background()
    operations = Operations(background, services.journal)
    made = SettingsPage(PageContext(services, operations, desk))
    operations.changed.connect(made.on_changed)
    qtbot.addWidget(made)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: not background.busy, timeout=20_000)
    yield made
    background.shutdown()
    services.ledger.close()


@pytest.fixture
def card(page: SettingsPage) -> OfficeCard:
    return page.office


def at_rest(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=20_000)


def kept(page: SettingsPage, qtbot: QtBot) -> Office:
    at_rest(page, qtbot)
    found = page.context.services.office.read()
    assert isinstance(found, Office)
    return found


def type_into(card: OfficeCard, qtbot: QtBot, name: str, text: str) -> None:
    field = card.lines[name]
    field.setFocus()
    field.selectAll()
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def told(card: OfficeCard, name: str) -> str:
    return "" if card.faults[name].isHidden() else card.faults[name].text()


def test_the_organisation_goes_into_the_ledger_as_one_step(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    card.lines["sender"].setText("乐清市工作专班")
    card.lines["series"].setText("乐专督")
    page.leave()
    office = kept(page, qtbot)
    assert (office.sender, office.series) == ("乐清市工作专班", "乐专督")
    assert f"乐专督〔{date.today().year}〕1号" in card.example.text()
    page.operations.undo()
    assert kept(page, qtbot).sender == ""
    qtbot.waitUntil(lambda: card.lines["sender"].text() == "", timeout=20_000)
    assert card.lines["series"].text() == "乐电专督"


def test_every_setting_is_saved_when_its_field_is_left_and_taken_back_alone(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    type_into(card, qtbot, "signer", "市工作专班办公室")
    type_into(card, qtbot, "copies_to", "市政府办，市纪委、 市政府办；")
    type_into(card, qtbot, "approved_by", "王敏、李四")
    type_into(card, qtbot, "printed_by", "专班综合科")
    for box in (card.sealed, card.preprinted, card.copy_number):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    at_rest(page, qtbot)
    assert card.first_copy.text() == "000001" and card.first_copy.isEnabled()
    card.first_copy.selectAll()
    qtbot.keyClicks(card.first_copy, "12")
    qtbot.keyClick(card.first_copy, Qt.Key.Key_Return)
    assert kept(page, qtbot) == Office(
        signer="市工作专班办公室",
        copies_to=("市政府办", "市纪委"),
        approved_by=("王敏", "李四"),
        printed_by="专班综合科",
        sealed=False,
        preprinted=True,
        copy_number=True,
        first_copy=12,
    )
    for left in (1, 1, 1):
        page.operations.undo()
        assert kept(page, qtbot).first_copy == left
    qtbot.waitUntil(lambda: not card.preprinted.isChecked(), timeout=20_000)
    assert not card.copy_number.isChecked() and not card.sealed.isChecked()
    assert card.lines["printed_by"].text() == "专班综合科"


def test_a_series_that_fits_no_number_stays_with_its_sentence_until_it_is_mended(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    type_into(card, qtbot, "series", "1 号")
    at_rest(page, qtbot)
    assert is_sentence(told(card, "series")) and card.lines["series"].text() == "1 号"
    assert card.example.text() == "文号写成：—"
    type_into(card, qtbot, "sender", "市专班")
    assert kept(page, qtbot) == Office("市专班")
    assert told(card, "series") and card.lines["series"].text() == "1 号"
    qtbot.keyClick(card.lines["series"], Qt.Key.Key_Escape)
    assert card.lines["series"].text() == "乐电专督" and not told(card, "series")
    type_into(card, qtbot, "series", "乐数专督")
    assert kept(page, qtbot).series == "乐数专督"


def test_what_is_right_is_saved_beside_what_is_wrong(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    card.lines["sender"].setText("字" * 61)
    card.lines["signer"].setText("市专班")
    card.lines["number_pattern"].setText("{机关代字}〔{年份}〕第{序号}号")
    page.leave()
    assert kept(page, qtbot) == Office(signer="市专班")
    assert "最多 60 个字" in told(card, "sender") and "第" in told(card, "number_pattern")
    assert not told(card, "signer")


def test_what_was_left_wrong_is_told_on_the_next_page(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    card.lines["series"].setText("1 号")
    with qtbot.waitSignal(page.operations.refused, timeout=20_000) as refused:
        page.leave()
        page.hide()
    assert "机关代字" in refused.args[0]
    page.show()
    page.activate()
    at_rest(page, qtbot)
    assert card.lines["series"].text() == "1 号" and told(card, "series")
    card.lines["series"].setText("乐电专督")
    page.leave()
    assert not told(card, "series")


def test_the_pattern_is_shown_at_work_while_it_is_typed(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    year = date.today().year
    field = card.lines["number_pattern"]
    assert card.example.text() == f"文号写成：乐电专督〔{year}〕1号"
    assert card.usual.isHidden()
    field.setText("{机关代字}[{年份}]{序号}号")
    assert f"乐电专督[{year}]1号" in card.example.text() and "六角括号" in card.example.text()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert kept(page, qtbot).number_pattern == "{机关代字}[{年份}]{序号}号"
    card.usual.click()
    assert kept(page, qtbot) == Office() and card.usual.isHidden()


def test_a_name_that_no_red_head_holds_is_told_here_and_not_on_signing(
    page: SettingsPage, card: OfficeCard, qtbot: QtBot
) -> None:
    type_into(card, qtbot, "approved_by", "、".join("王" * n for n in range(20, 26)))
    at_rest(page, qtbot)
    assert "签发人" in told(card, "approved_by")
    assert kept(page, qtbot).approved_by == ()


def test_fonts_that_the_computer_lacks_are_named(
    page: SettingsPage,
    card: OfficeCard,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = tmp_path / "Windows" / "Fonts"
    own.mkdir(parents=True)
    source = paths.resources() / "fonts" / "gkai00mp.ttf"
    shutil.copyfile(source, own / "simfang.ttf")
    (own / "simhei.ttf").write_bytes(b"")
    monkeypatch.setenv("WINDIR", str(own.parent))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert card.lacking.isHidden()
    card.fonts.findChild(object, "system").click()
    assert kept(page, qtbot).fonts == "system"
    qtbot.waitUntil(lambda: not card.lacking.isHidden(), timeout=20_000)
    sentence = card.lacking.text()
    assert is_sentence(sentence) and "仿宋" not in sentence
    assert "没有找到小标宋、楷体、宋体字体" in sentence and "黑体（simhei.ttf）" in sentence
    page.operations.undo()
    qtbot.waitUntil(card.lacking.isHidden, timeout=20_000)
    assert card.fonts.key == "bundled"


def test_another_page_leads_to_the_missing_name(page: SettingsPage, card: OfficeCard) -> None:
    page.open_at("office")
    assert page.focusWidget() is card.lines["sender"]
