from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leqing_desktop.documents.table_reader import read_table
from leqing_desktop.domain.assignment import Role
from leqing_desktop.domain.table_proposal import ProposedTable
from leqing_desktop.errors import Refused
from tests.documents.table_layout import Expected, Layout
from tests.documents.table_layouts import LAYOUTS
from tests.libreoffice import PROGRAM, LibreOffice

FIELDS = (
    "programme", "measure", "task", "lead", "responsible", "support",
    "section", "person", "target", "start", "due", "due_text",
)  # fmt: skip
TUNED = [each for each in LAYOUTS if not each.hold_out]


def rows_of(table: ProposedTable) -> list[Expected]:
    rows: list[Expected] = []
    for place in table.places:
        programme = table.plan.programmes[place.programme]
        measure = programme.measures[place.measure]
        assert place.task is not None
        task = measure.tasks[place.task]
        row: dict[str, Any] = {
            "programme": programme.title,
            "measure": measure.title,
            "task": task.title,
            "section": task.section,
            "person": task.person,
            "target": task.target,
            "start": task.start,
            "due": task.due,
            "due_text": task.due_text,
        }
        for role in Role:
            names = [each.unit for each in task.units if each.role is role]
            row[role.value] = "、".join(names)
        rows.append({key: value for key, value in row.items() if value})
    return rows


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[tuple[str, str], Path]:
    """Every layout in every format; the other formats are made by LibreOffice where it is."""
    folder = tmp_path_factory.mktemp("tables")
    made: dict[tuple[str, str], Path] = {}
    for number, layout in enumerate(LAYOUTS):
        path = folder / f"{number}.xlsx"
        layout.make().save(path)
        made[layout.name, "xlsx"] = path
    if PROGRAM is None:
        return made
    libreoffice: LibreOffice = request.getfixturevalue("libreoffice")
    for kind in ("xls", "ods"):
        sources = [made[each.name, "xlsx"] for each in LAYOUTS if kind in each.formats]
        libreoffice.convert(kind, folder, *sources)
        for layout in LAYOUTS:
            path = made[layout.name, "xlsx"].with_suffix(f".{kind}")
            if kind in layout.formats:
                made[layout.name, kind] = path
    return made


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("layout", TUNED, ids=lambda layout: layout.name)
def test_every_layout_is_read_as_a_careful_clerk_would(
    layout: Layout, kind: str, files: dict[tuple[str, str], Path]
) -> None:
    if kind not in layout.formats:
        pytest.skip("这种版式只在 .xlsx 里检查")
    if (layout.name, kind) not in files:
        pytest.skip("没有 LibreOffice，做不出 .xls 和 .ods")
    table = read_table(files[layout.name, kind])
    assert rows_of(table) == layout.expected
    assert len(table.findings) == layout.findings, table.findings
    assert len(table.skipped) == layout.skipped, table.skipped


def cells(rows: list[Expected]) -> Iterator[tuple[int, str, Any]]:
    for number, row in enumerate(rows):
        for field in FIELDS:
            if row.get(field):
                yield number, field, row[field]


def test_precision_and_recall_over_all_layouts_are_printed(
    files: dict[tuple[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = []
    for held, least in ((False, 0.98), (True, 0.8)):
        count: Counter[str] = Counter()
        for layout in LAYOUTS:
            for kind in layout.formats:
                if layout.hold_out is held and (layout.name, kind) in files:
                    count += counted(layout, files[layout.name, kind])
        precision, recall = count["right"] / count["read"], count["right"] / count["wanted"]
        name = "名称从未加进词表的版式" if held else "其他版式"
        lines.append(f"{name}：准确率 {precision:.3f}，召回率 {recall:.3f}（{count['wanted']} 格）")
        assert min(precision, recall) >= least, lines
    with capsys.disabled():
        print("\n" + "\n".join(lines))


def counted(layout: Layout, path: Path) -> Counter[str]:
    """Cells read right, read, and wanted; a refused table gives none."""
    wanted = set(cells(layout.expected))
    try:
        read = set(cells(rows_of(read_table(path))))
    except Refused:
        read = set()
    return Counter(right=len(read & wanted), read=len(read), wanted=len(wanted))
