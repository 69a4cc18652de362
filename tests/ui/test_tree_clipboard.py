from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.ui.models.tree_clipboard import format_block, parse_block

cells = st.text(st.sampled_from('甲a"\t\n\r 1,') | st.characters(codec="utf-8"), max_size=8)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(blocks)
def test_a_block_survives_the_clipboard(block):
    assert parse_block(format_block(block)) == block


def test_excel_block_with_quoted_newline_tab_and_quote():
    text = '甲\t"第一行\n第二行"\t"说""好"""\r\n乙\t"a\tb"\t\r\n'
    assert parse_block(text) == [["甲", "第一行\n第二行", '说"好"'], ["乙", "a\tb", ""]]


def test_a_lone_quotation_mark_is_text():
    assert parse_block('"小巨人"企业\t10\n') == [['"小巨人"企业', "10"]]
    assert parse_block('"没有收尾') == [['"没有收尾']]


def test_ragged_rows_are_filled_up_and_the_last_break_adds_no_row():
    assert parse_block("1\t2\n3\n") == [["1", "2"], ["3", ""]]
    assert parse_block("") == []
    assert parse_block("甲\n\n乙") == [["甲"], [""], ["乙"]]
