"""One interpretation wins clearly, or the bot asks back, or it says honestly that it can't tell."""

from dataclasses import dataclass

from bot.config import Thresholds
from bot.model import Status
from bot.understand.interpretation import (
    Absent,
    Cited,
    Description,
    Interpretation,
    Quoted,
    Relation,
    Sayings,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: answer the first interpretation, ask back among all, or refuse.

    A refusal with an interpretation has a reason of its own (a declared unknown).
    """

    status: Status
    chosen: tuple[Interpretation, ...]


def choose(interpretations: tuple[Interpretation, ...], thresholds: Thresholds) -> Decision:
    """Decide among interpretations, best first."""
    if not interpretations:
        return Decision(Status.REFUSED, ())
    best = _override(interpretations, thresholds) or interpretations[0]
    if _unknown(best) and best.score >= thresholds.refuse:
        return Decision(Status.REFUSED, (best,))
    if isinstance(best.meaning, Cited) and best is not interpretations[0]:
        return Decision(Status.ANSWERED, (best,))
    answering = [i for i in interpretations if not _unknown(i)]
    answering = [i for i in answering if _reaches(i, thresholds)]
    if not answering:
        reasons = [i for i in interpretations if _unknown(i) and i.score >= thresholds.refuse]
        return Decision(Status.REFUSED, tuple(reasons[:1]))
    rivals = _rivals(answering, thresholds)
    if len(rivals) > 1:
        return Decision(Status.CLARIFY, rivals)
    return Decision(Status.ANSWERED, (answering[0],))


def _override(
    interpretations: tuple[Interpretation, ...], thresholds: Thresholds
) -> Interpretation | None:
    """An entry that an administrator wrote for just this question comes before all others."""
    written = (
        i
        for i in interpretations
        if isinstance(i.meaning, Cited)
        and min(i.prior, i.explained) >= thresholds.written
        and i.score > interpretations[0].score - thresholds.yielding
    )
    return next(written, None)


def _unknown(interpretation: Interpretation) -> bool:
    meaning = interpretation.meaning
    return isinstance(meaning, Absent) or (isinstance(meaning, Cited) and not meaning.faq.known)


def _reaches(interpretation: Interpretation, thresholds: Thresholds) -> bool:
    """Whether an interpretation is sure enough to be answered."""
    match interpretation.meaning:
        case Quoted():
            borne = interpretation.borne >= thresholds.borne
            return borne and interpretation.score >= thresholds.quote
        case Sayings():
            return interpretation.score >= thresholds.said
    return interpretation.score >= thresholds.answer


def _rivals(answering: list[Interpretation], thresholds: Thresholds) -> tuple[Interpretation, ...]:
    """Near-ties of the best that are about another thing than it is."""
    best = answering[0]
    subjects = {_about(best): best}
    if not _about(best):
        return (best,)
    for other in answering[1:]:
        near = other.score > best.score - thresholds.tie
        alike = type(other.meaning) is type(best.meaning) and other.intent == best.intent
        if near and alike and _about(other):
            subjects.setdefault(_about(other), other)
    return tuple(subjects.values())


def _about(interpretation: Interpretation) -> str:
    """The entity that an interpretation picked where a name could mean several."""
    match interpretation.meaning:
        case Relation(subject=subject):
            return subject
        case Description(entity):
            return entity
    return ""
