"""The arguments of every command, as one table; what they mean is said in the vocabulary."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.phrases import phrase

# command → its arguments: name → how argparse reads it
Arguments = Mapping[str, Mapping[str, Any]]
_FLAG: Mapping[str, Any] = {"action": "store_true"}
_FILE: Mapping[str, Any] = {"type": Path}
_COMMANDS: Mapping[str, Arguments] = {
    "chat": {},
    "ask": {"question": {"nargs": "?"}, "--jsonl": _FLAG, "--explain": _FLAG},
    "check": {"--strict": _FLAG},
    "test": {"--junit": _FILE, "--coverage": _FLAG},
    "diff": {"old": _FILE, "new": {"type": Path, "nargs": "?"}, "--questions": _FILE},
    "schema": {},
    "run": {},
}


def commands() -> Iterable[str]:
    """The names of all commands."""
    return _COMMANDS.keys()


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add what a command takes, and the folder that every command takes."""
    parser.add_argument(
        "--knowledge", type=Path, metavar=phrase("cli.folder"), help=phrase("cli.knowledge")
    )
    for name, how in _COMMANDS[command].items():
        parser.add_argument(name, **how, help=phrase(f"cli.{command}.{name.lstrip('-')}"))
