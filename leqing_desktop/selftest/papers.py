"""Shows the main job: a ledger made and upgraded, a table taken in, files written and read back."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from pathlib import Path

from leqing_desktop import paths
from leqing_desktop.domain.period import Period
from leqing_desktop.selftest.places import workspace
from leqing_desktop.selftest.record import require

SAMPLE = "示例任务表.xlsx"
OLDEST = "0001"
_PERIOD = Period(2024, 3)
_SIGNED = date(2024, 10, 18)


def new_ledger(folder: Path) -> str:
    """The built-in plan as a ledger."""
    path = folder / "台账.leqing"
    workspace().create(path, "builtin")
    services = workspace().open(path, keep_backups=False)
    rows = services.decomposition.tree()
    services.ledger.close()
    require(len(rows) > 100, f"内置规划只有 {len(rows)} 行。")
    return f"内置规划 {len(rows)} 行，{path.stat().st_size // 1024} KB"


def older_ledger(folder: Path) -> str:
    """A ledger of the first release is brought up to date, with a backup before."""
    from leqing_desktop.db import schema
    from leqing_desktop.db.engine import connect_file
    from leqing_desktop.db.upgrade import lay_schema

    path = folder / "旧台账.leqing"
    path.touch()
    with closing(connect_file(path, read_only=False)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    lay_schema(path, OLDEST)
    services = workspace().open(path)
    services.periods.set_period(_PERIOD, date(2024, 9, 20), date(2024, 10, 15))
    services.ledger.close()
    kept = sorted(each.name for each in (folder / "备份").iterdir())
    require(kept, "升级前没有备份。")
    return f"{OLDEST} → {schema.HEAD_REVISION}，备份 {kept[0]}"


def table_taken_in(folder: Path) -> str:
    """A task table becomes tasks of an empty ledger."""
    path = folder / "台账.leqing"
    workspace().create(path, "empty")
    services = workspace().open(path, keep_backups=False)
    try:
        read = services.plan_import.reading(paths.resources() / "samples" / SAMPLE).run()
        services.plan_import.apply(services.plan_import.review(read))
        rows = services.decomposition.tree()
    finally:
        services.ledger.close()
    require(len(rows) > 5, f"只收进 {len(rows)} 行。")
    return f"收进 {len(rows)} 行"


def workbook(folder: Path) -> str:
    """重点任务分解表 as a workbook, read back by the program's own reader."""
    from leqing_desktop.documents.import_reader import read_import

    ledger = folder / "台账.leqing"
    workspace().create(ledger, "builtin")
    services = workspace().open(ledger, keep_backups=False)
    try:
        path = services.exports.decomposition(folder / "重点任务分解表.xlsx").run()
    finally:
        services.ledger.close()
    table = read_import(path).table
    tasks = len(table.places) if table is not None else 0
    require(tasks, "写出的表读不回任务。")
    return f"{path.stat().st_size // 1024} KB，读回 {tasks} 项任务"


def notice(folder: Path) -> str:
    """A 督办通知单 is signed; its PDF and its Word file hold the same sentences."""
    from leqing_desktop.documents.plan_source import read_source
    from leqing_desktop.services.supervision import draw_all

    ledger = folder / "台账.leqing"
    workspace().create(ledger, "builtin")
    services = workspace().open(ledger, keep_backups=False)
    try:
        services.periods.set_period(_PERIOD, date(2024, 9, 20), date(2024, 10, 15))
        chosen = services.supervision.proposals(_PERIOD)[:1]
        require(chosen, "没有督办建议。")
        (issued,) = services.supervision.issue(_PERIOD, chosen, _SIGNED, folder, draw_all)
    finally:
        services.ledger.close()
    said = []
    texts = [path for path in issued.files if path.suffix in (".pdf", ".docx")]
    for path in texts:
        text = re.sub(r"\s", "", "".join(line.text for line in read_source(path).lines))
        number = re.sub(r"\s", "", issued.row.number)
        require(number in text, f"“{path.name}”里读不到文号。")
        require(chosen[0].unit in text, f"“{path.name}”里读不到主送单位。")
        said.append(f"{path.name}（{path.stat().st_size // 1024} KB）")
    require(len(texts) == 2, "没有写全 PDF 和 DOCX。")
    return "、".join(said)


def fonts(_folder: Path) -> str:
    """Every bundled font registers, and each role prints the 8105 of 通用规范汉字表."""
    from leqing_desktop.documents.fonts import FALLBACK, FILES, face, face_for

    counts = {key: face(key) for key in FILES}
    hanzi = [chr(code) for low, high in _HANZI for code in range(low, high)]
    standard = [character for character in hanzi if counts["ST"].has(character)]
    require(len(standard) >= 8105, f"宋体只有 {len(standard)} 个汉字。")
    for role in FALLBACK:
        for character in standard:
            face_for(role, character)  # type: ignore[arg-type]
    return f"{len(FILES)} 个字体文件，各字体都能印 {len(standard)} 个汉字"


_HANZI = ((0x3400, 0xA000), (0x20000, 0x33480))
