"""The options of each command, apart from the commands: listing them imports none."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.phrases import phrase


def _ask(command: argparse.ArgumentParser) -> None:
    command.add_argument("question", nargs="?", help=phrase("cli.ask.question"))
    command.add_argument("--jsonl", action="store_true", help=phrase("cli.ask.jsonl"))
    command.add_argument("--explain", action="store_true", help=phrase("cli.ask.explain"))


def _calibrate(command: argparse.ArgumentParser) -> None:
    command.add_argument("--questions", action="store_true", help=phrase("cli.calibrate.questions"))


def _unanswered(command: argparse.ArgumentParser) -> None:
    command.add_argument("--days", type=float, default=30, help=phrase("cli.unanswered.days"))
    command.add_argument("--limit", type=int, default=50, help=phrase("cli.unanswered.limit"))
    command.add_argument("--explain", action="store_true", help=phrase("cli.unanswered.explain"))
    command.add_argument("--export", type=Path, help=phrase("cli.unanswered.export"))


OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser], None]] = {
    "ask": _ask,
    "calibrate": _calibrate,
    "unanswered": _unanswered,
}
