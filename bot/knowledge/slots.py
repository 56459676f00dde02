"""Braces in texts: only sentences that the engine fills may hold them, and only slots it knows.

Anything else in braces is either a slip of the pen, which an asker would get to read, or text that
the filling of another sentence would take for a slot of its own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.errors import Problem, problem
from bot.knowledge.part import Part
from bot.knowledge.records import EntityRecord
from bot.knowledge.vocabulary import Attribute, general_vocabulary

_BRACES = re.compile(r"\{([^{}]*)\}")
_SENTENCE = frozenset(("subject", "values", "count", "counter", "kind", "speaker", "jointly"))
_INVERSE = frozenset(("value", "subjects"))
_QUESTION = frozenset(("subject", "kind"))
_NONE: frozenset[str] = frozenset()


class _Written(NamedTuple):
    """A text, the path to it, and the slots that may stand in it."""

    text: str
    path: tuple[str | int, ...]
    slots: frozenset[str] = _NONE


def check_slots(parts: tuple[Part, ...]) -> Iterator[Problem]:
    """Every slot that is not filled where it stands."""
    for part in parts:
        for written in _texts(part):
            for slot in _BRACES.findall(written.text):
                if slot not in written.slots:
                    line, column = part.document.place(written.path)
                    trail = " › ".join(str(step) for step in written.path)
                    yield problem("RW214", part.document.name, line, column, trail, slot=slot)


def _texts(part: Part) -> Iterator[_Written]:
    record = part.record
    for i, entity in enumerate(record.entities):
        yield from _of_entity(entity, ("entities", i))
    for i, faq in enumerate(record.faq):
        yield _Written(faq.answer, ("faq", i, "answer"))
    for i, unknown in enumerate(record.unknown):
        yield _Written(unknown.reply, ("unknown", i, "reply"))
    for i, statement in enumerate(record.statements):
        yield _Written(statement.text or "", ("statements", i, "text"))
    for name, attribute in record.vocabulary.attributes.items():
        yield from _of_attribute(attribute, ("vocabulary", "attributes", name))
    defaults = general_vocabulary().replies
    for name, text in record.replies.items():
        allowed = frozenset(_BRACES.findall(defaults.get(name, "")))
        yield _Written(text, ("replies", name), allowed)


def _of_entity(entity: EntityRecord, path: tuple[str | int, ...]) -> Iterator[_Written]:
    yield _Written(entity.name, (*path, "name"))
    yield _Written(entity.short or "", (*path, "short"))
    for field in ("aliases", "shared_aliases"):
        for i, alias in enumerate(getattr(entity, field)):
            yield _Written(alias, (*path, field, i))
    for attribute, facts in entity.facts.items():
        for fact in facts if isinstance(facts, list) else [facts]:
            for text in (*fact.value, fact.answer or "", fact.order or ""):
                yield _Written(text, (*path, "facts", attribute))


def _of_attribute(attribute: Attribute, path: tuple[str | int, ...]) -> Iterator[_Written]:
    yield _Written(attribute.sentence, (*path, "sentence"), _SENTENCE)
    yield _Written(attribute.inverse, (*path, "inverse"), _INVERSE)
    yield _Written(attribute.question, (*path, "question"), _QUESTION)
