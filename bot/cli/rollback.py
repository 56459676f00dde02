"""`rongwen rollback`: bring back the knowledge as it was after an earlier change."""

import argparse

from bot.cli.change import carry_out, desk_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    desk = desk_for(arguments)
    return carry_out(arguments, desk, desk.back_to(arguments.number))
