"""An answer → the reply: length, script, sources, choices, and the chain that explains it."""

from bot.answer.answer import Answer
from bot.knowledge.index import Knowledge
from bot.model import Reply, Source, Status, Utterance

_LONGEST = 700


def render(
    utterance: Utterance,
    answer: Answer,
    intent: str,
    score: float,
    explanation: tuple[str, ...],
    knowledge: Knowledge,
) -> Reply:
    """The reply to one message, in the asker's own script."""

    def written(text: str) -> str:
        return knowledge.normalizer.to_traditional(text) if utterance.traditional else text

    return Reply(
        status=answer.status,
        text=written(_shortened(answer.text)),
        intent=intent or answer.status.value,
        score=round(score, 3),
        sources=tuple(Source(quote) for quote in answer.quotes)
        if answer.status is not Status.SMALLTALK
        else (),
        choices=answer.choices,
        suggestions=answer.suggestions,
        explanation=explanation,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
