"""The office that issues documents and the paper they are printed on: settings of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, TypeVar

from leqing_desktop.db import ledger_settings, notices
from leqing_desktop.db.engine import Connection
from leqing_desktop.domain.change import Changes
from leqing_desktop.domain.notice import USUAL_PATTERN, NoticeNumber, NumberPattern
from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.errors import FieldErrors, Refused
from leqing_desktop.services.access import LedgerAccess

_KEY = "office"
FONT_POLICIES = ("bundled", "system")
_MOST_COPIES, _MOST_APPROVERS, _LAST_COPY = 60, 6, 999_999
_LABELS = {
    "sender": "发文机关",
    "series": "机关代字",
    "printed_by": "印发机关",
    "signer": "落款",
    "number_pattern": "文号格式",
    "copies_to": "抄送单位",
    "sealed": "盖章位置",
    "preprinted": "红头纸",
    "copy_number": "份号",
    "first_copy": "份号",
    "approved_by": "签发人",
    "fonts": "公文字体",
}
_TRIED_WITH = 1000
"""A number as long as they get in a year, to see whether it has room in the head."""
Clean = TypeVar("Clean")


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues, and what every document of the office has.

    ``sender`` is the 发文机关 of the red head, ``signer`` the 署名 (empty: as the head), ``series``
    the 机关代字, ``number_pattern`` how numbers are written, ``printed_by`` the 印发机关 (empty: as
    the head). ``copies_to`` get a copy of every document. ``sealed`` keeps the stamp's place free,
    ``preprinted`` the red head's. ``copy_number``: documents bear the 份号 ``first_copy``.
    ``approved_by`` are the 签发人 of a 上行文. ``fonts`` is one of ``FONT_POLICIES``.
    """

    sender: str = ""
    series: str = "乐电专督"
    printed_by: str = ""
    signer: str = ""
    number_pattern: str = USUAL_PATTERN
    copies_to: tuple[str, ...] = ()
    sealed: bool = True
    preprinted: bool = False
    copy_number: bool = False
    first_copy: int = 1
    approved_by: tuple[str, ...] = ()
    fonts: str = "bundled"

    def number(self, year: int, n: int) -> NoticeNumber:
        """A number as this office writes it; ValueError where the pattern can write none."""
        return NumberPattern(self.number_pattern).number(self.series, year, n)


class OfficeService:
    """发文机关、文号格式和用纸."""

    def __init__(self, access: LedgerAccess) -> None:
        self._access = access

    def read(self) -> Office:
        """The office as set in this ledger."""
        with self._access.reading() as connection:
            return office_of(ledger_settings.read(connection))

    def save(self, office: Office) -> Changes:
        """Set everything at once, as ``change``."""
        return self.change({each.name: getattr(office, each.name) for each in fields(Office)})

    def change(self, values: Mapping[str, Any]) -> Changes:
        """Set some fields by name; FieldErrors with a sentence for each (0, name) that cannot be.

        Documents already signed keep what they were printed with.
        """
        with self._access.writing() as uow:
            settings = ledger_settings.read(uow.connection)
            known = office_of(settings)
            clean = _cleaned(replace(known, **values))
            if (clean.series, clean.number_pattern) != (known.series, known.number_pattern):
                _refuse_repeats(uow.connection, clean)
            new, old = _plain(clean), _plain(known)
            changed = {name: value for name, value in new.items() if value != old[name]}
            if not changed:
                return uow.commit("")
            # What a later version keeps here stays.
            ledger_settings.write(uow, {_KEY: _stored(settings) | new})
            return uow.commit(f"修改{'、'.join(dict.fromkeys(_LABELS[name] for name in changed))}")

    def lacking_fonts(self) -> str:
        """What fonts this computer lacks for printing with its own, in one sentence; else empty."""
        from leqing_desktop.documents.font_policy import lacking

        return lacking()


def office_of(settings: dict[str, Any]) -> Office:
    """The office out of a ledger's settings; what is missing or unknown there is as by default."""
    values = _stored(settings)
    usual = Office()
    known: dict[str, Any] = {}
    for each in fields(Office):
        default, value = getattr(usual, each.name), values.get(each.name)
        if isinstance(default, tuple) and isinstance(value, list):
            known[each.name] = tuple(map(str, value))
        elif type(value) is type(default):
            known[each.name] = value
    if known.get("fonts") not in FONT_POLICIES:
        known["fonts"] = usual.fonts
    return Office(**known)


def _stored(settings: dict[str, Any]) -> dict[str, Any]:
    return dict(settings.get(_KEY) or {})


def _plain(office: Office) -> dict[str, Any]:
    """As the ledger keeps it: JSON has no tuples."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(office).items()}


def _cleaned(office: Office) -> Office:
    """The office with its texts fit to print; FieldErrors with everything that is wrong."""
    problems: dict[tuple[int, str], str] = {}

    def take(name: str, call: Callable[[], Clean], otherwise: Clean) -> Clean:
        try:
            return call()
        except (ValueError, Refused) as error:
            problems[0, name] = str(error)
            return otherwise

    clean = Office(
        take("sender", lambda: clean_line(office.sender, "发文机关", 60), ""),
        take("series", lambda: _series(office.series), ""),
        take("printed_by", lambda: clean_line(office.printed_by, "印发机关", 60), ""),
        take("signer", lambda: clean_line(office.signer, "落款", 60), ""),
        take("number_pattern", lambda: _pattern(office.number_pattern), USUAL_PATTERN),
        take("copies_to", lambda: _names(office.copies_to, "抄送单位", _MOST_COPIES), ()),
        office.sealed,
        office.preprinted,
        office.copy_number,
        take("first_copy", lambda: _copy(office.first_copy), 1),
        take("approved_by", lambda: _names(office.approved_by, "签发人", _MOST_APPROVERS), ()),
        office.fonts if office.fonts in FONT_POLICIES else FONT_POLICIES[0],
    )
    if not problems:
        _try_out(clean, take)
    if problems:
        raise FieldErrors(problems)
    return clean


def _try_out(office: Office, take: Callable[[str, Callable[[], object], object], object]) -> None:
    """Lay out a head, so that what has no room or no glyph is said here and not on signing."""
    from leqing_desktop.documents.gongwen_head import HeadWords, head

    sender = office.sender or "发文机关"
    number = str(office.number(2099, _TRIED_WITH))
    take("sender", lambda: head(HeadWords(sender)), None)
    take("number_pattern", lambda: head(HeadWords("发文机关", number)), None)
    with_names = HeadWords("发文机关", number, approved_by=office.approved_by)
    take("approved_by", lambda: head(with_names), None)


def _series(text: str) -> str:
    return NoticeNumber(clean_line(text, "机关代字", 20), 2000, 1).series


def _pattern(text: str) -> str:
    return NumberPattern(clean_line(text, "文号格式")).text


def _copy(first: int) -> int:
    if not 1 <= first <= _LAST_COPY:
        raise ValueError(f"份号是六位数，起始号请填 1 到 {_LAST_COPY}。")
    return first


def _names(names: Iterable[str], what: str, most: int) -> tuple[str, ...]:
    """Names without blanks at their ends, each once."""
    found = tuple(dict.fromkeys(filter(None, (clean_line(each, what, 60) for each in names))))
    if len(found) > most:
        raise ValueError(f"{what}有 {len(found)} 个，最多 {most} 个，请删减。")
    return found


def _refuse_repeats(connection: Connection, office: Office) -> None:
    """Refuse a 机关代字 and pattern that would write a number just as another was printed."""
    pattern = NumberPattern(office.number_pattern)
    for given in notices.given_numbers(connection):
        alike = pattern.read(str(given))
        if alike is not None and alike.series == office.series and alike != given:
            sentence = f"这样写出的文号会与已发的 {given} 相同，请换一种写法或机关代字。"
            raise FieldErrors({(0, "number_pattern"): sentence})
