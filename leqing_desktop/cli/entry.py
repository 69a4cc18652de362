"""Runs one command and turns every way it can end into an exit code and at most one sentence."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from collections.abc import Sequence

import click

from leqing_desktop import paths
from leqing_desktop.cli.commands import leqing
from leqing_desktop.cli.desk import Desk, Exit
from leqing_desktop.cli.words import complaint
from leqing_desktop.errors import LedgerDamaged, LeqingError

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str], desk: Desk) -> int:
    """Run one command; everything refused becomes one Chinese sentence on stderr and exit 2."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes speak the local code page; scripts expect UTF-8.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(arguments, desk)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return _refuse(complaint(error))
    except (click.Abort, KeyboardInterrupt):
        return _refuse("已中断，没有做完；再运行一次会接着做。")
    except LedgerDamaged as error:
        return _refuse(_with_backup(error))
    except LeqingError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader has seen enough (| head): nobody is left to be told anything.
        _drop_output()
        return Exit.DONE
    except Exception as error:
        return _fault(error)


def _run(arguments: Sequence[str], desk: Desk) -> int:
    spoilt = next((each for each in arguments if re.search("[\ud800-\udfff]", each)), None)
    if spoilt is not None:
        shown = spoilt.encode("utf-8", "replace").decode("utf-8")[:60]
        return _refuse(f"“{shown}”里有读不出的字符，请改名或改写后再试。")
    # Not leqing.main(): it ends the process by itself on a broken pipe and on Ctrl+C.
    with leqing.make_context("leqing", list(arguments), obj=desk) as context:
        outcome = leqing.invoke(context)
    if sys.stdout is not None:
        sys.stdout.flush()
    return int(outcome or Exit.DONE)


def _refuse(sentence: str) -> int:
    try:
        click.echo(sentence, err=True)
    except OSError:
        _drop_output()
    return Exit.REFUSED


def _with_backup(error: LedgerDamaged) -> str:
    if error.backup is None:
        return str(error)
    return f"{str(error).rstrip('。')}；最近一份完好的备份是 {error.backup} 。"


def _fault(error: Exception) -> int:
    """A fault of the program, or of the place its output goes to."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        _drop_output()
        return _refuse("磁盘已满，没有写完，请腾出空间后再做一次。")
    _log.error("command failed", exc_info=error)
    return _refuse(f"程序出错，没有做完；详情记在 {paths.log_file()} ，请把它交给维护人员。")


def _drop_output() -> None:
    """Let what is still in the buffers go nowhere, or Python complains of it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2) if sys.stderr is None else (1,):
        try:
            os.dup2(nowhere, number)
        except OSError:
            continue
