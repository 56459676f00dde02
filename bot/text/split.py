"""Several questions in one message, cut apart; what only leads up to a question is told apart."""

import re

from bot.model import Utterance

_END = re.compile(r"(?<=[。！？；])|\n|(?<!\d)(?=\d[.、)）．](?!\d))")
MAX_QUESTIONS = 4


def split(utterance: Utterance) -> tuple[str, ...]:
    """The sentences of an utterance, in order; a line break ends one like a full stop."""
    pieces = (piece.strip() for piece in _END.split(utterance.text))
    return tuple(piece for piece in pieces if piece)
