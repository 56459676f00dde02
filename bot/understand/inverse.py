"""Questions from a value to what has it: 甲在哪个榜, 乙主持的是什么, 某单位的某职务是谁."""

from collections.abc import Iterator

from bot.knowledge.algebra import (
    Combined,
    Described,
    Except,
    Expression,
    Holders,
    Outcome,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.form import Form
from bot.understand.interpretation import Claim, Interpretation, Relation
from bot.understand.read import Reading
from bot.understand.relation import SAYING, UNTOLD, merely_says, says_more, support_of
from bot.understand.sought import Sought, subjects_of

_WRONG_KIND = 0.5
_MEMBERS = 0.88  # for the people of an organisation, where no post is named
_UNSAID = 0.85  # factor where a yes would also say yes to something else


def inverses(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one for the subjects that have a value."""
    for one in sought:
        yield from _holders(reading, one, knowledge)
        yield from _described(reading, one, knowledge)


def _holders(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """The subjects of which something named is a value."""
    if reading.form is Form.POSITION:
        return
    for i in (*reading.tokens_with(Role.ENTITY), *reading.tokens_with(Role.LITERAL)):
        token = reading.tokens[i]
        for key in (*token.refs(Role.ENTITY), *token.refs(Role.LITERAL)):
            query = Holders(sought.attribute, key)
            outcome = evaluate(query, knowledge)
            if outcome.items and not _given(reading, i, outcome, knowledge):
                yield _held(reading, sought, i, query, outcome, knowledge)


def _given(reading: Reading, value: int, outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether the question itself says which subject it is about, so that it can't ask for it."""
    if reading.form is Form.CHOICE:
        return False
    named = {m.entity for m in reading.mentions if m.token != value}
    offered = named & set(outcome.keys)
    if offered:
        return not _offers(reading, named, outcome, knowledge)
    return reading.form is not Form.VERIFY and any(
        knowledge.is_kind(key, (ref,))
        for i in reading.given_kinds()
        for ref in reading.tokens[i].refs(Role.KIND)
        for key in outcome.keys
    )


def _offers(reading: Reading, named: set[str], outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether several of the subjects' kind are named for one to be picked (甲、乙中谁…)."""
    kinds = tuple({knowledge.kind_of(key) for key in outcome.keys})
    alike = [name for name in named if knowledge.is_kind(name, kinds)]
    return len(alike) > 1 and bool(reading.asks & {"who", "which"})


def _held(
    reading: Reading, sought: Sought, i: int, query: Holders, outcome: Outcome,
    knowledge: Knowledge,
) -> Interpretation:  # fmt: skip
    kinds = {knowledge.kind_of(key) for key in outcome.keys}
    named = {m.entity for m in reading.mentions if m.token != i}
    offering = reading.form is Form.CHOICE or _offers(reading, named, outcome, knowledge)
    options = _options(reading, i, kinds, knowledge) if offering else {}
    claims = tuple(Claim(reading.tokens[o].text, key, key in outcome.keys)
                   for o, key in options.items())  # fmt: skip
    asserted = reading.asserts and reading.form is not Form.CHOICE
    form: Form = Form.COUNT if reading.form is Form.COUNT else Form.OPEN
    if asserted and not claims:
        form, claims = Form.VERIFY, (Claim(reading.tokens[i].text, query.value, True),)
    fits = (
        asserted
        or bool(claims)
        or any(reading.asks_for(kind, knowledge.vocabulary) for kind in kinds)
    )
    used = sought.tokens | {i} | options.keys() | _kind_tokens(reading, kinds, knowledge)
    saying = not asserted and (merely_says(reading, sought) or _asks_words(reading, sought))
    return Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, form, claims, inverse=True),
        used=used,
        fit=sought.strength
        * (1.0 if fits else _WRONG_KIND)
        * (SAYING if saying else 1.0)
        * (UNTOLD if asserted and says_more(reading, sought, used) else 1.0)
        * (_UNSAID if asserted and _says_more(reading, sought, i, options) else 1.0),
        support=support_of(outcome.facts, sought.attribute, "", knowledge),
        notes=(f"{sought.attribute} {sought.strength:.2f}", f"*←{query.value}"),
    )


def _asks_words(reading: Reading, sought: Sought) -> bool:
    """甲在会上介绍了什么: what was said is asked for, not what it was said at."""
    verbs = set(reading.operators.get("say", ())) - sought.tokens
    asking = (i for i, token in enumerate(reading.tokens) if token.has(Role.ASK, "what"))
    return any(reading.noun_before(i) in verbs for i in asking)


def _says_more(reading: Reading, sought: Sought, value: int, options: dict[int, str]) -> bool:
    """Whether the question asserts more than that somebody has a role."""
    said = sought.tokens | {value} | options.keys()
    return any(reading.weights[i] >= 0.7 for i in reading.content() if i not in said)


def _options(reading: Reading, value: int, kinds: set[str], knowledge: Knowledge) -> dict[int, str]:
    """The subjects that 甲还是乙 offers: token → entity."""
    return {
        m.token: m.entity
        for m in reading.mentions
        if m.token != value and knowledge.is_kind(m.entity, tuple(kinds))
    }


def _kind_tokens(reading: Reading, kinds: set[str], knowledge: Knowledge) -> frozenset[int]:
    return frozenset(
        i
        for role in (Role.KIND, Role.GROUP)
        for i in reading.tokens_with(role)
        if any(
            knowledge.vocabulary.is_a(kind, ref)
            for kind in kinds
            for ref in reading.tokens[i].refs(role)
        )
    )


def _described(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """The subjects whose value fits the titles and names in the question."""
    places = reading.tokens_with(Role.TITLE)
    if sought.attribute not in knowledge.titled or reading.form is Form.CHOICE:
        return
    holders = frozenset(subjects_of(sought.attribute, knowledge))
    apart = reading.excepted()
    if any(m.entity in holders and m.token not in apart for m in reading.mentions):
        return
    if not places:
        yield from _members(reading, sought, knowledge)
        return
    titles = frozenset(ref for i in places for ref in reading.tokens[i].refs(Role.TITLE))
    owners = {m.token: m.entity for m in reading.mentions}
    query = _describing(sought.attribute, titles, frozenset(owners.values()), knowledge)
    outcome = evaluate(query, knowledge)
    spec = knowledge.vocabulary.attributes[sought.attribute]
    employer = any(knowledge.vocabulary.plays(kind, "organisation") for kind in reading.asked)
    people = any(reading.asks_for(k, knowledge.vocabulary) for k in spec.of)
    if not outcome.items or not (people or employer):
        return
    form = Form.COUNT if reading.form is Form.COUNT else Form.OPEN
    yield Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, form, inverse=True),
        used=sought.tokens | frozenset(places) | frozenset(owners),
        fit=max(sought.strength, 0.95) * (_UNSAID if reading.form is Form.VERIFY else 1.0),
        support=support_of(outcome.facts, sought.attribute, "", knowledge),
        notes=(f"{sought.attribute}←{'、'.join(sorted(titles | set(owners.values())))}",),
    )


def _members(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Interpretation]:
    """甲大学来的是谁, 乙公司有哪些人: the people whose posts are in a named organisation."""
    person = knowledge.vocabulary.kind_of_role("person")
    owners = {m.token: m.entity for m in reading.mentions
              if knowledge.plays(m.entity, "organisation")}  # fmt: skip
    asked = "who" in reading.asks or any(
        knowledge.vocabulary.is_a(kind, person) for kind in reading.asked
    )
    if not owners or not asked:
        return
    query: Expression = Described(sought.attribute, frozenset(), frozenset(owners.values()))
    outcome = evaluate(query, knowledge)
    apart = {m.token: m.entity for m in reading.mentions
             if m.token in reading.excepted() and m.entity in outcome.keys}  # fmt: skip
    if apart:
        query = Except(query, frozenset(apart.values()))
    if not outcome.items:
        return
    present = (
        i
        for attribute, tokens in {**reading.verbs, **reading.cues}.items()
        if knowledge.vocabulary.attributes[attribute].open
        for i in tokens
    )
    kinds = (i for i in reading.tokens_with(Role.KIND)
             if reading.tokens[i].has(Role.KIND, person))  # fmt: skip
    form = Form.COUNT if reading.form is Form.COUNT else Form.OPEN
    yield Interpretation(
        intent=sought.attribute,
        meaning=Relation(sought.attribute, "", query, form, inverse=True),
        used=frozenset((*owners, *apart, *reading.operators.get("outside", ()), *present, *kinds)),
        fit=_MEMBERS,
        support=support_of(outcome.facts, sought.attribute, "", knowledge),
        notes=(f"{sought.attribute}←{'、'.join(sorted(owners.values()))}",),
    )


def _describing(
    attribute: str, titles: frozenset[str], owners: frozenset[str], knowledge: Knowledge
) -> Expression:
    """One value that fits everything; where none does, several values that fit together."""
    whole = Described(attribute, titles, owners)
    if evaluate(whole, knowledge).items or len(titles) + len(owners) < 2:
        return whole
    if len(owners) > 1:
        parts = [Described(attribute, titles, frozenset((owner,))) for owner in sorted(owners)]
    else:
        parts = [Described(attribute, frozenset((title,)), owners) for title in sorted(titles)]
    return Combined("both", tuple(parts))
