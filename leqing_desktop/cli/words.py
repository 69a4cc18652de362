"""The console's language: help texts, complaints and typed values in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from leqing_desktop.domain.official_text import clean_line
from leqing_desktop.domain.period import Period

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])
CLERK_LIMIT = 30
"""Characters of a 经办人."""


class ChineseCommand(click.Command):
    """A command whose help speaks Chinese; click has no translations of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to write the command."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="写法：")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; every complaint knows which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, what must be given marked so."""
        listed = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [each.get_help_record(ctx) for each in listed]
        rows = [
            (names, text.replace("[required]", "（必填）")) for names, text in filter(None, records)
        ]
        _write_table(formatter, "选项", rows)


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands, listed in the order in which a clerk needs them."""

    command_class = ChineseCommand
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "命令 …", **kwargs})
        self.no_args_is_help = False

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which they were added."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(60)) for name in self.commands]
        _write_table(formatter, "命令", rows)


def _write_table(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    formatter.write_paragraph()
    formatter.write(f"{title}：\n")
    formatter.indent()
    formatter.write_dl(rows)
    formatter.dedent()


def complaint(error: click.ClickException) -> str:
    """click's own complaints as one sentence in the clerk's language."""
    hint = f"用 {_command(error)} --help 查看写法。"
    option = getattr(error, "option_name", "")
    if isinstance(error, click.NoSuchOption):
        return f"没有“{option}”这个选项，{hint}"
    if isinstance(error, NoSuchCommand):
        return f"没有“{error.command_name[:40]}”这个命令，{hint}"
    if isinstance(error, click.MissingParameter):
        return f"还缺“{_name(error.param)}”，{hint}"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in error.message
        return f"“{option}”后面{'不用' if takes_none else '要'}写内容，{hint}"
    if isinstance(error, click.BadParameter):
        return _wrong_value(error)
    if isinstance(error, NoArgsIsHelpError) or "Missing command" in error.message:
        return f"还缺命令，{hint}"
    extra = re.search(r"extra arguments? \((.*)\)", error.message, re.DOTALL)
    if extra:
        return f"多写了“{extra[1][:60]}”，{hint}"
    return f"命令写得不对，{hint}"


def _command(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context else "leqing"


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.human_readable_name if parameter is not None else "内容"


def _wrong_value(error: click.BadParameter) -> str:
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return f"“{_name(error.param)}”只能写 {'、'.join(error.param.type.choices)} 之一。"
    # The types below say it in one sentence themselves.
    if error.message.endswith("。"):
        return error.message
    return f"“{_name(error.param)}”写得不对，用 {_command(error)} --help 查看写法。"


class _PeriodType(click.ParamType[Period]):
    name = "报送期"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """Read 2024Q3."""
        try:
            return value if isinstance(value, Period) else Period.parse(str(value))
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from error


class _DateType(click.ParamType[date]):
    name = "日期"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read 2024-10-15 and no other of ISO's ways to write a day."""
        if isinstance(value, date):
            return value
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        sentence = f"看不懂日期“{value[:20]}”，请写成 2024-10-15。"
        raise click.BadParameter(sentence, ctx, param)


class _ClerkType(click.ParamType[str]):
    name = "经办人"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """A name fit for the journal."""
        try:
            name = clean_line(value, "经办人", CLERK_LIMIT)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from error
        if not name:
            raise click.BadParameter("“--as”后面要写经办人的姓名。", ctx, param)
        return name


class _FileType(click.ParamType[Path]):
    name = "文件"

    def convert(self, value: Any, param: Any, ctx: Any) -> Path:
        """A path; what lies there is the command's business."""
        if not str(value):
            raise click.BadParameter(
                f"“{_name(param)}”是空的，请写文件或文件夹的路径。", ctx, param
            )
        return Path(value)


PERIOD, DAY, CLERK, FILE = _PeriodType(), _DateType(), _ClerkType(), _FileType()
_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "as": click.option("--as", "clerk", type=CLERK, help="记入操作记录的经办人。"),
    "date": click.option("--date", "day", type=DAY, help="文件的日期，默认今天。"),
    "json": click.option("--json", "as_json", is_flag=True, help="只输出一个 JSON。"),
    "period": click.option("--period", required=True, type=PERIOD, help="报送期，如 2024Q3。"),
    "any_period": click.option("--period", type=PERIOD, help="这张表不分报送期，写了也一样。"),
    "out": click.option("--out", required=True, type=FILE, help="写到哪里。"),
}
LEDGER = click.argument("ledger", metavar="LEDGER", type=FILE)


def options(*wanted: str) -> Callable[[Wrapped], Wrapped]:
    """The options that several commands share, by name, listed in the order given."""

    def wrap(command: Wrapped) -> Wrapped:
        for name in reversed(wanted):
            command = _OPTIONS[name](command)
        return command

    return wrap
