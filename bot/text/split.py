"""Several questions in one message, cut apart; what only leads up to a question is told apart."""

import re

from bot.model import Utterance

_END = re.compile(r"[。！？；\n]+")
MAX_QUESTIONS = 4


def split(utterance: Utterance) -> tuple[str, ...]:
    """The sentences of an utterance, in order, at most `MAX_QUESTIONS` of them (the last ones)."""
    text = utterance.text
    pieces: list[str] = []
    at = 0
    for end in _END.finditer(text):
        pieces.append(text[at : end.end()].strip())
        at = end.end()
    pieces.append(text[at:].strip())
    found = [piece for piece in pieces if re.search(r"\w", piece)]
    return tuple(found[-MAX_QUESTIONS:])
