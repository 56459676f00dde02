"""Which questions get another answer from a new version of a knowledge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.generate import generated
from bot.knowledge.index import Knowledge
from bot.model import Reply, Status
from bot.rehearse import opened

_MOST_MADE = 2  # questions made for one fact, beside its usual one


class Effect(StrEnum):
    """What becomes of a question; the gravest first."""

    UNANSWERED = "unanswered"
    AMBIGUOUS = "ambiguous"
    CHANGED = "changed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with the reply that it gets and the one that it would get."""

    question: str
    effect: Effect
    old: Reply
    new: Reply


def questions_of(knowledge: Knowledge) -> Iterator[str]:
    """What a knowledge says it can answer: its facts' questions, names, wordings and tests."""
    yield from filter(None, (knowledge.question_of(fact) for fact in knowledge.facts))
    made: dict[int, int] = {}
    for question, fact in generated(knowledge):
        made[id(fact)] = made.get(id(fact), 0) + 1
        if made[id(fact)] <= _MOST_MADE:
            yield question
    yield from (name for entity in knowledge.entities.values() for name in entity.names)
    yield from (wording.text for faq in knowledge.faqs for wording in faq.wordings)
    yield from (test.ask for test, _ in knowledge.tests)


def answers(knowledge: Knowledge, questions: Iterable[str]) -> Mapping[str, Reply]:
    """The reply to each question, asked on its own."""
    return {text: opened(text, knowledge)[0] for text in questions}


def differences(old: Mapping[str, Reply], new: Mapping[str, Reply]) -> tuple[Difference, ...]:
    """The questions of which the reply differs, the gravest first."""
    found = (
        Difference(question, effect, old[question], reply)
        for question, reply in new.items()
        if (effect := _effect(old[question], reply)) is not None
    )
    ranks = list(Effect)
    return tuple(sorted(found, key=lambda one: ranks.index(one.effect)))


def _effect(old: Reply, new: Reply) -> Effect | None:
    if (old.status, old.text, old.choices) == (new.status, new.text, new.choices):
        return None
    if new.status is Status.REFUSED and old.status is not Status.REFUSED:
        return Effect.UNANSWERED
    if new.status is Status.CLARIFY and old.status is not Status.CLARIFY:
        return Effect.AMBIGUOUS
    if new.status is Status.ANSWERED and old.status in (Status.REFUSED, Status.CLARIFY):
        return Effect.ANSWERED
    return Effect.CHANGED
