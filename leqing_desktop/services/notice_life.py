"""What happens to a signed notice: every step dated, proved where there is proof, one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leqing_desktop.db import ledger_settings, notices, stored_files
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import NewStep, StoredNotice, StoredStep
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.evidence import LIMIT_SETTING, evidence_limit
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_life import NoticeAction, take_step
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.working_day import add_working_days
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.rule_versions import escalation_rule
from leqing_desktop.services.work_days import calendar_of

NOTE_LIMIT, PERSON_LIMIT = 2_000, 60
FINAL = frozenset({NoticeAction.VOID})
"""A voided number is spent for good; every other step can be taken back."""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A step as it was entered: the day it holds from, words, who answered for it, who typed it."""

    on: date
    action: NoticeAction
    deadline: date
    until: date | None
    note: str
    person: str
    clerk: str
    files: tuple[tuple[int, str], ...] = ()
    """Id and name of each file that proves it."""


class NoticeLifeService:
    """办理过程 of signed notices."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def steps(self, notice_id: int) -> tuple[LifeStep, ...]:
        """What happened to a notice since it was signed, oldest first; what was undone is not in it."""
        with self._access.reading() as connection:
            return tuple(_told(each) for each in notices.steps(connection, notice_id))

    def usual_extension(self, notice_id: int, on: date) -> date:
        """The day to propose for 延期: the colour's working days once more.

        Counted from the deadline or, where that is past, from the day of the step.
        """
        with self._access.reading() as connection:
            notice = one_notice(connection, notice_id)
            return reply_date(connection, notice.colour, max(on, notice.deadline))

    def act(
        self,
        notice_id: int,
        action: NoticeAction,
        on: date,
        note: str = "",
        *,
        person: str = "",
        until: date | None = None,
        files: Sequence[Path] = (),
    ) -> Changes:
        """登记送达, 登记反馈, 退回重办, 延期, 销号, 作废 …; an impossible step is refused in words.

        ``person`` signed for it, answered or approved; ``until`` is the day of an extension;
        ``files`` prove the step and are kept whole or not at all.
        """
        from leqing_desktop.documents.evidence_file import read_evidence

        limit = self._file_limit()
        proofs = [read_evidence(path, limit) for path in dict.fromkeys(files)]
        with self._access.writing() as uow:
            notice = one_notice(uow.connection, notice_id)
            after = take_step(notice.standing, action, on, until)
            granted = after.deadline if action is NoticeAction.EXTEND else until
            step = NewStep(
                action,
                clean_text(note, "说明", NOTE_LIMIT),
                clean_text(person, "签收或经办人", PERSON_LIMIT),
                granted,
            )
            step_id = notices.take_step(uow, notice_id, step, after)
            kept = [
                {
                    "name": each.name,
                    "sha256": stored_files.put(uow.connection, each.content),
                    "downloaded": each.downloaded,
                }
                for each in proofs
            ]
            notices.attach(uow, step_id, kept)
            return uow.commit(f"{action.label} {notice.number}", barrier=action in FINAL)

    def extract(self, file_id: int, folder: Path) -> Path:
        """Save a file that proves a step under a name that is free in ``folder``; never opens it."""
        from leqing_desktop.documents.evidence_file import write_evidence

        with self._access.reading() as connection:
            file = notices.file_of_step(connection, file_id)
            content = stored_files.read(connection, file.sha256) if file is not None else None
        if file is None or content is None:
            raise Refused("台账里没有这份材料的原件，请用“检查台账”查明原因。")
        return write_evidence(folder, file.name, content, downloaded=file.downloaded)

    def _file_limit(self) -> int:
        with self._access.reading() as connection:
            return evidence_limit(ledger_settings.read(connection).get(LIMIT_SETTING))


def one_notice(connection: Connection, notice_id: int) -> StoredNotice:
    """A notice of the log; Refused where it is no longer there."""
    found = notices.register(connection, ids=[notice_id])
    if not found:
        raise Refused("督办台账里没有这份督办单，请刷新后再选。")
    return found[0]


def reply_date(connection: Connection, colour: NoticeColour, start: date) -> date:
    """When an answer is due: the colour's working days after ``start``, by the rule of that day."""
    days = escalation_rule(connection, start).deadlines.of(colour)
    return add_working_days(start, days, calendar_of(connection).is_working_day)


def _told(step: StoredStep) -> LifeStep:
    return LifeStep(
        step.on,
        step.action,
        step.deadline,
        step.until,
        step.note,
        step.person,
        step.clerk,
        tuple((each.id, each.name) for each in step.files),
    )
