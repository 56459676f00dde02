"""What a word stands for that points back: 他, 这个平台, 前者, 第二个, 最后那个."""

from dataclasses import replace

from bot.knowledge.index import Knowledge
from bot.model import Role, Sense, Senses, Token
from bot.session import Session, Turn

BORROWED = "borrowed"  # the method of what an earlier turn supplied
_SCORE_OF_BORROWED = 0.96
_PLURAL, _FORMER, _LATTER = "*", "former", "latter"
_MOST_ANTECEDENTS = 3
_FEWEST_LISTED = 2


def borrowed(token: Token, method: str = BORROWED) -> Token:
    """A token of an earlier turn, marked as such."""
    return replace(token, method=method, score=min(token.score, _SCORE_OF_BORROWED))


def mention(name: str, knowledge: Knowledge) -> Token:
    """An entity of an earlier turn as a token."""
    senses = Senses((Sense(Role.ENTITY, name),))
    return Token(0, 0, knowledge.short(name), name, senses, _SCORE_OF_BORROWED, BORROWED, 1.0)


def referring(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[tuple[Token, ...], ...]:
    """The question with its pronouns and places resolved, in every way near at hand; none: ()."""
    places = [i for i, token in enumerate(tokens) if _refers(token)]
    candidates = {i: _antecedents(tokens[i], session, knowledge) for i in places}
    if not any(candidates.values()):
        candidates = _by_place(tokens, session, knowledge)
    candidates |= _others(tokens, session, knowledge)
    ways = []
    for choice in range(max(map(len, candidates.values()), default=0)):
        way = list(tokens)
        for i, names in candidates.items():
            if names:
                name = names[min(choice, len(names) - 1)]
                way[i] = replace(mention(name, knowledge), start=tokens[i].start,
                                 end=tokens[i].end, text=tokens[i].text)  # fmt: skip
        ways.append(tuple(way))
    return tuple(ways)


def refers(tokens: tuple[Token, ...]) -> bool:
    """Whether `referring` looks at the session for any of these tokens."""
    named = any(token.has(Role.ENTITY) or token.has(Role.LITERAL) for token in tokens)
    return any(
        _refers(token) or token.has(Role.OPERATOR, "other") or (not named and _place(token))
        for token in tokens
    )


def _refers(token: Token) -> bool:
    """Whether a token stands for something said before."""
    ordinal = token.has(Role.OPERATOR, _FORMER) or token.has(Role.OPERATOR, _LATTER)
    return ordinal or (token.has(Role.PRONOUN) and not token.has(Role.ENTITY))


def _by_place(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> dict[int, tuple[str, ...]]:
    """第二个, 最后那个: the thing at that place in what was listed last, where nothing is named."""
    if any(token.has(Role.ENTITY) or token.has(Role.LITERAL) for token in tokens):
        return {}
    listed = next((turn for turn in reversed(session.turns) if _lists(turn, knowledge)), None)
    for i, token in enumerate(tokens):
        place = _place(token)
        if listed is not None and place and abs(place) <= len(listed.items):
            return {i: (listed.items[place - 1 if place > 0 else place],)}
    return {}


def _others(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> dict[int, tuple[str, ...]]:
    """另一份: the one of two of a kind that was not spoken of."""
    last = session.last()
    places = [i for i, token in enumerate(tokens) if token.has(Role.OPERATOR, "other")]
    for name in last.subjects if last is not None and places else ():
        alike = knowledge.by_kind.get(knowledge.kind_of(name), ())
        if len(alike) == _FEWEST_LISTED:
            return {places[0]: tuple(other for other in alike if other != name)}
    return {}


def _place(token: Token) -> int:
    """The place that a token points at, from 1 (from the end: negative); 0 where it does not."""
    if token.has(Role.ORDINAL):
        return int(token.refs(Role.ORDINAL)[0])
    return -1 if token.has(Role.OPERATOR, "last") else int(token.has(Role.OPERATOR, "first"))


def _lists(turn: Turn, knowledge: Knowledge) -> bool:
    """Whether a turn's answer listed several people or things that more can be asked about."""
    return len(turn.items) >= _FEWEST_LISTED and all(
        knowledge.by_subject.get(item) for item in turn.items
    )


def _antecedents(token: Token, session: Session, knowledge: Knowledge) -> tuple[str, ...]:
    """What a pronoun may stand for: what the nearest turn that has such things speaks of."""
    refs = token.refs(Role.PRONOUN)
    for turn in reversed(session.turns):
        if token.has(Role.OPERATOR):
            items = [name for name in turn.items if name in knowledge.entities]
            return tuple(items[:1] if token.has(Role.OPERATOR, _FORMER) else items[-1:])
        listed = turn.items if len(turn.items) == 1 or _plural(refs) else ()
        spoken = (ref for t in knowledge.tokens(turn.text) for ref in t.refs(Role.ENTITY))
        names = dict.fromkeys((*listed, *turn.subjects, *turn.items, *spoken))
        fitting = tuple(n for n in names if any(_fits(n, ref, knowledge) for ref in refs))
        if fitting:
            return fitting[:_MOST_ANTECEDENTS]
    return ()


def _plural(refs: tuple[str, ...]) -> bool:
    return any(ref.endswith(_PLURAL) for ref in refs)


def _fits(name: str, ref: str, knowledge: Knowledge) -> bool:
    return name in knowledge.entities and knowledge.is_kind(name, (ref.removesuffix(_PLURAL),))
