"""``leqing items``: a meeting's decision entered and listed from the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console import Console, assert_refused

MEETING = (
    *("--decision", "市长办公会议", "--document", "纪要〔2024〕3号", "--on", "2024-03-05"),
    *("--title", "建设检测中心", "--lead", "市经信局", "--due", "8月底"),
)


def test_an_item_is_entered_and_listed_with_its_source(console: Console, quarter: Path) -> None:
    (entered,) = console.done("items", "add", quarter, *MEETING, "--json").json["items"]
    assert entered == {
        "id": entered["id"],
        "number": "27.1",
        "title": "建设检测中心",
        "unit": "市经信局",
        "kind": "decision",
        "source": "市长办公会议",
        "document": "纪要〔2024〕3号",
        "on": "2024-03-05",
        "due": "2024-08-31",
        "due_text": "8月底",
        "light": None,
        "progress": None,
        "notice": None,
    }
    listed = console.done("items", "list", quarter, "--period", "2024Q3", "--json").json["items"]
    assert [each["light"] for each in listed] == ["red"]
    told = console.done("items", "list", quarter, "--period", "2024Q3").out
    assert "红灯  市经信局  建设检测中心：市长办公会议议定（纪要〔2024〕3号" in told
    assert told.endswith("共 1 件\n")


def test_its_notice_is_proposed_like_any_other(console: Console, quarter: Path) -> None:
    console.done("items", "add", quarter, *MEETING)
    proposed = console.done("notices", "propose", quarter, "--period", "2024Q3", "--json").json
    assert proposed["notices"][0]["colour"] == "red"


def test_a_measure_of_the_plan_and_a_new_unit_can_be_named(console: Console, quarter: Path) -> None:
    said = console.done(
        *("items", "add", quarter, "--instruction", "张某副市长", "--title", "核查用电"),
        *("--lead", "市新机构", "--measure", "7", "--add-units", "--json"),
    )
    (row,) = said.json["items"]
    assert (row["number"].split(".")[0], row["unit"], row["kind"]) == (
        "7",
        "市新机构",
        "instruction",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ("--title", "无源之事", "--lead", "市经信局"),
        ("--decision", "会", "--instruction", "人", "--title", "事", "--lead", "市经信局"),
        ("--decision", "会", "--title", "事", "--lead", "市新机构"),
        ("--decision", "会", "--title", "事", "--lead", "市经信局", "--due", "6月31日"),
        ("--decision", "会", "--title", "事", "--lead", "市经信局", "--measure", "99"),
        ("--decision", "会", "--title", "事"),
        ("--decision", "会"),
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(
    console: Console, quarter: Path, wrong: tuple[str, ...]
) -> None:
    before = quarter.read_bytes()
    assert_refused(console("items", "add", quarter, *wrong))
    assert quarter.read_bytes() == before
