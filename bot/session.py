"""What was said before in a conversation: immutable; each turn makes a new session."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.knowledge.algebra import Expression
from bot.model import Role, Token

OF_LIST = ("among", "listed")  # words for what was listed
_MOST_TURNS = 8
_SHORTEST_PAUSE = 30 * 60.0  # seconds of silence after which the context is forgotten


@dataclass(frozen=True, slots=True)
class Listed:
    """What an answer listed: the items of an expression over an attribute (of one subject)."""

    attribute: str
    subject: str
    query: Expression


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what it was about.

    `tokens` are those of the question as it was understood (what it borrowed included), `items`
    the listed things in order and `listed` what they are, `subjects` the entities spoken of,
    `choices` what was offered when asking back, `text` the answer.
    """

    tokens: tuple[Token, ...]
    intent: str
    subjects: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    text: str = ""
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The latest turns of a conversation, oldest first, and when the last one was."""

    turns: tuple[Turn, ...] = ()
    at: float = 0.0

    def after(self, turns: Iterable[Turn], at: float) -> "Session":
        """The session with more turns, at a time in seconds."""
        return Session((*self.turns, *turns)[-_MOST_TURNS:], at)

    def at_time(self, at: float) -> "Session":
        """The session as it is at that time: empty after a long silence."""
        return Session() if at - self.at > _SHORTEST_PAUSE else self

    def last(self) -> Turn | None:
        """The turn before this one."""
        return self.turns[-1] if self.turns else None

    def listed(self) -> Listed | None:
        """What was listed by the last turn, or before it where that only asked about the list."""
        for turn in reversed(self.turns):
            of_list = (t.has(Role.OPERATOR, name) for t in turn.tokens for name in OF_LIST)
            if turn.listed is not None or not any(of_list):
                return turn.listed
        return None

    def forgotten(self) -> "Session":
        """The same without its turns."""
        return replace(self, turns=())
