"""`dxplan` and `python -m flows`: known failures become one message in Japanese and an exit code."""

import sys

from typer.exceptions import TyperException

from flows.model import DxplanError, ExitCode

_INTERRUPTED = 130
"""What the library makes of Ctrl+C."""


def main() -> int:
    """Run the command line; returns the exit code."""
    # Windows' consoles and pipes may not be UTF-8; a message must never die of its own letters.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from flows.cli import app  # noqa: PLC0415 (after the streams are set)
    from flows.cli.japanese import explain  # noqa: PLC0415
    from flows.cli.show import Console  # noqa: PLC0415

    try:
        result = app(standalone_mode=False)
    except DxplanError as error:
        Console.failure(error)
        return int(error.exit_code)
    except TyperException as error:
        Console.usage(explain(error))
        return int(ExitCode.BAD_INPUT)
    if result == _INTERRUPTED:
        Console.print("中止しました。途中の結果は残していません。")
    return int(result or 0)


if __name__ == "__main__":
    sys.exit(main())
