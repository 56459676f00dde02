"""Asks what the knowledge says it can answer: its own tests, and one question for every fact."""

from collections.abc import Iterator

from bot.config import Thresholds
from bot.engine import ask
from bot.errors import Problem, problem
from bot.knowledge.index import Knowledge
from bot.knowledge.records import RehearsalTurn
from bot.knowledge.terms import Fact, Place
from bot.model import Reply, Status
from bot.phrases import phrase
from bot.session import Session


def rehearse(knowledge: Knowledge, thresholds: Thresholds | None = None) -> tuple[Problem, ...]:
    """The tests that fail and the facts that cannot be asked for."""
    cuts = thresholds or Thresholds()
    return tuple(sorted((*_tests(knowledge, cuts), *_facts(knowledge, cuts))))


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


def _tests(knowledge: Knowledge, thresholds: Thresholds) -> Iterator[Problem]:
    for test, place in knowledge.tests:
        session = Session()
        for turn in (test, *test.then):
            reply, session = ask(turn.ask, session, knowledge, thresholds)
            detail = failure(turn, reply)
            if detail is not None:
                yield _at(place, "RW401", ask=turn.ask, detail=detail)


def _facts(knowledge: Knowledge, thresholds: Thresholds) -> Iterator[Problem]:
    """Facts that the usual question for their attribute does not reach."""
    for fact in knowledge.facts:
        text = knowledge.question_of(fact)
        if text:
            reply, _ = ask(text, Session(), knowledge, thresholds)
            if not _tells(fact, reply, knowledge):
                yield _at(fact.place, "RW402", subject=fact.subject, attribute=fact.attribute,
                          ask=text)  # fmt: skip


def _tells(fact: Fact, reply: Reply, knowledge: Knowledge) -> bool:
    """Whether a reply gives a fact: its sentence, or all its values, or its quotes."""
    if reply.status is not Status.ANSWERED:
        return False
    values = (
        knowledge.short(value.entity) if value.entity else value.text for value in fact.values
    )
    quotes = {source.quote for source in reply.sources}
    return all(value in reply.text for value in values) or set(fact.quotes) <= quotes


def _at(place: Place, code: str, **slots: object) -> Problem:
    return problem(code, place.file, place.line, place.column, place.trail, **slots)
