"""What a question leaves out, borrowed from the turns before: 他, 那乙呢, 第二个, 几所.

A question is completed in several ways; each is a whole token list that can be interpreted like
any other, with borrowed tokens marked by their method. Nothing is borrowed by a question that
stands on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.knowledge.index import Knowledge
from bot.model import Role, Sense, Senses, Token
from bot.phrases import phrase
from bot.session import Session, Turn

BORROWED = "borrowed"  # may be left unexplained
REPEATED = "repeated"  # the question before, asked again about something else
_SCORE_OF_BORROWED = 0.96
_PLURAL, _FORMER, _LATTER = "*", "former", "latter"
_MOST_ANTECEDENTS = 3
_MOST_SUBJECTS = 2
_CARRIED = (Role.ENTITY, Role.ATTRIBUTE, Role.VERB, Role.KIND, Role.LITERAL, Role.TITLE,
            Role.FOREIGN)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole: its tokens, how much was borrowed (0: nothing), and why."""

    tokens: tuple[Token, ...]
    borrowed: int
    note: str


def complete(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[Completed, ...]:
    """The question as it stands, and every way to complete it from the session."""
    last = session.last()
    if last is None:
        return (Completed(tokens, 0, ""),)
    resolved = _pronouns(tokens, session, knowledge)
    found = [Completed(way, 1 + n, phrase("note.pronoun")) for n, way in enumerate(resolved)]
    found = found or [Completed(tokens, 0, "")]
    if leans(found[0].tokens):
        found += _borrowing(tokens, last, knowledge)
    return tuple(found)


def leans(tokens: tuple[Token, ...]) -> bool:
    """Whether a question seems to need what was said before: it names nothing to ask about."""
    named = [t for t in tokens if t.has(Role.ENTITY) or t.has(Role.FOREIGN) or t.has(Role.LITERAL)]
    asks = [t for t in tokens if t.has(Role.ASK) and not t.has(Role.ASK, "yes_no")]
    return not named or (len(named) == 1 and not asks)


def _borrowing(tokens: tuple[Token, ...], last: Turn, knowledge: Knowledge) -> Iterator[Completed]:
    named = [token for token in tokens if token.has(Role.ENTITY) and token.method != BORROWED]
    if named:
        yield from _substituted(tokens, named[0], last, knowledge)
        return
    for name in last.subjects[:_MOST_SUBJECTS]:
        note = phrase("note.subject", name=name)
        yield Completed((_mention(name, knowledge), *tokens), 1, note)
    carried = tuple(_borrowed(t) for t in last.tokens if any(t.has(role) for role in _CARRIED))
    if carried:
        yield Completed((*carried, *tokens), 2, phrase("note.carried"))


def _substituted(
    tokens: tuple[Token, ...], new: Token, last: Turn, knowledge: Knowledge
) -> Iterator[Completed]:
    """那乙呢: the question before, with 乙 in the place of what is of its kind."""
    content = [token for token in tokens if token.weight > 0 and token is not new]
    if content:
        return
    kinds = {knowledge.kind_of(name) for name in new.refs(Role.ENTITY)}
    replaced = [
        new if _alike(token, kinds, knowledge) else _borrowed(token, REPEATED)
        for token in last.tokens
    ]
    if new not in replaced:
        replaced = [new, *replaced]
    yield Completed(tuple(replaced), 1, phrase("note.replaced", name=new.text))


def _alike(token: Token, kinds: set[str], knowledge: Knowledge) -> bool:
    """Whether a token names something of these kinds, known or not."""
    named = {knowledge.kind_of(name) for name in token.refs(Role.ENTITY)}
    return bool((named | set(token.refs(Role.FOREIGN))) & kinds) or token.has(Role.FOREIGN, "")


def _borrowed(token: Token, method: str = BORROWED) -> Token:
    return replace(token, method=method, score=min(token.score, _SCORE_OF_BORROWED))


def _mention(name: str, knowledge: Knowledge) -> Token:
    senses = Senses((Sense(Role.ENTITY, name),))
    return Token(0, 0, knowledge.short(name), name, senses, _SCORE_OF_BORROWED, BORROWED, 1.0)


def _pronouns(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[tuple[Token, ...], ...]:
    """The question with its pronouns resolved, in every way that is near at hand; none: ()."""
    places = [i for i, token in enumerate(tokens) if _refers(token)]
    candidates = [_antecedents(tokens[i], session, knowledge) for i in places]
    ways = []
    for choice in range(max(map(len, candidates), default=0)):
        way = list(tokens)
        for i, names in zip(places, candidates, strict=True):
            if names:
                name = names[min(choice, len(names) - 1)]
                way[i] = replace(_mention(name, knowledge), start=tokens[i].start,
                                 end=tokens[i].end, text=tokens[i].text)  # fmt: skip
        ways.append(tuple(way))
    return tuple(ways)


def _refers(token: Token) -> bool:
    """Whether a token stands for something said before."""
    ordinal = token.has(Role.OPERATOR, _FORMER) or token.has(Role.OPERATOR, _LATTER)
    return ordinal or (token.has(Role.PRONOUN) and not token.has(Role.ENTITY))


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
