"""What a question leaves out, borrowed from the turns before: 他, 那乙呢, 第二个, 几所.

A question is completed in several ways; each is a whole token list that can be interpreted like
any other, with borrowed tokens marked by their method. Nothing is borrowed by a question that
stands on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.phrases import phrase
from bot.session import Session, Turn
from bot.understand.antecedent import BORROWED, borrowed, mention, referring, unresolved
from bot.understand.belonging import settled
from bot.understand.incumbent import named_by_post, named_by_surname
from bot.understand.sibling import sibling

REPEATED = "repeated"  # the question before, asked again about something else
_MOST_SUBJECTS = 2
_LESS_LIKELY = 2  # steps of borrowing that 乙呢 counts as where it can repeat the last question
_PLACES = ("first", "last", "head", "tail", "before", "after", "between")
_POINTING = ("among", "other", "former", "latter", "more", "converse", "besides", "theirs",
             "shared", "same", "same_post", "same_place", "listed", "instead", "except",
             "outside", "surname")  # fmt: skip
_TELLING = (Role.OPERATOR, Role.ATTRIBUTE, Role.VERB)
_APART = ("except", "outside")
_INSTEAD = "instead"
_SAYING = 0.3  # weight from which a word says what is asked of the thing pointed at
_ELLIPTIC = frozenset(("how", "what", "yes_no"))  # 乙又如何, 乙怎么样: like 乙呢


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole: its tokens, how much was borrowed (0: nothing), and why."""

    tokens: tuple[Token, ...]
    borrowed: int
    note: str
    repeats: bool = False  # whether it is the question before, asked about something else


def complete(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge
) -> tuple[Completed, ...]:
    """The question as it stands, and every way to complete it from the session."""
    last = session.last()
    spoken_of = (*last.items, *last.subjects) if last is not None else ()
    tokens = named_by_surname(tokens, spoken_of, knowledge)
    plain = settled(tokens, session, knowledge)
    post = named_by_post(plain, knowledge)
    told = [Completed(post, 1, phrase("note.post"))] if post else []
    if last is None:
        return (Completed(plain, 0, ""), *told)
    ways = referring(tokens, session, knowledge)
    resolved = tuple(settled(way, session, knowledge) for way in ways)
    found = [Completed(way, 1 + n, phrase("note.pronoun")) for n, way in enumerate(resolved)]
    found = found or [Completed(plain, 0, "")]
    borrowing = [
        borrowed_too
        for way in found[: 1 + _within(found[0].tokens)]  # 这两所: of them, and each of them
        if leans(way.tokens) and not unresolved(way.tokens)
        for borrowed_too in _borrowing(way.tokens, last, knowledge)
    ]
    if any(way.repeats for way in borrowing):
        found = [replace(way, borrowed=way.borrowed + _LESS_LIKELY) for way in found]
    return (*found, *borrowing, *told)


def stands_alone(tokens: tuple[Token, ...]) -> bool:
    """Whether a question is understood the same after any turns.

    It names something to ask about, and no word of it may point at what was said before.
    """
    return not leans(tokens) and not any(
        token.has(Role.PRONOUN) or any(token.has(Role.OPERATOR, name) for name in _POINTING)
        for token in tokens
    )


def leans(tokens: tuple[Token, ...]) -> bool:
    """Whether a question seems to need what was said before: it names nothing to ask about, or
    one thing and nothing that is asked of it."""
    names = [t for t in tokens if _names(t)]
    content = [t for t in _content(tokens) if not _names(t)]
    asks = {ref for t in tokens for ref in t.refs(Role.ASK)}
    named = any(t.method != BORROWED for t in names)
    alone = len(names) == 1 and not content and asks <= _ELLIPTIC
    return not named or _within(tokens) or alone


def _within(tokens: tuple[Token, ...]) -> bool:
    """Whether a question asks of what was listed (其中)."""
    return any(token.has(Role.OPERATOR, "among") for token in tokens)


def _content(tokens: tuple[Token, ...]) -> list[Token]:
    """What a question says, the words apart that only put one thing in another's place (换成)."""
    return [t for t in tokens if t.weight > 0 and not t.has(Role.OPERATOR, _INSTEAD)]


def _names(token: Token) -> bool:
    return token.has_any((Role.ENTITY, Role.FOREIGN, Role.LITERAL))


def _borrowing(tokens: tuple[Token, ...], last: Turn, knowledge: Knowledge) -> Iterator[Completed]:
    named = [token for token in tokens if _names(token)]
    own = [token for token in named if token.method != BORROWED]
    if (own and not _within(tokens)) or _nothing_else(tokens, named, knowledge):
        yield from _substituted(tokens, (own or named)[0], last, knowledge)
        return
    whole = last.listed.subject if last.listed is not None else ""
    if whole and len({token.start for token in named}) < len(named):  # 这两所: all of one list
        note = phrase("note.subject", name=whole)
        yield Completed((mention(whole, knowledge), *tokens), 1 + _LESS_LIKELY, note)
        return
    if named and not _within(tokens) and _says(tokens):
        return  # 他的前任是谁: all that is asked of him is said
    if not named:
        yield from _with_title(tokens, last)
        yield from _with_sibling(tokens, last, knowledge)
        for name in last.subjects[:_MOST_SUBJECTS]:
            note = phrase("note.subject", name=name)
            yield Completed((mention(name, knowledge), *tokens), 1, note)
    kinds = {knowledge.kind_of(name) for token in named for name in token.refs(Role.ENTITY)}
    carried = tuple(
        borrowed(t)
        for t in last.tokens
        if _tells(t)
        and not t.has(Role.ASK)
        and not t.has(Role.OPERATOR, "among")
        and not (named and _alike(t, kinds, knowledge))
        and not (_points(t) and any(map(_points, tokens)))
    )
    if carried:
        yield Completed((*carried, *tokens), 2, phrase("note.carried"))


def _says(tokens: tuple[Token, ...]) -> bool:
    """Whether a question says what it asks of the thing that it points at."""
    kinds = (Role.KIND, Role.ORDINAL, Role.NUMBER, Role.ASK)
    return any(
        token.weight >= _SAYING and not _names(token) and not _points(token)
        and not token.has_any(kinds)
        for token in _content(tokens)
    )  # fmt: skip


def _points(token: Token) -> bool:
    """Whether a token picks by place: 第二, 最后, 前面."""
    named = any(token.has(Role.OPERATOR, name) for name in _PLACES)
    return named or token.has(Role.ORDINAL)


def _nothing_else(tokens: tuple[Token, ...], named: list[Token], knowledge: Knowledge) -> bool:
    """第三个呢: one thing, named by what was said before, and nothing else."""
    asks = {ref for t in tokens for ref in t.refs(Role.ASK)}
    kinds = {knowledge.kind_of(name) for token in named for name in token.refs(Role.ENTITY)}
    others = [
        t for t in tokens if t not in named and _tells(t) and not kinds & set(t.refs(Role.KIND))
    ]
    return len(named) == 1 and not others and asks <= _ELLIPTIC


def _tells(token: Token) -> bool:
    telling = token.has_any(_TELLING)
    return token.weight > 0 or (telling and not token.has(Role.OPERATOR, "asker"))


def _substituted(
    tokens: tuple[Token, ...], new: Token, last: Turn, knowledge: Knowledge
) -> Iterator[Completed]:
    """那乙呢: the question before, with 乙 in the place of what is of its kind."""
    kinds = {knowledge.kind_of(name) for name in new.refs(Role.ENTITY)}
    content = [token for token in _content(tokens) if token is not new]
    apart = any(token.has(Role.OPERATOR, name) for token in tokens for name in _APART)
    open_too = any(t.has(Role.PRONOUN) and not t.has(Role.FILLER) for t in tokens if t is not new)
    if apart or open_too or any(not kinds & set(token.refs(Role.KIND)) for token in content):
        return
    replaced = [
        new if _alike(token, kinds, knowledge) else borrowed(token, REPEATED)
        for token in last.tokens
    ]
    if new not in replaced:
        replaced = [new, *replaced]
    yield Completed(tuple(replaced), 1, phrase("note.replaced", name=new.text), repeats=True)


def _with_title(tokens: tuple[Token, ...], last: Turn) -> Iterator[Completed]:
    """那副部长呢, 问的是部长, 不带副字: the question before, with another post in its place."""
    titles = [token for token in tokens if token.has(Role.TITLE)]
    before = [token for token in last.tokens if token.has(Role.TITLE)]
    asks = {ref for t in tokens for ref in t.refs(Role.ASK)}
    if len(titles) != 1 or len(before) != 1 or "yes_no" in asks or not asks <= _ELLIPTIC:
        return
    content = (t for t in tokens if t.weight > 0 and t not in titles and not t.has(Role.FILLER))
    if all(token.text in before[0].text for token in content):
        replaced = tuple(titles[0] if t in before else borrowed(t, REPEATED) for t in last.tokens)
        note = phrase("note.replaced", name=titles[0].text)
        yield Completed(replaced, 1, note, repeats=True)


def _with_sibling(
    tokens: tuple[Token, ...], last: Turn, knowledge: Knowledge
) -> Iterator[Completed]:
    """女子呢: the question before, with the thing of its kind that the word tells apart."""
    words = _content(tokens)
    asks = {ref for t in tokens for ref in t.refs(Role.ASK)}
    if len(words) != 1 or not asks <= _ELLIPTIC:
        return
    others = {i: sibling(words[0], t, knowledge) for i, t in enumerate(last.tokens)}
    at = next((i for i, name in others.items() if name), None)
    if at is not None:
        repeated = tuple(borrowed(token, REPEATED) for token in last.tokens)
        replaced = (*repeated[:at], mention(others[at], knowledge), *repeated[at + 1 :])
        note = phrase("note.replaced", name=words[0].text)
        yield Completed(replaced, 1, note, repeats=True)


def _alike(token: Token, kinds: set[str], knowledge: Knowledge) -> bool:
    """Whether a token names something of these kinds, known or not."""
    named = {knowledge.kind_of(name) for name in token.refs(Role.ENTITY)}
    return bool((named | set(token.refs(Role.FOREIGN))) & kinds) or token.has(Role.FOREIGN, "")
