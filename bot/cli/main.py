"""Reads the command line and runs one command; the only place that turns errors into exit codes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from bot import __version__
from bot.cli.options import OPTIONS
from bot.errors import BotError
from bot.phrases import phrase

_COMMANDS = ("chat", "ask", "check", "calibrate", "schema", "run", "unanswered", "doctor")
_FAILED, _INTERRUPTED = 1, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (default: the process's arguments) names; gives the exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = import_module(f"bot.cli.{arguments.command}").run
    try:
        return run(arguments)
    except BotError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rongwen",
        description=phrase("cli.description"),
        epilog=phrase("cli.epilog"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"rongwen {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar=phrase("cli.command"))
    for name in _COMMANDS:
        command = commands.add_parser(
            name,
            help=phrase(f"cli.{name}.help"),
            description=phrase(f"cli.{name}.description"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_argument(
            "--knowledge", type=Path, metavar=phrase("cli.folder"), help=phrase("cli.knowledge")
        )
        if name in OPTIONS:
            OPTIONS[name](command)
    return parser
