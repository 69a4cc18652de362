"""Running text out of printed lines: page furniture gone, broken lines joined, with a way back."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from leqing_desktop.documents.plan_reader_furniture import is_furniture
from leqing_desktop.documents.plan_source_text import SourceLine, SourceText
from leqing_desktop.domain.plan_outline_reading import Scheme, heading_of
from leqing_desktop.domain.plan_proposal import Place

# One character for one, so that every offset leads back to the file.
_HALF = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_HALF |= {ord("％"): ord("%"), ord("＋"): ord("+"), ord("﹪"): ord("%")}
_NOT_SEEN = (
    "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u2069\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\ufffe\\uffff"
)
_PRINTED = re.compile(rf"[^\s{_NOT_SEEN}]+")
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_BLANK = re.compile(r"\s+")
_WORDED = re.compile(
    r"(?:重点|专项|主要)*(?:工程|行动|任务|工作|举措|措施|计划)[一二三四五六七八九十\d]{1,3}"
)
_LATIN = re.compile(r"[0-9A-Za-z]")
_ENDS = re.compile(r"[。！？!?][”’」』）)】〕]*$")
_STOPS = re.compile(r"[。！？!?][”’」』]*$|[）)〕】]$")
_GOES_ON = re.compile(r"[、，,；：:（(〔【《“‘\-—/]$")
_LABEL = re.compile(
    r"[（(〔【\[]?(?:责任|牵头|配合|负责|参与|协办|主办|承办|实施|落实)(?:(?:单位|部门|主体|处室)[：:）)】]|[：:])"
)
_TABLE = re.compile(r"^(?:图|表|专栏|附件|附表)\s*[0-9一二三四五六七八九十]{1,3}(?:[\s：:]|$)")
_TITLE = re.compile(r"(?:规划|方案|计划|意见|纲要|要点)(?:[（(][^（()）]*[)）])?$")
# （2025—2027年） or （试行） below a title is its end; （演示用，…） is not.
_TITLE_GOES_ON = re.compile(
    r"[（(](?:20\d\d[^，。]{0,16}|试行|暂行|修订|[^，。]{0,6}(?:稿|草案))[）)]"
)
_PROSE = re.compile(r"[，。；]")
_LONE = re.compile(r"[\u4e00-\u9fff“”]{4,12}")
_BULLET = re.compile(r"——|[●■◆▪•【]")
_TITLED = re.compile(r"[^。；：，、（]{4,16}[。：]")
_CLAUSE_CLOSED = re.compile(
    r"(?:(?:单位|部门|主体)[：:][^。]{2,160}|(?:负责|牵头|配合|落实|协助|参与|指导))[）)〕】]$"
)
_REST_OF_NAME = re.compile(
    r"[^、，,；;。：:]{0,8}(?:局|委|办|院|府|中心|公司|镇|街道|会|区|部门|单位)(?:[、，,；;。]|$)"
)
_FIELD = re.compile(r"(?!(?:单位|部门|主体|处室)[：:])[\u4e00-\u9fff]{2,8}[：:]")
_REST_OF_OFFICE = re.compile(
    r"(?:人民政府|政府|管委会|管理委员会|办事处|分局|等(?:有关|相关|部门|单位))"
)
_WHOLE_NAME = re.compile(
    r"(?:局|委|办|院|府|厅|中心|公司|集团|镇|乡|街道|会|(?:合作|联合|供销)社|县[（(]市、区|(?<![市县区省、，：:])[市县区]|部门|单位|园|所|站|队|行)[）)]?$|(?:负责|牵头|配合|落实|等)$"
)
_AROUND = 12
"""Lines before and behind that tell the width of the column."""
_NARROWEST, _WIDEST = 30, 160
_INDENT = 8
"""Blanks in front of a line that belong to its column; a centred title has more."""
_FULL, _LONGER = 0.86, 1.2
"""Shares of the column's width between which a line counts as full: a long word may wrap early,
and what is much longer was never wrapped."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the cleaned text."""

    text: str
    start: int


class CleanText:
    """Cleaned text whose every character knows the line and column it was printed at.

    Paragraphs are parted by a line end; only such line ends, and the blank between two Latin
    words that a line end parted, stand for no printed character.
    """

    def __init__(self, text: str, origins: list[tuple[int, int]], source: SourceText) -> None:
        self.text = text
        self._origins = origins
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def origin(self, offset: int) -> tuple[SourceLine, int]:
        """The source line and column of a character of ``text``."""
        index, column = self._origins[min(max(offset, 0), len(self._origins) - 1)]
        return self._source.lines[index], column

    def place(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``; an empty text has line 1."""
        if not self._origins:
            return Place(start, end, None, 1)
        line, _ = self.origin(start)
        return Place(start, end, line.page, line.number)

    def silent_pages(self) -> list[tuple[int, Place]]:
        """Pages without any text, each with the place that shows it."""
        spoken: dict[int, bool] = {}
        first: dict[int, int] = {}
        for line in self._source.lines:
            if line.page is not None:
                spoken[line.page] = spoken.get(line.page, False) or bool(line.text.strip())
                first.setdefault(line.page, line.number)
        return [(p, Place(0, 0, p, first[p])) for p, has_text in spoken.items() if not has_text]

    def page_starts(self) -> tuple[int, ...]:
        """Where each printed page begins; one without words where the next one does."""
        starts: list[int] = []
        for offset, (index, _column) in enumerate(self._origins):
            page = self._source.lines[index].page
            if page is not None and page > len(starts):
                starts += [offset] * (page - len(starts))
        return tuple(starts)

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in order, none of them empty."""
        ends = [start - 1 for start in self._starts[1:]] + [len(self.text)]
        pairs = zip(self._starts, ends, strict=True)
        return [Paragraph(self.text[start:end], start) for start, end in pairs if end > start]


@dataclass(slots=True)
class _Line:
    text: str
    columns: list[int]
    index: int
    indented: bool
    width: int = 0
    row: bool = False


def clean(source: SourceText) -> CleanText:
    """Clean a source: see the module's sentence; normalises full-width digits, letters and ％."""
    dropped = is_furniture(source)
    lines = [
        line
        for index, raw in enumerate(source.lines)
        if index not in dropped and (line := _tidy(raw.text, index)).text
    ]
    columns = _columns(lines)
    texts: list[str] = []
    origins: list[tuple[int, int]] = []
    before: _Line | None = None
    paragraph = ""
    for number, line in enumerate(lines):
        if before is not None:
            glue = _glue(before, line, paragraph, columns[number - 1])
            if source.kind == "docx" and _ENDS.search(before.text):
                # Word knows where a paragraph ends; a PDF does not.
                glue = "\n"
            if glue:
                texts.append(glue)
                origins.append((before.index, before.columns[-1]))
            paragraph = "" if glue == "\n" else paragraph[:200] + paragraph[200:][-200:] + glue
        texts.append(line.text)
        paragraph += line.text
        origins.extend((line.index, column) for column in line.columns)
        before = line
    return CleanText("".join(texts), origins, source)


def _tidy(raw: str, index: int) -> _Line:
    """Without blanks but those between Latin words and behind 行动一; a line spaced out letter by letter has none."""
    signs = raw.translate(_HALF)
    spread = _is_spread(raw)
    characters: list[str] = []
    columns: list[int] = []
    end = 0
    for run in _PRINTED.finditer(signs):
        blanks = _BLANK.search(signs, end, run.start()) if characters and not spread else None
        if blanks and (
            _keeps_blank(characters[-1], run[0][0], blanks[0][0] == "\t")
            or (len(characters) < 9 and _WORDED.fullmatch("".join(characters)))
        ):
            characters.append(" ")
            columns.append(blanks.start())
        characters.extend(run[0])
        columns.extend(range(*run.span()))
        end = run.end()
    text = "".join(characters)
    found = re.match(r"\s*", raw)
    indent = found[0] if found else ""
    width = _width(text)
    if _width(indent) <= _INDENT:
        width += _width(indent)
    return _Line(
        text,
        columns,
        index,
        len(indent) >= 2 or "\u3000" in indent,
        width,
        raw.strip().count("\t") > 1,
    )


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _is_spread(raw: str) -> bool:
    """2 0 2 5 年 建 成: a blank behind nearly every letter."""
    if 3 * (raw.count(" ") + raw.count("\u3000")) < len(raw.strip()):
        return False
    letters = re.sub(r"\s+", "", raw)
    return len(letters) > 3 and len(re.findall(r"(?<=\S)\s(?=\S)", raw)) >= 0.8 * (len(letters) - 1)


def _keeps_blank(before: str, after: str, tab: bool) -> bool:
    return tab or bool(_LATIN.match(before) and _LATIN.match(after))


def _columns(lines: list[_Line]) -> list[int]:
    """The printed column's width around every line, 0 where every line is a paragraph of its own.

    Told by the lines that end in mid-sentence: where text is wrapped, several near each other
    have the width of the column. Parts of one document may be wrapped differently, or not at all.
    """
    broken = [
        (number, line.width)
        for number, line in enumerate(lines)
        if _NARROWEST <= line.width <= _WIDEST
        and not _STOPS.search(line.text)
        and not _LABEL.match(line.text)
        and heading_of(line.text) is None
    ]
    numbers = [number for number, _ in broken]
    usual = _alike([width for _, width in broken]) or _usual_column(lines)
    columns = []
    for number in range(len(lines)):
        low, high = (bisect_left(numbers, number + step) for step in (-_AROUND, _AROUND + 1))
        columns.append(_alike([width for _, width in broken[low:high]]) or usual)
    return columns


def _usual_column(lines: list[_Line]) -> int:
    """The column of a short text, where headings and clauses have to tell it: most wide lines break."""
    wide = [line for line in lines if _NARROWEST <= line.width <= _WIDEST]
    broken = [
        line.width
        for line in wide
        if not _STOPS.search(line.text)
        and not (_LABEL.match(line.text) and _WHOLE_NAME.search(line.text))
    ]
    width = _alike(broken) if len(broken) >= 0.5 * len(wide) else 0
    # Where more lines are longer than reach the width, those that reach it are headings.
    longer = sum(1 for line in lines if line.width > _LONGER * width)
    return width if longer <= sum(1 for each in broken if each >= _FULL * width) else 0


def _alike(widths: list[int]) -> int:
    """The greatest width that at least three have, give or take a tenth; 0 where there is none."""
    falling = sorted(widths, reverse=True)
    return next((w for n, w in enumerate(falling[:-2]) if falling[n + 2] >= 0.9 * w), 0)


def _glue(before: _Line, line: _Line, paragraph: str, width: int) -> str:
    """What stands between two printed lines: a paragraph's end, a blank between words, nothing."""
    full = _FULL * width <= before.width <= _LONGER * width
    if _parts(before, line, paragraph, full):
        return "\n"
    if before.text[-1].isascii() and before.text[-1].isalpha() and line.text[0].isascii():
        return " " if line.text[0].isalpha() else ""
    return ""


def _parts(before: _Line, line: _Line, paragraph: str, full: bool) -> bool:
    if before.row or line.row:
        return True
    if _open_bracket(paragraph):
        return False
    closed = _CLAUSE_CLOSED.search(paragraph[-200:]) is not None
    stopped = _ENDS.search(before.text) is not None
    ended = closed or stopped
    if before.index < 12 and "。" not in paragraph and _TITLE.search(before.text):
        return _TITLE_GOES_ON.fullmatch(line.text) is None
    if closed and _all_bracketed(paragraph):
        return True
    if stopped and _LONE.fullmatch(line.text) and 2 * line.width < before.width:
        # The rest of a paragraph would have a full stop.
        return True
    heading = heading_of(line.text)
    starts_anew = heading is not None
    if _BULLET.match(line.text) and (ended or before.text[-1] in "：:；"):
        return True
    if _LABEL.match(paragraph) and _FIELD.match(line.text) and _WHOLE_NAME.search(before.text):
        return True
    if _LABEL.match(paragraph) and _REST_OF_OFFICE.match(line.text):
        return False
    if (
        _LABEL.match(paragraph)
        and not starts_anew
        and not ended
        and not _WHOLE_NAME.search(before.text)
    ):
        # A unit's name broken by the line end.
        goes_on = _GOES_ON.search(before.text) or _REST_OF_NAME.match(line.text)
        return not (goes_on or before.width >= 30)
    if heading and heading.scheme <= Scheme.SECTION and not _GOES_ON.search(before.text):
        return True
    if starts_anew and (ended or not full or not _GOES_ON.search(before.text)):
        # 3.5亿元 or 一、二产业 at the start of a line is no heading when the line before runs on.
        return (
            ended or not full or heading_of(paragraph) is not None or bool(_LABEL.search(paragraph))
        )
    if _LABEL.match(line.text) or _TABLE.match(line.text) or _TABLE.match(before.text):
        return True
    if _GOES_ON.search(before.text) and not line.indented:
        return before.text[-1] in "：:；" and not full
    if full:
        return ended and (line.indented or _TITLED.match(line.text) is not None)
    if not ended and _PROSE.search(paragraph) and before.width >= 30 and not starts_anew:
        # Prose ends with a full stop; what does not goes on in the next line.
        return heading_of(paragraph) is not None and "。" not in paragraph
    return not _GOES_ON.search(before.text) or before.text[-1] in "：:；"


def _all_bracketed(paragraph: str) -> bool:
    """A clause in brackets that is a paragraph of its own: 【牵头单位：县文旅局】."""
    if paragraph[0] not in "（(〔【[" or not _LABEL.match(paragraph):
        return False
    return sum(map(paragraph.count, "（(〔【[")) == sum(map(paragraph.count, "）)〕】]"))


def _open_bracket(paragraph: str) -> bool:
    """A bracket of the paragraph's last 200 characters is still open (and not an old slip)."""
    tail = paragraph[-120:]
    opened = max(tail.rfind(sign) for sign in "（(〔【")
    closed = max(tail.rfind(sign) for sign in "）)〕】")
    return opened > closed
