"""Sets put together from several conditions: in both, in one but not the other, in either."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.knowledge.algebra import Combined, Expression, Values
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.about import Subject, apart
from bot.understand.form import Form
from bot.understand.interpretation import Interpretation
from bot.understand.read import Reading
from bot.understand.relation import of_set
from bot.understand.slices import Narrowed
from bot.understand.sought import Sought
from bot.understand.topic import Topic

_FIT = 0.97
_SAID = 0.94  # how sure the role must be where only a verb tells it
_NAMED, _IMPLIED = 0.95, 0.86  # how well a subject must fit: named itself; by a word for its role
_Found = tuple[str, Expression, frozenset[int]]  # attribute, query, the tokens that say so
_JOINING = ("both", "doubly", "either", "only", "not", "outside")


@dataclass(frozen=True, slots=True)
class Condition:
    """Being among some values, or (negated) not; `at` is the token that says so.

    `named` tells whether the question names the subject itself, not only a role in the main one.
    """

    values: Expression
    attribute: str
    subject: str
    at: int
    used: frozenset[int]
    named: bool
    negated: bool = False


def sets(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one about a set that several conditions define."""
    if reading.form is Form.COMPARE or not any(n in reading.operators for n in _JOINING):
        return
    conditions = _conditions(reading, sought, knowledge)
    found = _single(reading, sought, knowledge) or _several(conditions, reading, knowledge)
    if found is None:
        return
    attribute, query, used = found
    said = {i for name in _JOINING for i in reading.operators.get(name, ())}
    first = Sought(attribute, _FIT, used)
    base = Narrowed(query, used | said)
    topic = Topic(first, Subject((), 1.0, frozenset()))
    yield from of_set(reading, topic, base, knowledge)


def _conditions(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> tuple[Condition, ...]:
    """One condition for each thing whose members are spoken of, and each role that is named."""
    found: dict[tuple[int, str], list[tuple[Sought, Condition]]] = {}
    for one in sought:
        spec = knowledge.vocabulary.attributes[one.attribute]
        asked = reading.form is Form.COUNT or reading.asks_for(spec.value, knowledge.vocabulary)
        if knowledge.vocabulary.kinds[spec.value].value or not asked:
            continue
        for condition in _of(reading, one, knowledge):
            found.setdefault((condition.at, condition.subject), []).append((one, condition))
    chosen = _own_words(tuple(_strongest(options) for _, options in sorted(found.items())))
    chosen = _alike(chosen, knowledge)
    return tuple(_with_negation(condition, chosen, reading) for condition in chosen)


def _alike(conditions: tuple[Condition, ...], knowledge: Knowledge) -> tuple[Condition, ...]:
    """Only those on things of one kind: people are not among schools."""
    kinds = [knowledge.vocabulary.attributes[c.attribute].value for c in conditions]
    most = max(kinds, key=kinds.count, default="")
    return tuple(c for c, kind in zip(conditions, kinds, strict=True) if kind == most)


def _own_words(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Without conditions of things that are not named where another one rests on the word too."""
    named = {i for c in conditions if c.named for i in c.used}
    places = [c.at for c in conditions]
    return tuple(
        c for c in conditions if c.named or (places.count(c.at) == 1 and not (c.used & named))
    )


def _of(reading: Reading, sought: Sought, knowledge: Knowledge) -> Iterator[Condition]:
    """The conditions that one attribute makes: of each thing that is named, or of the main one."""
    if not knowledge.stated[sought.attribute]:
        return
    for subject in apart(reading, sought, knowledge):
        named = subject.fit >= _NAMED
        said = bool(sought.tokens & set(reading.operators.get("say", ())))
        role = said or sought.strength >= _SAID
        if not named and not (role and subject.fit >= _IMPLIED):
            continue
        at = max(subject.tokens if named else _own_place(sought, reading), default=None)
        if at is None:  # no word of the question says it
            continue
        for name in subject.names:
            values = Values(name, sought.attribute)
            used = subject.tokens | sought.tokens
            yield Condition(values, sought.attribute, name, at, used, named)


def _own_place(sought: Sought, reading: Reading) -> frozenset[int]:
    """Where the attribute is named by a word of its own, or else by any."""
    own = sought.tokens.intersection(reading.cues.get(sought.attribute, ()))
    alone = {i for i in own if len(reading.tokens[i].refs(Role.ATTRIBUTE)) == 1}
    return frozenset(alone) or own or sought.tokens


def _strongest(options: list[tuple[Sought, Condition]]) -> Condition:
    """The surest attribute at one place; equally sure ones together (发言: 致辞 or 分享)."""
    top = max(sought.strength for sought, _ in options)
    best = [condition for sought, condition in options if sought.strength == top]
    if len(best) == 1:
        return best[0]
    values = Combined("either", tuple(condition.values for condition in best))
    return replace(best[0], values=values)


def _with_negation(
    condition: Condition, conditions: tuple[Condition, ...], reading: Reading
) -> Condition:
    """没上甲, 甲没有: a negation belongs to the next thing in its clause, else the last."""
    for place in reading.operators.get("not", ()):
        after = [
            c.at for c in conditions if c.at > place and not reading.clause_between(place, c.at)
        ]
        before = [c.at for c in conditions if c.at < place]
        target = min(after) if after else max(before, default=-1)
        if condition.at == target:
            return replace(condition, used=condition.used | {place}, negated=True)
    return condition


def _several(
    conditions: tuple[Condition, ...], reading: Reading, knowledge: Knowledge
) -> _Found | None:
    query = _combined(conditions, reading, knowledge)
    if query is None:
        return None
    used = frozenset().union(*(condition.used for condition in conditions))
    return conditions[0].attribute, query, used


def _single(reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge) -> _Found | None:
    """只上了一个榜的, 双料入选的: what exactly one of all the lists holds, or each of them."""
    ones = (i for i in reading.tokens_with(Role.NUMBER)
            if reading.tokens[i].refs(Role.NUMBER) == ("1",))  # fmt: skip
    single = (*reading.operators.get("single", ()), *ones)
    doubly = reading.operators.get("doubly", ()) and not reading.tokens_with(Role.GROUP)
    one = "only" in reading.operators and bool(single)
    if not doubly and not one:
        return None
    kinds = (i for role in (Role.KIND, Role.GROUP) for i in reading.tokens_with(role))
    said = frozenset((*kinds, *single, *reading.operators.get("doubly", ())))
    for way in sought:
        subjects = knowledge.stated[way.attribute]
        facts = knowledge.by_attribute.get(way.attribute, ())
        if len(subjects) > 1 and any(fact.order for fact in facts):
            lists = tuple(Values(name, way.attribute) for name in subjects)
            query = Combined("one" if one else "both", lists)
            return way.attribute, query, said | way.tokens
    return None


def _combined(
    conditions: tuple[Condition, ...], reading: Reading, knowledge: Knowledge
) -> Expression | None:
    wanted = [c.values for c in conditions if not c.negated]
    unwanted = [c.values for c in conditions if c.negated]
    if "only" in reading.operators and len(wanted) == 1:
        only = next(c for c in conditions if not c.negated)
        others = knowledge.stated[only.attribute]
        unwanted += [Values(o, only.attribute) for o in others if o != only.subject]
    wanted, unwanted = list(dict.fromkeys(wanted)), list(dict.fromkeys(unwanted))
    if not wanted or len(wanted) + len(unwanted) < 2:
        return None
    how = "either" if "either" in reading.operators else "both"
    said = unwanted or "both" in reading.operators or "doubly" in reading.operators
    if how == "both" and len(wanted) > 1 and not said:
        return None
    whole: Expression = Combined(how, tuple(wanted)) if len(wanted) > 1 else wanted[0]  # type: ignore[arg-type]
    return Combined("without", (whole, *unwanted)) if unwanted else whole
