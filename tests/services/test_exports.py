"""Workbooks of the ledger: what is in them, and where they cannot be written."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leqing_desktop.domain.decomposition import Column, Edit
from leqing_desktop.domain.level import Level
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.errors import Refused
from tests.ledgers import Q3, Desk, is_sentence


def sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def words(path: Path) -> set[str]:
    cells = (cell for row in sheet(path).iter_rows(values_only=True) for cell in row)
    return {str(cell) for cell in cells if cell is not None}


def test_the_decomposition_is_written_whole(desk: Desk, tmp_path: Path) -> None:
    task = desk.row("1.1")
    texts = {Column.TITLE: "=1+1", Column.TARGET: "@SUM(A1)", Column.SECTION: "👍科"}
    desk.services.decomposition.apply([Edit(task.id, c, text) for c, text in texts.items()])
    path = desk.services.exports.decomposition(tmp_path / "表.xlsx").run()
    found = words(path)
    tasks = [row for row in desk.rows if row.level is Level.TASK]
    assert all(any(row.title in cell for cell in found) for row in tasks)
    assert any("=1+1" in cell for cell in found)
    formulas = [c for row in sheet(path).iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


def test_the_progress_table_says_what_was_reported(small: Desk, tmp_path: Path) -> None:
    cells = {small.row("1.1").id: {"progress": "72.5", "done": "已登记", "problems": "缺人手"}}
    small.services.reporting.save_many(Q3, small.unit("市经信局"), cells)
    found = words(small.services.exports.progress(Q3, tmp_path / "进展.xlsx").run())
    assert {"已登记", "缺人手", "72.5"} <= found
    assert any("2024年第三季度" in cell for cell in found)


def test_the_notice_log_is_oldest_first(desk: Desk, tmp_path: Path) -> None:
    on = date(2024, 10, 8)
    service = desk.services.supervision
    service.sign(Q3, service.prepare(Q3, service.proposals(Q3)[:2], on), on)
    last = service.register()[0]
    desk.services.notice_life.act(last.id, NoticeAction.REPLY, date(2024, 10, 9), "说明在此")
    path = desk.services.exports.notices(tmp_path / "台账.xlsx").run()
    rows = [[str(cell) for cell in row] for row in sheet(path).iter_rows(values_only=True)]
    first, second = (
        next(at for at, row in enumerate(rows) if f"乐电专督〔2024〕{n}号" in row) for n in (1, 2)
    )
    assert second == first + 1
    assert "说明在此" in rows[second]


def test_an_empty_ledger_gives_empty_tables(small: Desk, tmp_path: Path) -> None:
    rows = [row.id for row in small.rows if row.level is Level.PROGRAMME]
    small.services.decomposition.delete(rows)
    exports = small.services.exports
    for job in (
        exports.decomposition(tmp_path / "a.xlsx"),
        exports.progress(Q3, tmp_path / "b.xlsx"),
        exports.notices(tmp_path / "c.xlsx"),
    ):
        assert sheet(job.run()).max_row >= 1


def test_a_job_can_be_handed_to_another_process(small: Desk, tmp_path: Path) -> None:
    job = small.services.exports.decomposition(tmp_path / "表.XLSX")
    assert pickle.loads(pickle.dumps(job)).run() == tmp_path / "表.XLSX"


@pytest.mark.parametrize("name", ["表", "表.xls", "表.xlsx.txt", "表.pdf", ".xlsx"])
def test_only_workbooks_are_written(small: Desk, tmp_path: Path, name: str) -> None:
    for export in (
        small.services.exports.decomposition,
        small.services.exports.notices,
        lambda path: small.services.exports.progress(Q3, path),
    ):
        with pytest.raises(Refused) as caught:
            export(tmp_path / name)
        assert is_sentence(str(caught.value))


def test_places_that_take_no_file_are_named(small: Desk, tmp_path: Path) -> None:
    export = small.services.exports.decomposition
    taken = tmp_path / "文件夹.xlsx"
    taken.mkdir()
    blocked = tmp_path / "是文件"
    blocked.write_text("")
    for path in (
        taken,
        blocked / "表.xlsx",
        tmp_path / ("长" * 200 + ".xlsx"),
        tmp_path / "a\0.xlsx",
    ):
        with pytest.raises(Refused) as caught:
            export(path).run()
        assert is_sentence(str(caught.value))
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".xlsx") == ["文件夹.xlsx"]
    assert list(taken.iterdir()) == []


def test_a_missing_folder_is_made(small: Desk, tmp_path: Path) -> None:
    path = tmp_path / "新" / "更新" / "表.xlsx"
    assert small.services.exports.decomposition(path).run().is_file()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_without_rights_is_named(small: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o500)
    with pytest.raises(Refused) as caught:
        small.services.exports.decomposition(folder / "表.xlsx").run()
    assert is_sentence(str(caught.value))
