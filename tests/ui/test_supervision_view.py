"""The words of the 督办 page: what is left, ranges of numbers, dates, and what a filter finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeState, possible_actions
from leqing_desktop.domain.period import Period
from leqing_desktop.services.notice_rows import NoticeRow
from leqing_desktop.ui.models.supervision_tables import RegisterModel
from leqing_desktop.ui.models.supervision_view import (
    is_late,
    left_words,
    matches,
    passes,
    range_words,
    register_hint,
    short_date,
)
from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.notice_table import PAD

NOTICE = NoticeRow(
    id=1,
    number="乐电专督〔2024〕6号",
    colour=NoticeColour.ORANGE,
    title="加快企业绿色制造转型",
    unit="市经信局",
    period=Period(2024, 3),
    items=(7,),
    why="完成 41 %，序时 75 %，落后 34 点。",
    issued_on=date(2024, 9, 27),
    deadline=date(2024, 10, 25),
    state_label="办理中",
    awaits_reply=True,
    days_left=6,
    state_on=date(2024, 9, 27),
    note="",
    actions=possible_actions(NoticeState.ISSUED),
    state=NoticeState.ISSUED,
)


@pytest.mark.parametrize(
    ("left", "words"), [(6, "剩 6 个工作日"), (0, "今日到期"), (-510, "逾期 510 个工作日")]
)
def test_days_left_are_said_in_words(left: int, words: str) -> None:
    assert left_words(replace(NOTICE, days_left=left)) == words


def test_an_answered_notice_has_no_days_left_and_is_never_late() -> None:
    replied = replace(NOTICE, state=NoticeState.REPLIED, awaits_reply=False, days_left=-3)
    assert left_words(replied) == "—"
    assert not is_late(replied)
    assert not passes(replied, "late")
    assert passes(replied, "open")


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        (["乐电专督〔2026〕4号"], "乐电专督〔2026〕4号"),
        (
            ["乐电专督〔2026〕1号", "乐电专督〔2026〕2号", "乐电专督〔2026〕3号"],
            "乐电专督〔2026〕1–3号",
        ),
        (["乐电专督〔2026〕9号", "乐电专督〔2026〕10号"], "乐电专督〔2026〕9–10号"),
        (["乐电专督〔2026〕11号", "乐电专督〔2026〕12号"], "乐电专督〔2026〕11–12号"),
        (["乐电专督2026-1", "乐电专督2026-12"], "乐电专督2026-1–12"),
        (["1号（2026）乐电专督", "21号（2026）乐电专督"], "1–21号（2026）乐电专督"),
    ],
)
def test_consecutive_numbers_are_told_as_a_range(numbers: list[str], words: str) -> None:
    assert range_words(numbers) == words


def test_the_hint_counts_the_newest_year_and_the_void_numbers() -> None:
    void = replace(NOTICE, number="乐电专督〔2024〕7号", state=NoticeState.VOID)
    older = replace(NOTICE, number="乐电专督〔2023〕9号", issued_on=date(2023, 12, 5))
    assert register_hint([]) == ""
    assert register_hint([NOTICE, older]) == "乐电专督〔2024〕6号"
    assert register_hint([void, NOTICE, older]) == "乐电专督〔2024〕6–7号，作废 1 件，文号保留"


def test_the_year_is_left_out_within_itself() -> None:
    assert short_date(date(2024, 10, 25), 2024) == "10-25"
    assert short_date(date(2023, 10, 25), 2024) == "2023-10-25"


@pytest.mark.parametrize("text", ["", "经信", "6号", "橙单", "绿色 经信", "办理中", "落后 34"])
def test_every_word_of_a_search_may_stand_anywhere(text: str) -> None:
    assert matches(NOTICE, text)


@pytest.mark.parametrize("text", ["科技局", "绿色 科技局", "蓝单"])
def test_a_word_that_stands_nowhere_finds_nothing(text: str) -> None:
    assert not matches(NOTICE, text)


def test_the_column_of_days_left_says_working_days_in_full(qapp: QApplication) -> None:
    model = RegisterModel()
    late = replace(NOTICE, days_left=-1510)
    model.show_rows([late], 2024)
    last = len(model.columns) - 1
    assert model.cell(0, last).text == "逾期 1510 个工作日"
    tip = model.headerData(last, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "工作日" in tip
    # The text is bold with the overdue mark before it, and the cell is padded on both sides.
    look = theme()
    words = QFontMetrics(look.font(bold=True)).horizontalAdvance("逾期 510 个工作日")
    assert words + look.px(14 + 4 + 2 * PAD) <= look.px(model.columns[last].width)
