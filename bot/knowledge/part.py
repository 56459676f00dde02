"""One knowledge file in records, and what can be told from records alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.document import Document
from bot.knowledge.records import EntityRecord, FactRecord, KnowledgeRecord
from bot.knowledge.terms import Place
from bot.knowledge.vocabulary import Vocabulary, general_vocabulary


@dataclass(frozen=True, slots=True)
class Part:
    """One file's records, with the document that knows their places."""

    record: KnowledgeRecord
    document: Document

    def place(self, trail: str, *path: str | int) -> Place:
        """Where the value at `path` stands."""
        line, column = self.document.place(path)
        return Place(self.document.name, line, column, trail)


def names_of(records: Iterable[KnowledgeRecord]) -> Mapping[str, str]:
    """Every name and unshared alias → the official name it stands for."""
    entities = [entity for record in records for entity in record.entities]
    aliases = {alias: entity.name for entity in entities for alias in entity.aliases}
    return {**aliases, **{entity.name: entity.name for entity in entities}}


def flat_facts(entity: EntityRecord) -> Iterator[tuple[str, FactRecord]]:
    """An entity's facts one by one, with their attribute."""
    for attribute, found in entity.facts.items():
        yield from ((attribute, f) for f in (found if isinstance(found, list) else [found]))


def vocabulary_of(parts: tuple[Part, ...]) -> Vocabulary:
    """The general vocabulary with what the files add to it."""
    general = general_vocabulary()
    own = [part.record.vocabulary for part in parts]
    return general.extended(
        kinds=(v.kinds for v in own),
        attributes=(v.attributes for v in own),
        synonyms=tuple(tuple(line.split()) for v in own for line in v.synonyms),
        words=tuple(word for v in own for word in v.words),
        replies={name: text for part in parts for name, text in part.record.replies.items()},
    )
