"""What a question takes for granted of a person by the way it names them: 甲大学的乙, 乙校长.

A post or an organisation that stands right beside a person's name is checked against the person's
posts. The question is answered all the same, with the correction said first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.algebra import Values, evaluate, mentions_entity
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Value
from bot.model import Mention, Role, Token
from bot.understand.link import OF
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
        false = tuple(
            reading.tokens[i].text
            for i in places
            if not _holds(reading.tokens[i], posts, knowledge)
        )
        yield Premise(mention.entity, attribute, frozenset(places), false)


def _places(reading: Reading, at: int, knowledge: Knowledge) -> Iterator[int]:
    """The titles and organisations right before the name, and a title right after it."""
    tokens = reading.tokens
    if at + 1 < len(tokens) and _titles(tokens[at + 1]):
        yield at + 1
    for i in range(at - 1, -1, -1):
        if _titles(tokens[i]) or _employs(tokens[i], knowledge):
            yield i
        elif tokens[i].text != OF or i == at - 2:
            return


def _titles(token: Token) -> bool:
    return token.has(Role.TITLE) and not token.has(Role.ENTITY)


def _employs(token: Token, knowledge: Knowledge) -> bool:
    """Whether a token names an organisation, known or not."""
    kinds = (*token.refs(Role.FOREIGN), *map(knowledge.kind_of, token.refs(Role.ENTITY)))
    return any(not kind or knowledge.vocabulary.plays(kind, "organisation") for kind in kinds)


def _holds(token: Token, posts: tuple[Value, ...], knowledge: Knowledge) -> bool:
    if _titles(token):
        classes = knowledge.vocabulary.title_classes
        return any(
            classes.get(title, frozenset((title,))) & post.support.titles
            for title in token.refs(Role.TITLE)
            for post in posts
        )
    named = token.refs(Role.ENTITY)
    return any(mentions_entity(post, entity, knowledge) for entity in named for post in posts)
