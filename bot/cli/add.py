"""`rongwen add`: a question with its answer."""

import argparse

from bot.admin.edit import Together
from bot.admin.questions import AddQuestion, AddTest
from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    ask = tuple(arguments.question)
    question = AddQuestion(ask, arguments.answer, tuple(arguments.quote), arguments.file)
    status = "" if arguments.quote else "refused"
    tests = (AddTest(ask[0], tuple(arguments.test), status),) if arguments.test else ()
    edit = Together((question, *tests))
    return carry_out(arguments, curator_for(arguments), edit)
