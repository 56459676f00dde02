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

BORROWED = "borrowed"
_SCORE_OF_BORROWED = 0.96
_PLURAL = "*"
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
    with_pronouns = _pronouns(tokens, session, knowledge)
    found = [Completed(tokens, 0, "")]
    if with_pronouns != tokens:
        found = [Completed(with_pronouns, 1, phrase("note.pronoun"))]
    if leans(with_pronouns):
        found += _borrowing(with_pronouns, last, knowledge)
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
    subjects = [_mention(name, knowledge) for name in last.subjects]
    if len(subjects) == 1:
        yield Completed((*subjects, *tokens), 1, phrase("note.subject", name=last.subjects[0]))
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
        new if {knowledge.kind_of(name) for name in token.refs(Role.ENTITY)} & kinds else
        _borrowed(token) for token in last.tokens
    ]  # fmt: skip
    if new not in replaced:
        replaced = [new, *replaced]
    yield Completed(tuple(replaced), 1, phrase("note.replaced", name=new.text))


def _borrowed(token: Token) -> Token:
    return replace(token, method=BORROWED, score=min(token.score, _SCORE_OF_BORROWED))


def _mention(name: str, knowledge: Knowledge) -> Token:
    senses = Senses((Sense(Role.ENTITY, name),))
    return Token(0, 0, knowledge.short(name), name, senses, _SCORE_OF_BORROWED, BORROWED, 1.0)


def _pronouns(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[Token, ...]:
    """Pronouns in the place of which the nearest thing of their kind can stand."""
    return tuple(
        _resolved(token, session, knowledge) if token.has(Role.PRONOUN) else token
        for token in tokens
    )


def _resolved(token: Token, session: Session, knowledge: Knowledge) -> Token:
    if token.has(Role.ENTITY):
        return token
    for turn in reversed(session.turns):
        for ref in token.refs(Role.PRONOUN):
            names = [n for n in (*turn.items, *turn.subjects) if _fits(n, ref, knowledge)]
            if len(turn.items) > 1 and not ref.endswith(_PLURAL):
                names = [n for n in (*turn.subjects, *turn.items) if _fits(n, ref, knowledge)]
            if names:
                return replace(_mention(names[0], knowledge), start=token.start, end=token.end,
                               text=token.text)  # fmt: skip
    return token


def _fits(name: str, ref: str, knowledge: Knowledge) -> bool:
    kind = ref.removesuffix(_PLURAL)
    if kind == "":
        return not knowledge.plays(name, "person") and name in knowledge.entities
    return knowledge.is_kind(name, (kind,))
