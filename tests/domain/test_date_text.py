from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.date_text import DateReading, parse_date_text

YEAR = 2024


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2025-06-30", "2025-06-30"),
        ("2025/6/30", "2025-06-30"),
        ("2025.6.30", "2025-06-30"),
        ("2025.6.3", "2025-06-03"),
        ("2025。6。30", "2025-06-30"),
        ("2025年6月30日", "2025-06-30"),
        ("2025年6月30号前", "2025-06-30"),
        ("20250630", "2025-06-30"),
        ("2025-06-30 00:00:00", "2025-06-30"),
        ("2025.6", "2025-06-30"),
        ("2025.06", "2025-06-30"),
        ("2025.10", "2025-10-31"),
        ("2025-1", "2025-01-31"),
        ("2025年2月", "2025-02-28"),
        ("2024年2月份", "2024-02-29"),
        ("2025年6月底", "2025-06-30"),
        ("2025年6月底前", "2025-06-30"),
        ("2025年6月底前完成", "2025-06-30"),
        ("2025.6月末", "2025-06-30"),
        ("6月底", "2024-06-30"),
        ("6月底前", "2024-06-30"),
        ("6月", "2024-06-30"),
        ("6月30日", "2024-06-30"),
        ("10-15", "2024-10-15"),
        ("6.30", "2024-06-30"),
        ("6/3", "2024-06-03"),
        ("二季度", "2024-06-30"),
        ("第二季度", "2024-06-30"),
        ("第2季度末", "2024-06-30"),
        ("2025年二季度", "2025-06-30"),
        ("2025二季度", "2025-06-30"),
        ("2025年第四季度底前", "2025-12-31"),
        ("前三季度", "2024-09-30"),
        ("Q2", "2024-06-30"),
        ("2025q3", "2025-09-30"),
        ("上半年", "2024-06-30"),
        ("2025年下半年", "2025-12-31"),
        ("年底", "2024-12-31"),
        ("年底前", "2024-12-31"),
        ("今年年底前", "2024-12-31"),
        ("2025年底前", "2025-12-31"),
        ("2025年年底", "2025-12-31"),
        ("到2025年", "2025-12-31"),
        ("全年", "2024-12-31"),
        ("2025", "2025-12-31"),
        ("2025年度", "2025-12-31"),
        ("6月上旬", "2024-06-10"),
        ("2025年6月中旬", "2025-06-20"),
        ("2月下旬", "2024-02-29"),
        ("二〇二五年六月", "2025-06-30"),
        ("二○二五年十二月三十一日", "2025-12-31"),
        ("二零二五年十一月廿五日", "2025-11-25"),
        ("十月底", "2024-10-31"),
        ("２０２５年６月", "2025-06-30"),
        (" 2025 年 6 月 30 日 ", "2025-06-30"),
    ],
)
def test_what_clerks_type(typed: str, wanted: str) -> None:
    assert parse_date_text(typed, YEAR) == DateReading(date.fromisoformat(wanted), typed.strip())


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "长期",
        "长期坚持",
        "持续推进",
        "每年",
        "每年12月底前",
        "每季度",
        "常态化",
        "—",
        "待定",
    ],
)
def test_no_date_is_kept_as_text(typed: str) -> None:
    assert parse_date_text(typed, YEAR) == DateReading(None, typed.strip())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("6月31日", "2024年6月没有 31 日"),
        ("2025-02-29", "只到 28 日"),
        ("2025-13-01", "没有 13 月"),
        ("2025年0月", "没有 0 月"),
        ("20251301", "没有 13 月"),
        ("2025.1", "省去末尾的 0"),
        ("6.3", "省去末尾的 0"),
        ("1-6", "一天还是几个月"),
        ("6月前", "底前"),
        ("2025年前", "底前"),
        ("二季度前", "底前"),
        ("6月中", "没有确定的日子"),
        ("年初", "没有确定的日子"),
        ("25年6月", "四位年份"),
        ("25.6", "四位年份"),
        ("1025年6月", "2000 到 2099"),
        ("2025-2026年", "不止一个日子"),
        ("1-6月", "不止一个日子"),
        ("2025年6月、12月", "不止一个日子"),
        ("一、二季度", "不止一个日子"),
        ("二三季度", "看不懂"),
        ("一二月", "看不懂"),
        ("长期坚持到年底", "看不懂"),
        ("持续推进到2025年底", "看不懂"),
        ("明年6月", "看不懂"),
        ("春节前", "看不懂"),
        ("45838", "看不懂"),
        ("250630", "看不懂"),
        ("202506", "看不懂"),
        ("2025 6 30", "看不懂"),
        ("月底", "看不懂"),
        ("#N/A", "看不懂"),
        ("2025年" * 30, "太长"),
    ],
)
def test_refused_rather_than_guessed(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_date_text(typed, YEAR)


def test_a_year_must_come_from_somewhere() -> None:
    assert parse_date_text("2025年6月", None).date == date(2025, 6, 30)
    with pytest.raises(ValueError, match="没有写年份"):
        parse_date_text("6月底", None)


DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
FULL = "〇一二三四五六七八九"


def hanzi(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = {0: "", 1: "十"}.get(tens, FULL[tens] + "十")
    return lead + (FULL[ones] if ones else "")


@given(DAYS)
def test_every_way_to_write_a_day_means_that_day(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    ways = [
        day.isoformat(),
        f"{year}/{month}/{number}",
        f"{year}.{month}.{number}",
        f"{year}年{month}月{number}日",
        f"{year} 年 {month} 月 {number} 日前",
        f"{day:%Y%m%d}",
        f"{''.join(FULL[int(digit)] for digit in str(year))}年{hanzi(month)}月{hanzi(number)}日",
    ]
    assert {parse_date_text(way, 1999).date for way in ways} == {day}
    assert parse_date_text(f"{month}月{number}日", year).date == day
    assert parse_date_text(f"{day:%m-%d}", year).date == day


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_means_its_last_day(year: int, month: int) -> None:
    last = date(year, month, monthrange(year, month)[1])
    for text in (
        f"{year}年{month}月",
        f"{year}-{month:02}",
        f"{year}/{month}",
        f"{year}.{month:02}",
    ):
        assert parse_date_text(text, None).date == last
    assert parse_date_text(f"{hanzi(month)}月底前", year).date == last


PIECES = st.sampled_from(
    [
        *"0123456789零一二三四十年月日号旬季度底末前内上中下半初到至-/.、～ Qq",
        "2025",
        "季度",
        "今年",
        "长期",
        "每",
    ]
)


@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=80), st.integers(2000, 2099))
def test_anything_is_read_or_refused_in_words(typed: str, year: int) -> None:
    try:
        reading = parse_date_text(typed, year)
    except ValueError as refused:
        assert str(refused).endswith("。")
        return
    if reading.date is not None:
        assert 2000 <= reading.date.year <= 2099
        # The year is the typed one or the given one, never one that was made up.
        if reading.date.year != year:
            assert parse_date_text(typed, 2000 if year != 2000 else 2001).date == reading.date
