"""What is told only of another than the one spoken of: no answer to a question that names nothing.

After a question about one talk, 在哪个讲堂 asks of that talk; where the source tells it of another
talk alone, it does not tell it of this one.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.session import Turn
from bot.understand.antecedent import BORROWED
from bot.understand.complete import REPEATED
from bot.understand.interpretation import Interpretation, Meaning, Relation, Several

_NAMING = (Role.ENTITY, Role.FOREIGN, Role.LITERAL, Role.GROUP)


def elsewhere(
    interpretation: Interpretation, tokens: tuple[Token, ...], last: Turn, knowledge: Knowledge
) -> bool:
    """Whether a question that names nothing is answered of something that was not spoken of, while
    something of that kind was."""
    own = (token for token in tokens if token.method not in (BORROWED, REPEATED))
    if any(token.has_any(_NAMING) for token in own):
        return False
    names = {*last.subjects, *(ref for token in tokens for ref in token.refs(Role.ENTITY))}
    facts = (fact for name in names for fact in knowledge.by_value.get(name, ()))
    spoken_of = names.union(fact.subject for fact in facts)
    kinds = {knowledge.kind_of(name) for name in spoken_of}
    return any(
        name not in spoken_of and knowledge.kind_of(name) in kinds
        for name in _subjects(interpretation.meaning)
        if name not in ("", knowledge.main, knowledge.article)
    )


def _subjects(meaning: Meaning) -> Iterator[str]:
    """What an answer is about, as far as it is one thing for each of its parts."""
    match meaning:
        case Relation(subject=subject):
            yield subject
        case Several(parts):
            for part in parts:
                yield from _subjects(part.meaning)
