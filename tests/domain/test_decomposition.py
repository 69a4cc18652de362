"""The columns of the decomposition table, and what a change tells."""

from __future__ import annotations

from leqing_desktop.domain.change import NOTHING, Changes
from leqing_desktop.domain.decomposition import Column, Row, columns_of
from leqing_desktop.domain.item_status import ItemStatus
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light import Light, LightSummary


def test_every_column_has_a_heading_of_its_own() -> None:
    headings = [column.label for column in Column]
    assert len(set(headings)) == len(Column)


def test_every_level_has_a_title_and_every_column_a_level() -> None:
    assert all(Column.TITLE in columns_of(level) for level in Level)
    assert frozenset().union(*(columns_of(level) for level in Level)) == frozenset(Column)


def test_numbers_are_typed_where_they_do_not_follow_from_the_place() -> None:
    typed = {level for level in Level if Column.NUMBER in columns_of(level)}
    assert typed == {Level.PROGRAMME, Level.MEASURE}


def test_changes_tell_what_they_touched() -> None:
    changes = Changes(7, "修改", {"item": frozenset({1, 2}), "unit": frozenset()})
    assert changes.touches("unit", "item")
    assert not changes.touches("unit", "notice")
    assert changes.ids("item") == {1, 2}
    assert changes.ids("notice") == frozenset()
    assert not NOTHING.touches("item")


def test_a_row_is_complete_with_its_place_and_title() -> None:
    row = Row(1, None, Level.PROGRAMME, "一", "实施工程")
    assert (row.lead, row.due, row.inherited, row.indicators) == ("", None, False, ())


def test_a_parent_says_why_in_counts() -> None:
    status = ItemStatus(Light.RED, 50, 75, True, None, LightSummary(green=2, red=1))
    assert status.why == "下属任务：绿 2 红 1"
    assert ItemStatus(None, None, None, False).why == ""
