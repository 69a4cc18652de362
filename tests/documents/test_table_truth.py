"""Nothing that a file says becomes a silent zero or a wrong date, whatever its cells hold."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.plan import TaskFacts
from leqing_desktop.domain.table_dates import due_date, start_date
from leqing_desktop.domain.table_proposal import ProposedTable

HEADS = ["工作任务", "责任单位", "目标值", "完成时限"]
DAYS = st.dates(date(2013, 1, 1), date(2099, 12, 31))
WRITINGS = (
    "{y}-{m}-{d}", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日",
    "{y}年{m}月{d}号", " {y} 年 {m} 月 {d} 日 ", "{y}年{m}月{d}日前", "{y}{m:02}{d:02}",
    "{y}年{m}月{d}日之前完成", "截至{y}年{m}月{d}日",
)  # fmt: skip
MONTHS = (
    "{y}年{m}月",
    "{y}年{m}月底",
    "{y}年{m}月底前",
    "{y}年{m:02}月末",
    "{y}-{m:02}",
    "{y}/{m}",
)
slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(tmp_path: Path, *cells: tuple[Any, str]) -> ProposedTable:
    """A table of one task per cell: the value stands in 目标值 and in 完成时限 with its format."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.append(HEADS)
    for number, (value, code) in enumerate(cells):
        page.append([f"任务{number}", "市教育局", value, value])
        for column in (3, 4):
            page.cell(number + 2, column).number_format = code
    path = tmp_path / "表.xlsx"
    book.save(path)
    return read_table(path)


def tasks(table: ProposedTable) -> Sequence[TaskFacts]:
    return table.plan.programmes[0].measures[0].tasks


def wide(text: str) -> str:
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-/."})


@given(DAYS, st.sampled_from(WRITINGS), st.booleans(), st.sampled_from([None, 2025]))
def test_a_day_is_that_day_in_every_writing(
    day: date, writing: str, full_width: bool, year: int | None
) -> None:
    text = writing.format(y=day.year, m=day.month, d=day.day)
    read_day = due_date(wide(text) if full_width else text, year)
    assert (read_day.day, read_day.problem) == (day, "")
    assert start_date(text, year).day == day


@given(st.integers(2013, 2099), st.integers(1, 12), st.sampled_from(MONTHS))
def test_a_month_means_its_last_day(year: int, month: int, writing: str) -> None:
    read_day = due_date(writing.format(y=year, m=month), None).day
    assert read_day == date(year, month, monthrange(year, month)[1])


@given(st.integers(2013, 2099), st.integers(0, 99), st.integers(0, 99), st.sampled_from(WRITINGS))
def test_a_day_that_does_not_exist_is_none_and_is_told(
    year: int, month: int, day: int, writing: str
) -> None:
    assume(not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]))
    text = writing.format(y=year, m=month, d=day)
    found = due_date(text, 2025)
    assert found.day is None
    assert found.problem
    assert found.text == text.strip()


@given(
    DAYS, st.sampled_from(["{y:02}.{m}.{d}", "{y:02}/{m}/{d}", "{y:02}-{m}-{d}", "{m}.{d}.{y:02}"])
)
def test_a_year_of_two_digits_is_never_guessed_where_it_may_be_a_day(
    day: date, writing: str
) -> None:
    assume(day.year not in (2025, 2026) or writing.startswith("{m}"))
    found = due_date(writing.format(y=day.year % 100, m=day.month, d=day.day), 2025)
    assert found.day is None
    assert found.problem


@given(
    st.dates(date(2013, 1, 1), date(2098, 12, 31)),
    st.sampled_from(["{y:02}.{m}.{d}", "{y:02}/{m}/{d}", "{y:02}-{m}-{d}"]),
    st.integers(0, 1),
)
def test_the_year_of_the_table_itself_may_have_two_digits(
    day: date, writing: str, before: int
) -> None:
    text = writing.format(y=day.year % 100, m=day.month, d=day.day)
    assert due_date(text, day.year - before).day == day
    assert due_date(text, None).day is None


@given(
    st.dates(date(2013, 1, 1), date(2090, 1, 1)), st.integers(32, 900), st.sampled_from("-—~至到")
)
def test_a_span_has_its_own_two_ends(first: date, days: int, mark: str) -> None:
    last = first + timedelta(days)
    text = f"{first.year}年{first.month}月{mark}{last.year}年{last.month}月"
    found = due_date(text, None)
    assert found.start == first.replace(day=1)
    assert found.day == last.replace(day=monthrange(last.year, last.month)[1])


@slow
@given(st.lists(DAYS, min_size=1, max_size=8))
def test_a_cell_that_is_a_date_is_that_date(tmp_path: Path, days: list[date]) -> None:
    table = read(tmp_path, *((datetime(d.year, d.month, d.day), "yyyy/m/d") for d in days))
    assert [task.due for task in tasks(table)] == days
    serials = [((d - date(1899, 12, 30)).days, "General") for d in days]
    assert [task.due for task in tasks(read(tmp_path, *serials))] == days


FIGURES = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4)),
)


@slow
@given(st.lists(FIGURES, min_size=1, max_size=12))
def test_a_figure_stays_that_figure(tmp_path: Path, values: list[float]) -> None:
    found = tasks(read(tmp_path, *((value, "General") for value in values)))
    assert [float(task.target) for task in found] == pytest.approx(values)


@slow
@given(st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=12))
def test_a_share_is_read_in_per_cent(tmp_path: Path, thousandths: list[int]) -> None:
    found = tasks(read(tmp_path, *((value / 1000, "0.0%") for value in thousandths)))
    assert all(task.target.endswith("%") for task in found)
    assert [float(task.target[:-1]) for task in found] == pytest.approx(
        [value / 10 for value in thousandths]
    )


@slow
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("C", "Z"), exclude_characters="#=_密"),
            min_size=2,
            max_size=12,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_text_is_kept_or_told(tmp_path: Path, texts: list[str]) -> None:
    """Whatever stands in a target is in the plan; what stands in a date is a date, words or a finding.

    Without _, for _x0000_ is how a workbook writes a character that cannot be seen.
    """
    for task, text in zip(
        tasks(read(tmp_path, *((text, "@") for text in texts))), texts, strict=True
    ):
        assert task.target == text or set(text) <= set("-—–―－/／\\〃″同上\"'")
        assert task.due is not None or task.due_text == text or set(text) <= set("-—–―/／\\－")


@pytest.mark.parametrize(
    ("value", "code", "target", "due", "told"),
    [
        (None, "General", "", None, 0),
        ("=1+1", "General", "", None, 2),
        ("#DIV/0!", "General", "", None, 2),
        ("2 000 万元", "@", "2 000 万元", None, 1),
        ("１２００", "@", "１２００", None, 1),
        ("1,200", "@", "1,200", None, 1),
        (0, "General", "0", None, 1),
        ("0", "@", "0", None, 1),
        (2024.1, "General", "2024.1", None, 1),
        (2024.1, "0.00", "2024.10", date(2024, 10, 31), 0),
        (6.3, "General", "6.3", None, 1),
        (99999999, "General", "99999999", None, 1),
        (60, "yyyy-mm-dd", "1900-02-28", None, 1),
        ("2024年13月", "@", "2024年13月", None, 1),
        ("1-6", "@", "1-6", None, 1),
    ],
)  # fmt: skip
def test_what_is_no_figure_or_no_date_is_told(
    value: Any, code: str, target: str, due: date | None, told: int, tmp_path: Path
) -> None:
    table = read(tmp_path, (value, code))
    [task] = tasks(table)
    assert (task.target, task.due) == (target, due)
    assert len(table.findings) == told, table.findings
