"""Records → `Knowledge`: the lexicon of all phrases, then every fact with what supports it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bot.knowledge.document import Document
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Entity, Fact, Faq, Passage, Place, Statement, Support, Value, Wording
from bot.knowledge.records import EntityRecord, FactRecord, KnowledgeRecord, StatementRecord
from bot.knowledge.part import Part, flat_facts, names_of, vocabulary_of
from bot.knowledge.senses import senses_of
from bot.knowledge.source import SOURCE_NAME, Source
from bot.knowledge.vocabulary import Vocabulary, general_vocabulary
from bot.model import Role, Sense
from bot.text.lattice import Lattice
from bot.text.numbers import figures
from bot.text.lexicon import Lexicon
from bot.text.normalize import Normalizer
from bot.text.pinyin import Sounds
from bot.text.tokenize import Segmenter



def build(source: Source, parts: tuple[Part, ...], segmenter: Segmenter) -> Knowledge:
    """Build the whole knowledge; the records must be sound (see `check`)."""
    vocabulary = vocabulary_of(parts)
    normalizer = Normalizer(vocabulary.rewrites)
    entities = {entity.name: entity for entity in _entities(source, parts, vocabulary)}
    senses = senses_of(source, parts, vocabulary, entities, normalizer, segmenter)
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
        accepted=tuple(
            (accept, part.place(f"accept[{i + 1}]", "accept", i))
            for part in parts
            for i, accept in enumerate(part.record.accept)
        ),
        version=_version(source, parts),
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
            said = Support.of(plain, tokens, self.source.published[:4])
            self.known[line] = replace(
                said,
                concepts=said.concepts | frozenset(self._concepts_inside(plain)),
                figures=said.figures | frozenset(_dates_inside(plain)),
            )
        return self.known[line]

    def _concepts_inside(self, plain: str) -> Iterator[str]:
        """What phrases inside longer ones mean too: 责任 in 社会责任."""
        for match in self.lattice.lexicon.exact(plain):
            if match.end - match.start > 1:
                yield from self.lattice.lexicon.senses(match.phrase).refs(Role.CONCEPT)

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


def _dates_inside(plain: str) -> Iterator[str]:
    """The years of a text, those inside names too: 某年度某榜."""
    for figure in figures(plain):
        if figure.kind == "date" and not figure.value.startswith("?"):
            yield figure.value


def _version(source: Source, parts: tuple[Part, ...]) -> str:
    digest = hashlib.sha256(source.everything.encode())
    for part in parts:
        digest.update(part.record.model_dump_json().encode())
    return digest.hexdigest()[:12]
