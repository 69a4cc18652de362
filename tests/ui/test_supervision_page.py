"""The 督办 page on a real ledger: propose, sign, register, and each notice's life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from leqing_desktop.domain.notice_life import NoticeAction, NoticeState
from leqing_desktop.domain.period import Period
from leqing_desktop.services.bundle import Services, Workspace
from leqing_desktop.services.office import Office
from leqing_desktop.settings import DeskSettings
from leqing_desktop.ui.background import Background
from leqing_desktop.ui.dialogs.issue_notices import IssueNoticesDialog
from leqing_desktop.ui.dialogs.notice_action import NoticeActionDialog
from leqing_desktop.ui.operations import Operations
from leqing_desktop.ui.pages.base import PageContext
from leqing_desktop.ui.pages.supervision import SupervisionPage

Q3 = Period(2024, 3)
NOW = datetime(2024, 10, 16, 9, 0)
WAIT = 60_000


@pytest.fixture(scope="module")
def behind_ledger(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The built-in plan; one unit reported that it is in time, the others nothing."""
    path = tmp_path_factory.mktemp("behind") / "督办.leqing"
    maker = Workspace(lambda: "王敏", lambda: NOW)
    maker.create(path)
    services = maker.open(path, keep_backups=False)
    services.periods.set_period(Q3, date(2024, 9, 20), date(2024, 10, 15))
    for report in services.review.board(Q3):
        sheet = [row for row in services.reporting.sheet(Q3, report.unit_id) if not row.support]
        late = report.unit == "市资规局"
        cells = {row.task_id: {"progress": "30" if late else "90"} for row in sheet}
        services.reporting.save_many(Q3, report.unit_id, cells)
    services.ledger.close()
    return path.read_bytes()


@pytest.fixture
def services(behind_ledger: bytes, tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "督办.leqing"
    path.write_bytes(behind_ledger)
    opened = Workspace(lambda: "王敏", lambda: NOW).open(path, keep_backups=False)
    yield opened
    opened.ledger.close()


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.shutdown()


@pytest.fixture
def page(
    qtbot: QtBot, services: Services, background: Background, desk: DeskSettings
) -> SupervisionPage:
    operations = Operations(background, services.journal)
    made = SupervisionPage(PageContext(services, operations, desk))
    qtbot.addWidget(made)
    operations.changed.connect(made.on_changed)
    made.resize(1400, 800)
    made.set_width(1600)
    made.set_period(Q3)
    made.show()
    made.activate()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: SupervisionPage) -> None:
    qtbot.waitUntil(lambda: not page.operations.background.busy, timeout=WAIT)


def dialog_of(qtbot: QtBot, page: SupervisionPage, kind: type[QDialog]) -> QDialog:
    def shown() -> None:
        assert any(each.isVisible() for each in page.findChildren(kind))

    qtbot.waitUntil(shown, timeout=WAIT)
    return next(each for each in page.findChildren(kind) if each.isVisible())


def tick(qtbot: QtBot, page: SupervisionPage, *rows: int) -> None:
    table = page.notices.proposals.table
    for row in rows:
        table.show_row(row)
        qtbot.keyClick(table, Qt.Key.Key_Space)


def sign(qtbot: QtBot, page: SupervisionPage, folder: Path, *rows: int) -> None:
    tick(qtbot, page, *rows)
    page.notices.proposals.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueNoticesDialog)
    dialog.folder_edit.setText(str(folder))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=WAIT)
    settle(qtbot, page)


def press(page: SupervisionPage, action: NoticeAction) -> None:
    """The button of a step, or its entry in the menu behind the buttons."""
    if action in page.notices.panel.buttons:
        assert page.notices.panel.buttons[action].isVisible()
        page.notices.panel.buttons[action].click()
    else:
        assert page.notices.panel.entries[action].isVisible()
        page.notices.panel.entries[action].trigger()


def act(
    qtbot: QtBot, page: SupervisionPage, action: NoticeAction, note: str = ""
) -> NoticeActionDialog:
    press(page, action)
    dialog = dialog_of(qtbot, page, NoticeActionDialog)
    dialog.note_edit.setPlainText(note)
    dialog.go_button.click()
    settle(qtbot, page)
    return dialog


def pick(qtbot: QtBot, page: SupervisionPage, number: str) -> None:
    rows = [row.number for row in page.notices.register.model.rows]
    page.notices.register.table.show_row(rows.index(number))
    settle(qtbot, page)


def shown(page: SupervisionPage) -> dict[str, NoticeState]:
    return {row.number: row.state for row in page.notices.register.model.rows}


def test_what_is_behind_is_proposed_with_its_reason(page: SupervisionPage) -> None:
    rows = page.notices.proposals.model.rows
    assert rows and {row.unit for row in rows} == {"市资规局"}
    cell = page.notices.proposals.model.cell(0, 4)
    assert "完成 30 %，序时 75 %，落后 45 点" in cell.text
    assert cell.tip == rows[0].why
    # 10 working days after the day of signing, which is today by the ledger's clock
    assert page.notices.proposals.model.cell(0, 6).text == "10-30"
    assert page.subtitle.text() == f"2024年第三季度 · 建议 {len(rows)} 件 · 在办 0 件"
    assert not page.notices.proposals.issue_button.isEnabled()


def test_signing_two_spends_two_numbers_and_writes_their_pdfs(
    qtbot: QtBot, page: SupervisionPage, desk: DeskSettings, tmp_path: Path
) -> None:
    before = [row.task_id for row in page.notices.proposals.model.rows]
    tick(qtbot, page, 0, 1)
    assert page.notices.proposals.issue_button.text() == "签发所选 2 件"
    page.notices.proposals.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueNoticesDialog)
    assert dialog.consequence.text() == "将占用文号 乐电专督〔2024〕1–2号，签发后不能撤销。"
    dialog.folder_edit.setText(str(tmp_path / "公文"))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=WAIT)
    settle(qtbot, page)
    assert shown(page) == {
        "乐电专督〔2024〕2号": NoticeState.ISSUED,
        "乐电专督〔2024〕1号": NoticeState.ISSUED,
    }
    files = sorted((tmp_path / "公文").iterdir())
    kinds = ((" 反馈表.xlsx", b"PK"), (".docx", b"PK"), (".pdf", b"%PDF"))
    wanted = [(number, *kind) for number in (1, 2) for kind in kinds]
    for file, (number, suffix, begins) in zip(files, wanted, strict=True):
        assert file.name == f"乐电专督〔2024〕{number}号 市资规局{suffix}"
        assert file.read_bytes().startswith(begins)
    assert [row.task_id for row in page.notices.proposals.model.rows] == before[2:]
    assert page.notices.proposals.chosen() == []
    assert page.banner.text.startswith("已签发 2 件：乐电专督〔2024〕1–2号")
    assert desk.get("notice_folder") == str(tmp_path / "公文")


def test_declining_spends_nothing(qtbot: QtBot, page: SupervisionPage) -> None:
    tick(qtbot, page, 0)
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog_of(qtbot, page, IssueNoticesDialog).reject()
    settle(qtbot, page)
    assert not page.notices.issuing.busy
    assert page.context.services.supervision.register() == ()
    assert page.notices.proposals.issue_button.isEnabled()


def test_a_folder_that_refuses_spends_no_number(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    blocked = tmp_path / "不是文件夹"
    blocked.write_text("x")
    sign(qtbot, page, blocked, 0)
    assert "没有签发，文号未占用" in page.banner.text
    assert page.context.services.supervision.register() == ()


def test_cancelling_the_printing_spends_no_number(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    background = page.operations.background
    background.started.connect(lambda title: "排印" in title and background.cancel())
    sign(qtbot, page, tmp_path / "公文", 0)
    assert page.banner.text == "已取消签发，没有占用文号。"
    assert page.context.services.supervision.register() == ()


def test_files_that_fail_after_signing_can_be_written_elsewhere(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    background = page.operations.background
    stop = background.started.connect(lambda title: "正在写" in title and background.cancel())
    sign(qtbot, page, tmp_path / "公文", 0)
    background.started.disconnect(stop)
    assert "乐电专督〔2024〕1号 已签发入账，但文件没有全部写成" in page.banner.text
    assert not page.notices.issuing.busy
    page.notices.issuing.write_again(page.notices.outcomes.unwritten_run, tmp_path / "另处")
    qtbot.waitUntil(lambda: not page.notices.issuing.busy, timeout=WAIT)
    assert (tmp_path / "另处" / "乐电专督〔2024〕1号 市资规局.pdf").exists()


def test_without_a_sender_nothing_is_signed_and_the_way_is_shown(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    services = page.context.services
    page.operations.run(services.office.save, Office(sender=""))
    settle(qtbot, page)
    assert "还没有填发文机关" in page.banner.text
    tick(qtbot, page, 0)
    settle(qtbot, page)
    assert "发文机关" in page.notices.panel.preview.said
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.banner.findChild(type(page.notices.proposals.issue_button)).click()
    assert wanted.args == ["settings", "office"]
    page.notices.proposals.issue_button.click()
    settle(qtbot, page)
    assert page.banner.text.startswith("没有签发，文号未占用：还没有填发文机关")
    assert services.supervision.register() == ()


def test_a_reply_and_a_close_out_walk_through_the_panel(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    sign(qtbot, page, tmp_path, 0)
    pick(qtbot, page, "乐电专督〔2024〕1号")
    panel = page.notices.panel
    assert not panel.buttons[NoticeAction.CLOSE].isVisible()
    act(qtbot, page, NoticeAction.REPLY, "已补报材料")
    assert shown(page) == {"乐电专督〔2024〕1号": NoticeState.REPLIED}
    assert panel.chip.text() == "已反馈，待销号"
    act(qtbot, page, NoticeAction.CLOSE)
    assert panel.chip.text() == "已销号"
    assert [step.word for step in panel.timeline.steps] == ["签发蓝单", "反馈", "销号"]
    assert panel.timeline.steps[1].note == "已补报材料 · 王敏"
    page.operations.undo()
    settle(qtbot, page)
    assert panel.chip.text() == "已反馈，待销号"
    assert [step.word for step in panel.timeline.steps] == ["签发蓝单", "反馈", "待审核"]


def test_an_extension_shows_the_new_day(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    sign(qtbot, page, tmp_path, 0)
    pick(qtbot, page, "乐电专督〔2024〕1号")
    assert not page.notices.panel.buttons[NoticeAction.EXTEND].isVisible()
    act(qtbot, page, NoticeAction.ASK, "等省厅批复")
    steps = page.notices.panel.timeline.steps
    assert [step.word for step in steps] == ["签发蓝单", "申请延期", "待答复", "反馈截止"]
    assert steps[2].note == "申请延到 11-13，批准或不同意"
    act(qtbot, page, NoticeAction.EXTEND, "领导同意")
    steps = page.notices.panel.timeline.steps
    assert [step.word for step in steps] == ["签发蓝单", "申请延期", "批准延期", "反馈截止"]
    assert steps[0].note.startswith("限 10-30 前反馈")
    assert steps[1].note == "申请延到 11-13 · 等省厅批复 · 王敏"
    assert steps[2].note == "延到 11-13 · 领导同意 · 王敏"
    assert steps[3].day == "11-13"


def test_delivery_is_signed_for_with_a_slip(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(qtbot, page, tmp_path, 0)
    pick(qtbot, page, "乐电专督〔2024〕1号")
    act(qtbot, page, NoticeAction.SEAL)
    assert page.notices.panel.chip.text() == "已用印，待送达"
    slip = tmp_path / "回执.pdf"
    slip.write_bytes(b"%PDF-1.4\n%%EOF\n")
    press(page, NoticeAction.DELIVER)
    dialog = dialog_of(qtbot, page, NoticeActionDialog)
    qtbot.waitUntil(dialog.person_edit.hasFocus)
    dialog.person_edit.setText("李工")
    dialog.proofs.add([slip])
    dialog.go_button.click()
    settle(qtbot, page)
    assert page.notices.panel.chip.text() == "办理中"
    assert page.notices.panel.timeline.steps[2].word == "送达"
    assert page.notices.panel.timeline.steps[2].note == "李工签收 · 材料 1 份 · 王敏"
    out = tmp_path / "取出"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(out))
    assert page.notices.panel.files.text() == "材料 1"
    (entry,) = page.notices.panel.files.menu().actions()
    assert entry.text() == "送达 · 回执.pdf"
    entry.trigger()
    settle(qtbot, page)
    assert (out / "回执.pdf").read_bytes() == slip.read_bytes()
    assert "已写好 回执.pdf" in page.banner.text


def test_a_void_number_stays_and_is_not_used_again(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    sign(qtbot, page, tmp_path, 0)
    pick(qtbot, page, "乐电专督〔2024〕1号")
    press(page, NoticeAction.VOID)
    dialog = dialog_of(qtbot, page, NoticeActionDialog)
    assert not dialog.go_button.isEnabled()  # a reason is owed
    dialog.reject()
    act(qtbot, page, NoticeAction.VOID, "重复签发")
    assert shown(page) == {"乐电专督〔2024〕1号": NoticeState.VOID}
    assert not any(button.isVisible() for button in page.notices.panel.buttons.values())
    assert not page.notices.panel.more.isVisible()
    sign(qtbot, page, tmp_path, 0)
    assert list(shown(page)) == ["乐电专督〔2024〕2号", "乐电专督〔2024〕1号"]


def test_filters_and_search_choose_rows_and_can_be_cleared(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    sign(qtbot, page, tmp_path, 0, 1)
    pick(qtbot, page, "乐电专督〔2024〕2号")
    act(qtbot, page, NoticeAction.VOID, "误发")
    card = page.notices.register
    card.filters.findChild(object, "void").click()
    assert list(shown(page)) == ["乐电专督〔2024〕2号"]
    card.filters.findChild(object, "late").click()
    assert shown(page) == {}
    assert card.empty.button.text() == "清除筛选"
    card.empty.button.click()
    assert len(shown(page)) == 2
    card.filter_edit.setText("1号 资规")
    assert list(shown(page)) == ["乐电专督〔2024〕1号"]
    page.set_search("没有这样的字")
    assert page.notices.proposals.model.rows == () and shown(page) == {}


def test_the_preview_shows_the_very_pages_and_all_that_is_chosen(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    tick(qtbot, page, 0)
    settle(qtbot, page)
    one = page.notices.panel.preview.paper.pages
    assert "".join(run.text for run in one[0].runs).count("乐电专督〔2024〕1号") == 1
    tick(qtbot, page, 1)
    page.notices.proposals.preview_button.click()
    settle(qtbot, page)
    sheets = page.notices.panel.preview.paper.pages
    words = "".join(run.text for sheet in sheets for run in sheet.runs)
    assert "乐电专督〔2024〕1号" in words and "乐电专督〔2024〕2号" in words
    assert page.context.services.supervision.register() == ()


def test_another_day_of_signing_moves_the_day_to_answer(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    page.notices.proposals.day_edit.setDate(page.notices.proposals.day_edit.date().addDays(5))
    settle(qtbot, page)
    assert page.notices.proposals.day == date(2024, 10, 21)
    assert page.notices.proposals.model.cell(0, 6).text == "11-04"


def test_a_quiet_quarter_and_a_ledger_without_periods_say_so(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    services = page.context.services
    for report in services.review.board(Q3):
        sheet = [row for row in services.reporting.sheet(Q3, report.unit_id) if not row.support]
        cells = {row.task_id: {"progress": "100"} for row in sheet}
        services.reporting.save_many(Q3, report.unit_id, cells)
    page.notices.reload()
    settle(qtbot, page)
    assert page.notices.proposals.empty.isVisible()
    assert page.notices.proposals.empty_words == "本季没有需要督办的事项"
    page.set_period(None)
    settle(qtbot, page)
    assert page.notices.proposals.empty_words == "还没有报送期"


def test_a_narrow_window_closes_the_panel_until_f4(qtbot: QtBot, page: SupervisionPage) -> None:
    assert page.notices.panel.isVisible()
    page.set_compact(True)
    page.set_width(1280)
    assert not page.notices.panel.isVisible()
    page.activateWindow()
    page.actions()[1].trigger()
    assert page.notices.panel.isVisible()
    assert page.notices.proposals.preview_button.text() == ""
    assert page.notices.proposals.isVisible()


def test_where_both_do_not_fit_the_panel_takes_the_cards_place(
    qtbot: QtBot, page: SupervisionPage
) -> None:
    page.set_width(1000)
    tick(qtbot, page, 0)
    page.notices.proposals.preview_button.click()
    settle(qtbot, page)
    assert page.notices.panel.isVisible() and not page.notices.proposals.isVisible()
    page.notices.panel.closed.emit()
    assert page.notices.proposals.isVisible() and not page.notices.panel.isVisible()
    page.set_width(1600)
    assert page.notices.proposals.isVisible() and page.notices.panel.isVisible()


def test_another_page_can_ask_for_a_task(qtbot: QtBot, page: SupervisionPage) -> None:
    row = page.notices.proposals.model.rows[2]
    page.open_at(row.task_id)
    settle(qtbot, page)
    assert page.notices.panel.title.text() == f"{row.number} {row.title}"
    assert page.notices.proposals.table.chosen_rows() == [2]


def test_the_register_reached_by_key_shows_where_it_is(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path
) -> None:
    sign(qtbot, page, tmp_path / "督办单", 0)
    register = page.notices.register.table
    assert register.chosen_rows() == []
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=WAIT)
    register.setFocus(Qt.FocusReason.TabFocusReason)
    settle(qtbot, page)
    assert register.chosen_rows() == [0]
    shown = page.notices.detail.shown
    assert shown is not None and shown.number == register.table.rows[0].number


def test_a_deadline_beyond_the_known_holidays_is_hinted_at(
    page: SupervisionPage, qtbot: QtBot
) -> None:
    assert page.notices.proposals.calendar_hint.isHidden()
    page.notices.proposals.day_edit.setDate(QDate(2039, 9, 1))
    settle(qtbot, page)
    assert page.notices.proposals.calendar_hint.isVisible()
    assert "2039 年" in page.notices.proposals.calendar_hint.text()
    tick(qtbot, page, 0)
    page.notices.proposals.issue_button.click()
    dialog = dialog_of(qtbot, page, IssueNoticesDialog)
    assert "2039 年" in dialog.calendar_hint.text() and dialog.calendar_hint.isVisible()
    dialog.stay_button.click()
    page.notices.proposals.day_edit.setDate(QDate(2024, 10, 16))
    settle(qtbot, page)
    assert page.notices.proposals.calendar_hint.isHidden()


def test_drafts_are_written_and_stay_proposals_until_signed(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "送签"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    tick(qtbot, page, 0, 1)
    assert not page.notices.proposals.withdraw.isEnabled()
    page.notices.proposals.submit.trigger()
    qtbot.waitUntil(lambda: "送签稿 2 份" in page.banner.text, timeout=WAIT)
    settle(qtbot, page)
    assert len(list(folder.glob("送签稿 *.pdf"))) == len(list(folder.glob("送签稿 *.docx"))) == 2
    drafted = [row.drafted_on is not None for row in page.notices.proposals.model.rows]
    assert drafted[:2] == [True, True] and not any(drafted[2:])
    assert shown(page) == {}
    tick(qtbot, page, 1)
    page.notices.proposals.withdraw.trigger()
    settle(qtbot, page)
    assert page.notices.proposals.model.rows[0].drafted_on is None
    page.operations.undo()
    settle(qtbot, page)
    assert page.notices.proposals.model.rows[0].drafted_on is not None


@pytest.mark.parametrize(
    "entry", ["督办单 PDF…", "督办单 Word…", "整改反馈单 PDF…", "整改反馈单 Word…"]
)
def test_a_notice_and_its_reply_form_are_saved(
    qtbot: QtBot, page: SupervisionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    sign(qtbot, page, tmp_path / "单", 0)
    pick(qtbot, page, "乐电专督〔2024〕1号")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "存"), ""))
    entries = page.notices.panel.preview._save.menu().actions()
    next(each for each in entries if each.text() == entry).trigger()
    qtbot.waitUntil(lambda: "已写好" in page.banner.text, timeout=WAIT)
    settle(qtbot, page)
    suffix, begins = (".pdf", b"%PDF") if "PDF" in entry else (".docx", b"PK")
    assert (tmp_path / f"存{suffix}").read_bytes().startswith(begins)
