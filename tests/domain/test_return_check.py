"""报送体检: every rule finds its fault, says row, fault and remedy, and leaves sound rows alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.indicator import Comparator, Indicator, IndicatorKind
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_check import (
    CheckRule,
    CheckSettings,
    check_indicator,
    check_task,
)
from tests.domain.checked_rows import indicator_row, task_row

DEFAULT = CheckSettings()
LONG = "组织企业参加登记培训2场，联合市场监管局上门辅导，累计登记655件，其中本季新登记。"
SHARE = Indicator("研发占比", 85, "%", Comparator.AT_LEAST, 2025, IndicatorKind.SHARE)


def kinds(**changes: object) -> list[str]:
    return [each.kind for each in check_task(task_row(**changes), DEFAULT)]


def indicator_kinds(**changes: object) -> list[str]:
    return [each.kind for each in check_indicator(indicator_row(**changes), DEFAULT)]


def test_sound_rows_have_no_finding() -> None:
    assert kinds() == []
    assert indicator_kinds() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"done": " "}, "required"),
        ({"progress": None, "progress_text": ""}, "required"),
        ({"status": None, "status_text": ""}, "required"),
        ({"progress": None, "progress_text": "八成"}, "figure"),
        ({"progress": 180.0}, "figure"),
        ({"status": None, "status_text": "推进中"}, "status"),
        ({"last_done": LONG, "done": LONG.replace("累计", "共计")}, "copied"),
        ({"done": "该项工作正在有序推进中。"}, "hollow"),
        ({"done": "无"}, "required"),
        ({"progress": 50.0}, "fell"),
        ({"progress": 100.0}, "no_evidence"),
        (
            {"progress": 70.0, "overdue_milestones": ("印发三年行动方案（2024-08-31）",)},
            "milestone",
        ),
        ({"done": "三季度新登记软件著作权65，累计720件。"}, "no_unit"),
        ({"done": "完成12家，其中柳市5家、北白象4家。"}, "parts"),
        ({"light": Light.YELLOW}, "overrated"),
    ],
)
def test_a_faulty_task_has_one_finding_that_says_what_to_do(
    changes: dict[str, object], expected: str
) -> None:
    (found,) = check_task(task_row(**changes), DEFAULT)
    assert found.kind == expected
    assert found.row == 7
    assert found.message.startswith("第 7 行“新增软件著作权”：")
    assert "请" in found.message
    assert found.message.endswith("。")
    assert found.message.count("。") == 1
    assert "贵单位" in found.question
    assert "请" in found.question
    assert "{" not in found.question
    assert found.field
    assert found.cell.endswith("7")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": None}, "required"),
        ({"value": None, "value_text": "约七百"}, "figure"),
        ({"value": 60.0, "last_value": None}, "over_total"),
        ({"value": 730.0}, "sum"),
        ({"value": 640.0, "in_quarter": None}, "fell"),
        ({"value": 720.5, "in_quarter": None}, "definition"),
        ({"value": -3.0, "in_quarter": None, "last_value": None}, "definition"),
        ({"value": 7200.0, "in_quarter": None}, "tenfold"),
        (
            {"kind": IndicatorKind.SHARE, "uom": "%", "value": 104.0, "last_value": 98.0},
            "definition",
        ),
        (
            {"kind": IndicatorKind.SHARE, "uom": "%", "value": 0.85, "last_value": None,
             "in_quarter": None, "target": SHARE},
            "definition",
        ),
    ],
)  # fmt: skip
def test_a_faulty_indicator_has_its_finding(changes: dict[str, object], expected: str) -> None:
    found = check_indicator(indicator_row(**changes), DEFAULT)
    assert [each.kind for each in found] == [expected]
    assert found[0].message.startswith("第 20 行“新增软件著作权”：")
    assert "请" in found[0].question
    assert found[0].cell.endswith("20")


def test_the_question_carries_the_figures() -> None:
    (found,) = check_indicator(indicator_row(value=730.0), DEFAULT)
    for figure in ("655 件", "65 件", "720 件", "730 件"):
        assert figure in found.question
    (back,) = check_task(task_row(progress=50.0), DEFAULT)
    assert "50%" in back.question
    assert "55%" in back.question


def test_a_missing_value_is_a_reminder_and_a_missing_figure_is_not() -> None:
    assert not check_indicator(indicator_row(value=None), DEFAULT)[0].serious
    assert check_task(task_row(progress=None, progress_text=""), DEFAULT)[0].serious


def test_progress_begins_again_with_the_year() -> None:
    assert kinds(progress=20.0, last_progress=90.0, period=Period(2025, 1)) == []
    assert kinds(progress=20.0, last_progress=90.0) == ["fell"]


def test_a_yearly_count_begins_again_with_the_year() -> None:
    first = Period(2025, 1)
    changed = {"kind": IndicatorKind.ADDED, "value": 30.0, "in_quarter": 30.0, "last_value": 900.0}
    assert indicator_kinds(**changed, period=first) == []
    assert "sum" in indicator_kinds(**changed)


def test_what_was_finished_before_may_be_reported_in_the_same_words() -> None:
    done = {"done": LONG, "last_done": LONG, "evidence": "登记证书", "last_progress": 100.0}
    assert kinds(**done, progress=100.0) == []
    assert kinds(**done, progress=100.0, status=ReportedStatus.DONE) == []


def test_evidence_by_name_or_by_file_is_enough() -> None:
    assert kinds(progress=100.0, evidence="验收报告") == []
    assert kinds(progress=100.0, has_files=True) == []
    assert kinds(progress=100.0, evidence="无") == ["no_evidence"]


def test_a_milestone_told_as_reached_is_believed() -> None:
    node = ("印发三年行动方案（2024-08-31）",)
    done = "8月20日已印发三年行动方案，新登记65件。"
    assert kinds(progress=70.0, overdue_milestones=node, done=done) == []
    assert kinds(progress=70.0, overdue_milestones=node) == ["milestone"]


def test_milestones_are_asked_about_where_the_task_is_behind() -> None:
    row = task_row(overdue_milestones=("印发三年行动方案（2024-08-31）",))
    assert check_task(row, DEFAULT) == ()
    wider = DEFAULT.tuned(CheckRule.MILESTONE, 100)
    assert [each.kind for each in check_task(row, wider)] == ["milestone"]
    last_year = ("印发三年行动方案（2023-08-31）",)
    assert kinds(progress=70.0, overdue_milestones=last_year) == []


def test_an_indicator_counted_once_a_year_may_stay_empty() -> None:
    assert indicator_kinds(value=None, in_quarter=None, last_value=None) == []
    assert indicator_kinds(value=None, in_quarter=None, note="年底统计") == []
    assert indicator_kinds(value=None, in_quarter=None) == ["required"]


def test_of_what_has_not_begun_nothing_need_be_told() -> None:
    waiting = {"status": ReportedStatus.NOT_STARTED, "status_text": "尚未启动", "progress": 0.0}
    calm = {"schedule": None, "light": Light.GREY, "last_progress": None}
    assert kinds(**waiting, **calm, done="无") == []
    assert kinds(**waiting, **calm, done="") == ["required"]


def test_limits_and_switches_count() -> None:
    changed = LONG.replace("组织企业参加", "安排公司派员听")
    row = task_row(last_done=LONG, done=changed)
    assert check_task(row, DEFAULT) == ()
    strict = DEFAULT.tuned(CheckRule.COPIED, 70)
    assert [each.kind for each in check_task(row, strict)] == ["copied"]
    assert check_task(row, strict.switched(CheckRule.COPIED, False)) == ()


def test_settings_survive_the_ledger_and_refuse_nonsense() -> None:
    changed = DEFAULT.tuned(CheckRule.TENFOLD, 5).switched(CheckRule.HOLLOW, False)
    assert CheckSettings.from_json(changed.to_json()) == changed
    with pytest.raises(ValueError, match="2 到 1000"):
        DEFAULT.tuned(CheckRule.TENFOLD, 1)
    with pytest.raises(ValueError, match="不能关"):
        DEFAULT.switched(CheckRule.REQUIRED, False)


_json = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just([1])


@given(
    st.dictionaries(
        st.sampled_from([rule.value for rule in CheckRule] + ["unknown"]),
        _json | st.fixed_dictionaries({"on": _json, "limit": _json}),
    )
)
def test_any_stored_settings_are_read(stored: dict[str, object]) -> None:
    settings = CheckSettings.from_json(stored)
    assert CheckSettings.from_json(settings.to_json()) == settings
    for rule in CheckRule:
        if rule.limit_range is not None:
            low, high = rule.limit_range
            assert low <= settings.limit(rule) <= high
        assert settings.on(rule) or rule.can_switch


@given(st.text(), st.text(), st.text(), st.floats() | st.none(), st.floats() | st.none())
def test_no_text_and_no_figure_breaks_the_checks(
    done: str, last: str, title: str, progress: float | None, before: float | None
) -> None:
    row = task_row(title=title, done=done, last_done=last, progress=progress, progress_text=done,
                   last_progress=before)  # fmt: skip
    for found in check_task(row, DEFAULT):
        assert found.row == 7
        assert found.message.endswith("。")


@given(*[st.floats() | st.none()] * 3, st.sampled_from(IndicatorKind))
def test_no_value_breaks_the_checks(
    value: float | None, quarter: float | None, last: float | None, kind: IndicatorKind
) -> None:
    check_indicator(
        indicator_row(value=value, in_quarter=quarter, last_value=last, kind=kind), DEFAULT
    )


@given(
    st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 99), st.sampled_from((1, 10, 100))
)
def test_sums_that_add_up_are_never_doubted(last: int, new: int, off: int, scale: int) -> None:
    sound = {"last_value": last / scale, "in_quarter": new / scale, "uom": "亿元"}
    assert "sum" not in indicator_kinds(**sound, value=(last + new) / scale)
    wrong = "sum" in indicator_kinds(**sound, value=(last + new + off) / scale)
    if scale == 1:
        assert wrong == (off > 0)
    elif off > 0.6 * scale:  # beyond what rounding to a whole number may make of it
        assert wrong


def test_three_thousand_copied_rows_take_no_time() -> None:
    rows = []
    for n in range(3000):
        last = f"第{n}项：" + LONG * 4 + f"走访企业{n}家，"
        rows.append(task_row(last_done=last, done=last.replace("上门辅导", f"现场指导{n % 7}次")))
    started = time.process_time()
    found = [check_task(row, DEFAULT) for row in rows]
    assert time.process_time() - started < 8  # 1 s on an idle machine
    assert all(each[0].kind == "copied" for each in found)


PASTED = (
    *("1", "1,", "1、", "1:", "1+", "1,000", "a", "a1-", "(", ":", "《", "“", "一 "),
    *("其中", "、5家", "12家，其中", "持续推进已"),
)


@pytest.mark.parametrize("piece", PASTED)
def test_a_long_pasted_text_takes_no_time(piece: str) -> None:
    text = "持续推进" + (piece * 20_000)[:19_990] + " " * 5
    row = task_row(done=text, last_done=text[:-9] + "改", overdue_milestones=("完成招标",))
    started = time.process_time()
    check_task(row, DEFAULT)
    assert time.process_time() - started < 2


def test_figures_of_another_world_are_told_in_words() -> None:
    far = {"value": 4e14, "last_value": 1e-300, "in_quarter": None, "in_quarter_text": ""}
    assert indicator_kinds(**far, uom="亿元", target=None) == ["tenfold"]
    assert "figure" in indicator_kinds(value=1e30, value_text="1e30")
