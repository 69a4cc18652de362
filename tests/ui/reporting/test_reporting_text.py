"""Breaking texts into the lines of a cell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics

from leqing_desktop.ui.theme import theme
from leqing_desktop.ui.widgets.report_text import TextBreaker


@pytest.fixture
def breaker(qapp: Any) -> TextBreaker:
    return TextBreaker(theme())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n")),
    width=st.integers(20, 300),
    limit=st.integers(1, 6),
)
def test_never_more_lines_than_asked_for(
    breaker: TextBreaker, text: str, width: int, limit: int
) -> None:
    lines = breaker.lines(text, width, limit)
    assert len(lines.texts) <= limit
    if not lines.cut:
        assert "".join("".join(lines.texts).split()) == "".join(text.split())


def test_signs_outside_the_basic_plane_are_not_torn(breaker: TextBreaker) -> None:
    text = "签约😀" * 20
    lines = breaker.lines(text, 90, 40)
    assert "".join(lines.texts) == text


def test_a_text_that_fits_is_whole(breaker: TextBreaker) -> None:
    lines = breaker.lines("已签约\n\n年内放款", 200, 4)
    assert lines.texts == ("已签约", "", "年内放款")
    assert not lines.cut


def test_a_long_text_ends_in_an_ellipsis_that_fits(breaker: TextBreaker) -> None:
    lines = breaker.lines("情况" * 5000, 120, 4)
    assert lines.cut
    assert len(lines.texts) == 4
    assert lines.texts[-1].endswith("…")
    metrics = QFontMetrics(theme().font())
    assert all(metrics.horizontalAdvance(text) <= 120 for text in lines.texts)


def test_nothing_is_no_line(breaker: TextBreaker) -> None:
    assert breaker.lines("", 100, 3).texts == ()
