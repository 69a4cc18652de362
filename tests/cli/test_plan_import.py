"""``leqing plan import``: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from leqing_desktop import paths
from leqing_desktop.documents.plan_json import load_builtin_plan, plan_to_json
from tests.console import Console, assert_refused
from tests.plan_texts import PLAN


@pytest.fixture
def text(folder: Path) -> Path:
    path = folder / "行动 计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def table(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "清单"
    for row in (
        ["2025年重点工作清单"],
        ["序号", "工作任务", "具体举措", "责任单位", "完成时限"],
        [1, "培育企业", "走访企业", "市经信局", "2025年6月31日"],
        [2, "培育企业", "兑现政策", "市财政局", "2025年9月底前"],
    ):
        sheet.append(row)
    path = folder / "清单.xlsx"
    book.save(path)
    return path


@pytest.fixture
def empty(console: Console, folder: Path) -> Path:
    console.done("init", folder / "空.leqing", "--plan", "empty")
    return folder / "空.leqing"


def shown(console: Console, ledger: Path) -> Any:
    return console.done("plan", "show", ledger, "--json").json


def test_a_text_is_imported_and_its_findings_end_with_one(
    console: Console, empty: Path, text: Path
) -> None:
    said = console("plan", "import", empty, text, "--json")
    assert (said.code, said.err) == (1, "")
    answer = said.json
    assert answer["written"] is True and answer["mapping"] is None
    plan = shown(console, empty)
    for key in ("title", "goals", "programmes", "findings"):
        assert plan[key] == answer["plan"][key]
    [finding] = [f for f in plan["findings"] if f["kind"] == "无人认领"]
    assert "联席会议" in finding["message"] and finding["place"]


def test_for_people_it_tells_what_it_found_and_wrote(
    console: Console, empty: Path, text: Path
) -> None:
    out = console("plan", "import", empty, text).out
    assert "建设公共技术平台" in out and "疑点 " in out
    assert out.splitlines()[-1].startswith("已导入“行动 计划.txt”：新增 2 个工程、3 项举措")
    assert console("plan", "import", empty, text).out.splitlines()[-1].startswith("与台账一致")


def test_a_dry_run_writes_nothing_to_the_byte(console: Console, ledger: Path, text: Path) -> None:
    before = ledger.read_bytes()
    said = console("plan", "import", ledger, text, "--dry-run", "--json")
    assert (said.code, said.json["written"]) == (1, False)
    assert ledger.read_bytes() == before
    assert "没有写入台账" in console("plan", "import", ledger, text, "--dry-run").out


def test_a_table_keeps_no_impossible_date_and_names_its_cell(
    console: Console, empty: Path, table: Path
) -> None:
    said = console("plan", "import", empty, table, "--json")
    assert said.code == 1
    [finding] = said.json["plan"]["findings"]
    assert finding["place"] == "清单!E3" and "没有 31 日" in finding["message"]
    [sheet] = said.json["mapping"]["sheets"]
    assert [c["meaning"] for c in sheet["columns"]] == [
        *("number", "measure", "task", "responsible", "due")
    ]
    [programme] = shown(console, empty)["programmes"]
    assert programme["title"] is None
    [measure] = programme["measures"]
    assert [(t["title"], t["due"]) for t in measure["tasks"]] == [
        ("走访企业", None),
        ("兑现政策", "2025-09-30"),
    ]


def test_a_clean_table_ends_with_zero_and_strangers_are_added_with_a_finding(
    console: Console, empty: Path, ledger: Path, folder: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["序号", "工作任务", "责任单位", "完成时限"])
    book.active.append([1, "走访企业", "某某服务中心", "2025-06-30"])
    book.save(folder / "净.xlsx")
    console.done("plan", "import", empty, folder / "净.xlsx")
    said = console("plan", "import", ledger, folder / "净.xlsx", "--json")
    assert said.code == 1
    [finding] = said.json["plan"]["findings"]
    assert finding["kind"] == "单位不在名单" and "某某服务中心" in finding["message"]
    assert "某某服务中心" in {unit["name"] for unit in shown(console, ledger)["units"]}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
        ("a.xlsx", b"PK\x03\x04cut short", ".xlsx"),
        ("a.txt", "机密★1年\n关于发展的意见\n".encode(), "非涉密"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "文字识别"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    console: Console, ledger: Path, folder: Path, name: str, content: bytes, words: str
) -> None:
    (folder / name).write_bytes(content)
    before = ledger.read_bytes()
    assert_refused(console("plan", "import", ledger, folder / name), words)
    assert_refused(console("plan", "import", ledger, folder / name, "--dry-run", "--json"), words)
    assert ledger.read_bytes() == before


def test_nothing_to_import_from_is_told(console: Console, ledger: Path, folder: Path) -> None:
    assert_refused(console("plan", "import", ledger), "FILE")
    assert_refused(console("plan", "import", ledger, folder / "没有.txt"), "没有.txt")
    assert_refused(console("plan", "import", folder / "没有.leqing", folder / "没有.txt"), "台账")


@pytest.fixture(scope="module")
def sources() -> Iterator[Path]:
    folder = Path(paths.project_root()).parent / "shared" / "plan"
    found = sorted(folder.glob("*.txt"))
    if not found:
        pytest.skip("规划原文不在项目旁边的 shared/plan 文件夹里，无法对照原文。")
    yield found[0]


def test_the_plan_beside_the_checkout_becomes_the_built_in_one(
    console: Console, empty: Path, sources: Path
) -> None:
    assert console("plan", "import", empty, sources).code == 1
    got, wanted = shown(console, empty), plan_to_json(load_builtin_plan())
    fields = ("value", "upper", "comparator", "unit", "year")

    def skeleton(plan: Any) -> list[object]:
        def targets(owner: Any) -> list[object]:
            return [[i[field] for field in fields] for i in owner["indicators"]]

        goals = [targets(goal) for goal in plan["goals"]]
        measures = [
            (p["no"], p["title"], m["no"], m["title"], m["open_list"], m["units"], targets(m))
            for p in plan["programmes"]
            for m in p["measures"]
        ]
        return [goals, measures]

    print(
        f"\n规划原文导入后：{len(got['programmes'])} 工程，"
        f"{sum(len(p['measures']) for p in got['programmes'])} 举措，"
        f"{sum(len(g['indicators']) for g in got['goals'])} 个目标指标，"
        f"{sum(len(m['indicators']) for p in got['programmes'] for m in p['measures'])} 个举措指标"
    )
    assert skeleton(got) == skeleton(wanted)
