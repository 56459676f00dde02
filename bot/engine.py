"""One question, start to end, as a straight line: read this file first.

normalize → split → link → complete → interpret → choose → answer → render

What one sentence goes through on the way, from complete to answer, stands in `bot.sentence`.
"""

from dataclasses import dataclass, replace
from functools import reduce

from bot.answer.answer import Answer, joined
from bot.answer.fallback import nearly_small_talk, refusal, small_talk
from bot.answer.render import render
from bot.config import Thresholds
from bot.knowledge.index import Knowledge
from bot.model import Reply, Role, Token, Utterance
from bot.sentence import Understood, answer_to, sentence, stands_alone, turn_of
from bot.session import Session, Turn
from bot.text.split import MAX_QUESTIONS, Piece, split
from bot.understand.clauses import Tokens
from bot.understand.link import link
from bot.understand.trace import trace


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, the turns that it adds to the session, and the sentences that it answers."""

    reply: Reply
    turns: tuple[Turn, ...] = ()
    sentences: tuple[Tokens, ...] = ()

    def alone(self) -> bool:
        """Whether reply and turns would be the same whatever turns there were before."""
        return all(map(stands_alone, self.sentences))


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
    sentences = _questions(split(utterance), knowledge)
    for tokens in sentences:
        for one in sentence(tokens, session, knowledge, thresholds):
            answer = answer_to(one, knowledge)
            turns.append(turn_of(one, answer, knowledge))
            session = session.after(turns[-1:], session.at)
            understood.append(one)
            answers.append(answer)
    if not answers:
        return Answered(render(utterance, refusal((), (), (), knowledge), "", 0.0, ()))
    chain = tuple(line for one in understood for line in _trace(one))
    best = max(understood, key=lambda one: one.score)
    intent = best.interpretations[0].intent if best.interpretations else ""
    reply = render(utterance, joined(answers), intent, best.score, chain)
    return Answered(reply, tuple(turns), sentences)


def _questions(pieces: tuple[Piece, ...], knowledge: Knowledge) -> tuple[tuple[Token, ...], ...]:
    """The questions of a message as linked tokens.

    A piece that asks nothing only leads up to a question; one that breaks off at a line's end
    begins it. Where no piece asks on its own, all of them are one question.
    """
    linked = [(piece, _linked(piece, knowledge)) for piece in pieces]
    if len(linked) < 2:
        return tuple(tokens for _, tokens in linked)
    questions: list[tuple[Token, ...]] = []
    begun = Piece("")
    for piece, tokens in linked:
        if _asks(tokens) and (_tells(tokens) or begun.text):
            whole = _linked(begun.followed_by(piece), knowledge) if begun.text else tokens
            questions.append(whole)
            begun = Piece("")
        else:
            begun = begun.followed_by(piece) if piece.unended else Piece("")
    if questions:
        return tuple(questions[-MAX_QUESTIONS:])
    return (_linked(reduce(Piece.followed_by, pieces), knowledge),)


def _linked(piece: Piece, knowledge: Knowledge) -> tuple[Token, ...]:
    tokens = link(knowledge.lattice(piece.text), knowledge)
    return tuple(replace(t, apart=True) if t.start in piece.apart else t for t in tokens)


def _asks(tokens: tuple[Token, ...]) -> bool:
    told = any(token.has(Role.OPERATOR, "tell") for token in tokens)
    asked = told and any(token.has(Role.ATTRIBUTE) for token in tokens)
    return asked or any(token.has(Role.ASK) or token.text == "？" for token in tokens)


def _tells(tokens: tuple[Token, ...]) -> bool:
    return any(token.weight > 0 for token in tokens)


def _trace(one: Understood) -> tuple[str, ...]:
    return trace(one.tokens, one.interpretations, one.decision, one.note)
