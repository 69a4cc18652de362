from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.decomposition import Row
from leqing_desktop.domain.level import Level
from leqing_desktop.ui.models.tree_outline import Outline


@st.composite
def trees(draw):
    """Rows in display order: each one's level is at most one below the row before."""
    rows, path = [], []
    for item_id in range(1, draw(st.integers(1, 25)) + 1):
        depth = draw(st.integers(0, min(len(path), 3)))
        path = path[:depth]
        parent = path[-1] if path else None
        rows.append(Row(item_id, parent, Level(depth + 1), "", f"行{item_id}"))
        path.append(item_id)
    return tuple(rows)


def ancestors(rows, item_id):
    parents = {row.id: row.parent_id for row in rows}
    found = []
    while parents[item_id] is not None:
        item_id = parents[item_id]
        found.append(item_id)
    return found


def shown_ids(outline):
    return [outline.rows[at].id for at in outline.visible()]


@given(trees(), st.data())
def test_a_row_is_visible_exactly_when_no_ancestor_is_closed(rows, data):
    closed = data.draw(st.sets(st.sampled_from([row.id for row in rows])))
    outline = Outline(rows, closed)
    expected = [row.id for row in rows if not set(ancestors(rows, row.id)) & closed]
    assert shown_ids(outline) == expected


@given(trees(), st.data())
def test_a_filter_shows_matches_and_their_ancestors_and_nothing_else(rows, data):
    ids = [row.id for row in rows]
    matched = data.draw(st.frozensets(st.sampled_from(ids)))
    outline = Outline(rows, data.draw(st.sets(st.sampled_from(ids))))
    before = shown_ids(outline)
    outline.keep(matched)
    wanted = matched.union(*(ancestors(rows, item) for item in matched))
    assert shown_ids(outline) == [item for item in ids if item in wanted]
    outline.keep(None)
    assert shown_ids(outline) == before


@given(trees(), st.data())
def test_reveal_makes_a_row_visible_and_hides_none(rows, data):
    ids = [row.id for row in rows]
    outline = Outline(rows, ids)
    before = set(shown_ids(outline))
    target = data.draw(st.sampled_from(ids))
    outline.reveal(target)
    assert before | {target} <= set(shown_ids(outline))


@given(trees())
def test_siblings_share_the_parent_and_branches_end_where_the_next_begins(rows):
    outline = Outline(rows)
    for row in rows:
        same = tuple(other.id for other in rows if other.parent_id == row.parent_id)
        assert outline.siblings(row.id) == same
        at = outline.position[row.id]
        below = {rows[i].id for i in range(at + 1, outline.end[at])}
        assert below == {other.id for other in rows if row.id in ancestors(rows, other.id)}
