"""`rongwen rollback`: bring back the knowledge as it was after an earlier change."""

import argparse

from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    curator = curator_for(arguments)
    return carry_out(arguments, curator, curator.back_to(arguments.number))
