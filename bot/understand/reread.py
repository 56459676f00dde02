"""A question read anew without the words for attributes that cannot be meant: 甲桥多少钱建的 asks
for no budget, which only events have, but for the amount that bridges have."""

from collections.abc import Iterator
from dataclasses import replace

from bot.knowledge.index import Knowledge
from bot.model import Role, Senses, Token


def reread(tokens: tuple[Token, ...], knowledge: Knowledge) -> tuple[Token, ...]:
    """The tokens, where a word for nothing but attributes that no fact states, and that nothing
    named can have, means what else it means, or else what its parts mean."""
    named = [name for token in tokens for name in token.refs(Role.ENTITY)]
    named = named or ([knowledge.main] if knowledge.main else [])
    read: list[Token] = []
    for token in tokens:
        attributes = token.refs(Role.ATTRIBUTE)
        apply = not named or any(_applies(one, named, knowledge) for one in attributes)
        read += (token,) if apply or not attributes else _otherwise(token, knowledge)
    return tuple(read)


def _applies(attribute: str, named: list[str], knowledge: Knowledge) -> bool:
    spec = knowledge.vocabulary.attributes[attribute]
    stated = attribute in knowledge.by_attribute or spec.gathers
    return stated or any(knowledge.is_kind(name, spec.of) for name in named)


def _otherwise(token: Token, knowledge: Knowledge) -> Iterator[Token]:
    rest = Senses(sense for sense in token.senses if sense.role is not Role.ATTRIBUTE)
    if rest.roles:
        yield replace(token, senses=rest)
        return
    for part in knowledge.lattice(token.text, without=token.phrase):
        yield replace(part, start=token.start + part.start, end=token.start + part.end)
