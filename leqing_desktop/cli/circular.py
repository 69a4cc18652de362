"""``leqing circular``: the 通报 of a locked period, signed and written as PDF and .docx."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leqing_desktop.cli.desk import Desk, Exit, warn
from leqing_desktop.cli.words import LEDGER, ChineseCommand, options
from leqing_desktop.domain.period import Period

if TYPE_CHECKING:
    from leqing_desktop.services.bundle import Services
    from leqing_desktop.services.circular import IssuedCircular


@click.command(cls=ChineseCommand)
@LEDGER
@options("period", "out", "date", "as")
@click.pass_obj
def circular(
    desk: Desk, ledger: Path, period: Period, out: Path, day: date | None, clerk: str | None
) -> int:
    """签发通报：报送期须已锁定，取文号，写 PDF 和 Word；已签发的照原样再写一份。"""
    from leqing_desktop.services.circular_files import draw

    # A signed one is only read: that works while a window holds the ledger.
    issued = desk.read(ledger, lambda services: services.circular.issue_again(period, out, draw))
    if issued is None:

        def sign(services: Services) -> IssuedCircular:
            service = services.circular
            return service.issue(period, day or service.today(), out, draw)

        issued = desk.write(clerk, ledger, sign)
    document, check = issued.document, issued.check
    click.echo(f"{document.number}  {''.join(document.title.split())}")
    for path in issued.files:
        click.echo(str(path))
    click.echo(check.summary)
    for trouble in check.troubles:
        warn(trouble.message)
    return Exit.FINDINGS if check.troubles else Exit.DONE
