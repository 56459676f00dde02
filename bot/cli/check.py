"""`rongwen check`: every problem of a knowledge folder, with place and remedy."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, zip_longest

from bot.cli.start import thresholds_for
from bot.config import load_config
from bot.errors import KnowledgeError, Problem
from bot.knowledge.index import Knowledge
from bot.knowledge.load import attempt
from bot.lint.lint import lint
from bot.phrases import phrase
from bot.rehearse import rehearse
from bot.text.tokenize import Segmenter

_MOST_HINTS = 3  # of one rule; more would bury the problems


def run(arguments: argparse.Namespace) -> int:
    """Print all problems and hints, or a summary; gives 1 where there are problems."""
    try:
        knowledge, found = attempt(load_config(arguments.knowledge).knowledge, Segmenter())
    except KnowledgeError as error:
        knowledge, found = None, error.problems
    if knowledge is not None:
        tried = rehearse(knowledge, thresholds_for(arguments))
        found = (*found, *tried, *lint(knowledge, date.today()))
    for line in _lines(found, whole=arguments.all or arguments.strict):
        sys.stdout.write(line + "\n")
    wrong = sum(arguments.strict or not problem.hint for problem in found)
    hints = len(found) - wrong
    if knowledge is None or wrong:
        sys.stdout.write(phrase("cli.check.problems", count=wrong, hints=hints) + "\n")
        return 1
    sys.stdout.write(_fine(knowledge, hints) + "\n")
    return 0


def _lines(found: Iterable[Problem], *, whole: bool) -> Iterator[str]:
    """The hints, of each rule only the first few unless all are wanted, and then the problems.

    What to do about several hints in a row is told once.
    """
    ordered = sorted(found)
    hints = sorted((problem for problem in ordered if problem.hint), key=lambda hint: hint.code)
    for code, alike in groupby(hints, key=lambda hint: hint.code):
        several = tuple(alike)
        shown = several if whole else several[:_MOST_HINTS]
        for hint, following in zip_longest(shown, shown[1:]):
            same = following is not None and following.remedy == hint.remedy
            yield hint.headline if same else str(hint)
        if len(several) > len(shown):
            yield phrase("cli.check.more", code=code, count=len(several) - len(shown))
    yield from (str(problem) for problem in ordered if not problem.hint)


def _fine(knowledge: Knowledge, hints: int) -> str:
    return phrase(
        "cli.check.hints" if hints else "cli.check.fine",
        entities=len(knowledge.entities), facts=len(knowledge.facts),
        statements=len(knowledge.statements), faqs=len(knowledge.faqs),
        tests=len(knowledge.tests), version=knowledge.version, hints=hints,
    )  # fmt: skip
