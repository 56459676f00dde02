"""Questions of which it is known what a reply must be: what thresholds are measured with.

They come from the knowledge itself (its tests, facts, statements, faq and declared unknowns) and
from the package (general questions that no article answers). A wording of an entry is tried as
though it were not written, so that it stands for all the wordings that nobody thought of.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import chain

import yaml

from bot.answer.answer import Answer
from bot.knowledge.index import Knowledge
from bot.knowledge.records import RehearsalTurn
from bot.knowledge.terms import Entity, Fact, Faq
from bot.model import Role, Status
from bot.phrases import fill, phrase
from bot.text.pinyin import Sounds

_SUBJECTS = 2  # how many entities each general template is asked of
_Templates = Mapping[str, list[str]]  # kind → questions with {subject}
_NEGATIVES = "negatives.yaml"


class Origin(StrEnum):
    """Where a question comes from."""

    TEST = "test"
    FACT = "fact"
    STATEMENT = "statement"
    FAQ = "faq"
    SLIP = "slip"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NEAR = "near"
    FAR = "far"


ANSWERABLE = frozenset((Origin.TEST, Origin.FACT, Origin.STATEMENT, Origin.FAQ, Origin.SLIP))


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, put to a knowledge after the turns `before`, and what makes a reply right.

    `wanted` are texts that an answer must hold (`甲|乙`: one of them), `quotes` what it may rest
    on instead; `entry` is the declared unknown that should be the reason for a refusal.
    """

    question: str
    origin: Origin
    knowledge: Knowledge = field(repr=False)
    wanted: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    entry: Faq | None = field(default=None, repr=False)

    @property
    def answerable(self) -> bool:
        """Whether the knowledge answers it; any answer to another question is wrong."""
        return self.origin in ANSWERABLE

    def passes(self, answer: Answer) -> bool:
        """Whether something asserted is what the question asks for."""
        if not self.answerable or answer.status is not Status.ANSWERED:
            return False
        rests_on = "\n".join(answer.quotes)
        if self.quotes and all(quote in rests_on for quote in self.quotes):
            return True
        told = all(any(one in answer.text for one in w.split("|")) for w in self.wanted)
        return told and bool(self.wanted) and not any(one in answer.text for one in self.without)


def trials(knowledge: Knowledge) -> tuple[Trial, ...]:
    """All trials of a knowledge; the same question in the same place is tried once."""
    facts = tuple(_facts(knowledge))
    found = chain(
        _tests(knowledge), facts, _statements(knowledge), _entries(knowledge),
        _slips(facts, knowledge), _general(knowledge),
    )  # fmt: skip
    unique: dict[tuple[str, tuple[str, ...]], Trial] = {}
    for trial in found:
        unique.setdefault((trial.question, trial.before), trial)
    return tuple(unique.values())


def _tests(knowledge: Knowledge) -> Iterator[Trial]:
    for test, _ in knowledge.tests:
        before: tuple[str, ...] = ()
        for turn in (test, *test.then):
            yield from _test(turn, before, knowledge)
            before = (*before, turn.ask)


def _test(turn: RehearsalTurn, before: tuple[str, ...], knowledge: Knowledge) -> Iterator[Trial]:
    if turn.status == "answered" and turn.answer:
        yield Trial(turn.ask, Origin.TEST, knowledge, turn.answer, turn.without, before=before)
    elif turn.status == "refused":
        yield Trial(turn.ask, Origin.REFUSED, knowledge, before=before)


def _facts(knowledge: Knowledge) -> Iterator[Trial]:
    """The usual question of every fact."""
    for fact in knowledge.facts:
        question = knowledge.question_of(fact)
        if question:
            yield Trial(question, Origin.FACT, knowledge, _values(fact, knowledge),
                        quotes=fact.quotes)  # fmt: skip


def _values(fact: Fact, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(knowledge.short(v.entity) if v.entity else v.text for v in fact.values)


def _statements(knowledge: Knowledge) -> Iterator[Trial]:
    """What everyone said, on each occasion."""
    for said in knowledge.statements:
        speaker, occasion = knowledge.short(said.speaker), knowledge.short(said.occasion)
        for name in ("said", "said_there") if said.occasion else ("said",):
            question = phrase(f"calibrate.ask.{name}", speaker=speaker, occasion=occasion)
            yield Trial(question, Origin.STATEMENT, knowledge, (said.text,), quotes=said.quotes)


def _entries(knowledge: Knowledge) -> Iterator[Trial]:
    """Every wording of the faq and of the declared unknowns, as though it were not written."""
    for faq in knowledge.faqs:
        for wording in faq.wordings:
            others = tuple(other for other in faq.wordings if other is not wording)
            rest = replace(faq, wordings=others) if others else faq
            without = _replaced(faq, rest, knowledge)
            if faq.known:
                yield Trial(wording.text, Origin.FAQ, without, (faq.answer,), quotes=faq.quotes)
            else:
                yield Trial(wording.text, Origin.UNKNOWN, without, entry=rest)


def _replaced(old: Faq, new: Faq, knowledge: Knowledge) -> Knowledge:
    faqs = tuple(new if faq is old else faq for faq in knowledge.faqs)
    return replace(knowledge, faqs=faqs, remembered={})


def _slips(facts: Iterable[Trial], knowledge: Knowledge) -> Iterator[Trial]:
    """The facts' questions with one character for another of the article that sounds alike."""
    sounds = Sounds(knowledge.vocabulary.readings)
    alike: dict[str, list[str]] = {}
    for character in dict.fromkeys(knowledge.source.text):
        for sound in sounds(character):
            alike.setdefault(sound, []).append(character)
    for number, fact in enumerate(facts):
        text = _slipped(fact.question, number, sounds, alike)
        if text != fact.question:
            yield replace(fact, question=text, origin=Origin.SLIP)


def _slipped(text: str, number: int, sounds: Sounds, alike: Mapping[str, list[str]]) -> str:
    """The text with one of its characters replaced, another one for every number."""
    places = [
        (i, other)
        for i, character in enumerate(text)
        for sound in sounds(character)
        for other in alike.get(sound, ())[:1]
        if other != character
    ]
    if not places:
        return text
    i, other = places[number % len(places)]
    return text[:i] + other + text[i + 1 :]


def _general(knowledge: Knowledge) -> Iterator[Trial]:
    """The package's questions: about nothing in the article, and about the things in it."""
    far, near, another = _negatives()
    for question in far:
        if not _written(question, knowledge):
            yield Trial(question, Origin.FAR, knowledge)
    for question, entity in _filled(near, knowledge):
        if not _stated(question, entity, knowledge):
            yield Trial(question, Origin.NEAR, knowledge)
    for question, _ in _filled(another, knowledge):
        yield Trial(question, Origin.NEAR, knowledge)


@cache
def _negatives() -> tuple[list[str], _Templates, _Templates]:
    text = (files("bot") / "vocabulary" / _NEGATIVES).read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    return read["far"], read["near"], read["another"]


def _filled(templates: _Templates, knowledge: Knowledge) -> Iterator[tuple[str, Entity]]:
    """Every template with the name of one entity of its kind after the other."""
    for kind, questions in templates.items():
        entities = _best_known(kind, knowledge)
        for number, question in enumerate(questions):
            for i in range(min(_SUBJECTS, len(entities))):
                entity = entities[(number * _SUBJECTS + i) % len(entities)]
                yield fill(question, subject=entity.short), entity


def _best_known(kind: str, knowledge: Knowledge) -> list[Entity]:
    """The entities of a kind; those that most is known of come first."""
    entities = (knowledge.entities[name] for name in knowledge.by_kind.get(kind, ()))
    return sorted(entities, key=lambda entity: -len(knowledge.by_subject.get(entity.name, ())))


def _written(question: str, knowledge: Knowledge) -> bool:
    """Whether all telling words of a question stand in the source: it may be about that."""
    words = [token.phrase for token in knowledge.tokens(question) if token.weight > 0]
    return bool(words) and all(word in knowledge.source.everything for word in words)


def _stated(question: str, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether a fact of the entity states an attribute that the question names."""
    named = {ref for token in knowledge.tokens(question) for ref in token.refs(Role.ATTRIBUTE)}
    return any(fact.attribute in named for fact in knowledge.by_subject.get(entity.name, ()))
