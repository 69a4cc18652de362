from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leqing_desktop.documents.return_workbook import write_return, write_returns
from leqing_desktop.documents.workbook_text import shown_text
from leqing_desktop.domain.reported_status import ReportedStatus
from leqing_desktop.domain.return_form import (
    INDICATOR_LABELS,
    TASK_LABELS,
    FormIndicator,
    FormSupport,
    IndicatorField,
    ReturnForm,
    TaskField,
)
from leqing_desktop.domain.return_seal import Seal, SealState, open_seal
from leqing_desktop.errors import Refused
from tests.documents.return_samples import KEY, form, task

HOSTILE = '=HYPERLINK("http://a","b")'


def written(sent: ReturnForm) -> bytes:
    stream = io.BytesIO()
    write_return(sent, KEY, stream)
    return stream.getvalue()


def book_of(sent: ReturnForm) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(sent)))


def values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def seal_of(book: Any) -> Seal:
    sheet = book.worksheets[-1]
    return open_seal(((row[0].value, row[1].value) for row in sheet.iter_rows()), KEY)


def row_of(sheet: Any, text: str, column: str = "B") -> int:
    return next(cell.row for cell in sheet[column] if cell.value == text)


def test_every_block_stands_where_the_reader_looks_for_it() -> None:
    sheet = book_of(form()).worksheets[0]
    assert sheet.title == "报送表"
    assert sheet["B1"].value == "电气产业集群建设方案2024年第三季度重点任务报送表"
    assert sheet["B2"].value == "单位：市经信局　报送期：2024年第三季度　截止：2024-10-15"
    assert "浅黄色" in sheet["B3"].value and "市创建工作专班" in sheet["B3"].value
    assert values(sheet, 4) == [None, *TASK_LABELS.values()]
    first = form().tasks[0]
    assert values(sheet, 5) == [
        *("T101", "1.1", first.measure, first.title, first.year_goal, first.milestones),
        *(75, 60.5, first.last_done, *[None] * 6),
    ]
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == ["T102", "T103", None]
    assert sheet["B9"].value == "指标"
    assert values(sheet, 10)[1:11] == list(INDICATOR_LABELS.values())
    assert values(sheet, 11)[:10] == [
        *("I201", "1", "深化研发", "研发投入", "累计；规上企业", "亿元", "≥1200", 1056.25),
        *(None, None),
    ]
    assert sheet["B14"].value == "配合事项（供了解，不用填）"
    assert values(sheet, 15)[1:5] == ["序号", "所属举措", "重点任务", "牵头单位"]
    assert values(sheet, 16)[:5] == [
        *(None, "3.1", "强化品牌培育", "举办电器文化节", "市商务局、市贸促会"),
    ]
    signs = {cell.column_letter: cell.value for cell in sheet[18] if cell.value}
    assert signs == {
        "C": "填报人",
        "E": "审核人（主要领导审阅）",
        "I": "填报日期",
        "L": "联系电话",
    }
    assert sheet.max_row == 18


def test_blocks_without_rows_are_left_out() -> None:
    sheet = book_of(form(indicators=(), supports=(), due_on=None)).worksheets[0]
    assert "截止：另行通知" in sheet["B2"].value
    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert "指标" not in texts and not any("配合事项" in str(text) for text in texts)
    assert sheet["C9"].value == "填报人"
    bare = book_of(form(tasks=(), indicators=(), supports=())).worksheets[0]
    assert bare["C6"].value == "填报人"
    assert seal_of(book_of(form(tasks=()))).form == form(tasks=())


def test_only_what_the_unit_fills_is_unlocked_and_tinted() -> None:
    book = book_of(form())
    sheet = book.worksheets[0]
    for each in book.worksheets:
        assert each.protection.sheet and each.protection.password is None
        assert each.protection.insertRows and each.protection.deleteRows
    assert not sheet.protection.formatColumns and not sheet.protection.formatRows
    assert not sheet.protection.selectLockedCells
    inputs = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style and not cell.protection.locked
    }
    wanted = {f"{column}{row}" for column in "JKLMNO" for row in (5, 6, 7)}
    wanted |= {f"{column}{row}" for column in "IJKLMNO" for row in (11, 12)}
    wanted |= {f"{column}18" for column in "DFJKM"}
    assert inputs == wanted
    merged = {f"{column}{row}" for column in "LMNO" for row in (11, 12)} | {"K18"}
    for place in inputs - merged:
        cell = sheet[place]
        assert cell.fill.fgColor.rgb == "FFFFF8DC"
        assert cell.border.left.color.rgb != sheet["D5"].border.left.color.rgb
    assert sheet["D5"].fill.fill_type is None


def test_last_quarters_text_is_grey_and_texts_stay_texts() -> None:
    sheet = book_of(form()).worksheets[0]
    assert sheet["I5"].font.color.rgb == sheet["H5"].font.color.rgb == "FF7F7F7F"
    assert sheet["D5"].font.color.rgb == "FF000000"
    for place in ("K5", "L5", "M5", "N5", "O5", "K11", "D18", "F18", "M18"):
        assert sheet[place].number_format == "@"
    # In a General cell a typed 50% shows as 50%, which the reader knows for 50.
    for place in ("J5", "I11", "J11"):
        assert sheet[place].number_format == "General"
    assert sheet["J18"].number_format == "yyyy-mm-dd"


def test_what_is_typed_is_checked_and_prompted() -> None:
    sheet = book_of(form()).worksheets[0]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    progress, status = rules["J5:J7"], rules["K5:K7"]
    assert (progress.type, progress.formula1, progress.formula2) == ("decimal", "0", "100")
    assert status.type == "list"
    assert status.formula1 == '"' + ",".join(each.label for each in ReportedStatus) + '"'
    for area in ("I11:I12", "J11:J12"):
        assert rules[area].type == "decimal" and float(rules[area].formula1) < 0
    assert rules["J18"].type == "date"
    for rule in rules.values():
        assert rule.showInputMessage and rule.allow_blank
        assert 0 < len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32
        assert (rule.type is None) != bool(rule.showErrorMessage)
        assert rule.error is None or len(rule.error) <= 225
    assert {"L5:L7", "M5:M7", "N5:N7", "O5:O7", "K11:K12", "F18"} <= set(rules)


def test_the_marks_and_the_sealed_sheet_are_hidden_and_the_seal_holds() -> None:
    book = book_of(form())
    assert book.sheetnames == ["报送表", "填报说明", "校验"]
    assert book.worksheets[0].column_dimensions["A"].hidden
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "veryHidden"]
    assert book.active.title == "报送表"
    seal = seal_of(book)
    assert seal.state is SealState.VALID and seal.form == form()
    book.worksheets[-1]["B5"].value = "市科技局"
    assert seal_of(book).state is SealState.BROKEN


def test_it_prints_on_a4_landscape_with_header_and_page_numbers() -> None:
    for sent in (form(), form(demo=True)):
        book = book_of(sent)
        for sheet in book.worksheets[:2]:
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth == 1
            assert sheet.HeaderFooter.oddFooter.center.text == "第 &P 页 共 &N 页"
            shown = sheet.HeaderFooter.oddHeader.center.text or ""
            assert ("演示数据" in shown) is sent.demo
        first = book.worksheets[0]
        assert ("演示数据" in first["B3"].value) is sent.demo
        assert first.page_setup.fitToHeight == 0
        assert first.print_title_rows == "$4:$4"
        assert first.print_area == "'报送表'!$B$1:$O$18"
        assert first.freeze_panes == "E5"


def test_rows_are_as_tall_as_their_texts_and_grow_when_filled() -> None:
    long = "第二季度新增诊断企业三十二家，" * 20
    package = zipfile.ZipFile(io.BytesIO(written(form(tasks=(task(1), task(2, last_done=long))))))
    text = package.read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="4" ht="40" customHeight="1">' in text
    assert "customHeight" not in text.split('<row r="5"')[1].split(">")[0]
    sheet = book_of(form(tasks=(task(1), task(2, last_done=long)))).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in (5, 6)]
    assert 60 < heights[0] < 150 < heights[1] < 409
    huge = book_of(form(tasks=(task(1, last_done=long * 40),))).worksheets[0]
    assert huge.row_dimensions[5].height <= 409
    assert huge["I5"].font.size < sheet["I5"].font.size
    assert huge["I5"].value == long * 40


def test_a_blocks_title_stays_with_its_rows() -> None:
    def breaks(tasks: int) -> list[int]:
        sent = form(tasks=tuple(task(number) for number in range(tasks)))
        return [each.id for each in book_of(sent).worksheets[0].row_breaks.brk]

    found = [breaks(tasks) for tasks in range(1, 30)]
    assert [] in found
    assert any(found)
    for tasks, some in enumerate(found, 1):
        # The title of the indicators stands below the header (4), the tasks and an empty row.
        assert set(some) <= {4 + tasks + 1, 4 + tasks + 1 + 5}


def test_nothing_in_the_package_names_a_person_a_path_or_another_unit() -> None:
    package = zipfile.ZipFile(io.BytesIO(written(form())))
    core = package.read("docProps/core.xml").decode()
    assert "<dc:creator>乐清规划督办</dc:creator>" in core
    assert "lastModifiedBy" not in core and "2024-09-20T00:00:00Z" in core
    words = {Path.home().name, os.environ.get("USER", ""), tempfile.gettempdir(), str(Path.cwd())}
    for name in package.namelist():
        text = package.read(name).decode()
        for word in words - {"", "root"}:
            assert word not in text, name
        for unit in ("市科技局", "市财政局", "柳市镇"):
            assert unit not in text, name
        assert package.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)


def test_the_same_form_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "import sys, io; from tests.documents.return_samples import KEY, form;"
        "from leqing_desktop.documents.return_workbook import write_return;"
        "stream = io.BytesIO(); write_return(form(), KEY, stream);"
        "sys.stdout.buffer.write(stream.getvalue())"
    )
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        )
        assert made.stdout == written(form())


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "+1",
        "-1",
        "@a",
        "10-15",
        "#REF!",
        "=",
        "<t>&amp;</t>",
        "]]>",
        " 前后 ",
        "一\n二",
        "'",
    ],
)
def test_hostile_texts_are_texts(text: str) -> None:
    sent = form(
        unit=text.strip(),
        plan=text,
        sender=text,
        tasks=(task(1, number=text, title=text, measure=text, last_done=text, milestones=text),),
        indicators=(FormIndicator(1, text, text, text, text, text, text, 1.5),),
        supports=(FormSupport(text, text, text, text),),
    )
    book = book_of(sent)
    sheet = book.worksheets[0]
    for place in ("B5", "C5", "D5", "F5", "I5", "B9", "D9", "E9", "F9", "G9", "D13", "E13"):
        assert sheet[place].value == text
        assert sheet[place].data_type == "s"
        assert bool(sheet[place].quotePrefix) is (text[0] in "=+-@")
    kept = seal_of(book)
    assert kept.state is SealState.VALID and kept.unit == " ".join(text.split())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_shown_and_sealed(text: str) -> None:
    book = book_of(form(unit=text, tasks=(task(1, title=text),), indicators=(), supports=()))
    seal = seal_of(book)
    assert seal.state is SealState.VALID
    assert seal.form is not None and seal.form.tasks[0].title == text
    if "_x" not in text:
        assert (book.worksheets[0]["D5"].value or "") == shown_text(text)


def test_what_fits_no_cell_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    sent = form(tasks=(task(1, last_done="长" * 40_000),))
    stream = io.BytesIO()
    with pytest.raises(Refused, match="有 40000 个字"):
        write_return(sent, KEY, stream)
    assert stream.getvalue() == b""
    with pytest.raises(Refused):
        write_returns([form(), sent], KEY, tmp_path / "下发", ["甲.xlsx", "乙.xlsx"])
    assert [path.name for path in (tmp_path / "下发").iterdir()] == ["甲.xlsx"]


def test_five_hundred_rows(tmp_path: Path) -> None:
    sent = form(tasks=tuple(task(number) for number in range(500)))
    book = book_of(sent)
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 1).value for row in (5, 504)] == ["T100", "T599"]
    assert row_of(sheet, "指标") == 506
    assert seal_of(book).form == sent
    assert "J5:J504" in {str(rule.sqref) for rule in sheet.data_validations.dataValidation}


def test_returns_are_written_whole_one_after_the_other(tmp_path: Path) -> None:
    forms = [form(unit_id=number, unit=f"单位{number}") for number in range(3)]
    seen: list[tuple[int, int]] = []
    job = partial(write_returns, forms, KEY, tmp_path, ["a.xlsx", "b.xlsx", "c.xlsx"])
    made = pickle.loads(pickle.dumps(job))(progress=lambda done, of: seen.append((done, of)))
    assert made == [tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    for path, sent in zip(made, forms, strict=True):
        assert path.read_bytes() == written(sent)

    class Cancelled(Exception):
        pass

    def cancel(done: int, _of: int) -> None:
        if done == 1:
            raise Cancelled

    folder = tmp_path / "二"
    with pytest.raises(Cancelled):
        write_returns(forms, KEY, folder, ["a.xlsx", "b.xlsx", "c.xlsx"], cancel)
    assert [path.name for path in folder.iterdir()] == ["a.xlsx"]


def test_the_guide_explains_every_column_to_fill() -> None:
    sheet = book_of(form()).worksheets[1]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    names = {cell.value for cell in sheet["A"]}
    for label in (
        *(TASK_LABELS[each] for each in TaskField if each.is_input),
        *(INDICATOR_LABELS[each] for each in IndicatorField if each.is_input),
    ):
        assert label in names
    whole = "\n".join(texts)
    for status in ReportedStatus:
        assert status.label in whole
    assert date(2024, 10, 15).isoformat() in whole and "市创建工作专班" in whole
    assert "2024年第三季度" in whole
    undated = book_of(form(due_on=None, sender="")).worksheets[1]
    assert "截止日期" not in {cell.value for cell in undated["A"]}
