"""RW509 (hint): an answer that time overtakes.

Words such as 今年 or 昨天 in an answer mean something else every day it is read; 将于 with a date
that is past says what is no longer so. Quotes of the source are left alone: they are of their day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files

import yaml

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Place
from bot.lint.rule import Finding, Rule, Severity
from bot.phrases import phrase

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def rule(today: date) -> Rule:
    """The rule as of a day."""
    return Rule("RW509", Severity.HINT, partial(_check, today=today))


def _check(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    for text, quotes, place in _own_words(knowledge):
        for word in _words()["relative"]:
            if word in text and not any(word in quote for quote in quotes):
                detail = phrase("stale.relative", word=word)
                yield Finding(place, (text, word), {"detail": detail, "text": text})
        past = _past(knowledge.read(text).figures, today)
        if past and any(word in text for word in _words()["future"]):
            detail = phrase("stale.past", date=past)
            yield Finding(place, (text, past), {"detail": detail, "text": text})


def _own_words(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    """What administrators wrote themselves, beside the quotes that bear it out."""
    for fact in knowledge.facts:
        if fact.answer:
            yield fact.answer, fact.quotes, fact.place
    for faq in knowledge.faqs:
        yield faq.answer, faq.quotes, faq.place
    for statement in knowledge.statements:
        if not statement.verbatim:
            yield statement.text, statement.quotes, statement.place


def _past(figures: frozenset[str], today: date) -> str:
    """A whole date that lies before today; empty where there is none."""
    dates = sorted(
        figure for figure in figures if figure.count("-") == 2 and not set("?~") & set(figure)
    )
    return next((found for found in dates if found < today.isoformat()), "")


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    text = (files("bot") / "vocabulary" / "stale.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, Loader=_LOADER)  # noqa: S506  (strings only)
    return {name: tuple(words) for name, words in found.items()}
