"""Things in ordered lists: whether one stands before another, whether one list holds them all."""

from bot.knowledge.algebra import Combined, evaluate
from bot.knowledge.index import Knowledge
from bot.understand.form import Form
from bot.understand.interpretation import Claim, Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.slices import Narrowed, amount_after, in_own_list, members_of, parts_of
from bot.understand.topic import Topic, notes_on, support_of

_SEVERAL = 2  # things that may be on one list


def in_order(
    reading: Reading, topic: Topic, base: Narrowed, knowledge: Knowledge
) -> Interpretation | None:
    """甲排在乙前面吗, 甲后面是乙吗: judged by their places in the list."""
    if reading.form is not Form.VERIFY:
        return None
    base = in_own_list(base, reading, knowledge)
    members = members_of(base, reading, knowledge)
    order = [
        (i, name in ("before", "head"))
        for name in ("before", "after", "head", "tail")
        for i in reading.operators.get(name, ())
        if not amount_after(i, reading)
    ]
    if len(members) != 2 or not order:
        return None
    at, ahead = order[0]
    if min(members.values()) < at < max(members.values()):
        ahead = not ahead  # 甲前面是乙: what stands before is named last
    outcome = evaluate(base.query, knowledge)
    placed = [evaluate(part, knowledge).keys for part in parts_of(base.query)]
    placed = [keys for keys in placed if members.keys() <= set(keys)]
    first, second = members
    earlier = bool(placed) and all(
        (keys.index(first) < keys.index(second)) is ahead for keys in placed
    )
    attribute, subject = topic.sought.attribute, topic.subject.name
    claims = (Claim(reading.tokens[at].text, reading.tokens[at].text, earlier),)
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, subject, base.query, Form.VERIFY, claims, items=tuple(members)),
        used=base.used | frozenset((*members.values(), *(i for i, _ in order))),
        fit=topic.fit,
        support=support_of(outcome.facts, attribute, subject, knowledge),
        notes=notes_on(topic, reading),
    )


def on_one_list(
    reading: Reading, topic: Topic, base: Narrowed, knowledge: Knowledge
) -> Interpretation | None:
    """甲和乙在同一张榜上吗: whether some list holds all that are named."""
    same = reading.operators.get("same", ())
    if reading.form is not Form.VERIFY or not same:
        return None
    members = members_of(base, reading, knowledge)
    if len(members) < _SEVERAL:
        return None
    outcome = evaluate(base.query, knowledge)
    if not isinstance(base.query, Combined) or not any(fact.order for fact in outcome.facts):
        return None
    own = in_own_list(base, reading, knowledge).query
    holding = [p for p in parts_of(own) if members.keys() <= set(evaluate(p, knowledge).keys)]
    query = own if holding else base.query
    claims = tuple(Claim(reading.tokens[i].text, key, True) for key, i in members.items())
    attribute, subject = topic.sought.attribute, topic.subject.name
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, subject, query, Form.VERIFY, claims, denied=not holding),
        used=base.used | frozenset((*members.values(), *same)),
        fit=topic.fit,
        support=support_of(outcome.facts, attribute, subject, knowledge),
        notes=notes_on(topic, reading),
    )
