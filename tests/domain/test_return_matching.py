"""Rows of a returned workbook find their tasks, or are asked about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leqing_desktop.domain.return_changes import outside_changes, same_content
from leqing_desktop.domain.return_form import FormTask, TaskField
from leqing_desktop.domain.return_matching import Match, match_tasks
from leqing_desktop.domain.return_reading import ReadCell, ReadTask

TITLES = (
    "新增软件著作权", "做大软件和信息服务业", "开展重点企业智能化诊断服务", "实施智能化技改项目",
    "建设示范数字化车间、智能工厂", "推广工业机器人", "培育服务型制造示范企业", "盘活存量工业用地",
    "引进高层次人才", "举办行业展会",
)  # fmt: skip
TASKS = tuple(
    FormTask(100 + n, f"{n // 3 + 1}.{n % 3 + 1}", "1 举措", title)
    for n, title in enumerate(TITLES)
)


def row_of(task: FormTask, place: int, *, mark: bool = True) -> ReadTask:
    printed = {
        TaskField.NUMBER: task.number,
        TaskField.MEASURE: task.measure,
        TaskField.TITLE: task.title,
        TaskField.YEAR_GOAL: task.year_goal,
        TaskField.SCHEDULE: str(task.schedule or ""),
    }
    cells = {name: ReadCell(f"C{place}", text) for name, text in printed.items()}
    return ReadTask(place, task.task_id if mark else None, cells)


def stranger(title: str, place: int, mark: int | None = None) -> ReadTask:
    return ReadTask(place, mark, {TaskField.TITLE: ReadCell(f"C{place}", title)})


@given(st.lists(st.sampled_from(TASKS), unique=True))
def test_marked_rows_are_certain_in_any_order_and_number(tasks: list[FormTask]) -> None:
    rows = [row_of(task, place) for place, task in enumerate(tasks, start=5)]
    assert [match.subject_id for match in match_tasks(rows, TASKS)] == [t.task_id for t in tasks]
    assert not any(match.doubt for match in match_tasks(rows, TASKS))


@given(st.lists(st.sampled_from(TASKS), unique=True))
def test_rows_without_marks_are_found_but_always_asked_about(tasks: list[FormTask]) -> None:
    rows = [row_of(task, place, mark=False) for place, task in enumerate(tasks, start=5)]
    matches = match_tasks(rows, TASKS)
    assert [match.subject_id for match in matches] == [task.task_id for task in tasks]
    assert all(match.doubt and match.how == "likeness" for match in matches)


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.integers(0, 200), max_size=6))
def test_no_two_rows_are_given_one_task(titles: list[str], marks: list[int]) -> None:
    rows = [stranger(title, place) for place, title in enumerate(titles, start=5)]
    rows += [stranger(TITLES[0], place, mark) for place, mark in enumerate(marks, start=20)]
    given_out = [m.subject_id for m in match_tasks(rows, TASKS) if m.subject_id is not None]
    assert len(given_out) == len(set(given_out))


def test_a_copied_row_puts_both_in_doubt() -> None:
    rows = [row_of(TASKS[0], 5), row_of(TASKS[0], 6), row_of(TASKS[1], 7)]
    first, second, third = match_tasks(rows, TASKS)
    assert first.subject_id is None and second.subject_id is None
    assert "指认" in first.doubt and "指认" in second.doubt
    assert third == Match(7, TASKS[1].task_id, "mark")


def test_a_mark_under_another_tasks_name_is_asked_about() -> None:
    moved = stranger(TASKS[7].title, 5, TASKS[2].task_id)
    (match,) = match_tasks([moved], TASKS)
    assert match.subject_id == TASKS[7].task_id
    assert "请核对" in match.doubt


def test_a_row_that_nobody_knows_is_asked_about_with_choices() -> None:
    (match,) = match_tasks([stranger("本单位自己加的一项工作", 9)], TASKS)
    assert match.subject_id is None and match.how == "none"
    assert match.doubt == "第 9 行“本单位自己加的一项工作”认不出是哪项任务，请指认，或退回该单位。"
    assert len(match.choices) == 3


def test_a_name_with_a_word_put_in_keeps_its_mark() -> None:
    (match,) = match_tasks([stranger("新增软件著作权登记", 5, 100)], TASKS)
    assert match == Match(5, 100, "mark")


SENT = FormTask(
    1, "1.1", "1 举措", "任务", "新增10家，达到85家", "节点（9月30日）", 75, 60.5, "完成 3 家。"
)


def read(**texts: str) -> ReadTask:
    printed = {
        "number": "1.1", "measure": "1 举措", "title": "任务", "year_goal": "新增10家，达到85家",
        "milestones": "节点（9月30日）", "schedule": "75", "last_progress": "60.5",
        "last_done": "完成 3 家。",
    } | texts  # fmt: skip
    return ReadTask(5, 1, {TaskField(name): ReadCell("F7", text) for name, text in printed.items()})


def test_an_untouched_row_has_no_changes() -> None:
    assert outside_changes(read(), SENT) == ()
    other_print = read(
        schedule="75.0",
        last_progress="60.5%",
        title="任 务",
        measure="１ 举措",
        last_done="完成3家。",
    )
    assert outside_changes(other_print, SENT) == ()


def test_a_changed_figure_is_told_with_what_was_sent() -> None:
    (change,) = outside_changes(read(year_goal="新增10家，达到80家"), SENT)
    assert (change.sent, change.returned) == ("新增10家，达到85家", "新增10家，达到80家")
    assert (change.cell, change.field, change.label) == ("F7", "year_goal", "年度目标")
    (change,) = outside_changes(read(schedule=""), SENT)
    assert (change.sent, change.returned) == ("75", "")


def test_a_column_that_is_gone_tells_nothing() -> None:
    assert outside_changes(ReadTask(5, 1, {}), SENT) == ()


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_number_saved_by_another_program_is_the_same(value: float) -> None:
    sent = f"{value:.15g}"
    assert (
        same_content(sent, ReadCell("A1", f"{value:.14g}", float(f"{value:.14g}")))
        or abs(value) < 1e-5
    )


@given(st.text(), st.text())
def test_other_words_are_a_change_and_the_same_words_are_none(one: str, other: str) -> None:
    assert same_content(one, ReadCell("A1", one))
    letters = {c for c in one + other if c.isalpha()}
    if one.isalpha() and other.isalpha() and one.isascii() and other.isascii() and one != other:
        assert letters and not same_content(one, ReadCell("A1", other))
