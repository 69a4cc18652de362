"""``leqing demo``: the whole demonstration in one folder, the pictures of the window included."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from leqing_desktop import paths
from leqing_desktop.cli.desk import Desk, Exit, warn
from leqing_desktop.cli.words import FILE, ChineseCommand

_log = logging.getLogger(__name__)


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="DIR", type=FILE)
@click.pass_obj
def demo(desk: Desk, folder: Path) -> int:
    """在一个文件夹里做一套完整的演示。"""
    from leqing_desktop.services import demo as demonstration

    ledger = demonstration.existing(folder)
    if ledger is not None:
        click.echo(f"这里已有演示，没有改动：{ledger}")
        return Exit.DONE
    faults: list[Exception] = []

    def take_pictures(ledger: Path, into: Path) -> list[Path]:
        # A computer without Qt's system libraries still gets everything else.
        try:
            return desk.take_pictures(ledger, into)
        except Exception as error:
            _log.error("no pictures of the window", exc_info=error)
            faults.append(error)
            return []

    for part in demonstration.make(folder, take_pictures):
        click.echo(f"{part.what}：{part.path}")
    if not faults:
        return Exit.DONE
    warn(f"界面图片没有做成，其余都已做好；详情记在 {paths.log_file()} 。")
    return Exit.FINDINGS
