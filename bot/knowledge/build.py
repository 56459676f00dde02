"""Records → `Knowledge`: the lexicon of all phrases, then every fact with what supports it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from bot.knowledge.index import Knowledge
from bot.knowledge.part import Part, flat_facts, names_of, vocabulary_of
from bot.knowledge.reader import Reader
from bot.knowledge.records import FactRecord, StatementRecord
from bot.knowledge.source import SOURCE_NAME, Source
from bot.knowledge.stock import Stock
from bot.knowledge.terms import Entity, Fact, Faq, Passage, Place, Statement, Support, Value
from bot.knowledge.vocabulary import Vocabulary
from bot.text.enumeration import goes_on
from bot.text.tokenize import Segmenter


def build(
    source: Source,
    parts: tuple[Part, ...],
    segmenter: Segmenter,
    before: Knowledge | None = None,
) -> Knowledge:
    """Build the whole knowledge; the records must be sound (see `check`).

    What did not change since `before` is taken from it; the outcome is the same without.
    """
    vocabulary = vocabulary_of(parts)
    entities = {entity.name: entity for entity in _entities(source, parts, vocabulary)}
    old = before.stock if before is not None else None
    stock = Stock.of(source, parts, vocabulary, entities, segmenter, old)
    names = names_of(part.record for part in parts)
    terms = _Terms(source, vocabulary, stock.reader, entities, names)
    return Knowledge(
        source=source,
        vocabulary=vocabulary,
        stock=stock,
        entities=MappingProxyType(entities),
        facts=(*terms.facts(parts), *terms.head_facts()),
        statements=tuple(terms.statements(parts)),
        faqs=tuple(terms.faqs(parts)),
        passages=tuple(terms.passages()),
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
class _Terms:
    """Turns records into facts, statements, faqs and passages."""

    source: Source
    vocabulary: Vocabulary
    reader: Reader
    entities: Mapping[str, Entity]
    names: Mapping[str, str]

    def facts(self, parts: tuple[Part, ...]) -> Iterator[Fact]:
        for part in parts:
            for i, entity in enumerate(part.record.entities):
                for attribute, record in flat_facts(entity):
                    place = part.place(
                        f"{entity.name} › {attribute}", "entities", i, "facts", attribute
                    )
                    yield self.fact(entity.name, attribute, record, place)

    def fact(self, subject: str, attribute: str, record: FactRecord, place: Place) -> Fact:
        spec = self.vocabulary.attributes[attribute]
        named = not self.vocabulary.kinds[spec.value].value
        values = tuple(
            Value(text, self.names.get(text, "") if named else "", self.reader.support(text))
            for text in record.value
        )
        return Fact(
            subject=subject,
            attribute=attribute,
            values=values,
            quotes=record.quote,
            answer=record.answer or "",
            order=record.order or "",
            open=spec.open or self.names_some(record.answer or "", values),
            support=self.reader.support(subject, *record.value, *record.quote, record.answer or ""),
            evidence=self.reader.support(*record.quote),
            place=place,
        )

    def names_some(self, answer: str, values: tuple[Value, ...]) -> bool:
        """Whether an answer says that there are others beside the values: 甲、乙等."""
        own = (self.entities[value.entity].names for value in values if value.entity)
        names = (*(value.text for value in values), *chain.from_iterable(own))
        return goes_on(answer, names, len(values))

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
            support=self.reader.support(record.speaker, text, *record.quote, *record.topic,
                                 record.verb or ""),  # fmt: skip
            evidence=self.reader.support(*record.quote),
            place=place,
        )

    def faqs(self, parts: tuple[Part, ...]) -> Iterator[Faq]:
        for part in parts:
            for i, faq in enumerate(part.record.faq):
                place = part.place(f"faq[{i + 1}]", "faq", i)
                support = self.reader.support(*faq.ask, faq.answer, *faq.quote)
                evidence = self.reader.support(*faq.quote)
                yield Faq(self.reader.wordings(faq.ask), faq.answer, faq.quote, True, support, evidence,
                          place)  # fmt: skip
            for i, unknown in enumerate(part.record.unknown):
                place = part.place(f"unknown[{i + 1}]", "unknown", i)
                support = self.reader.support(*unknown.ask, unknown.reply)
                yield Faq(self.reader.wordings(unknown.ask), unknown.reply, (), False, support, Support(""),
                          place)  # fmt: skip

    def passages(self) -> Iterator[Passage]:
        for number, sentence in enumerate(self.source.sentences()):
            yield Passage(number, sentence, self.reader.support(sentence))


def _version(source: Source, parts: tuple[Part, ...]) -> str:
    digest = hashlib.sha256(source.everything.encode())
    for part in parts:
        digest.update(part.record.model_dump_json().encode())
    return digest.hexdigest()[:12]
