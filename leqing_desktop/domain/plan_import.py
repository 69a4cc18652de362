"""An import on its way from the file to the ledger: what was read, and its review."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leqing_desktop.domain.plan_draft import Draft
from leqing_desktop.domain.plan_proposal import ProposedPlan
from leqing_desktop.domain.table_mapping import TableMapping
from leqing_desktop.domain.table_proposal import ProposedTable


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read: the name of the file (of the one inside a .zip) and what it proposes."""

    name: str
    proposed: ProposedPlan | ProposedTable

    @property
    def text(self) -> ProposedPlan | None:
        """The plan in running text, where it is one."""
        return self.proposed if isinstance(self.proposed, ProposedPlan) else None

    @property
    def table(self) -> ProposedTable | None:
        """The task table, where it is one."""
        return self.proposed if isinstance(self.proposed, ProposedTable) else None

    @property
    def mapping(self) -> TableMapping | None:
        """Which column means what, of a table."""
        return self.table.mapping if self.table is not None else None


@dataclass(frozen=True, slots=True)
class ImportReview:
    """A file's proposal held against the ledger, as the clerk reviews and changes it.

    ``known_units``: the ledger's organisation list. ``into_empty``: the ledger has no plan yet.
    """

    file: ReadFile
    draft: Draft
    known_units: tuple[str, ...] = ()
    into_empty: bool = False

    def with_draft(self, draft: Draft) -> ImportReview:
        """The review after the clerk changed the draft."""
        return replace(self, draft=draft)
