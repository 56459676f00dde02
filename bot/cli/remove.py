"""`rongwen remove`: take an entity, a fact, an alias, a question or a file away."""

import argparse

from bot.admin.edit import Edit, RemoveFile
from bot.admin.entities import Remove
from bot.admin.questions import RemoveQuestion
from bot.cli.change import carry_out, curator_for


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    return carry_out(arguments, curator_for(arguments), _edit(arguments))


def _edit(arguments: argparse.Namespace) -> Edit:
    if arguments.question:
        return RemoveQuestion(arguments.name)
    if arguments.file:
        return RemoveFile(arguments.name)
    return Remove(arguments.name, arguments.attribute, arguments.alias)
