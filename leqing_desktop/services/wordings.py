"""公文用语: the templates of the ledger's documents, read, changed, put back, and tried on a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from leqing_desktop.db import ledger_settings, periods
from leqing_desktop.db.engine import Connection
from leqing_desktop.db.periods import StoredPeriod
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.notice_document import Paragraph
from leqing_desktop.domain.notice_grouping import (
    LISTED_IN_TEXT,
    NoticeGrouping,
    group_proposals,
)
from leqing_desktop.domain.period import Period
from leqing_desktop.domain.printed_date import chinese_date
from leqing_desktop.errors import Refused
from leqing_desktop.services.access import LedgerAccess
from leqing_desktop.services.circular_facts import facts_of
from leqing_desktop.services.circular_wording import sample_values
from leqing_desktop.services.merged_wording import Matter, listed, merged_values
from leqing_desktop.services.notice_life import reply_date
from leqing_desktop.services.notice_wording import notice_values
from leqing_desktop.services.office import office_of
from leqing_desktop.services.period_snapshot import kept
from leqing_desktop.services.status import judged
from leqing_desktop.services.supervision import ProposalRow, SupervisionService
from leqing_desktop.services.wording_kinds import (
    CIRCULAR,
    ITEM_LIST,
    KINDS,
    WORDINGS_SETTING,
    WordingKind,
    notice_kind,
    own_texts,
    text_of,
)

_USUAL_TIME = timedelta(days=15)
"""From a quarter's end to the day its returns are due, for a preview."""
_EXAMPLE_ITEMS = (
    Paragraph("（一）新增软件著作权。目标为全年新增100件。落后序时进度35个百分点。", 2),
    Paragraph("（二）建设研究院。落后序时进度20个百分点。", 2),
    Paragraph("（三）培育名牌。已过完成期限2024年9月30日，逾期8天。", 2),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind's text in the ledger; ``own`` where it is not the default."""

    kind: WordingKind
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class WordingSample:
    """What stands at the places in a preview, and in words where it was taken from.

    ``lists`` are the places that become several paragraphs.
    """

    values: Mapping[str, str]
    source: str
    lists: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)


class WordingService:
    """公文用语."""

    def __init__(self, access: LedgerAccess, supervision: SupervisionService) -> None:
        self._access = access
        self._supervision = supervision

    def read(self) -> tuple[Wording, ...]:
        """Every kind with its text, in the order in which they are listed."""
        with self._access.reading() as connection:
            settings = ledger_settings.read(connection)
        texts = ((kind, text_of(settings, kind)) for kind in KINDS.values())
        return tuple(Wording(kind, text, text != kind.default) for kind, text in texts)

    def save(self, key: str, text: str) -> Changes:
        """Set a kind's text; Refused with one sentence where it is faulty.

        Documents already signed keep their words.
        """
        with self._access.writing() as uow:
            kind = _kind(key)
            kind.parse(text)
            kept = "\n".join(text.splitlines())
            own = own_texts(ledger_settings.read(uow.connection))
            if own.get(key, kind.default) == kept:
                return uow.commit("")
            # A text that is the default again follows it, should a later version word it better.
            others = {name: each for name, each in own.items() if name != key}
            changed = others if kept == kind.default else others | {key: kept}
            ledger_settings.write(uow, {WORDINGS_SETTING: changed})
            verb = "恢复默认" if kept == kind.default else "修改"
            return uow.commit(f"{verb}公文用语：{kind.label}")

    def restore_default(self, key: str) -> Changes:
        """Put a kind's default text back."""
        return self.save(key, _kind(key).default)

    def sample(self, key: str) -> WordingSample:
        """Values for a preview: of a proposal of the ledger where there is one, else made up.

        The proposal is of the newest period that has one, of the kind's colour if possible.
        """
        kind = _kind(key)
        if key == CIRCULAR:
            return self._circular_sample(kind)
        today = self._access.now().date()
        found = self._proposals(kind)
        with self._access.reading() as connection:
            settings = ledger_settings.read(connection)
            stored = periods.all_periods(connection)
            period = found[0] if found else _newest(stored, today)
            colour = next((each for each in NoticeColour if kind in _kinds_of(each)), None)
            deadline = reply_date(connection, colour or NoticeColour.BLUE, today)
            due = next((each.due_on for each in stored if each.period == period), None)
            matters = _matters(connection, found)
            office = office_of(settings)
            number = str(office.number(today.year, 1))
        examples = {place.name: place.example for place in kind.places}
        letter = {
            "季度": period.label,
            "报送期限": chinese_date(due or period.last_day + _USUAL_TIME),
            "答复期限": chinese_date(deadline),
            "文号": number,
            "签发日期": chinese_date(today),
            "发文机关": office.sender or examples["发文机关"],
        }
        if not matters:
            return WordingSample(
                examples | letter,
                "示例内容（台账里还没有督办建议）",
                {ITEM_LIST: _EXAMPLE_ITEMS} if kind.lists else {},
            )
        status, why = matters[0]
        source = f"{period.label}督办建议：{status.task.title}"
        if kind.lists:
            values = merged_values(office, number, period, matters, today, deadline)
            source += f"等{len(matters)}项" if len(matters) > 1 else ""
            lists = {ITEM_LIST: listed(matters)}
            return WordingSample(examples | values | letter, source, lists)
        values = notice_values(office, number, period, status, why, today, deadline)
        return WordingSample(
            examples | values | letter, source if "事项" in kind.names else status.unit
        )

    def _circular_sample(self, kind: WordingKind) -> WordingSample:
        """Values of the newest locked quarter, else made up."""
        with self._access.reading() as connection:
            locked = [each for each in periods.all_periods(connection) if each.locked]
            record = kept(connection, locked[-1].period) if locked else None
            sender = office_of(ledger_settings.read(connection)).sender
        if record is None:
            examples = {place.name: place.example for place in kind.places}
            return WordingSample(examples, "示例内容（台账里还没有锁定的报送期）")
        values = sample_values(facts_of(record), sender)
        return WordingSample(values, f"{record.period.label}锁定的数据")

    def _proposals(self, kind: WordingKind) -> tuple[Period, tuple[ProposalRow, ...]] | None:
        """The proposals of a notice of this kind, of any other where there is none."""
        with self._access.reading() as connection:
            known = [each.period for each in periods.all_periods(connection)]
        for period in reversed(known):
            proposals = self._supervision.proposals(period)
            fitting = [each for each in proposals if kind in _kinds_of(each.colour)]
            if proposals:
                groups = group_proposals(fitting or proposals, NoticeGrouping.BY_UNIT)
                # The longest that its text still takes, else the longest there is.
                short = [each for each in groups if len(each) <= LISTED_IN_TEXT]
                return period, max(short or groups, key=len) if kind.lists else groups[0]
        return None


def _matters(
    connection: Connection, found: tuple[Period, tuple[ProposalRow, ...]] | None
) -> list[Matter]:
    if found is None:
        return []
    period, proposals = found
    known = {each.task.id: each for each in judged(connection, period)}
    return [Matter(known[each.task_id], each.why) for each in proposals if each.task_id in known]


def _kinds_of(colour: NoticeColour) -> tuple[WordingKind, WordingKind]:
    return notice_kind(colour), notice_kind(colour, many=True)


def _newest(stored: Sequence[StoredPeriod], today: date) -> Period:
    return stored[-1].period if stored else Period.containing(today)


def _kind(key: str) -> WordingKind:
    if key not in KINDS:
        raise Refused(f"没有“{key[:20]}”这种公文，请从列出的公文里选。")
    return KINDS[key]
