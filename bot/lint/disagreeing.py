"""RW508 (error): a list that disagrees with itself or with what single facts say.

- the same value stands in a list twice;
- another fact of the same attribute has a value that the list leaves out;
- the answer says how many there are, and the list holds more, or fewer without being open;
- two facts give the same thing two dates or numbers.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact
from bot.lint.rule import Finding, Rule, Severity
from bot.phrases import phrase
from bot.text.numbers import figures


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    for facts in knowledge.by_fact_key.values():
        for fact in facts:
            for kind, said in (*_twice(fact), *_miscounted(fact, knowledge)):
                yield _finding(fact, kind, said)
        for fact, said in _left_out(facts):
            yield _finding(fact, "left_out", said)
        for fact, said in _contrary(facts, knowledge):
            yield _finding(fact, "contrary", said)


def _finding(fact: Fact, kind: str, said: str) -> Finding:
    detail = phrase(f"disagreeing.{kind}", said=said, count=len(fact.values))
    slots = {"subject": fact.subject, "attribute": fact.attribute, "detail": detail}
    return Finding(fact.place, (fact.subject, fact.attribute, said), slots)


def _twice(fact: Fact) -> Iterator[tuple[str, str]]:
    keys = [value.key for value in fact.values]
    yield from (("twice", key) for key in dict.fromkeys(keys) if keys.count(key) > 1)


def _miscounted(fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The one number before a counter for such values that the answer holds, where it is off."""
    if len(fact.values) == 1 or not fact.answer:
        return
    counters = _counters(fact, knowledge)
    counted = {
        figure.value
        for figure in figures(fact.answer)
        if figure.kind == "number" and fact.answer[figure.end : figure.end + 1] in counters
    }
    size = len(fact.values)
    for said in counted if len(counted) == 1 else ():
        if float(said) < size or (float(said) > size and not fact.open):
            yield "miscounted", said


def _counters(fact: Fact, knowledge: Knowledge) -> frozenset[str]:
    kinds = {knowledge.kind_of(value.entity) for value in fact.values if value.entity}
    known = knowledge.vocabulary.kinds
    own = {counter for kind in kinds if kind in known for counter in known[kind].counters}
    return frozenset(own | {knowledge.vocabulary.replies["counter"]})


def _left_out(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, str]]:
    """Values of single facts that a list of the same attribute does not hold."""
    lists = [fact for fact in facts if len(fact.values) > 1]
    for single in facts:
        value = single.values[0].key
        if len(single.values) == 1 and lists and not any(_holds(fact, value) for fact in lists):
            yield single, value


def _holds(fact: Fact, key: str) -> bool:
    return any(value.key == key for value in fact.values)


def _contrary(facts: tuple[Fact, ...], knowledge: Knowledge) -> Iterator[tuple[Fact, str]]:
    kind = knowledge.vocabulary.attributes[facts[0].attribute].value
    measured = any(knowledge.vocabulary.plays(kind, role) for role in ("date", "number"))
    first = facts[0].values[0].key
    for fact in facts[1:]:
        if measured and len(fact.values) == 1 and fact.values[0].key != first:
            yield fact, f"{first}{phrase('disagreeing.and')}{fact.values[0].key}"


RULE = Rule("RW508", Severity.ERROR, _check)
