"""年度目标 and 序时 on the 分解表 page: of the year in view, typed, pasted, filled and undone."""

import pytest

from leqing_desktop.domain.decomposition import Column
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.period import Period
from leqing_desktop.ui.models.tree_columns import position_of
from tests.ui.decomposition.steps import cell, put_on_clipboard, type_keys

GOAL, SCHEDULE = position_of(Column.YEAR_GOAL), position_of(Column.SCHEDULE)


@pytest.fixture
def year(page):
    """The page shows a quarter of 2025."""
    page.set_period(Period(2025, 1))
    page.idle()
    page.model.expand_to(Level.TASK)
    return page


def goals(services, year=2025):
    rows = services.decomposition.tree(year)
    return {row.id: (row.goal, row.schedule) for row in rows if row.goal or row.schedule}


def test_a_block_is_pasted_filled_and_undone_in_the_year_in_view(year, services, tasks):
    year.view.go_to(tasks[0], GOAL)
    put_on_clipboard("新增 500 个\t10 20 40 100\r\n开工\t25%、50%、75%、100%\r\n")
    year.cells.paste()
    year.idle()
    wanted = {tasks[0]: ("新增 500 个", "10/20/40/100"), tasks[1]: ("开工", "25/50/75/100")}
    assert goals(services) == wanted
    assert cell(year, tasks[0], SCHEDULE).text == "10/20/40/100"
    top = year.model.row_of(tasks[0])
    year.view.chosen.choose_block(top, top + 2, [GOAL])
    year.cells.fill_down()
    year.idle()
    assert [goals(services)[item][0] for item in tasks[:3]] == ["新增 500 个"] * 3
    services.journal.undo()
    assert goals(services) == wanted


def test_another_year_has_other_goals(year, services, tasks):
    services.year_goals.save_many(2026, {tasks[0]: {"goal": "六百个"}})
    year.set_period(Period(2026, 2))
    year.idle()
    assert cell(year, tasks[0], GOAL).text == "六百个"
    year.set_period(Period(2025, 4))
    year.idle()
    assert cell(year, tasks[0], GOAL).text == ""


def test_a_wrong_figure_keeps_what_was_typed(year, qtbot, services, tasks):
    year.view.go_to(tasks[0], SCHEDULE)
    year.view.setFocus()
    type_keys(qtbot, year, "9/8/7/6")
    assert not year.leave()
    assert goals(services) == {}
    assert (cell(year, tasks[0], SCHEDULE).text, year.banner.text[:2]) == ("9/8/7/6", "还有")
    assert "序时" in cell(year, tasks[0], SCHEDULE).error


def test_without_a_period_nobody_knows_the_year(page, services, tasks):
    page.view.go_to(tasks[0], GOAL)
    put_on_clipboard("五百个")
    page.cells.paste()
    page.idle()
    assert "报送期" in cell(page, tasks[0], GOAL).error
