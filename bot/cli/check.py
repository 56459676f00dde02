"""`rongwen check`: every problem of a knowledge folder, with place and remedy."""

import argparse
import sys
from datetime import date

from bot.cli.start import knowledge_for, thresholds_for
from bot.errors import KnowledgeError
from bot.knowledge.index import Knowledge
from bot.lint.lint import lint
from bot.phrases import phrase
from bot.rehearse import rehearse


def run(arguments: argparse.Namespace) -> int:
    """Print all problems and hints, or a summary; gives 1 where there are problems."""
    try:
        knowledge = knowledge_for(arguments)
        thresholds = thresholds_for(arguments)
        found = (*rehearse(knowledge, thresholds), *lint(knowledge, date.today()))
    except KnowledgeError as error:
        knowledge, found = None, error.problems
    for problem in sorted(found):
        sys.stdout.write(f"{problem}\n")
    wrong = sum(arguments.strict or not problem.hint for problem in found)
    hints = len(found) - wrong
    if knowledge is None or wrong:
        sys.stdout.write(phrase("cli.check.problems", count=wrong, hints=hints) + "\n")
        return 1
    sys.stdout.write(_fine(knowledge, hints) + "\n")
    return 0


def _fine(knowledge: Knowledge, hints: int) -> str:
    return phrase(
        "cli.check.hints" if hints else "cli.check.fine",
        entities=len(knowledge.entities), facts=len(knowledge.facts),
        statements=len(knowledge.statements), faqs=len(knowledge.faqs),
        tests=len(knowledge.tests), version=knowledge.version, hints=hints,
    )  # fmt: skip
