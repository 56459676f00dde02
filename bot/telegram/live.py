"""The knowledge that serves now, and what is worked out from it once: swapped as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.config import Thresholds
from bot.engine import Answered, answered
from bot.knowledge.index import Knowledge
from bot.model import Reply
from bot.phrases import phrase
from bot.session import Session, Turn
from bot.telegram.conversations import Recent
from bot.telegram.message import payload_of

_MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to browse: its name, and the questions or names to pick from."""

    name: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What was answered after these turns; after none in particular, where there are none."""

    before: tuple[Turn, ...]
    answered: Answered


class View:
    """One knowledge as the messenger shows it."""

    def __init__(self, knowledge: Knowledge, thresholds: Thresholds) -> None:
        self.knowledge = knowledge
        self._thresholds = thresholds
        self.pictures: dict[bool, bytes | str] = {}  # by script: bytes, or Telegram's name for them
        self._answers: Recent[_Remembered] = Recent(_MOST_REMEMBERED)

    def ask(self, question: str, session: Session, at: float) -> tuple[Reply, Session]:
        """The engine's reply, often remembered, since many ask the same.

        What stands on its own gets the same answer after any turns; what leans on them, after the
        same turns: those are the same objects where they too were remembered, and the entry keeps
        them alive, so that no others can take their identity.
        """
        session = session.at_time(at)
        utterance = self.knowledge.normalizer(question)
        typed = question if question.isascii() else ""  # small talk may be told by its letters
        words = (utterance.text, utterance.apart, utterance.traditional, typed)
        leaning = (words, tuple(map(id, session.turns)))
        known = self._answers.get(words) or self._answers.get(leaning)
        if known is None:
            found = answered(utterance, session, self.knowledge, self._thresholds)
            alone = found.alone()
            known = _Remembered(() if alone else session.turns, found)
            self._answers[words if alone else leaning] = known
        return known.answered.reply, session.after(known.answered.turns, at)

    @cached_property
    def pickable(self) -> Mapping[str, str]:
        """Payload → question, for everything that a button can offer."""
        knowledge = self.knowledge
        topics = (entry for topic in self.topics for entry in topic.entries)
        offered = (*knowledge.questions, *knowledge.entities, *knowledge.by_attribute, *topics)
        return {payload_of(question): question for question in offered}

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What can be browsed: the kinds of things, and what was said."""
        kinds: dict[str, list[str]] = {}
        for entity in self.knowledge.entities.values():
            kinds.setdefault(entity.kind, []).append(entity.name)
        speakers = dict.fromkeys(statement.speaker for statement in self.knowledge.statements)
        said = tuple(phrase("telegram.topics.said", speaker=name) for name in speakers)
        named = [Topic(kind, tuple(kinds[kind])) for kind in self.knowledge.vocabulary.kinds
                 if kind in kinds]  # fmt: skip
        return (*named, Topic(phrase("telegram.topics.statements"), said)) if said else (*named,)


class Live:
    """Holds the view that serves; a swap is one assignment."""

    def __init__(self, knowledge: Knowledge, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        self.view = View(knowledge, thresholds)

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge that serves."""
        return self.view.knowledge

    def swap(self, knowledge: Knowledge) -> None:
        """Serve this knowledge from now on."""
        self.view = View(knowledge, self._thresholds)
