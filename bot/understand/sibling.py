"""The other of a kind, told by a word that tells their names apart: 女子呢 after 男子某项."""

from difflib import SequenceMatcher

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Entity
from bot.model import Role, Token

_LEAST_ALIKE = 0.2  # two names, from 0 to 1; below it a word in common tells nothing
_PLAIN = frozenset((Role.CONCEPT, Role.WORD, Role.FILLER, Role.KIND))


def sibling(word: Token, named: Token, knowledge: Knowledge) -> str:
    """What is of the same kind as the one thing named, whose name holds the word and is otherwise
    most like the name of that one; empty where there is none, or where several are as alike."""
    names = named.refs(Role.ENTITY)
    if len(names) != 1 or not word.senses.roles <= _PLAIN or word.text in named.text:
        return ""
    before = knowledge.entities[names[0]]
    alike = {
        other.name: _likeness(word.text, named.text, other)
        for other in knowledge.entities.values()
        if other.name != before.name and _of_one_kind(before, other, knowledge)
    }
    best = max(alike.values(), default=0.0)
    found = [name for name, degree in alike.items() if degree == best]
    return found[0] if len(found) == 1 and best >= _LEAST_ALIKE else ""


def _of_one_kind(one: Entity, other: Entity, knowledge: Knowledge) -> bool:
    is_kind = knowledge.is_kind
    return is_kind(one.name, (other.kind,)) or is_kind(other.name, (one.kind,))


def _likeness(word: str, text: str, other: Entity) -> float:
    """How much the names of something that hold the word are like the text."""
    holding = (name for name in (*other.names, *other.shared_names) if word in name)
    return max((SequenceMatcher(None, text, name).ratio() for name in holding), default=0.0)
