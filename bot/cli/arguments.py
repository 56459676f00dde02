"""The arguments of every command, as one table; what they mean is said in the vocabulary."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.phrases import phrase

# command → its arguments: name → how argparse reads it
Arguments = Mapping[str, Mapping[str, Any]]
_FLAG: dict[str, Any] = {"action": "store_true"}
_FILE: dict[str, Any] = {"type": Path}
_TEXT: dict[str, Any] = {"default": ""}
_MAYBE: dict[str, Any] = {"nargs": "?", "default": ""}
_SEVERAL: dict[str, Any] = {"nargs": "+"}
_REPEATED: dict[str, Any] = {"action": "append", "default": []}
_NEEDED: dict[str, Any] = {"required": True}
_CHANGING: Arguments = {
    "--why": _TEXT,
    "--who": _TEXT,
    "--preview": _FLAG,
    "--yes": _FLAG,
    "--force": _FLAG,
}
_CHANGE = ("add", "answer", "fact", "alias", "remove", "replace", "rollback")
_COMMANDS: Mapping[str, Arguments] = {
    "chat": {},
    "ask": {"question": {"nargs": "?"}, "--jsonl": _FLAG, "--explain": _FLAG},
    "check": {"--strict": _FLAG, "--all": _FLAG},
    "test": {"--junit": _FILE, "--coverage": _FLAG},
    "diff": {"old": _FILE, "new": {"type": Path, "nargs": "?"}, "--questions": _FILE},
    "add": {
        "question": _SEVERAL,
        "--answer": _NEEDED,
        "--quote": _REPEATED,
        "--test": _REPEATED,
        "--file": _TEXT,
    },
    "answer": {"wording": {}, "--answer": _TEXT, "--ask": _REPEATED, "--quote": _REPEATED},
    "fact": {
        "subject": {},
        "attribute": {},
        "--value": _NEEDED | _REPEATED,
        "--quote": _NEEDED | _REPEATED,
        "--answer": _TEXT,
    },
    "alias": {"name": {}, "aliases": _SEVERAL},
    "remove": {
        "name": {},
        "attribute": _MAYBE,
        "--alias": _TEXT,
        "--question": _FLAG,
        "--file": _FLAG,
    },
    "replace": {"path": _FILE, "--name": _TEXT},
    "history": {"number": {"type": int, "nargs": "?"}},
    "rollback": {"number": {"type": int}},
    "attributes": {"word": {"nargs": "*"}},
    "schema": {},
    "calibrate": {"--questions": _FLAG},
    "run": {},
    "doctor": {},
    "unanswered": {
        "--days": {"type": float, "default": 30},
        "--limit": {"type": int, "default": 50},
        "--explain": _FLAG,
        "--export": _FILE,
    },
}


def commands() -> Iterable[str]:
    """The names of all commands."""
    return _COMMANDS.keys()


def add_folder(parser: argparse.ArgumentParser, default: object = None) -> None:
    """Add the folder that every command takes, before its name or after it."""
    parser.add_argument(
        "--knowledge", type=Path, default=default, metavar=phrase("cli.folder"),
        help=phrase("cli.knowledge"),
    )  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add what a command takes; the folder, where it is not given here, is the one given before."""
    add_folder(parser, argparse.SUPPRESS)
    for name, how in _COMMANDS[command].items():
        parser.add_argument(name, **how, help=phrase(f"cli.{command}.{name.lstrip('-')}"))
    for name, how in _CHANGING.items() if command in _CHANGE else ():
        parser.add_argument(name, **how, help=phrase(f"cli.change.{name.lstrip('-')}"))
