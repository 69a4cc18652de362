"""Every command that exists, as DESIGN §6 promises it to scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.console import Console, tree

BUILTIN = Path(__file__).parents[2] / "resources" / "plan" / "yueqing-electric.json"
COMPARATORS = {">=", ">", "=", "<", "<=", "≈"}
ROLES = {"lead", "responsible", "support"}


@pytest.fixture
def shown(console: Console, ledger: Path) -> Any:
    return console.done("plan", "show", ledger, "--json").json


def test_a_new_ledger_shows_the_built_in_plan_and_nothing_else(
    console: Console, folder: Path
) -> None:
    said = console.done("init", folder / "新 建.leqing")
    assert said.out == f"已新建：{folder / '新 建.leqing'}\n"
    assert list(tree(folder)) == ["新 建.leqing"]
    shown = console.done("plan", "show", folder / "新 建.leqing", "--json").json
    assert _without_empty(shown) == _without_empty(json.loads(BUILTIN.read_text("utf-8")))


def test_an_empty_ledger_has_an_empty_plan(console: Console, folder: Path) -> None:
    console.done("init", folder / "空.leqing", "--plan", "empty")
    shown = console.done("plan", "show", folder / "空.leqing", "--json").json
    assert (shown["title"], shown["goals"], shown["programmes"]) == ("空", [], [])
    assert console.done("plan", "show", folder / "空.leqing").out == "空\n"
    status = console.done("period", "set", folder / "空.leqing", "2024Q3")
    status = console.done("status", folder / "空.leqing", "--period", "2024Q3", "--json")
    assert status.json["items"] == [] and status.json["ranking"] == []


def test_plan_show_has_the_promised_shape(shown: Any) -> None:
    assert {"title", "goals", "programmes", "findings"} <= set(shown)
    assert [p["no"] for p in shown["programmes"]] == list(range(1, 10))
    measures = [m for p in shown["programmes"] for m in p["measures"]]
    assert [m["no"] for m in measures] == list(range(1, 27))
    for measure in measures:
        assert type(measure["no"]) is int and isinstance(measure["open_list"], bool)
        assert measure["units"] and [u["counts_first"] for u in measure["units"]].count(True) == 1
        for unit in measure["units"]:
            assert set(unit) == {"name", "role", "counts_first"} and unit["role"] in ROLES
    tasks = [t for m in measures for t in m["tasks"]]
    expected = {"title", "units", "section", "person", "target", "due", "due_text", "milestones"}
    for task in tasks:
        assert expected <= set(task)
        assert task["due"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", task["due"])
        assert all({"title", "due"} <= set(each) for each in task["milestones"])
    assert any(task["milestones"] for task in tasks)
    assert all({"kind", "message", "place"} <= set(each) for each in shown["findings"])


def test_indicators_have_the_promised_shape(shown: Any) -> None:
    measures = [m for p in shown["programmes"] for m in p["measures"]]
    found = [i for part in (*shown["goals"], *measures) for i in part["indicators"]]
    assert found
    for indicator in found:
        keys = {"name", "value", "upper", "unit", "comparator", "year", "kind", "literal"}
        assert keys <= set(indicator) and indicator["comparator"] in COMPARATORS
        assert indicator["unit"] is None or isinstance(indicator["unit"], str)
        assert indicator["year"] is None or type(indicator["year"]) is int
        for value in (indicator["value"], indicator["upper"]):
            # 1000 and not 1000.0
            assert value is None or type(value) is int or value != int(value)


def test_plan_show_for_people_names_all_levels(console: Console, ledger: Path, shown: Any) -> None:
    said = console.done("plan", "show", ledger).out
    for programme in shown["programmes"]:
        assert programme["title"] in said
        for measure in programme["measures"]:
            assert measure["title"] in said and measure["units"][0]["name"] in said
            assert all(task["title"] in said for task in measure["tasks"])


def test_status_has_the_promised_shape(console: Console, quarter: Path) -> None:
    said = console.done("status", quarter, "--period", "2024Q3", "--json").json
    assert list(said) == ["period", "counts", "items", "ranking"]
    assert said["period"] == "2024Q3"
    assert list(said["counts"]) == ["green", "yellow", "red", "grey", "unreported"]
    assert said["counts"]["unreported"] == sum(not item["reported"] for item in said["items"])
    for light in ("green", "yellow", "red", "grey"):
        assert said["counts"][light] == sum(item["light"] == light for item in said["items"])
    keys = {"id", "title", "unit", "light", "progress", "schedule", "reported", "why"}
    for item in said["items"]:
        assert set(item) == keys and type(item["id"]) is int and item["why"].endswith("。")
        assert type(item["progress"]) is int or item["progress"] != int(item["progress"])
    assert {40.5, 60, 80} <= {item["progress"] for item in said["items"]}
    for row in said["ranking"]:
        assert set(row) == {"place", "change", "unit", "score"}
        assert type(row["place"]) is int and type(row["change"]) is int
    assert said["ranking"][0]["place"] == 1


def test_status_for_people_explains_what_is_behind(console: Console, quarter: Path) -> None:
    said = console.done("status", quarter, "--period", "2024Q3").out
    assert said.startswith("2024年第三季度  绿 ")
    assert sum(line.startswith(("黄", "红")) for line in said.splitlines()) == 3
    assert "第 1 名" in said


def test_status_as_of_another_day(console: Console, quarter: Path) -> None:
    # In 2026 everything that was due in 2025 is overdue.
    said = console.done(
        "status", quarter, "--period", "2024Q3", "--as-of", "2026-01-05", "--json"
    ).json
    usual = console.done("status", quarter, "--period", "2024Q3", "--json").json
    assert said["counts"]["red"] > usual["counts"]["red"]


def test_a_period_that_is_not_there_counts_as_silence_and_is_said(
    console: Console, ledger: Path
) -> None:
    said = console("status", ledger, "--period", "2031Q2", "--json")
    assert said.code == 0
    assert said.err == "台账里还没有2031年第二季度这个报送期，按各单位都没有报送计算。\n"
    assert said.json["counts"]["unreported"] == len(said.json["items"])
    console.done("period", "set", ledger, "2031Q2", "--issue", "2031-06-20", "--due", "2031-07-10")
    console.done("status", ledger, "--period", "2031Q2")


def test_period_set_says_what_it_did_under_the_clerk(console: Console, ledger: Path) -> None:
    said = console.done("period", "set", ledger, "2024Q3", "--due", "2024-10-15", "--as", "李雷")
    assert said.out == "已设置 2024年第三季度\n"


def test_proposals_have_the_promised_shape(console: Console, quarter: Path) -> None:
    said = console.done("notices", "propose", quarter, "--period", "2024Q3", "--json").json
    assert list(said) == ["notices"] and len(said["notices"]) == 3
    for notice in said["notices"]:
        keys = ["number", "colour", "unit", "items", "deadline", "why", "files"]
        assert list(notice) == keys
        assert (notice["number"], notice["colour"], notice["files"]) == (None, "blue", [])
        assert notice["unit"] == "市人才办" and len(notice["items"]) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", notice["deadline"])
    people = console.done("notices", "propose", quarter, "--period", "2024Q3").out
    assert people.count("蓝单  市人才办") == 3 and people.endswith("共 3 件\n")


@pytest.mark.parametrize(
    ("what", "more", "heading"),
    [
        ("decomposition", [], "重点任务分解表"),
        ("progress", ["--period", "2024Q3"], "2024年第三季度重点任务进展汇总表"),
        ("notices", [], "督办台账"),
        ("decomposition", ["--period", "2024Q3"], "重点任务分解表"),
    ],
)
def test_export_writes_a_workbook_and_says_where(
    console: Console, quarter: Path, folder: Path, what: str, more: list[str], heading: str
) -> None:
    target = folder / "新 文件夹" / "表 %41#.xlsx"
    said = console.done("export", what, quarter, "--out", target, *more)
    assert said.out == f"已导出：{target}\n"
    assert heading in str(load_workbook(target).active["A1"].value)


def test_check_counts_and_finds_nothing_in_a_sound_ledger(console: Console, ledger: Path) -> None:
    said = console.done("check", ledger)
    assert said.out.splitlines()[0].startswith("9 工程 · 26 举措 · ")
    assert said.out.endswith("台账完好。\n")


def test_backup_and_restore_give_the_same_plan(console: Console, quarter: Path) -> None:
    beside = console.done("backup", quarter).out.removeprefix("已备份：").strip()
    assert Path(beside).parent == quarter.parent / "备份"
    chosen = console.done("backup", quarter, "--out", quarter.parent / "U 盘").out
    source = Path(chosen.removeprefix("已备份：").strip())
    assert source.parent == quarter.parent / "U 盘"
    target = quarter.parent / "恢 复.leqing"
    assert console.done("restore", source, "--to", target).out == f"已恢复：{target}\n"
    shows = [console.done("plan", "show", each, "--json").out for each in (quarter, target)]
    assert shows[0] == shows[1]


def test_version(console: Console) -> None:
    assert re.fullmatch(r"leqing \d+\.\d+\.\d+\n", console.done("--version").out)


def _without_empty(node: Any) -> Any:
    """JSON without what may be left out: empty texts and lists, nulls, a false flag."""
    if isinstance(node, dict):
        cleaned = {key: _without_empty(value) for key, value in node.items()}
        return {k: v for k, v in cleaned.items() if v not in (None, "", [], {}) and v is not False}
    return [_without_empty(each) for each in node] if isinstance(node, list) else node
