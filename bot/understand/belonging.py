"""Whose organisation, whose post: 他们单位, 甲所在的学校, 跟甲一个部门的, 担任这个职务的; and
which place in a list: 同一名次.

The words stand for what the posts of a person say. Where those say none, they stand for an
organisation that the knowledge does not hold, so that nothing is answered about another one.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.knowledge.algebra import Values, evaluate
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Value
from bot.model import Role, Sense, Senses, Token
from bot.session import Session, Turn
from bot.understand.antecedent import borrowed, mention
from bot.understand.link import OF

Tokens = tuple[Token, ...]
_THEIRS, _SHARED, _BESIDES, _SAME = "theirs", "shared", "besides", "same"
_SAME_PLACE = "same_place"
_BY_POST = "post"  # the method of what the posts of a person tell
_LITTLE = 0.3  # weight below which a verb (在) may stand between
_APART = Senses((Sense(Role.OPERATOR, "outside"),))


def settled(tokens: Tokens, session: Session, knowledge: Knowledge) -> Tokens:
    """The question with the organisations and posts that it tells by a person put in place."""
    tokens = _as_another(_with_organisation(tokens, knowledge), knowledge)
    return _with_place(_with_post(tokens, session, knowledge), session, knowledge)


def _with_organisation(tokens: Tokens, knowledge: Knowledge) -> Tokens:
    """甲他们学校: that school; where others of it are asked for, without the person."""
    for at, token in enumerate(tokens):
        people = [name for name in token.refs(Role.ENTITY) if knowledge.plays(name, "person")]
        end = _organisation_after(at, tokens, knowledge) if len(people) == 1 else at
        if end > at:
            named = _organisation(people[0], tokens[end], knowledge)
            apart: Tokens = ()
            others = any(t.has(Role.OPERATOR, n) for t in tokens for n in (_SHARED, _BESIDES))
            if others and named.has(Role.ENTITY):
                apart = (mention(people[0], knowledge), replace(token, senses=_APART, weight=0.0))
            return (*apart, *tokens[:at], named, *tokens[end + 1 :])
    return tokens


def _organisation_after(at: int, tokens: Tokens, knowledge: Knowledge) -> int:
    """Where the word for an organisation stands that belongs to the person at a place; else `at`.

    Only words that say so may stand between: 他们, 所在, 同一个.
    """
    owned = tokens[at].text in knowledge.vocabulary.operators[_THEIRS]
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        marks = token.has(Role.OPERATOR, _THEIRS) or token.has(Role.OPERATOR, _SHARED)
        named = (knowledge.vocabulary.plays(kind, "organisation") for kind in _kinds(token))
        if not marks and any(named):
            return i if owned else at
        verb = token.has(Role.VERB) and token.weight < _LITTLE
        if not (marks or verb or token.text == OF):
            return at
        owned = owned or marks
    return at


def _kinds(token: Token) -> tuple[str, ...]:
    """The kinds that a word stands for: 学校, 那所学校."""
    return (*token.refs(Role.KIND), *token.refs(Role.PRONOUN))


def _organisation(person: str, word: Token, knowledge: Knowledge) -> Token:
    """The organisation of a kind in which somebody has a post; an unknown one where none is told.

    A word for any organisation (单位) means the outermost one, a word for some kind the nearest.
    """
    told = [name for post in _posts(person, knowledge) for name in post.support.entities]
    around = dict.fromkeys(whole for name in told for whole in (name, *knowledge.whole_of(name)))
    kind = max(_kinds(word), key=lambda k: bool(knowledge.vocabulary.kinds[k].parent))
    fitting = [name for name in around if knowledge.is_kind(name, (kind,))]
    within = {name: set(knowledge.whole_of(name)) for name in fitting}
    if knowledge.vocabulary.kinds[kind].parent:
        fitting = [n for n in fitting if not any(n in wholes for wholes in within.values())]
    else:
        fitting = [n for n in fitting if not within[n].intersection(fitting)]
    if len(fitting) == 1:
        found = mention(fitting[0], knowledge)
        return replace(found, start=word.start, end=word.end, method=_BY_POST)
    name = knowledge.short(person) + word.text
    return replace(word, phrase=name, senses=Senses((Sense(Role.FOREIGN, kind),)), weight=1.0)


def _with_post(tokens: Tokens, session: Session, knowledge: Knowledge) -> Tokens:
    """这个职务: the words of the only post that the turn before told, its organisation apart."""
    last = session.last()
    listed = last.listed if last is not None else None
    if listed is None or listed.attribute not in knowledge.titled:
        return tokens
    posts = evaluate(listed.query, knowledge).items
    if len(posts) != 1 or posts[0].entity:
        return tokens
    words = _words_of(posts[0], knowledge)
    return tuple(
        word
        for token in tokens
        for word in (words if token.has(Role.OPERATOR, "same_post") else (token,))
    )


def _words_of(post: Value, knowledge: Knowledge) -> Tokens:
    """The words of a post without its organisation."""
    return tuple(
        borrowed(token)
        for token in knowledge.tokens(post.text)
        if not token.has(Role.ENTITY) and not token.has(Role.MARK)
    )


def _as_another(tokens: Tokens, knowledge: Knowledge) -> Tokens:
    """还有谁跟甲职务相同: that post, and who has it beside the one who is named."""
    alike = [t for t in tokens if t.has(Role.OPERATOR, _SAME)]
    if not alike:
        return tokens
    people = [t for t in tokens if any(knowledge.plays(n, "person") for n in t.refs(Role.ENTITY))]
    asked = any(t.has(Role.ASK, "who") or t.has(Role.ASK, "which") for t in tokens)
    if len(people) != 1 or not asked:
        return tokens
    posts = tuple(_posts(people[0].refs(Role.ENTITY)[0], knowledge))
    named = [t for t in tokens if any(t.has(Role.ATTRIBUTE, a) for a in knowledge.titled)]
    if len(posts) != 1 or not named:
        return tokens
    words = _words_of(posts[0], knowledge)
    rest = (t for t in tokens if t not in (*people, *alike, *named[:-1]))
    told = (word for t in rest for word in (words if t is named[-1] else (t,)))
    return (people[0], replace(alike[0], senses=_APART, weight=0.0), *told)


def _with_place(tokens: Tokens, session: Session, knowledge: Knowledge) -> Tokens:
    """同一名次, 同样位置: the place in a list that the turn before asked for or told."""
    last = session.last()
    place = _place_told(last, knowledge) if last is not None else 0
    if not place:
        return tokens
    senses = Senses((Sense(Role.ORDINAL, str(place)),))
    return tuple(
        replace(t, senses=senses, weight=1.0) if t.has(Role.OPERATOR, _SAME_PLACE) else t
        for t in tokens
    )


def _place_told(turn: Turn, knowledge: Knowledge) -> int:
    """The place of a turn, from 1; 0 where it has none."""
    ordinals = [int(ref) for token in turn.tokens for ref in token.refs(Role.ORDINAL)]
    if len(ordinals) == 1:
        return ordinals[0]
    if not turn.intent or not any(t.has(Role.ASK, "position") for t in turn.tokens):
        return 0
    lists = (evaluate(Values(name, turn.intent), knowledge).keys for name in turn.subjects)
    places = {keys.index(n) + 1 for keys in lists for n in turn.subjects if n in keys}
    return places.pop() if len(places) == 1 else 0


def _posts(person: str, knowledge: Knowledge) -> Iterator[Value]:
    for attribute in knowledge.titled:
        yield from evaluate(Values(person, attribute), knowledge).items
