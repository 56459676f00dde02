"""An attribute of an attribute's value: 主持人的职务 is the post of who chairs."""

from collections.abc import Iterator

from bot.knowledge.algebra import Of, Values, evaluate
from bot.knowledge.index import Knowledge
from bot.understand.about import subjects
from bot.understand.form import Form
from bot.understand.interpretation import Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.sought import Sought
from bot.understand.topic import support_of

_CHAINED = 0.97  # factor for the step from one attribute to the next
_SAID = 0.94  # how sure the inner attribute must be
_MOST_OWNERS = 5


def chains(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one about an attribute of the values of another one."""
    if reading.asserts:
        return
    for outer in sought:
        for inner in sought:
            said = outer.tokens and inner.tokens and inner.strength >= _SAID
            if said and _follows(outer, inner):
                yield from _chain(reading, outer, inner, knowledge)


def _follows(outer: Sought, inner: Sought) -> bool:
    """Whether the outer attribute is named after the inner one, in words of its own."""
    return outer.attribute != inner.attribute and min(outer.tokens) > max(inner.tokens)


def _chain(
    reading: Reading, outer: Sought, inner: Sought, knowledge: Knowledge
) -> Iterator[Interpretation]:
    attributes = knowledge.vocabulary.attributes
    spec = attributes[outer.attribute]
    if not spec.of or not knowledge.vocabulary.fits(attributes[inner.attribute].value, spec.of):
        return
    if not knowledge.stated[inner.attribute]:
        return
    for subject in subjects(reading, inner, knowledge):
        owners = Values(subject.name, inner.attribute)
        if any(knowledge.is_kind(name, spec.of) for name in reading.mentioned):
            continue  # the one that is named is asked about
        query = Of(owners, outer.attribute)
        outcome = evaluate(query, knowledge)
        if not subject.name or not outcome.items or len(outcome.facts) > _MOST_OWNERS:
            continue
        yield Interpretation(
            intent=outer.attribute,
            meaning=Relation(outer.attribute, "", query, Form.OPEN),
            used=outer.tokens | inner.tokens | subject.tokens,
            fit=outer.strength * inner.strength * subject.fit * _CHAINED,
            support=support_of(outcome.facts, outer.attribute, "", knowledge),
            notes=(f"{outer.attribute}←{inner.attribute}←{subject.name}",),
        )
