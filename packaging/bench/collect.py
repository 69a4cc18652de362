"""Reading a folder of filled return workbooks against python-calamine reading the same files bare."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from issue import sample_forms, write
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from rounds import alternate, show_ratio

from leqing_desktop.documents.collect_folder import find_files
from leqing_desktop.documents.collect_reader import read_found
from leqing_desktop.domain.return_reading import CollectedFile

WANTED = 2.0
WORKBOOKS, TASKS = 60, 50
ROUNDS = 9
INPUT_COLUMNS = "JKLMNO"


def run(workbooks: int = WORKBOOKS, tasks: int = TASKS, rounds: int = ROUNDS) -> bool:
    """Print the ratio; whether it is kept. The start of the guarded child is left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, workbooks, tasks)
        paths = sorted(folder.iterdir())
        pairs = alternate(lambda: read(folder), lambda: read_bare(paths), rounds)
    return show_ratio(f"collect　{workbooks} 份报送表，每份 {tasks} 行", pairs, WANTED)


def read(folder: Path) -> float:
    """Seconds the program takes: every file found, hashed, checked, its cells by field."""
    began = time.perf_counter()
    collected(folder)
    return time.perf_counter() - began


def collected(folder: Path) -> list[CollectedFile]:
    """The folder's files read in this process, as the guarded child does."""
    return [read_found(each) for each in find_files([folder])]


def read_bare(paths: Sequence[Path]) -> float:
    """Seconds calamine alone takes to give every cell of every sheet."""
    began = time.perf_counter()
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python()
    return time.perf_counter() - began


def fill(folder: Path, workbooks: int, tasks: int) -> None:
    """Workbooks as units send them back: issued by the program, filled in, saved by another one."""
    write(sample_forms(workbooks, tasks), folder)
    for number, path in enumerate(sorted(folder.iterdir())):
        book = load_workbook(path)
        sheet = book.worksheets[0]
        for row in range(5, 5 + tasks):
            done = (number + row) % 60 + 40
            filled = (
                done,
                "正常推进",
                f"8月{row % 28 + 1}日完成第{row}家企业诊断，累计{done}家，占年度目标的{done}%。",
                "企业改造资金不足，需市财政局协调。" if row % 3 == 0 else "无",
                f"11月底前完成剩余{100 - done}家，产业科负责。",
                f"1.{row}_验收意见.pdf" if row % 4 == 0 else None,
            )
            for column, value in zip(INPUT_COLUMNS, filled, strict=True):
                sheet[f"{column}{row}"] = value
        book.save(path)
