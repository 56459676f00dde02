"""What the facts say in reply, before it is dressed for a front end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.knowledge.terms import Fact, Value
from bot.model import Status


@dataclass(frozen=True, slots=True)
class Answer:
    """Plain text with the quotes it rests on.

    `items` are listed things in order and `subjects` the entities spoken of: what a follow-up
    question may refer to.
    """

    status: Status
    text: str
    quotes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def answered(
    text: str, facts: Sequence[Fact], items: Sequence[Value], subjects: Sequence[str]
) -> Answer:
    """An answer with the quotes of the facts behind it."""
    quotes = tuple(dict.fromkeys(quote for fact in facts for quote in fact.quotes))
    keys = tuple(item.key for item in items)
    return Answer(Status.ANSWERED, text, quotes, keys, tuple(subjects) or keys[:1])


def joined(answers: Iterable[Answer]) -> Answer:
    """Several answers as one: answered if any part is."""
    parts = tuple(answers)
    statuses = [part.status for part in parts]
    status = Status.ANSWERED if Status.ANSWERED in statuses else statuses[0]
    texts = dict.fromkeys(part.text for part in parts)
    told = (text for text in texts if not any(text in other != text for other in texts))
    return Answer(
        status=status,
        text="\n".join(told),
        quotes=tuple(dict.fromkeys(quote for part in parts for quote in part.quotes)),
        items=next((part.items for part in parts if part.items), ()),
        subjects=tuple(dict.fromkeys(name for part in parts for name in part.subjects)),
        choices=tuple(dict.fromkeys(choice for part in parts for choice in part.choices)),
        suggestions=tuple(dict.fromkeys(s for part in parts for s in part.suggestions)),
    )
