"""One algebra over facts: every list, count, position and comparison is built from these parts.

An expression is a small frozen tree; `evaluate` gives the items it stands for, in order, with the
facts that say so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, cast

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Value


@dataclass(frozen=True, slots=True)
class Values:
    """The values of an attribute of a subject."""

    subject: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Holders:
    """The subjects of which an attribute has a value (an entity's name or a literal text)."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Described:
    """The subjects of which an attribute has a value that fits a description: titles, entities."""

    attribute: str
    titles: frozenset[str]
    entities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Combined:
    """Several sets: all of any (`either`), what all share (`both`), what exactly one holds (`one`),
    or the first without the rest."""

    how: Literal["either", "both", "one", "without"]
    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Filtered:
    """The items whose name holds a fragment (anywhere, at the start, at the end), or those whose
    name does not."""

    base: "Expression"
    fragment: str
    where: Literal["anywhere", "start", "end"] = "anywhere"
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Related:
    """The items that belong to an entity (a person to an organisation), or those that do not."""

    base: "Expression"
    entities: tuple[str, ...]
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Except:
    """The items but these."""

    base: "Expression"
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Among:
    """The items that are among those of another expression: 其中上了甲榜的."""

    base: "Expression"
    whole: "Expression"


@dataclass(frozen=True, slots=True)
class Named:
    """Those of a few named things that are items."""

    base: "Expression"
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of the items once some of them were told."""

    base: "Expression"
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Picked:
    """A slice of the items, as Python counts: first three (0, 3), last (-1, None)."""

    base: "Expression"
    start: int | None
    stop: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The item that stands `step` places after (before: negative) another one."""

    base: "Expression"
    key: str
    step: int


@dataclass(frozen=True, slots=True)
class Of:
    """The values of an attribute of each of the items: the posts of those who spoke."""

    base: "Expression"
    attribute: str


Expression = (
    Values | Holders | Described | Combined | Filtered | Related | Except | Named | Among | Rest
    | Picked | Beside | Of
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """The items of an expression in order, and the facts behind them."""

    items: tuple[Value, ...]
    facts: tuple[Fact, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What identifies the items, in order."""
        return tuple(item.key for item in self.items)

    def position(self, key: str) -> int | None:
        """The place of an item, from 1; None where it is not among them."""
        return self.keys.index(key) + 1 if key in self.keys else None


def evaluate(expression: Expression, knowledge: Knowledge) -> Outcome:
    """The items that an expression stands for; each expression is worked out once."""
    known = knowledge.remembered.get(expression)
    if known is None:
        known = knowledge.remember(expression, _evaluated(expression, knowledge))
    return cast(Outcome, known)


def _evaluated(expression: Expression, knowledge: Knowledge) -> Outcome:
    match expression:
        case Values(subject, attribute):
            facts = _stated(subject, attribute, knowledge)
            return Outcome(_unique(value for fact in facts for value in fact.values), facts)
        case Holders() | Described():
            return _holders(expression, knowledge)
        case Combined(how, parts):
            return _combined(how, tuple(evaluate(part, knowledge) for part in parts))
        case Filtered(base, fragment, where, keep):
            return _kept(evaluate(base, knowledge),
                         lambda v: _named(v.text, fragment, where) is keep)  # fmt: skip
        case Related(base, entities, keep):
            return _kept(evaluate(base, knowledge),
                         lambda v: belongs(v.key, entities, knowledge) is keep)  # fmt: skip
        case Except(base, keys) | Rest(base, keys):
            return _kept(evaluate(base, knowledge), lambda v: v.key not in keys)
        case Named(base, keys):
            return _kept(evaluate(base, knowledge), lambda v: v.key in keys)
        case Among(base, whole):
            inside = evaluate(whole, knowledge).keys
            return _kept(evaluate(base, knowledge), lambda v: v.key in inside)
        case Picked(base, start, stop):
            outcome = evaluate(base, knowledge)
            return Outcome(outcome.items[start:stop], outcome.facts)
        case Of(base, attribute):
            owners = [item.key for item in evaluate(base, knowledge).items]
            facts = tuple(f for name in owners for f in _stated(name, attribute, knowledge))
            return Outcome(_unique(value for fact in facts for value in fact.values), facts)
        case Beside(base, key, step):
            return _beside(evaluate(base, knowledge), key, step)


def belongs(entity: str, wholes: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether an entity is one of the wholes, part of one, or its facts tie it to one."""
    related = knowledge.related.get(entity, frozenset((entity,)))
    return any(whole in related for whole in wholes)


def _stated(subject: str, attribute: str, knowledge: Knowledge) -> tuple[Fact, ...]:
    """The facts of an attribute; for one that gathers, all facts with values of its kind."""
    spec = knowledge.vocabulary.attributes[attribute]
    if not spec.gathers:
        return knowledge.facts_about(subject, attribute)
    return tuple(
        fact
        for fact in knowledge.by_subject.get(subject, ())
        if any(knowledge.is_kind(value.entity, (spec.value,)) for value in fact.values)
    )


def _holders(expression: Holders | Described, knowledge: Knowledge) -> Outcome:
    facts = tuple(
        fact
        for fact in knowledge.by_attribute.get(expression.attribute, ())
        if any(_holds(value, expression, knowledge) for value in fact.values)
    )
    return Outcome(_unique(_as_value(fact.subject, knowledge) for fact in facts), facts)


def _holds(value: Value, wanted: Holders | Described, knowledge: Knowledge) -> bool:
    if isinstance(wanted, Holders):
        return value.key == wanted.value
    classes = knowledge.vocabulary.title_classes
    titled = all(
        value.support.titles & classes.get(title, frozenset((title,))) for title in wanted.titles
    )
    return titled and all(mentions_entity(value, entity, knowledge) for entity in wanted.entities)


def is_post(value: Value, titles: Iterable[str], owners: Iterable[str], knowledge: Knowledge) -> bool:
    """Whether a value is a post with such a title (any of them), at one of the owners if any."""
    titles = tuple(titles)
    classes = knowledge.vocabulary.title_classes
    titled = any(value.support.titles & classes.get(t, frozenset((t,))) for t in titles)
    owners = tuple(owners)
    if not titled or not owners:
        return titled
    exact = _named_so(titles, owners, knowledge)
    return any(mentions_entity(value, owner, knowledge) for owner in owners) and (
        value.text in exact or knowledge.posts.isdisjoint(exact)
    )


def _named_so(
    titles: Iterable[str], owners: Iterable[str], knowledge: Knowledge
) -> frozenset[str]:
    """The posts at the owners themselves: 甲中心主任, not the head of an office within."""
    names = [n for owner in owners if owner in knowledge.entities
             for n in knowledge.entities[owner].names]  # fmt: skip
    return frozenset(name + title for name in names for title in titles)


def mentions_entity(value: Value, entity: str, knowledge: Knowledge) -> bool:
    """Whether a value speaks of an entity or of a part of it."""
    return any(
        entity == named or entity in knowledge.whole_of(named)
        for named in (*value.support.entities, *((value.entity,) if value.entity else ()))
    )


def _as_value(entity: str, knowledge: Knowledge) -> Value:
    return Value(entity, entity, knowledge.identity[entity])


def _combined(how: str, outcomes: tuple[Outcome, ...]) -> Outcome:
    facts = tuple(dict.fromkeys(fact for outcome in outcomes for fact in outcome.facts))
    first, rest = outcomes[0], outcomes[1:]
    if how == "either":
        return Outcome(_unique(item for o in outcomes for item in o.items), facts)
    if how == "one":
        items = _unique(item for o in outcomes for item in o.items)
        holders = [sum(i.key in o.keys for o in outcomes) for i in items]
        return Outcome(tuple(i for i, n in zip(items, holders, strict=True) if n == 1), facts)
    if how == "both":
        return Outcome(tuple(i for i in first.items if all(i.key in o.keys for o in rest)), facts)
    return Outcome(tuple(i for i in first.items if all(i.key not in o.keys for o in rest)), facts)


def _kept(outcome: Outcome, test: Callable[[Value], bool]) -> Outcome:
    return Outcome(tuple(item for item in outcome.items if test(item)), outcome.facts)


def _beside(outcome: Outcome, key: str, step: int) -> Outcome:
    place = outcome.position(key)
    at = -1 if place is None else place - 1 + step
    return Outcome(outcome.items[at : at + 1] if at >= 0 else (), outcome.facts)


def _named(name: str, fragment: str, where: str) -> bool:
    name = name.lower()
    if where == "start":
        return name.startswith(fragment)
    return name.endswith(fragment) if where == "end" else fragment in name


def _unique(values: Iterable[Value]) -> tuple[Value, ...]:
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(value.key, value)
    return tuple(found.values())
