"""A question read anew without the words for attributes that cannot be meant: 甲桥多少钱建的 asks
for no budget, which only events have, but for the amount that bridges have."""

from collections.abc import Iterator
from dataclasses import replace

from bot.knowledge.index import Knowledge
from bot.model import Role, Senses, Token


def reread(tokens: tuple[Token, ...], knowledge: Knowledge) -> tuple[Token, ...]:
    """The tokens, where a word for nothing but attributes that no fact states, and that nothing
    named can have, means what else it means, or else what its parts mean."""
    kinds = tuple(_kinds(tokens, knowledge))
    read: list[Token] = []
    for token in tokens:
        attributes = token.refs(Role.ATTRIBUTE)
        apply = not kinds or any(_applies(one, kinds, knowledge) for one in attributes)
        read += (token,) if apply or not attributes else _otherwise(token, knowledge)
    return tuple(read)


def _kinds(tokens: tuple[Token, ...], knowledge: Knowledge) -> Iterator[str]:
    """The kinds of what is named, or else of the main thing."""
    named = [name for token in tokens for name in token.refs(Role.ENTITY)]
    kinds = [kind for token in tokens for kind in token.refs(Role.KIND)]
    main = [knowledge.main] if knowledge.main and not named and not kinds else []
    yield from (*kinds, *map(knowledge.kind_of, (*named, *main)))


def _applies(attribute: str, kinds: tuple[str, ...], knowledge: Knowledge) -> bool:
    spec = knowledge.vocabulary.attributes[attribute]
    stated = attribute in knowledge.by_attribute or spec.gathers
    return stated or any(knowledge.vocabulary.fits(kind, spec.of) for kind in kinds)


def _otherwise(token: Token, knowledge: Knowledge) -> Iterator[Token]:
    rest = Senses(sense for sense in token.senses if sense.role is not Role.ATTRIBUTE)
    if rest.roles:
        yield replace(token, senses=rest)
        return
    for part in knowledge.lattice(token.text, without=token.phrase):
        yield replace(part, start=token.start + part.start, end=token.start + part.end)
