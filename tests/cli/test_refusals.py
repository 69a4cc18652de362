"""Bad input: one Chinese sentence on stderr, exit 2, and everything as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.console import Console, assert_refused, tree

ON_A_LEDGER = {
    "show": ["plan", "show", "LEDGER", "--json"],
    "import": ["plan", "import", "LEDGER", "PLAN.txt", "--json"],
    "set": ["period", "set", "LEDGER", "2024Q3"],
    "status": ["status", "LEDGER", "--period", "2024Q3", "--json"],
    "propose": ["notices", "propose", "LEDGER", "--period", "2024Q3"],
    "issue": ["notices", "issue", "LEDGER", "--period", "2024Q3", "--out", "OUT"],
    "inspections": ["inspections", "LEDGER", "--json"],
    "decomposition": ["export", "decomposition", "LEDGER", "--out", "OUT.xlsx"],
    "progress": ["export", "progress", "LEDGER", "--out", "OUT.xlsx", "--period", "2024Q3"],
    "notices": ["export", "notices", "LEDGER", "--out", "OUT.xlsx"],
    "check": ["check", "LEDGER"],
    "backup": ["backup", "LEDGER", "--out", "OUT"],
    "restore": ["restore", "LEDGER", "--to", "OUT.leqing"],
}


def filled(arguments: list[str], ledger: Path) -> list[str]:
    names = {"LEDGER": ledger, "OUT": ledger.parent / "新 出口"}
    names |= {f"OUT{end}": ledger.parent / f"新 出口{end}" for end in (".xlsx", ".leqing")}
    return [str(names.get(each, each)) for each in arguments]


def spoil(ledger: Path, how: str) -> Path:
    """The ledger made unusable in some way, or something else in its place."""
    sql = {
        "newer": "UPDATE alembic_version SET version_num = '9999'",
        "trigger": "CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM item; END",
        "foreign table": "CREATE TABLE extra (a)",
        "foreign database": "PRAGMA application_id = 7",
    }
    if how in sql:
        with closing(sqlite3.connect(ledger)) as connection:
            connection.execute(sql[how])
            connection.commit()
        return ledger
    content = ledger.read_bytes()
    ledger.unlink()
    if how == "folder":
        ledger.mkdir()
    elif how == "text":
        ledger.write_text("工程,举措,任务\n", encoding="utf-8")
    elif how == "empty":
        ledger.touch()
    elif how == "truncated":
        ledger.write_bytes(content[: len(content) // 2])
    elif how == "damaged":
        middle = len(content) // 2
        ledger.write_bytes(content[:middle] + b"\xa5" * 8192 + content[middle + 8192 :])
    return ledger


KINDS = {
    "missing": "找不到台账",
    "folder": "是文件夹",
    "text": "不是台账",
    "empty": "空文件",
    "truncated": "不完整",
    "damaged": "已损坏",
    "newer": "更新版本",
    "trigger": "触发器",
    "foreign table": "数据表",
    "foreign database": "别的软件",
}


@pytest.mark.parametrize("command", ON_A_LEDGER)
@pytest.mark.parametrize("how", KINDS)
def test_what_is_no_sound_ledger_is_refused_by_every_command(
    console: Console, ledger: Path, how: str, command: str
) -> None:
    spoil(ledger, how)
    before = tree(ledger.parent)
    assert_refused(console(*filled(ON_A_LEDGER[command], ledger)), KINDS[how])
    assert tree(ledger.parent) == before


def test_a_damaged_ledger_names_its_newest_good_backup(console: Console, ledger: Path) -> None:
    backup = console.done("backup", ledger).out.removeprefix("已备份：").strip()
    spoil(ledger, "damaged")
    for command in ("show", "set", "check"):
        assert_refused(console(*filled(ON_A_LEDGER[command], ledger)), backup)


@pytest.mark.parametrize(
    "arguments",
    [
        ["init", "TAKEN"],
        ["restore", "LEDGER", "--to", "TAKEN"],
        ["restore", "LEDGER", "--to", "LEDGER"],
        ["init", "FOLDER.leqing"],
    ],
)
def test_what_exists_is_never_overwritten(
    console: Console, ledger: Path, arguments: list[str]
) -> None:
    taken = ledger.with_name("已有.leqing")
    taken.write_bytes(b"somebody's")
    folder = ledger.with_name("文件夹.leqing")
    folder.mkdir()
    names = {"TAKEN": taken, "LEDGER": ledger, "FOLDER.leqing": folder}
    before = tree(ledger.parent)
    assert_refused(console(*(names.get(each, each) for each in arguments)), "已经存在")
    assert tree(ledger.parent) == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["init", "OUT"], ".leqing"),
        (["restore", "LEDGER", "--to", "OUT"], ".leqing"),
        (["init", "nowhere/a.leqing"], "不存在"),
        (["init", "x" * 300 + ".leqing"], "文件名"),
        (["status", "LEDGER", "--period", "2024Q5"], "2024Q5"),
        (["status", "LEDGER", "--period", "1024Q1"], "1024"),
        (["period", "set", "LEDGER", "上季度"], "上季度"),
        (["period", "set", "LEDGER", "2024Q3", "--due", "2024-02-30"], "2024-02-30"),
        (["period", "set", "LEDGER", "2024Q3", "--issue", "20240920"], "20240920"),
        (["notices", "issue", "LEDGER", "--period", "2024Q3", "--out", "OUT", "--date", "昨天"], "昨天"),
        (["status", "LEDGER", "--period", "2024Q3", "--as-of", "2024-W40-1"], "2024-W40-1"),
        (["period", "set", "LEDGER", "2024Q3", "--issue", "2024-10-15", "--due", "2024-10-01"], "早于"),
        (["period", "set", "LEDGER", "2024Q3", "--as", " "], "经办人"),
        (["period", "set", "LEDGER", "2024Q3", "--as", "王" * 99], "经办人"),
        (["period", "set", "LEDGER", "2024Q3", "--as", "王\x07敏"], "经办人"),
        (["period", "set", "LEDGER", "2024Q3", "--as", "\udcff"], "读不出"),
        (["plan", "show", ""], "LEDGER"),
        (["plan", "show", "a\x00b"], "台账"),
        (["export", "progress", "LEDGER", "--out", "OUT.xlsx"], "--period"),
        (["export", "decomposition", "LEDGER", "--out", "OUT"], ".xlsx"),
        (["export", "nothing", "LEDGER", "--out", "OUT.xlsx"], "nothing"),
        (["notices", "issue", "LEDGER", "--period", "2024Q3"], "--out"),
        (["status", "LEDGER"], "--period"),
        (["status", "--period", "2024Q3"], "LEDGER"),
        (["status", "LEDGER", "--period"], "--period"),
        (["plan", "show", "LEDGER", "--jsonn"], "--jsonn"),
        (["plan", "show", "LEDGER", "--json=yes"], "--json"),
        (["plan", "show", "LEDGER", "a", "b"], "a b"),
        (["init", "OUT.leqing", "--plan", "other"], "builtin"),
        (["restore", "LEDGER"], "--to"),
        (["nonsense"], "nonsense"),
        (["plan", "nonsense"], "nonsense"),
        (["plan"], "命令"),
        ([], "命令"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused(
    console: Console, ledger: Path, arguments: list[str], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ledger.parent)
    before = tree(ledger.parent)
    assert_refused(console(*filled(arguments, ledger)), word)
    after = tree(ledger.parent)
    # A ledger that was opened for writing has its dated backup, as on every opening.
    kept = {name: content for name, content in after.items() if not name.startswith("备份")}
    assert kept == before


@pytest.mark.parametrize("command", ["set", "issue"])
def test_a_read_only_ledger_can_be_read_but_not_written(
    console: Console, quarter: Path, command: str
) -> None:
    quarter.chmod(0o444)
    before = tree(quarter.parent)
    assert_refused(console(*filled(ON_A_LEDGER[command], quarter)), "只读")
    assert tree(quarter.parent) == before
    console.done(*filled(ON_A_LEDGER["show"], quarter))


@pytest.mark.parametrize("command", ["issue", "decomposition", "progress", "notices", "backup"])
def test_an_out_that_cannot_be_is_refused_before_anything_is_done(
    console: Console, quarter: Path, command: str
) -> None:
    # A file where a folder is needed refuses even an administrator.
    (quarter.parent / "文件").write_bytes(b"")
    out = quarter.parent / "文件" / "表.xlsx"
    arguments = [str(out) if each.startswith("OUT") else each for each in ON_A_LEDGER[command]]
    content = quarter.read_bytes()
    said = console(*filled(arguments, quarter))
    assert_refused(said, "文件夹")
    assert quarter.read_bytes() == content
    assert list((quarter.parent).glob("文件*")) == [quarter.parent / "文件"]


@pytest.mark.parametrize("what", ["decomposition", "progress", "notices"])
def test_a_folder_in_the_place_of_the_workbook_stays(
    console: Console, quarter: Path, what: str
) -> None:
    folder = quarter.parent / "新 出口.xlsx"
    folder.mkdir()
    before = tree(quarter.parent)
    assert_refused(console(*filled(ON_A_LEDGER[what], quarter)), "文件夹")
    assert tree(quarter.parent) == before


def test_check_tells_of_gaps_and_broken_references(console: Console, quarter: Path) -> None:
    out = quarter.parent / "出口"
    console.done("notices", "issue", quarter, "--period", "2024Q3", "--out", out)
    with closing(sqlite3.connect(quarter)) as connection:
        connection.execute("UPDATE notice SET number = 7 WHERE number = 2")
        connection.execute("DELETE FROM unit WHERE name = '市科技局'")
        connection.commit()
    said = console("check", quarter)
    assert (said.code, said.err) == (1, "")
    assert "文号不连续" in said.out and "已不存在的单位" in said.out
    assert said.out.endswith("处要处理。\n")


def test_a_fault_of_the_program_is_told_in_words_and_logged(console: Console, ledger: Path) -> None:
    def broken() -> None:
        raise RuntimeError("no clock")

    console.now = broken  # type: ignore[assignment]
    said = console("period", "set", ledger, "2024Q3", fault=True)
    assert_refused(said, "程序出错", "leqing.log")
    assert console.faults == ["command failed"]


def test_a_ledger_is_free_again_after_a_refusal(console: Console, ledger: Path) -> None:
    assert console("period", "set", ledger, "2024Q3", "--due", "2024-01-01").code == 0
    assert console("period", "set", ledger, "2024Q3", "--issue", "2024-03-01").code == 2
    assert [p.name for p in ledger.parent.iterdir() if p.name.startswith("~$")] == []
