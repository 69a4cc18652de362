"""专项督查 in the 通报: its section, figures, list of problems and check, from the locked record."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber

from leqing_desktop.db.engine import reading
from leqing_desktop.domain.circular import Prose
from leqing_desktop.domain.inspection import FindingState, InspectionArea, Verdict
from leqing_desktop.services.circular_checking import check_all
from leqing_desktop.services.circular_document import BASIS
from leqing_desktop.services.circular_facts import facts_of
from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.circular_inspections import PROBLEMS
from leqing_desktop.services.period_snapshot import from_json, kept, to_json
from tests.inspected import FINDINGS, inspect
from tests.ledgers import Q3, Desk

SIGNED = date(2024, 10, 21)


def locked(desk: Desk) -> Desk:
    desk.services.periods.lock(Q3)
    return desk


def words(prose: Prose, values: dict[str, str]) -> str:
    return "\n".join(each.text(values) for each in prose.paragraphs)


def heads(prose: Prose) -> list[str]:
    return [str(each.pieces[0]) for each in prose.paragraphs if each.level == 1]


def test_a_quarter_without_one_has_no_section_and_its_annexes_count_on(reported: Desk) -> None:
    view = locked(reported).services.circular.view(Q3)
    assert heads(view.prose) == [
        "一、总体情况",
        "二、各工程进展",
        "三、责任单位排名",
        "四、典型做法",
        "五、存在问题",
        "六、下一步要求",
    ]
    document = reported.services.circular.preview(Q3, view.prose, True)
    assert [each.title for each in document.annexes] == [
        "责任单位排名",
        "各工程任务进展情况",
        "红灯任务清单",
        BASIS,
    ]
    assert view.figures["findings.problems"].value == "0"
    assert view.check.troubles == ()


def test_it_is_told_with_its_numbers_and_lists(reported: Desk) -> None:
    inspect(reported)
    view = locked(reported).services.circular.view(Q3)
    said = words(view.prose, view.values)
    assert "五、专项督查情况" in heads(view.prose)
    assert "本季度开展专项督查1次，督查单位2家，对照清单要点2项，核查4项次" in said
    assert "其中落实1项次、部分落实2项次、未落实1项次。" in said
    assert "发现问题3个，其中工作进度方面1个、政策落实方面2个。" in said
    assert "需要整改的3个，截至2024年10月20日已销号1个，未销号2个，其中逾期未完成整改1个。" in said
    assert "全部清单见附件4。" in said
    assert (
        "市经信局“惠企政策是否兑现”：未落实，3家企业的补助尚未拨付。"
        "整改期限2024年9月30日已过，整改中。" in said
    )
    assert "专项督查发现问题的单位要逐项整改" in said
    assert view.check.troubles == ()
    overdue = view.figures["findings.overdue"]
    assert [row[0] for row in overdue.rows] == ["市经信局"]
    assert [row[-1] for row in overdue.rows] == ["整改中，已逾期"]
    keys = [key for key in view.prose.keys if key.startswith(("findings.", "inspections."))]
    assert len(keys) == 14
    assert all(view.figures[key].heads for key in keys)


def test_two_are_told_one_by_one_and_a_unit_in_both_counts_once(reported: Desk) -> None:
    inspect(reported)
    inspect(reported, 2, FINDINGS[:1], title="关于开展资金专项督查的通知", state="closed")
    inspect(reported, 3, FINDINGS, title="草稿", state="draft")
    inspect(reported, 4, FINDINGS, title="作废的", state="void")
    view = locked(reported).services.circular.view(Q3)
    said = words(view.prose, view.values)
    assert "专项督查2次，督查单位2家，对照清单要点4项，核查5项次" in said
    assert (
        "“关于开展资金专项督查的通知”（乐电专督〔2024〕2号）：督查单位1家，清单要点2项，发现问题0个。"
        in said
    )
    assert "作废的" not in said
    assert view.figures["inspections.points"].basis == "各次清单要点：2＋2"
    assert view.check.troubles == ()


def test_problems_stand_in_an_annex_and_in_the_basis(reported: Desk, tmp_path: Path) -> None:
    inspect(reported)
    circular = locked(reported).services.circular
    circular.save(Q3, circular.draft(Q3), True)
    issued = circular.issue(Q3, SIGNED, tmp_path / "通报", draw)
    titles = [each.title for each in issued.document.annexes]
    assert titles[3:] == [PROBLEMS, BASIS]
    table = issued.document.annexes[3].table
    assert table is not None
    assert [row[1] for row in table.rows] == ["市经信局", "市科技局", "市科技局"]
    basis = issued.document.annexes[4].table
    assert basis is not None
    by_title = {row[1]: row[2:] for row in basis.rows}
    assert by_title["专项督查清单要点数"] == ("2", "各次清单要点：2")
    assert by_title["专项督查问题数"][0] == "3"
    with pdfplumber.open(issued.files[0]) as pdf:
        text = re.sub(r"—\d+—|\s", "", "".join(p.extract_text() or "" for p in pdf.pages))
    assert "附件4" in text
    assert issued.check.troubles == ()


def test_without_problems_there_is_no_list(reported: Desk) -> None:
    inspect(reported, findings=FINDINGS[:1])
    circular = locked(reported).services.circular
    view = circular.view(Q3)
    assert "五、专项督查情况" in heads(view.prose)
    assert "发现问题" not in words(view.prose, view.values)
    titles = [each.title for each in circular.preview(Q3, view.prose, True).annexes]
    assert PROBLEMS not in titles
    assert view.check.troubles == ()


def test_what_was_locked_stays_whatever_the_units_do_since(reported: Desk) -> None:
    inspect(reported)
    locked(reported)
    with reading(reported.engine) as connection:
        record = kept(connection, Q3)
    assert record is not None
    assert from_json(to_json(record)) == record
    inspect(reported, 2)
    assert reported.services.circular.figures(Q3)["inspections.total"].value == "1"


def test_an_older_record_has_no_inspections(reported: Desk) -> None:
    inspect(reported)
    locked(reported)
    with reading(reported.engine) as connection:
        record = kept(connection, Q3)
    assert record is not None
    old = to_json(record) | {"format": 2}
    del old["inspections"]
    assert from_json(old) == replace(record, inspections=())


def test_a_list_that_does_not_add_up_is_told(reported: Desk) -> None:
    inspect(reported)
    circular = locked(reported).services.circular
    prose = circular.draft(Q3)
    with reading(reported.engine) as connection:
        record = kept(connection, Q3)
    assert record is not None
    facts = facts_of(record)
    wrong = replace(facts.figures["findings.partly"], value="7", counted=False)
    facts.figures["findings.partly"] = wrong
    told = [each.message for each in check_all(prose, facts).faults]
    assert "专项督查各种结论合计 9，与“专项督查核查数”4 不一致。" in told


def test_an_annex_that_is_not_there_is_told(reported: Desk) -> None:
    circular = locked(reported).services.circular
    prose = circular.draft(Q3)
    changed = tuple(
        replace(each, pieces=tuple(_moved(piece) for piece in each.pieces))
        for each in prose.paragraphs
    )
    told = [e.message for e in circular.check(Q3, replace(prose, paragraphs=changed)).faults]
    assert len(told) == 1
    assert "附件8，通报只有 3 个附件" in told[0]


def _moved(piece: object) -> object:
    return piece.replace("附件3", "附件8") if isinstance(piece, str) else piece


def test_every_state_and_verdict_has_its_place() -> None:
    assert {each.value for each in Verdict} == {"met", "partly", "unmet"}
    assert {each.value for each in InspectionArea} == {"progress", "policy"}
    assert len(FindingState) == 5
