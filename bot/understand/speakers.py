"""Who is meant by a description instead of a name: 那位主任, 校方, 这家网站的高管, 女讲者."""

from collections.abc import Callable, Iterable

from bot.knowledge.algebra import Values, belongs, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.understand.read import Reading

_Test = Callable[[str, Token, Knowledge], bool]


def described_speakers(reading: Reading, knowledge: Knowledge) -> dict[str, tuple[int, ...]]:
    """The speakers whom titles, organisations and kinds in the question describe → the tokens.

    Empty where the question asks for the speaker, or where the description leaves out nobody.
    """
    if "who" in reading.asks:
        return {}
    people = tuple(dict.fromkeys(statement.speaker for statement in knowledge.statements))
    left, places = people, list[int]()
    for i, token in enumerate(reading.tokens):
        for test in (_titled, _employed, _employed_by_kind, _told_by_value):
            fitting = tuple(name for name in left if test(name, token, knowledge))
            if fitting and (len(fitting) < len(left) or (test is _titled and places)):
                left = fitting
                places.append(i)
                break
    return dict.fromkeys(left, tuple(places)) if places else {}


def _posts(name: str, knowledge: Knowledge) -> Iterable[frozenset[str]]:
    for attribute in knowledge.titled:
        for post in evaluate(Values(name, attribute), knowledge).items:
            yield post.support.titles


def _titled(name: str, token: Token, knowledge: Knowledge) -> bool:
    """Whether one of the posts is, or ends in, what is said: 那位经理 may be a 区域经理."""
    classes = knowledge.vocabulary.title_classes
    wanted = {t for title in token.refs(Role.TITLE) for t in classes.get(title, (title,))}
    held = (title for titles in _posts(name, knowledge) for title in titles)
    return any(title.endswith(tuple(wanted)) for title in held if wanted)


def _employed(name: str, token: Token, knowledge: Knowledge) -> bool:
    organisations = (e for e in token.refs(Role.ENTITY) if knowledge.plays(e, "organisation"))
    return belongs(name, tuple(organisations), knowledge)


def _employed_by_kind(name: str, token: Token, knowledge: Knowledge) -> bool:
    if token.has(Role.ASK):
        return False
    kinds = (k for k in token.refs(Role.KIND) if knowledge.vocabulary.plays(k, "organisation"))
    return any(belongs(name, knowledge.by_kind.get(kind, ()), knowledge) for kind in kinds)


def _told_by_value(name: str, token: Token, knowledge: Knowledge) -> bool:
    """A short text that the facts about the person state: 女."""
    return any(
        literal == value.key
        for literal in token.refs(Role.LITERAL)
        for fact in knowledge.by_subject.get(name, ())
        for value in fact.values
    )
