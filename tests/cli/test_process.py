"""The console as a process: streams, signals, encodings, and others at the same ledger."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.console import START, Console, assert_refused, command, environment, run, tree

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from leqing_desktop.services.bundle import Workspace
services = Workspace(lambda: "韩梅梅", datetime.now).open(Path(sys.argv[1]), keep_backups=False)
print("held", flush=True)
sys.stdin.read()
services.ledger.close()
"""

KILLED_WHILE_WRITING = f"""
import os
from leqing_desktop.documents import safe_file
write = safe_file.write_bytes
def write_first(path, content):
    if "2号" in path.name and path.suffix == ".docx":
        os._exit(9)
    return write(path, content)
safe_file.write_bytes = write_first
{START}
"""

IMPORTED = f"""
import sys
try:
    {START.replace("; console()", "")}
    console()
finally:
    print(sorted({{name.split(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


@contextmanager
def held(ledger: Path) -> Iterator[None]:
    """Another process has the ledger open for writing."""
    with subprocess.Popen(
        command(ledger, script=HOLD),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        try:
            yield
        finally:
            holder.stdin.close()


def test_the_streams_are_utf8_json_and_one_sentence(ledger: Path) -> None:
    said = run("plan", "show", ledger, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["title"].startswith("乐清市")
    assert_refused(run("plan", "show", ledger.with_name("没有.leqing")), "没有.leqing")
    assert_refused(run())


def test_while_another_holds_the_ledger_reads_work_and_writes_name_the_holder(
    console: Console, quarter: Path
) -> None:
    out = quarter.parent / "出口"
    with held(quarter):
        content = quarter.read_bytes()
        for reading in (
            ["plan", "show", quarter],
            ["status", quarter, "--period", "2024Q3"],
            ["notices", "propose", quarter, "--period", "2024Q3"],
            ["export", "progress", quarter, "--period", "2024Q3", "--out", out / "表.xlsx"],
            ["check", quarter],
            ["backup", quarter],
        ):
            console.done(*reading)
        for writing in (
            ["period", "set", quarter, "2024Q4"],
            ["notices", "issue", quarter, "--period", "2024Q3", "--out", out / "单"],
        ):
            assert_refused(console(*writing), "韩梅梅")
        assert quarter.read_bytes() == content and not (out / "单").exists()
    assert run("period", "set", quarter, "2024Q4").code == 0


def test_two_runs_at_once_give_each_number_once(quarter: Path) -> None:
    out = quarter.parent / "单"
    issue = command(
        "notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--date", "2024-10-18"
    )
    runs = [
        subprocess.Popen(issue, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        for _ in range(3)
    ]
    ended = [(each.communicate()[1].decode(), each.returncode) for each in runs]
    # Who comes while another writes is refused with its name; who comes later has nothing to do.
    assert {code for _, code in ended} <= {0, 2} and 0 in {code for _, code in ended}
    assert all("台账正由" in err for err, code in ended if code == 2)
    assert sorted((name.split(" ")[0], Path(name).suffix) for name in tree(out)) == [
        (f"乐电专督〔2024〕{n}号", suffix)
        for n in (1, 2, 3)
        for suffix in (".docx", ".pdf", ".xlsx")
    ]
    assert run("check", quarter).code == 0


def test_a_run_killed_between_signing_and_writing_is_finished_by_the_next(quarter: Path) -> None:
    issue = ("notices", "issue", quarter, "--period", "2024Q3", "--date", "2024-10-18", "--out")
    out, whole = quarter.parent / "单", quarter.with_name("另一份.leqing")
    whole.write_bytes(quarter.read_bytes())
    assert run(*issue, out, script=KILLED_WHILE_WRITING).code == 9
    # The second notice's PDF is there, its Word file and its form are not.
    assert len(tree(out)) == 4
    said = run(*issue, out, "--json")
    assert [each["number"][-2:] for each in said.json["notices"]] == ["2号", "3号"]
    undisturbed = run("notices", "issue", whole, *issue[3:], quarter.parent / "对照")
    assert undisturbed.code == 0
    finished, wanted = tree(out), tree(quarter.parent / "对照")
    assert finished.keys() == wanted.keys()
    # A form is sealed with its ledger's own key, which each of the two made for itself.
    papers = [name for name in wanted if not name.endswith(".xlsx")]
    assert len(papers) == 6 and all(finished[name] == wanted[name] for name in papers)


@posix_only
@pytest.mark.parametrize("limit", [0, 20_000, 200_000])
def test_files_that_cannot_grow_are_refused_and_nothing_is_left(quarter: Path, limit: int) -> None:
    import resource

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    folder = quarter.parent
    before = tree(folder)
    for arguments in (
        ["init", folder / "新.leqing"],
        ["backup", quarter, "--out", folder],
        ["restore", quarter, "--to", folder / "新.leqing"],
        ["notices", "issue", quarter, "--period", "2024Q3", "--out", folder / "新" / "单"],
        ["demo", folder / "演示"],
    ):
        assert_refused(run(*arguments, preexec_fn=small_files))
        # The folder for backups is made on opening, as ever.
        left = {name: content for name, content in tree(folder).items() if name != "备份"}
        assert left == before, arguments


@posix_only
def test_ctrl_c_ends_in_words(ledger: Path) -> None:
    show = command("plan", "show", ledger, "--json")
    with subprocess.Popen(
        show, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        # It is now writing into a full pipe.
        os.read(process.stdout.fileno(), 1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 2
    assert err.decode() == "已中断，没有做完；再运行一次会接着做。\n"


@posix_only
def test_a_reader_that_has_seen_enough_is_no_fault(ledger: Path) -> None:
    show = command("plan", "show", ledger, "--json")
    with subprocess.Popen(
        show, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        os.read(process.stdout.fileno(), 1)
        process.stdout.close()
        err = process.stderr.read()
    assert (process.returncode, err) == (0, b"")


@posix_only
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_are_no_fault(ledger: Path, closed: str) -> None:
    for arguments, code in ((["plan", "show", ledger], 0), (["plan", "show", "没有"], 2)):
        shell = ["sh", "-c", f'"$@" {closed}', "sh", *command(*arguments)]
        done = subprocess.run(shell, capture_output=True, check=False, env=environment())
        assert done.returncode == code
        assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_output_that_finds_no_room_is_refused(ledger: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("plan", "show", ledger),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(),
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "磁盘已满，没有写完，请腾出空间后再做一次。\n"


@posix_only
@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_any_locale_will_do(quarter: Path, locale: dict[str, str]) -> None:
    out = quarter.parent / "督办 单"
    said = run(
        *("notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--as", "李雷"),
        *("--date", "2024-10-18", "--json"),
        env=environment(**locale),
    )
    assert (said.code, said.err) == (0, "")
    files = [Path(path) for each in said.json["notices"] for path in each["files"]]
    assert [file.read_bytes()[:2] for file in files] == [b"%P", b"PK", b"PK"] * 3
    env = environment(**locale)
    assert_refused(run("plan", "show", quarter.with_name("没有.leqing"), env=env), "没有.leqing")


def test_a_fault_is_told_in_words_and_its_report_is_in_the_log(
    ledger: Path, leqing_home: Path
) -> None:
    script = f"""
from leqing_desktop.services.ledger import LedgerService
LedgerService.plan = property(lambda self: 1 / 0)
{START}
"""
    said = run("plan", "show", ledger, script=script)
    log = leqing_home / "leqing.log"
    assert_refused(said, "程序出错", str(log))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_without_a_place_for_log_and_settings_the_console_still_works(
    ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    env = environment(LEQING_HOME=str(tmp_path / "文件" / "家"))
    said = run("check", ledger, env=env)
    assert (said.code, said.err) == (0, "")
    assert_refused(run("check", ledger.with_name("没有.leqing"), env=env))


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "show"], ["status"]])
def test_what_only_reads_loads_nothing_heavy(quarter: Path, arguments: list[str]) -> None:
    if arguments != ["--help"]:
        arguments = [*arguments, str(quarter)]
    if arguments[0] == "status":
        arguments += ["--period", "2024Q3", "--json"]
    said = run(*arguments, script=IMPORTED)
    assert said.code == 0
    loaded = set(json.loads(said.err.splitlines()[-1].replace("'", '"')))
    heavy = {"PySide6", "shiboken6", "openpyxl", "reportlab", "alembic", "filelock", "PIL"}
    assert not loaded & heavy
    if arguments == ["--help"]:
        assert "sqlalchemy" not in loaded


def test_the_clerk_of_the_settings_stands_in_the_journal(ledger: Path, leqing_home: Path) -> None:
    leqing_home.mkdir(exist_ok=True)
    settings = json.dumps({"clerk": "韩梅梅"}, ensure_ascii=False)
    (leqing_home / "settings.json").write_text(settings, encoding="utf-8")
    assert run("period", "set", ledger, "2024Q3").code == 0
    assert run("period", "set", ledger, "2024Q4", "--as", "李雷").code == 0
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute("SELECT clerk FROM journal_operation ORDER BY id").fetchall()
    assert [clerk for (clerk,) in rows[-2:]] == ["韩梅梅", "李雷"]
