"""A 督办通知单 or another notice as the typesetter needs it: words and dates only, already worded and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leqing_desktop.domain.notice import NoticeColour
from leqing_desktop.domain.paper_forms import ReplyForm


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body, numbered as it is to be printed (the typesetter adds nothing).

    ``level`` 0 is plain text; 1 to 4 are the levels 一、 （一） 1. （1） of GB/T 9704-2012, 7.3.3.
    Line breaks inside ``text`` begin further paragraphs of level 0.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A table of an annex: the titles of its columns and its rows of words.

    ``weights`` are the columns' widths in any unit; without them the typesetter finds them.
    ``figures`` are the columns, from 0, whose cells are figures and stand at the right.
    ``landscape`` None leaves it to the typesetter whether the table lies across the sheet.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    figures: tuple[int, ...] = ()
    landscape: bool | None = None

    @property
    def columns(self) -> int:
        """Columns of the widest row; shorter rows are filled with empty cells."""
        return max((len(row) for row in (self.head, *self.rows)), default=0)


@dataclass(frozen=True, slots=True)
class Annex:
    """One 附件 of the document (7.3.7): its title, then its text, then its table."""

    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: AnnexTable | None = None


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """Everything that stands on a notice; empty texts, tuples and None leave their part out.

    ``colour`` is a 督办通知单's; a notice of another kind has none and its head is red.

    ``title`` may hold line breaks of the clerk's own, which then win over the automatic ones.
    ``sealed`` keeps the place of the stamp free (7.3.5.1); otherwise 7.3.5.2 applies.
    ``copies_to`` and ``printed_by`` make the 版记; ``printed_on`` defaults to ``issued_on``.
    ``attachments`` are names for the 附件说明; the titles of ``annexes`` that are not among them
    are added. ``copy_number`` is the 份号 of up to six figures; ``approved_by`` are the 签发人 of
    a 上行文. ``preprinted``: the paper has its red head already, so only its place is kept.
    ``matters`` are the titles of a 督办单's items; ``reply_form`` is the 整改反馈单 behind it.
    ``fonts`` says whose fonts print it, the program's (bundled) or the computer's before them
    (system); it is the document's own, so that one signed long ago is drawn again as it was.
    """

    sender: str
    number: str
    title: str
    to: str
    paragraphs: tuple[Paragraph, ...]
    signer: str
    issued_on: date
    colour: NoticeColour | None = None
    urgency: str | None = None
    attachments: tuple[str, ...] = ()
    sealed: bool = True
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    annexes: tuple[Annex, ...] = ()
    copy_number: str = ""
    approved_by: tuple[str, ...] = ()
    preprinted: bool = False
    matters: tuple[str, ...] = ()
    reply_form: ReplyForm | None = None
    fonts: str = "bundled"

    @property
    def attachment_names(self) -> tuple[str, ...]:
        """The names of the 附件说明: those given, then the annexes' own that are not among them."""
        given = [name for name in self.attachments if name.strip()]
        known = {_bare(name) for name in given}
        own = [annex.title for annex in self.annexes if _bare(annex.title) not in known]
        return (*given, *own)

    @property
    def annex_labels(self) -> tuple[str, ...]:
        """What stands over each annex: 附件, with its number of the 附件说明 if that names several."""
        names = [_bare(name) for name in self.attachment_names]
        if len(names) < 2:
            return ("附件",) * len(self.annexes)
        return tuple(f"附件{names.index(_bare(annex.title)) + 1}" for annex in self.annexes)


def _bare(name: str) -> str:
    """A name without blanks, breaks and the stop behind it, to tell whether two are the same."""
    return "".join(name.split()).rstrip("。；;，,、")
