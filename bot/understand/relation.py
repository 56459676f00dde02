"""Questions about an attribute's values: which, how many, the third, is it true that.

What the question says of the values is checked against the facts: a value of the right kind that
the facts do not hold is a false claim, and the answer corrects it.
"""

from collections.abc import Iterator

from bot.knowledge.algebra import Combined, Expression, Outcome, Values, evaluate
from bot.knowledge.index import Fact, Knowledge, Support
from bot.knowledge.vocabulary import Attribute
from bot.model import Role
from bot.understand.about import Subject, subjects
from bot.understand.claims import Claims, claims_on
from bot.understand.interpretation import Interpretation, Relation
from bot.understand.narrow import Narrowed, narrow, pick
from bot.understand.read import Form, Reading
from bot.understand.sought import Sought, subjects_of

_WRONG_KIND = 0.5  # factor where the question word asks for another kind
_CORRECTED = 0.9  # factor where an open question takes something false for true


def relations(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one about the values of an attribute."""
    for one in sought:
        if subjects_of(one.attribute, knowledge):
            for subject in subjects(reading, one, knowledge):
                yield from about(reading, one, subject, knowledge)


def about(
    reading: Reading, sought: Sought, subject: Subject, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one about this attribute of this subject."""
    query = _query(sought.attribute, subject.names)
    yield from of_set(reading, sought, subject, Narrowed(query, sought.tokens | subject.tokens),
                      knowledge)  # fmt: skip


def of_set(
    reading: Reading, sought: Sought, subject: Subject, base: Narrowed, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one about a set of values: asserted, corrected, or asked for."""
    spec = knowledge.vocabulary.attributes[sought.attribute]
    picked = pick(base, reading, knowledge) if reading.asserts else base
    outcome = evaluate(picked.query, knowledge)
    claims = claims_on(reading, outcome, spec, picked.used, knowledge)
    if claims.all and reading.asserts:
        yield _claimed(reading, sought, subject, picked, claims, 1.0, knowledge)
        return
    narrowed = narrow(base, reading, knowledge)
    wrong = claims.false and not claims.true and narrowed.query == base.query
    if wrong and subject.name and not spec.gathers:
        yield _claimed(reading, sought, subject, base, claims, _CORRECTED, knowledge)
    asked = _asked(reading, sought, subject, narrowed, spec, claims, outcome, knowledge)
    if asked is not None:
        yield asked


def _query(attribute: str, subjects_: tuple[str, ...]) -> Expression:
    parts = tuple(Values(name, attribute) for name in subjects_)
    return parts[0] if len(parts) == 1 else Combined("either", parts)


def _claimed(
    reading: Reading, sought: Sought, subject: Subject, base: Narrowed, claims: Claims,
    factor: float, knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    form = Form.CHOICE if reading.form is Form.CHOICE else Form.VERIFY
    spec = knowledge.vocabulary.attributes[sought.attribute]
    facts = evaluate(base.query, knowledge).facts
    negations = frozenset(reading.operators.get("not", ()))
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, subject.name, base.query, form, claims.all),
        used=base.used | claims.tokens | negations,
        fit=sought.strength * subject.fit * factor,
        support=support_of(facts, spec, subject.name, knowledge),
        notes=notes_on(sought, subject, reading),
    )


def _asked(
    reading: Reading, sought: Sought, subject: Subject, narrowed: Narrowed, spec: Attribute,
    claims: Claims, whole: Outcome, knowledge: Knowledge,
) -> Interpretation | None:  # fmt: skip
    form = reading.form if reading.form in (Form.COUNT, Form.POSITION) else Form.OPEN
    if form is Form.POSITION and not narrowed.item:
        return None
    if form is Form.COUNT and knowledge.vocabulary.plays(spec.value, "number"):
        form = Form.OPEN
    found = evaluate(narrowed.query, knowledge)
    fitting = form is Form.POSITION or _fits(reading, spec, found, knowledge)
    options = _options(reading) if reading.form is Form.CHOICE else frozenset()
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, subject.name, narrowed.query, form, item=narrowed.item),
        used=narrowed.used | claims.true_tokens | options,
        fit=sought.strength * subject.fit * (1.0 if fitting else _WRONG_KIND),
        support=support_of(whole.facts, spec, subject.name, knowledge),
        notes=notes_on(sought, subject, reading) + (() if found.items else ("∅",)),
    )


def _fits(reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether the values are of a kind that the question words ask for."""
    if reading.asks.intersection(spec.ask) or not reading.asked:
        return True
    number = knowledge.vocabulary.kind_of_role("number")
    if reading.asked <= {number} and reading.form is Form.COUNT:
        return True
    kinds = {knowledge.kind_of(item.entity) if item.entity else spec.value for item in found.items}
    kinds |= {
        knowledge.kind_of(name)
        for item in found.items
        for name in item.support.entities
        if spec.posts
    }
    return any(reading.asks_for(kind, knowledge.vocabulary) for kind in kinds or {spec.value})


def _options(reading: Reading) -> frozenset[int]:
    """甲还是乙 where neither is a known value: the words on both sides."""
    place = next(i for i, t in enumerate(reading.tokens) if t.has(Role.ASK, "choice"))
    after = [i for i in reading.content() if i > place]
    before = [i for i in reading.content() if i < place]
    return frozenset((*after, *before[-len(after) :]))


def support_of(
    facts: tuple[Fact, ...], spec: Attribute, subject: str, knowledge: Knowledge
) -> Support:
    """What the facts say, and who the things in them are."""
    names = {subject} if subject else {fact.subject for fact in facts}
    if not knowledge.vocabulary.kinds[spec.value].value:
        names |= {value.entity for fact in facts for value in fact.values if value.entity}
    known = (knowledge.identity[name] for name in sorted(names) if name in knowledge.identity)
    return Support.union((*(fact.support for fact in facts), *known))


def notes_on(sought: Sought, subject: Subject, reading: Reading) -> tuple[str, ...]:
    """Which words made the attribute and the subject, and how sure that is."""
    said = "、".join(reading.tokens[i].text for i in sorted(sought.tokens)) or "-"
    by = "、".join(reading.tokens[i].text for i in sorted(subject.tokens)) or "-"
    return (f"{sought.attribute}←{said} {sought.strength:.2f}",
            f"{'、'.join(subject.names)}←{by} {subject.fit:.2f}")  # fmt: skip
