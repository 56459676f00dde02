"""`rongwen answer`: change the answer, wordings or quotes of a faq or unknown entry."""

import argparse

from bot.admin.questions import SetQuestion
from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    edit = SetQuestion(
        arguments.wording, tuple(arguments.ask), arguments.answer, tuple(arguments.quote)
    )
    return carry_out(arguments, curator_for(arguments), edit)
