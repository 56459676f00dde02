"""`rongwen replace`: a whole file, new or in place of the one of that name."""

import argparse

from bot.admin.edit import ReplaceFile
from bot.cli.change import carry_out, curator_for
from bot.errors import BotError
from bot.phrases import phrase


def run(arguments: argparse.Namespace) -> int:
    """Show what it does, and do it once confirmed."""
    try:
        content = arguments.path.read_bytes()
    except OSError as error:
        reason = error.strerror
        raise BotError(phrase("cli.unreadable", file=arguments.path, reason=reason)) from None
    edit = ReplaceFile(arguments.name or arguments.path.name, content)
    return carry_out(arguments, curator_for(arguments), edit)
