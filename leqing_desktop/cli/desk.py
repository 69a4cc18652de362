"""What every command is handed: the desk it works for, its exit codes, the opening of ledgers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from leqing_desktop.domain.period import Period
    from leqing_desktop.services.bundle import Services, Workspace

Answer = TypeVar("Answer")


class Exit(IntEnum):
    """The exit codes: done; done, but something needs the clerk; refused with nothing changed."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2


@dataclass(frozen=True)
class Desk:
    """What the console works with; ``app`` composes it.

    ``clerk`` is the desk's 经办人 where ``--as`` names none. ``take_pictures(ledger, folder)``
    loads Qt only when called.
    """

    clerk: str
    now: Callable[[], datetime]
    take_pictures: Callable[[Path, Path], list[Path]]

    def workspace(self, clerk: str | None = None) -> Workspace:
        """A workspace under the given name, else the desk's."""
        # Imported here and in the commands: --help is to be there at once.
        from leqing_desktop.services.bundle import Workspace

        name = clerk or self.clerk.strip() or "命令行"
        return Workspace(lambda: name, self.now)

    def read(self, ledger: Path, call: Callable[[Services], Answer]) -> Answer:
        """Ask an open ledger; works while a window holds it."""
        services = self.workspace().open(ledger, write=False, keep_backups=False)
        try:
            answer = call(services)
        finally:
            services.ledger.close()
        _warn_of_fonts()
        return answer

    def write(self, clerk: str | None, ledger: Path, call: Callable[[Services], Answer]) -> Answer:
        """Change a ledger under a clerk's name; what could not be backed up is said on stderr."""
        services = self.workspace(clerk).open(ledger)
        try:
            answer = call(services)
        except BaseException:
            # A refusal is one sentence: what else went wrong is in the log.
            services.ledger.close()
            raise
        for warning in services.ledger.close():
            warn(warning)
        _warn_of_fonts()
        return answer


def missing_period(services: Services, period: Period) -> str:
    """What to say on stderr of a period that is not in the ledger; empty where it is.

    A slip of the pen in the period looks just like a quarter in which nobody has reported.
    """
    if any(each.period == period for each in services.period_list.stored()):
        return ""
    return f"台账里还没有{period.label}这个报送期，按各单位都没有报送计算。"


def warn(sentence: str) -> None:
    """Say on stderr what the clerk should know although all is done."""
    if sentence:
        click.echo(sentence, err=True)


def _warn_of_fonts() -> None:
    from leqing_desktop.services.print_fonts import fonts_note

    warn(fonts_note())


def print_json(document: Any) -> None:
    """The one document on stdout that ``--json`` promises."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
