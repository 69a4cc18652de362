"""What the page is shown of a period's 通报: a signed one, the kept draft, or a fresh one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.db import circulars, ledger_settings, periods
from leqing_desktop.db.circulars import CircularState as CircularState
from leqing_desktop.db.circulars import StoredCircular
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.circular import Figure, Prose, from_stored
from leqing_desktop.domain.circular_check import with_numbers
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused
from leqing_desktop.services import notice_wording
from leqing_desktop.services.circular_checking import CircularCheck, check_all, check_printed
from leqing_desktop.services.circular_facts import CircularFacts, facts_of
from leqing_desktop.services.circular_wording import draft_prose
from leqing_desktop.services.office import office_of
from leqing_desktop.services.period_snapshot import kept, record_of
from leqing_desktop.services.wording_kinds import CIRCULAR, KINDS, template_of


@dataclass(frozen=True, slots=True)
class CircularView:
    """The circular of a period as the page shows it.

    ``circular_id`` None: a fresh draft, not kept yet. ``number`` and ``issued_on`` once signed;
    ``values`` are what the numbers print, by key;
    ``renewed`` are sentences on bound numbers that are others than when the draft was kept;
    ``quoted`` are the names whose digits are no counts.
    """

    period: Period
    circular_id: int | None
    state: CircularState
    number: str
    issued_on: date | None
    prose: Prose
    figures: dict[str, Figure]
    values: dict[str, str]
    check: CircularCheck
    with_basis: bool
    sender: str
    renewed: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


def view_of(connection: Connection, period: Period) -> CircularView:
    """The circular of a period; Refused where it is open and none was signed."""
    stored = current(connection, period)
    if stored is not None and stored.document is not None:
        return _signed_view(connection, stored)
    return _draft_view(connection, period, stored)


def locked_facts(connection: Connection, period: Period) -> CircularFacts:
    """The facts of a locked period; Refused in words where it is open."""
    record = kept(connection, period)
    if record is None:
        stored = periods.find(connection, period)
        if stored is not None and stored.locked:
            # As a ledger of an earlier version may have it.
            raise Refused(f"{period.label}锁定时没有留下快照，请解锁后重新锁定，再起草通报。")
        raise Refused(f"{period.label}还没有锁定，数字还会变，请先锁定再起草通报。")
    return facts_of(record)


def fresh_draft(connection: Connection, facts: CircularFacts) -> Prose:
    """What the program would write, by the office's template; Refused where that is faulty."""
    settings = ledger_settings.read(connection)
    template = template_of(settings, KINDS[CIRCULAR])
    return draft_prose(facts, template, office_of(settings).sender)


def current(connection: Connection, period: Period) -> StoredCircular | None:
    """The period's circular that is not void."""
    found = circulars.of_period(connection, period)
    return next((each for each in found if each.state is not CircularState.VOID), None)


def _draft_view(
    connection: Connection, period: Period, stored: StoredCircular | None
) -> CircularView:
    facts = locked_facts(connection, period)
    prose = fresh_draft(connection, facts) if stored is None else from_stored(stored.prose)
    return CircularView(
        period,
        None if stored is None else stored.id,
        CircularState.DRAFT,
        "",
        None,
        prose,
        facts.figures,
        {key: figure.value for key, figure in facts.figures.items()},
        check_all(prose, facts),
        stored is not None and stored.with_basis,
        office_of(ledger_settings.read(connection)).sender,
        () if stored is None else _renewed(stored, facts),
        _voided(connection, period),
        tuple(with_numbers(facts.quoted)),
    )


def _signed_view(connection: Connection, stored: StoredCircular) -> CircularView:
    """A signed circular shows the numbers of its own snapshot, whatever was locked since."""
    own = facts_of(record_of(connection, stored.snapshot_id))
    record = kept(connection, stored.period)
    now = None if record is None else facts_of(record)
    prose, said = from_stored(stored.prose), dict(stored.said)
    document = notice_wording.from_stored(dict(stored.document or {}))
    return CircularView(
        stored.period,
        stored.id,
        stored.state,
        str(stored.number),
        stored.issued_on,
        prose,
        own.figures,
        said,
        check_printed(prose, said, document, own, now),
        stored.with_basis,
        office_of(ledger_settings.read(connection)).sender,
        (),
        _voided(connection, stored.period),
        tuple(with_numbers(own.quoted)),
    )


def _voided(connection: Connection, period: Period) -> tuple[str, ...]:
    return tuple(
        f"{each.number}（{each.state_note}{_voided_on(each.state_on)}）"
        for each in circulars.of_period(connection, period)
        if each.state is CircularState.VOID
    )


def _voided_on(day: date | None) -> str:
    return "" if day is None else f"，{chinese_date(day)}作废"


def _renewed(stored: StoredCircular, facts: CircularFacts) -> tuple[str, ...]:
    now = facts.figures
    return tuple(
        f"“{now[key].title}”由 {value} 更新为 {now[key].value}。"
        for key, value in stored.said.items()
        if key in now and now[key].value != value
    )
