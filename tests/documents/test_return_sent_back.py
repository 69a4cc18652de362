"""退回稿 read back: every fault in its cell and in the list, and the mended copy is collected again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leqing_desktop.documents.collect_reader import collect
from leqing_desktop.documents.return_reader import read_return
from leqing_desktop.documents.return_sent_back import write_sent_back
from leqing_desktop.documents.return_workbook import write_return
from leqing_desktop.domain.return_form import IndicatorField, ReturnForm, TaskField
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_seal import SealState, open_seal
from leqing_desktop.errors import Refused
from tests.documents.return_samples import KEY, form, task
from tests.ledgers import is_sentence
from tests.libreoffice import LibreOffice, needs_libreoffice

YELLOW, INPUT = "FFFFFF00", "FFFFF8DC"
FINDINGS = (
    Finding("missing", "第 6 行没有填进度。", 6, "请补填第 6 行的本季进度。", "progress", "J6"),
    Finding("vague", "第 5 行没有数字。", 5, "做了几家？请写明数字、日期。", "done", "L5"),
    Finding("same", "第 5 行与上季相同。", 5, "本季有什么新进展？", "done", "L5", serious=False),
    Finding("jump", "指标比上季大十倍。", 11, "", "value", "J11"),
    Finding("sign", "审核人没有填。", None, "请主要领导审阅后填上审核人。"),
)


def filled(sent: ReturnForm | None = None) -> bytes:
    """A workbook as a unit sends it: some cells filled, a formula among them."""
    stream = io.BytesIO()
    write_return(sent or form(), KEY, stream)
    book = openpyxl.load_workbook(stream)
    sheet = book.worksheets[0]
    for place, value in {
        "J5": 80,
        "K5": "正常推进",
        "L5": "持续推进。",
        "J7": 72.5,
        "L7": "_x005F_x0041_",
        "M7": "=1+1",
        "J11": 10562.5,
        "K11": "口径有变",
        "D18": "李明",
        "F18": "王局长",
    }.items():
        sheet[place].value = value
        if isinstance(value, str):
            sheet[place].data_type = "s"
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent_back(
    folder: Path,
    original: bytes,
    findings: Sequence[Finding] = FINDINGS,
    name: str = "市经信局.xlsx",
    sent: ReturnForm | None = None,
    note: str = "请按批注补正。",
) -> Path:
    return write_sent_back(original, name, sent, KEY, findings, note, folder / "退回稿.xlsx")


def words(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_fault_is_a_comment_on_a_yellow_cell(tmp_path: Path) -> None:
    original = filled()
    book = openpyxl.load_workbook(sent_back(tmp_path, original))
    sheet = book.worksheets[0]
    yellow = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == YELLOW
    }
    noted = {c.coordinate: c.comment for row in sheet.iter_rows() for c in row if c.comment}
    assert yellow == set(noted) == {"J6", "L5", "J11"}
    assert {each.author for each in noted.values()} == {"工作专班"}
    assert noted["J6"].text == "请补填第 6 行的本季进度。"
    assert "1．做了几家" in noted["L5"].text and "2．本季有什么新进展" in noted["L5"].text
    assert noted["J11"].text == "指标比上季大十倍。"
    assert sheet["L5"].value == "持续推进。"


def test_the_list_is_second_and_says_what_to_do_until_when(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sent_back(tmp_path, filled()))
    assert book.sheetnames == ["报送表", "退回说明", "填报说明", "校验"]
    page = book["退回说明"]
    told = words(page)
    assert any("2024-10-15" in each for each in told)
    assert any("请按批注补正" in each for each in told)
    rows = [
        [cell.value for cell in row] for row in page.iter_rows() if isinstance(row[0].value, int)
    ]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    assert [row[1] for row in rows] == ["全表", "第 5 行", "第 5 行", "第 6 行", "第 11 行"]
    assert [row[2] for row in rows] == ["—", "L5", "L5", "J6", "J11"]
    assert rows[1][3] == form().tasks[0].title and rows[4][3] == "研发投入"
    assert [row[5] for row in rows] == ["须改", "须改", "请核对", "须改", "须改"]
    assert page["C7"].hyperlink.location == "'报送表'!L5"
    selected = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert selected == ["退回说明"] == [str(getattr(book.active, "title", None))]


def test_locks_seal_and_rules_stay_so_that_the_mended_copy_is_collected(tmp_path: Path) -> None:
    path = sent_back(tmp_path, filled())
    book = openpyxl.load_workbook(path)
    assert book.worksheets[-1].sheet_state == "veryHidden"
    assert book.security.lockStructure
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    assert len(sheet.data_validations.dataValidation) == len(
        openpyxl.load_workbook(io.BytesIO(filled())).worksheets[0].data_validations.dataValidation
    )
    sheet["J6"], sheet["L5"] = 75, "8月完成32家诊断。"
    mended = tmp_path / "收"
    mended.mkdir()
    (mended / "市经信局.xlsx").write_bytes(saved(book))
    (collected,) = collect([mended], tmp_path / "解")
    read = collected.read
    assert read is not None and read.sheet == "报送表"
    opened = open_seal(read.seal, KEY)
    assert opened.state is SealState.VALID and opened.form == form()
    assert [row.mark for row in read.tasks] == [101, 102, 103]
    assert read.tasks[1].cells[TaskField.PROGRESS].number == 75
    assert read.tasks[2].text(TaskField.DONE) == "_x0041_"
    assert read.indicators[0].cells[IndicatorField.VALUE].number == 10562.5
    assert (read.filled_by, read.reviewed_by) == ("李明", "王局长")


def test_a_second_round_shows_only_its_own_marks(tmp_path: Path) -> None:
    first = sent_back(tmp_path, filled()).read_bytes()
    again = Finding("missing", "", 7, "请选状态。", "status", "K7")
    book = openpyxl.load_workbook(sent_back(tmp_path, first, [again]))
    assert book.sheetnames == ["报送表", "退回说明", "填报说明", "校验"]
    sheet = book.worksheets[0]
    noted = {c.coordinate for row in sheet.iter_rows() for c in row if c.comment}
    assert noted == {"K7"}
    assert sheet["L5"].fill.fgColor.rgb == INPUT
    assert "做了几家" not in "".join(words(book["退回说明"]))


def test_a_note_of_the_unit_s_own_is_kept(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(filled()))
    book.worksheets[0]["J6"].comment = Comment("等统计局数据", "李明")
    marked = openpyxl.load_workbook(sent_back(tmp_path, saved(book)))
    assert marked.worksheets[0]["J6"].comment.text == "请补填第 6 行的本季进度。\n等统计局数据"


@needs_libreoffice
@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_what_another_program_saved_is_marked_too(
    tmp_path: Path, ending: str, libreoffice: LibreOffice
) -> None:
    source = tmp_path / "市经信局.xlsx"
    source.write_bytes(filled())
    (original,) = libreoffice.convert(ending, tmp_path / "存", source)
    path = sent_back(tmp_path, original.read_bytes(), name=original.name)
    read, before = read_return(path), read_return(original)
    assert open_seal(read.seal, KEY).form == form()
    for one, other in zip(read.tasks, before.tasks, strict=True):
        assert (one.mark, one.row) == (other.mark, other.row)
        assert {n: c.text for n, c in one.cells.items()} == {
            n: c.text for n, c in other.cells.items()
        }
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {c.coordinate for row in sheet.iter_rows() for c in row if c.comment} == {
        *("J6", "L5", "J11")
    }


def test_a_workbook_without_its_hidden_sheet_is_marked_where_it_is(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    del book["校验"]
    del book["填报说明"]
    book.worksheets[0].title = "Sheet1"
    path = sent_back(tmp_path, saved(book))
    marked = openpyxl.load_workbook(path)
    assert marked.sheetnames == ["Sheet1", "退回说明"]
    assert marked["退回说明"]["C7"].hyperlink.location == "'Sheet1'!L5"


def test_rows_that_moved_are_found_again_in_a_workbook_made_anew(tmp_path: Path) -> None:
    """A merge over the whole sheet cannot be held; a stranger's row is told and not lost."""
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    sheet = book.worksheets[0]
    sheet.insert_rows(5)
    sheet["D5"], sheet["J5"], sheet["L5"] = "另外开展的一件事", 30, "已办3件"
    original = saved(book)
    bomb = b'<mergeCell ref="A30:CZ8000"/></mergeCells>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == "xl/worksheets/sheet1.xml":
                assert b"</mergeCells>" in content
                content = content.replace(b"</mergeCells>", bomb)
            new.writestr(each, content)
    moved = [
        Finding("missing", "", 7, "请补填。", "progress", "J7"),
        Finding("match", "对不上。", 5),
    ]
    path = sent_back(tmp_path, stream.getvalue(), moved, sent=form())
    made = openpyxl.load_workbook(path)
    assert made.worksheets[0]["J6"].comment.text == "请补填。"
    assert made.worksheets[0]["L5"].value == "持续推进。"
    told = "".join(words(made["退回说明"]))
    assert "已办3件" in told and "原表第 5 行" in told and "第 6 行" in told
    assert open_seal(read_return(path).seal, KEY).state is SealState.VALID


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    question = '=HYPERLINK("http://a")\u202e\0 _x0041_'
    findings = [
        Finding("x", "", 6, question, "", "J6"),
        Finding("y", "", 6, "z" * 40_000, "", "J6"),
    ]
    findings += [
        Finding("z", "越界", 6, "", "", place) for place in ("A0", "XFE1", "A9999999", "!", "J6:K9")
    ]
    path = sent_back(tmp_path, filled(), findings, note="=1+1")
    book = openpyxl.load_workbook(path)
    assert not any(
        c.data_type == "f" for s in book.worksheets for row in s.iter_rows() for c in row
    )
    told = words(book["退回说明"])
    assert '=HYPERLINK("http://a") _x005F_x0041_' in told
    assert max(map(len, told)) < 32_767
    assert book["退回说明"].max_row == 5 + len(findings)


def test_no_fault_and_no_date_and_still_a_copy(tmp_path: Path) -> None:
    path = sent_back(tmp_path, filled(form(due_on=None)), (), note="")
    assert "None" not in "".join(words(openpyxl.load_workbook(path)["退回说明"]))


@pytest.mark.parametrize(
    "original", [b"", b"PK\x03\x04" + b"\0" * 99, b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_return_is_refused_in_words(tmp_path: Path, original: bytes) -> None:
    with pytest.raises(Refused) as caught:
        sent_back(tmp_path, original, sent=form())
    assert is_sentence(str(caught.value))
    assert list(tmp_path.iterdir()) == []


def test_a_long_list_is_whole(tmp_path: Path) -> None:
    tasks = tuple(task(number) for number in range(1, 61))
    original = filled(form(tasks=tasks, indicators=(), supports=(), issued_on=date(2024, 9, 1)))
    findings = [Finding("x", "", row, f"第 {row} 行请补。", "", f"L{row}") for row in range(5, 65)]
    book = openpyxl.load_workbook(sent_back(tmp_path, original, findings))
    told = words(book["退回说明"])
    assert all(f"第 {row} 行请补。" in told for row in range(5, 65))
