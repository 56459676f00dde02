"""An answer → the reply: length, sources, choices, script, and the chain that explains it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answer.answer import Answer
from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Utterance

if TYPE_CHECKING:
    from bot.engine import Understood

_LONGEST = 700


def render(
    utterance: Utterance, answer: Answer, understood: "Sequence[Understood]", knowledge: Knowledge
) -> Reply:
    """The reply to one message."""
    best = understood[0].interpretations[:1] if understood else ()
    return Reply(
        status=answer.status,
        text=answer.text[:_LONGEST],
        intent=best[0].intent if best else answer.status.value,
        score=round(best[0].score, 3) if best else 1.0,
        sources=tuple(Source(quote) for quote in answer.quotes),
        choices=answer.choices,
    )
