"""What a question takes for granted of a person by the way it names them: 甲大学的乙, 乙校长.

A post or an organisation that stands right beside a person's name is checked against the person's
posts. The question is answered all the same, with the correction said first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.algebra import Values, evaluate, is_post, mentions_entity
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Value
from bot.model import Mention, Role, Token
from bot.understand.read import Reading


@dataclass(frozen=True, slots=True)
class Premise:
    """What stands beside a person's name, and the words of it that are not so."""

    person: str
    attribute: str
    tokens: frozenset[int]
    false: tuple[str, ...]


def premises(reading: Reading, knowledge: Knowledge) -> tuple[Premise, ...]:
    """The posts and organisations that the question gives to the people it names."""
    return tuple(
        premise
        for attribute in knowledge.titled
        for mention in reading.mentions
        for premise in _beside(reading, mention, attribute, knowledge)
    )


def _beside(
    reading: Reading, mention: Mention, attribute: str, knowledge: Knowledge
) -> Iterator[Premise]:
    posts = evaluate(Values(mention.entity, attribute), knowledge).items
    places = tuple(_places(reading, mention.token, knowledge)) if posts else ()
    if places:
        wrong = (_wrong(reading, i, posts, knowledge) for i in places)
        false = tuple(words for words in wrong if words)
        yield Premise(mention.entity, attribute, frozenset(places), false)


def _places(reading: Reading, at: int, knowledge: Knowledge) -> Iterator[int]:
    """The titles and organisations right before the name, a title right after it, and both after
    words that point back to the name (甲这位……) or give somebody a post (作为, 以……身份)."""
    tokens = reading.tokens
    yield from _apposed(reading, at, knowledge)
    yield from _in_capacity(reading, at, knowledge)
    for i in range(at - 1, -1, -1):
        if _titles(tokens[i]) or _employs(tokens[i], knowledge):
            yield i
        elif tokens[i].weight > 0 or tokens[i].has(Role.MARK) or tokens[i].has(Role.OPERATOR):
            return


def _apposed(reading: Reading, at: int, knowledge: Knowledge) -> Iterator[int]:
    """甲部长; 甲这位乙单位的部长."""
    after = at + 1
    if after < len(reading.tokens) and _titles(reading.tokens[after]):
        yield after
    elif after < len(reading.tokens) and reading.tokens[after].has(Role.PRONOUN):
        for i in range(after + 1, len(reading.tokens)):
            token = reading.tokens[i]
            if _titles(token) or _employs(token, knowledge):
                yield i
            elif token.weight > 0 or token.has(Role.MARK):
                return


def _in_capacity(reading: Reading, at: int, knowledge: Knowledge) -> Iterator[int]:
    """甲作为乙单位的部长: what follows such a word in the clause of the only person named."""
    people = {m.token for m in reading.mentions if knowledge.plays(m.entity, "person")}
    markers = [i for i in reading.operators.get("as_role", ()) if i > at]
    if people != {at} or not markers or reading.clause_between(at, markers[0]):
        return
    for i in range(markers[0] + 1, len(reading.tokens)):
        token = reading.tokens[i]
        if token.has(Role.MARK):
            return
        if _titles(token) or _employs(token, knowledge):
            yield i


def _titles(token: Token) -> bool:
    return token.has(Role.TITLE) and not token.has(Role.ENTITY)


def _employs(token: Token, knowledge: Knowledge) -> bool:
    """Whether a token names an organisation, known or not."""
    kinds = (*token.refs(Role.FOREIGN), *map(knowledge.kind_of, token.refs(Role.ENTITY)))
    return any(not kind or knowledge.vocabulary.plays(kind, "organisation") for kind in kinds)


def _wrong(reading: Reading, i: int, posts: tuple[Value, ...], knowledge: Knowledge) -> str:
    """The words for a post or an organisation that the person does not have; empty where so.

    A title right after one of the person's organisations is of that one.
    """
    token = reading.tokens[i]
    if not _titles(token):
        named = token.refs(Role.ENTITY)
        there = any(mentions_entity(post, name, knowledge) for name in named for post in posts)
        return "" if there else token.text
    titles = token.refs(Role.TITLE)
    if not any(is_post(post, titles, (), knowledge) for post in posts):
        return token.text
    at = reading.noun_before(i)
    owners = reading.tokens[at].refs(Role.ENTITY) if at is not None else ()
    own = tuple(o for o in owners for post in posts if mentions_entity(post, o, knowledge))
    held = any(is_post(post, titles, own, knowledge) for post in posts)
    return "" if held or at is None else reading.tokens[at].text + token.text
