"""A sentence understood: as one question, or as several that follow one another.

Whatever way its questions are told apart, each is completed from the turns before it, the ones in
the same sentence included.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from bot.answer.answer import Answer
from bot.answer.compose import compose
from bot.answer.fallback import clarified, follow_ups, refusal
from bot.config import Thresholds
from bot.knowledge.algebra import evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role, Status, Token
from bot.phrases import phrase
from bot.session import Listed, Session, Turn
from bot.understand import complete
from bot.understand.choose import Decision, choose
from bot.understand.clauses import Tokens, cores, essential, questions_in, run_on, says_more
from bot.understand.continued import continued
from bot.understand.elsewhere import elsewhere
from bot.understand.interpret import interpret
from bot.understand.interpretation import Interpretation, Meaning, Relation, Several
from bot.understand.link import link
from bot.understand.reread import reread

_LONGEST_MISTYPED = 30  # characters
_BORROWING = 0.97  # factor on the score for each step of borrowing from the turns before
_ALIKE = 0.1  # ways to cut a sentence whose worst parts score as near as this are as good


@dataclass(frozen=True, slots=True)
class Understood:
    """One question: its tokens (borrowed ones included), its interpretations, the decision."""

    tokens: tuple[Token, ...]
    interpretations: tuple[Interpretation, ...]
    decision: Decision
    note: str = ""

    @property
    def parts(self) -> int:
        """How many questions the best interpretation answers."""
        best = self.interpretations[0].meaning if self.interpretations else None
        return len(best.parts) if isinstance(best, Several) else 1

    @property
    def score(self) -> float:
        """The score of the best interpretation."""
        return self.interpretations[0].score if self.interpretations else 0.0


def sentence(
    tokens: Tokens, session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Understood, ...]:
    """The questions of a sentence, each understood: as many as have an answer of their own."""
    asking = essential(tokens)
    session = _after_clauses(asking, tokens, session)
    tokens = asking
    marked = _in_turn(questions_in(tokens), session, knowledge, thresholds)
    if marked and all(map(_answered, marked)):
        return marked
    whole = understand(tokens, session, knowledge, thresholds)
    if len(marked) > whole.parts and _partly_answered(marked):
        return marked
    several = () if marked else _unmarked(tokens, session, knowledge, thresholds)
    if len(several) > whole.parts:
        return several
    if whole.decision.status is Status.REFUSED and not whole.decision.chosen:
        return (_otherwise(tokens, session, knowledge, thresholds) or whole,)
    return (whole,)


def stands_alone(tokens: Tokens) -> bool:
    """Whether a sentence is understood the same after any turns: it is one question, and neither
    it nor what is left of it without a preamble needs what was said before."""
    one = essential(tokens) == tokens and not questions_in(tokens) and not any(run_on(tokens))
    return one and all(complete.stands_alone(way) for way in (tokens, *cores(tokens)))


def _in_turn(
    questions: Iterable[Tokens], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Understood, ...]:
    """Questions that follow one another, each after the turns before it."""
    found: list[Understood] = []
    for question in questions:
        for one in sentence(question, session, knowledge, thresholds):
            session = _after(one, session, knowledge)
            found.append(one)
    return tuple(found)


def _unmarked(
    tokens: Tokens, session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Understood, ...]:
    """Questions that no mark tells apart, where a way to do so gives each an answer of its own."""
    ways: list[tuple[Understood, ...]] = []
    for questions in run_on(tokens):
        way = _all_answered(questions, session, knowledge, thresholds)
        if way and _different(way):
            ways.append(way)
    worst = [min(one.score for one in way) for way in ways]
    near = (way for way, score in zip(ways, worst, strict=True) if score > max(worst) - _ALIKE)
    return next(near, ())


def _all_answered(
    questions: Iterable[Tokens], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[Understood, ...]:
    """Each question after the turns before it; () as soon as one has no answer."""
    found: list[Understood] = []
    for question in questions:
        one = understand(question, session, knowledge, thresholds)
        if not _answered(one):
            return ()
        session = _after(one, session, knowledge)
        found.append(one)
    return tuple(found)


def _after(one: Understood, session: Session, knowledge: Knowledge) -> Session:
    return session.after((turn_of(one, answer_to(one, knowledge), knowledge),), session.at)


def _answered(one: Understood) -> bool:
    return one.decision.status is Status.ANSWERED


def _partly_answered(parts: tuple[Understood, ...]) -> bool:
    """Whether some questions are answered, and of the others it is clear what they ask for."""
    unclear = (one for one in parts if not _answered(one))
    return any(map(_answered, parts)) and all(
        one.decision.status is Status.REFUSED and (one.decision.chosen or says_more(one.tokens))
        for one in unclear
    )


def _different(parts: tuple[Understood, ...]) -> bool:
    """Whether every question has an answer of its own."""
    meanings = [one.decision.chosen[0].meaning for one in parts]
    return all(a != b for a, b in combinations(meanings, 2))


def _otherwise(
    tokens: Tokens, session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Understood | None:
    """A sentence that makes no sense: without its preamble, or taken for mistyped."""
    for core in cores(tokens):
        one = understand(core, _after_clauses(core, tokens, session), knowledge, thresholds)
        if _answered(one):
            return one
    return _mistyped(tokens, session, knowledge, thresholds)


def _after_clauses(core: Tokens, tokens: Tokens, session: Session) -> Session:
    """The session after the clauses that are left out: the question may lean on what they name."""
    left_out = tokens if len(core) < len(tokens) else ()
    names = [name for t in left_out if t not in core for name in t.refs(Role.ENTITY)]
    return session.after((Turn((), "", tuple(names)),), session.at) if names else session


def _mistyped(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Understood | None:
    """A short question that makes no sense, with what makes sense in it taken for slips too.

    One that stands on its own as it is written needs what was said before no more than that.
    """
    text = "".join(token.text for token in tokens)
    if len(text) > _LONGEST_MISTYPED:
        return None
    session = Session() if complete.stands_alone(tokens) else session
    one = understand(
        link(knowledge.lattice(text, bold=True), knowledge), session, knowledge, thresholds
    )
    sure = one.decision.status is Status.ANSWERED and one.score >= thresholds.mistyped
    return one if sure else None


def understand(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Understood:
    """Complete, interpret and decide on one linked question: the way that scores best."""
    ways = []
    last = session.last()
    listed = session.listed()
    among = listed.query if listed is not None else None
    for way in _read_anew(complete.complete(tokens, session, knowledge), knowledge):
        factor = _BORROWING**way.borrowed
        found = interpret(way.tokens, knowledge, among)
        if way.borrowed:
            found = tuple(replace(i, score=i.score * factor) for i in found)
        if last is not None:
            found = tuple(i for i in found if not elsewhere(i, way.tokens, last, knowledge))
        ways.append(Understood(way.tokens, found, choose(found, thresholds), way.note))
    rest = continued(tokens, session, knowledge)
    if rest:
        ways.append(Understood(tokens, rest, choose(rest, thresholds), phrase("note.continued")))
    return max(ways, key=lambda way: way.score)


def _read_anew(
    ways: Iterable[complete.Completed], knowledge: Knowledge
) -> Iterator[complete.Completed]:
    """Every way, and what else its words may mean."""
    for way in ways:
        yield way
        anew = reread(way.tokens, knowledge)
        if anew != way.tokens:
            yield replace(way, tokens=anew)


def answer_to(one: Understood, knowledge: Knowledge) -> Answer:
    """What a question gets: its answer, a question back, or an honest no."""
    chosen = one.decision.chosen
    if one.decision.status is Status.CLARIFY:
        return clarified(chosen, one.tokens, knowledge)
    if one.decision.status is Status.ANSWERED:
        answer = compose(chosen[0], knowledge)
        if answer.text:
            return replace(answer, suggestions=follow_ups(answer, chosen[0].intent, knowledge))
    return refusal(chosen, one.interpretations, one.tokens, knowledge)


def turn_of(one: Understood, answer: Answer, knowledge: Knowledge) -> Turn:
    """What a later question may lean on."""
    intent = one.decision.chosen[0].intent if one.decision.chosen else ""
    named = [ref for token in one.tokens for ref in token.refs(Role.ENTITY)]
    spoken_of = dict.fromkeys((*answer.subjects, *named))
    subjects = tuple(name for name in spoken_of if name in knowledge.entities)
    tokens = tuple(token for token in one.tokens if not token.has(Role.MARK))
    listed = _listed(one.decision.chosen[0].meaning, knowledge) if answer.items else None
    return Turn(tokens, intent, subjects, answer.items, answer.choices, answer.text, listed)


def _listed(meaning: Meaning, knowledge: Knowledge) -> Listed | None:
    """What an answer's items are: those of the first part that has any."""
    match meaning:
        case Relation(attribute, subject, query) if evaluate(query, knowledge).items:
            return Listed(attribute, subject, query)
        case Several(parts):
            found = (_listed(part.meaning, knowledge) for part in parts)
            return next((listed for listed in found if listed is not None), None)
    return None
