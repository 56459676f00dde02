"""Questions about an attribute's values: which, how many, the third, is it true that.

What the question says of the values is checked against the facts: a value of the right kind that
the facts do not hold is a false claim, and the answer corrects it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bot.knowledge.algebra import Combined, Expression, Outcome, Values, evaluate
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role
from bot.understand.about import subjects
from bot.understand.claims import Claims, Facts
from bot.understand.counted import counted
from bot.understand.fits import fits, measures
from bot.understand.form import Form
from bot.understand.interpretation import Absent, Claim, Interpretation, Relation
from bot.understand.narrow import narrow, pick
from bot.understand.places import in_order, on_one_list
from bot.understand.read import Reading
from bot.understand.slices import Narrowed
from bot.understand.sought import Sought
from bot.understand.topic import Topic, merely_says, notes_on, says_more, support_of

_WRONG_KIND = 0.5  # factor where the question word asks for another kind
_FIGURES = (Role.ORDINAL, Role.NUMBER, Role.DATE)
UNTOLD = 0.5  # factor where that is left open
SAYING = 0.8  # factor where only a word for saying stands for the attribute
_GIVEN = 0.7  # factor where the only value stands in the question already
_SEVERAL = 2
_TELLING = 0.3  # weight from which a verb says what happened
_CORRECTED = 0.9  # factor where an open question takes something false for true


def relations(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one about the values of an attribute."""
    for one in sought:
        if knowledge.stated[one.attribute]:
            for subject in subjects(reading, one, knowledge):
                query = _query(one.attribute, subject.names, reading)
                base = Narrowed(query, one.tokens | subject.tokens)
                yield from of_set(reading, Topic(one, subject), base, knowledge)


def of_set(
    reading: Reading, topic: Topic, base: Narrowed, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one about a set of values: asserted, corrected, or asked for."""
    ordered = in_order(reading, topic, base, knowledge) or on_one_list(
        reading, topic, base, knowledge
    )
    if ordered is not None:
        yield ordered
        return
    picked = pick(base, reading, knowledge) if reading.asserts else base
    claims = _claims(reading, topic, picked, knowledge)
    if claims.all and (reading.asserts or "why" in reading.asks):
        yield from _presumed(reading, topic, picked, claims, knowledge)
        return
    narrowed = narrow(base, reading, knowledge)
    told = claims.only_false and _presupposes(reading, topic, claims, knowledge)
    if told and narrowed.query == base.query and topic.subject.name:
        yield _claimed(reading, topic, base, claims, knowledge)
    asked = _asked(reading, topic, base, narrowed, claims, knowledge)
    if asked is not None:
        yield asked


def _claims(reading: Reading, topic: Topic, base: Narrowed, knowledge: Knowledge) -> Claims:
    """What is claimed of the values; a post that several people are said to have, of each."""
    attribute = topic.sought.attribute
    spec = knowledge.vocabulary.attributes[attribute]
    whole = _facts(base, attribute, knowledge).claims(reading, base.used)
    if not (spec.posts and isinstance(base.query, Combined)):
        return whole.with_false(_misplaced(reading, topic, base.used | whole.tokens, knowledge))
    each = (Narrowed(part, base.used) for part in base.query.parts)
    return whole.shared(
        _facts(one, attribute, knowledge).claims(reading, base.used) for one in each
    )


def _misplaced(
    reading: Reading, topic: Topic, used: frozenset[int], knowledge: Knowledge
) -> dict[int, Claim]:
    """500是乙的人数吧: something of the subject's kind that the value is said to be of."""
    spec = knowledge.vocabulary.attributes[topic.sought.attribute]
    named = {m.token: m for m in reading.mentions if m.token not in used}
    if topic.subject.tokens or not topic.subject.name or not topic.sought.named:
        return {}
    return {
        i: Claim(m.text, m.entity, False)
        for i, m in named.items()
        if knowledge.is_kind(m.entity, spec.of)
        and topic.subject.name not in (m.entity, *knowledge.whole_of(m.entity))
        and m.entity not in knowledge.whole_of(topic.subject.name)
    }


def _presumed(
    reading: Reading, topic: Topic, base: Narrowed, claims: Claims, knowledge: Knowledge
) -> Iterator[Interpretation]:
    """What is claimed, judged; where a reason is asked for what is so, the source gives none."""
    claimed = _claimed(reading, topic, base, claims, knowledge)
    denied = bool(reading.negations)
    if reading.asserts or any(claim.true is denied for claim in claims.all):
        yield claimed
    elif topic.sought.tokens:
        label = knowledge.vocabulary.reply("reason_word")
        absent = Absent(topic.sought.attribute, topic.subject.name, label)
        yield replace(claimed, meaning=absent, fit=topic.fit)


def _query(attribute: str, names: tuple[str, ...], reading: Reading) -> Expression:
    """The values of all the subjects, or what they share where that is what is claimed."""
    parts = tuple(Values(name, attribute) for name in names)
    claimed = reading.form is Form.VERIFY or "why" in reading.asks
    how: Literal["both", "either"] = "both" if claimed and "both" in reading.operators else "either"
    return parts[0] if len(parts) == 1 else Combined(how, parts)


def _facts(base: Narrowed, attribute: str, knowledge: Knowledge) -> Facts:
    spec = knowledge.vocabulary.attributes[attribute]
    return Facts(evaluate(base.query, knowledge), attribute, spec, knowledge)


def _claimed(
    reading: Reading, topic: Topic, base: Narrowed, claims: Claims, knowledge: Knowledge
) -> Interpretation:
    attribute, subject = topic.sought.attribute, topic.subject.name
    form = Form.CHOICE if reading.form is Form.CHOICE else Form.VERIFY
    negations = frozenset(reading.operators.get("not", ()))
    denied = bool(reading.negations) and form is Form.VERIFY
    options = _options(reading) if form is Form.CHOICE else frozenset()
    facts = evaluate(base.query, knowledge).facts
    support = support_of(facts, attribute, subject, knowledge)
    used = base.used | claims.tokens
    guessed = not topic.sought.tokens and claims.only_false and _other_verb(reading, used)
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, subject, base.query, form, claims.all, denied=denied),
        used=used | negations | options,
        fit=topic.fit
        * (1.0 if reading.asserts else _CORRECTED)
        * (1.0 if form is not Form.CHOICE or options & claims.tokens else _WRONG_KIND)
        * (UNTOLD if says_more(reading, topic.sought, used, support) else 1.0)
        * (_GIVEN if guessed else 1.0),
        support=support,
        notes=notes_on(topic, reading),
    )


def _other_verb(reading: Reading, used: frozenset[int]) -> bool:
    """Whether the question says in so many words what else it claims."""
    worded = (*reading.tokens_with(Role.ATTRIBUTE), *reading.tokens_with(Role.VERB))
    return any(i not in used and reading.weights[i] >= _TELLING for i in worded)


def _asked(
    reading: Reading,
    topic: Topic,
    base: Narrowed,
    narrowed: Narrowed,
    claims: Claims,
    knowledge: Knowledge,
) -> Interpretation | None:
    attribute, subject = topic.sought.attribute, topic.subject.name
    spec = knowledge.vocabulary.attributes[attribute]
    found = evaluate(narrowed.query, knowledge)
    form = Form.POSITION if narrowed.items else _form(reading, spec, found, knowledge)
    if form is Form.POSITION and not narrowed.items:
        return None
    if not measures(reading, spec, found, knowledge):
        return None
    fitting = form is Form.POSITION or fits(reading, topic.sought, spec, found, knowledge)
    true = {claim.key for claim in claims.all if claim.true}
    given = set(found.keys) <= true and len(found.items) == 1 and "who" in reading.asks
    options = _options(reading) if reading.form is Form.CHOICE else frozenset()
    fitting = fitting and _may_be(reading, options, spec, knowledge)
    unnamed = narrowed.query != base.query and len(topic.subject.names) > _SEVERAL
    fitting = fitting and (bool(topic.subject.tokens) or not unnamed)
    whole = evaluate(base.query, knowledge)
    people = knowledge.vocabulary.plays(spec.value, "person")
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, subject, narrowed.query, form, items=narrowed.items),
        used=narrowed.used | claims.true_tokens | options | counted(reading, len(found.items)),
        fit=topic.fit
        * (1.0 if fitting else _WRONG_KIND)
        * (_GIVEN if given else 1.0)
        * (UNTOLD if reading.asserts and any(reading.quotations()) else 1.0)
        * (SAYING if people and merely_says(reading, topic.sought) else 1.0),
        support=support_of(whole.facts, attribute, subject, knowledge),
        notes=notes_on(topic, reading),
    )


def _presupposes(reading: Reading, topic: Topic, claims: Claims, knowledge: Knowledge) -> bool:
    """Whether an open question takes its claims for granted: not where it asks for another kind
    (甲住在哪里), nor where the claim belongs to the question word (哪位市长, 甲由谁)."""
    kind = knowledge.vocabulary.attributes[topic.sought.attribute].value
    other = reading.specific and not reading.asks_for(kind, knowledge.vocabulary)
    asking = [i for i, token in enumerate(reading.tokens) if token.has(Role.ASK, "who")]
    beside = {place for i in asking for place in (i - 1, i + 1)}
    loose = (other and not topic.sought.named) or claims.tokens <= beside
    return not loose and not merely_says(reading, topic.sought)


def _form(reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge) -> Form:
    """Counting, unless the value itself is the number or the only text; a place in a list; or the
    values."""
    number = knowledge.vocabulary.plays(spec.value, "number")
    text = knowledge.vocabulary.kinds[spec.value].value and len(found.items) == 1
    if reading.form is Form.COUNT and (number or text):
        return Form.OPEN
    return reading.form if reading.form in (Form.COUNT, Form.POSITION) else Form.OPEN


def _options(reading: Reading) -> frozenset[int]:
    """甲还是乙 where neither is a known value: the words on both sides, figures apart."""
    place = next(i for i, t in enumerate(reading.tokens) if t.has(Role.ASK, "choice"))
    words = [i for i in reading.content if reading.tokens[i].senses.roles.isdisjoint(_FIGURES)]
    after = [i for i in words if i > place]
    before = [i for i in words if i < place]
    return frozenset((*after, *before[-len(after) :]))


def _may_be(
    reading: Reading, options: frozenset[int], spec: Attribute, knowledge: Knowledge
) -> bool:
    """Whether the things that 甲还是乙 offers are of a kind that the attribute holds."""
    named = [name for i in options for name in reading.tokens[i].refs(Role.ENTITY)]
    return not named or any(knowledge.is_kind(name, spec.values) for name in named)
