"""``notices issue``: numbers without gaps, files that come back, and both as one."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leqing_desktop.domain.notice_grouping import NoticeGrouping
from leqing_desktop.services.bundle import Workspace
from leqing_desktop.services.notice_settings import NoticeSettings
from tests.console import NOW, Console, assert_refused, environment, run, tree


@pytest.fixture
def out(folder: Path) -> Path:
    return folder / "督办 通知单"


def test_issuing_numbers_in_order_and_writes_a_file_each(
    console: Console, quarter: Path, out: Path
) -> None:
    proposed = console.done("notices", "propose", quarter, "--period", "2024Q3", "--json").json
    said = console.done(
        "notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--json"
    ).json
    issued = said["notices"]
    assert [each["number"] for each in issued] == [f"乐电专督〔2024〕{n}号" for n in (1, 2, 3)]
    for notice, proposal in zip(issued, proposed["notices"], strict=True):
        assert (notice["unit"], notice["items"]) == (proposal["unit"], proposal["items"])
        path, word, form = notice["files"]
        assert Path(path).read_bytes().startswith(b"%PDF-")
        assert Path(path).name == f"{notice['number']} {notice['unit']}.pdf"
        assert Path(word) == Path(path).with_suffix(".docx")
        assert zipfile.is_zipfile(word)
        assert Path(form).name == f"{notice['number']} {notice['unit']} 反馈表.xlsx"
        assert zipfile.is_zipfile(form)
    assert len(tree(out)) == 9


def test_a_second_run_spends_no_number_and_brings_back_what_is_missing(
    console: Console, quarter: Path, out: Path
) -> None:
    arguments = ("notices", "issue", quarter, "--period", "2024Q3", "--out", out)
    console.done(*arguments)
    first, ledger = tree(out), quarter.read_bytes()
    assert console.done(*arguments, "--json").json == {"notices": []}
    assert "没有要签发的督办单" in console.done(*arguments).out
    assert tree(out) == first and quarter.read_bytes() == ledger
    lost = sorted(out.iterdir())[1]
    lost.unlink()
    (back,) = console.done(*arguments, "--json").json["notices"]
    assert str(lost) in back["files"]
    assert tree(out) == first and quarter.read_bytes() == ledger


def test_all_files_come_back_in_another_folder(
    console: Console, quarter: Path, out: Path, folder: Path
) -> None:
    issue = ("notices", "issue", quarter, "--period", "2024Q3", "--out")
    console.done(*issue, out)
    console.done(*issue, folder / "再来一份")
    assert tree(folder / "再来一份") == tree(out)


def test_the_date_sets_year_and_deadline(console: Console, quarter: Path, out: Path) -> None:
    said = console.done(
        "notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--date", "2025-01-06",
        "--json",
    ).json  # fmt: skip
    assert said["notices"][0]["number"] == "乐电专督〔2025〕1号"
    assert said["notices"][0]["deadline"] > "2025-01-06"


def test_unanswered_notices_escalate_by_the_date_of_the_run(
    console: Console, quarter: Path, out: Path
) -> None:
    issue = ("notices", "issue", quarter, "--period", "2024Q3", "--out", out)
    console.done(*issue, "--date", "2024-10-18")
    propose = ("notices", "propose", quarter, "--period", "2024Q3", "--json")
    assert console.done(*propose, "--date", "2024-10-21").json["notices"] == []
    later = console.done(*propose, "--date", "2024-12-02").json["notices"]
    assert {each["colour"] for each in later} == {"orange"}
    # Without --date, soon after the quarter, it is the day of the run.
    console.now = lambda: NOW.replace(month=12, day=2)
    assert console.done(*propose).json["notices"] == later


def test_a_file_that_is_not_ours_is_not_overwritten_and_costs_no_number(
    console: Console, quarter: Path, out: Path
) -> None:
    out.mkdir()
    stranger = out / "乐电专督〔2024〕2号 市人才办.pdf"
    stranger.write_bytes(b"another ledger's")
    ledger = quarter.read_bytes()
    said = console("notices", "issue", quarter, "--period", "2024Q3", "--out", out)
    assert_refused(said, stranger.name)
    assert tree(out) == {stranger.name: b"another ledger's"}
    assert quarter.read_bytes() == ledger


def test_notices_of_a_demonstration_say_so(
    console: Console, masters: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(lambda: "演示", lambda: NOW)
    workspace.create(folder / "演示.leqing", demo=True)
    services = workspace.open(folder / "演示.leqing", keep_backups=False)
    try:
        from leqing_desktop.domain.period import Period

        period = Period(2024, 3)
        proposal = services.supervision.proposals(period)[0]
        document = services.supervision.preview(period, proposal, NOW.date())
    finally:
        services.ledger.close()
    assert re.search("督办通知单（演示·.）", document.title)
    assert "演示" in document.note


def test_numbers_go_on_after_a_restore(console: Console, quarter: Path, out: Path) -> None:
    issue = ("--period", "2024Q3", "--out")
    console.done("notices", "issue", quarter, *issue, out)
    backup = console.done("backup", quarter).out.removeprefix("已备份：").strip()
    shutil.rmtree(out)
    restored = quarter.with_name("恢复.leqing")
    console.done("restore", backup, "--to", restored)
    console.done("notices", "issue", restored, *issue, out)
    assert len(tree(out)) == 9
    console.done("check", restored)


def test_a_deadline_beyond_the_known_holidays_is_said(
    console: Console, quarter: Path, out: Path
) -> None:
    far = ("notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--date", "2031-01-05")
    said = console(*far)
    assert said.code == 0
    assert "2031 年按周一至周五算工作日" in said.err


def test_one_notice_a_unit_is_proposed_and_issued_as_one(
    console: Console, quarter: Path, out: Path
) -> None:
    services = Workspace(lambda: "王敏", lambda: NOW).open(quarter, keep_backups=False)
    services.notice_settings.save(NoticeSettings(NoticeGrouping.BY_UNIT))
    services.ledger.close()
    command = (quarter, "--period", "2024Q3")
    (proposed,) = console.done("notices", "propose", *command, "--json").json["notices"]
    assert len(proposed["items"]) == 3
    assert "共 3 件，合成 1 份督办单" in console.done("notices", "propose", *command).out
    (issued,) = console.done("notices", "issue", *command, "--out", out, "--json").json["notices"]
    assert (issued["items"], issued["why"]) == (proposed["items"], proposed["why"])
    assert issued["number"] == "乐电专督〔2024〕1号" and len(issued["files"]) == 3
    form = load_workbook(issued["files"][2]).worksheets[0]
    marks = [form.cell(row, 1).value for row in (5, 6, 7)]
    assert marks == [f"T{item}" for item in issued["items"]]
    assert console.done("notices", "propose", *command, "--json").json == {"notices": []}


def test_replies_come_in_by_the_folder(console: Console, quarter: Path, out: Path) -> None:
    issue = ("notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--json")
    issued = console.done(*issue).json["notices"]
    folder = out.parent / "收到"
    folder.mkdir()
    for at, measures in enumerate(("抽调三人", "")):
        book = load_workbook(issued[at]["files"][2])
        sheet = book.worksheets[0]
        sheet["E5"], sheet["F5"], sheet["H5"] = "缺人" if measures else None, measures or None, 60
        book.save(folder / f"{at}.xlsx")
    before = quarter.read_bytes()
    command = ("notices", "replies", quarter, folder, "--date", "2024-10-18")
    dry = console(*command, "--dry-run", "--json")
    assert dry.code == 1 and quarter.read_bytes() == before
    said = console(*command, "--json")
    assert (said.code, said.json) == (1, dry.json)
    first, second = said.json["files"]
    assert first == {
        "path": "0.xlsx",
        "number": issued[0]["number"],
        "unit": issued[0]["unit"],
        "outcome": "accepted",
        "words": "原因分析：缺人\n整改措施：抽调三人\n当前进度 60%（自报）",
        "person": "",
        "date": "2024-10-18",
        "findings": [],
    }
    assert (second["outcome"], second["words"]) == ("refused", None)
    again = console(*command)
    assert again.out.startswith("重复  乐电专督〔2024〕1号")
    assert_refused(console("notices", "replies", quarter, folder / "没有.xlsx"))


def test_fonts_that_the_computer_lacks_are_said_on_stderr(
    quarter: Path, out: Path, tmp_path: Path
) -> None:
    services = Workspace(lambda: "王敏", lambda: NOW).open(quarter, keep_backups=False)
    services.office.change({"fonts": "system"})
    services.ledger.close()
    said = run(
        "notices", "issue", quarter, "--period", "2024Q3", "--out", out, "--json",
        env=environment(WINDIR=str(tmp_path), LOCALAPPDATA=str(tmp_path)),
    )  # fmt: skip
    assert said.code == 0 and len(said.json["notices"]) == 3
    assert re.fullmatch("这台电脑里没有找到仿宋、.*，已改用程序自带的字体。\n", said.err)
