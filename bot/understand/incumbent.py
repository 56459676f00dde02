"""A person told otherwise than by name: 甲大学的宣传部部长, 姓张的那位."""

from bot.knowledge.algebra import Values, evaluate, mentions_entity
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Value
from bot.model import Role, Sense, Senses, Token
from bot.understand.link import OF

_METHOD, _SCORE = "post", 0.95
_SURNAME = "surname"
_CLOSED = (Role.MARK, Role.ASK, Role.OPERATOR, Role.NUMBER, Role.ORDINAL, Role.DATE)

_Post = tuple[str, Value]  # who holds it, and the post


def named_by_post(tokens: tuple[Token, ...], knowledge: Knowledge) -> tuple[Token, ...]:
    """The tokens with the one holder of a post in place of the post; () where none is told so.

    Nothing is put in where a person is named: the post is then said of that person.
    """
    people = (name for token in tokens for name in token.refs(Role.ENTITY))
    if any(knowledge.plays(name, "person") for name in people):
        return ()
    for end, token in enumerate(tokens):
        titled = token.has(Role.TITLE) and not token.has(Role.ENTITY)
        if titled and not _asked_for(tokens[end + 1 :]):
            start, posts = _narrowed(tokens, end, knowledge)
            holders = {name for name, _ in posts}
            if len(holders) == 1:
                return (*tokens[:start], _named(holders.pop(), tokens[start : end + 1]),
                        *tokens[end + 1 :])  # fmt: skip
    return ()


def named_by_surname(
    tokens: tuple[Token, ...], spoken_of: tuple[str, ...], knowledge: Knowledge
) -> tuple[Token, ...]:
    """The tokens with a person in place of a surname (姓张的): the only one who has it, of those
    spoken of before or of all. Where people are counted, a surname stands for none."""
    counted = any(token.has(Role.ASK, "how_many") for token in tokens)
    for at, token in enumerate(tokens[:-1]):
        if token.has(Role.OPERATOR, _SURNAME) and not counted:
            alike = (n for n in knowledge.entities if n.startswith(tokens[at + 1].text))
            named = [name for name in alike if knowledge.plays(name, "person")]
            near = [name for name in named if name in spoken_of] or named
            if len(near) == 1:
                end = at + 2 + (tokens[at + 2 : at + 3] != () and tokens[at + 2].text == OF)
                return (*tokens[:at], _named(near[0], tokens[at:end]), *tokens[end:])
    return tokens


def _asked_for(following: tuple[Token, ...]) -> bool:
    """某部长是谁, 某部长叫什么: it is the holder who is asked for."""
    first = next((token for token in following if token.weight > 0 or token.has(Role.ASK)), None)
    return first is not None and (first.has(Role.ASK, "who") or first.has(Role.ASK, "name"))


def _narrowed(tokens: tuple[Token, ...], end: int, knowledge: Knowledge) -> tuple[int, list[_Post]]:
    """Where the description of a post begins, and the posts that fit all of it."""
    posts = _held(tokens[end], knowledge)
    start = end
    for i in range(end - 1, -1, -1):
        token = tokens[i]
        if token.has_any(_CLOSED):
            break
        if token.weight == 0:
            continue
        fitting = [post for post in posts if _fits(post[1], token, knowledge)]
        if not fitting:
            known = any(knowledge.plays(e, "organisation") for e in token.refs(Role.ENTITY))
            return (start, []) if known else (start, posts)
        start, posts = i, fitting
    return start, posts


def _held(title: Token, knowledge: Knowledge) -> list[_Post]:
    """Everybody's posts of this title."""
    classes = knowledge.vocabulary.title_classes
    wanted = {t for ref in title.refs(Role.TITLE) for t in classes.get(ref, (ref,))}
    return [
        (fact.subject, value)
        for attribute in knowledge.titled
        for fact in knowledge.by_attribute.get(attribute, ())
        for value in evaluate(Values(fact.subject, attribute), knowledge).items
        if wanted & value.support.titles
    ]


def _fits(post: Value, token: Token, knowledge: Knowledge) -> bool:
    named = token.refs(Role.ENTITY)
    return any(mentions_entity(post, name, knowledge) for name in named) or (
        not named and token.phrase in post.support.text
    )


def _named(person: str, said: tuple[Token, ...]) -> Token:
    text = "".join(token.text for token in said)
    senses = Senses((Sense(Role.ENTITY, person),))
    return Token(said[0].start, said[-1].end, text, text, senses, _SCORE, _METHOD, 1.0)
