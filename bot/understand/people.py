"""People told by what they are instead of a name: by post, organisation or surname.

某单位的某职务是谁, 总监有哪几位, 甲大学除了乙还来了谁, 姓丙的有谁.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.knowledge.algebra import (
    Combined,
    Described,
    Except,
    Expression,
    Filtered,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Support
from bot.model import Role
from bot.understand.claims import COUNTED
from bot.understand.form import Form
from bot.understand.interpretation import Absent, Claim, Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.sought import Sought, subjects_of
from bot.understand.topic import support_of

_SEVERAL = 2
_MEMBERS = 0.88  # for the people of an organisation, where no post is named
_LITTLE = 0.3  # weight below which a verb (有, 来) only says that somebody is there
_NOBODY = 0.85  # … where nobody has it
_HELD = 0.95  # … where one is
_UNSAID = 0.85  # factor where a yes would also say yes to something else


def people(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one for the people who fit a description."""
    for one in sought:
        if one.attribute in knowledge.titled:
            way = _offered if reading.form is Form.CHOICE else _described
            yield from way(reading, one, knowledge)
    for attribute in knowledge.titled:
        yield from _surnamed(reading, attribute, knowledge)


def _described(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """The people whose posts fit the titles and organisations in the question."""
    holders = frozenset(subjects_of(sought.attribute, knowledge))
    apart = _apart(reading, holders)
    if any(m.entity in holders and m.token not in apart for m in reading.mentions):
        return
    places = tuple(i for i in reading.tokens_with(Role.TITLE) if i not in _apposed(reading, apart))
    if not places:
        yield from _members(reading, sought, apart, knowledge)
        return
    titles = frozenset(ref for i in places for ref in reading.tokens[i].refs(Role.TITLE))
    owners = {m.token: m.entity for m in reading.mentions if m.token not in apart}
    query = _describing(sought.attribute, titles, frozenset(owners.values()), reading, knowledge)
    outcome = evaluate(query, knowledge)
    spec = knowledge.vocabulary.attributes[sought.attribute]
    employer = any(knowledge.vocabulary.plays(kind, "organisation") for kind in reading.asked)
    number = knowledge.vocabulary.kind_of_role("number")
    counted = reading.form is Form.COUNT and reading.asked <= {number}
    asked = counted or any(reading.asks_for(k, knowledge.vocabulary) for k in spec.of)
    if not outcome.items:
        yield from _unfilled(sought, places, owners, reading)
    if not outcome.items or not (asked or employer):
        return
    said = {i for i in reading.operators.get("within", ()) if i + 1 in places or i - 1 in places}
    used = sought.tokens.union(places, owners, apart, said)
    fit = max(sought.strength, _HELD) * (_UNSAID if reading.form is Form.VERIFY else 1.0)
    yield _holding(sought.attribute, _without(query, apart), used, fit, reading, knowledge)


def _offered(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """总经理是甲还是乙: which of the people named has the post."""
    holders = frozenset(subjects_of(sought.attribute, knowledge))
    people = {m.token: m.entity for m in reading.mentions if m.entity in holders}
    places = reading.tokens_with(Role.TITLE)
    titles = frozenset(ref for i in places for ref in reading.tokens[i].refs(Role.TITLE))
    owners = {m.token: m.entity for m in reading.mentions if m.token not in people}
    query = Described(sought.attribute, titles, frozenset(owners.values()))
    held = evaluate(query, knowledge).keys
    if not titles or not held or len(people) < _SEVERAL:
        return
    claims = tuple(Claim(reading.tokens[i].text, name, name in held)
                   for i, name in people.items())  # fmt: skip
    used = sought.tokens.union(places, people, owners)
    one = _holding(sought.attribute, query, used, _HELD, reading, knowledge)
    if isinstance(one.meaning, Relation):
        yield replace(one, meaning=replace(one.meaning, form=Form.CHOICE, claims=claims))


def _unfilled(
    sought: Sought, places: tuple[int, ...], owners: dict[int, str], reading: Reading
) -> Iterator[Interpretation]:
    """甲公司的经理是谁, where the source tells of none there: no other sentence answers that."""
    at = reading.noun_before(places[0])
    if len(places) != 1 or len(owners) != 1 or not reading.asks & {"who", "name"}:
        return
    title = reading.tokens[places[0]].refs(Role.TITLE)[0]
    yield Interpretation(
        intent=sought.attribute,
        meaning=Absent(sought.attribute, next(iter(owners.values())), title),
        used=sought.tokens.union(places, owners, () if at is None else (at,)),
        fit=_NOBODY,
        support=Support(""),
        notes=(f"{title} ∅",),
    )


def _apart(reading: Reading, holders: frozenset[str]) -> dict[int, str]:
    """除了甲还有谁: the people who are set apart → their token."""
    excepted = reading.excepted()
    return {m.token: m.entity for m in reading.mentions
            if m.token in excepted and m.entity in holders}  # fmt: skip


def _apposed(reading: Reading, names: dict[int, str]) -> frozenset[int]:
    """除了主任甲: the titles that stand right beside names."""
    beside = {i + step for i in names for step in (-1, 1)}
    return frozenset(i for i in reading.tokens_with(Role.TITLE) if i in beside)


def _without(query: Expression, apart: dict[int, str]) -> Expression:
    return Except(query, frozenset(apart.values())) if apart else query


def _holding(
    attribute: str, query: Expression, used: frozenset[int], fit: float, reading: Reading,
    knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    """The question read as one for the people of a set."""
    outcome = evaluate(query, knowledge)
    form = Form.COUNT if reading.form is Form.COUNT else Form.OPEN
    said = (i for name in ("except", "outside", "more", "besides")
            for i in reading.operators.get(name, ()))  # fmt: skip
    return Interpretation(
        intent=attribute,
        meaning=Relation(attribute, "", query, form, inverse=True),
        used=used.union(said) if isinstance(query, Except) else used,
        fit=fit,
        support=support_of(outcome.facts, attribute, "", knowledge),
        notes=(f"{attribute}←{'、'.join(reading.tokens[i].text for i in sorted(used))}",),
    )


def _members(
    reading: Reading, sought: Sought, apart: dict[int, str], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """甲大学来的是谁, 乙公司有哪些人: the people whose posts are in a named organisation."""
    person = knowledge.vocabulary.kind_of_role("person")
    owners = {m.token: m.entity for m in reading.mentions
              if knowledge.plays(m.entity, "organisation")}  # fmt: skip
    asked = "who" in reading.asks or any(
        knowledge.vocabulary.is_a(kind, person) for kind in reading.asked
    )
    whole = Described(sought.attribute, frozenset(), frozenset(owners.values()))
    if not owners or not asked or not evaluate(whole, knowledge).items:
        return
    present = (
        i
        for attribute, tokens in {**reading.verbs, **reading.cues}.items()
        if knowledge.vocabulary.attributes[attribute].open
        for i in tokens
    )
    kinds = (i for i in reading.tokens_with(Role.KIND)
             if reading.tokens[i].has(Role.KIND, person))  # fmt: skip
    used = frozenset((*owners, *apart, *_apposed(reading, apart), *present, *kinds))
    query = _without(whole, apart)
    yield _holding(sought.attribute, query, used, _MEMBERS, reading, knowledge)


def _surnamed(reading: Reading, attribute: str, knowledge: Knowledge) -> Iterator[Interpretation]:
    """姓甲的有谁, 甲姓嘉宾: the people with a post whose names begin so."""
    for place in reading.operators.get("surname", ()):
        name = reading.tokens[place].phrase
        owners = {m.token: m.entity for m in reading.mentions
                  if knowledge.plays(m.entity, "organisation")}  # fmt: skip
        if reading.tokens[place].method != "surname":
            continue
        posts = {i: reading.tokens[i].refs(Role.TITLE) for i in reading.tokens_with(Role.TITLE)}
        titles = frozenset(ref for refs in posts.values() for ref in refs)
        held = Filtered(Described(attribute, titles, frozenset(owners.values())), name, "start")
        anyone = Filtered(Described(attribute, frozenset(), frozenset()), name, "start")
        person = knowledge.vocabulary.kind_of_role("person")
        kinds = (i for i in reading.tokens_with(Role.KIND)
                 if reading.tokens[i].has(Role.KIND, person))  # fmt: skip
        count = len(evaluate(held, knowledge).items)
        claims = _how_many(reading, count)
        numbers = (i for i, claim in claims.items() if claim.true or reading.asserts)
        cues = reading.cues.get(attribute, ())
        denials = reading.operators.get("not", ())
        verbs = (i for i in reading.tokens_with(Role.VERB) if reading.weights[i] < _LITTLE)
        used = frozenset((place, *posts, *owners, *kinds, *numbers, *cues, *denials, *verbs))
        query = held if count or reading.form is not Form.VERIFY else anyone
        one = _holding(attribute, query, used, _HELD, reading, knowledge)
        claimed = tuple(claims.values()) or (Claim(name, name, count > 0),)
        judged = reading.form is Form.VERIFY and not denials
        yield _whether(one, claimed) if judged else one


def _how_many(reading: Reading, count: int) -> dict[int, Claim]:
    """有两个姓甲的: what the numbers in the question claim → their token."""
    said = {i: reading.tokens[i].refs(Role.NUMBER)[0] for i in reading.tokens_with(Role.NUMBER)}
    return {
        i: Claim(reading.tokens[i].text, COUNTED + number, float(number) == count)
        for i, number in said.items()
    }


def _whether(one: Interpretation, claims: tuple[Claim, ...]) -> Interpretation:
    """有没有姓甲的: judged instead of told."""
    if not isinstance(one.meaning, Relation):
        return one
    return replace(one, meaning=replace(one.meaning, form=Form.VERIFY, claims=claims))


def _describing(
    attribute: str, titles: frozenset[str], owners: frozenset[str], reading: Reading,
    knowledge: Knowledge,
) -> Expression:  # fmt: skip
    """One value that fits everything; where none does, several values that fit together."""
    like = _alike(titles, reading, knowledge)
    if len(like) > 1:
        each = tuple(Described(attribute, frozenset((t,)), owners) for t in sorted(like))
        return Combined("either", tuple(e for e in each if evaluate(e, knowledge).items) or each)
    whole = Described(attribute, titles, owners)
    if evaluate(whole, knowledge).items or len(titles) + len(owners) < 2:
        return whole
    if len(owners) > 1:
        parts = [Described(attribute, titles, frozenset((owner,))) for owner in sorted(owners)]
    else:
        parts = [Described(attribute, frozenset((title,)), owners) for title in sorted(titles)]
    return Combined("both", tuple(parts))


def _alike(titles: frozenset[str], reading: Reading, knowledge: Knowledge) -> frozenset[str]:
    """总监有哪几位: every title that ends so, where several people are asked for; 带“总监”的:
    every one that says so anywhere."""
    within = "within" in reading.operators
    plural = "several" in reading.operators or reading.form is Form.COUNT
    if len(titles) != 1 or not (within or plural):
        return titles
    return knowledge.vocabulary.titles_like(next(iter(titles)), anywhere=within)
