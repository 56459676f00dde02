"""Records → `Knowledge`: the lexicon of all phrases, then every fact with what supports it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.knowledge.document import Document
from bot.knowledge.index import (
    Entity,
    Fact,
    Faq,
    Knowledge,
    Passage,
    Place,
    Statement,
    Support,
    Value,
    Wording,
)
from bot.knowledge.records import EntityRecord, FactRecord, KnowledgeRecord, StatementRecord
from bot.knowledge.source import SOURCE_NAME, Source
from bot.knowledge.vocabulary import Vocabulary, general_vocabulary
from bot.model import Role, Sense
from bot.text.lattice import Lattice
from bot.text.lexicon import Lexicon
from bot.text.normalize import Normalizer
from bot.text.pinyin import Sounds
from bot.text.tokenize import Segmenter

_PARTICLES = "的了过"
_FOLDING = (Role.VERB, Role.ATTRIBUTE, Role.CONCEPT)
_SAYING = Sense(Role.OPERATOR, "say")
_LONGEST_LITERAL = 40  # characters; longer values are sentences, not names that people type


@dataclass(frozen=True, slots=True)
class Part:
    """One file's records, with the document that knows their places."""

    record: KnowledgeRecord
    document: Document

    def place(self, trail: str, *path: str | int) -> Place:
        """Where the value at `path` stands."""
        line, column = self.document.place(path)
        return Place(self.document.name, line, column, trail)


def build(source: Source, parts: tuple[Part, ...], segmenter: Segmenter) -> Knowledge:
    """Build the whole knowledge; the records must be sound (see `check`)."""
    vocabulary = vocabulary_of(parts)
    normalizer = Normalizer(vocabulary.rewrites)
    entities = {entity.name: entity for entity in _entities(source, parts, vocabulary)}
    senses = _senses(source, parts, vocabulary, entities, normalizer, segmenter)
    lexicon = Lexicon(senses, Sounds(vocabulary.readings))
    names = names_of(part.record for part in parts)
    reader = _Reader(source, vocabulary, normalizer, Lattice(lexicon, segmenter), entities, names)
    return Knowledge(
        source=source,
        vocabulary=vocabulary,
        normalizer=normalizer,
        read=reader.support,
        lattice=reader.lattice,
        entities=MappingProxyType(entities),
        facts=(*reader.facts(parts), *reader.head_facts()),
        statements=tuple(reader.statements(parts)),
        faqs=tuple(reader.faqs(parts)),
        passages=tuple(reader.passages()),
        tests=tuple(
            (test, part.place(f"tests[{i + 1}]", "tests", i))
            for part in parts
            for i, test in enumerate(part.record.tests)
        ),
        version=_version(source, parts),
    )


def vocabulary_of(parts: tuple[Part, ...]) -> Vocabulary:
    """The general vocabulary with what the files add to it."""
    general = general_vocabulary()
    own = [part.record.vocabulary for part in parts]
    return general.extended(
        kinds={name: kind for v in own for name, kind in v.kinds.items()},
        attributes={name: attribute for v in own for name, attribute in v.attributes.items()},
        synonyms=tuple(tuple(line.split()) for v in own for line in v.synonyms),
        words=tuple(word for v in own for word in v.words),
        replies={name: text for part in parts for name, text in part.record.replies.items()},
    )


def _entities(
    source: Source, parts: tuple[Part, ...], vocabulary: Vocabulary
) -> Iterator[Entity]:
    article = False
    article_kind = vocabulary.kind_of_role("article")
    names = names_of(part.record for part in parts)
    for part in parts:
        for i, record in enumerate(part.record.entities):
            article = article or record.kind == article_kind
            yield Entity(
                name=record.name,
                kind=record.kind,
                names=tuple(dict.fromkeys((record.name, *((record.short,) if record.short else ()), *record.aliases))),
                shared_names=record.shared_aliases,
                part_of=names.get(record.part_of or "", ""),
                main=record.main,
                short=record.short or record.name,
                place=part.place(f"entities[{record.name}]", "entities", i),
            )
    if not article:
        place = Place(SOURCE_NAME, 1, 1, "")
        yield Entity(source.title, article_kind, (source.title,), (), "", False, source.title, place)


def _senses(
    source: Source,
    parts: tuple[Part, ...],
    vocabulary: Vocabulary,
    entities: Mapping[str, Entity],
    normalizer: Normalizer,
    segmenter: Segmenter,
) -> Mapping[str, list[Sense]]:
    """Every known phrase, normalised as questions are, with all its senses."""
    senses: dict[str, list[Sense]] = {}
    sources = (_general_senses(vocabulary), _named(entities.values()), _literals(parts, vocabulary))
    for phrase, role, ref in (entry for entries in sources for entry in entries):
        plain = phrase if phrase.isalnum() and not phrase.isascii() else normalizer(phrase).text
        if plain:
            senses.setdefault(plain, []).append(Sense(role, ref))
    _fold_particles(senses)
    for word in _content_words(source, parts, segmenter, normalizer):
        senses.setdefault(word, []).append(Sense(Role.WORD, ""))
    return senses


def _fold_particles(senses: dict[str, list[Sense]]) -> None:
    """讲的, 讲了 mean what 讲 means: the particle is a token of its own."""
    for phrase in [p for p in senses if len(p) > 1 and p[-1] in _PARTICLES and p[:-1] in senses]:
        if all(s.role in _FOLDING or s == _SAYING for s in senses[phrase]):
            senses[phrase[:-1]] += senses.pop(phrase)


def _general_senses(vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    for ask in vocabulary.asks.values():
        yield from ((phrase, Role.ASK, ask.name) for phrase in ask.phrases)
    for name, phrases in vocabulary.operators.items():
        yield from ((phrase, Role.OPERATOR, name) for phrase in phrases)
    for name, kind in vocabulary.kinds.items():
        yield from ((phrase, Role.KIND, name) for phrase in kind.words)
        yield from ((phrase, Role.PRONOUN, name) for phrase in kind.pronouns)
        yield from ((phrase, Role.PRONOUN, name + "*") for phrase in kind.plural_pronouns)
    for name, attribute in vocabulary.attributes.items():
        yield from ((phrase, Role.ATTRIBUTE, name) for phrase in attribute.cues)
        yield from ((phrase, Role.VERB, name) for phrase in attribute.verbs)
    yield from ((word, Role.TITLE, title) for word, title in vocabulary.titles.items())
    yield from ((word, Role.TITLE, word) for word in vocabulary.title_classes)
    yield from ((word, Role.FILLER, "") for word in vocabulary.fillers)
    yield from ((word, Role.SHELL, "") for word in vocabulary.shells)
    yield from ((word, Role.FILLER, "article") for word in vocabulary.article_words)
    yield from ((word, Role.WORD, "") for word in vocabulary.words)
    yield from _concepts(vocabulary)


def _concepts(vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    """Synonym groups by their first word; a phrase with a cue inside is left to the cue."""
    cues = {cue for a in vocabulary.attributes.values() for cue in a.cues if len(cue) > 1}
    taken: dict[str, int] = {}
    for group in vocabulary.synonyms:
        taken[group[0]] = taken.get(group[0], 0) + 1
        concept = group[0] if taken[group[0]] == 1 else f"{group[0]}{taken[group[0]]}"
        for word in group:
            parts = (word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1))
            if not any(part in cues and part != word for part in parts):
                yield word, Role.CONCEPT, concept


def _named(entities: Iterable[Entity]) -> Iterator[tuple[str, Role, str]]:
    for entity in entities:
        for name in (*entity.names, *entity.shared_names):
            yield name, Role.ENTITY, entity.name


def _literals(parts: tuple[Part, ...], vocabulary: Vocabulary) -> Iterator[tuple[str, Role, str]]:
    for part in parts:
        for entity in part.record.entities:
            for attribute, fact in flat_facts(entity):
                kind = vocabulary.attributes[attribute].value
                if vocabulary.kinds[kind].value and not vocabulary.plays(kind, "date"):
                    short = (value for value in fact.value if 1 < len(value) <= _LONGEST_LITERAL)
                    yield from ((value, Role.LITERAL, value) for value in short)


def names_of(records: Iterable[KnowledgeRecord]) -> Mapping[str, str]:
    """Every name and unshared alias → the official name it stands for."""
    entities = [entity for record in records for entity in record.entities]
    aliases = {alias: entity.name for entity in entities for alias in entity.aliases}
    return {**aliases, **{entity.name: entity.name for entity in entities}}


def flat_facts(entity: EntityRecord) -> Iterator[tuple[str, FactRecord]]:
    """An entity's facts one by one, with their attribute."""
    for attribute, found in entity.facts.items():
        yield from ((attribute, f) for f in (found if isinstance(found, list) else [found]))


def _content_words(
    source: Source, parts: tuple[Part, ...], segmenter: Segmenter, normalizer: Normalizer
) -> Iterator[str]:
    """The words of the source and of the topics: what a mistyped word of a question may mean."""
    topics = [t for part in parts for s in part.record.statements for t in s.topic]
    text = normalizer_text(source.everything + "\n" + "\n".join(topics), normalizer)
    for word in segmenter(text):
        if len(word.text) > 1 and segmenter.known(word.text) and not word.text.isdigit():
            yield word.text


def normalizer_text(text: str, normalizer: Normalizer) -> str:
    """A long text normalised line by line (a question's length limit does not apply)."""
    return "\n".join(normalizer(line[i : i + 400]).text for line in text.splitlines()
                     for i in range(0, len(line), 400))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns records into facts, statements, faqs and passages."""

    source: Source
    vocabulary: Vocabulary
    normalizer: Normalizer
    lattice: Lattice
    entities: Mapping[str, Entity]
    names: Mapping[str, str]
    known: dict[str, Support] = field(default_factory=dict)

    def support(self, *texts: str) -> Support:
        """What texts say together; each is read only once."""
        lines = (line for text in texts for line in text.splitlines() if line)
        return Support.union(self.line(line) for line in dict.fromkeys(lines))

    def line(self, line: str) -> Support:
        if line not in self.known:
            plain = self.normalizer(line).text
            tokens = self.lattice(plain, fuzzy=False, literals=False)
            self.known[line] = Support.of(plain, tokens, self.source.published[:4])
        return self.known[line]

    def facts(self, parts: tuple[Part, ...]) -> Iterator[Fact]:
        for part in parts:
            for i, entity in enumerate(part.record.entities):
                for attribute, record in flat_facts(entity):
                    place = part.place(
                        f"{entity.name} › {attribute}", "entities", i, "facts", attribute
                    )
                    yield self.fact(entity.name, attribute, record, place)

    def fact(self, subject: str, attribute: str, record: FactRecord, place: Place) -> Fact:
        kind = self.vocabulary.attributes[attribute].value
        named = not self.vocabulary.kinds[kind].value
        values = tuple(
            Value(text, self.names.get(text, "") if named else "", self.support(text))
            for text in record.value
        )
        return Fact(
            subject=subject,
            attribute=attribute,
            values=values,
            quotes=record.quote,
            answer=record.answer or "",
            order=record.order or "",
            support=self.support(subject, *record.value, *record.quote, record.answer or ""),
            evidence=self.support(*record.quote),
            place=place,
        )

    def head_facts(self) -> Iterator[Fact]:
        """What the head of source.md says of the article, unless a file says it itself."""
        kind = self.vocabulary.kind_of_role("article")
        article = next(entity.name for entity in self.entities.values() if entity.kind == kind)
        place = Place(SOURCE_NAME, 1, 1, "")
        for attribute, spec in self.vocabulary.attributes.items():
            text = getattr(self.source, spec.head) if spec.head else ""
            if text:
                record = FactRecord(value=(text,), quote=(text,), answer=None, order=None)
                yield self.fact(article, attribute, record, place)

    def statements(self, parts: tuple[Part, ...]) -> Iterator[Statement]:
        records = (
            (record, part.place(f"statements[{i + 1}]", "statements", i))
            for part in parts
            for i, record in enumerate(part.record.statements)
        )
        yield from (self.statement(n, record, place) for n, (record, place) in enumerate(records))

    def statement(self, number: int, record: StatementRecord, place: Place) -> Statement:
        text = record.text or "……".join(record.quote)
        return Statement(
            number=number,
            speaker=self.names.get(record.speaker, record.speaker),
            occasion=self.names.get(record.occasion or "", ""),
            verb=record.verb or "",
            text=text,
            quotes=record.quote,
            verbatim=record.text is None,
            support=self.support(record.speaker, text, *record.quote, *record.topic,
                                 record.verb or ""),  # fmt: skip
            evidence=self.support(*record.quote),
            place=place,
        )

    def faqs(self, parts: tuple[Part, ...]) -> Iterator[Faq]:
        for part in parts:
            for i, faq in enumerate(part.record.faq):
                place = part.place(f"faq[{i + 1}]", "faq", i)
                support = self.support(*faq.ask, faq.answer, *faq.quote)
                evidence = self.support(*faq.quote)
                yield Faq(self.wordings(faq.ask), faq.answer, faq.quote, True, support, evidence,
                          place)  # fmt: skip
            for i, unknown in enumerate(part.record.unknown):
                place = part.place(f"unknown[{i + 1}]", "unknown", i)
                support = self.support(*unknown.ask, unknown.reply)
                yield Faq(self.wordings(unknown.ask), unknown.reply, (), False, support, Support(""),
                          place)  # fmt: skip

    def wordings(self, texts: tuple[str, ...]) -> tuple[Wording, ...]:
        plain = (self.normalizer(text).text for text in texts)
        return tuple(Wording.of(text, self.lattice(text, fuzzy=False)) for text in plain)

    def passages(self) -> Iterator[Passage]:
        for number, sentence in enumerate(self.source.sentences()):
            yield Passage(number, sentence, self.support(sentence))


def _version(source: Source, parts: tuple[Part, ...]) -> str:
    digest = hashlib.sha256(source.everything.encode())
    for part in parts:
        digest.update(part.record.model_dump_json().encode())
    return digest.hexdigest()[:12]
