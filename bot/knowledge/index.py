"""The knowledge as the engine uses it: frozen facts, and every way to find them.

`Knowledge` is built whole from records and never changed; a new version is a new `Knowledge`.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import cast

from bot.knowledge.records import AcceptRecord, RehearsalRecord
from bot.knowledge.source import Source
from bot.knowledge.stock import Stock
from bot.knowledge.terms import Entity, Fact, Faq, Passage, Place, Statement, Support
from bot.knowledge.texts import Texts
from bot.knowledge.vocabulary import Role as KindRole
from bot.knowledge.vocabulary import Vocabulary
from bot.model import Role, Token
from bot.text.chat import Chat
from bot.text.lattice import Lattice
from bot.text.normalize import Normalizer


_MOST_REMEMBERED = 20_000
_SHORT_VALUE = 12  # characters; longer values of an occasion are sentences


@dataclass(frozen=True)
class Knowledge:
    """One article's knowledge, complete and frozen; share it between any number of questions."""

    source: Source
    vocabulary: Vocabulary
    stock: Stock
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    faqs: tuple[Faq, ...]
    passages: tuple[Passage, ...]
    tests: tuple[tuple[RehearsalRecord, Place], ...]
    accepted: tuple[tuple[AcceptRecord, Place], ...]
    version: str
    remembered: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def normalizer(self) -> Normalizer:
        """Gives texts one form."""
        return self.stock.reader.normalizer

    @cached_property
    def lattice(self) -> Lattice:
        """Cuts texts into tokens."""
        return self.stock.reader.lattice

    def read(self, *texts: str) -> Support:
        """What texts of the knowledge say together."""
        return self.stock.reader.support(*texts)

    def together(self, supports: Iterable[Support]) -> Support:
        """All that any of these says; each such union is made once."""
        parts = tuple(supports)
        known = self.remembered.get(parts)
        return cast(Support, known or self.remember(parts, Support.union(parts)))

    def remember(self, question: Hashable, answer: object) -> object:
        """Keep what a pure function found out about this knowledge; gives `answer` back."""
        if len(self.remembered) >= _MOST_REMEMBERED:
            self.remembered.clear()
        self.remembered[question] = answer
        return answer

    @cached_property
    def said(self) -> Texts:
        """The statements' supports, in order."""
        return Texts(statement.support for statement in self.statements)

    @cached_property
    def written(self) -> Texts:
        """The passages' supports, in order."""
        return Texts(passage.support for passage in self.passages)

    @cached_property
    def occasions(self) -> Mapping[str, str]:
        """The occasions of statements → their names and the short texts their facts state."""
        names = dict.fromkeys(s.occasion for s in self.statements if s.occasion)
        return {name: "\n".join((name, *self._short_values(name))) for name in names}

    def _short_values(self, name: str) -> Iterable[str]:
        values = (value for fact in self.by_subject.get(name, ()) for value in fact.values)
        return (value.text for value in values if len(value.text) <= _SHORT_VALUE)

    @cached_property
    def by_attribute(self) -> Mapping[str, tuple[Fact, ...]]:
        """Attribute → its facts."""
        return _grouped((fact.attribute, fact) for fact in self.facts)

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Fact, ...]]:
        """Entity → the facts about it."""
        return _grouped((fact.subject, fact) for fact in self.facts)

    @cached_property
    def by_value(self) -> Mapping[str, tuple[Fact, ...]]:
        """Entity name or literal text → the facts that have it as a value."""
        return _grouped((value.key, fact) for fact in self.facts for value in fact.values)

    @cached_property
    def by_fact_key(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        """(entity, attribute) → its facts."""
        grouped: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault((fact.subject, fact.attribute), []).append(fact)
        return {key: tuple(found) for key, found in grouped.items()}

    @cached_property
    def by_wording(self) -> Mapping[str, frozenset[int]]:
        """What a token of a faq entry's wordings means → the numbers of these entries."""
        numbers: dict[str, set[int]] = {}
        for number, faq in enumerate(self.faqs):
            for wording in faq.wordings:
                for key in wording.keys:
                    numbers.setdefault(key, set()).add(number)
        return {key: frozenset(found) for key, found in numbers.items()}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Kind → the entities of it or of a kind below it, in the order of the files."""
        return {
            kind: tuple(e.name for e in self.entities.values() if self.vocabulary.is_a(e.kind, kind))
            for kind in self.vocabulary.kinds
        }

    @cached_property
    def main(self) -> str:
        """The entity that a question without a subject is about; empty where none is declared."""
        return next((entity.name for entity in self.entities.values() if entity.main), "")

    @cached_property
    def article(self) -> str:
        """The entity that stands for the article itself."""
        return next((e.name for e in self.entities.values() if self.plays(e.name, "article")), "")

    @cached_property
    def chat(self) -> Chat:
        """The recogniser of small talk."""
        phrases = {talk.name: talk.phrases for talk in self.vocabulary.smalltalk}
        return Chat(phrases, self.vocabulary.padding)

    @cached_property
    def questions_about(self) -> Mapping[str, tuple[str, ...]]:
        """Entity → the questions that facts about it answer, as an asker would put them."""
        found: dict[str, dict[str, None]] = {}
        for fact in self.facts:
            question = self.question_of(fact)
            if question:
                found.setdefault(fact.subject, {})[question] = None
        return {name: tuple(texts) for name, texts in found.items()}

    def question_of(self, fact: Fact) -> str:
        """The usual question that a fact answers; empty where its attribute has none."""
        spec = self.vocabulary.attributes[fact.attribute]
        kinds = {self.kind_of(value.entity) for value in fact.values}
        kind = next(iter(kinds)) if len(kinds) == 1 else ""
        text = spec.question.replace("{subject}", self.short(fact.subject))
        return text.replace("{kind}", kind or spec.value)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """All these questions, those about the main thing first."""
        about = self.questions_about
        ordered = (*about.get(self.main, ()), *(q for found in about.values() for q in found))
        return tuple(dict.fromkeys(ordered))

    @cached_property
    def titled(self) -> tuple[str, ...]:
        """The attributes whose values are posts, as far as there are facts of them."""
        return tuple(a for a in self.by_attribute if self.vocabulary.attributes[a].posts)

    @cached_property
    def asked_alone(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The attributes for which a question word alone can ask → the classes of those words."""
        specs = ((name, self.vocabulary.attributes[name]) for name in self.by_attribute)
        return tuple((name, frozenset(spec.ask)) for name, spec in specs if spec.ask)

    @cached_property
    def posts(self) -> frozenset[str]:
        """The texts of all posts."""
        facts = (fact for attribute in self.titled for fact in self.by_attribute[attribute])
        return frozenset(value.text for fact in facts for value in fact.values)

    @cached_property
    def related(self) -> Mapping[str, frozenset[str]]:
        """Entity → the entities that its own facts mention, itself, and what it is part of."""
        return {name: frozenset(_related(self, name)) for name in self.entities}

    @cached_property
    def identity(self) -> Mapping[str, Support]:
        """Entity → what describes it: its names, what it is part of, its describing facts."""
        return {name: self._identity(entity) for name, entity in self.entities.items()}

    @cached_property
    def stated(self) -> Mapping[str, tuple[str, ...]]:
        """Attribute → the entities of which it is stated."""
        return {name: tuple(dict.fromkeys(_stated(self, name))) for name in self.vocabulary.attributes}

    @cached_property
    def _wholes(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(_upwards(self, name)) for name in self.entities}

    def facts_about(self, subject: str, attribute: str) -> tuple[Fact, ...]:
        """The facts that state this attribute of this entity."""
        return self.by_fact_key.get((subject, attribute), ())

    def kind_of(self, entity: str) -> str:
        """The kind of an entity; empty for an unknown name."""
        return self.entities[entity].kind if entity in self.entities else ""

    def is_kind(self, entity: str, kinds: tuple[str, ...]) -> bool:
        """Whether an entity is of one of these kinds (none given: of any)."""
        return self.vocabulary.fits(self.kind_of(entity), kinds)

    def default_of(self, entity: str) -> str:
        """The attribute that is most likely asked for where only the entity is named.

        The one that its kind names, or the list of other things that its facts hold.
        """
        kind = self.vocabulary.kinds.get(self.kind_of(entity))
        if kind is None or not kind.default:
            return ""
        facts = self.by_subject.get(entity, ())
        lists = (f.attribute for f in facts if len(f.values) > 1 and f.values[0].entity)
        own = {fact.attribute for fact in facts}
        return kind.default if kind.default in own else next(lists, kind.default)

    def short(self, entity: str) -> str:
        """What answers call an entity."""
        return self.entities[entity].short if entity in self.entities else entity

    def plays(self, entity: str, role: KindRole) -> bool:
        """Whether an entity is of a kind that has this role."""
        return self.vocabulary.plays(self.kind_of(entity), role)

    def whole_of(self, entity: str) -> tuple[str, ...]:
        """What an entity is part of, from the nearest outwards."""
        return self._wholes.get(entity, ())

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text of any origin."""
        return self.lattice(self.normalizer(text).text)

    def _identity(self, entity: Entity) -> Support:
        describing = self.vocabulary.kinds[entity.kind].describe if entity.kind in (
            self.vocabulary.kinds) else ()  # fmt: skip
        facts = [f for f in self.by_subject.get(entity.name, ()) if f.attribute in describing]
        names = Support(
            "\n".join(entity.names),
            entities=frozenset((entity.name, *self.whole_of(entity.name))),
        )
        return Support.union((names, *(value.support for f in facts for value in f.values)))


def _grouped(pairs: Iterable[tuple[str, Fact]]) -> Mapping[str, tuple[Fact, ...]]:
    grouped: dict[str, dict[int, Fact]] = {}
    for key, fact in pairs:
        grouped.setdefault(key, {})[id(fact)] = fact
    return {key: tuple(found.values()) for key, found in grouped.items()}


def _stated(knowledge: Knowledge, attribute: str) -> Iterable[str]:
    """The subjects of an attribute's facts; for one that gathers, of facts with values of its kind."""
    spec = knowledge.vocabulary.attributes[attribute]
    if not spec.gathers:
        return (fact.subject for fact in knowledge.by_attribute.get(attribute, ()))
    names = (name for kind in spec.of for name in knowledge.by_kind.get(kind, ()))
    return (name for name in names if any(
        value.entity and knowledge.is_kind(value.entity, (spec.value,))
        for fact in knowledge.by_subject.get(name, ())
        for value in fact.values
    ))  # fmt: skip


def _upwards(knowledge: Knowledge, name: str) -> Iterable[str]:
    """What something is part of, from the nearest outwards."""
    chain: dict[str, None] = {}
    part = knowledge.entities[name].part_of
    while part and part not in chain:
        chain[part] = None
        part = knowledge.entities[part].part_of if part in knowledge.entities else ""
    return chain


def _related(knowledge: Knowledge, name: str) -> Iterable[str]:
    yield name
    yield from knowledge.whole_of(name)
    for fact in knowledge.by_subject.get(name, ()):
        for value in fact.values:
            yield from (value.entity,) if value.entity else ()
            for entity in value.support.entities:
                yield entity
                yield from knowledge.whole_of(entity)
