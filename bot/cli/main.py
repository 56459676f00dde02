"""Reads the command line and runs one command; the only place that turns errors into exit codes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot import __version__
from bot.cli.arguments import add_arguments, add_folder, commands
from bot.errors import BotError
from bot.phrases import phrase

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
    add_folder(parser)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=phrase("cli.command"))
    for name in commands():
        command = subparsers.add_parser(
            name,
            help=phrase(f"cli.{name}.help"),
            description=phrase(f"cli.{name}.description"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_arguments(command, name)
    return parser
