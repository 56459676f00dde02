"""One question, start to end, as a straight line: read this file first.

normalize → split → link → complete → interpret → choose → answer → render
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answer.answer import Answer, joined
from bot.answer.compose import compose
from bot.answer.fallback import (
    clarified,
    follow_ups,
    nearly_small_talk,
    refusal,
    small_talk,
)
from bot.answer.render import render
from bot.config import Thresholds
from bot.knowledge.index import Knowledge
from bot.model import Reply, Role, Status, Token, Utterance
from bot.session import Session, Turn
from bot.text.split import MAX_QUESTIONS, split, unended
from bot.understand.choose import Decision, choose
from bot.understand.clauses import cores, questions_in
from bot.understand.complete import complete, stands_alone
from bot.understand.interpret import interpret
from bot.understand.interpretation import Interpretation
from bot.understand.link import link
from bot.understand.trace import trace

_LONGEST_MISTYPED = 30  # characters
_BORROWING = 0.97  # factor on the score for each step of borrowing from the turns before


@dataclass(frozen=True, slots=True)
class Understood:
    """One question: its tokens (borrowed ones included), its interpretations, the decision;
    `alone` tells that it would be understood the same after any turns."""

    tokens: tuple[Token, ...]
    interpretations: tuple[Interpretation, ...]
    decision: Decision
    note: str = ""
    alone: bool = False

    @property
    def score(self) -> float:
        """The score of the best interpretation."""
        return self.interpretations[0].score if self.interpretations else 0.0


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply and the turns that it adds to the session; `alone` tells that both would be the
    same whatever turns there were before."""

    reply: Reply
    turns: tuple[Turn, ...] = ()
    alone: bool = True


def ask(
    question: str,
    session: Session,
    knowledge: Knowledge,
    thresholds: Thresholds,
    *,
    at: float = 0.0,
) -> tuple[Reply, Session]:
    """Answer one message; gives the reply and the session after it.

    `at` is the time in seconds; a long silence ends the context. Never raises, for any text.
    """
    session = session.at_time(at)
    found = answered(knowledge.normalizer(question), session, knowledge, thresholds)
    return found.reply, session.after(found.turns, at)


def answered(
    utterance: Utterance, session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Answered:
    """The answer to one message, and what makes it: the message alone, or the session too."""
    chat = small_talk(utterance, knowledge) or nearly_small_talk(utterance.text, knowledge)
    if chat is not None:
        return Answered(render(utterance, chat, "", 1.0, ()))
    understood: list[Understood] = []
    answers: list[Answer] = []
    turns: list[Turn] = []
    alone = True
    for tokens in _questions(split(utterance), knowledge):
        found, tried = _understood(tokens, session, knowledge, thresholds)
        alone = alone and all(one.alone for one in tried)
        for one in found:
            answer = _answer(one, knowledge)
            turns.append(_turn(one, answer, knowledge))
            session = session.after(turns[-1:], session.at)
            understood.append(one)
            answers.append(answer)
    if not answers:
        return Answered(render(utterance, refusal((), (), (), knowledge), "", 0.0, ()))
    chain = tuple(line for one in understood for line in _trace(one))
    best = max(understood, key=lambda one: one.score)
    intent = best.interpretations[0].intent if best.interpretations else ""
    reply = render(utterance, joined(answers), intent, best.score, chain)
    return Answered(reply, tuple(turns), alone)


def _understood(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> tuple[tuple[Understood, ...], tuple[Understood, ...]]:
    """A sentence as several questions where each of them has its answer; else as one, if need be
    without its preamble. Gives all that was tried, too."""
    several: list[Understood] = []
    before = session
    for question in questions_in(tokens):
        one = understand(question, before, knowledge, thresholds)
        before = before.after((_turn(one, _answer(one, knowledge), knowledge),), before.at)
        several.append(one)
    if several and all(map(_sure, several)):
        return tuple(several), tuple(several)
    whole = understand(tokens, session, knowledge, thresholds)
    tried = (*several, whole)
    if whole.decision.status is Status.REFUSED and not whole.decision.chosen:
        for core in cores(tokens):
            one = understand(core, session, knowledge, thresholds)
            tried += (one,)
            if _sure(one):
                return (one,), tried
        for guess in _mistyped(tokens, session, knowledge, thresholds):
            tried += (guess,)
            if _sure(guess) and guess.score >= thresholds.mistyped:
                return (guess,), tried
    return (whole,), tried


def _sure(one: Understood) -> bool:
    return one.decision.status is Status.ANSWERED


def _mistyped(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Iterator[Understood]:
    """A short question that makes no sense, with what makes sense in it taken for slips too."""
    text = "".join(token.text for token in tokens)
    if len(text) <= _LONGEST_MISTYPED:
        bold = link(knowledge.lattice(text, bold=True), knowledge)
        yield understand(bold, session, knowledge, thresholds)


def understand(
    tokens: tuple[Token, ...], session: Session, knowledge: Knowledge, thresholds: Thresholds
) -> Understood:
    """Complete, interpret and decide on one linked question: the way that scores best."""
    ways = []
    last = session.last()
    among = last.items if last is not None else ()
    for way in complete(tokens, session, knowledge):
        factor = _BORROWING**way.borrowed
        found = interpret(way.tokens, knowledge, among)
        if way.borrowed:
            found = tuple(replace(i, score=i.score * factor) for i in found)
        decision = choose(found, thresholds)
        ways.append(Understood(way.tokens, found, decision, way.note, stands_alone(tokens)))
    return max(ways, key=lambda way: way.score)


def _questions(pieces: tuple[str, ...], knowledge: Knowledge) -> tuple[tuple[Token, ...], ...]:
    """The questions of a message as linked tokens.

    A piece that asks nothing only leads up to a question; one that breaks off at a line's end
    begins it. Where no piece asks on its own, all of them are one question.
    """
    linked = [(piece, link(knowledge.lattice(piece), knowledge)) for piece in pieces]
    if len(linked) < 2:
        return tuple(tokens for _, tokens in linked)
    questions: list[tuple[Token, ...]] = []
    begun = ""
    for piece, tokens in linked:
        if _asks(tokens) and (_tells(tokens) or begun):
            whole = link(knowledge.lattice(begun + piece), knowledge) if begun else tokens
            questions.append(whole)
            begun = ""
        else:
            begun = begun + piece if unended(piece) else ""
    if questions:
        return tuple(questions[-MAX_QUESTIONS:])
    return (link(knowledge.lattice("".join(pieces)), knowledge),)


def _asks(tokens: tuple[Token, ...]) -> bool:
    told = any(token.has(Role.OPERATOR, "tell") for token in tokens)
    asked = told and any(token.has(Role.ATTRIBUTE) for token in tokens)
    return asked or any(token.has(Role.ASK) or token.text == "？" for token in tokens)


def _tells(tokens: tuple[Token, ...]) -> bool:
    return any(token.weight > 0 for token in tokens)


def _answer(one: Understood, knowledge: Knowledge) -> Answer:
    chosen = one.decision.chosen
    if one.decision.status is Status.CLARIFY:
        return clarified(chosen, one.tokens, knowledge)
    if one.decision.status is Status.ANSWERED:
        answer = compose(chosen[0], knowledge)
        if answer.text:
            return replace(answer, suggestions=follow_ups(answer, chosen[0].intent, knowledge))
    return refusal(chosen, one.interpretations, one.tokens, knowledge)


def _turn(one: Understood, answer: Answer, knowledge: Knowledge) -> Turn:
    intent = one.decision.chosen[0].intent if one.decision.chosen else ""
    named = [ref for token in one.tokens for ref in token.refs(Role.ENTITY)]
    spoken_of = dict.fromkeys((*answer.subjects, *named))
    subjects = tuple(name for name in spoken_of if name in knowledge.entities)
    tokens = tuple(token for token in one.tokens if not token.has(Role.MARK))
    return Turn(tokens, intent, subjects, answer.items, answer.choices, answer.text)


def _trace(one: Understood) -> tuple[str, ...]:
    return trace(one.tokens, one.interpretations, one.decision, one.note)
