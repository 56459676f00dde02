"""The statements that a question may be about: of the occasion and the manner it names."""

from collections.abc import Iterable, Mapping

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Statement
from bot.model import Role, Token
from bot.understand.read import Reading

Occasions = Mapping[int, frozenset[str]]  # token → the occasions that it names


def pool(
    statements: list[Statement], occasions: Occasions, reading: Reading, knowledge: Knowledge
) -> list[Statement]:
    """Those of the named occasions and, where the question says so, urged rather than told."""
    on = _on_occasion(statements, occasions)
    return _urged(on, reading, knowledge) or on


def _urged(statements: list[Statement], reading: Reading, knowledge: Knowledge) -> list[Statement]:
    """呼吁了什么, 有哪些倡议: the statements that were uttered so."""
    asked = frozenset(
        concept
        for i in reading.operators.get("urge", ())
        for concept in reading.tokens[i].refs(Role.CONCEPT)
    )
    return (
        [
            s
            for s in statements
            if any(asked.intersection(t.refs(Role.CONCEPT)) for t in knowledge.tokens(s.verb))
        ]
        if asked
        else []
    )


def occasions_of(reading: Reading, knowledge: Knowledge) -> Occasions:
    """The tokens that name an occasion, or a word or role of it → the occasions."""
    known = knowledge.occasions
    found: dict[int, frozenset[str]] = {}
    for i in reading.content:
        token = reading.tokens[i]
        named = frozenset(token.refs(Role.ENTITY)) & known.keys()
        if not named and len(token.phrase) > 1 and not token.has(Role.ENTITY):
            named = frozenset(
                o
                for o, wording in known.items()
                if token.phrase in wording and _may_mean(token, o, knowledge)
            )
            named = named or _by_role(token, known, reading, knowledge)
        if named:
            found[i] = named
    return found


def _may_mean(token: Token, occasion: str, knowledge: Knowledge) -> bool:
    """Whether a word inside an occasion's name can stand for it: a kind only where it is of it."""
    kinds = token.refs(Role.KIND)
    return not kinds or any(knowledge.is_kind(occasion, (kind,)) for kind in kinds)


def _by_role(
    token: Token, occasions: Iterable[str], reading: Reading, knowledge: Knowledge
) -> frozenset[str]:
    """致辞: the occasions on which somebody named in the question had that role."""
    people = set(reading.mentioned)
    return frozenset(
        occasion
        for attribute in token.refs(Role.ATTRIBUTE)
        for occasion in occasions
        for fact in knowledge.facts_about(occasion, attribute)
        if any(value.entity in people for value in fact.values)
    )


def _on_occasion(pool: list[Statement], occasions: Occasions) -> list[Statement]:
    """Only those of the occasions that the question names, if it names any."""
    named = frozenset().union(*occasions.values())
    on = [s for s in pool if s.occasion in named] if named else []
    return on or pool
