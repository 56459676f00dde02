"""An answer → the reply: length, sources, choices, and the chain that explains it."""

from bot.answer.answer import Answer
from bot.model import Reply, Source, Status, Utterance

_LONGEST = 700


def render(
    utterance: Utterance,
    answer: Answer,
    intent: str,
    score: float,
    explanation: tuple[str, ...],
) -> Reply:
    """The reply to one message."""
    return Reply(
        status=answer.status,
        text=_shortened(answer.text),
        intent=intent or answer.status.value,
        score=round(score, 3),
        sources=tuple(Source(quote) for quote in answer.quotes)
        if answer.status is not Status.SMALLTALK
        else (),
        choices=answer.choices,
        suggestions=answer.suggestions,
        traditional=utterance.traditional,
        explanation=explanation,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
