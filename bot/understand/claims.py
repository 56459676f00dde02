"""What a question says of an attribute's values, checked against the facts.

A value of the right kind is a claim: true where the facts hold it, false where they do not. A
question word asks; a claim asserts (论坛是甲大学主办的吧) or presupposes (为什么由甲大学主办).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.algebra import Described, Outcome, evaluate, mentions_entity
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role, Token
from bot.text.numbers import agree
from bot.understand.interpretation import Claim
from bot.understand.read import Form, Reading


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a question, and the tokens that make them."""

    all: tuple[Claim, ...]
    tokens: frozenset[int]
    true_tokens: frozenset[int]

    @property
    def true(self) -> tuple[Claim, ...]:
        """Those that the facts bear out."""
        return tuple(claim for claim in self.all if claim.true)

    @property
    def false(self) -> tuple[Claim, ...]:
        """Those that they do not."""
        return tuple(claim for claim in self.all if not claim.true)


def claims_on(
    reading: Reading,
    outcome: Outcome,
    spec: Attribute,
    used: frozenset[int],
    knowledge: Knowledge,
) -> Claims:
    """What the tokens not yet used claim about the values of `outcome`."""
    found: list[tuple[int, Claim]] = []
    for i, token in enumerate(reading.tokens):
        if i in used or token.weight == 0:
            continue
        claim = _claim(token, outcome, spec, reading, knowledge)
        if claim is not None:
            found.append((i, claim))
    found = list(_titled(reading, found, outcome, spec, knowledge))
    return Claims(
        tuple(claim for _, claim in found),
        frozenset(i for i, _ in found),
        frozenset(i for i, claim in found if claim.true),
    )


def _claim(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """What one token says of the values; None where it says nothing of that kind."""
    for role in (Role.ENTITY, Role.LITERAL):
        for ref in token.refs(role):
            if ref in outcome.keys:
                return Claim(token.text, ref, True)
    for test in (_false_name, _false_literal, _date, _number, _title, _owner):
        claim = test(token, outcome, spec, reading, knowledge)
        if claim is not None:
            return claim
    return None


def _false_name(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """A name of the right kind that is none of the values."""
    kinds = token.refs(Role.FOREIGN)
    if knowledge.vocabulary.kinds[spec.value].value:
        return None
    if kinds:
        alike = [not kind or knowledge.vocabulary.is_a(kind, spec.value) for kind in kinds]
        return Claim(token.text, token.text, False) if any(alike) else None
    names = [name for name in token.refs(Role.ENTITY) if knowledge.is_kind(name, spec.values)]
    if not names or any(_involved(name, outcome, knowledge) for name in names):
        return None
    return Claim(token.text, names[0], False)


def _involved(name: str, outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether values belong to the named entity, so that it rather qualifies them."""
    return any(name in knowledge.related.get(key, ()) for key in outcome.keys)


def _false_literal(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """A value that the facts give to another subject."""
    attributes = {fact.attribute for fact in outcome.facts}
    for literal in token.refs(Role.LITERAL):
        others = knowledge.by_value.get(literal, ())
        if len(literal) > 3 and any(fact.attribute in attributes for fact in others):
            return Claim(token.text, literal, False)
    return None


def _date(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    if not knowledge.vocabulary.plays(spec.value, "date") or not token.has(Role.DATE):
        return None
    asked = token.refs(Role.DATE)[0]
    known = [f for item in outcome.items for f in item.support.figures if f.count("-") == 2]
    return Claim(token.text, token.text, any(agree(asked, date) for date in known))


def _number(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """A number claims the value itself where it is one, and else how many values there are."""
    if not token.has(Role.NUMBER) or reading.form is not Form.VERIFY:
        return None
    number = token.refs(Role.NUMBER)[0]
    if knowledge.vocabulary.plays(spec.value, "number"):
        true = any(number in item.support.figures for item in outcome.items)
        return Claim(token.text, token.text, true)
    if len(outcome.items) < 2 or float(number) < 2:
        return None
    return Claim(token.text, f"#{number}", int(float(number)) == len(outcome.items))


def _title(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """A post that the subject has or has not (only where the values are posts)."""
    titles = token.refs(Role.TITLE)
    known = frozenset().union(*(item.support.titles for item in outcome.items))
    if not titles or not known:
        return None
    classes = knowledge.vocabulary.title_classes
    true = any(classes.get(title, frozenset((title,))) & known for title in titles)
    return Claim(token.text, titles[0], true)


def _owner(
    token: Token, outcome: Outcome, spec: Attribute, reading: Reading, knowledge: Knowledge
) -> Claim | None:
    """An organisation that the subject belongs to or not (only where the values are posts)."""
    if not any(item.support.titles for item in outcome.items if not item.entity):
        return None
    for name in (*token.refs(Role.ENTITY), *token.refs(Role.FOREIGN)):
        if token.has(Role.FOREIGN) or knowledge.plays(name, "organisation"):
            true = any(mentions_entity(item, name, knowledge) for item in outcome.items)
            return Claim(token.text, name, true)
    return None


def _titled(
    reading: Reading,
    found: list[tuple[int, Claim]],
    outcome: Outcome,
    spec: Attribute,
    knowledge: Knowledge,
) -> Iterator[tuple[int, Claim]]:
    """A person told by a post (甲大学校长) among values that are persons."""
    yield from found
    taken = {i for i, _ in found}
    if not knowledge.vocabulary.plays(spec.value, "person") or not outcome.items:
        return
    for i in reading.tokens_with(Role.TITLE):
        if i in taken or not reading.tokens[i].weight:
            continue
        before = reading.tokens[i - 1] if i else None
        owners = before.refs(Role.ENTITY) if before else ()
        titles = frozenset(reading.tokens[i].refs(Role.TITLE))
        for attribute in knowledge.titled:
            whole = Described(attribute, titles, frozenset(owners))
            holders = evaluate(whole, knowledge).keys
            true = any(holder in outcome.keys for holder in holders)
            text = f"{before.text if before and owners else ''}{reading.tokens[i].text}"
            yield i, Claim(text, text, true)
            if before is not None and owners and i - 1 not in taken:
                yield i - 1, Claim(before.text, owners[0], true)
