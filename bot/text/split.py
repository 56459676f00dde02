"""Several questions in one message, cut apart; what only leads up to a question is told apart."""

import re
from dataclasses import dataclass

from bot.model import Utterance

_END = re.compile(r"(?<=[。！？；])|\n|(?<!\d)(?=\d[.、)）．](?!\d))")
_FINAL = "。！？；"
MAX_QUESTIONS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an utterance; `apart` holds the places in it before which a space was typed."""

    text: str
    apart: frozenset[int] = frozenset()

    def followed_by(self, other: "Piece") -> "Piece":
        """Both as one."""
        moved = frozenset(len(self.text) + place for place in other.apart)
        return Piece(self.text + other.text, self.apart | moved)

    @property
    def unended(self) -> bool:
        """Whether it breaks off without a mark: the next line may go on with it."""
        return self.text[-1:] not in _FINAL


def split(utterance: Utterance) -> tuple[Piece, ...]:
    """The sentences of an utterance, in order; a line break ends one like a full stop."""
    pieces: list[Piece] = []
    at = 0
    for part in _END.split(utterance.text):
        text = part.strip()
        if text:
            at = utterance.text.index(text, at)
            places = range(at, at + len(text))
            pieces.append(Piece(text, frozenset(p - at for p in utterance.apart if p in places)))
            at += len(text)
    return tuple(pieces)
