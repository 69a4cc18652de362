"""The office's own words of the 通报: saved, previewed, drafted with bound numbers, refused in words."""

from __future__ import annotations

import pytest

from leqing_desktop.db import ledger_settings
from leqing_desktop.db.unit_of_work import unit_of_work
from leqing_desktop.domain.circular import FigureRef
from leqing_desktop.errors import Refused
from leqing_desktop.services.circular_places import DEFAULT, FIGURES
from leqing_desktop.services.circular_wording import LEFT_OUT
from leqing_desktop.services.office import Office
from leqing_desktop.services.wording_kinds import CIRCULAR, KINDS, WORDINGS_SETTING
from tests.ledgers import CLERK, Q3, START, Desk, is_sentence

OWN = """\
{季度}重点任务
督查情况通报

根据{发文机关}安排，现将{规划}{季度}情况通报如下，红灯任务{红灯数}项。
一、完成情况
{总体情况}
二、典型做法
{典型做法}
三、督查
{专项督查}
四、要求
{下一步要求}
请于下月5日前报送整改情况。"""


@pytest.fixture
def locked(reported: Desk) -> Desk:
    reported.services.office.save(Office("乐清市工作专班", "乐电专督", ""))
    reported.services.periods.lock(Q3)
    return reported


def test_the_draft_is_worded_by_the_office_with_its_numbers_bound(locked: Desk) -> None:
    services = locked.services
    services.wordings.save(CIRCULAR, OWN)
    view = services.circular.view(Q3)
    assert view.prose.title == "2024年第三季度重点任务\n督查情况通报"
    opening = view.prose.paragraphs[0]
    assert opening.pieces[-2:] == (FigureRef("tasks.red"), "项。")
    assert str(opening.pieces[0]).startswith("根据乐清市工作专班安排，现将《")
    heads = [str(each.pieces[0]) for each in view.prose.paragraphs if each.level == 1]
    assert heads == ["一、完成情况", "二、典型做法", "三、要求"]
    assert view.check.troubles == ()
    services.journal.undo()
    assert services.circular.view(Q3).prose.title.startswith("关于2024年第三季度\n")


def test_a_kept_draft_keeps_its_words_until_it_is_drafted_again(locked: Desk) -> None:
    services = locked.services
    before = services.circular.draft(Q3)
    services.circular.save(Q3, before)
    services.wordings.save(CIRCULAR, OWN)
    assert services.circular.view(Q3).prose == before
    services.circular.discard(Q3)
    assert services.circular.view(Q3).prose.title.endswith("督查情况通报")


def test_a_preview_has_the_locked_quarter_s_values(locked: Desk, small: Desk) -> None:
    sample = locked.services.wordings.sample(CIRCULAR)
    figures = locked.services.circular.figures(Q3)
    assert sample.source == "2024年第三季度锁定的数据"
    assert set(KINDS[CIRCULAR].names) == set(sample.values)
    for name, key, _ in FIGURES:
        assert sample.values[name] == figures[key].value
    assert sample.values["专项督查"] == LEFT_OUT
    assert "参加排名的责任单位有12家" in sample.values["排名"]
    made_up = small.services.wordings.sample(CIRCULAR)
    assert "示例内容" in made_up.source
    assert set(KINDS[CIRCULAR].names) == set(made_up.values)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (DEFAULT.replace("{红灯数}", "{红的数}"), "不是可用的位置，请改成 {红灯数}"),
        (DEFAULT.replace("{排名}", "排名：{排名}"), "单独占一行"),
        (DEFAULT.replace("{季度}\n", "{任务总数}\n", 1), "不能放在标题里"),
    ],
)
def test_a_faulty_text_is_refused_in_a_sentence(locked: Desk, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        locked.services.wordings.save(CIRCULAR, text)
    assert is_sentence(str(refused.value))


def test_a_text_of_a_later_version_is_told(locked: Desk) -> None:
    with unit_of_work(locked.engine, CLERK, START) as uow:
        ledger_settings.write(uow, {WORDINGS_SETTING: {CIRCULAR: "通报\n\n{新位置}"}})
        uow.commit("以后的版本")
    with pytest.raises(Refused, match="请到 设置 › 公文用语 改好") as refused:
        locked.services.circular.view(Q3)
    assert is_sentence(str(refused.value))
