"""`rongwen fact`: write a fact about an entity, new or in place of the old one."""

import argparse

from bot.admin.entities import SetFact
from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    edit = SetFact(
        arguments.subject, arguments.attribute, tuple(arguments.value), tuple(arguments.quote),
        arguments.answer,
    )  # fmt: skip
    return carry_out(arguments, curator_for(arguments), edit)
