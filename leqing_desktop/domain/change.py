"""What an operation changed: the one message that tells every open page to look again."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one write: its name in words, and the touched record ids by table.

    ``operation_id`` is the journal's number of it, None where nothing was written.
    """

    operation_id: int | None
    label: str
    records: dict[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Whether any record of one of these tables changed."""
        return any(self.records.get(table) for table in tables)

    def ids(self, table: str) -> frozenset[int]:
        """The touched ids of one table."""
        return self.records.get(table, frozenset())


NOTHING = Changes(None, "")
