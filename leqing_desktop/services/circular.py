"""通报: drafted from a locked period, edited with its numbers bound, checked, signed with a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import circulars, ledger_settings, notices, periods
from leqing_desktop.db.circulars import CircularState as CircularState
from leqing_desktop.db.circulars import StoredCircular
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.unit_of_work import UnitOfWork
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.circular import Figure, Prose, clean_prose, to_stored
from leqing_desktop.domain.notice_document import NoticeDocument
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.period import Period
from leqing_desktop.errors import Refused
from leqing_desktop.services import notice_wording
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.circular_checking import CircularCheck, check_all
from leqing_desktop.services.circular_document import document_of
from leqing_desktop.services.circular_facts import CircularFacts
from leqing_desktop.services.circular_view import (
    CircularView,
    current,
    fresh_draft,
    locked_facts,
    view_of,
)
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.office import Office, office_of

Draw = Callable[[NoticeDocument], tuple[bytes, bytes]]
"""A circular's PDF and .docx."""


@dataclass(frozen=True, slots=True)
class PreparedCircular:
    """A circular worded and numbered ahead of signing; the number is spent only by ``sign``."""

    period: Period
    n: int
    prose: Prose
    document: NoticeDocument
    issued_on: date
    with_basis: bool


@dataclass(frozen=True, slots=True)
class IssuedCircular:
    """A signed circular whose files were written in this run, and what the check said of it."""

    document: NoticeDocument
    files: tuple[Path, ...]
    check: CircularCheck


class CircularService:
    """The circular of a locked period; every verb refuses an open one."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def today(self) -> date:
        """The day by the ledger's clock."""
        return self._access.now().date()

    def view(self, period: Period) -> CircularView:
        """The signed circular, else the kept draft, else a fresh one; with its figures."""
        with self._access.reading() as connection:
            return view_of(connection, period)

    def ready(self, period: Period) -> bool:
        """Whether there is something to show: the period is locked, or its circular is signed."""
        with self._access.reading() as connection:
            stored = periods.find(connection, period)
            known = current(connection, period)
            signed = known is not None and known.state is CircularState.ISSUED
            return signed or (stored is not None and stored.locked)

    def draft(self, period: Period) -> Prose:
        """A fresh draft from the locked snapshot; nothing is written."""
        with self._access.reading() as connection:
            return fresh_draft(connection, locked_facts(connection, period))

    def figures(self, period: Period) -> dict[str, Figure]:
        """Every figure of the period by key, each with the rows that it counts."""
        with self._access.reading() as connection:
            return locked_facts(connection, period).figures

    def check(self, period: Period, prose: Prose) -> CircularCheck:
        """The text against its tables and the snapshot; every mismatch is one sentence."""
        with self._access.reading() as connection:
            return check_all(prose, locked_facts(connection, period))

    def save(self, period: Period, prose: Prose, with_basis: bool = False) -> Changes:
        """Keep the draft; one step of undo. Refused once the circular is signed."""
        with self._access.writing() as uow:
            facts = locked_facts(uow.connection, period)
            stored = current(uow.connection, period)
            _put_draft(uow, stored, facts, clean_prose(prose), with_basis)
            return uow.commit(f"修改{period.label}通报")

    def discard(self, period: Period) -> Changes:
        """Take the kept draft away, so that a fresh one shows; can be undone."""
        with self._access.writing() as uow:
            stored = current(uow.connection, period)
            if stored is not None:
                _refuse_signed(stored)
                circulars.remove(uow, stored.id)
            return uow.commit(f"重新起草{period.label}通报")

    def preview(self, period: Period, prose: Prose, with_basis: bool = False) -> NoticeDocument:
        """The document as it would be signed today, without number."""
        with self._access.reading() as connection:
            return _document(connection, period, clean_prose(prose), "", self.today(), with_basis)

    def prepare(
        self, period: Period, prose: Prose, issued_on: date, with_basis: bool = False
    ) -> PreparedCircular:
        """Word the circular with the number that it will get; nothing is written yet.

        Refused where the text disagrees with its figures, its tables or the snapshot.
        """
        with self._access.reading() as connection:
            return _prepare(connection, period, clean_prose(prose), issued_on, with_basis)

    def sign(self, prepared: PreparedCircular) -> Changes:
        """Spend the number and keep the document; undo does not reach behind.

        Refused where anything moved since ``prepare``: a number, the lock, the office.
        """
        with self._access.writing() as uow:
            again = _prepare(
                uow.connection, prepared.period, prepared.prose, prepared.issued_on,
                prepared.with_basis,
            )  # fmt: skip
            if again.n != prepared.n:
                raise Refused("文号刚被另一份公文占用，请再点一次签发。")
            if again != prepared:
                raise Refused("锁定数据或发文机关刚改过，与预览不一致，请再点一次签发。")
            facts = locked_facts(uow.connection, prepared.period)
            stored = current(uow.connection, prepared.period)
            key = _put_draft(uow, stored, facts, prepared.prose, prepared.with_basis)
            office = office_of(ledger_settings.read(uow.connection))
            values = {
                "state": CircularState.ISSUED.value,
                "series": office.series,
                "year": prepared.issued_on.year,
                "number": prepared.n,
                "issued_on": prepared.issued_on,
                "state_on": prepared.issued_on,
                "document": notice_wording.to_stored(prepared.document),
            }
            circulars.update(uow, key, values)
            return uow.commit(f"签发通报 {prepared.document.number}", barrier=True)

    def void(self, circular_id: int, reason: str, on: date) -> Changes:
        """作废 a signed circular on a day: its number stays visible and is never given again."""
        with self._access.writing() as uow:
            stored = _one(uow.connection, circular_id)
            if stored.state is not CircularState.ISSUED:
                raise Refused("只有已签发的通报可以作废。")
            words = clean_text(reason, "作废理由", 200)
            if not words:
                raise Refused("请写明作废理由，它会留在台账里。")
            if stored.issued_on is not None and on < stored.issued_on:
                raise Refused(f"作废日期 {on} 早于签发日 {stored.issued_on}，请改正日期。")
            values = {"state": CircularState.VOID.value, "state_note": words, "state_on": on}
            circulars.update(uow, circular_id, values)
            return uow.commit(f"作废通报 {stored.number}", barrier=True)

    def document(self, circular_id: int) -> NoticeDocument:
        """A signed circular as it was printed: drawing it again gives the same bytes."""
        with self._access.reading() as connection:
            stored = _one(connection, circular_id)
            if stored.document is None:
                raise Refused("这份通报还没有签发，请先签发。")
            return notice_wording.from_stored(dict(stored.document))

    def issue(self, period: Period, issued_on: date, folder: Path, draw: Draw) -> IssuedCircular:
        """Sign the kept or a fresh draft and write its PDF and .docx.

        Drawn, and the folder tried, before the number is spent.
        """
        from leqing_desktop.services.circular_files import require_room, write_files

        self._access.refuse_writing()
        view = self.view(period)
        prepared = self.prepare(period, view.prose, issued_on, view.with_basis)
        drawn = draw(prepared.document)
        require_room(folder, prepared.document, drawn)
        self.sign(prepared)
        files = write_files(folder, prepared.document, drawn)
        return IssuedCircular(prepared.document, files, view.check)

    def issue_again(self, period: Period, folder: Path, draw: Draw) -> IssuedCircular | None:
        """Write the files of a signed circular, the same bytes as then; None where none is signed."""
        from leqing_desktop.services.circular_files import write_files

        view = self.view(period)
        if view.circular_id is None or view.state is not CircularState.ISSUED:
            return None
        document = self.document(view.circular_id)
        files = write_files(folder, document, draw(document))
        return IssuedCircular(document, files, view.check)


def _one(connection: Connection, circular_id: int) -> StoredCircular:
    stored = circulars.find(connection, circular_id)
    if stored is None:
        raise Refused("这份通报已被删除，请刷新页面。")
    return stored


def _refuse_signed(stored: StoredCircular) -> None:
    if stored.state is CircularState.ISSUED:
        raise Refused(f"{stored.period.label}通报 {stored.number} 已签发，要改请先作废再重发。")


def _put_draft(
    uow: UnitOfWork,
    stored: StoredCircular | None,
    facts: CircularFacts,
    prose: Prose,
    with_basis: bool,
) -> int:
    """Keep the words, the values that they print now, and the snapshot these are from."""
    period = periods.find(uow.connection, facts.record.period)
    assert period is not None
    values = {
        "snapshot_id": circulars.snapshot_in_force(uow.connection, period.id),
        "prose": to_stored(prose),
        "said": {key: facts.figures[key].value for key in prose.keys if key in facts.figures},
        "with_basis": with_basis,
    }
    if stored is None:
        kept_as = {"period_id": period.id, "state": CircularState.DRAFT.value, "document": None}
        return circulars.add(uow, values | kept_as)
    _refuse_signed(stored)
    circulars.update(uow, stored.id, values)
    return stored.id


def _prepare(
    connection: Connection, period: Period, prose: Prose, issued_on: date, with_basis: bool
) -> PreparedCircular:
    stored = current(connection, period)
    if stored is not None:
        _refuse_signed(stored)
    office = office_of(ledger_settings.read(connection))
    if not office.sender:
        raise Refused("还没有填发文机关，请先到 设置 › 发文机关 填写，再签发通报。")
    faults = check_all(prose, locked_facts(connection, period)).faults
    if faults:
        more = f"另有 {len(faults) - 1} 处，" if len(faults) > 1 else ""
        raise Refused(f"{faults[0].message.rstrip('。')}；{more}改好后再签发。")
    n = notices.next_number(connection, office.series, issued_on.year)
    number = str(office.number(issued_on.year, n))
    document = _document(connection, period, prose, number, issued_on, with_basis)
    return PreparedCircular(period, n, prose, document, issued_on, with_basis)


def _document(
    connection: Connection,
    period: Period,
    prose: Prose,
    number: str,
    issued_on: date,
    with_basis: bool,
) -> NoticeDocument:
    settings = ledger_settings.read(connection)
    office: Office = office_of(settings)
    return document_of(
        prose, locked_facts(connection, period), office, number, issued_on,
        basis=with_basis, demo=bool(settings.get(DEMO_KEY)),
    )  # fmt: skip
