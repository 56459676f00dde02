"""Attributes that a question asks for by name and that the source does not state."""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Support
from bot.model import Mention, Role
from bot.understand.interpretation import Absent, Interpretation
from bot.understand.read import Reading
from bot.understand.sought import Sought

_ANYWHERE, _OF_SUBJECT = 0.8, 0.72


def absences(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every attribute named in the question that no fact states (of what the question names).

    Where somebody is asked for, a verb names it as well: 甲大学派谁来.
    """
    for one in sought:
        asking = knowledge.vocabulary.attributes[one.attribute].ask
        if one.named or (one.tokens and reading.asks & {"who", "name", *asking}):
            yield from _absent(reading, one, knowledge)


def _alone(reading: Reading, known: tuple[str, ...], knowledge: Knowledge) -> list[Mention]:
    """The one thing that is named, unless it has to do with what the attribute is known of."""
    others = [m for m in reading.mentions if not any(
        m.entity in knowledge.related.get(name, ()) or name in knowledge.related.get(m.entity, ())
        for name in known)]  # fmt: skip
    return others if len(others) == len(reading.mentions) == 1 else []


def _absent(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    spec = knowledge.vocabulary.attributes[sought.attribute]
    known = knowledge.stated[sought.attribute]
    named = [m for m in reading.mentions if knowledge.is_kind(m.entity, spec.of)]
    named = named or _alone(reading, known, knowledge)
    tokens = frozenset(m.token for m in named)
    if known and (not named or any(m.entity in known for m in named)):
        return
    kinds = frozenset(reading.given_kinds) | frozenset(reading.tokens_with(Role.GROUP))
    yield Interpretation(
        intent=sought.attribute,
        meaning=Absent(sought.attribute, named[0].entity if named else "", sought.attribute),
        used=sought.tokens | tokens | kinds,
        fit=_OF_SUBJECT if known else _ANYWHERE,
        support=Support(""),
        notes=(f"{sought.attribute} ∅",),
    )
