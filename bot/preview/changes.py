"""Which entries differ between two versions of a knowledge, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Entity, Fact, Faq
from bot.knowledge.vocabulary import Vocabulary

_LIST, _STEP = "、", " › "
Key = tuple[str, str]  # section and name
Fields = Mapping[str, str]  # field, as the YAML calls it → what it says


class Sort(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs; `fields` holds (field, before, after) for each that does."""

    sort: Sort
    section: str
    name: str
    fields: tuple[tuple[str, str, str], ...]


def changes(old: Knowledge, new: Knowledge) -> tuple[Change, ...]:
    """Every entry that was added, changed or removed."""
    before, after = dict(_entries(old)), dict(_entries(new))
    keys = dict.fromkeys((*before, *after))
    return tuple(_change(key, before, after) for key in keys if before.get(key) != after.get(key))


def _change(key: Key, before: Mapping[Key, Fields], after: Mapping[Key, Fields]) -> Change:
    old, new = before.get(key, {}), after.get(key, {})
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    fields = tuple((name, old.get(name, ""), new.get(name, "")) for name in names)
    sort = Sort.ADDED if key not in before else Sort.CHANGED if key in after else Sort.REMOVED
    return Change(sort, *key, fields)


def _entries(knowledge: Knowledge) -> Iterator[tuple[Key, Fields]]:
    source = knowledge.source
    head = {"title": source.title, "published": source.published, "views": source.views}
    yield ("source", source.title), {**head, "text": source.text}
    for entity in knowledge.entities.values():
        yield ("entities", entity.name), _entity(entity)
    for (subject, attribute), facts in knowledge.by_fact_key.items():
        for number, fact in enumerate(facts, 1):
            name = _STEP.join((subject, attribute, *((str(number),) if number > 1 else ())))
            yield ("facts", name), _fact(fact)
    for statement in knowledge.statements:
        name = _STEP.join(filter(None, (statement.speaker, statement.occasion, statement.text)))
        fields = {"verb": statement.verb, "quote": "\n".join(statement.quotes)}
        yield ("statements", name), fields
    for faq in knowledge.faqs:
        yield ("faq" if faq.known else "unknown", faq.wordings[0].text), _faq(faq)
    for test, _ in knowledge.tests:
        yield ("tests", test.ask), {"test": test.model_dump_json()}
    yield from _vocabulary(knowledge.vocabulary)


def _entity(entity: Entity) -> Fields:
    return {
        "kind": entity.kind,
        "short": entity.short,
        "aliases": _LIST.join(entity.names[1:]),
        "shared_aliases": _LIST.join(entity.shared_names),
        "part_of": entity.part_of,
        "main": "true" if entity.main else "",
    }


def _fact(fact: Fact) -> Fields:
    return {
        "value": _LIST.join(value.text for value in fact.values),
        "answer": fact.answer,
        "order": fact.order,
        "quote": "\n".join(fact.quotes),
    }


def _faq(faq: Faq) -> Fields:
    return {
        "ask": _LIST.join(wording.text for wording in faq.wordings),
        "answer" if faq.known else "reply": faq.answer,
        "quote": "\n".join(faq.quotes),
    }


def _vocabulary(vocabulary: Vocabulary) -> Iterator[tuple[Key, Fields]]:
    for name, attribute in vocabulary.attributes.items():
        yield ("attributes", name), {"attribute": attribute.model_dump_json()}
    for name, kind in vocabulary.kinds.items():
        yield ("kinds", name), {"kind": kind.model_dump_json()}
    for name, text in vocabulary.replies.items():
        yield ("replies", name), {"reply": text}
    for words in vocabulary.synonyms:
        yield ("synonyms", " ".join(words)), {}
    for word in vocabulary.words:
        yield ("words", word), {}
