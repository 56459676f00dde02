"""`rongwen diff`: what changing one knowledge folder into another does to its answers."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.cli.start import knowledge_for
from bot.errors import BotError
from bot.knowledge.load import load
from bot.phrases import phrase
from bot.preview.preview import preview
from bot.preview.report import report
from bot.text.tokenize import Segmenter


def run(arguments: argparse.Namespace) -> int:
    """Print the preview; gives 1 where tests break."""
    segmenter = Segmenter()
    old = load(arguments.old, segmenter)
    new = load(arguments.new, segmenter) if arguments.new else knowledge_for(arguments)
    asked = tuple(questions_in(arguments.questions)) if arguments.questions else ()
    found = preview(old, new, asked, date.today())
    for line in report(found):
        sys.stdout.write(line + "\n")
    return 1 if found.broken else 0


def questions_in(path: Path) -> Iterator[str]:
    """The questions of a file: one a line, or JSON lines with a `question`.

    Raises BotError where it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(phrase("cli.unreadable", file=path, reason=error)) from None
    for line in filter(None, map(str.strip, lines)):
        yield _question(line)


def _question(line: str) -> str:
    if not line.startswith("{"):
        return line
    try:
        return str(json.loads(line)["question"])
    except (ValueError, KeyError, RecursionError):
        return line
