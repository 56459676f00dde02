"""What every command that changes the knowledge does: preview, ask, apply."""

import argparse
import getpass
import sys
from datetime import datetime

from bot.admin.curator import Curator
from bot.admin.edit import Edit
from bot.admin.errors import StaleError
from bot.admin.proposal import Proposal
from bot.config import load_config
from bot.errors import KnowledgeError, problem
from bot.phrases import phrase
from bot.text.tokenize import Segmenter

_ATTEMPTS = 5  # at a change that needs no answer, while others keep changing the files


def curator_for(arguments: argparse.Namespace) -> Curator:
    """The curator of the folder given, configured, or found."""
    config = load_config(arguments.knowledge)
    if not config.knowledge.is_dir():
        raise KnowledgeError((problem("RW001", str(config.knowledge)),))
    return Curator(config.knowledge, Segmenter(), _now, git=config.commit)


def carry_out(arguments: argparse.Namespace, curator: Curator, edit: Edit) -> int:
    """Show what an edit does and, if that is wanted, make it; gives 1 where it was not made."""
    for attempt in range(1, _ATTEMPTS + 1):
        proposal = curator.propose(edit, _who(arguments), arguments.why)
        for line in proposal.lines():
            sys.stdout.write(line + "\n")
        if not proposal.possible or arguments.preview or not _wanted(arguments, proposal):
            return 0 if arguments.preview and proposal.possible else 1
        try:
            version = curator.apply(proposal)
        except StaleError:
            if not arguments.yes or attempt == _ATTEMPTS:
                raise
        else:
            sys.stdout.write(phrase("cli.change.applied", number=version.number) + "\n")
            return 0
    return 1


def _wanted(arguments: argparse.Namespace, proposal: Proposal) -> bool:
    """Whether the change was confirmed; a doubtful one needs more than --yes."""
    if proposal.doubtful and arguments.yes and not arguments.force:
        sys.stdout.write(phrase("cli.change.doubtful") + "\n")
        return False
    if arguments.yes:
        return True
    question = "cli.change.ask_twice" if proposal.doubtful else "cli.change.ask"
    try:
        answer = input(phrase(question))
    except EOFError:
        answer = ""
    wanted = answer.strip().lower() in phrase("cli.change.agree").split()
    if not wanted:
        sys.stdout.write(phrase("cli.change.cancelled") + "\n")
    return wanted


def _who(arguments: argparse.Namespace) -> str:
    if arguments.who:
        return str(arguments.who)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return phrase("cli.change.nobody")


def _now() -> datetime:
    return datetime.now().astimezone()
