"""`rongwen check`: every problem of a knowledge folder, with place and remedy."""

import argparse
import sys

from bot.cli.start import knowledge_for, thresholds_for
from bot.errors import KnowledgeError
from bot.phrases import phrase
from bot.rehearse import rehearse


def run(arguments: argparse.Namespace) -> int:
    """Print all problems and give 1, or a summary and give 0."""
    try:
        knowledge = knowledge_for(arguments)
        problems = rehearse(knowledge, thresholds_for(arguments))
    except KnowledgeError as error:
        problems = error.problems
    if problems:
        for problem in problems:
            sys.stdout.write(f"{problem}\n")
        sys.stdout.write(phrase("cli.check.problems", count=len(problems)) + "\n")
        return 1
    sys.stdout.write(
        phrase(
            "cli.check.fine", entities=len(knowledge.entities), facts=len(knowledge.facts),
            statements=len(knowledge.statements), faqs=len(knowledge.faqs),
            tests=len(knowledge.tests), version=knowledge.version,
        ) + "\n"
    )  # fmt: skip
    return 0
