"""What becomes of every 整改反馈表 that came: which notice it answers, what it says, what is odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from leqing_desktop.db import ledger_identity, ledger_settings, notices, tasks
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.notices import StoredNotice
from leqing_desktop.domain.notice import parse_notice_number
from leqing_desktop.domain.notice_life import NoticeAction, NoticeState, next_state
from leqing_desktop.domain.notice_reply import (
    PERSON_LIMIT,
    TEMPLATE_VERSION,
    ReadReply,
    ReplyOutcome,
    ReplySheet,
    plain_words,
)
from leqing_desktop.domain.official_text import clean_text
from leqing_desktop.domain.reply_check import check_reply, reply_day
from leqing_desktop.domain.reply_seal import ReplySeal, open_reply_seal
from leqing_desktop.domain.return_outcome import FileKind, Finding
from leqing_desktop.domain.return_reading import CollectedFile
from leqing_desktop.domain.return_seal import SealState
from leqing_desktop.services.reply_books import items_of
from leqing_desktop.services.return_facts import key_of

_UNREADABLE = frozenset({FileKind.RESAVE, FileKind.BROKEN})


@dataclass(frozen=True, slots=True)
class JudgedReply:
    """A file with its outcome; ``reply`` is None where it answers no notice that awaits one."""

    file: CollectedFile
    outcome: ReplyOutcome
    number: str = ""
    unit: str = ""
    notice_id: int | None = None
    reply: ReadReply | None = None
    findings: tuple[Finding, ...] = ()


class _NotTaken(Exception):
    """A file that is not entered: outcome, kind, the sentence."""

    def __init__(self, outcome: ReplyOutcome, kind: str, words: str) -> None:
        super().__init__(words)
        self.outcome = outcome
        self.finding = Finding(kind, words)


class ReplyJudge:
    """Judges the files of one call against the ledger as it is now; ``today`` is the desk's day."""

    def __init__(self, connection: Connection, today: date, expected: int | None = None) -> None:
        self._connection = connection
        self._today = today
        self._expected = expected
        self._key = key_of(ledger_settings.read(connection))
        self._ledger = ledger_identity.mark(connection)
        self._tasks = {task.id: task for task in tasks.all_tasks(connection)}
        register = notices.register(connection)
        self._by_id = {each.id: each for each in register}
        self._by_number = {each.number: each for each in register}
        # A number of the office's own pattern is known by the text that it was printed with.
        self._by_text = {"".join(str(each.number).split()): each for each in register}

    def judge(self, files: Iterable[CollectedFile]) -> tuple[JudgedReply, ...]:
        """Every file with exactly one outcome, in the order given."""
        judged: list[JudgedReply] = []
        seen: dict[str, str] = {}
        for file in files:
            found = self._one(file)
            twin = seen.get(file.sha256)
            if found.reply is not None and twin is not None:
                found = _without_reply(
                    found, ReplyOutcome.DUPLICATE, "duplicate", f"与“{twin}”相同，只登记一份。"
                )
            elif found.reply is not None:
                seen[file.sha256] = file.shown
            judged.append(replace(found, file=replace(file, reply=None)))
        return _with_rivals(judged)

    def _one(self, file: CollectedFile) -> JudgedReply:
        sheet = file.reply
        if sheet is None:
            kind = FileKind(file.kind)
            unreadable = kind in _UNREADABLE
            outcome = ReplyOutcome.UNREADABLE if unreadable else ReplyOutcome.UNKNOWN
            return JudgedReply(file, outcome, findings=(Finding(kind.value, file.problem),))
        notice: StoredNotice | None = None
        try:
            notice, doubts = self._notice(sheet)
            self._require_awaited(notice, file.sha256)
            reply = self._reply(notice, sheet)
        except _NotTaken as refusal:
            number = str(notice.number) if notice is not None else sheet.number_line
            unit = notice.unit if notice is not None else sheet.unit_line
            key = notice.id if notice is not None else None
            return JudgedReply(file, refusal.outcome, number, unit, key, None, (refusal.finding,))
        reply = replace(reply, findings=(*doubts, *reply.findings))
        doubtful = any(each.serious for each in reply.findings)
        outcome = ReplyOutcome.ASK if doubtful else ReplyOutcome.READY
        return JudgedReply(
            file, outcome, reply.number, reply.unit, notice.id, reply, reply.findings
        )

    # Which notice

    def _notice(self, sheet: ReplySheet) -> tuple[StoredNotice, list[Finding]]:
        seal = open_reply_seal(sheet.seal, self._key)
        if seal.state is not SealState.MISSING:
            self._require_ours(seal)
        doubts = [] if seal.state is SealState.VALID else [_seal_finding(seal)]
        if seal.state is SealState.VALID:
            notice = self._by_id.get(seal.notice_id or 0)
            # A ledger restored from a backup may have given the same id once more.
            if notice is None or str(notice.number) != seal.number:
                raise _unknown(f"督办台账里没有 {seal.number}，没有收；请核对是不是恢复过台账。")
            said = _number_of(sheet.number_line)
            if said and said != str(notice.number):
                words = f"表头的文号是 {said}，校验页是 {notice.number}，请核对是哪一份的反馈。"
                doubts.append(Finding("number", words))
        else:
            notice = self._numbered(sheet, seal)
        unit = sheet.unit_line or seal.unit
        if unit and seal.state is not SealState.VALID and unit != notice.unit:
            words = f"表上的单位“{unit[:20]}”与 {notice.number} 的{notice.unit}不一致，请核对。"
            doubts.append(Finding("unit", words))
        return notice, doubts

    def _require_ours(self, seal: ReplySeal) -> None:
        if seal.ledger != self._ledger:
            raise _unknown("是另一个台账发出的整改反馈表，没有收；请核对是不是发错了地方。")
        if seal.template != TEMPLATE_VERSION:
            words = "是旧样式的整改反馈表，没有收；请把督办单另存的新反馈表发给该单位重填。"
            raise _NotTaken(ReplyOutcome.REFUSED, "old_template", words)

    def _numbered(self, sheet: ReplySheet, seal: ReplySeal) -> StoredNotice:
        for text in (sheet.number_line, seal.number):
            if notice := self._by_text.get("".join(text.split())):
                return notice
            try:
                number = parse_notice_number(text)
            except ValueError:
                continue
            if number in self._by_number:
                return self._by_number[number]
            raise _unknown(f"督办台账里没有 {number}，没有收；请核对表头的文号。")
        raise _unknown("认不出是哪份督办单的反馈表，没有收；请在表头写明文号再收一次。")

    def _require_awaited(self, notice: StoredNotice, sha256: str) -> None:
        if self._expected is not None and notice.id != self._expected:
            words = f"是 {notice.number}（{notice.unit}）的反馈表，不是这份督办单的，请核对。"
            raise _NotTaken(ReplyOutcome.REFUSED, "other_notice", words)
        for step in notices.steps(self._connection, notice.id):
            if step.action is NoticeAction.REPLY and sha256 in {f.sha256 for f in step.files}:
                words = f"这份反馈表 {step.on} 已经登记过，没有再登。"
                raise _NotTaken(ReplyOutcome.DUPLICATE, "duplicate", words)
        if notice.state is NoticeState.ESCALATED:
            words = f"{notice.number} 已升级，不再收它的反馈，请该单位按新发的督办单反馈。"
            raise _NotTaken(ReplyOutcome.REFUSED, "not_awaited", words)
        try:
            next_state(notice.state, NoticeAction.REPLY)
        except ValueError as error:
            words = f"{notice.number} 这份{error}"
            raise _NotTaken(ReplyOutcome.REFUSED, "not_awaited", words) from error

    # What it says

    def _reply(self, notice: StoredNotice, sheet: ReplySheet) -> ReadReply:
        asked = items_of(self._connection, notice, self._tasks)
        items, findings = check_reply(sheet, asked, self._today.year)
        if all(each.is_empty for each in items):
            words = "是空表，原因分析、整改措施和整改进展一处也没有填，请单位填好再报。"
            raise _NotTaken(ReplyOutcome.REFUSED, "empty", words)
        day, told = reply_day(sheet.filled_on, notice.state_on, self._today)
        person = sheet.filled_by or next((each.person for each in items if each.person), "")
        phone = next((each.phone for each in items if each.phone), "")
        reply = ReadReply(
            notice.id,
            str(notice.number),
            notice.unit,
            items,
            " ".join(plain_words(person).split())[:PERSON_LIMIT],
            phone,
            day,
            (*findings, *told),
        )
        for step in notices.steps(self._connection, notice.id):
            if step.action is NoticeAction.REPLY and step.note == reply.words:
                words = f"内容与 {step.on} 登记的反馈相同，没有再登。"
                raise _NotTaken(ReplyOutcome.DUPLICATE, "duplicate", words)
        try:
            clean_text(reply.words, "反馈")
            clean_text(reply.person, "填报人")
        except ValueError as error:
            raise _NotTaken(ReplyOutcome.REFUSED, "text", str(error)) from error
        return reply


def _with_rivals(judged: list[JudgedReply]) -> tuple[JudgedReply, ...]:
    """Two different replies to one notice wait until the clerk says which one counts."""
    by_notice: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(judged):
        if each.reply is not None:
            by_notice[each.reply.notice_id].append(place)
    for places in by_notice.values():
        if len(places) > 1:
            names = "、".join(f"“{judged[place].file.shown}”" for place in places)
            number = judged[places[0]].number
            words = f"{number} 有 {len(places)} 份不同的反馈表：{names}，请选定登记哪一份。"
            for place in places:
                each = judged[place]
                findings = (*each.findings, Finding("two_versions", words))
                judged[place] = replace(each, outcome=ReplyOutcome.ASK, findings=findings)
    return tuple(judged)


def _without_reply(found: JudgedReply, outcome: ReplyOutcome, kind: str, words: str) -> JudgedReply:
    return replace(found, outcome=outcome, reply=None, findings=(Finding(kind, words),))


def _unknown(words: str) -> _NotTaken:
    return _NotTaken(ReplyOutcome.UNKNOWN, "unknown", words)


def _number_of(line: str) -> str:
    try:
        return str(parse_notice_number(line))
    except ValueError:
        return ""


def _seal_finding(seal: ReplySeal) -> Finding:
    if seal.state is SealState.BROKEN:
        words = "校验页被改动过，是按表头的文号和单位认出来的，请核对内容。"
        return Finding("seal_broken", words)
    words = "校验页没有了，是按表头的文号和单位认出来的，请核对内容。"
    return Finding("seal_missing", words)
