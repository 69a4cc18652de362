"""The pieces of ``dev.py bench`` at tiny sizes: they measure what they say; no time is judged."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from leqing_desktop.documents.notice_pdf import placed_runs
from leqing_desktop.documents.plan_reader import read_plan
from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.light_rule import Light
from leqing_desktop.services.bundle import Workspace

BENCH = Path(__file__).resolve().parent.parent / "packaging" / "bench"
NAMES = (
    *("rounds", "ledgers", "start", "large", "workbook", "notices", "plan", "table"),
    *("issue", "collect", "notice_peers"),
)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    monkeypatch.syspath_prepend(str(BENCH))
    yield {name: importlib.import_module(name) for name in NAMES}
    for name in NAMES:
        sys.modules.pop(name, None)


def test_both_ways_take_turns_after_a_warm_up(bench: dict[str, ModuleType]) -> None:
    calls: list[str] = []

    def timed(name: str, seconds: float) -> float:
        calls.append(name)
        return seconds

    pairs = bench["rounds"].alternate(lambda: timed("a", 3.0), lambda: timed("b", 2.0), 3)
    assert "".join(calls) == "ab" + "ab" + "ba" + "ab"
    assert pairs.ratios == (1.5, 1.5, 1.5)


@pytest.mark.parametrize(("wanted", "word"), [(1.5, "　达到"), (1.4, "未达到")])
def test_a_ratio_is_told_with_minimum_median_and_verdict(
    bench: dict[str, ModuleType], capsys: pytest.CaptureFixture[str], wanted: float, word: str
) -> None:
    pairs = bench["rounds"].Pairs((1.0, 3.0, 4.0), (1.0, 2.0, 2.0))
    assert bench["rounds"].show_ratio("名称", pairs, wanted) is (word == "　达到")
    told = capsys.readouterr().out
    assert "最小     1.00" in told
    assert "中位     1.50" in told
    assert f"要求 ≤ {wanted:g}" in told
    assert told.rstrip().endswith(word)


def test_a_time_is_told_in_milliseconds(
    bench: dict[str, ModuleType], capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = bench["rounds"].Pairs((0.05, 0.2), (0.01, 0.01))
    assert not bench["rounds"].show_time("名称", pairs, 0.1)
    assert "125.0 ms" in capsys.readouterr().out


def test_the_large_ledger_has_its_tasks_reports_and_lights(
    bench: dict[str, ModuleType], tmp_path: Path
) -> None:
    path = bench["ledgers"].large_ledger(tmp_path, 45)
    services = Workspace(lambda: "测试", lambda: bench["ledgers"]._NOW).open(path)
    rows = services.decomposition.tree()
    assert sum(row.level is Level.TASK for row in rows) == 45
    assert sum(row.level is Level.MEASURE for row in rows) == 3
    lights = services.status.lights(bench["ledgers"].PERIOD)
    tasks = [lights[row.id] for row in rows if row.level is Level.TASK]
    assert all(each.reported for each in tasks)
    assert {Light.GREEN, Light.RED} <= {each.light for each in tasks}
    services.ledger.close()


def test_the_bare_workbook_gets_the_cells_of_the_programs(bench: dict[str, ModuleType]) -> None:
    workbook = bench["workbook"]
    cells = workbook.written_cells(list(workbook.sample_rows(20)))
    assert len(cells) >= 20
    assert any("第20项" in str(value) for line in cells for value in line)
    assert workbook.write_bare(cells) > 0


def test_the_notices_have_three_pages_and_differ(bench: dict[str, ModuleType]) -> None:
    documents = bench["notices"].sample_notices(3)
    drawings = [placed_runs(document) for document in documents]
    assert [len(drawing) for drawing in drawings] == [3, 3, 3]
    assert len({document.number for document in documents}) == 3
    assert bench["notices"].draw_bare(drawings) > 0


def test_peers_are_timed_where_they_are_installed_and_skipped_where_not(
    bench: dict[str, ModuleType],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notices = bench["notices"]
    documents = notices.sample_notices(1)
    there = {"weasyprint": lambda given: 0.01 * len(given), "typst": None}
    monkeypatch.setattr(notices, "peer", there.get)
    notices.show_peers(documents, 1)
    told = capsys.readouterr().out
    assert "weasyprint　每份 10.0 ms" in told
    assert "typst　没有安装，跳过" in told


def test_the_plan_of_many_pages_is_read_whole(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    path = bench["plan"].write_plan(tmp_path / "a.pdf", 12)
    facts = read_plan(path).facts
    measures = [measure for programme in facts.programmes for measure in programme.measures]
    assert [measure.no for measure in measures] == list(range(1, len(measures) + 1))
    assert len(measures) > 40
    assert all(len(measure.indicators) == 2 and measure.units for measure in measures)
    assert bench["plan"].read(path) > 0 and bench["plan"].read_bare(path) > 0


def test_the_table_is_read_whole_by_both_ways(bench: dict[str, ModuleType], tmp_path: Path) -> None:
    path = tmp_path / "任务表.xlsx"
    bench["table"].write(path, 100)
    plan = read_table(path).plan
    assert sum(len(m.tasks) for p in plan.programmes for m in p.measures) == 100
    assert [len(p.measures) for p in plan.programmes] == [8, 8, 4]
    assert bench["table"].read(path) > 0
    assert bench["table"].read_bare(path) > 0


def test_the_bare_workbooks_get_the_values_of_the_programs(
    bench: dict[str, ModuleType], tmp_path: Path
) -> None:
    issue = bench["issue"]
    assert issue.write(issue.sample_forms(2, 5), tmp_path) > 0
    books = [issue.written_values(path) for path in sorted(tmp_path.glob("*.xlsx"))]
    assert [[row[0] for row in book[0] if row and row[0]][:5] for book in books] == [
        [f"T{number * 1000 + at}" for at in range(1, 6)] for number in range(2)
    ]
    assert issue.write_bare(books, tmp_path) > 0
    bare = issue.written_values(tmp_path / "bare001.xlsx")
    assert [[each for each in row if each] for row in bare[0]] == [
        [each for each in row if each] for row in books[1][0]
    ]


def test_the_collected_workbooks_are_taken_into_a_ledger_whole(
    bench: dict[str, ModuleType],
) -> None:
    collect = bench["collect"]
    with bench["ledgers"].desk() as folder:
        ready = collect.prepare(folder, 2, 5)
        services = Workspace(lambda: "测速", datetime.now).open(ready.ledger, keep_backups=False)
        result = collect.collected(services, ready.folder)
        assert [each.outcome.label for each in result.files] == ["已收", "已收"]
        assert [each.rows_read for each in result.files] == [5, 5]
        assert [(row.filled, row.expected) for row in services.review.board(collect.PERIOD)] == [
            (5, 5),
            (5, 5),
        ]
        services.ledger.close()
        assert ready.collect() > 0 and ready.read() > 0 and ready.read_bare() > 0


def test_start_and_steps_are_measured_on_the_real_window(bench: dict[str, ModuleType]) -> None:
    start, large = bench["start"], bench["large"]
    with bench["ledgers"].desk() as folder:
        ledger = bench["ledgers"].large_ledger(folder, 200)
        around = start.surroundings(folder)
        assert start.seconds_to_paint([str(start.SHOW), str(ledger)], around) > 0
        assert start.seconds_to_paint([str(start.BARE)], around) > 0
        steps = large.steps(folder, ledger)
    assert set(steps) == set(large.STEPS)
    assert all(len(pairs.ours) == len(pairs.bare) > 1 for pairs in steps.values())


def test_an_unknown_name_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH / "__main__.py"), "nonsense"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr
