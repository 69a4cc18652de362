"""The 整改反馈表 of signed notices: the form as data, and the key that seals it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leqing_desktop.db import ledger_identity, ledger_settings, notices, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import StoredNotice
from leqing_desktop.db.tasks import StoredTask
from leqing_desktop.domain.escalation import grounds
from leqing_desktop.domain.notice_reply import ReplyBook, ReplyItem
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.ledger import DEMO_KEY
from leqing_desktop.services.notice_wording import from_stored
from leqing_desktop.services.return_facts import key_of, make_key


@dataclass(frozen=True, slots=True)
class SealedBook:
    """A form and the ledger's key; together the same bytes at any time."""

    book: ReplyBook
    key: bytes


def reply_books(access: LedgerAccess, numbers: Sequence[str]) -> tuple[SealedBook, ...]:
    """The forms of notices by their numbers, in that order; Refused for one that is not there.

    A ledger that never sent anything sealed gets its key first.
    """
    with access.reading() as connection:
        ready = bool(key_of(ledger_settings.read(connection)))
    if not ready and numbers:
        with access.writing() as uow:
            # What is sealed leaves the house: a key that undo took away would make it a stranger.
            uow.commit("准备整改反馈表", barrier=make_key(uow))
    with access.reading() as connection:
        settings = ledger_settings.read(connection)
        known = {str(each.number): each for each in notices.register(connection)}
        by_id = {task.id: task for task in tasks.all_tasks(connection)}
        mark = ledger_identity.mark(connection)
        made = []
        for number in numbers:
            if number not in known:
                raise Refused(f"督办台账里没有 {number}，请刷新后再写它的整改反馈表。")
            book = _book(connection, mark, known[number], by_id, demo=bool(settings.get(DEMO_KEY)))
            made.append(SealedBook(book, key_of(settings)))
        return tuple(made)


def items_of(
    connection: Connection, notice: StoredNotice, by_id: dict[int, StoredTask]
) -> tuple[ReplyItem, ...]:
    """The tasks a notice is about, as the form names them; one that was deleted by its notice."""
    found = []
    for item_id, why in notices.reasons(connection, notice.id):
        task = by_id.get(item_id)
        number, title = (task.number, task.title) if task is not None else ("", notice.title)
        found.append(ReplyItem(item_id, number, title, grounds(why or notice.why)))
    return tuple(found)


def _book(
    connection: Connection,
    mark: str,
    notice: StoredNotice,
    by_id: dict[int, StoredTask],
    *,
    demo: bool,
) -> ReplyBook:
    return ReplyBook(
        mark,
        notice.id,
        str(notice.number),
        notice.unit,
        from_stored(dict(notice.document)).sender,
        notice.issued_on,
        notice.deadline,
        items_of(connection, notice, by_id),
        demo,
    )
