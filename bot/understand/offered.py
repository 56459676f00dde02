"""Names that a question offers to choose among: 甲、乙、丙里谁上了榜, 哪一所两个榜都没上."""

from collections.abc import Iterator

from bot.knowledge.algebra import Combined, Described, Values, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.about import subjects
from bot.understand.form import Form
from bot.understand.interpretation import Claim, Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.slices import Narrowed
from bot.understand.sought import Sought
from bot.understand.topic import Topic, notes_on, support_of

_FEWEST = 2
_POST = 0.95  # fit of a choice by what people are


def offers(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as a choice among the names it offers.

    A name that the knowledge does not hold counts as one that is not on the list.
    """
    if reading.form is not Form.OPEN or not reading.asks & {"who", "which"}:
        return
    for one in sought:
        yield from _by_post(reading, one, knowledge)
        for subject in subjects(reading, one, knowledge) if _stated(one, knowledge) else ():
            parts = tuple(Values(name, one.attribute) for name in subject.names)
            query = parts[0] if len(parts) == 1 else Combined("either", parts)
            base = Narrowed(query, one.tokens | subject.tokens)
            found = _chosen(reading, Topic(one, subject), base, knowledge)
            if found is not None:
                yield found


def _by_post(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """甲跟乙，哪位是某单位的: the ones of several people whose posts fit, or do not."""
    if not knowledge.vocabulary.attributes[sought.attribute].posts:
        return
    people = {m.entity: m.token for m in reading.mentions
              if knowledge.facts_about(m.entity, sought.attribute)}  # fmt: skip
    owners = {m.entity: m.token for m in reading.mentions
              if knowledge.plays(m.entity, "organisation")}  # fmt: skip
    places = reading.tokens_with(Role.TITLE)
    titles = frozenset(ref for i in places for ref in reading.tokens[i].refs(Role.TITLE))
    fitting = evaluate(Described(sought.attribute, titles, frozenset(owners)), knowledge)
    negations = reading.operators.get("not", ())
    chosen = [name for name in people if (name in fitting.keys) is not bool(negations)]
    if len(people) < _FEWEST or not (titles or owners) or not chosen:
        return
    parts = tuple(Values(name, sought.attribute) for name in chosen)
    query = parts[0] if len(parts) == 1 else Combined("either", parts)
    yield Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, Form.OPEN),
        used=sought.tokens.union(people.values(), owners.values(), places, negations),
        fit=max(sought.strength, _POST),
        support=support_of(evaluate(query, knowledge).facts, sought.attribute, "", knowledge),
        notes=(f"{sought.attribute}←{'、'.join(people)}",),
    )


def _stated(sought: Sought, knowledge: Knowledge) -> bool:
    return bool(knowledge.stated[sought.attribute])


def _chosen(
    reading: Reading, topic: Topic, base: Narrowed, knowledge: Knowledge
) -> Interpretation | None:
    spec = knowledge.vocabulary.attributes[topic.sought.attribute]
    names = _names(reading, base, spec.values, knowledge)
    if len(names) < _FEWEST:
        return None
    outcome = evaluate(base.query, knowledge)
    denied = bool(reading.operators.get("not"))
    claims = tuple(
        Claim(reading.tokens[i].text, key, (key in outcome.keys) is not denied)
        for i, key in names.items()
    )
    if not any(claim.true for claim in claims):
        return None
    numbers = reading.tokens_with(Role.NUMBER)
    said = (*reading.operators.get("not", ()), *reading.operators.get("both", ()), *numbers)
    attribute, subject = topic.sought.attribute, topic.subject.name
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, subject, base.query, Form.CHOICE, claims, denied=denied),
        used=base.used | names.keys() | frozenset(said),
        fit=topic.fit,
        support=support_of(outcome.facts, attribute, subject, knowledge),
        notes=notes_on(topic, reading),
    )


def _names(
    reading: Reading, base: Narrowed, kinds: tuple[str, ...], knowledge: Knowledge
) -> dict[int, str]:
    """The names of the values' kind that are free → their token."""
    found: dict[int, str] = {}
    for i, token in enumerate(reading.tokens):
        if i in base.used or i in reading.excepted:
            continue
        known = [name for name in token.refs(Role.ENTITY) if knowledge.is_kind(name, kinds)]
        foreign = any(knowledge.vocabulary.fits(kind, kinds) for kind in token.refs(Role.FOREIGN))
        if known or foreign:
            found[i] = known[0] if known else token.text
    return found
