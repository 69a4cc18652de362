"""Tables of the ledger as workbooks: what to write is read here, writing is a job of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from leqing_desktop.db import (
    decomposition,
    ledger_identity,
    ledger_settings,
    periods,
    plans,
)
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused
from leqing_desktop.services import export_rows, inspection_rows, return_board
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.given_numbers import register_rows
from leqing_desktop.services.inspections import one_inspection
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.office import office_of
from leqing_desktop.services.period_snapshot import kept

DECOMPOSITION = "重点任务分解表"


class ExportService:
    """导出. Each verb reads what is to be written and returns the job that writes it."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def decomposition(self, path: Path) -> FileJob[Path]:
        """重点任务分解表 as an .xlsx for printing."""
        with self._access.reading() as connection:
            rows = decomposition.rows(connection)
            heading = self._heading(connection, DECOMPOSITION)
            mark = ledger_identity.mark(connection)
        row_ids = {row.id: ledger_identity.row_id(mark, row.id) for row in rows}
        return _job("decomposition", rows, heading, path, row_ids=row_ids)

    def progress(self, period: Period, path: Path) -> FileJob[Path]:
        """季度进展汇总表 of a period."""
        with self._access.reading() as connection:
            rows, by_unit = export_rows.progress_rows(connection, period)
            heading = self._period_heading(connection, period, "重点任务进展汇总表")
        return _job("progress", rows, heading, path, by_unit=by_unit)

    def unreported(self, period: Period, path: Path) -> FileJob[Path]:
        """未报送名单 of a period, as of today."""
        with self._access.reading() as connection:
            rows = return_board.board(connection, period, self._access.now().date())
            heading = self._period_heading(connection, period, "未报送名单")
            stored = periods.find(connection, period)
        if stored is not None and stored.due_on is not None:
            heading["note"] = f"报送截止：{chinese_date(stored.due_on)}"
        return _job("unreported", rows, heading, path)

    def questions(self, period: Period, path: Path) -> FileJob[Path]:
        """疑问清单 of a period: what its returns leave open."""
        with self._access.reading() as connection:
            rows = export_rows.question_rows(connection, period)
            heading = self._period_heading(connection, period, "报送疑问清单")
        return _job("questions", rows, heading, path)

    def notices(self, path: Path) -> FileJob[Path]:
        """督办台账: every number given, whatever paper it was given to, in order."""
        today = self._access.now().date()
        with self._access.reading() as connection:
            rows = register_rows(connection, today)
            heading = self._heading(connection, "督办台账")
        return _job("notices", rows, heading, path)

    def inspection(self, inspection_id: int, path: Path) -> FileJob[Path]:
        """问题清单 of a 专项督查, unit by unit."""
        with self._access.reading() as connection:
            stored = one_inspection(connection, inspection_id)
            today = self._access.now().date()
            rows = inspection_rows.sheet_rows(connection, inspection_id, today)
            heading = self._heading(connection, "")
        heading["title"] = f"{stored.title}问题清单"
        if stored.number is not None:
            heading["note"] = f"督查通知：{stored.number}"
        return _job("inspection", rows, heading, path)

    def _period_heading(self, connection: Connection, period: Period, what: str) -> dict[str, Any]:
        """The heading of a quarter's sheet; a locked one is headed as it was when it was locked."""
        heading = self._heading(connection, f"{period.label}{what}")
        record = kept(connection, period)
        if record is not None:
            heading["title"] = f"{record.plan}{period.label}{what}"
            heading["sender"] = record.sender
        return heading

    def _heading(self, connection: Connection, what: str) -> dict[str, Any]:
        settings = ledger_settings.read(connection)
        title = plans.title(connection)
        return {
            "title": f"{title}{what}",
            "sender": office_of(settings).sender,
            "printed": self._access.now().date(),
            "demo": bool(settings.get(DEMO_KEY)),
        }


def decomposition_title(connection: Connection) -> str:
    """The title that stands over the exported decomposition table."""
    return f"{plans.title(connection)}{DECOMPOSITION}"


def write_workbook(
    what: str,
    rows: Sequence[Any],
    heading: dict[str, Any],
    path: Path,
    more: Mapping[str, Any],
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write one kind of workbook whole; runs in the child process or here."""
    from leqing_desktop.documents.safe_file import write_file
    from leqing_desktop.documents.workbook_decomposition import write_decomposition
    from leqing_desktop.documents.workbook_inspection import write_inspection
    from leqing_desktop.documents.workbook_layout import Heading
    from leqing_desktop.documents.workbook_progress import write_progress
    from leqing_desktop.documents.workbook_questions import write_questions
    from leqing_desktop.documents.workbook_register import write_register
    from leqing_desktop.documents.workbook_unreported import write_unreported

    writers: dict[str, Callable[..., None]] = {
        "decomposition": write_decomposition,
        "progress": write_progress,
        "notices": write_register,
        "unreported": write_unreported,
        "questions": write_questions,
        "inspection": write_inspection,
    }

    def fill(stream: BinaryIO) -> None:
        writers[what](rows, Heading(**heading), stream, progress, **more)

    return write_file(path, fill)


def _job(
    what: str, rows: Sequence[Any], heading: dict[str, Any], path: Path, **more: Any
) -> FileJob[Path]:
    if path.suffix.lower() != ".xlsx":
        raise Refused("导出的文件名要以 .xlsx 结尾，请改一下文件名。")
    return FileJob(write_workbook, (what, rows, heading, path, more), reports=True)
