"""What every service receives: the open ledger, the clerk's name and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from leqing_desktop.db.engine import Connection, Engine, reading
from leqing_desktop.db.unit_of_work import UnitOfWork, unit_of_work
from leqing_desktop.errors import Refused


@dataclass(frozen=True)
class LedgerAccess:
    """An open ledger. ``refuse_writing`` raises the sentence why it cannot be changed, if so."""

    engine: Engine
    clerk: Callable[[], str]
    now: Callable[[], datetime]
    refuse_writing: Callable[[], None]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reads that belong together; the rules' ValueError becomes Refused."""
        with reading(self.engine) as connection, refusing():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """The transaction of one verb; leaving it without commit takes everything back.

        ValueError of the rules becomes Refused: its text is the sentence for the clerk.
        """
        self.refuse_writing()
        with unit_of_work(self.engine, self.clerk(), self.now()) as uow, refusing():
            yield uow


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a rule's ValueError (one Chinese sentence) into the refusal that the clerk reads.

    Any other ValueError is a fault of the program and stays one.
    """
    try:
        yield
    except ValueError as error:
        if not str(error).endswith("。"):
            raise
        raise Refused(str(error)) from error
