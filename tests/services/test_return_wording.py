"""The words of collecting: who, which quarter, until when, how, where to, whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_review import BoardRow, BoardState
from leqing_desktop.services.return_wording import (
    Collection,
    collection_notice,
    joint_reminder,
    reminder,
)

Q3 = Period(2024, 3)
DUE = date(2024, 10, 15)
ASKED = Collection(Q3, "三年行动方案", "市专班", ("市经信局", "市科技局"), date(2024, 9, 20), DUE)


def words(asked: Collection) -> str:
    notice = collection_notice(asked)
    return notice.to + notice.title + "".join(each.text for each in notice.paragraphs)


def test_the_notice_says_everything_that_is_asked() -> None:
    said = words(replace(ASKED, send_to="专班邮箱", contact="王敏，62881234"))
    for wanted in ("市经信局、市科技局", "第三季度", "10月15日前", "浅黄色", "专班邮箱", "王敏"):
        assert wanted in said
    assert "None" not in words(replace(ASKED, due_on=None, plan=""))
    assert "另行通知" in words(replace(ASKED, due_on=None))
    assert "《》" not in words(replace(ASKED, plan=""))


def test_many_units_are_addressed_together_and_still_named() -> None:
    units = tuple(f"第{at}局" for at in range(12))
    notice = collection_notice(replace(ASKED, units=units))
    assert notice.to == "各有关单位"
    assert "第11局，共12家" in "".join(each.text for each in notice.paragraphs)


def test_an_office_without_a_name_can_ask_all_the_same() -> None:
    notice = collection_notice(replace(ASKED, sender=" "))
    assert (notice.sender, notice.signer) == ("工作专班", "工作专班")
    assert "报工作专班" in words(replace(ASKED, sender=""))


def test_a_demonstration_says_so() -> None:
    assert "虚构" in collection_notice(replace(ASKED, demo=True)).note
    assert collection_notice(ASKED).note == ""


@pytest.mark.parametrize("due", [DUE, None])
@pytest.mark.parametrize("state", list(BoardState))
def test_a_unit_is_reminded_of_what_it_owes(state: BoardState, due: date | None) -> None:
    text = reminder("市经信局", Q3, due, state)
    if state in (BoardState.WAITING, BoardState.ACCEPTED):
        assert text == ""
        return
    assert text.startswith("市经信局：2024年第三季度") and text.endswith("谢谢！")
    assert "None" not in text and "于前" not in text and "\n" not in text
    if due and state in (BoardState.MISSING, BoardState.OVERDUE, BoardState.FILLING):
        assert "10月15日" in text


def test_all_units_are_reminded_in_one_text() -> None:
    board = [
        BoardRow(1, "甲局", BoardState.MISSING, 3, 0),
        BoardRow(2, "乙局", BoardState.ACCEPTED, 3, 3),
        BoardRow(3, "丙局", BoardState.OVERDUE, 3, 0),
        BoardRow(4, "丁局", BoardState.SENT_BACK, 3, 3),
        BoardRow(5, "戊局", BoardState.FILLING, 3, 1),
    ]
    text = joint_reminder(Q3, DUE, board)
    assert "甲局、丙局：" in text and "丁局：" in text and "戊局：" in text
    assert "乙局" not in text
    assert joint_reminder(Q3, DUE, board[1:2]) == ""
