"""`rongwen alias`: more names for an entity."""

import argparse

from bot.admin.entities import AddAlias
from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    edit = AddAlias(arguments.name, tuple(arguments.aliases))
    return carry_out(arguments, curator_for(arguments), edit)
