"""RW506 (hint): a fact that no question made from its own words reaches.

Questions are made of every name of the subject and every way to ask for the attribute. A fact
that none of them gets is dead: another entry answers first, or its answer leaves its value out.
"""

from collections.abc import Iterator

from bot.generate import generated
from bot.knowledge.index import Knowledge
from bot.lint.rule import Finding, Rule, Severity
from bot.rehearse import opened, tells


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    asked: dict[int, str] = {}  # a fact's place in the knowledge → the first question for it
    reached: set[int] = set()
    numbers = {id(fact): number for number, fact in enumerate(knowledge.facts)}
    for question, fact in generated(knowledge):
        number = numbers[id(fact)]
        asked.setdefault(number, question)
        if number not in reached:
            reply, _ = opened(question, knowledge)
            if tells(reply, fact, knowledge):
                reached.add(number)
    for number in asked.keys() - reached:
        fact = knowledge.facts[number]
        slots = {"subject": fact.subject, "attribute": fact.attribute, "ask": asked[number]}
        yield Finding(fact.place, (fact.subject, fact.attribute), slots)


RULE = Rule("RW506", Severity.HINT, _check)
