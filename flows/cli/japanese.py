"""The command line's own words in Japanese: help, usage, and what was wrong with the words of a call.

The library has no translations; its classes are extended where they make text, and its errors told apart by name.
"""

from typing import Any

from rich.text import Text
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

rich_utils.ARGUMENTS_PANEL_TITLE = "引数"
rich_utils.OPTIONS_PANEL_TITLE = "オプション"
rich_utils.COMMANDS_PANEL_TITLE = "コマンド"
rich_utils.DEFAULT_STRING = "［既定値：{}］"
rich_utils.REQUIRED_LONG_STRING = "［必須］"

_HELP = "使い方を表示して終わる。"


class _Folding(rich_utils.OptionHighlighter):
    """Japanese has no blanks to break a line at: without folding, the library cuts a long explanation off with …."""

    def __call__(self, text: str | Text) -> Text:
        """The text, to be folded where the line ends."""
        shown = super().__call__(text)
        shown.overflow = "fold"
        return shown


rich_utils.highlighter = _Folding()


def _usage(text: str) -> str:
    return (
        text.replace("Usage:", "使い方:")
        .replace("[OPTIONS]", "[オプション]")
        .replace("COMMAND [ARGS]...", "コマンド …")
    )


class _Japanese:
    """What commands and groups share; stands before the library's class in the order of bases."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, explained in Japanese."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # the next base has it
        if option is not None:
            option.help = _HELP
        return option

    def get_usage(self, ctx: Any) -> str:
        """The line that says how to call it."""
        return _usage(super().get_usage(ctx))  # type: ignore[misc]  # the next base has it


class Command(_Japanese, TyperCommand):
    """A command whose help is Japanese."""


class Group(_Japanese, TyperGroup):
    """A group of commands whose help is Japanese."""


def explain(error: TyperException) -> str:
    """What was wrong with the call, and where to look."""
    kind, message = type(error).__name__, error.format_message()
    if kind == "NoSuchOption":
        message = f"「{getattr(error, 'option_name', '')}」というオプションはありません。"
    elif kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        message = f"「{getattr(parameter, 'name', None) or '引数'}」を指定してください。"
    elif kind == "BadOptionUsage":
        message = f"「{getattr(error, 'option_name', '')}」には値が必要です。"
    elif message.startswith("No such command"):
        message = (
            f"「{message.split(chr(39))[1]}」というコマンドはありません。" if "'" in message else message
        )
    elif "unexpected extra argument" in message:
        message = f"引数が多すぎます（{message.rpartition('(')[2].rstrip(').')}）。"
    return f"{message}\n→ dxplan --help で使い方を確かめてください。"
