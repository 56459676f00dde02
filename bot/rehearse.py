"""Asks what the knowledge says it can answer: its own tests, and one question for every fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import cast

from bot.config import Thresholds
from bot.engine import ask
from bot.errors import Problem, problem
from bot.knowledge.index import Knowledge
from bot.knowledge.records import RehearsalTurn
from bot.knowledge.terms import Fact, Place
from bot.model import Reply, Status
from bot.phrases import phrase
from bot.session import Session

DEFAULT = Thresholds()


class Verdict(StrEnum):
    """What came of one question of a test: it passed, or what the bot did instead."""

    RIGHT = "right"
    WRONG = "wrong"
    CLARIFIED = "clarified"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of a test and its reply; `failure` says why it does not pass, or is empty.

    `asked` is the conversation up to and with this question.
    """

    asked: tuple[str, ...]
    reply: Reply
    failure: str
    place: Place

    @property
    def verdict(self) -> Verdict:
        """Right, or what the bot did instead."""
        if not self.failure:
            return Verdict.RIGHT
        instead = {Status.CLARIFY: Verdict.CLARIFIED, Status.REFUSED: Verdict.REFUSED}
        return instead.get(self.reply.status, Verdict.WRONG)


def rehearse(knowledge: Knowledge, thresholds: Thresholds = DEFAULT) -> tuple[Problem, ...]:
    """The tests that fail and the facts that cannot be asked for."""
    failed = (one for one in outcomes(knowledge, thresholds=thresholds) if one.failure)
    tests = (_at(one.place, "RW401", ask=one.asked[-1], detail=one.failure) for one in failed)
    return tuple(sorted((*tests, *_facts(knowledge, thresholds))))


def outcomes(
    knowledge: Knowledge,
    tests_of: Knowledge | None = None,
    thresholds: Thresholds = DEFAULT,
) -> Iterator[Outcome]:
    """What comes of every question of the knowledge's tests (or of another knowledge's)."""
    for test, place in (tests_of or knowledge).tests:
        reply, session = opened(test.ask, knowledge, thresholds)
        yield Outcome((test.ask,), reply, failure(test, reply) or "", place)
        asked: tuple[str, ...] = (test.ask,)
        for turn in test.then:
            reply, session = ask(turn.ask, session, knowledge, thresholds)
            asked = (*asked, turn.ask)
            yield Outcome(asked, reply, failure(turn, reply) or "", place)


def opened(
    question: str, knowledge: Knowledge, thresholds: Thresholds = DEFAULT
) -> tuple[Reply, Session]:
    """The reply to a question that opens a conversation; remembered, as many ask for the same."""
    key = (opened, question, thresholds)
    found = knowledge.remembered.get(key)
    if found is None:
        found = knowledge.remember(key, ask(question, Session(), knowledge, thresholds))
    return cast("tuple[Reply, Session]", found)


def warm(knowledge: Knowledge) -> None:
    """Build beforehand what is otherwise built when first needed, so that no asker waits for it."""
    for name, lazily in vars(Knowledge).items():
        if isinstance(lazily, cached_property):
            getattr(knowledge, name)
    knowledge.lattice.lexicon.warm()
    ask(knowledge.source.title, Session(), knowledge, DEFAULT)


def failure(turn: RehearsalTurn, reply: Reply) -> str | None:
    """Why a reply does not pass a test; None where it does."""
    if reply.status.value != turn.status:
        expected, found = phrase(f"status.{turn.status}"), phrase(f"status.{reply.status.value}")
        return phrase("test.status", expected=expected, found=found, text=reply.text)
    for wanted in turn.answer:
        if not any(choice in reply.text for choice in wanted.split("|")):
            return phrase("test.missing", wanted=wanted, text=reply.text)
    for unwanted in turn.without:
        if unwanted in reply.text:
            return phrase("test.unwanted", unwanted=unwanted, text=reply.text)
    return None


def tells(reply: Reply, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether a reply gives a fact: its sentence, or all its values, or its quotes."""
    if reply.status is not Status.ANSWERED:
        return False
    values = (
        knowledge.short(value.entity) if value.entity else value.text for value in fact.values
    )
    quotes = {source.quote for source in reply.sources}
    return all(value in reply.text for value in values) or set(fact.quotes) <= quotes


def _facts(knowledge: Knowledge, thresholds: Thresholds) -> Iterator[Problem]:
    """Facts that the usual question for their attribute does not reach."""
    for fact in knowledge.facts:
        text = knowledge.question_of(fact)
        if text:
            reply, _ = opened(text, knowledge, thresholds)
            if not tells(reply, fact, knowledge):
                yield _at(fact.place, "RW402", subject=fact.subject, attribute=fact.attribute,
                          ask=text)  # fmt: skip


def _at(place: Place, code: str, **slots: object) -> Problem:
    return problem(code, place.file, place.line, place.column, place.trail, **slots)
