"""What an .xls (BIFF8) says beside its values, from its records ([MS-XLS]); reads no macro."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from leqing_desktop.documents.table_grid import CellForm, SheetFacts, form_of
from leqing_desktop.documents.table_xlsx import refuse_box
from leqing_desktop.errors import Refused

_BOF, _EOF, _FILEPASS, _DATEMODE = 0x809, 0x0A, 0x2F, 0x22
_BOUNDSHEET, _FORMAT, _XF = 0x85, 0x41E, 0xE0
_ROW, _COLINFO, _BOOLERR, _MULRK, _MERGES = 0x208, 0x7D, 0x205, 0xBD, 0xE5
_VALUES = {0x203, 0x27E, 0x06, 0xFD, 0x205, 0x204, 0xD6}
"""NUMBER, RK, FORMULA, LABELSST, BOOLERR, LABEL, RSTRING: all begin with row, column, style."""
# [MS-XLS] 2.5.10 BErr.
_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class XlsFacts:
    """The facts of a workbook stream, sheet by sheet in the workbook's order."""

    def __init__(self, name: str, stream: bytes) -> None:
        self._name = name
        self._stream = stream
        self.date1904 = False
        self.sheets: list[tuple[str, bool, int]] = []
        """Name, hidden, offset of the sheet's records; worksheets only."""
        self._forms: dict[int, CellForm] = {}
        self._read_globals()

    def sheet(self, index: int) -> SheetFacts:
        """Everything worth knowing about one sheet."""
        name, _, offset = self.sheets[index]
        facts = SheetFacts()
        top = left = 0
        far = (0, 0)
        for kind, start, size in self._records(offset):
            if kind in _VALUES and size >= 6:
                row, column, style = struct.unpack_from("<HHH", self._stream, start)
                if row > top or column > left:
                    far, top, left = (row, column), max(top, row), max(left, column)
                if style in self._forms:
                    facts.forms[row, column] = self._forms[style]
                if kind == _BOOLERR and size >= 8 and self._stream[start + 7]:
                    self._error(facts, row, column, self._stream[start + 6])
                if kind == 0x06 and size >= 14:
                    self._formula(facts, row, column, start)
            elif kind == _MULRK:
                self._many(facts, start, size)
            else:
                self._layout(facts, kind, start, size)
        refuse_box(name, top + 1, left + 1, far)
        return facts

    def _formula(self, facts: SheetFacts, row: int, column: int, start: int) -> None:
        # [MS-XLS] 2.5.133 FormulaValue: 0xFFFF at the end marks a value that is no number.
        if self._stream[start + 12 : start + 14] == b"\xff\xff" and self._stream[start + 6] == 2:
            self._error(facts, row, column, self._stream[start + 8])

    @staticmethod
    def _error(facts: SheetFacts, row: int, column: int, code: int) -> None:
        facts.errors.add((row, column))
        facts.codes[row, column] = _CODES.get(code, "#N/A")

    def _many(self, facts: SheetFacts, start: int, size: int) -> None:
        row, column = struct.unpack_from("<HH", self._stream, start)
        for step in range((size - 6) // 6):
            (style,) = struct.unpack_from("<H", self._stream, start + 4 + 6 * step)
            if style in self._forms:
                facts.forms[row, column + step] = self._forms[style]

    def _layout(self, facts: SheetFacts, kind: int, start: int, size: int) -> None:
        if kind == _ROW and size >= 16 and self._stream[start + 12] & 0x20:
            facts.hidden_rows.add(struct.unpack_from("<H", self._stream, start)[0])
        elif kind == _COLINFO and size >= 10 and self._stream[start + 8] & 1:
            low, high = struct.unpack_from("<HH", self._stream, start)
            facts.hidden_columns |= set(range(low, min(high, 255) + 1))
        elif kind == _MERGES and size >= 2:
            (count,) = struct.unpack_from("<H", self._stream, start)
            for step in range(min(count, (size - 2) // 8)):
                a, b, c, d = struct.unpack_from("<HHHH", self._stream, start + 2 + 8 * step)
                facts.merges.append((a, c, b, d))

    def _read_globals(self) -> None:
        codes: dict[int, str] = {}
        style = 0
        for kind, start, size in self._records(0):
            body = self._stream[start : start + size]
            if kind == _FILEPASS:
                raise Refused(f"“{self._name}”有密码，请先去掉密码另存后再导入。")
            if kind == _DATEMODE and size >= 2:
                self.date1904 = body[0] == 1
            elif kind == _FORMAT and size >= 5:
                codes[struct.unpack_from("<H", body)[0]] = _string(body[2:])
            elif kind == _XF and size >= 4:
                (number,) = struct.unpack_from("<H", body, 2)
                form = form_of(number, codes.get(number, ""))
                if not form.plain:
                    self._forms[style] = form
                style += 1
            elif kind == _BOUNDSHEET and size >= 8 and body[5] == 0:
                (offset,) = struct.unpack_from("<I", body)
                title = _string(body[6:7] + b"\0" + body[7:])
                self.sheets.append((title, bool(body[4] & 3), offset))

    def _records(self, offset: int) -> Iterator[tuple[int, int, int]]:
        """Kind, start and size of each record up to the end of this substream."""
        stream, end, depth = self._stream, len(self._stream), 0
        while offset + 4 <= end:
            kind, size = struct.unpack_from("<HH", stream, offset)
            offset += 4
            if offset + size > end:
                return
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            yield kind, offset, size
            offset += size


def _string(raw: bytes) -> str:
    """A counted string ([MS-XLS] 2.5.294): length, flags, characters of one or two bytes."""
    count, wide = struct.unpack_from("<HB", raw)
    if wide & 1:
        return raw[3 : 3 + 2 * count].decode("utf-16-le", "replace")
    return raw[3 : 3 + count].decode("latin-1")
