"""The 督办台账 has every number that was given, whatever it was given to, and no gap."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leqing_desktop.services.circular_files import draw
from leqing_desktop.services.supervision import draw_all
from tests.ledgers import Q3, Desk

SIGNED = date(2024, 10, 21)


@pytest.fixture
def locked(reported: Desk) -> Desk:
    reported.services.periods.lock(Q3)
    return reported


def test_notices_and_circulars_stand_in_one_order_with_the_void_ones(
    locked: Desk, tmp_path: Path
) -> None:
    services = locked.services
    proposals = services.supervision.proposals(Q3)
    services.supervision.issue(Q3, proposals[:2], SIGNED, tmp_path / "甲", draw_all)
    services.circular.issue(Q3, SIGNED, tmp_path / "乙", draw)
    first = services.circular.view(Q3)
    assert first.circular_id is not None
    services.circular.void(first.circular_id, "名单有误", date(2024, 10, 25))
    services.supervision.issue(Q3, proposals[2:3], SIGNED, tmp_path / "丙", draw_all)
    services.circular.issue(Q3, date(2024, 10, 28), tmp_path / "丁", draw)
    path = services.exports.notices(tmp_path / "台账.xlsx").run()
    sheet = load_workbook(path).active
    assert sheet is not None
    head = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)
    ]
    assert [row["文号"] for row in rows] == [f"乐电专督〔2024〕{n}号" for n in range(1, 6)]
    kinds = [str(row["种类"]) for row in rows]
    assert [kind for kind in kinds if kind[:1] not in "◆▲■"] == ["通报", "通报"]
    void, valid = rows[2], rows[4]
    assert void["标题"] == "关于2024年第三季度规划任务推进情况的通报"
    assert void["单位"] == "各责任单位"
    assert void["签发日期"] == datetime(2024, 10, 21)
    assert void["状态"] == "作废（文号保留）"
    assert void["备注"] == "2024-10-25 作废：名单有误"
    assert (valid["状态"], valid["签发日期"]) == ("已签发", datetime(2024, 10, 28))


def test_a_draft_has_no_number_and_no_row(locked: Desk, tmp_path: Path) -> None:
    circular = locked.services.circular
    circular.save(Q3, circular.draft(Q3))
    path = locked.services.exports.notices(tmp_path / "台账.xlsx").run()
    sheet = load_workbook(path).active
    assert sheet is not None
    said = [cell.value for row in sheet.iter_rows(min_row=4) for cell in row]
    assert "通报" not in said
