"""`rongwen fact`: write a fact about an entity, new or in place of the old one."""

import argparse

from bot.admin.entities import SetFact
from bot.cli.change import carry_out, desk_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    edit = SetFact(
        arguments.subject, arguments.attribute, tuple(arguments.value), tuple(arguments.quote),
        arguments.answer,
    )  # fmt: skip
    return carry_out(arguments, desk_for(arguments), edit)
