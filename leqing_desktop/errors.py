"""The errors that are meant for the clerk: each carries one clear Chinese sentence."""

from __future__ import annotations

from pathlib import Path


class LeqingError(Exception):
    """Anything the program refuses in words; ``str(error)`` is the sentence shown to the clerk."""


class Refused(LeqingError):
    """The request cannot be carried out; nothing was changed."""


class LedgerDamaged(Refused):
    """The ledger file is no ledger, is cut short or damaged; a backup is the way out.

    ``backup`` is the newest good one that was found, which the window offers.
    """

    def __init__(self, sentence: str, backup: Path | None = None) -> None:
        super().__init__(sentence)
        self.backup = backup


class LedgerBusy(Refused):
    """Another window or command holds the ledger for writing; the sentence names the holder."""


class LedgerReadOnly(Refused):
    """The ledger can be read but not written (file attribute, folder, medium)."""


class FieldErrors(Refused):
    """Typed values that cannot be understood, all at once.

    ``problems`` maps (item id, field name) to a sentence saying what to type instead.
    """

    def __init__(self, problems: dict[tuple[int, str], str]) -> None:
        parts = (each.removesuffix("。") for each in dict.fromkeys(problems.values()))
        super().__init__(f"{'；'.join(parts)}。")
        self.problems = problems


class UnknownUnits(Refused):
    """Typed unit names that the ledger does not know; the window offers to add them.

    ``names`` are the unknown names as typed.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        quoted = "、".join(f"“{name}”" for name in names)
        super().__init__(f"单位名单里没有{quoted}，请从列表中选择，或先把它加入单位名单。")
        self.names = names
