"""督办 with 一单位一单: one notice of several tasks, the forms looked at, and the 打印稿."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_grouping import NoticeGrouping
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.services.bundle import Services
from leqing_desktop.services.notice_settings import NoticeSettings
from leqing_desktop.services.wording_kinds import ITEM_LIST, notice_kind
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.dialogs.print_notices import PrintNoticesDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.settings_notices import NoticeSettingsCard
from leqing_desktop.ui.pages.supervision import SupervisionPage
from leqing_desktop.ui.widgets.notice_preview import DRAFT, NOTICE, REPLY_FORM
from leqing_desktop.ui.widgets.wording_preview import WordingPreview
from tests.ui import test_supervision_page as plain

behind_ledger, services, background = plain.behind_ledger, plain.services, plain.background
settle, dialog_of, sign, tick = plain.settle, plain.dialog_of, plain.sign, plain.tick
LATE = "市资规局"


@pytest.fixture
def page(
    qtbot: QtBot, services: Services, background: Background, desk: DeskSettings
) -> Iterator[SupervisionPage]:
    services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    yield shown_page(qtbot, services, background, desk)


def shown_page(
    qtbot: QtBot, services: Services, background: Background, desk: DeskSettings
) -> SupervisionPage:
    operations = Operations(background, services.journal)
    made = SupervisionPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(made.on_changed)
    made.resize(1400, 800)
    made.set_width(1600)
    made.set_period(plain.Q3)
    made.show()
    made.activate()
    settle(qtbot, made)
    return made


def on_paper(page: SupervisionPage) -> str:
    return "".join(
        run.text for paper in page.notices.panel.preview.paper.pages for run in paper.runs
    )


def look_at(qtbot: QtBot, page: SupervisionPage, what: str) -> str:
    """Choose other pages by key, as a clerk without a mouse."""
    button = page.notices.panel.preview.views.findChild(QToolButton, what)
    assert button is not None and button.isVisible()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(qtbot, page)
    return on_paper(page)


def saved_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The clerk names a file, or a folder, in the system's dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def test_all_of_a_unit_are_one_notice_from_preview_to_register(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    rows = page.notices.proposals.model.rows
    assert len(rows) == 6 and {row.unit for row in rows} == {LATE}
    # The cursor on one task shows the notice that it will stand on.
    assert all(row.title in on_paper(page) for row in rows)
    page.notices.proposals.all_button.click()
    page.notices.proposals.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueNoticesDialog)
    assert isinstance(dialog, IssueNoticesDialog)
    assert dialog.windowTitle() == "签发 1 件督办单"
    assert "6 项任务合成 1 份" in dialog.consequence.text()
    dialog.folder_edit.setText(str(tmp_path / "单"))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=plain.WAIT)
    settle(qtbot, page)
    (notice,) = page.notices.register.model.rows
    assert notice.title == f"{rows[0].title}等6项" and len(notice.items) == 6
    assert page.notices.proposals.model.rows == ()
    # Whoever comes from the last of its tasks finds it; so does who searches for that task.
    page.open_at(rows[-1].task_id)
    settle(qtbot, page)
    assert page.notices.detail.shown.id == notice.id
    assert "共 6 项" in page.notices.panel.why.text()
    page.notices.register.filter_edit.setText(rows[-1].title)
    assert page.notices.register.model.rows == (notice,)


def test_the_forms_are_looked_at_like_the_notice(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    titles = [row.title for row in page.notices.proposals.model.rows]
    draft = look_at(qtbot, page, DRAFT)
    assert "发文稿纸" in draft and "王敏" in draft and "乐电专督" not in draft
    assert "发文稿纸" not in look_at(qtbot, page, NOTICE)
    page.notices.proposals.all_button.click()
    page.notices.proposals.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueNoticesDialog)
    dialog.folder_edit.setText(str(tmp_path / "单"))  # type: ignore[attr-defined]
    dialog.go_button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=plain.WAIT)
    settle(qtbot, page)
    page.notices.register.table.show_row(0)
    settle(qtbot, page)
    assert "乐电专督〔2024〕1号" in on_paper(page)
    form = look_at(qtbot, page, REPLY_FORM)
    assert "整改反馈单" in form and all(title in form for title in titles)
    # A reload keeps the clerk's choice, another row begins with the notice.
    page.notices.reload()
    settle(qtbot, page)
    assert "整改反馈单" in on_paper(page)


def test_the_round_is_printed_from_the_banner_and_from_the_register(
    qtbot: QtBot,
    services: Services,
    background: Background,
    desk: DeskSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown_page(qtbot, services, background, desk)  # 一事一单
    sign(qtbot, page, tmp_path / "单", 0, 1, 2)
    path = tmp_path / "打印稿.pdf"
    saved_as(monkeypatch, path)
    next(each for each in page.banner.findChildren(QPushButton) if each.text() == "打印稿…").click()
    dialog = dialog_of(qtbot, page, PrintNoticesDialog)
    assert isinstance(dialog, PrintNoticesDialog)
    assert "3 份" in dialog.windowTitle() and dialog.together and dialog.duplex
    told: list[tuple[int, int]] = []
    background.progressed.connect(lambda _text, done, total: told.append((done, total)))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert "打印稿 3 份" in page.banner.text
    assert told and told[-1] == (3, 3)
    with pdfplumber.open(path) as pdf:
        starts = [at for at, each in enumerate(pdf.pages) if "— 1 —" in (each.extract_text() or "")]
        assert len(starts) == 3 and all(at % 2 == 0 for at in starts)
    # One is void: it is not printed; two are chosen by hand, a file each.
    page.notices.register.table.selectAll()
    assert page.notices.register.print_button.text() == "打印稿 3 份…"
    newest = page.notices.register.model.rows[0]
    services.notice_life.act(newest.id, NoticeAction.VOID, plain.NOW.date(), "发错")
    saved_as(monkeypatch, tmp_path / "逐份")
    page.notices._print.trigger()
    dialog = dialog_of(qtbot, page, PrintNoticesDialog)
    assert isinstance(dialog, PrintNoticesDialog) and "2 份" in dialog.windowTitle()
    dialog.each_button.click()
    assert not dialog.duplex_box.isEnabled()
    dialog.go_button.click()
    settle(qtbot, page)
    assert len(list((tmp_path / "逐份").glob("*.pdf"))) == 2


def test_only_void_ones_or_a_cancelled_dialog_write_nothing(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.notices._print.trigger()  # an empty register: nothing to ask
    assert not page.findChildren(PrintNoticesDialog)
    sign(qtbot, page, tmp_path / "单", 0)
    path = tmp_path / "打印稿.pdf"
    saved_as(monkeypatch, path)
    page.notices.register.print_button.click()
    dialog = dialog_of(qtbot, page, PrintNoticesDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, page)
    page.notices.register.print_button.click()
    dialog = dialog_of(qtbot, page, PrintNoticesDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    page.operations.background.cancel()
    settle(qtbot, page)
    (notice,) = page.notices.register.model.rows
    page.context.services.notice_life.act(notice.id, NoticeAction.VOID, plain.NOW.date(), "发错")
    page.notices.register.print_button.click()
    settle(qtbot, page)
    assert "作废" in page.banner.text
    assert not path.exists()


def test_the_wording_is_previewed_with_its_items(
    qtbot: QtBot, page: SupervisionPage, services: Services
) -> None:
    kind = notice_kind(NoticeColour.BLUE, many=True)
    sample = services.wordings.sample(kind.key)
    preview = WordingPreview()
    qtbot.addWidget(preview)
    preview.show_wording(kind.parse(kind.default), sample.values, sample.lists)
    lines = preview.toPlainText().splitlines()
    at = lines.index("一、督办事项")
    listed = [each.text for each in sample.lists[ITEM_LIST]]
    assert listed and lines[at + 1 : at + 1 + len(listed)] == listed
    assert lines[at + 1 + len(listed)] == "二、查明原因"


def test_the_setting_is_a_click_and_one_step_of_undo(
    qtbot: QtBot, services: Services, background: Background, desk: DeskSettings
) -> None:
    operations = Operations(background, services.journal)
    card = NoticeSettingsCard(PageContext(services, operations, desk))
    qtbot.addWidget(card)
    card.show()
    card.read()
    qtbot.waitUntil(lambda: not background.busy, timeout=plain.WAIT)
    assert card.grouping.key == "item" and not card.form_box.isChecked()
    by_unit = card.grouping.findChild(QToolButton, "unit")
    assert by_unit is not None
    by_unit.click()
    card.form_box.click()
    qtbot.waitUntil(lambda: not background.busy, timeout=plain.WAIT)
    wanted = NoticeSettings(NoticeGrouping.BY_UNIT, with_reply_form=True)
    assert services.notice_settings.read() == wanted
    assert "合在一份" in card.hint.text()
    services.journal.undo()
    assert services.notice_settings.read() == NoticeSettings(NoticeGrouping.BY_UNIT)
