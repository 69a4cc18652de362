"""收反馈: filled 整改反馈表 read, judged against the notice log, and entered as 登记反馈."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from leqing_desktop.domain.change import NOTHING, Changes
from leqing_desktop.domain.notice_life import NoticeAction
from leqing_desktop.domain.notice_reply import ReplyOutcome
from leqing_desktop.domain.return_outcome import Finding
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.errors import LeqingError
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.file_job import FileJob
from leqing_desktop.services.notice_life import NoticeLifeService
from leqing_desktop.services.reply_judging import JudgedReply as JudgedReply
from leqing_desktop.services.reply_judging import ReplyJudge
from leqing_desktop.services.return_collecting import Collected, collect_files, content_of

TAKEN = frozenset({ReplyOutcome.READY, ReplyOutcome.ASK})
"""Outcomes of files that can be entered; the second only where the clerk says so."""


class NoticeReplyService:
    """整改反馈表. Reading is a job, judging only reads, each reply is one step of undo."""

    def __init__(self, access: LedgerAccess, life: NoticeLifeService) -> None:
        self._access = access
        self._life = life

    def read(self, paths: Sequence[Path]) -> FileJob[Collected]:
        """The job that reads every file, folder and zip under ``paths``."""
        return FileJob(partial(collect_files, replies=True), (tuple(paths),), reports=True)

    def judge(
        self, files: Iterable[CollectedFile], expected: int | None = None
    ) -> tuple[JudgedReply, ...]:
        """Every file with its one outcome, in order; nothing is written.

        ``expected``: the notice whose reply is asked for; one to another notice is refused.
        """
        today = self._access.now().date()
        with self._access.reading() as connection:
            return ReplyJudge(connection, today, expected).judge(files)

    def take_in(self, judged: JudgedReply, on: date | None = None) -> Changes:
        """登记反馈 with the form's words, person and day, the file attached; one step of undo.

        ``on`` counts in place of the form's day. Nothing for a file that is not to be entered;
        Refused where the notice awaits no reply by now or the file has changed since it was read.
        """
        reply = judged.reply
        if reply is None or judged.outcome not in TAKEN:
            return NOTHING
        content_of(judged.file)
        return self._life.act(
            reply.notice_id,
            NoticeAction.REPLY,
            on or reply.day or self._access.now().date(),
            reply.words,
            person=reply.person,
            files=[Path(judged.file.path)],
        )

    def take_sound(
        self, judged: Sequence[JudgedReply], on: date | None = None
    ) -> tuple[JudgedReply, ...]:
        """Enter what has no doubt, each by itself; one that is refused says so and costs no other."""
        told = []
        for each in judged:
            if each.outcome is ReplyOutcome.READY:
                try:
                    self.take_in(each, on)
                except (LeqingError, ValueError) as error:
                    why = (Finding("not_entered", str(error)),)
                    each = replace(each, outcome=ReplyOutcome.REFUSED, findings=why)
            told.append(each)
        return tuple(told)
