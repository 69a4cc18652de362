"""The sealed sheet of a return workbook: what went out, under an HMAC, as lines of plain text.

The lines stand in a hidden sheet, name in the first column and text in the second. They are short
ASCII and Chinese words that every spreadsheet program keeps as they are; the form itself is packed,
so that nobody mends it by hand. Nothing in them names a person or a place on a disk.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from leqing_desktop.domain.period import Period
from leqing_desktop.domain.return_form import (
    FormIndicator,
    FormSupport,
    FormTask,
    ReturnForm,
)

SHEET_NAME = "校验"
FORMAT = "leqing-return"
CHUNK = 30_000
"""Characters of a cell; Excel takes 32,767."""
UNPACKED_LIMIT = 20_000_000
KEY_BYTES = 32
_CODE_LINE = "校验码"

Lines = tuple[tuple[str, str], ...]


class SealState(StrEnum):
    """What became of the sealed sheet."""

    VALID = "valid"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed sheet opened. ``form`` only where the seal is valid; the others as they stand there."""

    state: SealState
    template: int | None = None
    ledger: str = ""
    period: str = ""
    unit: str = ""
    form: ReturnForm | None = None


def seal(form: ReturnForm, key: bytes) -> Lines:
    """The lines of the sealed sheet."""
    packed = base64.b64encode(zlib.compress(_canonical(form), 6)).decode()
    chunks = [packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK)]
    lines = [
        ("格式", FORMAT),
        ("模板版本", str(form.template)),
        ("台账", form.ledger),
        ("报送期", str(form.period)),
        ("单位", form.unit),
        ("下发日", form.issued_on.isoformat()),
        ("任务编号", ",".join(str(task.task_id) for task in form.tasks)[:CHUNK]),
        ("指标编号", ",".join(str(each.indicator_id) for each in form.indicators)[:CHUNK]),
        *(("内容", chunk) for chunk in chunks),
    ]
    return signed(lines, key)


def signed(lines: Iterable[tuple[str, str]], key: bytes) -> Lines:
    """Lines of a sealed sheet with the code that proves them."""
    held = tuple(lines)
    return (*held, (_CODE_LINE, _code(held, key)))


def proved(lines: Iterable[tuple[str, str]], key: bytes) -> bool:
    """Whether lines are as ``signed`` made them."""
    found = list(lines)
    said = dict(found).get(_CODE_LINE, "")
    held = [pair for pair in found if pair[0] != _CODE_LINE]
    return hmac.compare_digest(said.encode("utf-8", "surrogatepass"), _code(held, key).encode())


def whole_number(text: str) -> int | None:
    """A number out of a sealed line, also where a spreadsheet program made 12.0 of it."""
    number = text.removesuffix(".0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None


def open_seal(lines: Iterable[tuple[str, str]], key: bytes) -> Seal:
    """What a sealed sheet says and whether it is as it went out; never raises."""
    found = [(name.strip(), text.strip()) for name, text in lines if name.strip()]
    known = dict(found)
    if known.get("格式") != FORMAT:
        return Seal(SealState.MISSING)
    broken = Seal(
        SealState.BROKEN,
        whole_number(known.get("模板版本", "")),
        known.get("台账", ""),
        known.get("报送期", ""),
        known.get("单位", ""),
    )
    if not proved(found, key):
        return broken
    form = _unpack("".join(text for name, text in found if name == "内容"))
    return replace(broken, state=SealState.VALID, form=form) if form is not None else broken


def row_mark(kind: str, record: int) -> str:
    """What the hidden first column says of a row: ``T`` a task or ``I`` an indicator, and its id."""
    return f"{kind}{record}"


def marked(text: str) -> tuple[str, int] | None:
    """The kind and id of a row's mark; None where the cell says something else."""
    typed = text.strip()
    if typed[:1] in ("T", "I") and typed[1:].isascii() and typed[1:].isdigit() and len(typed) < 18:
        return typed[0], int(typed[1:])
    return None


def _code(lines: Iterable[tuple[str, str]], key: bytes) -> str:
    words = "\n".join(f"{name}={text}" for name, text in lines)
    return hmac.new(key, words.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _canonical(form: ReturnForm) -> bytes:
    facts = asdict(form)
    facts["period"] = str(form.period)
    facts["issued_on"] = form.issued_on.isoformat()
    facts["due_on"] = form.due_on.isoformat() if form.due_on else None
    return json.dumps(facts, ensure_ascii=True, separators=(",", ":")).encode()


def _unpack(packed: str) -> ReturnForm | None:
    try:
        worker = zlib.decompressobj()
        words = worker.decompress(base64.b64decode(packed, validate=True), UNPACKED_LIMIT)
        facts: dict[str, Any] = json.loads(words)
        return ReturnForm(
            **facts
            | {
                "period": Period.parse(facts["period"]),
                "issued_on": date.fromisoformat(facts["issued_on"]),
                "due_on": date.fromisoformat(facts["due_on"]) if facts["due_on"] else None,
                "tasks": tuple(FormTask(**each) for each in facts["tasks"]),
                "indicators": tuple(FormIndicator(**each) for each in facts["indicators"]),
                "supports": tuple(FormSupport(**each) for each in facts["supports"]),
            }
        )
    except (ValueError, TypeError, KeyError, zlib.error, binascii.Error, RecursionError):
        return None
