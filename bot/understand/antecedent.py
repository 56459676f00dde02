"""What a word stands for that points back: 他, 这个平台, 前者, 第二个, 最后那个."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.knowledge.algebra import evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role, Sense, Senses, Token
from bot.session import Session, Turn

BORROWED = "borrowed"  # the method of what an earlier turn supplied
_SCORE_OF_BORROWED = 0.96
_PLURAL, _FORMER, _LATTER, _LISTED = "*", "former", "latter", "listed"
_MOST_ANTECEDENTS = 3
_FEWEST_LISTED = 2
_TELLING = 0.3  # weight from which what precedes a word can be what it belongs to
_BELONGING = (Role.ENTITY, Role.FOREIGN, Role.KIND, Role.PRONOUN, Role.GROUP, Role.NUMBER)
_OWN_SENSE = (Role.PRONOUN, Role.KIND, Role.ATTRIBUTE)  # of a word that need not point back
Names = tuple[str, ...]  # what a word stands for: one thing, or several together
_AMONG: Names = ()  # of what was listed last, as 其中 is
_OF_THOSE = Senses((Sense(Role.OPERATOR, "among"),))


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
    places = [i for i in range(len(tokens)) if _refers(i, tokens, knowledge)]
    candidates = {i: _meant(tokens[i], session, knowledge) for i in places}
    if not any(candidates.values()):
        candidates = _by_place(tokens, session, knowledge)
    other = _others(tokens, session, knowledge)
    candidates = {i: _apart(names, other, knowledge) for i, names in candidates.items()} | other
    return tuple(
        tuple(
            resolved
            for i, token in enumerate(tokens)
            for resolved in _resolved(token, candidates.get(i, ()), choice, knowledge)
        )
        for choice in range(max(map(len, candidates.values()), default=0))
    )


def unresolved(tokens: tuple[Token, ...]) -> bool:
    """Whether a word for so many (这两所) stands for nothing that was listed."""
    return any(token.has(Role.PRONOUN) and _count(token) for token in tokens)


def _resolved(
    token: Token, candidates: tuple[Names, ...], choice: int, knowledge: Knowledge
) -> Iterator[Token]:
    """What a token stands for in one of the ways: one thing, or several together."""
    if not candidates:
        yield token
        return
    names = candidates[min(choice, len(candidates) - 1)]
    if names == _AMONG:
        yield replace(token, senses=_OF_THOSE, weight=0.0)
    for name in names:
        text = token.text if len(names) == 1 else knowledge.short(name)
        yield replace(mention(name, knowledge), start=token.start, end=token.end, text=text)


def _refers(i: int, tokens: tuple[Token, ...], knowledge: Knowledge) -> bool:
    """Whether a token stands for something said before.

    A word that says little (里面, 那边) refers only where nothing that it could belong to precedes;
    同一份 only where no two are named that could share it.
    """
    token = tokens[i]
    if token.has(Role.OPERATOR, _FORMER) or token.has(Role.OPERATOR, _LATTER):
        return True
    if token.has(Role.OPERATOR, _LISTED) and token.senses.roles.isdisjoint(_OWN_SENSE):
        return not any(t.has(Role.ENTITY) for t in tokens[:i])
    if (
        not token.has(Role.PRONOUN)
        or token.has(Role.ENTITY)
        or _of_other_kind(i, tokens, knowledge)
    ):
        return False
    if token.has(Role.OPERATOR, "same") and sum(t.has(Role.ENTITY) for t in tokens) > 1:
        return False
    plural = any(ref.endswith(_PLURAL) for ref in token.refs(Role.PRONOUN))
    before = tokens[i - 1] if i and (plural or token.has(Role.FILLER)) else None
    return before is None or not (before.weight >= _TELLING or before.has_any(_BELONGING))


def _of_other_kind(i: int, tokens: tuple[Token, ...], knowledge: Knowledge) -> bool:
    """这份 [报告]: whether the word for a kind right after a pronoun says that it means another."""
    kinds = tokens[i + 1].refs(Role.KIND) if i + 1 < len(tokens) else ()
    meant = [ref.removesuffix(_PLURAL) for ref in tokens[i].refs(Role.PRONOUN)]
    is_a = knowledge.vocabulary.is_a
    return bool(kinds) and not any(is_a(k, m) or is_a(m, k) for k in kinds for m in meant)


def _by_place(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> dict[int, tuple[Names, ...]]:
    """第二个, 最后那个: the thing at that place in what was listed last, where nothing is named."""
    if any(token.has_any((Role.ENTITY, Role.LITERAL, Role.GROUP)) for token in tokens):
        return {}
    listed = next((turn for turn in reversed(session.turns) if _lists(turn, knowledge)), None)
    for i, token in enumerate(tokens):
        place = _place(token)
        if listed is not None and place and abs(place) <= len(listed.items):
            return {i: ((listed.items[place - 1 if place > 0 else place],),)}
    return {}


def _others(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> dict[int, tuple[Names, ...]]:
    """另一份: the one of two of a kind that was not spoken of last."""
    places = [i for i, token in enumerate(tokens) if token.has(Role.OPERATOR, "other")]
    for turn in reversed(session.turns) if places else ():
        for name in _spoken_of(turn, knowledge):
            alike = knowledge.by_kind.get(knowledge.kind_of(name), ())
            if len(alike) == _FEWEST_LISTED:
                return {places[0]: tuple((other,) for other in alike if other != name)}
    return {}


def _apart(
    candidates: tuple[Names, ...], other: dict[int, tuple[Names, ...]], knowledge: Knowledge
) -> tuple[Names, ...]:
    """另外那份里有它吗: what is of the kind of the other one is not meant by a second word."""
    kinds = {knowledge.kind_of(name) for ways in other.values() for way in ways for name in way}
    return tuple(way for way in candidates if not any(knowledge.kind_of(n) in kinds for n in way))


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


def _meant(token: Token, session: Session, knowledge: Knowledge) -> tuple[Names, ...]:
    """What a pronoun may stand for: one or other of what the nearest turn speaks of that fits, or
    as many of them together as it says."""
    count = _count(token)
    told = session.listed() if token.has(Role.OPERATOR, _LISTED) else None
    if told is not None and len(evaluate(told.query, knowledge).keys) >= _FEWEST_LISTED:
        return (_AMONG,)
    for turn in reversed(session.turns):
        if token.has(Role.OPERATOR, _FORMER) or token.has(Role.OPERATOR, _LATTER):
            items = [name for name in turn.items if name in knowledge.entities]
            return tuple(
                (n,) for n in (items[:1] if token.has(Role.OPERATOR, _FORMER) else items[-1:])
            )
        spoken_of = _spoken_of(turn, knowledge, token)
        wholes = () if count else (whole for n in spoken_of for whole in knowledge.whole_of(n))
        fitting = _fitting(spoken_of, token, knowledge) or _fitting(wholes, token, knowledge)
        listed = tuple(n for n in turn.items if n in fitting)
        if count:
            together = next((names for names in (listed, fitting) if len(names) == count), ())
            if together:
                return (_AMONG, together) if turn is session.last() else (together,)
        elif fitting:
            return tuple((name,) for name in fitting[:_MOST_ANTECEDENTS])
    return ()


def _spoken_of(turn: Turn, knowledge: Knowledge, token: Token | None = None) -> tuple[str, ...]:
    """The entities of a turn: the only one listed, those of the question in its order, and those
    of the answer; for a word for several, what was listed comes first."""
    plural = token is not None and any(ref.endswith(_PLURAL) for ref in token.refs(Role.PRONOUN))
    listed = turn.items if len(turn.items) == 1 or plural else ()
    named = (ref for token in turn.tokens for ref in token.refs(Role.ENTITY))
    told = (ref for token in knowledge.tokens(turn.text) for ref in token.refs(Role.ENTITY))
    names = dict.fromkeys((*listed, *named, *turn.subjects, *turn.items, *told))
    return tuple(name for name in names if name in knowledge.entities)


def _count(token: Token) -> int:
    """How many a word for several says that they are (这五所); 0 where it does not."""
    numbers = token.refs(Role.NUMBER)
    return int(float(numbers[0])) if numbers else 0


def _fitting(names: Iterable[str], token: Token, knowledge: Knowledge) -> Names:
    return tuple(name for name in dict.fromkeys(names) if _fits(name, token, knowledge))


def _fits(name: str, token: Token, knowledge: Knowledge) -> bool:
    kinds = (ref.removesuffix(_PLURAL) for ref in token.refs(Role.PRONOUN))
    return knowledge.is_kind(name, tuple(kinds))
