"""通报 on a real ledger: locked, drafted, edited, signed, written, and its numbers held against SQL."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest

from leqing_desktop.db import check_ledger
from leqing_desktop.domain.circular import BoundParagraph, FigureRef, Prose, tidy
from leqing_desktop.domain.circular_check import TroubleKind
from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.errors import Refused
from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.office import Office
from leqing_desktop.services.supervision import draw_all
from tests.ledgers import Q3, Desk, is_sentence, lock
from tests.reported import LATE, MISSING

SIGNED = date(2024, 10, 21)
# Tasks whose counting unit (the first lead, else the first responsible one, of the task or of its
# measure) said less than 45 %, or nothing: with 75 % due by now, more than 30 points behind.
BEHIND = """
SELECT count(*) FROM item t WHERE t.level = 3 AND t.deleted_at IS NULL AND 45 > coalesce((
  SELECT c.progress FROM check_in c JOIN submission s ON s.id = c.submission_id
  WHERE c.item_id = t.id AND s.unit_id = (
    SELECT a.unit_id FROM assignment a WHERE a.role != 'support' AND a.item_id = CASE
      WHEN EXISTS (SELECT 1 FROM assignment o WHERE o.item_id = t.id) THEN t.id ELSE t.parent_id END
    ORDER BY a.role != 'lead', a.counts_first DESC, a.position LIMIT 1)), 0)
"""


@pytest.fixture
def locked(reported: Desk) -> Desk:
    reported.services.periods.lock(Q3)
    return reported


def sql(desk: Desk, query: str) -> int:
    with closing(sqlite3.connect(f"file:{desk.path}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])


def printed(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return re.sub(r"—\d+—|\s", "", "".join(page.extract_text() or "" for page in pdf.pages))


def with_paragraph(prose: Prose, *pieces: str | FigureRef) -> Prose:
    return replace(prose, paragraphs=(*prose.paragraphs, BoundParagraph(tidy(pieces))))


def test_an_open_period_is_refused_in_words(reported: Desk) -> None:
    circular = reported.services.circular
    for ask in (circular.view, circular.draft, circular.figures):
        with pytest.raises(Refused, match="请先锁定") as refused:
            ask(Q3)
        assert is_sentence(str(refused.value))


def test_a_lock_of_an_older_version_without_snapshot_is_refused(reported: Desk) -> None:
    lock(reported.path, Q3, date(2024, 10, 20))
    with pytest.raises(Refused, match="重新锁定") as refused:
        reported.services.circular.view(Q3)
    assert is_sentence(str(refused.value))


def test_a_draft_says_which_numbers_a_later_lock_renewed(locked: Desk) -> None:
    services = locked.services
    services.circular.save(Q3, services.circular.draft(Q3))
    services.periods.unlock(Q3, "补报")
    unit = locked.unit(MISSING[1])
    sheet = [each for each in services.reporting.sheet(Q3, unit) if not each.support]
    services.reporting.save_many(Q3, unit, {each.task_id: {"progress": "90"} for each in sheet})
    services.periods.lock(Q3)
    view = services.circular.view(Q3)
    assert "“未报单位数”由 2 更新为 1。" in view.renewed
    # The names beside the count are words: they are told to be others now.
    assert any("多写了市发改局" in each.message for each in view.check.faults)


def test_the_change_of_place_is_said_and_bound(locked: Desk) -> None:
    services = locked.services
    following = Q3.next
    services.periods.set_period(following, date(2024, 12, 20), date(2025, 1, 15))
    locked.clock.set(date(2025, 1, 10))
    for at, row in enumerate(services.review.board(following)):
        sheet = services.reporting.sheet(following, row.unit_id)
        said = {t.task_id: {"progress": str(100 - 7 * at)} for t in sheet if not t.support}
        services.reporting.save_many(following, row.unit_id, said)
    services.periods.lock(following)
    view = services.circular.view(following)
    moved = [key for key in view.prose.keys if key.endswith(":change")]
    assert moved
    rows = {row[1]: row[6] for row in view.figures["units.ranked"].rows}
    for key in moved:
        unit = key.split(":")[1]
        assert rows[unit] in (f"上升{view.values[key]}位", f"下降{view.values[key]}位")


def test_the_printed_numbers_are_those_of_plain_sql(locked: Desk, tmp_path: Path) -> None:
    issued = locked.services.circular.issue(Q3, SIGNED, tmp_path / "通报", draw)
    pdf, word = issued.files
    text = printed(pdf)
    tasks = sql(locked, "SELECT count(*) FROM item WHERE level = 3 AND deleted_at IS NULL")
    behind = sql(locked, BEHIND)
    units = sql(locked, "SELECT count(DISTINCT unit_id) FROM submission")
    late = sql(locked, "SELECT count(*) FROM submission WHERE received_on > '2024-10-15'")
    assert f"共有任务{tasks}项" in text
    assert f"红灯{behind}项" in text
    assert f"红灯任务有{behind}项" in text
    assert f"应报送的单位有{units + len(MISSING)}家，已报送{units}家" in text
    assert f"迟报的单位有{late}家：{'、'.join(LATE)}" in text
    assert f"未报送的单位有{len(MISSING)}家" in text
    assert issued.check.troubles == ()
    with zipfile.ZipFile(word) as package:
        words = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    assert f"红灯任务有{behind}项" in words
    assert "排名公式第1版" in text


def test_every_number_opens_exactly_the_list_it_counts(locked: Desk) -> None:
    view = locked.services.circular.view(Q3)
    counted = [figure for figure in view.figures.values() if figure.counted]
    assert len(counted) > 50
    assert all(figure.value == str(len(figure.rows)) for figure in counted)
    assert [row[0] for row in view.figures["units.missing"].rows] == list(MISSING)
    assert {row[5] for row in view.figures["tasks.red"].rows} == {"红"}
    assert set(view.prose.keys) <= set(view.figures)
    lights = [int(view.figures[f"tasks.{n}"].value) for n in ("green", "yellow", "red", "grey")]
    assert sum(lights) == int(view.figures["tasks.total"].value)


def test_edited_prose_keeps_its_numbers_bound_and_is_undone(locked: Desk) -> None:
    services = locked.services
    fresh = services.circular.view(Q3)
    edited = with_paragraph(fresh.prose, "请红灯的", FigureRef("tasks.red"), "项任务抓紧整改。")
    services.circular.save(Q3, edited)
    kept = services.circular.view(Q3)
    assert kept.prose == edited
    assert kept.check.places == fresh.check.places + 1
    services.journal.undo()
    assert services.circular.view(Q3).prose == fresh.prose


def test_a_number_by_hand_is_told_and_does_not_keep_from_signing(locked: Desk) -> None:
    circular = locked.services.circular
    prose = with_paragraph(circular.draft(Q3), "另有9家企业反映用地困难。")
    (trouble,) = circular.check(Q3, prose).troubles
    assert trouble.kind is TroubleKind.UNBOUND
    assert "9" in trouble.message
    assert circular.prepare(Q3, prose, SIGNED).document.number == "乐电专督〔2024〕1号"


def test_a_list_of_names_that_is_not_the_counted_one_keeps_from_signing(locked: Desk) -> None:
    circular = locked.services.circular
    prose = circular.draft(Q3)
    changed = tuple(
        BoundParagraph(
            tuple(
                p.replace(MISSING[0], "市经信局") if isinstance(p, str) else p for p in each.pieces
            )
        )
        if each.keys == ("units.missing",)
        else each
        for each in prose.paragraphs
    )
    with pytest.raises(Refused, match="漏写了市生态环境局") as refused:
        circular.prepare(Q3, replace(prose, paragraphs=changed), SIGNED)
    assert is_sentence(str(refused.value).replace("；", "，"))


def test_the_next_year_the_same_bytes_whatever_changed_since(locked: Desk, tmp_path: Path) -> None:
    services = locked.services
    first = services.circular.issue(Q3, SIGNED, tmp_path / "当年", draw)
    services.periods.unlock(Q3, "补报")
    services.decomposition.apply([Edit(locked.row("1.1").id, Column.TITLE, "改了名")])
    services.office.save(Office("另一个机关", "乐新督", "另一个机关"))
    open_again = services.circular.issue_again(Q3, tmp_path / "解锁", draw)
    assert open_again is not None
    assert [p.read_bytes() for p in open_again.files] == [p.read_bytes() for p in first.files]
    services.periods.lock(Q3)
    locked.clock.set(date(2025, 11, 3))
    again = services.circular.issue_again(Q3, tmp_path / "次年", draw)
    assert again is not None
    assert [p.name for p in again.files] == [p.name for p in first.files]
    assert [p.read_bytes() for p in again.files] == [p.read_bytes() for p in first.files]


def test_a_signed_circular_is_held_against_a_later_snapshot(locked: Desk, tmp_path: Path) -> None:
    services = locked.services
    services.circular.issue(Q3, SIGNED, tmp_path, draw)
    assert services.circular.view(Q3).check.troubles == ()
    services.periods.unlock(Q3, "补报")
    unit = locked.unit(MISSING[1])
    sheet = [each for each in services.reporting.sheet(Q3, unit) if not each.support]
    services.reporting.save_many(Q3, unit, {each.task_id: {"progress": "90"} for each in sheet})
    services.periods.lock(Q3)
    told = [trouble.message for trouble in services.circular.view(Q3).check.troubles]
    assert "“未报单位数”原来写的是 2，现在的锁定数据是 1。" in told
    view = services.circular.view(Q3)
    assert view.values["units.missing"] == view.figures["units.missing"].value == "2"
    assert all(is_sentence(each) for each in told)


def test_notices_and_circulars_share_one_sequence(locked: Desk, tmp_path: Path) -> None:
    services = locked.services
    supervision = services.supervision
    proposals = supervision.proposals(Q3)[:3]
    supervision.issue(Q3, proposals[:2], SIGNED, tmp_path, draw_all)
    stale = services.circular.prepare(Q3, services.circular.draft(Q3), SIGNED)
    supervision.issue(Q3, proposals[2:], SIGNED, tmp_path, draw_all)
    with pytest.raises(Refused, match="文号刚被"):
        services.circular.sign(stale)
    issued = services.circular.issue(Q3, SIGNED, tmp_path, draw)
    assert issued.document.number == "乐电专督〔2024〕4号"
    (following,) = supervision.prepare(Q3, supervision.proposals(Q3)[:1], SIGNED)
    assert following.n == 5
    assert check_ledger.faults(locked.path) == ()
    assert services.journal.undo_label() is None


def test_a_void_number_stays_and_the_next_circular_gets_another(
    locked: Desk, tmp_path: Path
) -> None:
    circular = locked.services.circular
    circular.issue(Q3, SIGNED, tmp_path, draw)
    signed = circular.view(Q3)
    assert signed.circular_id is not None
    with pytest.raises(Refused, match="已签发"):
        circular.save(Q3, signed.prose)
    with pytest.raises(Refused, match="理由"):
        circular.void(signed.circular_id, " ", SIGNED)
    with pytest.raises(Refused, match="早于签发日") as refused:
        circular.void(signed.circular_id, "名单有误", date(2024, 10, 20))
    assert is_sentence(str(refused.value))
    circular.void(signed.circular_id, "名单有误", date(2024, 10, 25))
    assert circular.view(Q3).voided == ("乐电专督〔2024〕1号（名单有误，2024年10月25日作废）",)
    again = circular.issue(Q3, SIGNED, tmp_path, draw)
    assert again.document.number == "乐电专督〔2024〕2号"


def test_a_refused_folder_spends_no_number(locked: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹")
    with pytest.raises(Refused):
        locked.services.circular.issue(Q3, SIGNED, blocked / "通报", draw)
    assert locked.services.circular.view(Q3).number == ""


def test_the_basis_annex_has_every_number_of_the_text(locked: Desk, tmp_path: Path) -> None:
    services = locked.services
    view = services.circular.view(Q3)
    services.circular.save(Q3, view.prose, with_basis=True)
    issued = services.circular.issue(Q3, SIGNED, tmp_path, draw)
    assert issued.document.annexes[-1].title == "数据依据"
    text = printed(issued.files[0])
    assert "已报÷应报：10÷12" in text
    table = issued.document.annexes[-1].table
    assert table is not None
    shown = " ".join(row[2] for row in table.rows)
    for key in view.prose.keys:
        assert view.figures[key].value in shown


@pytest.mark.parametrize(
    "text", ["密\u202e级", "\ud800", "\x07"], ids=["bidi", "surrogate", "control"]
)
def test_hostile_words_are_refused_in_a_sentence(locked: Desk, text: str) -> None:
    circular = locked.services.circular
    with pytest.raises(Refused) as refused:
        circular.save(Q3, with_paragraph(circular.draft(Q3), text))
    assert is_sentence(str(refused.value))


def test_braces_and_markup_are_printed_as_they_stand(locked: Desk, tmp_path: Path) -> None:
    circular = locked.services.circular
    words = "<b>粗</b>{{tasks.red}}&amp;"
    circular.save(Q3, with_paragraph(circular.draft(Q3), words))
    issued = circular.issue(Q3, SIGNED, tmp_path, draw)
    assert words in printed(issued.files[0])


def test_the_ranking_counts_no_support(locked: Desk) -> None:
    view = locked.services.circular.view(Q3)
    for name in MISSING:
        counted = sql(
            locked,
            "SELECT count(*) FROM item t WHERE t.level = 3 AND t.deleted_at IS NULL AND EXISTS ("
            "SELECT 1 FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.role != 'support' "
            f"AND u.name = '{name}' AND a.item_id = CASE WHEN EXISTS (SELECT 1 FROM assignment o "
            "WHERE o.item_id = t.id) THEN t.id ELSE t.parent_id END)",
        )
        assert view.figures[f"unit:{name}:tasks.total"].value == str(counted)
